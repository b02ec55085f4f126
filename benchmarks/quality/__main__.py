"""How good the server's answers are, in one table: ``make bench-quality``.

    python -m benchmarks.quality --out benchmarks/results/quality.json
    python -m benchmarks.quality --picture DIR --sound DIR     other encoders; see docs/quality.md

Films are drawn, encoded and recorded once for each pair of encoders (build/quality), committed
into a real library and asked through the real engine; then real recordings of sounds and labels of
real videos, where they are on this machine; then rules from curves to spans on the recorded curves.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import platform
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.provenance import commit, processor
from benchmarks.quality import real, sound
from benchmarks.quality.before import Before, MatchLevel, match_levels
from benchmarks.quality.calibrations import comparison
from benchmarks.quality.films.measure import (
    across,
    across_rows,
    alarm_rows,
    calibration_rows,
    presence_rows,
    span_rows,
    within,
)
from benchmarks.quality.films.record import add_arguments, films_of, load_encoders
from benchmarks.quality.films.recorded import Recorded
from benchmarks.quality.films.served import served
from benchmarks.quality.spans import recorded_rows
from benchmarks.quality.tables import quality_tables
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality

Report = dict[str, Any]
Encoders = Mapping[Modality, Encoder]
Levels = Mapping[str, MatchLevel]

say = functools.partial(print, flush=True)


def main() -> None:
    arguments = _arguments()
    began = time.monotonic()
    encoders = load_encoders(arguments.picture, arguments.sound)
    report: Report = {
        "machine": {"processor": processor(), "system": platform.platform()},
        "commit": commit(),
        "seed": arguments.seed,
        "encoders": {
            modality.value: {"name": encoder.space.encoder, "space": encoder.space.space_id}
            for modality, encoder in encoders.items()
        },
    }
    films = films_of(arguments, encoders, tell=say)
    levels = match_levels(films)
    report["films"] = _films(films, encoders, levels)
    report["sound"] = _sound(arguments, encoders, levels)
    report["real"] = _real(arguments, encoders, levels)
    report["minutes"] = round((time.monotonic() - began) / 60, 1)
    say(quality_tables(report))
    if arguments.out:
        arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _films(recorded: Recorded, encoders: Encoders, levels: Levels) -> Report:
    before = Before(recorded, levels)
    with tempfile.TemporaryDirectory() as folder, served(recorded, encoders, Path(folder)) as asked:
        in_media = within(asked, before, say)
        in_all = across(asked, before, say)
    in_films = [one for one in in_media if recorded.media[one.query.asked_in].collection == "films"]
    return {
        "corpus": recorded.key,
        "films": len(recorded.media_in("films")),
        "hours": len(recorded.media_in("hours")),
        "seconds": sum(recorded.media[k].duration_seconds for k in recorded.media_in("films")),
        "queries": len(recorded.queries),
        "within": [*span_rows(in_media, recorded, "films")],
        "within_hours": [*span_rows(in_media, recorded, "hours")],
        "across": [*across_rows(in_all)],
        "presence": [*presence_rows(in_films, "film"), *presence_rows(in_all, "all films")],
        "calibration": [
            *calibration_rows(in_films, "film"),
            *calibration_rows(in_all, "all films"),
        ],
        "alarms": [*alarm_rows(in_films, "film"), *alarm_rows(in_all, "all films")],
        "ways": comparison(recorded),
        "rules": recorded_rows(recorded.labelled_curves()),
    }


def _sound(arguments: argparse.Namespace, encoders: Encoders, levels: Levels) -> Report | None:
    found = sound.find(arguments.media)
    if not found or Modality.SOUND not in encoders:
        say(f"sound: skipped; no {sound.FOLDER} with recordings, or no encoder for them")
        return None
    recorded = sound.recorded_sounds(found, encoders[Modality.SOUND])
    return {"chains": len(recorded.media)} | _asked(recorded, encoders, levels, sound.COLLECTION)


def _real(arguments: argparse.Namespace, encoders: Encoders, levels: Levels) -> Report | None:
    media = arguments.media
    if media is None or not (media / real.LABELS).is_file() or Modality.PICTURE not in encoders:
        say(f"real: skipped; no {real.LABELS} in --media, or no encoder of pictures")
        return None
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        recorded = real.recorded_real(media / real.LABELS, media, encoders, settings)
    return {"videos": len(recorded.media)} | _asked(recorded, encoders, levels, real.COLLECTION)


def _asked(recorded: Recorded, encoders: Encoders, levels: Levels, collection: str) -> Report:
    with tempfile.TemporaryDirectory() as folder, served(recorded, encoders, Path(folder)) as asked:
        answers = within(asked, Before(recorded, levels), say)
    return {
        "queries": len(recorded.queries),
        "within": [*span_rows(answers, recorded, collection)],
        "presence": [*presence_rows(answers, "media")],
        "calibration": [*calibration_rows(answers, "media")],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    add_arguments(parser)
    media = os.environ.get("MOMENTSEARCH_MEDIA")
    parser.add_argument(
        "--media",
        type=Path,
        default=Path(media) if media else None,
        help="folder of real media; MOMENTSEARCH_MEDIA names it, too",
    )
    parser.add_argument("--out", type=Path, help="write the JSON here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
