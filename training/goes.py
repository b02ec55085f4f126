"""Training in several goes: what an earlier run did of them, as its record says."""

import json
from collections.abc import Sequence
from pathlib import Path

RECORD_FILE = "training.json"


def goes_done(
    begun: Path | None, *, seed: int, wanted: Sequence[int], known: int, option: str
) -> list[dict[str, object]]:
    """Of the `wanted` goes those that `begun` has had, oldest first; none without it.

    Go `number` has the seed `seed + number`. `option` is what names the `wanted` ones on the
    command line, of `known` that there are.

    Raises:
        ValueError: it was made with other seeds, leaves nothing to do, or too many are wanted.
    """
    if len(wanted) > known:
        raise ValueError(f"{option} names {len(wanted)} goes, and there are {known}")
    if begun is None:
        return []
    done: list[dict[str, object]] = json.loads((begun / RECORD_FILE).read_text())["goes"]
    if [go["seed"] for go in done] != [seed + number for number in range(len(done))]:
        raise ValueError(
            f"{begun} was made with other seeds, and seed {seed} was asked for: "
            f"name the first of {[go['seed'] for go in done]}"
        )
    if len(done) >= len(wanted):
        raise ValueError(
            f"{begun} has had {len(done)} goes, and {option} names {len(wanted)}: "
            "name those that were made, and then the new ones"
        )
    return done
