"""Organ a fourth time: pipes, reeds, wheels, circuits, streets, and sums of sines.

Whatever the colour, a note is as loud at its end as at its start, and comes and goes at once.
"""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.signal

from training.sounds.instruments.fourth_tones import bodied, clean_pulse, clean_saw, turned
from training.sounds.instruments.newer_tones import (
    Array,
    added,
    bank,
    bent,
    between,
    damped,
    frames,
    held,
    low_passed,
    ranks,
    risen,
    scrape,
    turning,
)
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    filtered,
    noise,
    unit_peak,
    wander,
    wave,
)


def _steady(hz: Array, gains: Array, count: int, phases: Array | float = 0.0) -> Signal:
    """Sines that do not change."""
    return bank(hz, np.ones((len(frames(count)), 1)) * gains, count, phases=phases)


def single_pipe_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """One rank of pipes, open or stopped; a chiff that is noise in the pipe's own resonances."""
    stopped, power = rng.uniform() < 0.4, rng.uniform(1, 3)
    even, chiff = rng.uniform(0, 0.3), rng.uniform(0.05, 0.6)
    chiffs, wind = between(rng, 0.01, 0.06), rng.uniform(0, 0.06)
    speaks, slower = between(rng, 0.008, 0.06), rng.uniform(-0.3, 0.6)
    sharp, release, uneven = rng.uniform(15, 60), between(rng, 0.01, 0.1), rng.lognormal(0, 0.3, 16)
    count = held(seconds, release)
    rank = ranks(hz, 16)
    gains = rank**-power * uneven[: len(rank)]
    gains *= np.where(rank % 2 == 0, even if stopped else 1, 1)
    spoken = 1 - np.exp(-frames(count) / (speaks * rank**slower))
    tone = unit_peak(bank(hz * rank, gains * spoken, count))
    air = noise(rng, count, band(100, 6_000))
    blown: Signal = np.zeros(count)
    for mode in rank[:: 2 if stopped else 1][:4]:
        above, below = scipy.signal.iirpeak(min(mode * hz * 1.02, 2e4), sharp, fs=SAMPLE_RATE_HZ)
        blown = blown + scipy.signal.lfilter(above, below, air) / mode**0.5
    level = wind + chiff * np.exp(-clock(count) / np.float32(chiffs))
    tone = (tone + level * unit_peak(blown.astype(np.float32))).astype(np.float32)
    return tone * risen(count, 0.004) * damped(count, seconds, release)


def rotating_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """All drawbars or many, overdriven, from a horn and a drum that turn at unlike speeds."""
    steps = rng.integers(2, 9, 9) * (rng.uniform(size=9) < rng.uniform(0.5, 1))
    steps[2], phases = max(steps[2], 6), rng.uniform(0, 6.3, 9)
    drive, edge = between(rng, 0.2, 5), between(rng, 0.001, 0.008)
    fast = rng.uniform() < 0.65
    horn_hz, drum_hz = (rng.uniform(6, 7.5), rng.uniform(5, 6)) if fast else (0.8, 0.7)
    reach, swing, start = rng.uniform(0.05, 0.3), rng.uniform(0.1, 0.5), rng.uniform(0, 1, 2)
    click, percussion = rng.uniform(0, 0.2), rng.uniform(0, 0.6) * (rng.uniform() < 0.25)
    count = held(seconds, edge)
    # Gears: the pitch of each wheel is a little off.
    ratios = np.array([0.5, 1.4987, 1, 2, 2.9974, 4, 5.0397, 5.9948, 8])
    bars = np.where(steps > 0, 10 ** ((steps - 8) * 0.15), 0.0)
    tone = unit_peak(_steady(hz * ratios, bars, count, phases))
    time = clock(count)
    tone = tone + percussion * np.sin(2 * np.pi * 3 * hz * time) * np.exp(-time / 0.15)
    tone = (np.tanh(drive * tone) / np.tanh(drive)).astype(np.float32)
    low = low_passed(tone, 800)
    heard: Signal = np.zeros(count, np.float32)
    for part, rate, deep, at in (
        (low, drum_hz, 0.6, start[0]),
        (tone - low, horn_hz, 1.0, start[1]),
    ):
        turn = np.sin(2 * np.pi * (rate * time + np.float32(at)))
        speed = 1 + 2 * np.pi * rate * deep * reach / 340 * np.cos(
            2 * np.pi * (rate * time + np.float32(at))
        )
        heard += bent(part, speed.astype(np.float32)) * (1 + swing * deep * turn)
    heard = added(heard.astype(np.float32), scrape(rng, band(1e3, 7e3), lasts=0.003), level=click)
    return heard * risen(count, edge) * damped(count, seconds, edge)


def bellows_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Harmonium or accordion: a tongue lets air through for a part of each turn, in a case."""
    tongues, beat_hz = int(rng.integers(1, 4)), between(rng, 0.3, 7)
    closed, sharpness = rng.uniform(-0.4, 0.7), between(rng, 1, 8)
    octave = rng.choice([1.0, 1.0, 2.0, 0.5])
    modes, wet = rng.uniform(300, 3_500, 3), rng.uniform(0.3, 3)
    speaks, release = between(rng, 0.01, 0.08), between(rng, 0.01, 0.06)
    pumped, breath, key = rng.uniform(0, 0.25), rng.uniform(0, 0.04), rng.uniform(0, 0.1)
    starts, cut_hz = rng.uniform(0, 1, 3), between(rng, 2_000, 9_000)
    count = held(seconds, release)
    beat_hz *= min(1.0, hz / 330)
    tone: Signal = np.zeros(count)
    for tongue in range(tongues):
        pitch = hz * (octave if tongue == 2 else 1) + (-1) ** tongue * beat_hz / 2 * (tongues > 1)
        swing = np.sin(2 * np.pi * turned(pitch, count, start=starts[tongue]))
        flow = np.maximum(swing - closed, 0)
        tone = tone + np.tanh(sharpness * flow / (1 - closed))
    tone = filtered(tone.astype(np.float32), band(60, cut_hz))
    tone = bodied(tone, modes, sharp=4, wet=wet)
    tone = tone * (1 - pumped * wander(rng, count, rate_hz=1.5, low=0, high=1))
    tone = added(tone.astype(np.float32), noise(rng, count, band(500, 6_000)), level=breath)
    tone = tone * (1 - np.exp(-clock(count) / np.float32(speaks / 2)))
    tone = added(tone.astype(np.float32), scrape(rng, band(200, 2_500), lasts=0.008), level=key)
    return tone * damped(count, seconds, release)


def cinema_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nearly pure flutes, a nasal reed and strings under a tremulant that shakes all of them."""
    flutes = np.array([1, *rng.uniform(0, 0.7, 3)])
    second, reed, formant_hz = rng.uniform(0, 0.2), rng.uniform(0, 0.6), rng.uniform(500, 1_600)
    rate_hz, cents, swing = rng.uniform(5, 7.5), between(rng, 5, 40), rng.uniform(0.1, 0.5)
    width, start, release = rng.uniform(0.08, 0.3), rng.uniform(0, 1), between(rng, 0.02, 0.15)
    speaks = between(rng, 0.01, 0.05)
    count = held(seconds, release)
    shake = np.sin(2 * np.pi * (rate_hz * clock(count) + np.float32(start)))
    turns = turned((hz * 2 ** (cents / 1_200 * shake)).astype(np.float32), count)
    tone: Signal = np.zeros(count)
    for ratio, gain in zip((1, 2, 0.5, 4), flutes, strict=True):
        tone = tone + gain * np.sin(2 * np.pi * ratio * turns)
        tone = tone + gain * second * np.sin(4 * np.pi * ratio * turns)
    nasal = filtered(clean_pulse(turns, width).astype(np.float32), band(formant_hz, formant_hz))
    tone = tone + reed * unit_peak(nasal)
    tone = tone * (1 + swing * shake) * risen(count, speaks)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def divided_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A cheap electronic one: one clock divided into squares at octaves, each halved again."""
    clock_hz = rng.choice([1e6, 2e6, 5e5])
    mixed = np.array([1, *(rng.uniform(0, 1, 3) * (rng.uniform(size=3) < 0.6))])
    stair, cut_hz, order = rng.uniform() < 0.3, between(rng, 900, 9_000), int(rng.choice([1, 2]))
    low_hz, shakes = between(rng, 30, 250), rng.uniform(0, 0.3) * (rng.uniform() < 0.3)
    rate_hz, edge, click = rng.uniform(5, 7), between(rng, 0.0007, 0.02), rng.uniform(0, 0.1)
    starts = rng.uniform(0, 1, 4)
    count = held(seconds, edge)
    top = clock_hz / max(round(clock_hz / (hz * 8)), 1) / 8
    tone: Signal = np.zeros(count)
    for ratio, gain, start in zip((1, 2, 0.5, 4), mixed, starts, strict=True):
        turns = turned(float(top * ratio), count, start=start)
        tone = tone + gain * clean_pulse(turns, 0.5)
        if stair:
            tone = tone + gain * 0.5 * clean_pulse(2 * turns, 0.5)
    tone = low_passed(tone.astype(np.float32), max(cut_hz, 1.5 * hz), order=order)
    tone = filtered(tone * risen(count, edge) * damped(count, seconds, edge), band(low_hz, 2e4))
    tone = turning(tone, rate_hz=rate_hz, cents=0, swing=float(shakes))
    tone = added(tone, scrape(rng, band(800, 6_000), lasts=0.001), level=click)
    return tone * damped(count, seconds + 4 * edge, 0.02)


def positive_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A small church's: a stopped flute, a principal an octave up, fifth and mixture above."""
    lengths = np.array([1, 2, 3, 4, 5, 6, 8, 12, 16])
    pulled = rng.uniform(size=9) < (1, 0.7, 0.4, 0.5, 0.25, 0.4, 0.4, 0.3, 0.25)
    gains = rng.uniform(0.2, 0.8, 9) * pulled
    gains[0] = 1.0
    cents, phases = rng.normal(0, 1.5, 9), rng.uniform(0, 1, 9)
    hollow, power = rng.uniform(0.05, 0.4), rng.uniform(1, 2)
    spits, wind = rng.uniform(0, 0.4), rng.uniform(0, 0.02)
    speaks, release = between(rng, 0.005, 0.03), between(rng, 0.01, 0.2)
    count = held(seconds, release)
    tone: Signal = np.zeros(count)
    for length, gain, off, phase in zip(lengths, gains, cents, phases, strict=True):
        if gain:
            pitch = hz * length
            while pitch > 6_000:
                pitch /= 2
            colour = [(hollow if length == 1 and k % 2 == 0 else 1) / k**power for k in range(1, 9)]
            tone = tone + gain * wave(pitch * 2 ** (off / 1_200), count, colour, phase=phase)
    spit = noise(rng, count, band(2.5 * hz, 3.5 * hz)) * np.exp(-clock(count) / np.float32(0.015))
    tone = added(tone.astype(np.float32), spit, level=spits)
    tone = added(tone, noise(rng, count, band(800, 7_000)), level=wind)
    return tone * risen(count, speaks) * damped(count, seconds, release)


def tabs_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A home organ of transistors: saws through fixed filters, a tab for each, all with vibrato."""
    tabs = rng.uniform(0, 1, 3) * (rng.uniform(size=3) < 0.6)
    tabs[0] = max(tabs[0], 0.3)
    dull_hz, horn_hz = between(rng, 200, 900), between(rng, 500, 1_800)
    thin_hz = between(rng, 1_500, 5_000)
    rate_hz, cents = rng.uniform(5.5, 7.5), rng.uniform(0, 22)
    feet = np.array([1, *(rng.uniform(0.2, 1, 2) * (rng.uniform(size=2) < 0.5))])
    edge, sustained = between(rng, 0.002, 0.015), rng.uniform() < 0.15
    starts = rng.uniform(0, 1, 4)
    release = 0.25 if sustained else edge
    count = held(seconds, release)
    shake = np.sin(2 * np.pi * (rate_hz * clock(count) + np.float32(starts[3])))
    turns = turned((hz * 2 ** (cents / 1_200 * shake)).astype(np.float32), count)
    source: Signal = np.zeros(count)
    for ratio, gain, start in zip((1, 2, 4), feet, starts[:3], strict=True):
        source = source + gain * clean_saw(ratio * turns + start)
    source = (source - source.mean()).astype(np.float32)
    tone = tabs[0] * unit_peak(filtered(source, band(20, max(dull_hz, hz), steepness=2)))
    tone = tone + tabs[1] * unit_peak(filtered(source, band(horn_hz, horn_hz * 1.3)))
    tone = tone + tabs[2] * unit_peak(filtered(source, band(thin_hz, 9_000, steepness=1)))
    return (tone * risen(count, edge) * damped(count, seconds, release)).astype(np.float32)


def street_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Turned by hand: small bright pipes in pairs that beat, wind that gives way, wooden valves."""
    beat_hz, power = between(rng, 1.5, 9), rng.uniform(0.6, 1.6)
    piccolo, trumpet = rng.uniform(0, 0.8), rng.uniform(0, 0.5)
    sags, sag_hz, cents = rng.uniform(0, 0.2), rng.uniform(0.8, 3), rng.uniform(0, 15)
    clack, wheeze, speaks = (
        rng.uniform(0, 0.25),
        rng.uniform(0.005, 0.08),
        between(rng, 0.006, 0.03),
    )
    release, width, starts = between(rng, 0.008, 0.05), rng.uniform(0.1, 0.3), rng.uniform(0, 1, 4)
    count = held(seconds, release)
    tone: Signal = np.zeros(count)
    colour = [k**-power for k in range(1, 13)]
    for off, start in zip((-beat_hz / 2, beat_hz / 2), starts[:2], strict=True):
        tone = tone + wave(hz + off, count, colour, phase=start)
    tone = tone + piccolo * wave(2 * hz + beat_hz, count, colour[:4], phase=starts[2])
    tone = tone + trumpet * clean_pulse(turned(hz, count), width)
    whistle = noise(rng, count, band(1.8 * hz, 6 * hz))
    tone = added(tone.astype(np.float32), whistle, level=wheeze) * risen(count, speaks)
    tone = turning(tone, rate_hz=sag_hz, cents=cents, swing=sags, start=6.3 * float(starts[3]))
    tone = filtered(tone * damped(count, seconds, release), band(150, 7_000, steepness=1))
    tone = added(tone, scrape(rng, band(300, 2_500), lasts=0.006), level=clack)
    return tone * damped(count, seconds + 4 * release, 0.02)


def two_sine_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two or three pure sines, an octave, twelfth or more apart, and the contact's click."""
    kept = 2 + (rng.uniform() < 0.4)
    ratios = np.array([1.0, *rng.choice([0.5, 1.5, 2.0, 3.0, 4.0, 6.0], 2, replace=False)])[:kept]
    gains = np.array([1.0, *rng.uniform(0.2, 1, 2)])[:kept]
    edge, click = between(rng, 0.0015, 0.012), rng.uniform(0, 0.5)
    swing, cents, rate_hz = rng.uniform(0, 0.3), rng.uniform(0, 10), rng.uniform(4, 7.5)
    shaken, phases = rng.uniform() < 0.4, rng.uniform(0, 6.3, 3)[:kept]
    count = held(seconds, edge)
    tone = _steady(hz * ratios, gains, count, phases)
    if shaken:
        tone = turning(tone, rate_hz=rate_hz, cents=cents, swing=swing)
    tone = tone * risen(count, edge) * damped(count, seconds, edge)
    tone = added(tone, scrape(rng, band(1_500, 9_000), lasts=0.002), level=click)
    return tone * damped(count, seconds + 4 * edge, 0.02)


def plain_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Harmonics of any weight, held: on and off by straight lines, with tremolo or without."""
    kind, power, most = int(rng.integers(4)), rng.uniform(0.3, 2), int(rng.integers(3, 13))
    weights, kept = rng.uniform(0, 1, 16), rng.uniform(size=16) < 0.6
    below = rng.uniform(0.2, 1) * (rng.uniform() < 0.4)
    edge, phases = between(rng, 0.001, 0.06), rng.uniform(0, 6.3, 17) * (rng.uniform() < 0.5)
    swing, rate_hz = rng.uniform(0, 0.4) * (rng.uniform() < 0.35), rng.uniform(3, 8)
    drive = rng.uniform(0.5, 3) * (rng.uniform() < 0.2)
    count = held(seconds, edge)
    rank = ranks(hz, most)
    gains = (
        rank**-power,
        rank**-power * kept[: len(rank)],
        weights[: len(rank)],
        np.where(np.log2(rank) % 1 == 0, weights[: len(rank)], 0),
    )[kind]
    gains[0] = max(gains.max(), 0.3)
    every = np.concatenate([[0.5], rank])
    tone = unit_peak(
        _steady(hz * every, np.concatenate([[below], gains]), count, phases[: len(every)])
    )
    if drive:
        tone = np.tanh(drive * tone).astype(np.float32)
    tone = turning(tone, rate_hz=rate_hz, cents=0, swing=float(swing))
    end = np.clip((seconds + 3 * edge - clock(count)) / np.float32(3 * edge), 0, 1)
    tone = tone * np.minimum(clock(count) / np.float32(edge), 1) * end
    return (tone * damped(count, count / SAMPLE_RATE_HZ, 1.0)).astype(np.float32)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "organ": (
        single_pipe_organ,
        rotating_organ,
        bellows_organ,
        cinema_organ,
        divided_organ,
        positive_organ,
        tabs_organ,
        street_organ,
        two_sine_organ,
        plain_organ,
    )
}
