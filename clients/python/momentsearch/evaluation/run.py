"""One evaluation from labels to figures."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from momentsearch._sync.client import Client
from momentsearch.errors import InvalidArgumentError
from momentsearch.evaluation.ask import Answer, Ask, ask_all, ask_everywhere, ask_in
from momentsearch.evaluation.judge import Judged, ScopeFigures, figures, judge
from momentsearch.evaluation.labels import BadLine, read_usable_queries
from momentsearch.evaluation.resolve import Label, resolve
from momentsearch.results import Media, MediaState, Modality


class UnusableLabelsError(Exception):
    """There are lines that cannot be used, or none that can."""

    def __init__(self, path: Path, bad_lines: Sequence[BadLine], *, usable: int) -> None:
        super().__init__(f"{path}: {len(bad_lines)} lines cannot be used, {usable} can")
        self.path = path
        self.bad_lines = tuple(bad_lines)
        self.usable = usable


@dataclass(frozen=True)
class Options:
    """``across``: also ask over the whole collection. ``skip_bad_lines``: count them, go on."""

    collection: str
    across: bool
    skip_bad_lines: bool
    jobs: int


@dataclass(frozen=True)
class LabelFile:
    """``sha256`` is of the file's bytes, in hexadecimal."""

    name: str
    sha256: str
    query_count: int
    bad_lines: tuple[BadLine, ...]


@dataclass(frozen=True)
class Space:
    """An embedding space of the collection: its id has the model's fingerprint."""

    space_id: str
    modality: Modality
    media_count: int
    sample_count: int


@dataclass(frozen=True)
class Evaluation:
    """Everything that was asked and found.

    ``media_count`` media can be searched, ``pending_count`` cannot yet. ``within`` has the answers
    within each label's own media, by ``qid``; ``across`` those over the whole collection, by the
    ``qid`` of the first label that asks it. There are none of what is absent everywhere in the one,
    of what is absent in one media in the other.
    """

    server_address: str
    server_version: str | None
    time: datetime
    collection: str
    media_count: int
    pending_count: int
    spaces: tuple[Space, ...]
    label_file: LabelFile
    labels: tuple[Label, ...]
    within: Mapping[str, Judged]
    across: Mapping[str, Judged]
    within_figures: ScopeFigures | None
    across_figures: ScopeFigures | None


def evaluate(
    client: Client,
    path: Path,
    options: Options,
    *,
    on_start: Callable[[int], None],
    on_answer: Callable[[], None],
) -> Evaluation:
    """``on_start`` is told how many searches there will be, ``on_answer`` of each one's end.

    Raises ``UnusableLabelsError``, ``MomentSearchError``, ``OSError``.
    """
    version = client.server_status().version
    media = list(client.list_media(collection=options.collection))
    queries, unreadable = read_usable_queries(path)
    labels, unresolved = resolve(queries, media)
    bad = [*unreadable, *unresolved]
    _check(path, labels, bad, options)
    within, across = _asks(labels, options)
    every_ask = dict.fromkeys([*within.values(), *across.values()])
    on_start(len(every_ask))
    answers = ask_all(
        client, every_ask, collection=options.collection, jobs=options.jobs, on_answer=on_answer
    )
    refused = _refused(labels, within, across, answers)
    bad = sorted([*bad, *refused], key=lambda line: line.line)
    refused_lines = {line.line for line in refused}
    labels = [label for label in labels if label.query.line not in refused_lines]
    _check(path, labels, bad, options)
    judged_within, judged_across = _judged(labels, within, across, answers)
    return Evaluation(
        server_address=client.address,
        server_version=version,
        time=datetime.now(UTC),
        collection=options.collection or "default",
        media_count=sum(entry.state is MediaState.ACTIVE for entry in media),
        pending_count=sum(not entry.state.is_final for entry in media),
        spaces=_spaces(media),
        label_file=_label_file(path, labels, bad),
        labels=tuple(labels),
        within=judged_within,
        across=judged_across,
        within_figures=figures(list(judged_within.values())) if judged_within else None,
        across_figures=figures(list(judged_across.values())) if judged_across else None,
    )


def _check(path: Path, labels: Sequence[Label], bad: Sequence[BadLine], options: Options) -> None:
    if not labels or (bad and not options.skip_bad_lines):
        ordered = sorted(bad, key=lambda line: line.line)
        raise UnusableLabelsError(path, ordered, usable=len(labels))


def _asks(labels: Sequence[Label], options: Options) -> tuple[dict[str, Ask], dict[str, Ask]]:
    """By ``qid``: within the label's own media, and over the whole collection."""
    within = {
        label.query.qid: ask_in(label.query.text, label.modality, label.media)
        for label in labels
        if label.media is not None
    }
    across = {
        label.query.qid: ask_everywhere(label.query.text, label.modality)
        for label in labels
        if options.across and not (label.query.absent and label.media is not None)
    }
    return within, across


def _refused(
    labels: Sequence[Label],
    within: Mapping[str, Ask],
    across: Mapping[str, Ask],
    answers: Mapping[Ask, Answer | InvalidArgumentError],
) -> list[BadLine]:
    bad = []
    for label in labels:
        asked = (asks.get(label.query.qid) for asks in (within, across))
        said = [answers[ask] for ask in asked if ask is not None]
        errors = [answer for answer in said if isinstance(answer, InvalidArgumentError)]
        if errors:
            reason = f"the server refuses this query: {errors[0].message} [{errors[0].reason}]"
            bad.append(BadLine(label.query.line, reason))
    return bad


def _judged(
    labels: Sequence[Label],
    within: Mapping[str, Ask],
    across: Mapping[str, Ask],
    answers: Mapping[Ask, Answer | InvalidArgumentError],
) -> tuple[dict[str, Judged], dict[str, Judged]]:
    """Labels that ask the same over the whole collection are one question there."""
    judged_within = {}
    questions: dict[Ask, list[Label]] = defaultdict(list)
    for label in labels:
        qid = label.query.qid
        if qid in within and isinstance(answer := answers[within[qid]], Answer):
            judged_within[qid] = judge([label], answer, within=True)
        if qid in across:
            questions[across[qid]].append(label)
    judged_across = {
        asked[0].query.qid: judge(asked, answer, within=False)
        for ask, asked in questions.items()
        if isinstance(answer := answers[ask], Answer)
    }
    return judged_within, judged_across


def _spaces(library: Sequence[Media]) -> tuple[Space, ...]:
    counts: dict[tuple[str, Modality], list[int]] = defaultdict(list)
    for media in library:
        for covered in media.coverage if media.state is MediaState.ACTIVE else ():
            counts[covered.space_id, covered.modality].append(covered.sample_count)
    return tuple(
        Space(space_id, modality, len(of_media), sum(of_media))
        for (space_id, modality), of_media in sorted(counts.items())
    )


def _label_file(path: Path, labels: Sequence[Label], bad: Sequence[BadLine]) -> LabelFile:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return LabelFile(path.name, digest, len(labels), tuple(bad))
