"""Guitar, bass and violin: one note of each, in several ways."""

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
    formants,
    glide,
    noise,
    odd,
    samples,
    sawtooth,
    swell,
    unit_peak,
    wander,
    wave,
)


def _plucked(
    hz: float, *, bright: list[float], dark: list[float], seconds: float, fast: float
) -> Signal:
    """A string that starts bright and darkens: two tones that decay at different rates."""
    count = samples(seconds * 1.6)
    attack = 0.002
    quick = wave(hz, count, bright) * decay(count, attack_seconds=attack, decay_seconds=fast)
    slow = wave(hz, count, dark) * decay(count, attack_seconds=attack, decay_seconds=seconds)
    fade = swell(count, attack=0, release=0.2)
    return (quick + slow) * fade


def two_tone_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A plucked string; the place of plucking takes out every fourth or fifth harmonic."""
    node = int(rng.integers(4, 7))
    bright = [a * (0.1 if k % node == 0 else 1) for k, a in enumerate(sawtooth(24, power=0.8), 1)]
    length = float(np.clip(seconds * 1.2, 0.35, 1.6))
    tone = _plucked(hz, bright=bright, dark=sawtooth(8, power=1.6), seconds=length * 0.5, fast=0.07)
    pick = burst(rng, 0.01, band(1_500, 6_000), decay_seconds=0.002) * np.float32(0.08)
    tone[: len(pick)] += pick[: len(tone)]
    return tone


def looped_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nylon to steel, by how soft the pluck is and how fast the highs go."""
    dullness, softness = rng.uniform(0.08, 0.5), int(rng.integers(1, 7))
    lasts = rng.uniform(0.4, 1.6)
    count = samples(ringing(seconds, 0.5, 2.0))
    tone = looped_string(rng, hz, count, lasts_seconds=lasts, dullness=dullness, softness=softness)
    return tone * swell(count, attack=0, release=0.15)


def boxed_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A looped string through the resonances of a wooden box, with the pick's noise."""
    box = formants(
        rng.uniform((90, 180, 380), (125, 240, 560)).tolist(), (30, 50, 120), rng.uniform(0.3, 0.6)
    )
    level = rng.uniform(0.02, 0.15)
    string = looped_guitar(rng, hz, seconds)
    return with_click(rng, filtered(string, box), band(1_500, 7_000), level=level, lasts=0.003)


def additive_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Harmonics by the place of plucking, the higher the shorter."""
    where, steep = rng.uniform(0.1, 0.45), rng.uniform(0.7, 1.5)
    lasts = rng.uniform(0.3, 1.0) * (330 / hz) ** 0.4
    ranks = np.arange(1, int(rng.integers(8, 15)))
    gains = np.abs(np.sin(np.pi * ranks * where)) / ranks**steep
    count = samples(ringing(seconds, 0.4, 1.8))
    falls = lasts / (1 + rng.uniform(0.1, 0.5) * (ranks - 1))
    tone = partials(hz, count, ratios=ranks, gains=gains, lasts_seconds=falls)
    return tone * swell(count, attack=0, release=0.15)


def simple_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw or a few harmonics under one exponential decay."""
    colour = sawtooth(int(rng.integers(5, 20)), power=rng.uniform(0.9, 1.5))
    lasts = rng.uniform(0.15, 0.5)
    return struck(
        hz,
        ringing(seconds, 0.4, 1.5),
        colour,
        lasts_seconds=lasts,
        attack=rng.uniform(0.001, 0.006),
    )


def electric_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A looped string that is overdriven a little."""
    drive = rng.uniform(1, 5)
    string = unit_peak(looped_guitar(rng, hz, seconds))
    return filtered(np.tanh(string * np.float32(drive)), band(60, 4_500))


def twelve_string_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: pairs of detuned strings, an octave apart, of decaying harmonics in a body."""
    detune, where = rng.uniform(1.001, 1.004), rng.uniform(0.1, 0.3)
    ranks = np.arange(1, 12)
    gains = np.sin(np.pi * ranks * where) / ranks
    count = samples(ringing(seconds, 0.5, 1.8))
    falls = 0.6 / ranks**0.5
    pair = [
        partials(hz * r, count, ratios=ranks, gains=gains * g, lasts_seconds=falls)
        for r, g in ((1.0, 1.0), (2 * detune, 0.4))
    ]
    tone = filtered(pair[0] + pair[1], formants((110, 220, 600), (40, 60, 200), 0.5))
    return tone * swell(count, attack=0, release=0.15)


def two_tone_bass(_rng: Rng, hz: float, seconds: float) -> Signal:
    """A thick plucked string, low down."""
    length = float(np.clip(seconds * 1.1, 0.3, 1.5))
    bright, dark = sawtooth(12, power=1.0), [1.0, 0.5, 0.2, 0.08]
    return _plucked(hz, bright=bright, dark=dark, seconds=length * 0.5, fast=0.05)


def looped_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A long loop, plucked with the finger."""
    dullness, softness = rng.uniform(0.2, 0.5), int(rng.integers(6, 40))
    lasts = rng.uniform(0.4, 1.4)
    count = samples(ringing(seconds, 0.4, 1.8))
    tone = looped_string(rng, hz, count, lasts_seconds=lasts, dullness=dullness, softness=softness)
    return tone * swell(count, attack=0, release=0.15)


def upright_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Round and short, with the finger on the string."""
    colour = [1.0, rng.uniform(0.2, 0.7), rng.uniform(0.1, 0.3), 0.08, 0.04]
    lasts, level = rng.uniform(0.2, 0.5), rng.uniform(0.05, 0.2)
    tone = struck(hz, ringing(seconds, 0.4, 1.4), colour, lasts_seconds=lasts, attack=0.008)
    return with_click(rng, tone, band(300, 1_500), level=level, lasts=0.008)


def slap_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A string that hits the frets: bright for a moment."""
    power, level = rng.uniform(0.5, 0.9), rng.uniform(0.1, 0.4)
    bright, dark = sawtooth(30, power=power), sawtooth(8, power=1.4)
    length = ringing(seconds, 0.3, 1.0, 1.0)
    tone = _plucked(hz, bright=bright, dark=dark, seconds=length * 0.5, fast=0.03)
    return with_click(rng, tone, band(1_500, 7_000), level=level, lasts=0.004)


def synth_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw or a square behind a filter that closes."""
    colour = [sawtooth(30), odd(30)][int(rng.integers(2))]
    cut, lasts = rng.uniform(200, 900), rng.uniform(0.08, 0.4)
    count = samples(seconds * 1.05)
    tone = wave(hz, count, colour)
    opening = np.exp(-clock(count) / np.float32(lasts))
    moved = (
        filtered(tone, band(15, cut)) * (1 - opening) + filtered(tone, band(15, 4 * cut)) * opening
    )
    return moved * adsr(count, attack=0.006, decay_seconds=0.2, sustain=0.7, release=0.06)


def simple_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A low sine or triangle with a few harmonics, held or dying away."""
    colour = [1.0, rng.uniform(0, 0.6), rng.uniform(0, 0.4), rng.uniform(0, 0.2)]
    sustain = rng.uniform(0.05, 0.8)
    count = samples(seconds * 1.05)
    return wave(hz, count, colour) * adsr(
        count, attack=rng.uniform(0.003, 0.03), decay_seconds=0.3, sustain=sustain, release=0.08
    )


def modulated_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: a modulated sine whose brightness falls."""
    index = rng.uniform(1.5, 3.5)
    count = samples(ringing(seconds, 0.3, 1.4))
    fall = np.exp(-clock(count) / np.float32(0.15)) * np.float32(index) + np.float32(0.3)
    tone = modulated(hz, count, ratio=1.0, index=fall)
    return (
        tone
        * decay(count, attack_seconds=0.004, decay_seconds=0.4)
        * swell(count, attack=0, release=0.15)
    )


def solo_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bowed string: a rich tone that swells, with vibrato, in a wooden body."""
    count = samples(seconds * 1.1)
    depth = 0.007 * np.minimum(clock(count) / 0.25, 1)
    shake = np.sin(2 * np.pi * rng.uniform(5.2, 6.4) * clock(count) + rng.uniform(0, 6))
    pitch = (hz * (1 + depth * shake)).astype(np.float32)
    body = formants((480, 1_000, 2_600), (150, 300, 700), 0.25)
    tone = unit_peak(filtered(wave(pitch, count, sawtooth(30, power=0.9)), body))
    bow = noise(rng, count, band(2_000, 6_000)) * np.float32(0.01)
    return (tone + bow) * swell(count, attack=min(0.4, 0.11 / seconds), release=0.2)


def violin_section(rng: Rng, hz: float, seconds: float) -> Signal:
    """Four to six players, each with a pitch and a vibrato of their own."""
    players = int(rng.integers(4, 7))
    spread, power = rng.uniform(0.003, 0.009), rng.uniform(0.8, 1.2)
    pitches = 1 + rng.uniform(-spread, spread, players)
    rates, phases = rng.uniform(4.5, 6.5, players), rng.uniform(0, 1, players)
    cut, attack = rng.uniform(2_500, 7_000), rng.uniform(0.08, 0.3)
    count = samples(seconds * 1.15)
    tones = [
        wave(
            shaken(hz * p, count, rate_hz=r, depth=0.006), count, sawtooth(28, power=power), phase=f
        )
        for p, r, f in zip(pitches, rates, phases, strict=True)
    ]
    tone = filtered(np.sum(tones, axis=0).astype(np.float32), band(100, cut))
    return tone * swell(count, attack=min(0.45, attack / seconds), release=0.2)


def simple_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw with vibrato and a slow attack, as anybody would put it together."""
    rate, depth = rng.uniform(4.5, 7), rng.uniform(0.003, 0.014)
    colour = sawtooth(int(rng.integers(6, 30)), power=rng.uniform(0.9, 1.4))
    attack, after = rng.uniform(0.05, 0.2), rng.uniform(0.02, 0.3)
    count = samples(seconds * 1.05)
    tone = wave(shaken(hz, count, rate_hz=rate, depth=depth, after=after), count, colour)
    return tone * adsr(count, attack=attack, decay_seconds=0.1, sustain=0.85, release=0.12)


def fiddle(rng: Rng, hz: float, seconds: float) -> Signal:
    """A quick, scratchy bow, hardly any vibrato."""
    scratch, depth = rng.uniform(0.02, 0.1), rng.uniform(0, 0.004)
    peaks = rng.uniform((350, 800, 2_200), (600, 1_300, 3_400)).tolist()
    count = samples(seconds * 1.02)
    pitch = shaken(hz, count, rate_hz=5.5, depth=depth)
    tone = unit_peak(
        filtered(
            wave(pitch, count, sawtooth(36, power=0.75)), formants(peaks, (120, 250, 800), 0.3)
        )
    )
    bow = noise(rng, count, band(1_500, 8_000)) * np.float32(scratch)
    bow *= np.exp(-clock(count) / np.float32(0.06)) + np.float32(0.15)
    return (tone + bow) * adsr(count, attack=0.03, decay_seconds=0.15, sustain=0.75, release=0.06)


def additive_violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: harmonics that each waver in loudness, over one shaken pitch."""
    count = samples(seconds * 1.1)
    pitch = shaken(hz, count, rate_hz=rng.uniform(5, 6.5), depth=0.008, after=0.3)
    turn = 2 * np.pi * np.cumsum(pitch, dtype=np.float64) / 48_000
    tone = np.zeros(count, np.float32)
    for rank in range(1, min(14, int(14_000 / hz))):
        loud = wander(rng, count, rate_hz=6, low=0.5, high=1.0) / np.float32(rank)
        tone += loud * np.sin(rank * turn).astype(np.float32)
    return tone * glide([0, 1, 0.8, 1, 0], count, [0, 0.15, 0.4, 0.8, 1])


GUITARS = (
    two_tone_guitar,
    looped_guitar,
    boxed_guitar,
    additive_guitar,
    simple_guitar,
    electric_guitar,
)
BASSES = (two_tone_bass, looped_bass, upright_bass, slap_bass, synth_bass, simple_bass)
VIOLINS = (solo_violin, violin_section, simple_violin, fiddle)
