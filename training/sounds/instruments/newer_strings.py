"""Bass, guitar and violin once more: strings by their modes, pick-ups, boxes, plain recipes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from training.sounds.instruments.newer_tones import (
    Array,
    added,
    bank,
    bent,
    damped,
    frames,
    held,
    knock,
    low_passed,
    ranks,
    resonances,
    resonant_low_pass,
    risen,
    scrape,
    stretched,
)
from training.sounds.instruments.tones import adsr, modulated
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    filtered,
    noise,
    sawtooth,
    unit_peak,
    wander,
    wave,
)


def _between(rng: Rng, low: float, high: float) -> float:
    """Log-uniform."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


@dataclass(frozen=True)
class _String:
    """A plucked string. The place is a part of its length; `lasts_seconds` is at 110 Hz."""

    place: float
    width: float
    """Of the finger or pick, as a part of the length: harmonics past its inverse are weak."""
    stiffness: float
    lasts_seconds: float
    loss: float
    """Falls a second that a harmonic of 1 kHz has more than the first."""
    split_hz: float
    """Between the two directions in which it swings."""


def _rung(hz: float, count: int, string: _String, response: Array, rank: Array) -> Signal:
    """The string's modes with the gain `response` each, in two directions of unlike decay."""
    one = hz * stretched(rank, string.stiffness)
    gains = np.abs(np.sin(np.pi * rank * string.place)) / rank
    gains = (gains + 0.01 / rank) * np.exp(-((rank * string.width) ** 2)) * response
    first = string.lasts_seconds * (110 / hz) ** 0.45
    lasts = 1 / (1 / first + string.loss * (one / 1_000) ** 1.1)
    quick = gains * np.exp(-frames(count) * 2.5 / lasts)
    slow = gains * np.exp(-frames(count) / lasts)
    both = np.concatenate([0.6 * quick, 0.4 * slow], axis=1)
    return bank(np.concatenate([one, one + string.split_hz]), both, count)


def acoustic_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nylon under a finger to steel under a pick, on a box of wood that is knocked by it."""
    steel = rng.uniform()
    string = _String(
        place=rng.uniform(0.08, 0.33),
        width=0.09 * (1 - steel) + 0.015,
        stiffness=_between(rng, 1e-5, 1e-4),
        lasts_seconds=_between(rng, 0.5, 1.6),
        loss=_between(rng, 1.0, 3.0) * (2.2 - 1.5 * steel),
        split_hz=rng.uniform(0.1, 0.9),
    )
    lowest = rng.uniform(88, 125)
    modes = lowest * np.cumprod([1, *rng.uniform(1.2, 1.9, 6)])
    widths = modes * rng.uniform(0.08, 0.2, 7)
    floor, thump, pick = rng.uniform(0.15, 0.5), _between(rng, 0.02, 0.25), rng.uniform(0, 0.25)
    pick_hz, within = rng.uniform(1_500, 3_500), rng.uniform(0.03, 0.25)
    rank = ranks(hz, 48)
    count = held(seconds, within)
    tone = _rung(hz, count, string, resonances(hz * rank, modes, widths, floor), rank)
    tone *= risen(count, 0.0006 + 0.003 * (1 - steel)) * damped(count, seconds, within)
    tone = added(tone, knock(rng, modes, lasts=0.05), level=thump)
    tone = added(tone, scrape(rng, band(pick_hz, 9_000), lasts=0.003), level=pick * steel)
    return tone * damped(count, count / SAMPLE_RATE_HZ, 1.0)


def amplified_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Steel over a pick-up, clean to distorted, muted by the palm or not, from a loudspeaker."""
    muted = rng.uniform() < 0.2
    string = _String(
        place=rng.uniform(0.06, 0.3),
        width=rng.uniform(0.008, 0.04),
        stiffness=_between(rng, 1e-5, 8e-5),
        lasts_seconds=_between(rng, 0.7, 2.5) * (0.12 if muted else 1),
        loss=_between(rng, 0.6, 2.5) * (5 if muted else 1),
        split_hz=rng.uniform(0.05, 0.5),
    )
    pickup, coil_hz, peak = rng.uniform(0.05, 0.26), rng.uniform(2_000, 5_000), rng.uniform(0.7, 2)
    drive, lean = _between(rng, 0.3, 40), rng.uniform(0, 0.3)
    cut_hz, low_hz, pick = rng.uniform(3_000, 5_500), rng.uniform(70, 130), rng.uniform(0.02, 0.2)
    within, chorus = rng.uniform(0.02, 0.15), rng.uniform(0.3, 0.9) * (rng.uniform() < 0.25)
    rank = ranks(hz, 48)
    coil = np.abs(np.sin(np.pi * rank * pickup)) * resonant_low_pass(hz * rank, coil_hz, peak)
    count = held(seconds, within)
    tone = unit_peak(_rung(hz, count, string, coil, rank) * risen(count, 0.001))
    tone = added(tone, scrape(rng, band(1_000, 6_000), lasts=0.003), level=pick)
    tone = np.tanh(np.float32(drive) * tone + np.float32(lean)) - np.float32(np.tanh(lean))
    if chorus:
        slow = 0.997 + 0.003 * np.sin(np.float32(2 * np.pi * 0.9) * clock(count))
        tone = tone + np.float32(chorus) * bent(tone, slow.astype(np.float32))
    tone = filtered(tone.astype(np.float32), band(low_hz, cut_hz, steepness=3))
    return tone * damped(count, seconds, within)


@dataclass(frozen=True)
class _Amplifier:
    """Pick-up, tone control and loudspeaker of an electric bass, as gains over frequency."""

    pickup: float
    tone_hz: float
    bump_hz: float
    bump: float
    speaker_hz: float

    def gains(self, hz: float, rank: Array) -> Array:
        """At the harmonics `rank` of a string of `hz`."""
        every = hz * rank
        pickup = np.abs(np.sin(np.pi * rank * self.pickup)) + 0.05
        low = 1 + self.bump / (1 + ((every - self.bump_hz) / (0.5 * self.bump_hz)) ** 2)
        treble = np.sqrt(1 + (every / self.tone_hz) ** 2) * (1 + (every / self.speaker_hz) ** 4)
        return np.asarray(pickup * low / treble)


def _amplifier(rng: Rng) -> _Amplifier:
    return _Amplifier(
        pickup=rng.uniform(0.07, 0.25),
        tone_hz=_between(rng, 250, 4_000),
        bump_hz=rng.uniform(55, 130),
        bump=rng.uniform(0, 1.5),
        speaker_hz=rng.uniform(2_000, 5_000),
    )


def fingered_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """An electric bass under the fingers: flat strings or round, a tone control, a cabinet."""
    string = _String(
        place=rng.uniform(0.12, 0.3),
        width=rng.uniform(0.03, 0.1),
        stiffness=_between(rng, 2e-5, 2e-4),
        lasts_seconds=_between(rng, 0.5, 2.5),
        loss=_between(rng, 1.0, 9.0),
        split_hz=rng.uniform(0.02, 0.3),
    )
    amplifier = _amplifier(rng)
    attack, within = rng.uniform(0.0015, 0.008), rng.uniform(0.02, 0.09)
    finger, drive = _between(rng, 0.01, 0.15), rng.uniform(0, 1.5)
    rank = ranks(hz, 50, highest_hz=6_000)
    count = held(seconds, within)
    tone = unit_peak(_rung(hz, count, string, amplifier.gains(hz, rank), rank))
    tone = tone * risen(count, attack)
    tone = added(tone, scrape(rng, band(90, 900), lasts=0.008), level=finger)
    if drive > 0.5:
        tone = np.tanh(tone * np.float32(drive))
    return (tone * damped(count, seconds, within)).astype(np.float32)


def clanking_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bass played so hard, by pick or thumb, that the string rattles on the frets for a while."""
    string = _String(
        place=rng.uniform(0.05, 0.2),
        width=rng.uniform(0.008, 0.03),
        stiffness=_between(rng, 5e-5, 2e-4),
        lasts_seconds=_between(rng, 0.4, 2.0),
        loss=_between(rng, 0.8, 4.0),
        split_hz=rng.uniform(0.02, 0.3),
    )
    amplifier = _amplifier(rng)
    rattle, rattles = _between(rng, 0.03, 0.5), rng.uniform(0.03, 0.2)
    clip, click, within = rng.uniform(1, 5), rng.uniform(0.1, 0.6), rng.uniform(0.02, 0.08)
    centre_hz = rng.uniform(1_200, 3_000)
    rank = ranks(hz, 60, highest_hz=7_000)
    count = held(seconds, within)
    tone = unit_peak(_rung(hz, count, string, amplifier.gains(hz, rank), rank))
    hard = np.exp(-clock(count) / np.float32(rattles))
    # The fret stops one side of the swing, and is struck once in each.
    stopped = np.tanh(np.maximum(tone, 0) * np.float32(clip)) / np.float32(clip)
    stopped += np.minimum(tone, 0)
    struck = np.maximum(tone, 0) ** 3 * noise(rng, count, band(centre_hz, 6_000))
    tone = tone * (1 - hard) + stopped * hard + struck * hard * np.float32(rattle)
    tone = added(tone, scrape(rng, band(1_000, 6_000), lasts=0.004), level=click)
    return (tone * risen(count, 0.0008) * damped(count, seconds, within)).astype(np.float32)


def double_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A plucked upright: a broad finger, a large body, a thump, a pitch that settles."""
    string = _String(
        place=rng.uniform(0.15, 0.35),
        width=rng.uniform(0.05, 0.14),
        stiffness=_between(rng, 2e-5, 3e-4),
        lasts_seconds=_between(rng, 0.25, 1.1),
        loss=_between(rng, 2.0, 12.0),
        split_hz=rng.uniform(0.1, 0.8),
    )
    lowest = rng.uniform(58, 72)
    modes = lowest * np.cumprod([1, *rng.uniform(1.25, 1.8, 6)])
    widths = modes * rng.uniform(0.12, 0.3, 7)
    floor, thump, finger = rng.uniform(0.2, 0.6), _between(rng, 0.03, 0.3), rng.uniform(0, 0.12)
    attack, within = rng.uniform(0.003, 0.015), rng.uniform(0.03, 0.15)
    cents, settles = rng.uniform(0, 30), rng.uniform(0.02, 0.08)
    rank = ranks(hz, 36, highest_hz=4_500)
    count = held(seconds, within)
    tone = _rung(hz, count, string, resonances(hz * rank, modes, widths, floor), rank)
    sharp = 2 ** (cents / 1_200 * np.exp(-clock(count) / np.float32(settles)))
    tone = bent(tone, sharp.astype(np.float32))
    tone *= risen(count, attack) * damped(count, seconds, within)
    tone = added(tone, knock(rng, modes, lasts=0.06), level=thump)
    tone = added(tone, scrape(rng, band(400, 2_500), lasts=0.012), level=finger)
    return tone * damped(count, count / SAMPLE_RATE_HZ - 0.01, 0.02)


def fretless_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """No frets: notes slid into, with vibrato, that open after their start."""
    slide, slides = rng.uniform(0, 1.2), rng.uniform(0.02, 0.07)
    shake_hz, cents = rng.uniform(4, 6), rng.uniform(0, 14)
    low_hz, high_hz = rng.uniform(150, 350), rng.uniform(450, 1_300)
    opens, loud = rng.uniform(0.04, 0.2), rng.uniform(1.5, 6)
    power, lasts = rng.uniform(1.0, 2.0), _between(rng, 0.7, 2.5)
    attack, within = rng.uniform(0.008, 0.04), rng.uniform(0.04, 0.12)
    rank = ranks(hz, 40, highest_hz=5_000)
    count = held(seconds, within)
    times = frames(count)
    there = times / opens * np.exp(1 - times / opens)
    centre = low_hz + (high_hz - low_hz) * there
    swells = 1 + loud / (1 + ((hz * rank - centre) / (0.4 * centre)) ** 2)
    falls = lasts * (60 / hz) ** 0.3 / (1 + 0.15 * rank)
    tone = bank(hz * rank, rank**-power * swells * np.exp(-times / falls), count)
    time = clock(count)
    shake = cents * np.minimum(time / 0.4, 1) * np.sin(np.float32(2 * np.pi * shake_hz) * time)
    semitones = -slide * np.exp(-time / np.float32(slides)) + shake / 100 - cents / 100
    tone = bent(tone, (2 ** (semitones / 12)).astype(np.float32))
    return tone * risen(count, attack) * damped(count, seconds, within)


def sub_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine or triangle that falls to its pitch and is overdriven: of machines and dance music."""
    falls, within = rng.uniform(0.005, 0.04), rng.uniform(0.01, 0.12)
    from_ratio = rng.uniform(1.2, 4.0) if rng.uniform() < 0.5 else 1.0
    drive, odd = _between(rng, 0.2, 5), rng.uniform(0, 1) * (rng.uniform() < 0.5)
    lasts = _between(rng, 0.3, 2.5) if rng.uniform() < 0.6 else 20.0
    lean, click, attack = rng.uniform(0, 0.5), rng.uniform(0, 0.15), rng.uniform(0.001, 0.015)
    count = held(seconds, within)
    time = clock(count)
    pitch = hz * (1 + (from_ratio - 1) * np.exp(-time / np.float32(falls)))
    triangle = [1.0, 0.0, -odd / 9, 0.0, odd / 25, 0.0, -odd / 49]
    tone = wave(pitch.astype(np.float32), count, triangle)
    tone *= np.exp(-time / np.float32(lasts)) * risen(count, attack)
    tone = np.tanh(tone * np.float32(drive) + np.float32(lean)) - np.float32(np.tanh(lean))
    tone = added(tone, scrape(rng, band(300, 3_000), lasts=0.002), level=click)
    return (tone * damped(count, seconds, within)).astype(np.float32)


def programmed_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Ten lines: few harmonics, a saw or square behind a low pass, or one modulated sine."""
    rule, most, power = int(rng.integers(4)), int(rng.integers(2, 11)), rng.uniform(1.0, 2.6)
    faster, falls = rng.choice([0.0, 0.5, 1.0]), _between(rng, 0.7, 6)
    ratio, index = rng.choice([0.5, 1.0, 1.0, 2.0, 3.0]), _between(rng, 0.5, 5)
    darkens = rng.uniform(0.05, 0.5)
    cut_hz, order, stays = _between(rng, 200, 1_500), int(rng.integers(1, 4)), rng.uniform(0.2, 0.9)
    plucked = rng.uniform() < 0.6
    attack, within = rng.uniform(0.001, 0.03), rng.uniform(0.01, 0.15)
    free = rng.uniform(0, 1, 10)
    count = held(seconds, within)
    time = clock(count)
    if rule == 0:
        rank = ranks(hz, most)
        fade = np.exp(-frames(count) * falls * (rank**faster - 1))
        tone = bank(hz * rank, rank**-power * fade, count)
    elif rule == 1:
        rank = ranks(hz, most)
        weights = np.where(rank == 1, 1, 0.8 * free[: len(rank)] / rank**0.5)
        tone = bank(hz * rank, np.ones((len(frames(count)), 1)) * weights, count)
    elif rule == 2:
        turns = np.arange(count) * (hz / SAMPLE_RATE_HZ) % 1
        naive = 2 * turns - 1 if free[0] < 0.5 else np.where(turns < 0.3 + 0.4 * free[1], 1, -1)
        tone = low_passed(naive.astype(np.float32), cut_hz, order=order)
    else:
        depth = np.float32(index) * np.exp(-time / np.float32(darkens))
        tone = modulated(hz, count, ratio=float(ratio), index=depth)
    if plucked:
        tone = tone * np.exp(-time * np.float32(falls)) * np.minimum(time / np.float32(attack), 1)
        return (tone * damped(count, seconds, within)).astype(np.float32)
    return tone * adsr(count, attack=attack, decay_seconds=0.2, sustain=stays, release=within)


def bowed_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bow that slips once a turn, hiss with each slip, in a body of many narrow resonances."""
    shake_hz, cents, after = rng.uniform(4.6, 6.8), rng.uniform(4, 35), rng.uniform(0.05, 0.4)
    place, power = rng.uniform(0.05, 0.18), rng.uniform(0.75, 1.15)
    modes = np.array([280, 460, 550, *rng.uniform(700, 5_000, 14)]) * rng.uniform(0.93, 1.07, 17)
    modes[2:] *= rng.uniform(0.85, 1.15)
    heights = rng.uniform(0.3, 1.5, 17)
    hiss, attack, within = (
        _between(rng, 0.01, 0.15),
        rng.uniform(0.02, 0.15),
        rng.uniform(0.03, 0.2),
    )
    slide, cut_hz = rng.uniform(0, 0.6) * (rng.uniform() < 0.4), rng.uniform(3_000, 8_000)
    count = held(seconds, within)
    time = clock(count)
    grown = np.minimum(time / np.float32(after), 1)
    semitones = cents / 100 * grown * np.sin(np.float32(2 * np.pi * shake_hz) * time)
    semitones -= slide * np.exp(-time / np.float32(0.04))
    pitch = hz * 2 ** (semitones / 12) * wander(rng, count, rate_hz=8, low=0.999, high=1.001)
    colour = [
        (abs(np.sin(np.pi * k * place)) + 0.25) * a
        for k, a in enumerate(sawtooth(40, power=power), 1)
    ]
    tone = wave(pitch.astype(np.float32), count, colour)
    slips = np.maximum(tone / np.max(np.abs(tone)), 0) ** 2
    tone = tone + noise(rng, count, band(1_000, 9_000)) * slips * np.float32(hiss)

    def body(at_hz: Signal) -> Signal:
        peaks = heights / (1 + ((at_hz[:, None] - modes) / (0.035 * modes)) ** 2)
        high = 1 + (at_hz / np.float32(cut_hz)) ** 4
        low = 1 + (np.float32(190) / np.maximum(at_hz, 1)) ** 4
        return ((0.25 + peaks.sum(axis=1)) / high / low).astype(np.float32)

    tone = filtered(tone.astype(np.float32), body)
    tone *= wander(rng, count, rate_hz=5, low=0.8, high=1.0)
    return tone * risen(count, min(attack, seconds / 2)) * damped(count, seconds, within)


NEWER: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "bass": (
        fingered_bass,
        clanking_bass,
        double_bass,
        fretless_bass,
        sub_bass,
        programmed_bass,
    ),
    "guitar": (acoustic_guitar, amplified_guitar),
    "violin": (bowed_violin,),
}
