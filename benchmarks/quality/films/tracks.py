"""What is both seen and heard under one name: a train, a guitar, rain.

"A train" is a caption of a shot with a train in it. Where the film has the sound of a train as
well, nobody can tell that the picture was meant; whoever answers with the sound is
not wrong, though the truth here, of the track that the question was made of, says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from benchmarks.quality.films.truth import Fact, Facts

_SEEN_AND_HEARD: tuple[tuple[Fact, str], ...] = (
    (("thing", "bird"), "event:birds chirping"),
    (("thing", "car"), "event:car horn"),
    (("thing", "car"), "event:engine"),
    (("thing", "cat"), "event:cat meowing"),
    (("thing", "clock"), "event:alarm"),
    (("thing", "clock"), "event:clock ticking"),
    (("thing", "dog"), "event:dog barking"),
    (("thing", "drum"), "instrument:drums"),
    (("thing", "guitar"), "instrument:guitar"),
    (("thing", "heart"), "event:heartbeat"),
    (("thing", "helicopter"), "event:helicopter"),
    (("thing", "phone"), "event:telephone ringing"),
    (("thing", "train"), "event:train"),
    (("place", "beach"), "event:sea waves"),
    (("place", "sea"), "event:sea waves"),
    (("weather", "lightning"), "event:thunder"),
    (("weather", "rain"), "event:rain"),
)


def _other_names() -> Mapping[Fact, frozenset[Fact]]:
    names: dict[Fact, set[Fact]] = defaultdict(set)
    for seen, heard in _SEEN_AND_HEARD:
        names[seen].add(heard)
        names[heard].add(seen)
    return {fact: frozenset(others) for fact, others in names.items()}


_OTHER_NAMES = _other_names()


def is_in_the_other_track(named: Iterable[Fact], known: Facts) -> bool:
    """Whether something of what a question about one track names is, at any time, in the other
    track of a film of which ``known`` is certain at some time."""
    return any(_OTHER_NAMES.get(fact, frozenset()) & known for fact in named)
