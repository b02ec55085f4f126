"""A contact sheet to look at: every drawing, every composition and some scenes at random.

`python -m training picture-sheet --out sheet.png`
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from training.pictures.canvas import BLACK, WHITE, Ink, Pen
from training.pictures.captions import captions
from training.pictures.objects import DRAWINGS
from training.pictures.palette import shade
from training.pictures.places import PLACES
from training.pictures.scene import Scene, render, sample_scene
from training.pictures.vocabulary import COLOURS

CELL_WIDTH, CELL_HEIGHT, COLUMNS, LABEL_HEIGHT = 240, 135, 8, 13


def _drawing_cell(name: str, index: int, colour: str, rng: np.random.Generator) -> Image.Image:
    size = (CELL_WIDTH * 2, CELL_HEIGHT * 2)
    image = Image.new("RGB", size, (190, 200, 190))
    scale = CELL_HEIGHT * 0.9
    pen = Pen(ImageDraw.Draw(image), scale, 0, size[0] / 2, 0, scale, size[1] / 2)
    DRAWINGS[name][index](pen, Ink(shade(colour, rng)))
    return image.reduce(2)


def _scene_cell(scene: Scene) -> Image.Image:
    return Image.fromarray(render(scene, width=CELL_WIDTH, height=CELL_HEIGHT))


def _scene_at(rng: np.random.Generator, place: str, composition: int) -> Scene:
    """An empty place, by day, without weather."""
    scene = sample_scene(rng)
    return replace(scene, place=place, composition=composition, things=(), weather="", night=False)


def contact_sheet(rng: np.random.Generator, scenes: int) -> Image.Image:
    """All drawings, then all compositions, then scenes with a full caption each."""
    cells: list[tuple[str, Image.Image]] = []
    colours = tuple(COLOURS)
    for name, drawings in DRAWINGS.items():
        for index, drawing in enumerate(drawings):
            colour = colours[len(cells) % len(colours)]
            cells.append((_title(drawing), _drawing_cell(name, index, colour, rng)))
    for place, kind in PLACES.items():
        for index, composition in enumerate(kind.compositions):
            cells.append((_title(composition), _scene_cell(_scene_at(rng, place, index))))
    for _ in range(scenes):
        scene = sample_scene(rng)
        cells.append((captions(scene, rng, 1, full=True)[0].text, _scene_cell(scene)))
    return _tiled(cells)


def _title(function: Callable[..., None]) -> str:
    return function.__name__.replace("_", " ")


def _tiled(cells: list[tuple[str, Image.Image]]) -> Image.Image:
    rows = -(-len(cells) // COLUMNS)
    height = CELL_HEIGHT + LABEL_HEIGHT
    sheet = Image.new("RGB", (COLUMNS * CELL_WIDTH, rows * height), WHITE)
    draw = ImageDraw.Draw(sheet)
    for number, (label, cell) in enumerate(cells):
        x, y = number % COLUMNS * CELL_WIDTH, number // COLUMNS * height
        draw.text((x + 2, y), label[: CELL_WIDTH // 6], fill=BLACK)
        sheet.paste(cell, (x, y + LABEL_HEIGHT))
    return sheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="the picture to write")
    parser.add_argument("--seed", type=int, default=1, help="of scenes and shades")
    parser.add_argument("--scenes", type=int, default=48, help="how many scenes at random")


def main(arguments: argparse.Namespace) -> None:
    rng = np.random.default_rng(arguments.seed)
    contact_sheet(rng, arguments.scenes).save(arguments.out)
