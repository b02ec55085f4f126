"""The questions put to a server, a few at a time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from momentsearch._sync.client import Client
from momentsearch.errors import InvalidArgumentError
from momentsearch.evaluation.scorer import CLIP_SECONDS, COUNTED_PREDICTIONS
from momentsearch.results import CutText, Media, Modality, Moment, Presence

_DRAWN_POINTS = 320
_MOST_POINTS = 1000


@dataclass(frozen=True)
class Ask:
    """One search; ``media_id`` None is the whole collection."""

    text: str
    modality: Modality | None
    media_id: str | None
    curve_points: int


@dataclass(frozen=True)
class Answer:
    """``presence`` is by the server's own floor; ``moments`` are the best however unlike.

    ``seconds`` is how long the second of them took, as the client saw it; ``cut_texts`` are those
    of the question's texts that an encoder did not read to their end.
    """

    presence: Presence
    moments: tuple[Moment, ...]
    seconds: float
    cut_texts: tuple[CutText, ...] = ()


def ask_in(text: str, modality: Modality | None, media: Media) -> Ask:
    """Within one media, with curves that can be drawn and have a point for every two seconds."""
    clips = math.ceil((media.duration_seconds or 0.0) / CLIP_SECONDS)
    points = min(max(_DRAWN_POINTS, clips), _MOST_POINTS)
    return Ask(text, modality, media.media_id, points)


def ask_everywhere(text: str, modality: Modality | None) -> Ask:
    """Over the whole collection."""
    return Ask(text, modality, None, _DRAWN_POINTS)


def ask_all(
    client: Client,
    asks: Iterable[Ask],
    *,
    collection: str,
    jobs: int,
    on_answer: Callable[[], None],
) -> dict[Ask, Answer | InvalidArgumentError]:
    """Every answer, or why the server cannot make sense of the question.

    No question is asked twice, and ``jobs`` of them at a time. Raises ``MomentSearchError`` for
    whatever is wrong with all questions alike; then, and when interrupted, the rest is not asked
    and the client is closed.
    """
    answers: dict[Ask, Answer | InvalidArgumentError] = {}
    with ThreadPoolExecutor(jobs) as executor:
        try:
            futures = {
                executor.submit(_ask, client, ask, collection): ask for ask in dict.fromkeys(asks)
            }
            for future in as_completed(futures):
                answers[futures[future]] = future.result()
                on_answer()
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            client.close()  # breaks off the searches under way
            raise
    return answers


def _ask(client: Client, ask: Ask, collection: str) -> Answer | InvalidArgumentError:
    modalities = () if ask.modality is None else (ask.modality,)
    media_ids = () if ask.media_id is None else (ask.media_id,)
    try:
        # The floor is the server's own affair: what it shows by it, only it can say.
        shown = client.search(
            ask.text,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            page_size=1,
        )
        began = time.monotonic()
        best = client.search(
            ask.text,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            page_size=COUNTED_PREDICTIONS,
            minimum_confidence=0.0,
            curve_point_count=ask.curve_points,
        )
    except InvalidArgumentError as error:
        return error
    seconds = time.monotonic() - began
    return Answer(shown.presence, best.moments, seconds, best.cut_texts)
