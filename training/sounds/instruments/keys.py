"""Piano, organ and bells: one note of each, in several ways."""

import numpy as np

from training.sounds.instruments.tones import (
    adsr,
    looped_string,
    modulated,
    partials,
    ringing,
    shaken,
    struck,
    with_click,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    filtered,
    noise,
    odd,
    ring,
    samples,
    sawtooth,
    swell,
    wave,
)


def three_string_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Three slightly mistuned strings and the hammer's thud."""
    length = float(np.clip(seconds * 1.3, 0.4, 2.5))
    count = samples(length)
    colour = [1.0, 0.55, 0.3, 0.18, 0.12, 0.07, 0.04, 0.02]
    strings = sum(
        wave(hz * detune, count, colour, phase=rng.uniform()) for detune in (1.0, 1.0012, 0.9991)
    )
    fall = 0.25 * (440 / hz) ** 0.4 + 0.25
    tone = np.asarray(strings) / 3 * decay(count, attack_seconds=0.004, decay_seconds=fall)
    hammer = burst(rng, 0.04, band(200, 1_800), decay_seconds=0.01) * np.float32(0.06)
    tone[: len(hammer)] += hammer
    return (tone * swell(count, attack=0, release=0.15)).astype(np.float32)


def stiff_string_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Partials stretched by stiffness, the higher the shorter: a grand or an upright."""
    stiffness, steep = 10 ** rng.uniform(-4, -3), rng.uniform(0.9, 1.7)
    lasts, shorter = rng.uniform(0.5, 1.4) * (330 / hz) ** 0.4, rng.uniform(0.1, 0.4)
    level = rng.uniform(0.02, 0.15)
    ranks = np.arange(1, int(rng.integers(9, 16)))
    count = samples(ringing(seconds, 0.5, 2.5))
    tone = partials(
        hz,
        count,
        ratios=ranks * np.sqrt(1 + stiffness * ranks**2),
        gains=1 / ranks**steep,
        lasts_seconds=lasts / (1 + shorter * (ranks - 1)),
    )
    tone = with_click(rng, tone, band(150, 2_000), level=level, lasts=0.01)
    return tone * swell(count, attack=0, release=0.12)


def electric_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A modulated sine, bright when struck, with a tine above it."""
    index, tine = rng.uniform(0.6, 2.2), rng.uniform(0.03, 0.2)
    lasts = rng.uniform(0.5, 1.2)
    count = samples(ringing(seconds, 0.4, 2.2))
    fall = np.float32(index) * np.exp(-clock(count) / np.float32(0.35 * lasts))
    tone = modulated(hz, count, ratio=1.0, index=fall)
    tone += (
        np.float32(tine)
        * modulated(hz * 7, count, ratio=2.0, index=0.3)
        * np.exp(-clock(count) / np.float32(0.07))
    )
    tone *= decay(count, attack_seconds=0.003, decay_seconds=lasts)
    return tone * swell(count, attack=0, release=0.1)


def simple_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A handful of harmonics under one exponential decay."""
    count = int(rng.integers(4, 10))
    colour = [k ** -rng.uniform(1.2, 1.8) for k in range(1, count + 1)]
    lasts = rng.uniform(0.3, 1.0)
    return struck(
        hz,
        ringing(seconds, 0.4, 2.2),
        colour,
        lasts_seconds=lasts,
        attack=rng.uniform(0.003, 0.012),
    )


def felt_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Soft hammers: dull, with two-stage decay and a beating pair of strings."""
    detune, power = rng.uniform(1.0005, 1.0025), rng.uniform(1.6, 2.6)
    count = samples(ringing(seconds, 0.5, 2.5))
    colour = sawtooth(8, power=power)
    tone: Signal = wave(hz, count, colour)
    tone = tone + wave(hz * detune, count, colour, phase=rng.uniform())
    quick = decay(count, attack_seconds=0.008, decay_seconds=0.15)
    slow = decay(count, attack_seconds=0.008, decay_seconds=1.0)
    tone = tone * (quick * np.float32(0.6) + slow * np.float32(0.4))
    tone = with_click(rng, tone, band(80, 600), level=0.1, lasts=0.015)
    return tone * swell(count, attack=0, release=0.15)


def looped_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: two detuned loops struck softly."""
    seed = int(rng.integers(2**32))
    count = samples(ringing(seconds, 0.5, 2.2))
    tones = [
        looped_string(
            np.random.default_rng(seed),
            hz * detune,
            count,
            lasts_seconds=1.2 * (330 / hz) ** 0.3,
            dullness=0.06,
            softness=max(2, int(6_000 / hz)),
        )
        for detune in (1.0, 1.0015)
    ]
    return (tones[0] + tones[1]) * swell(count, attack=0.005, release=0.15)


def trembling_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Pipes or drawbars: octaves and fifths that stay as long as the key is down."""
    count = samples(seconds)
    colour = [1.0, 0.8, 0.5, 0.6, 0.0, 0.3, 0.0, 0.35, 0.0, 0.1]
    tremble = 1 + 0.08 * np.sin(2 * np.pi * 6 * clock(count) + rng.uniform(0, 6))
    sub = wave(hz / 2, count, [0.6])
    edge = min(0.3, 0.02 / seconds)
    return (wave(hz, count, colour) + sub) * tremble * swell(count, attack=edge, release=edge)


def pipe_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Ranks of pipes an octave or a twelfth apart, slightly apart in pitch, with chiff."""
    ranks = [r for r in (0.5, 1.0, 2.0, 3.0, 4.0) if r == 1.0 or rng.uniform() < 0.6]
    gains, detunes = rng.uniform(0.3, 1, 5), 1 + rng.uniform(-0.001, 0.001, 5)
    power, attack, chiff = rng.uniform(1.2, 2.4), rng.uniform(0.02, 0.09), rng.uniform(0, 0.06)
    count = samples(seconds)
    tone = np.zeros(count, np.float32)
    for rank, gain, detune in zip(ranks, gains, detunes, strict=False):
        tone += wave(hz * rank * detune, count, sawtooth(8, power=power)) * np.float32(gain)
    breath = noise(rng, count, band(hz, hz * 6)) * np.float32(chiff)
    breath *= np.exp(-clock(count) / np.float32(0.05)) + np.float32(0.05)
    return (tone + breath) * adsr(
        count, attack=attack, decay_seconds=0.05, sustain=0.95, release=0.08
    )


def drawbar_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Sines of nine drawbars, a key click, and a loudspeaker that turns."""
    bars = rng.uniform(0, 1, 9) * (rng.uniform(size=9) < 0.65)
    bars[1:3] += 0.4
    turn_hz, level = rng.choice([0.8, 6.5]), rng.uniform(0, 0.2)
    count = samples(seconds)
    colour = np.zeros(16)
    colour[[0, 2, 1, 3, 5, 7, 9, 11, 15]] = bars[[0, 1, 2, 3, 4, 5, 6, 7, 8]]
    pitch = shaken(hz / 2, count, rate_hz=float(turn_hz), depth=0.002, after=0.01)
    tone = wave(pitch, count, [max(c, 1e-3) for c in colour])
    tone *= 1 + 0.15 * np.sin(np.float32(2 * np.pi * turn_hz) * clock(count))
    tone = with_click(rng, tone.astype(np.float32), band(1_000, 6_000), level=level, lasts=0.003)
    return tone * adsr(count, attack=0.004, decay_seconds=0.01, sustain=1.0, release=0.02)


def reed_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A harmonium or an accordion: bright reeds in beating pairs, blown by a bellows."""
    beat_hz, power = rng.uniform(0.5, 5), rng.uniform(0.7, 1.2)
    cut = rng.uniform(2_000, 6_000)
    count = samples(seconds)
    colour = sawtooth(24, power=power)
    tone = wave(hz, count, colour) + wave(hz + beat_hz, count, colour, phase=0.3)
    return filtered(tone, band(80, cut)) * adsr(
        count, attack=0.05, decay_seconds=0.05, sustain=0.9, release=0.06
    )


def simple_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A steady sum of a few sines at octaves and fifths, or of odd harmonics."""
    octaves = [1.0, rng.uniform(0.2, 0.9), rng.uniform(0, 0.6), rng.uniform(0.1, 0.6)]
    octaves += [0.0, rng.uniform(0, 0.3), 0.0, rng.uniform(0, 0.4)]
    colour = octaves if rng.uniform() < 0.7 else odd(9, power=rng.uniform(0.8, 1.6))
    attack = rng.uniform(0.005, 0.05)
    count = samples(seconds)
    return wave(hz, count, colour) * adsr(
        count, attack=attack, decay_seconds=0.02, sustain=1.0, release=attack
    )


def combo_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: squares at two octaves, with vibrato, as of a beat band."""
    count = samples(seconds)
    pitch = shaken(hz, count, rate_hz=rng.uniform(5.5, 7), depth=0.004, after=0.01)
    tone = wave(pitch, count, odd(18)) + wave(pitch * 2, count, odd(9)) * np.float32(0.5)
    return filtered(tone, band(100, 3_500)) * adsr(
        count, attack=0.008, decay_seconds=0.02, sustain=0.95, release=0.02
    )


def music_box(_rng: Rng, hz: float, seconds: float) -> Signal:
    """A struck tongue of metal with the partials of a free bar."""
    ratios = np.array([1.0, 2.756, 5.404])
    falls = np.array([0.7, 0.25, 0.1]) * (1_000 / hz) ** 0.3
    return ring((hz * ratios).tolist(), falls.tolist(), float(np.clip(seconds * 2, 0.6, 1.6)))


def glockenspiel(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bar struck with a hard mallet, or a celesta's with a soft one."""
    hard, lasts = rng.uniform(0.1, 0.9), rng.uniform(0.4, 1.2)
    level = rng.uniform(0, 0.1)
    count = samples(ringing(seconds, 0.7, 1.8, 2.0))
    second = rng.choice([2.756, 3.0, 4.0])
    tone = partials(
        hz,
        count,
        ratios=(1.0, second, 5.404, 8.93),
        gains=(1.0, 0.5 * hard, 0.35 * hard, 0.15 * hard),
        lasts_seconds=(lasts, lasts * 0.4, lasts * 0.15, lasts * 0.08),
    )
    tone = with_click(rng, tone, band(3_000, 8_000), level=level, lasts=0.003)
    return tone * swell(count, attack=0, release=0.2)


def modulated_bells(rng: Rng, hz: float, seconds: float) -> Signal:
    """A modulated sine with an odd ratio: tubular bells."""
    ratio = float(rng.choice([1.4, 1.414, 2.4, 3.5, 1.618])) * rng.uniform(0.99, 1.01)
    index, lasts = rng.uniform(1, 4), rng.uniform(0.5, 1.4)
    count = samples(ringing(seconds, 0.8, 2.0, 2.0))
    fall = np.exp(-clock(count) / np.float32(lasts))
    tone = modulated(hz, count, ratio=ratio, index=np.float32(index) * fall)
    return tone * fall * swell(count, attack=0.002, release=0.15)


def cast_bells(rng: Rng, hz: float, seconds: float) -> Signal:
    """Hum, prime, tierce, quint, nominal and above, as bells are cast."""
    jitter = 1 + rng.normal(0, 0.004, 7)
    lasts = rng.uniform(0.6, 1.4)
    ratios = np.array([0.5, 1.0, 1.2, 1.5, 2.0, 2.67, 3.0]) * jitter
    count = samples(ringing(seconds, 0.9, 2.2, 2.0))
    tone = partials(
        hz,
        count,
        ratios=ratios,
        gains=rng.uniform(0.2, 0.6, 7) + np.array([0, 0.6, 0, 0, 0.4, 0, 0]),
        lasts_seconds=lasts / ratios**0.7,
    )
    return tone * swell(count, attack=0, release=0.2)


def simple_bells(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two to five sines at odd ratios under an exponential decay, as anybody would write them."""
    choice = [(1, 2.76, 5.4, 8.9), (1, 2.0, 3.0, 4.2, 5.4), (1, 2.4, 4.5), (1, 2.7), (1, 3.01, 6.2)]
    ratios = np.array(choice[int(rng.integers(len(choice)))], float)
    lasts, steep = rng.uniform(0.3, 1.2), rng.uniform(0.5, 1.2)
    count = samples(ringing(seconds, 0.7, 2.0, 2.0))
    tone = partials(
        hz, count, ratios=ratios, gains=ratios**-steep, lasts_seconds=lasts / ratios**0.5
    )
    return tone * swell(count, attack=0, release=0.15)


def vibraphone(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: a tuned bar, its octaves apart, behind turning vanes."""
    count = samples(ringing(seconds, 0.8, 2.2, 2.0))
    tone = partials(
        hz, count, ratios=(1.0, 3.99, 9.8), gains=(1, 0.3, 0.1), lasts_seconds=(1.2, 0.25, 0.08)
    )
    vanes = 1 + 0.35 * np.sin(np.float32(2 * np.pi * rng.uniform(4, 7)) * clock(count))
    return (tone * vanes).astype(np.float32) * swell(count, attack=0, release=0.2)


PIANOS = (three_string_piano, stiff_string_piano, electric_piano, simple_piano, felt_piano)
ORGANS = (trembling_organ, pipe_organ, drawbar_organ, reed_organ, simple_organ)
BELLS = (music_box, glockenspiel, modulated_bells, cast_bells, simple_bells)
