"""Films drawn, played and encoded, without files in between: a timeline in each space.

Pictures are drawn one a second, at the instant that the server samples, by a camera that moves and
zooms a little over each shot; more than half of the films are degraded throughout (compression,
bars, blur, writing ...). Sound is mixed as a whole and cut as the server cuts it; some sounds are
made in a way that no training had, and half of the films have a faint noise under all of it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.quality.films.plan import Corpus, Rng
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.media.samples import SoundWindow
from momentsearch_server.media.windows import cut_windows, sounding_span
from momentsearch_server.space import Modality
from momentsearch_server.timespan import TimeSpan, seconds_to_us
from training.films.plan import Film, Shot, SoundCue, generator
from training.pictures.degrade import DEGRADATIONS, Picture
from training.pictures.scene import render
from training.sounds.signals import SAMPLE_RATE_HZ, Signal, noise, samples
from training.sounds.synthesis import synthesise_event, synthesise_music

WIDTH, HEIGHT = 400, 225
# What the camera sees is so large a part of what is drawn.
SEEN_SHARE = (0.9, 1.0)
LIGHT_SWING = 0.06
SENSOR_NOISE = 3.0
DEGRADED_SHARE = 0.6
THROUGHOUT = ("cast", "blur", "size", "jpeg", "bars", "overlay", "low light")

WINDOW_US, HOP_US = 5_000_000, 2_500_000
UNSEEN_SOUND_SHARE = 0.15
BED_SHARE = 0.5
BED_DB = (-55.0, -35.0)
FADE_SECONDS = 0.08
BATCH = 32

Vectors = NDArray[np.float16]
Times = NDArray[np.int64]


@dataclass(frozen=True)
class Samples:
    """One media in one space, as ``Timeline`` has it, without a name."""

    vectors: Vectors
    starts_us: Times
    ends_us: Times
    shown_at_us: Times

    def shifted(self, by_us: int) -> Samples:
        return Samples(
            self.vectors, self.starts_us + by_us, self.ends_us + by_us, self.shown_at_us + by_us
        )


@dataclass(frozen=True)
class _Encoded:
    """One film in each space, and the first and last 2.5 s of its sound, for joints."""

    samples: Mapping[Modality, Samples]
    ends: tuple[Signal, Signal]


def encode_corpus(
    corpus: Corpus,
    load: Callable[[], Mapping[Modality, Encoder]],
    *,
    processes: int,
    tell: Callable[[str], None],
) -> dict[Modality, list[Samples]]:
    """The films', then the hours', in their order; a space for each encoder.

    ``load`` gives the encoders, and can be pickled: each process loads its own.
    """
    # Fresh processes, because forking one in which torch has started threads may hang.
    fresh = multiprocessing.get_context("spawn")
    films: list[_Encoded] = []
    with ProcessPoolExecutor(processes, fresh, initializer=_start, initargs=(load,)) as pool:
        for done in pool.map(_encode_film, corpus.films):
            films.append(done)
            if len(films) % 16 == 0:
                tell(f"{len(films)} of {len(corpus.films)} films encoded")
    encoders = load()
    return {modality: _with_hours(corpus, films, encoder) for modality, encoder in encoders.items()}


_encoders: dict[Modality, Encoder] = {}


def _start(load: Callable[[], Mapping[Modality, Encoder]]) -> None:
    _encoders.update(load())


def _encode_film(film: Film) -> _Encoded:
    found: dict[Modality, Samples] = {}
    track = sound_of(film) if Modality.SOUND in _encoders else np.zeros(0, np.float32)
    for modality, encoder in _encoders.items():
        if modality is Modality.PICTURE:
            found[modality] = _encoded(encoder, pictures_of(film))
        else:
            found[modality] = encode_sound(track, encoder)
    return _Encoded(found, (track[: samples(2.5)].copy(), track[-samples(2.5) :].copy()))


def _with_hours(corpus: Corpus, films: Sequence[_Encoded], encoder: Encoder) -> list[Samples]:
    modality = encoder.space.modality
    found = [film.samples[modality] for film in films]
    for members in corpus.members:
        parts = [_joined(corpus, members, found)]
        if modality is Modality.SOUND:
            parts.append(_across(corpus, members, [film.ends for film in films], encoder))
        found.append(_merged(parts))
    return found


def _begins_us(corpus: Corpus, members: Sequence[int]) -> list[int]:
    seconds = np.cumsum([0.0, *(corpus.films[member].duration_seconds for member in members)])
    return [seconds_to_us(float(value)) for value in seconds]


def _joined(corpus: Corpus, members: Sequence[int], parts: Sequence[Samples]) -> Samples:
    begins = _begins_us(corpus, members)
    return _merged([parts[m].shifted(b) for m, b in zip(members, begins, strict=False)])


def _merged(parts: Sequence[Samples]) -> Samples:
    starts = np.concatenate([part.starts_us for part in parts])
    order = np.argsort(starts, kind="stable")
    return Samples(
        np.concatenate([part.vectors for part in parts])[order],
        starts[order],
        np.concatenate([part.ends_us for part in parts])[order],
        np.concatenate([part.shown_at_us for part in parts])[order],
    )


def _across(
    corpus: Corpus,
    members: Sequence[int],
    ends: Sequence[tuple[Signal, Signal]],
    encoder: Encoder,
) -> Samples:
    """The windows over the joints of an hour, which begin in one film and end in the next."""
    windows: list[SoundWindow] = []
    begins = _begins_us(corpus, members)
    for one, other, at in zip(members, members[1:], begins[1:], strict=False):
        track = np.concatenate([ends[one][1], ends[other][0]])
        (window,) = cut_windows([track], window_us=WINDOW_US, hop_us=HOP_US, start_us=at - HOP_US)
        windows.append(window)
    return _encoded(encoder, ((sounding_span(w), w.samples) for w in windows))


def pictures_of(film: Film) -> Iterator[tuple[TimeSpan, Picture]]:
    """One a second, uint8 ``[225, 400, 3]``: what is shown in the middle of each second."""
    change = _degradation(film)
    for second in range(round(film.duration_seconds)):
        at = second + 0.5
        shot = next(s for s in film.shots if s.start_seconds <= at < s.end_seconds)
        picture = change(_filmed(shot, at))
        yield TimeSpan(seconds_to_us(second), seconds_to_us(second + 1)), picture


def _degradation(film: Film) -> Callable[[Picture], Picture]:
    """The same for every picture of a film, or none."""
    rng = generator(film.seed, 1)
    if rng.random() >= DEGRADED_SHARE:
        return lambda picture: picture
    change, seed = DEGRADATIONS[str(rng.choice(THROUGHOUT))], int(rng.integers(2**31))
    return lambda picture: change(picture, np.random.default_rng(seed))


def _filmed(shot: Shot, seconds: float) -> Picture:
    """By a camera that goes over the scene, in a light that changes."""
    rng = np.random.default_rng((shot.scene.seed, 8))
    done = (seconds - shot.start_seconds) / (shot.end_seconds - shot.start_seconds)
    drawn = render(shot.scene, width=WIDTH, height=HEIGHT, motion_seconds=seconds)
    seen = _cropped(drawn, rng, done)
    swing = rng.uniform(0, LIGHT_SWING) * np.sin(rng.uniform(0, 6) + seconds * rng.uniform(0.3, 1))
    grain = _grain()
    turned = np.roll(grain, round(seconds * 7_919) % grain.shape[1], axis=1)
    noisy = seen * np.float32(1 + swing) + turned
    filmed: Picture = np.clip(noisy, 0, 255).astype(np.uint8)
    return filmed


@cache
def _grain() -> NDArray[np.float32]:
    """A sensor's noise, float32 ``[225, 400, 3]``, another part of it for each picture."""
    rng = np.random.default_rng(9)
    return SENSOR_NOISE * rng.standard_normal((HEIGHT, WIDTH, 3), dtype=np.float32)


def _cropped(drawn: Picture, rng: Rng, done: float) -> Picture:
    """The part that the camera sees, on its way from one part to another."""
    first, last = rng.uniform(*SEEN_SHARE, 2), rng.uniform(*SEEN_SHARE, 2)
    share = float(first[0] + done * (last[0] - first[0]))
    places = rng.uniform(0, 1, (2, 2))
    x, y = (places[0] + done * (places[1] - places[0])) * (1 - share)
    box = (x * WIDTH, y * HEIGHT, (x + share) * WIDTH, (y + share) * HEIGHT)
    image = Image.fromarray(drawn)
    return np.asarray(image.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=box))


def encode_sound(track: Signal, encoder: Encoder) -> Samples:
    """A track of mono sound at 48 kHz, cut into windows as the server's settings have it."""
    windows = cut_windows([track], window_us=WINDOW_US, hop_us=HOP_US)
    return _encoded(encoder, ((sounding_span(one), one.samples) for one in windows))


def sound_of(film: Film) -> Signal:
    """The whole track: float32 ``[n]``, mono, 48 kHz, within [-1, 1]."""
    track = np.zeros(samples(film.duration_seconds), dtype=np.float32)
    for index, cue in enumerate(film.cues):
        start = round(cue.start_seconds * SAMPLE_RATE_HZ)
        heard = _heard(cue, generator(film.seed, 2, index))[: len(track) - start]
        track[start : start + len(heard)] += heard
    rng = generator(film.seed, 3)
    if rng.random() < BED_SHARE:
        level = np.float32(10 ** (rng.uniform(*BED_DB) / 20))
        track += level * noise(rng, len(track))
    return np.clip(track, -1.0, 1.0)


def _heard(cue: SoundCue, rng: Rng) -> Signal:
    """The cue at its level, faded in and out too briefly to be noticed."""
    seconds = cue.end_seconds - cue.start_seconds
    if isinstance(cue.source, str):
        unseen = bool(rng.random() < UNSEEN_SOUND_SHARE)
        sound = synthesise_event(cue.source, rng, duration_seconds=seconds, unseen=unseen)
    else:
        sound = synthesise_music(cue.source, rng, duration_seconds=seconds)
    ramp = np.linspace(0, 1, samples(FADE_SECONDS), dtype=np.float32)
    sound = sound * np.float32(10 ** (cue.level_db / 20))
    sound[: len(ramp)] *= ramp
    sound[-len(ramp) :] *= ramp[::-1]
    return sound


def _encoded(
    encoder: Encoder, taken: Iterator[tuple[TimeSpan, NDArray[np.generic] | None]]
) -> Samples:
    """In batches; silence (None) is passed over."""
    spans: list[TimeSpan] = []
    vectors: list[Vectors] = [np.zeros((0, encoder.space.dim), np.float16)]
    batch: list[NDArray[np.generic]] = []

    def encode() -> None:
        if batch:
            vectors.append(encoder.encode_samples(batch).astype(np.float16))
            batch.clear()

    for span, sample in taken:
        if sample is None:
            continue
        spans.append(span)
        batch.append(sample)
        if len(batch) == BATCH:
            encode()
    encode()
    return Samples(
        np.concatenate(vectors),
        np.array([span.start_us for span in spans], dtype=np.int64),
        np.array([span.end_us for span in spans], dtype=np.int64),
        np.array([span.middle_us for span in spans], dtype=np.int64),
    )
