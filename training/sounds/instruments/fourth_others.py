"""Violin, flute and bells a fourth time: bows, breath, strokes, resonators and sums."""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.signal

from training.sounds.instruments.fourth_tones import bodied, clean_saw, turned
from training.sounds.instruments.newer_tones import (
    Array,
    added,
    bank,
    between,
    damped,
    frames,
    held,
    knock,
    low_passed,
    ranks,
    risen,
    scrape,
)
from training.sounds.instruments.tones import adsr, shaken
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


def _bowed(count: int, seconds: float, attack: float, sustain: float, release: float) -> Signal:
    """A swell, a little less than it, and an end within `release`."""
    attack = min(attack, seconds / 2)
    grown = adsr(count, attack=attack, decay_seconds=0.2, sustain=sustain, release=0.01)
    return (grown * damped(count, seconds, release)).astype(np.float32)


def slipping_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw whose slips come a little early or late, in a body of resonators, with its rosin."""
    jitter, flutter_hz = rng.uniform(0, 0.004), rng.uniform(10, 40)
    shake_hz, depth, late = rng.uniform(4.5, 7), rng.uniform(0, 0.011), rng.uniform(0.05, 0.4)
    modes = np.array([rng.uniform(260, 300), rng.uniform(440, 560), *rng.uniform(700, 4_000, 6)])
    sharp, wet = rng.uniform(4, 14), rng.uniform(0.4, 2.5)
    cut_hz, rosin, press = between(rng, 2_500, 9_000), rng.uniform(0, 0.2), rng.uniform(1, 4)
    attack, release, sustain = (
        between(rng, 0.02, 0.25),
        between(rng, 0.03, 0.15),
        rng.uniform(0.6, 1),
    )
    count = held(seconds, release)
    pitch = shaken(hz, count, rate_hz=shake_hz, depth=depth, after=late)
    pitch = pitch * (1 + jitter * wander(rng, count, rate_hz=flutter_hz, low=-1, high=1))
    turns = turned(pitch.astype(np.float32), count)
    tone = np.tanh(press * clean_saw(turns)) - np.tanh(press) * clean_saw(turns) * 0.3
    tone = low_passed((tone - tone.mean()).astype(np.float32), cut_hz, order=2)
    tone = bodied(tone, modes, sharp=sharp, wet=wet)
    hiss = noise(rng, count, band(2_000, 9_000)) * (0.3 + (turns % 1) ** 4)
    tone = added(tone, hiss.astype(np.float32), level=rosin)
    return tone * _bowed(count, seconds, attack, sustain, release)


def section_violins(rng: Rng, hz: float, seconds: float) -> Signal:
    """Three to seven of them, none quite in tune or in step with another, in a hall."""
    players = int(rng.integers(3, 8))
    cents, rates_hz, starts = rng.normal(0, 9, 8), rng.uniform(4.5, 6.5, 8), rng.uniform(0, 6.3, 8)
    depths, power = rng.uniform(0.001, 0.009, 8), rng.uniform(0.7, 1.3)
    modes, wet = rng.uniform(300, 3_500, 5), rng.uniform(0.3, 2)
    cut_hz, rosin = between(rng, 2_000, 7_000), rng.uniform(0, 0.08)
    attack, release, sustain = (
        between(rng, 0.04, 0.35),
        between(rng, 0.06, 0.3),
        rng.uniform(0.7, 1),
    )
    count = held(seconds, release)
    time = clock(count)
    tone: Signal = np.zeros(count)
    colour = [k**-power for k in range(1, 41)]
    for player in range(players):
        shake = np.sin(2 * np.pi * rates_hz[player] * time + starts[player])
        pitch = hz * 2 ** (cents[player] / 1_200) * (1 + depths[player] * shake)
        tone = tone + wave(pitch.astype(np.float32), count, colour, phase=starts[player])
    tone = bodied(low_passed(tone.astype(np.float32), cut_hz), modes, sharp=5, wet=wet)
    tone = added(tone, noise(rng, count, band(1_500, 7_000)), level=rosin)
    return tone * _bowed(count, seconds, attack, sustain, release)


def scratched_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """Played hard and short without vibrato: a scratch, then a bright, rough, even tone."""
    power, uneven, phases = (
        rng.uniform(0.4, 1.1),
        rng.lognormal(0, 0.5, 40),
        rng.uniform(0, 6.3, 40),
    )
    scratch, scratches = rng.uniform(0.1, 0.7), between(rng, 0.02, 0.08)
    rough, slide = rng.uniform(0, 0.35), rng.uniform(0, 0.6) * (rng.uniform() < 0.4)
    nasal_hz, attack, release = rng.uniform(900, 2_500), between(rng, 0.008, 0.05), 0.04
    drone = rng.uniform(0.1, 0.4) * (rng.uniform() < 0.25)
    count = held(seconds, release)
    time = clock(count)
    rank = ranks(hz, 40)
    gains = rank**-power * uneven[: len(rank)] / (1 + (hz * rank / 6_000) ** 2)
    gains *= 0.4 + np.exp(-(np.log2(hz * rank / nasal_hz) ** 2))
    gains[0] = max(gains[0], 0.3 * gains.max())
    level = np.ones((len(frames(count)), 1))
    tone = unit_peak(bank(hz * rank, level * gains, count, phases=phases[: len(rank)]))
    pace = 1 - slide * 0.06 * np.exp(-time / np.float32(0.05))
    places = np.cumsum(pace)
    tone = np.interp(places, np.arange(count), tone).astype(np.float32)
    tone *= 1 - rough * wander(rng, count, rate_hz=60, low=0, high=1)
    tone = (tone + drone * clean_saw(turned(hz / 2, count))).astype(np.float32)
    bow = noise(rng, count, band(900, 7_000)) * (np.exp(-time / np.float32(scratches)) + 0.05)
    tone = added(tone, bow.astype(np.float32), level=scratch)
    return tone * _bowed(count, seconds, attack, 0.8, release)


def modulated_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """One sine shaken by others at its pitch, three and four times it, all with vibrato."""
    depths = rng.uniform(0.3, 1, 3) * np.array([7.5, 3.0, 1.5]) * rng.uniform(0.3, 1.1)
    shake_hz, depth, late = rng.uniform(4.5, 7), rng.uniform(0.002, 0.012), rng.uniform(0.1, 0.5)
    edge, edges, hiss = rng.uniform(0, 1.5), between(rng, 0.03, 0.2), rng.uniform(0, 0.05)
    attack, release, sustain = between(rng, 0.03, 0.2), between(rng, 0.03, 0.2), rng.uniform(0.6, 1)
    cut_hz = between(rng, 3_000, 10_000)
    count = held(seconds, release)
    turns = 2 * np.pi * turned(shaken(hz, count, rate_hz=shake_hz, depth=depth, after=late), count)
    brighter = 1 + edge * np.exp(-clock(count) / np.float32(edges))
    # The higher the note, the smaller the swings, or its sidebands would pass what is heard.
    swing: Signal = np.zeros(count)
    for ratio, deep in zip((1, 3, 4), depths / np.log(max(hz, 60.0)), strict=True):
        swing = swing + deep * 1.5 * brighter * np.sin(ratio * turns)
    tone = low_passed(np.sin(turns + swing).astype(np.float32), cut_hz)
    tone = filtered(tone * risen(count, 0.01) * damped(count, seconds, release), band(60, 14_000))
    tone = added(tone, noise(rng, count, band(2_000, 8_000)), level=hiss)
    return tone * _bowed(count, seconds, attack, sustain, release)


def plain_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine, one to four weak harmonics, a breath of noise and a vibrato: ten lines."""
    gains = np.array([1, *rng.uniform(0, 0.45, 4) * np.array([1, 0.6, 0.3, 0.15])])
    breath, wide = rng.uniform(0, 0.25), rng.uniform(1.2, 5)
    rate_hz, depth, swing = rng.uniform(4, 6.5), rng.uniform(0, 0.008), rng.uniform(0, 0.3)
    late, attack, release = (
        rng.uniform(0.02, 0.4),
        between(rng, 0.01, 0.12),
        between(rng, 0.015, 0.1),
    )
    sustain = rng.uniform(0.6, 1)
    count = held(seconds, release)
    time = clock(count)
    pitch = shaken(hz, count, rate_hz=rate_hz, depth=depth, after=late)
    tone = wave(pitch, count, list(gains))
    grown = np.minimum(time / np.float32(late), 1)
    tone = tone * (1 + swing * grown * np.sin(np.float32(2 * np.pi * rate_hz) * time))
    air = noise(rng, count, band(hz / wide, hz * wide))
    tone = added(unit_peak(tone.astype(np.float32)), air, level=breath)
    return tone * _bowed(count, seconds, attack, sustain, release)


def breathed_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """Noise that rings in a tube's own resonances, narrow ones, over a soft steady sine."""
    sharp, sine = between(rng, 60, 400), rng.uniform(0.3, 1)
    falling, air = rng.uniform(0.15, 0.6), rng.uniform(0.01, 0.2)
    attack, release = between(rng, 0.02, 0.15), between(rng, 0.03, 0.12)
    spit, rate_hz, swing = rng.uniform(0, 0.4), rng.uniform(4, 6), rng.uniform(0, 0.25)
    count = held(seconds, release)
    time = clock(count)
    # The resonators are warm before the note: they need time to ring.
    blow = noise(rng, count + 9_600)
    tone: Signal = np.zeros(count)
    for rank in (1, 2, 3, 4):
        if rank * hz < 12_000:
            above, below = scipy.signal.iirpeak(rank * hz, sharp, fs=SAMPLE_RATE_HZ)
            rung = scipy.signal.lfilter(above, below, blow)[9_600:]
            tone = tone + falling ** (rank - 1) * unit_peak(rung.astype(np.float32))
    turns = 2 * np.pi * turned(hz, count)
    tone = tone + 1.5 * sine * (np.sin(turns) + 0.5 * falling * np.sin(2 * turns))
    tone = tone * (1 + swing * np.sin(np.float32(2 * np.pi * rate_hz) * time))
    tone = added(tone.astype(np.float32), noise(rng, count, band(1_500, 8_000)), level=air)
    spat = noise(rng, count, band(1_000, 6_000)) * np.exp(-time / np.float32(0.015))
    tone = added(tone, spat.astype(np.float32), level=spit)
    return tone * _bowed(count, seconds, attack, 0.9, release)


def recorder_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """A windway and an edge: steady, no vibrato or little, a clear chirp at the start of each."""
    second, third, rest = rng.uniform(0, 0.3), rng.uniform(0.05, 0.4), rng.uniform(0, 0.1)
    chirp, chirps = rng.uniform(0, 0.6), between(rng, 0.008, 0.03)
    flat, within = rng.uniform(0, 0.03), between(rng, 0.01, 0.04)
    wind, attack, release = (
        rng.uniform(0, 0.06),
        between(rng, 0.006, 0.04),
        between(rng, 0.01, 0.05),
    )
    waver, depth = rng.uniform(0, 0.1), rng.uniform(0, 0.003)
    count = held(seconds, release)
    time = clock(count)
    pitch = hz * (1 - flat * np.exp(-time / np.float32(within)))
    pitch = pitch * (1 + depth * wander(rng, count, rate_hz=4, low=-1, high=1))
    tone = wave(pitch.astype(np.float32), count, [1, second, third, rest, rest])
    tone = tone * (1 - waver * wander(rng, count, rate_hz=6, low=0, high=1))
    start = noise(rng, count, band(2.6 * hz, 3.4 * hz, steepness=3))
    start *= np.exp(-time / np.float32(chirps))
    tone = added(tone.astype(np.float32), start.astype(np.float32), level=chirp)
    tone = added(tone, noise(rng, count, band(2 * hz, 6 * hz)), level=wind)
    return tone * _bowed(count, seconds, attack, 1.0, release)


def pan_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """Blown across a closed tube: odd harmonics, a gust first, a pitch scooped up, much air."""
    third, fifth, even = rng.uniform(0.05, 0.35), rng.uniform(0, 0.1), rng.uniform(0, 0.05)
    gust, gusts, air = rng.uniform(0.2, 1), between(rng, 0.015, 0.07), rng.uniform(0.03, 0.3)
    scoop, within = rng.uniform(0, 0.04), between(rng, 0.02, 0.08)
    rate_hz, swing, fades = rng.uniform(3.5, 6), rng.uniform(0, 0.35), between(rng, 0.5, 5)
    attack, release = between(rng, 0.015, 0.08), between(rng, 0.03, 0.15)
    wide = rng.uniform(1.05, 1.5)
    count = held(seconds, release)
    time = clock(count)
    pitch = hz * (1 - scoop * np.exp(-time / np.float32(within)))
    tone = wave(pitch.astype(np.float32), count, [1, even, third, even, fifth])
    tone = tone * (1 + swing * np.sin(np.float32(2 * np.pi * rate_hz) * time))
    tone = (tone * np.exp(-time / np.float32(fades))).astype(np.float32)
    near = noise(rng, count, band(hz / wide, hz * wide, steepness=2))
    tone = added(tone, near, level=air)
    blown = noise(rng, count, band(hz, 7_000, steepness=1))
    blown *= np.exp(-time / np.float32(gusts)) + 0.08
    tone = added(tone, blown.astype(np.float32), level=gust)
    return tone * _bowed(count, seconds, attack, 0.9, release)


def _ringing(seconds: float) -> int:
    """Samples for which a bell is let ring, whose last half of a second is for the damper."""
    return held(float(np.clip(2 * seconds, 0.7, 2.3)), 0.12)


def _damped_late(count: int) -> Signal:
    return damped(count, count / SAMPLE_RATE_HZ - 0.45, 0.12)


def _rung_out(
    rng: Rng, hz: float, seconds: float, *, ratios: Array, gains: Array, lasts: Array
) -> Signal:
    """Modes that fall by 1/e in `lasts` seconds each, from random phases."""
    count = _ringing(seconds)
    phases = rng.uniform(0, 6.3, len(ratios))
    tone = bank(hz * ratios, gains * np.exp(-frames(count) / lasts), count, phases=phases)
    return tone * risen(count, 0.0008) * _damped_late(count)


def tubular_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """A tube hung up and hit with leather: its fourth to ninth modes suggest a pitch below."""
    # Free bars: (2n + 1)^2, from which the ear takes the fourth to sixth as 2 : 3 : 4.
    modes = (2 * np.arange(1, 10) + 1.0) ** 2 / 81
    ratios = np.concatenate([[0.5], 1.0 * modes[[3, 4, 5, 6, 7]]])
    ratios *= 1 + np.array([0, 0, *rng.normal(0, 0.004, 4)])
    gains = np.array([rng.uniform(0, 0.5), 1, *(rng.uniform(0.2, 0.85, 4) * (1, 0.9, 0.6, 0.4))])
    lasts, faster, leather = between(rng, 0.6, 3), rng.uniform(0.3, 1), rng.uniform(0, 0.25)
    tone = _rung_out(rng, hz, seconds, ratios=ratios, gains=gains, lasts=lasts / ratios**faster)
    return added(tone, scrape(rng, band(400, 4_000), lasts=0.006), level=leather)


def comb_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """A steel tongue that a pin lets go, on a small board: clear, short, with a tick before."""
    ratios = np.array([1, 2.0, 6.27, 17.55]) * (1 + rng.normal(0, [0, 0.002, 0.02, 0.02]))
    gains = np.array([1, rng.uniform(0, 0.2), rng.uniform(0.05, 0.4), rng.uniform(0, 0.15)])
    lasts, faster = between(rng, 0.3, 1.6), rng.uniform(0.6, 1.2)
    tick, board, boards = rng.uniform(0.02, 0.3), rng.uniform(0, 0.2), rng.uniform(400, 2_500, 4)
    tone = _rung_out(rng, hz, seconds, ratios=ratios, gains=gains, lasts=lasts / ratios**faster)
    tone = added(tone, scrape(rng, band(3_000, 11_000), lasts=0.002), level=tick)
    return added(tone, knock(rng, boards, lasts=0.015), level=board)


def cast_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """A cast bell: hum, prime, tierce, quint, nominal and above, each a pair that beats."""
    ratios = np.array([0.5, 1, 1.2, 1.5, 2, 2.5, 2.67, 3, 4, 5.4])
    ratios *= 1 + np.where(ratios == 1, 0, rng.normal(0, 0.008, 10))
    gains = np.array([0.5, 1, 0.6, 0.3, 0.8, 0.3, 0.3, 0.4, 0.25, 0.15]) * rng.uniform(0.4, 1, 10)
    gains[1] = 1
    beats, lasts = rng.uniform(0.0003, 0.0025, 10), between(rng, 0.5, 2.5)
    lives, clapper = lasts / ratios ** rng.uniform(0.3, 0.9), rng.uniform(0, 0.35)
    tone = _rung_out(rng, hz, seconds, ratios=ratios, gains=gains, lasts=lives)
    tone = tone + _rung_out(
        rng, hz, seconds, ratios=ratios * (1 + beats), gains=0.5 * gains, lasts=lives
    )
    return added(tone, scrape(rng, band(1_200, 7_000), lasts=0.008), level=clapper)


def rung_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """One short blow of noise into narrow resonators that are tuned like metal or like glass."""
    metal = rng.uniform() < 0.5
    ratios = np.array([1, 2.76, 5.4, 8.93] if metal else [1, 2.32, 4.25, 6.63])
    ratios *= 1 + np.array([0, *rng.normal(0, 0.02, 3)])
    gains, lasts = np.array([1, *rng.uniform(0.1, 0.7, 3)]), between(rng, 0.3, 1.5)
    blow, hard_hz, faster = (
        between(rng, 0.0005, 0.006),
        between(rng, 2e3, 12e3),
        rng.uniform(0.3, 1),
    )
    count = _ringing(seconds)
    push: Signal = np.zeros(count)
    short = max(8, int(blow * SAMPLE_RATE_HZ))
    push[:short] = rng.standard_normal(short) * np.hanning(short)
    push = low_passed(push.astype(np.float32), hard_hz)
    tone: Signal = np.zeros(count)
    for ratio, gain in zip(ratios, gains, strict=True):
        if ratio * hz < 15_000:
            life = lasts / ratio**faster
            above, below = scipy.signal.iirpeak(
                ratio * hz, np.pi * ratio * hz * life, fs=SAMPLE_RATE_HZ
            )
            rung = scipy.signal.lfilter(above, below, push)
            tone = tone + gain * unit_peak(rung.astype(np.float32))
    return tone.astype(np.float32) * _damped_late(count)


def multiplied_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine, and its product with another that fits no harmonic: the bell of a ring modulator."""
    ratio, second = rng.uniform(1.3, 4.7), rng.uniform(1.3, 6)
    amount, other = rng.uniform(0.2, 0.9), rng.uniform(0, 0.4)
    lasts, clears, attack = between(rng, 0.3, 1.8), between(rng, 0.1, 0.6), between(rng, 4e-4, 5e-3)
    count = _ringing(seconds)
    time = clock(count)
    turns = 2 * np.pi * turned(hz, count)
    metal = amount * np.sin(ratio * turns) + other * np.sin(second * turns)
    tone = np.sin(turns) * (1 + metal * np.exp(-time / np.float32(clears)))
    tone = tone * np.exp(-time / np.float32(lasts)) * risen(count, attack)
    return (tone * _damped_late(count)).astype(np.float32)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "violin": (slipping_violin, section_violins, scratched_violin, modulated_violin),
    "flute": (plain_flute, breathed_flute, recorder_flute, pan_flute),
    "bells": (tubular_bell, comb_bell, cast_bell, rung_bell, multiplied_bell),
}
