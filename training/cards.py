"""Tables of the model cards, from the evaluations beside them: `python -m training cards`.

A card says where a table goes with two comments, and which rows it has is said here; what stands
between the comments is written anew.
"""

import argparse
import json
import re
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

EMBEDDED = Path(__file__).parents[1] / "server/momentsearch_server/encoders/embedded"

# Table -> its head, then its rows: what it says, and where each figure is in evaluation.json.
Row = tuple[str, ...]
PICTURES: dict[str, tuple[Row, tuple[Row, ...]]] = {
    "retrieval": (
        ("text to image, of 1,000 pictures", "R@1", "R@5"),
        tuple(
            (words, f"text_to_image.{key}.r1", f"text_to_image.{key}.r5")
            for words, key in (
                ("unseen seeds", "unseen_seeds"),
                ("colours never seen on that object", "unseen_pair"),
                ("a drawing of each object never seen", "unseen_drawing"),
                ("a style of drawing never seen", "unseen_style"),
                ("a composition of the place never seen", "unseen_composition"),
                ("opening words never seen", "unseen_phrasing"),
                ("partial captions, often true of others too", "unseen_seeds_partial_captions"),
            )
        ),
    ),
    "damage": (
        ("the same pictures and captions, damaged", "R@1", "R@5"),
        tuple(
            (name, f"text_to_image.{key}.r1", f"text_to_image.{key}.r5")
            for name, key in (
                ("clean", "unseen_seeds"),
                ("light and cast", "damaged_cast"),
                ("out of focus", "damaged_blur"),
                ("motion blur", "damaged_motion_blur"),
                ("40 to 144 rows", "damaged_size"),
                ("JPEG", "damaged_jpeg"),
                ("H.264, crf 30 to 44", "damaged_h264"),
                ("VP9, crf 40 to 60", "damaged_vp9"),
                ("black bars", "damaged_bars"),
                ("subtitles, logos", "damaged_overlay"),
                ("half faded", "damaged_fade"),
                ("low light", "damaged_low_light"),
                ("noise", "damaged_noise"),
            )
        ),
    ),
    "aspects": (
        ("text to image, of 250 pictures of one shape", "R@1", "R@5"),
        tuple(
            (name, f"aspects.{key}.r1", f"aspects.{key}.r5")
            for name, key in (
                ("16:9", "1.78"),
                ("4:3", "1.33"),
                ("1:1", "1.00"),
                ("9:16", "0.56"),
                ("21:9", "2.33"),
            )
        ),
    ),
    "things": (
        ("one thing in a picture, of 48", "any size", "small", "middling", "big"),
        tuple(
            (words, *(f"single_things.{key}{size}" for size in ("", "_small", "_middling", "_big")))
            for words, key in (
                ("unseen seeds", "object_of_48"),
                ("a drawing never seen", "object_of_48_unseen_drawing"),
                ("a style never seen", "object_of_48_unseen_style"),
            )
        ),
    ),
    "others": (
        ("", "figure"),
        (
            ("colour, of 11, the object given", "single_things.colour_of_11"),
            ("place, of 14", "places.place_of_14"),
            ("present against absent texts, AUROC of the best cosine", "presence.auroc"),
        ),
    ),
}

_CHANGES = ("clean", "degraded", "coded")
SOUNDS: dict[str, tuple[Row, tuple[Row, ...]]] = {
    "figures": (
        ("what", *_CHANGES),
        tuple(
            (words, *(f"{change}.{key}" for change in _CHANGES))
            for words, key in (
                ("events, 30 ways", "events.top1_of_30.top1"),
                ("events, 34 ways", "events.top1_of_34.top1"),
                ("events in a way never heard, 34 ways", "events_in_unseen_ways.top1"),
                ("text to audio, R@1 of 500", "text_to_audio.r1"),
                ("text to audio, R@5 of 500", "text_to_audio.r5"),
                ("instrument, 9 ways", "music.instrument_9"),
                ("mood, 5 ways", "music.mood_5"),
                ("happy or sad", "music.happy_or_sad"),
                ("slow or fast", "music.slow_or_fast"),
                ("major or minor, all else alike", "music.major_or_minor"),
            )
        ),
    ),
    "others": (
        ("what", "figure"),
        (
            ("real recordings, 10 classes, sources not trained on", "real_recordings.top1"),
            ("an event 0 to 10 dB below an ambience, 23 ways", "event_under_ambience.top1"),
            ("the same, among the first five", "event_under_ambience.top5"),
            (
                "one event in a track of 80 s, hop 2.5 s, R1 at IoU .5",
                "span_in_80_seconds.r1_at_0.5",
            ),
            ("the same, .7", "span_in_80_seconds.r1_at_0.7"),
            ("instrument in a way never heard", "instruments_in_unseen_ways.top1"),
            ("major or minor, plain triads at one tempo", "major_or_minor_plain_triads"),
            ("present against absent texts, AUROC", "present_against_absent_auroc"),
        ),
    ),
}


def table(head: Row, rows: Sequence[Row], figures: dict[str, Any]) -> str:
    """A Markdown table; a figure that is not there is a dash."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for words, *keys in rows:
        lines.append("| " + " | ".join([words, *(_shown(figures, key) for key in keys)]) + " |")
    return "\n".join(lines)


def _shown(figures: dict[str, Any], key: str) -> str:
    try:
        value = reduce(lambda part, name: part[name], _split(key), figures)
    except KeyError:
        return "-"
    return f"{value:.3f}"


def _split(key: str) -> list[str]:
    """At the points, but for those inside numbers ("aspects.1.78.r1")."""
    return re.sub(r"(\d)\.(\d)", "\\1\0\\2", key).replace(".", "\n").replace("\0", ".").split("\n")


def filled(
    card: str, tables: dict[str, tuple[Row, tuple[Row, ...]]], figures: dict[str, Any]
) -> str:
    """The card with each of the tables it has a place for written anew."""
    for name, (head, rows) in tables.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        written = table(head, rows, figures).replace("\\", r"\\")  # else it would be an escape
        card = pattern.sub(rf"\g<1>{written}\n\g<2>", card)
    return card


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, default=EMBEDDED, help="where `clip` and `clap` lie")


def main(arguments: argparse.Namespace) -> None:
    for name, tables in (("clip", PICTURES), ("clap", SOUNDS)):
        folder = arguments.folder / name
        figures = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
        card = folder / "README.md"
        written = filled(card.read_text(encoding="utf-8"), tables, figures)
        card.write_text(written, encoding="utf-8")
        print(f"{card}: tables written from evaluation.json")
