"""Confusion matrices as pictures: `python -m training confusion JSON --out PNG`.

Rows are what it was, columns what it was taken for; the darker, the more often.
"""

import argparse
import json
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

CELL = 18
_PAPER, _INK = (255, 255, 255), (30, 30, 34)
_RIGHT, _WRONG = np.array((24, 110, 74)), np.array((176, 52, 40))


def drawn(counts: NDArray[np.int64], names: Sequence[str], title: str) -> Image.Image:
    """A matrix `[true, taken for]` of counts; each row is shown in shares of its own sum."""
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    font = ImageFont.load_default(size=12)
    margin = 12 + max(round(font.getlength(name)) for name in names)
    side = CELL * len(names)
    image = Image.new("RGB", (margin + side + 60, margin + side + 34), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((6, 6), title, fill=_INK, font=font)
    top = margin + 24
    for row, name in enumerate(names):
        y = top + row * CELL
        draw.text((margin - 6, y + CELL / 2), name, fill=_INK, font=font, anchor="rm")
        draw.text(
            (margin + side + 6, y + CELL / 2), f"{shares[row, row]:.2f}", fill=_INK, font=font,
            anchor="lm",
        )  # fmt: skip
        for column in range(len(names)):
            colour = _RIGHT if row == column else _WRONG
            shade = tuple(int(v) for v in 255 - (255 - colour) * float(shares[row, column]) ** 0.6)
            x = margin + column * CELL
            draw.rectangle((x, y, x + CELL - 2, y + CELL - 2), fill=shade)
        _write_upwards(image, name, (margin + row * CELL, top - 4), font)
    return image


def _write_upwards(
    image: Image.Image, text: str, at: tuple[int, int], font: ImageFont.ImageFont | Any
) -> None:
    label = Image.new("RGB", (round(font.getlength(text)) + 4, CELL), _PAPER)
    ImageDraw.Draw(label).text((2, CELL / 2), text, fill=_INK, font=font, anchor="lm")
    turned = label.rotate(90, expand=True)
    image.paste(turned, (at[0], at[1] - turned.height))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("evaluation", type=Path, help="evaluation.json of a model")
    parser.add_argument("--key", required=True, help="where the matrix is, as in single_things.x")
    parser.add_argument("--names", required=True, help="module:TABLE whose keys are the names")
    parser.add_argument("--title", default="", help="written above it")
    parser.add_argument("--out", type=Path, required=True, help="the PNG to write")


def main(arguments: argparse.Namespace) -> None:
    figures = json.loads(arguments.evaluation.read_text(encoding="utf-8"))
    counts = np.asarray(reduce(lambda part, key: part[key], arguments.key.split("."), figures))
    module, _, table = arguments.names.partition(":")
    names = list(getattr(__import__(module, fromlist=[table]), table))
    drawn(counts, names, arguments.title or arguments.key).save(arguments.out)
