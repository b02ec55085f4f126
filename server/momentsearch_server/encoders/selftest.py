"""What an encoder must do before anything is indexed with it.

A checkpoint can load without a complaint and still be of no use: padding that leaks into the
vectors, half precision that overflows, a text tower whose weights were lost in conversion. Some
published ones are so: of the three LAION checkpoints tried in mteb's issue 5069, two give
unrelated texts a mean cosine of .18 and .29, and the broken `laion/larger_clap_music` gives .999,
as a text tower of random weights does. Such a library would answer every question with noise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder, Vectors
from momentsearch_server.encoders.golden import margins, read_golden
from momentsearch_server.errors import EncoderRejected, Reason
from momentsearch_server.space import Modality

# Unrelated inputs whose mean cosine is above this have collapsed into one direction.
COLLAPSED_COSINE = 0.98
# The same input encoded alone and among others; half precision differs by less than this.
SAME_COSINE = 0.9995
UNIT_NORM_TOLERANCE = 1e-3

# Of very different lengths, so that most of a batch is padding for some of them.
TEXTS = (
    "dog",
    "a piano playing softly",
    "two people walking along a beach at sunset",
    "rain",
    "the engine of an old truck that will not start on a cold winter morning",
    "a red car",
    "church bells ringing far away while children shout and play in the street below",
    "night sky",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One property that was looked at; ``figures`` says what was measured and what is allowed."""

    name: str
    passed: bool
    figures: str


def run(encoder: Encoder, *, golden_file: Path | None = None) -> tuple[Check, ...]:
    """Every check, in order; the golden pairs only where there is a file of them."""
    probes = _PROBES[encoder.space.modality]()
    texts, samples = encoder.encode_texts(TEXTS), encoder.encode_samples(probes)
    checks = [
        _unit_norm("text", texts, encoder.space.dim),
        _unit_norm("sample", samples, encoder.space.dim),
        _same_alone("text", texts, encoder.encode_texts, TEXTS),
        _same_alone("sample", samples, encoder.encode_samples, probes),
        _not_collapsed("text", texts),
        _not_collapsed("sample", samples),
    ]
    if golden_file is not None:
        checks.append(_golden_pairs(encoder, golden_file))
    return tuple(checks)


def require_pass(encoder: Encoder, *, golden_file: Path | None = None) -> None:
    """Passes if every check does.

    Raises:
        EncoderRejected: ``CHECKPOINT_FAILED_SELF_TEST``, naming what failed and by how much.
    """
    name = encoder.space.encoder
    try:
        failed = [check for check in run(encoder, golden_file=golden_file) if not check.passed]
    except (ArithmeticError, IndexError, RuntimeError, TypeError, ValueError) as error:
        raise _rejected(name, f"it cannot encode the probes: {error}") from error
    if failed:
        raise _rejected(name, "; ".join(f"{check.name}: {check.figures}" for check in failed))


def _rejected(name: str, why: str) -> EncoderRejected:
    return EncoderRejected(
        Reason.CHECKPOINT_FAILED_SELF_TEST,
        f"checkpoint {name!r} failed its self-test and is not used: {why}",
        metadata={"checkpoint": name},
    )


def _unit_norm(what: str, vectors: Vectors, dim: int) -> Check:
    name = f"{what} vectors are float32, finite and of unit norm"
    if vectors.dtype != np.float32 or vectors.ndim != 2 or vectors.shape[1] != dim:
        return Check(name, False, f"{vectors.dtype} {list(vectors.shape)} instead of [n, {dim}]")
    worst = float(np.abs(np.linalg.norm(vectors, axis=1) - 1).max())
    # A comparison with NaN is false, so that vectors that are not finite fail here too.
    return Check(name, worst <= UNIT_NORM_TOLERANCE, f"norm off by {worst:.2g} at worst")


def _same_alone(
    what: str, together: Vectors, encode: Callable[[Any], Vectors], items: Sequence[Any]
) -> Check:
    alone = np.concatenate([encode([item]) for item in items])
    again = encode(items)
    worst = float(min((together * alone).sum(axis=1).min(), (together * again).sum(axis=1).min()))
    return Check(
        f"a {what}'s vector does not depend on its batch",
        worst >= SAME_COSINE,
        f"cosine {worst:.5f} to itself alone or again; at least {SAME_COSINE} expected",
    )


def _not_collapsed(what: str, vectors: Vectors) -> Check:
    mean = _mean_pairwise_cosine(vectors)
    return Check(
        f"unrelated {what}s differ",
        mean <= COLLAPSED_COSINE,
        f"mean cosine {mean:.4f} between {len(vectors)} unrelated {what}s; at most "
        f"{COLLAPSED_COSINE} expected, so this tower's weights are damaged or untrained",
    )


def _mean_pairwise_cosine(vectors: Vectors) -> float:
    pairs = np.triu_indices(len(vectors), k=1)
    return float((vectors @ vectors.T)[pairs].mean())


def _golden_pairs(encoder: Encoder, golden_file: Path) -> Check:
    pairs = read_golden(golden_file, encoder.space.modality)
    above = margins(encoder, pairs)
    worst = int(above.argmin())
    return Check(
        "each golden sample and its text are nearest to each other",
        bool(above[worst] > 0),
        f"{int((above > 0).sum())} of {len(above)} pairs; the least by {above[worst]:.3f} "
        f"({pairs.texts[worst]!r})",
    )


def _probe_pictures() -> list[NDArray[np.uint8]]:
    """Unlike one another, and of several sizes: one colour, stripes, a checkerboard, noise, ..."""
    rows, columns = np.mgrid[0:120, 0:160]
    checks = ((rows // 15 + columns // 15) % 2 * 255).astype(np.uint8)
    ramp = (columns * 255 // 159).astype(np.uint8)
    noise = np.random.default_rng(0).integers(0, 256, (90, 200, 3), dtype=np.uint8)
    return [
        np.full((64, 64, 3), (200, 30, 30), np.uint8),
        np.stack([checks] * 3, axis=-1),
        np.stack([ramp, 255 - ramp, checks], axis=-1),
        noise,
        np.full((1, 1, 3), 255, np.uint8),
    ]


def _probe_sounds() -> list[NDArray[np.float32]]:
    """A second or less each: a tone, noise, clicks, a rising sweep, a low beat."""
    seconds = np.arange(48_000) / 48_000
    clicks = np.zeros(48_000)
    clicks[::6000] = 1.0
    waves = [
        0.5 * np.sin(2 * np.pi * 440 * seconds),
        0.3 * np.random.default_rng(0).standard_normal(48_000),
        clicks,
        0.5 * np.sin(2 * np.pi * (200 + 3000 * seconds) * seconds),
        (0.5 * np.sin(2 * np.pi * 80 * seconds) * (np.sin(2 * np.pi * 4 * seconds) > 0))[:30_000],
    ]
    return [wave.astype(np.float32) for wave in waves]


_PROBES: dict[Modality, Callable[[], Sequence[NDArray[Any]]]] = {
    Modality.PICTURE: _probe_pictures,
    Modality.SOUND: _probe_sounds,
}
