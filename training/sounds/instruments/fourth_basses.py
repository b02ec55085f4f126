"""Bass a fourth time: finger, pick, thumb, palm and slide on loops; a sine, a saw, few partials.

In every way the first two or three harmonics carry the tone, and what is bright is short.
"""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.instruments.fourth_tones import (
    bodied,
    clean_pulse,
    clean_saw,
    looped,
    pluck,
    swept,
    turned,
)
from training.sounds.instruments.newer_tones import (
    added,
    bank,
    bent,
    between,
    damped,
    frames,
    held,
    knock,
    low_passed,
    ranks,
    risen,
    scrape,
    stretched,
)
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, band, clock, unit_peak


def _over_pickup(tone: Signal, hz: float, place: float, low: float) -> Signal:
    """As a pickup at `place` of the string hears it, and `low` of the string's own weight."""
    late = max(1, round(place * SAMPLE_RATE_HZ / hz))
    heard = (1 + low) * tone
    heard[late:] -= tone[:-late]
    return unit_peak(heard)


def two_finger_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Fingers in turn on a long string, a pickup in the middle, the tone knob anywhere."""
    place, pickup, low = rng.uniform(0.1, 0.35), rng.uniform(0.1, 0.3), rng.uniform(0.3, 1.5)
    soft_hz, cut_hz = between(rng, 40, 300), between(rng, 300, 2_500)
    lasts, dullness = between(rng, 0.3, 3), rng.uniform(0.1, 0.5)
    thump, fret, release = rng.uniform(0, 0.3), rng.uniform(0, 0.1), between(rng, 0.015, 0.12)
    drive, attack = rng.uniform(0.1, 2), between(rng, 0.001, 0.01)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=0.1)
    tone = looped(push, hz, count, lasts=lasts, dullness=dullness, stiffness=0.1)
    tone = np.tanh(drive * _over_pickup(tone, hz, pickup, low)).astype(np.float32)
    tone = low_passed(tone, max(cut_hz, hz), order=2) * risen(count, attack)
    tone = added(tone, scrape(rng, band(40, 200), lasts=0.02), level=thump)
    tone = added(tone, scrape(rng, band(700, 3_000), lasts=0.006), level=fret)
    return tone * damped(count, seconds, release)


def plectrum_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A pick on round strings: a clank that is soon gone over a growl that is not."""
    place, pickup, low = rng.uniform(0.1, 0.3), rng.uniform(0.1, 0.3), rng.uniform(0.5, 1.5)
    soft_hz, cut_hz = between(rng, 60, 500), between(rng, 700, 3_000)
    lasts, dullness = between(rng, 0.5, 3), between(rng, 0.1, 0.5)
    click, drive, release = rng.uniform(0.05, 0.4), between(rng, 0.2, 3), between(rng, 0.01, 0.08)
    noisy, stiffness = rng.uniform(0, 0.3), rng.uniform(0.1, 0.4)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=noisy)
    tone = looped(push, hz, count, lasts=lasts, dullness=dullness, stiffness=stiffness)
    tone = _over_pickup(tone, hz, pickup, low)
    tone = tone + 3 * low_passed(tone, 2 * hz)
    tone = np.tanh(drive * unit_peak(tone)).astype(np.float32)
    tone = low_passed(tone, max(cut_hz, hz), order=2)
    tone = added(tone, scrape(rng, band(1_000, 5_000), lasts=0.004), level=click)
    return tone * damped(count, seconds, release)


def slapped_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A thumb throws the string on the frets: a snap of all partials, then the bare deep tone."""
    snap, snaps = rng.uniform(0.2, 1.2), between(rng, 0.02, 0.12)
    deep_hz, lasts = between(rng, 40, 250), between(rng, 0.25, 1.6)
    knocks, rattle = rng.uniform(0.05, 0.4), rng.uniform(0, 0.5)
    frets, cut_hz, release = (
        rng.uniform(300, 2_500, 4),
        between(rng, 2e3, 7e3),
        rng.uniform(0.01, 0.05),
    )
    drive = rng.uniform(0.3, 3)
    count = held(seconds, release)
    deep = pluck(rng, hz, place=0.3, soft_hz=deep_hz, noisy=0.0)
    bright = pluck(rng, hz, place=0.15, soft_hz=2_000, noisy=0.3)
    body: Signal = unit_peak(looped(deep, hz, count, lasts=lasts, dullness=0.45))
    edge: Signal = unit_peak(looped(bright, hz, count, lasts=lasts, dullness=0.15, stiffness=0.3))
    hits = np.sign(edge) * np.maximum(np.abs(edge) - 0.3, 0)
    tone = body + (snap * edge + rattle * hits) * np.exp(-clock(count) / np.float32(snaps))
    tone = np.tanh(drive * unit_peak(tone.astype(np.float32))).astype(np.float32)
    tone = low_passed(tone, max(cut_hz, hz), order=2)
    tone = added(tone, knock(rng, frets, lasts=0.01), level=knocks)
    return tone * damped(count, seconds, release)


def pizzicato_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Pizzicato on gut or steel: a broad finger, a wooden box, a pitch that sinks, a quick end."""
    sinks, within = rng.uniform(0, 0.012), between(rng, 0.03, 0.12)
    most, power = int(rng.integers(4, 14)), rng.uniform(1, 2.2)
    lasts, faster = between(rng, 0.2, 1.0), rng.uniform(0.4, 1.2)
    modes = np.array([rng.uniform(55, 75), rng.uniform(90, 130), *rng.uniform(150, 700, 3)])
    wet, thump, slap = rng.uniform(0.3, 2), rng.uniform(0.05, 0.4), rng.uniform(0, 0.2)
    attack, release = rng.uniform(0.004, 0.02), between(rng, 0.02, 0.1)
    uneven = rng.lognormal(0, 0.3, 14)
    count = held(seconds, release)
    rank = ranks(hz, most, highest_hz=4_000)
    life = lasts * (80 / hz) ** 0.3 / rank**faster
    gains = uneven[: len(rank)] * rank**-power * np.exp(-frames(count) / life)
    tone: Signal = bank(hz * stretched(rank, 1e-4), gains, count) * risen(count, attack)
    speed = 1 + sinks * np.exp(-clock(count) / np.float32(within))
    tone = bodied(bent(tone, speed.astype(np.float32)), modes, sharp=5, wet=wet)
    tone = added(tone, knock(rng, modes, lasts=0.05), level=thump)
    tone = added(tone, scrape(rng, band(500, 3_000), lasts=0.006), level=slap)
    return tone * damped(count, seconds, release)


def sliding_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Fretless: slid into from above or below, a buzz that grows and goes, a slow vibrato."""
    slide, within = rng.choice([-2, -1, 1, -0.5, -3]), between(rng, 0.02, 0.12)
    shake_hz, cents, late = rng.uniform(3.5, 6), rng.uniform(0, 18), rng.uniform(0.15, 0.5)
    soft_hz, buzz_hz = between(rng, 50, 300), rng.uniform(300, 1_200)
    buzz, buzzes = rng.uniform(0, 1), rng.uniform(0.06, 0.3)
    lasts, release, attack = (
        between(rng, 0.7, 3),
        between(rng, 0.03, 0.12),
        rng.uniform(0.005, 0.03),
    )
    place, pickup = rng.uniform(0.15, 0.4), rng.uniform(0.1, 0.25)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=0.0)
    tone = unit_peak(looped(push, hz, count, lasts=lasts, dullness=0.4))
    time = clock(count)
    grown = time / buzzes * np.exp(1 - time / np.float32(buzzes))
    edge = unit_peak(np.maximum(tone - 0.2, 0) ** 2 - np.maximum(-tone - 0.2, 0) ** 2)
    low = low_passed(tone, max(buzz_hz, 2 * hz))
    tone = (low + buzz * grown * low_passed(edge, max(2 * buzz_hz, hz))).astype(np.float32)
    tone = _over_pickup(tone, hz, pickup, 0.8)
    shake = np.minimum(time / np.float32(late), 1) * np.sin(np.float32(2 * np.pi * shake_hz) * time)
    glide = slide * np.exp(-time / np.float32(min(within, seconds / 5)))
    speed = 2 ** (glide / 12 + cents / 1_200 * shake)
    tone = bent(tone, speed.astype(np.float32))
    return tone * risen(count, attack) * damped(count, seconds, release)


def palmed_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Muted by the palm or by foam: a short, round thud with a pitch."""
    lasts, dullness = between(rng, 0.06, 0.3), rng.uniform(0.3, 0.5)
    place, soft_hz = rng.uniform(0.12, 0.4), between(rng, 50, 500)
    cut_hz, tick, thump = between(rng, 300, 1_800), rng.uniform(0, 0.25), rng.uniform(0, 0.4)
    release, low = between(rng, 0.01, 0.05), rng.uniform(0.5, 2)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=0.1)
    tone = looped(push, hz, count, lasts=lasts * (80 / hz) ** 0.3, dullness=dullness)
    tone = low_passed(_over_pickup(tone, hz, 0.2, low), max(cut_hz, 1.5 * hz), order=2)
    tone = added(tone, scrape(rng, band(40, 250), lasts=0.015), level=thump)
    tone = added(tone, scrape(rng, band(800, 3_000), lasts=0.003), level=tick)
    return tone * damped(count, seconds, release)


def plucked_sub(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine, or nearly, that falls away from its start, with a click or a fall of pitch."""
    second, third = rng.uniform(0, 0.35), rng.uniform(0, 0.15)
    falls, sustain = between(rng, 0.15, 2), rng.uniform(0, 0.6) * (rng.uniform() < 0.4)
    fades = between(rng, 0.6, 4)
    drop, drops = rng.uniform(0, 1.5) * (rng.uniform() < 0.5), between(rng, 0.006, 0.03)
    drive, click = rng.uniform(0.1, 3) * (rng.uniform() < 0.5), rng.uniform(0, 0.3)
    attack, release = between(rng, 0.001, 0.012), between(rng, 0.01, 0.1)
    count = held(seconds, release)
    time = clock(count)
    turns = turned((hz * (1 + drop * np.exp(-time / np.float32(drops)))).astype(np.float32), count)
    tone = np.sin(2 * np.pi * turns) + second * np.sin(4 * np.pi * turns)
    tone = tone + third * np.sin(6 * np.pi * turns)
    if drive:
        tone = np.tanh((1 + drive) * tone)
    tone = tone * (sustain + (1 - sustain) * np.exp(-time / np.float32(falls)))
    tone = tone * np.exp(-time / np.float32(fades))
    tone = (tone * risen(count, attack)).astype(np.float32)
    tone = added(tone, scrape(rng, band(200, 2_500), lasts=0.003), level=click)
    return tone * damped(count, seconds, release)


def few_partials_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two to ten harmonics, each dying sooner than the one below: a few lines."""
    most, power = int(rng.integers(2, 11)), rng.uniform(0.7, 2)
    rate, faster = between(rng, 0.5, 5), rng.uniform(0.3, 1.5)
    second, attack = rng.uniform(0.5, 1.5), between(rng, 0.001, 0.015)
    release, phases = between(rng, 0.01, 0.15), rng.uniform(0, 6.3, 10) * (rng.uniform() < 0.5)
    count = held(seconds, release)
    rank = ranks(hz, most, highest_hz=5_000)
    weights = rank**-power * np.where(rank == 2, second, 1)
    gains = weights * np.exp(-frames(count) * rate * rank**faster)
    tone = bank(hz * rank, gains, count, phases=phases[: len(rank)]) * risen(count, attack)
    return tone * damped(count, seconds, release)


def closing_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw, square or two behind a low pass that falls shut: the plucked bass of circuits."""
    square, width = rng.uniform() < 0.4, rng.uniform(0.2, 0.5)
    octaves, shuts = rng.uniform(1, 4.5), between(rng, 0.03, 0.4)
    rest, resonance = between(rng, 1.2, 5), between(rng, 0.6, 4)
    twice, below = rng.uniform() < 0.5, rng.uniform(0, 0.8) * (rng.uniform() < 0.5)
    falls, sustain, fades = between(rng, 0.2, 1.5), rng.uniform(0, 0.5), between(rng, 0.6, 4)
    attack, release = between(rng, 0.001, 0.008), between(rng, 0.01, 0.1)
    count = held(seconds, release)
    turns, time = turned(hz, count), clock(count)
    tone = clean_pulse(turns, width) if square else clean_saw(turns)
    tone = (tone + below * clean_pulse(turns / 2, 0.5)).astype(np.float32)
    cut = np.minimum(rest * hz * 2 ** (octaves * np.exp(-time / np.float32(shuts))), 6_000)
    tone = swept(tone, cut, resonance, twice=twice)
    tone = tone * (sustain + (1 - sustain) * np.exp(-time / np.float32(falls)))
    tone = tone * np.exp(-time / np.float32(fades))
    return (tone * risen(count, attack) * damped(count, seconds, release)).astype(np.float32)


def textbook_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A turn of noise in a loop, as for a guitar, but soft from its start and soon dark."""
    soft_hz, cut_hz = between(rng, 50, 600), between(rng, 200, 1_500)
    lasts, dullness = between(rng, 0.3, 3), rng.uniform(0.3, 0.5)
    noisy, place, release = rng.uniform(0.4, 1), rng.uniform(0.1, 0.5), between(rng, 0.008, 0.15)
    below, attack = rng.uniform(0, 1), between(rng, 0.0005, 0.01)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=noisy)
    tone = unit_peak(looped(push, hz, count, lasts=lasts, dullness=dullness))
    tone = low_passed(tone, max(cut_hz, 1.5 * hz), order=2)
    sine = np.sin(2 * np.pi * turned(hz, count)) * np.exp(-clock(count) / np.float32(lasts))
    tone = (tone + below * sine).astype(np.float32) * risen(count, attack)
    return unit_peak(tone) * damped(count, seconds, release)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "bass": (
        two_finger_bass,
        plectrum_bass,
        slapped_bass,
        pizzicato_bass,
        sliding_bass,
        palmed_bass,
        plucked_sub,
        few_partials_bass,
        closing_bass,
        textbook_bass,
    )
}
