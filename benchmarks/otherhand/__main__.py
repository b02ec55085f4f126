"""How encoders do on another hand's pictures and sounds: ``make bench-otherhand``.

    python -m benchmarks.otherhand --pictures embedded --sounds embedded
    python -m benchmarks.otherhand --pictures DIR --sounds none --out FILE

Nothing in training reads these pictures and sounds, and nothing may be tuned on them.
"""

from __future__ import annotations

import argparse
import functools
import json
import platform
import time
from pathlib import Path
from typing import Any

from benchmarks.otherhand.score_pictures import score_pictures
from benchmarks.otherhand.score_sounds import score_sounds
from benchmarks.otherhand.tables import otherhand_tables
from benchmarks.provenance import commit, processor
from momentsearch_server.encoders.pairs import load_pair

say = functools.partial(print, flush=True)


def main() -> None:
    arguments = _arguments()
    began = time.monotonic()
    pair = load_pair(arguments.pictures, arguments.sounds)
    report: dict[str, Any] = {
        "machine": {"processor": processor(), "system": platform.platform()},
        "commit": commit(),
        "encoders": {
            modality.value: {"name": encoder.space.encoder, "space": encoder.space.space_id}
            for modality, encoder in pair.by_modality.items()
        },
        "pictures": score_pictures(pair.picture, say) if pair.picture else None,
        "sounds": score_sounds(pair.sound, say) if pair.sound else None,
    }
    report["minutes"] = round((time.monotonic() - began) / 60, 1)
    say(otherhand_tables(report))
    if arguments.out:
        arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.otherhand",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pictures", default="embedded", help="checkpoint, or none")
    parser.add_argument("--sounds", default="embedded", help="checkpoint, or none")
    parser.add_argument("--out", type=Path, help="write the JSON here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
