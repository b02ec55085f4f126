"""``admin calibrate``: what the encoders' cosines are worth, measured on the operator's own labels.

The labels are those of ``momentsearch eval`` (docs/evaluation.md), and are read by its code. Only
plain descriptions count: what an operator makes of them is no cosine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from momentsearch import _convert
from momentsearch.evaluation.labels import read_usable_queries
from momentsearch.evaluation.resolve import Label, resolve
from momentsearch.query import Text
from momentsearch.query_text import parse_query
from momentsearch_server.assembly import load_encoders, open_library
from momentsearch_server.encoders.calibration import own_folder, write_calibration
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import FailedPrecondition, Reason, SettingsError
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaState
from momentsearch_server.rpc import convert
from momentsearch_server.search.measuring import (
    FOLDS,
    Floats,
    Measured,
    Question,
    auroc,
    calibration_error,
    measure,
)
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality


def calibrate(settings: Settings, labels: Path, *, collection: str) -> str:
    """Measures each encoder that the labels say enough about, writes what was measured into the
    data directory, and tells what came of it.

    Raises:
        FailedPrecondition: ``LABELS_UNUSABLE`` for lines that cannot be used, ``TOO_FEW_LABELS``
            where no encoder has enough.
        SettingsError: there is no such file.
        NotFound: there is no such collection.
    """
    if not labels.is_file():
        raise SettingsError(Reason.SETTING_INVALID, f"{labels} is no file; expected labels")
    library, _ = open_library(settings)
    with library:
        library.catalog.check_collection(collection)
        found = read_labels(library, labels, collection=collection)
        encoders = load_encoders(settings).by_modality
        return calibrate_all(library, encoders, found, settings.data_dir, collection=collection)


def read_labels(library: Library, path: Path, *, collection: str) -> list[Label]:
    """Raises ``FailedPrecondition`` (LABELS_UNUSABLE) where a line cannot be used."""
    ids = library.catalog.media_ids(*MediaState, collection=collection)
    records = map(library.catalog.get_media, ids)
    queries, bad = read_usable_queries(path)
    labels, unresolved = resolve(
        queries, [_convert.media(convert.to_media(record, None)) for record in records]
    )
    for line in (*bad, *unresolved):
        raise FailedPrecondition(
            Reason.LABELS_UNUSABLE, f"{path}, line {line.line}: {line.problem}"
        )
    return labels


def calibrate_all(
    library: Library,
    encoders: Mapping[Modality, Encoder],
    labels: Sequence[Label],
    data_dir: Path,
    *,
    collection: str,
) -> str:
    """Raises ``FailedPrecondition`` (TOO_FEW_LABELS) where no encoder has enough labels."""
    told, refused = [], []
    for modality, encoder in encoders.items():
        asked = [*questions(labels, modality)]
        try:
            found = measure(library, encoder, asked, collection=collection)
        except FailedPrecondition as error:
            refused.append(error)
            told.append(f"not measured: {error.message}")
            continue
        told.append(_written(encoder, found, asked, data_dir))
    if len(refused) == len(encoders):
        raise FailedPrecondition(refused[0].reason, "; ".join(one.message for one in refused))
    return "\n".join(told)


def questions(labels: Sequence[Label], modality: Modality) -> Iterator[Question]:
    """What the labels know of one track."""
    for label in labels:
        query = parse_query(label.query.text)
        if isinstance(query, Text) and modality in _tracks(label, query):
            media_id = None if label.media is None else label.media.media_id
            yield Question(query.text, media_id, there=not label.query.absent)


def _tracks(label: Label, text: Text) -> set[Modality]:
    """The tracks that the label is about. One that names none says of what is absent that it is in
    neither, and of what is there that it is seen, if there are pictures at all."""
    named = text.modality or label.modality
    if named is not None:
        return {Modality(named)}
    if label.query.absent or label.media is None:
        return {*Modality}
    covered = {Modality(one.modality) for one in label.media.coverage}
    return {Modality.PICTURE} if Modality.PICTURE in covered else covered


def _written(encoder: Encoder, found: Measured, asked: Sequence[Question], data_dir: Path) -> str:
    folder = own_folder(data_dir, encoder.space)
    before, after = (_figures(log_odds, found) for log_odds in (found.before, found.after))
    write_calibration(
        folder,
        found.calibration,
        encoder=encoder.space.encoder,
        fingerprint=encoder.space.fingerprint,
        labels=len(asked),
        trials=len(found.there),
        before=before,
        after=after,
    )
    present = sum(question.there for question in asked)
    return (
        f"{encoder.space.modality.value}s, {encoder.space.encoder}: {present} labels of what is "
        f"there, {len(asked) - present} of what is absent\n"
        f"  AUROC              {before['auroc']:.3f} before, {after['auroc']:.3f} after\n"
        f"  calibration error  {before['calibration_error']:.3f} before, "
        f"{after['calibration_error']:.3f} after\n"
        f"  (after: fitted {FOLDS} times, each time without the media that are asked about)\n"
        f"  written to {folder}"
    )


def _figures(log_odds: Floats, found: Measured) -> dict[str, float]:
    return {
        "auroc": round(auroc(log_odds[found.there], log_odds[~found.there]), 3),
        "calibration_error": round(calibration_error(log_odds, found.there), 3),
    }
