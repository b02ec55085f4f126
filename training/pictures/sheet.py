"""Contact sheets to look at: every drawing, every composition, every look, style and damage.

`python -m training picture-sheet --out DIR` writes a sheet of each kind.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from training.pictures.canvas import BLACK, SKETCH, WHITE, Ink, Pen, sample_warp
from training.pictures.captions import captions
from training.pictures.degrade import DEGRADATIONS
from training.pictures.looks import LOOKS
from training.pictures.objects import DRAWINGS, UNSEEN
from training.pictures.palette import shade
from training.pictures.places import PLACES, UNSEEN_COMPOSITIONS, composition_of
from training.pictures.scene import STYLES, Scene, render, sample_scene
from training.pictures.vocabulary import COLOURS, OBJECTS

CELL_WIDTH, CELL_HEIGHT, LABEL_HEIGHT = 128, 72, 12
COLUMNS = 16

Cell = tuple[str, Image.Image]


def drawing_cells(rng: np.random.Generator) -> Iterator[Cell]:
    """Every drawing, in styles and colours at random; those kept out of training last."""
    for name in OBJECTS:
        for drawing in DRAWINGS[name]:
            yield _title(drawing), _drawn(drawing, rng)
        yield f"UNSEEN: {_title(UNSEEN[name])}", _drawn(UNSEEN[name], rng)


def _drawn(drawing: Callable[[Pen, Ink], None], rng: np.random.Generator) -> Image.Image:
    finer = 3
    size = (CELL_WIDTH * finer, CELL_HEIGHT * finer)
    image = Image.new("RGB", size, (190, 200, 190))
    ink = Ink(shade(str(rng.choice(list(COLOURS))), rng))
    pen = Pen(
        ImageDraw.Draw(image),
        *(size[1] * 0.45, 0, size[0] / 2, 0, size[1] * 0.45, size[1] / 2),
        style=str(rng.choice(list(STYLES))),
        main=ink.main,
        warp=sample_warp(rng),
        random=rng,
    )
    drawing(pen, ink)
    return image.reduce(finer)


def place_cells(rng: np.random.Generator) -> Iterator[Cell]:
    """Every composition of every place, empty and by day; those kept out of training last."""
    for place, kind in PLACES.items():
        for index in range(len(kind.compositions) + (place in UNSEEN_COMPOSITIONS)):
            unseen = "UNSEEN: " if index == len(kind.compositions) else ""
            scene = replace(
                sample_scene(rng), place=place, composition=index, things=(), weather="", look=""
            )
            yield unseen + _title(composition_of(place, index)), _shown(replace(scene, night=False))


def style_cells(rng: np.random.Generator) -> Iterator[Cell]:
    """Scenes in every style, look and damage."""
    for style in (*STYLES, SKETCH):
        for _ in range(4):
            yield style, _shown(replace(sample_scene(rng), style=style, look=""))
    for look in LOOKS:
        for _ in range(4):
            yield look, _shown(replace(sample_scene(rng), look=look))
    for name, change in DEGRADATIONS.items():
        for _ in range(4):
            picture = render(replace(sample_scene(rng), look=""), width=256, height=144)
            changed = Image.fromarray(change(picture, rng))
            yield name, changed.resize((CELL_WIDTH, CELL_HEIGHT))


def scene_cells(rng: np.random.Generator, count: int = 96) -> Iterator[Cell]:
    """Scenes at random, each with a full caption."""
    for _ in range(count):
        scene = sample_scene(rng)
        yield captions(scene, rng, 1, full=True)[0].text, _shown(scene)


SHEETS = {
    "drawings": drawing_cells,
    "places": place_cells,
    "styles": style_cells,
    "scenes": scene_cells,
}


def _shown(scene: Scene) -> Image.Image:
    return Image.fromarray(render(scene, width=CELL_WIDTH, height=CELL_HEIGHT))


def _title(function: Callable[..., None]) -> str:
    return function.__name__.replace("_", " ")


def tiled(cells: Iterator[Cell]) -> Image.Image:
    """The cells in rows, each under its label."""
    placed = list(cells)
    rows = -(-len(placed) // COLUMNS)
    height = CELL_HEIGHT + LABEL_HEIGHT
    sheet = Image.new("RGB", (COLUMNS * CELL_WIDTH, rows * height), WHITE)
    draw = ImageDraw.Draw(sheet)
    for number, (label, cell) in enumerate(placed):
        x, y = number % COLUMNS * CELL_WIDTH, number // COLUMNS * height
        draw.text((x + 2, y), label[: CELL_WIDTH // 6], fill=BLACK)
        sheet.paste(cell, (x, y + LABEL_HEIGHT))
    return sheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="directory for the sheets")
    parser.add_argument("--seed", type=int, default=1, help="of scenes, styles and shades")


def main(arguments: argparse.Namespace) -> None:
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, cells in SHEETS.items():
        rng = np.random.default_rng(arguments.seed)
        tiled(cells(rng)).save(arguments.out / f"{name}.png")
