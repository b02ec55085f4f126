"""What a picture encoder makes of another hand's pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from benchmarks.otherhand.measures import (
    Flags,
    Numbers,
    Similarities,
    by_class,
    in_first,
    of_single_samples,
    present_above_absent,
    rounded,
    said_too_often,
    share,
    shares,
)
from benchmarks.otherhand.objects import COLOURS, OBJECTS
from benchmarks.otherhand.pictures import (
    PLAIN,
    SIZES,
    Shown,
    Thing,
    caption,
    captioned_scenes,
    coloured_text,
    draw_empty,
    draw_thing,
    empty_places,
    object_text,
    place_noun,
    place_phrase,
    single_things,
)
from benchmarks.otherhand.places import PLACES
from momentsearch_server.encoders.encoder import Encoder, Vectors

BATCH = 64
LIBRARIES, PICTURES_OF_ONE = 150, 30

Report = dict[str, Any]


def score_pictures(encoder: Encoder, say: Callable[[str], None]) -> Report:
    """Everything is drawn anew; shares and AUROC are from 0 to 1."""
    shown, vectors = _seen(encoder, single_things())
    say(f"{len(shown)} pictures of single things encoded")
    similarities = vectors @ encoder.encode_texts([object_text(name) for name in OBJECTS]).T
    truth = np.array([OBJECTS.index(one.object) for one in shown])
    scenes, scene_vectors = _seen(encoder, captioned_scenes())
    to_scenes = encoder.encode_texts([caption(one) for one in scenes]) @ scene_vectors.T
    say(f"{len(to_scenes)} captioned scenes encoded")
    return {
        "pictures": len(shown),
        "object of 48": _objects(shown, similarities, truth),
        "each object": _each_object(shown, similarities, truth),
        "objects said too often": said_too_often(truth, similarities.argmax(1), OBJECTS),
        **_colours(encoder, shown, vectors, truth),
        **_places(encoder, shown, vectors),
        "text to picture of 300": _retrieval(scenes, to_scenes),
        "AUROC": {
            "one picture, 'a dog'": of_single_samples(similarities, truth),
            **_presence(similarities, truth, to_scenes),
        },
    }


def _seen(encoder: Encoder, things: Iterable[Thing]) -> tuple[list[Shown], Vectors]:
    shown: list[Shown] = []
    vectors = []
    rest = iter(things)
    while batch := [draw_thing(thing) for thing in islice(rest, BATCH)]:
        shown += [what for _, what in batch]
        vectors.append(encoder.encode_samples([pixels for pixels, _ in batch]))
    return shown, np.concatenate(vectors)


def _groups(shown: Sequence[Shown]) -> dict[str, Flags]:
    """Which pictures are of which size, ground and hand."""
    sizes = {size: np.array([one.size == size for one in shown]) for size in SIZES}
    plain = np.array([one.place == PLAIN for one in shown])
    outlined = np.array([one.drawing == 1 for one in shown])
    grounds = {"plain ground": plain, "in a place": ~plain}
    hands = {"flat": ~outlined, "outlined": outlined}
    within = {
        f"{ground}, {size}": where & of_size
        for ground, where in grounds.items()
        for size, of_size in sizes.items()
    }
    best = {f"{hand}, big on plain ground": of & plain & sizes["big"] for hand, of in hands.items()}
    return {**sizes, **grounds, **within, **hands, **best}


def _objects(shown: Sequence[Shown], similarities: Similarities, truth: Numbers) -> Report:
    right = similarities.argmax(1) == truth
    return {
        "all": share(right),
        "in the first 5": share(in_first(similarities, truth, 5)),
        **shares(right, _groups(shown)),
    }


def _each_object(shown: Sequence[Shown], similarities: Similarities, truth: Numbers) -> Report:
    guess = similarities.argmax(1)
    groups = _groups(shown)
    further = {
        "flat": groups["flat"],
        "outlined": groups["outlined"],
        "middling and big": ~groups["small"],
    }
    return {
        name: found | shares(guess == truth, _of(truth == OBJECTS.index(name), further))
        for name, found in by_class(truth, guess, OBJECTS).items()
    }


def _of(part: Flags, groups: Mapping[str, Flags]) -> dict[str, Flags]:
    return {name: part & group for name, group in groups.items()}


def _colours(encoder: Encoder, shown: Sequence[Shown], vectors: Vectors, truth: Numbers) -> Report:
    """Of one whose object is known. A rainbow has no colour of its own."""
    names = tuple(COLOURS)
    texts = encoder.encode_texts([coloured_text(colour, o) for o in OBJECTS for colour in names])
    of_object = texts.reshape(len(OBJECTS), len(names), -1)[truth]
    guess = np.einsum("nd,ncd->nc", vectors, of_object).argmax(1)
    colours = np.array([names.index(one.colour) for one in shown])
    coloured = np.array([one.object != "rainbow" for one in shown])
    groups = _of(coloured, _groups(shown))
    told = (*SIZES, "plain ground", "in a place")
    return {
        "colour of 11": {
            "all": share((guess == colours)[coloured]),
            **shares(guess == colours, {name: groups[name] for name in told}),
        },
        "each colour": by_class(colours[coloured], guess[coloured], names),
    }


def _places(encoder: Encoder, shown: Sequence[Shown], vectors: Vectors) -> Report:
    empties = [*empty_places()]
    empty_vectors = encoder.encode_samples([draw_empty(*empty) for empty in empties])
    empty_truth = np.array([PLACES.index(place) for place, _, _ in empties])
    phrases = encoder.encode_texts([place_phrase(place) for place in PLACES])
    nouns = encoder.encode_texts([place_noun(place) for place in PLACES])
    somewhere = np.array([one.place != PLAIN for one in shown])
    truth = np.array([PLACES.index(one.place) for one in shown if one.place != PLAIN])
    guess = (vectors[somewhere] @ phrases.T).argmax(1)
    empty_guess = (empty_vectors @ nouns.T).argmax(1)
    by_phrase = (empty_vectors @ phrases.T).argmax(1)
    return {
        "place of 14": {
            "with an object, 'in a forest'": share(guess == truth),
            "empty, 'a forest'": share(empty_guess == empty_truth),
            "empty, 'in a forest'": share(by_phrase == empty_truth),
        },
        "each place": by_class(
            np.concatenate([truth, empty_truth]), np.concatenate([guess, empty_guess]), PLACES
        ),
    }


def _retrieval(shown: Sequence[Shown], similarities: Similarities) -> Report:
    """Of texts ``[n]`` to pictures ``[n]``, each to its own."""
    above = (similarities > np.diag(similarities)[:, None]).sum(1)
    sizes = {f"R@1, {size}": np.array([one.size == size for one in shown]) for size in SIZES}
    return {
        "R@1": share(above < 1),
        "R@5": share(above < 5),
        "median rank": int(np.median(above) + 1),
        **shares(above < 1, sizes),
    }


def _presence(similarities: Similarities, truth: Numbers, to_scenes: Similarities) -> Report:
    """Of the best cosine in libraries of 30 pictures, for texts that are there and that are not."""
    rng = np.random.default_rng(8)
    there = np.zeros((LIBRARIES, len(OBJECTS)), dtype=bool)
    best = np.zeros((LIBRARIES, len(OBJECTS)))
    captions_there, captions_absent = [], []
    for number in range(LIBRARIES):
        library = rng.choice(len(truth), PICTURES_OF_ONE, replace=False)
        there[number, truth[library]] = True
        best[number] = similarities[library].max(0)
        library = rng.choice(len(to_scenes), PICTURES_OF_ONE, replace=False)
        others = np.setdiff1d(np.arange(len(to_scenes)), library)
        absent = rng.choice(others, PICTURES_OF_ONE, replace=False)
        of_caption = to_scenes[:, library].max(1)
        captions_there += [*of_caption[library]]
        captions_absent += [*of_caption[absent]]
    within = [
        present_above_absent(best[there[:, k], k], best[~there[:, k], k])
        for k in range(len(OBJECTS))
    ]
    return {
        "30 pictures, 'a dog'": present_above_absent(best[there], best[~there]),
        "30 pictures, 'a dog', mean within a text": rounded(np.mean(within)),
        "30 pictures, whole captions": present_above_absent(captions_there, captions_absent),
    }
