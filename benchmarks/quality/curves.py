"""Curves with their true spans: kept in a file, cut in halves, and made worse.

A file ``curves-*.npz`` holds many curves of different lengths end to end, without pickles:

    values              float32 [samples]  similarity, or evidence
    starts_us, ends_us  int64   [samples]  what each sample stands for
    sample_offsets      int64   [curves+1] the samples of curve k are [k] up to [k+1]
    truth_us            int64   [truths, 2] start and end of each true span
    truth_offsets       int64   [curves+1]
    duration_us         int64   [curves]   of the media
    qids, kinds         str     [curves]   the query, and what made the curve (encoder, corpus)
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.labels import Query
from momentsearch_server.search.curves import Curve
from momentsearch_server.timespan import TimeSpan, us_to_seconds

Random = np.random.Generator


@dataclass(frozen=True)
class LabelledCurve:
    """One query's curve over one media, and where the answer is; ``truths`` has at least one."""

    qid: str
    kind: str
    curve: Curve
    truths: tuple[TimeSpan, ...]
    duration_us: int

    @property
    def query(self) -> Query:
        windows = tuple((us_to_seconds(t.start_us), us_to_seconds(t.end_us)) for t in self.truths)
        return Query(self.qid, self.kind, self.qid, us_to_seconds(self.duration_us), windows)


def write_curves(path: Path, labelled: Sequence[LabelledCurve]) -> None:
    """In the format of this module; an existing file is replaced."""
    curves = [item.curve for item in labelled]
    truths = [(t.start_us, t.end_us) for item in labelled for t in item.truths]
    np.savez_compressed(
        path,
        values=_joined([curve.values for curve in curves], np.float32),
        starts_us=_joined([curve.starts_us for curve in curves], np.int64),
        ends_us=_joined([curve.ends_us for curve in curves], np.int64),
        sample_offsets=_offsets([len(curve) for curve in curves]),
        truth_us=np.array(truths, dtype=np.int64).reshape(-1, 2),
        truth_offsets=_offsets([len(item.truths) for item in labelled]),
        duration_us=np.array([item.duration_us for item in labelled], dtype=np.int64),
        qids=np.array([item.qid for item in labelled], dtype=np.str_),
        kinds=np.array([item.kind for item in labelled], dtype=np.str_),
    )


def read_curves(path: Path) -> list[LabelledCurve]:
    """Raises ``ValueError`` where the file lacks a field or its parts do not fit together."""
    with np.load(path, allow_pickle=False) as file:
        fields = {name: file[name] for name in file.files}
    missing = set(_FIELDS) - set(fields)
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(sorted(missing))}; is it a file of curves?")
    ends = fields["sample_offsets"][-1], fields["truth_offsets"][-1]
    if ends != (len(fields["values"]), len(fields["truth_us"])):
        raise ValueError(
            f"{path.name}: the offsets end at {ends[0]} samples and {ends[1]} truths, but there "
            f"are {len(fields['values'])} and {len(fields['truth_us'])}; record it again"
        )
    return [_labelled(fields, index) for index in range(len(fields["qids"]))]


_FIELDS = (
    *("values", "starts_us", "ends_us", "sample_offsets", "truth_us"),
    *("truth_offsets", "duration_us", "qids", "kinds"),
)


def _labelled(fields: dict[str, NDArray[np.generic]], index: int) -> LabelledCurve:
    first, stop = (int(fields["sample_offsets"][index + k]) for k in (0, 1))
    values, starts, ends = (fields[name][first:stop] for name in ("values", "starts_us", "ends_us"))
    first_truth, stop_truth = (int(fields["truth_offsets"][index + k]) for k in (0, 1))
    truths = fields["truth_us"][first_truth:stop_truth]
    return LabelledCurve(
        qid=str(fields["qids"][index]),
        kind=str(fields["kinds"][index]),
        curve=Curve(values.astype(np.float64), starts.astype(np.int64), ends.astype(np.int64)),
        truths=tuple(TimeSpan(int(start), int(end)) for start, end in truths),
        duration_us=int(fields["duration_us"][index]),
    )


def _joined(parts: Sequence[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[np.generic]:
    return np.concatenate([part.astype(kind) for part in parts]) if parts else np.empty(0, kind)


def _offsets(lengths: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def half_of(name: str) -> str:
    """``tune`` or ``test``, by what stands before the first ``/``: all queries ``film/1``,
    ``film/2`` … of a film are in one half, and adding some moves none to the other."""
    return "test" if zlib.crc32(name.partition("/")[0].encode()) & 1 else "tune"


def halves(labelled: Sequence[LabelledCurve]) -> dict[str, list[LabelledCurve]]:
    """``tune`` and ``test``, by the query's name."""
    parts: dict[str, list[LabelledCurve]] = {"tune": [], "test": []}
    for item in labelled:
        parts[half_of(item.qid)].append(item)
    return parts


def degraded(item: LabelledCurve, how: str) -> LabelledCurve:
    """A worse copy, the same for the same query: ``how`` is one of DEGRADATIONS.

    Values come back min-max normalised, which is what the amounts are shares of.
    """
    random = np.random.default_rng(zlib.crc32(f"{how} {item.qid}".encode()))
    return dataclasses.replace(item, curve=DEGRADATIONS[how](_normalised(item.curve), random))


def _normalised(curve: Curve) -> Curve:
    low, high = float(curve.values.min()), float(curve.values.max())
    return dataclasses.replace(curve, values=(curve.values - low) / max(high - low, 1e-12))


def _with_white_noise(curve: Curve, random: Random) -> Curve:
    noise = random.normal(scale=0.2, size=len(curve))
    return dataclasses.replace(curve, values=curve.values + noise)


def _with_slow_noise(curve: Curve, random: Random) -> Curve:
    noise = 0.15 * autocorrelated(random, len(curve), samples=4)
    return dataclasses.replace(curve, values=curve.values + noise)


def _with_drift(curve: Curve, random: Random) -> Curve:
    """Half a wave and a slope over the whole media, as large as half of the range."""
    place = np.linspace(0, 1, len(curve))
    wave = np.sin(np.pi * (random.uniform(0.5, 2) * place + random.uniform(0, 2)))
    drift = 0.25 * wave + random.uniform(-0.25, 0.25) * place
    return dataclasses.replace(curve, values=curve.values + drift)


def _with_samples_dropped(curve: Curve, random: Random) -> Curve:
    """One in ten is missing; the others keep the spans that they stand for."""
    kept = random.random(len(curve)) >= 0.1
    kept[0] = True
    return Curve(curve.values[kept], curve.starts_us[kept], curve.ends_us[kept])


DEGRADATIONS: dict[str, Callable[[Curve, Random], Curve]] = {
    "clean": lambda curve, _: curve,
    "white": _with_white_noise,
    "slow": _with_slow_noise,
    "drift": _with_drift,
    "dropped": _with_samples_dropped,
}


def autocorrelated(random: Random, count: int, *, samples: float) -> NDArray[np.float64]:
    """Noise of unit deviation whose correlation falls by e in so many samples, float64 [count]."""
    reach = int(6 * samples)
    kernel = np.exp(-np.arange(reach) / samples)
    white = random.normal(size=count + reach - 1)
    return np.convolve(white, kernel / np.sqrt(np.sum(kernel**2)), mode="valid")
