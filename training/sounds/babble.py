"""The murmur of people who talk: no words, only what makes speech sound like speech."""

import numpy as np

from training.sounds.events.makers import between, chance, lowpassed, pulses, resonated
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    echoed,
    glide,
    noise,
    samples,
    swell,
    unit_peak,
    unit_rms,
)

VOWELS_HZ = ((730, 1_150), (310, 2_250), (330, 800), (550, 1_850), (560, 900), (650, 1_700))
"""First and second resonance of open, front, back and middle vowels, for a man's throat."""
HISSES_HZ = ((3_800, 9_000), (1_900, 5_500), (1_000, 9_000))
"""Where the noise of s, sh and f lies."""
_POOL = 10  # syllables of one voice; said in any order, they do not sound repeated


def babble(rng: Rng, count: int, voices: int) -> Signal:
    """`voices` people who talk at once, in a room, of unit RMS; nobody says anything."""
    if voices < 1:
        msg = f"voices: {voices}, must be at least 1"
        raise ValueError(msg)
    total = np.zeros(count, dtype=np.float32)
    for _ in range(voices):
        near = between(rng, 0.3, 1) if voices > 1 else 1.0
        total += _talking(rng, count) * np.float32(near)
    if voices > 2:
        total = echoed(rng, total, seconds=rng.uniform(0.3, 0.8), wet=rng.uniform(0.2, 0.6))
    return unit_rms(total)


def _talking(rng: Rng, count: int) -> Signal:
    """One voice: syllables three to six a second in phrases, the pitch sinking in each."""
    pitch_hz, size = between(rng, 85, 260), rng.uniform(1.0, 1.25)
    if pitch_hz < 140:
        size = rng.uniform(0.92, 1.08)
    pace = rng.uniform(3, 6)
    # Three pools, at the start, in the middle and at the end of a phrase: ever lower.
    pools = [
        [_syllable(rng, pitch_hz * fall, size, pace) for _ in range(_POOL // 2)]
        for fall in (1.12, 1.0, 0.88)
    ]
    total = np.zeros(count, dtype=np.float32)
    at = int(rng.uniform(0, 0.3) * SAMPLE_RATE_HZ)
    while at < count:
        for k in range(number := int(rng.integers(3, 14))):
            pool = pools[3 * k // number]
            said = pool[int(rng.integers(len(pool)))]
            end = min(count, at + len(said))
            total[at:end] += said[: max(0, end - at)] * np.float32(between(rng, 0.5, 1))
            at += int(len(said) * rng.uniform(0.85, 1.0))
        at += samples(between(rng, 0.15, 0.9))
    return total


def _syllable(rng: Rng, pitch_hz: float, size: float, pace: float) -> Signal:
    """Often a hiss or a stop, then a vowel that moves towards another."""
    length = samples(rng.uniform(0.6, 1.3) / pace)
    pitch = glide((pitch_hz * rng.uniform(0.88, 1.15, 3)).tolist(), length)
    train = lowpassed(pulses(rng, pitch, jitter=0.008, shimmer=0.06), 700)
    source = unit_rms(train) + noise(rng, length) * np.float32(rng.uniform(0.01, 0.06))
    first, second = rng.integers(0, len(VOWELS_HZ), 2)
    going = glide([0, 0, 1, 1], length, [0, 0.25, 0.75, 1])
    vowel: Signal = _vowel(source, int(first), size) * (1 - going) + _vowel(
        source, int(second), size
    ) * (going)
    vowel = unit_peak(vowel * swell(length, attack=0.15, release=0.35))
    if chance(rng, 0.35):
        return vowel
    hiss = _hiss(rng)
    return np.concatenate([hiss, vowel]) if chance(rng, 0.7) else np.concatenate([vowel, hiss])


def _vowel(source: Signal, which: int, size: float) -> Signal:
    """The source through four resonances of a throat; `size` above 1 is a smaller throat."""
    first, second = VOWELS_HZ[which]
    centres = [first * size, second * size, 2_600 * size, 3_500 * size]
    return resonated(source, centres, [70, 100, 160, 220], [1, 0.6, 0.3, 0.15])


def _hiss(rng: Rng) -> Signal:
    """A consonant without voice: s, sh, f, or the short burst of t, k, p."""
    low_hz, high_hz = HISSES_HZ[int(rng.integers(len(HISSES_HZ)))]
    stop = chance(rng, 0.5)
    length = samples(rng.uniform(0.012, 0.03) if stop else rng.uniform(0.05, 0.13))
    sound: Signal = noise(rng, length, band(low_hz, high_hz)) * swell(
        length, attack=0.3, release=0.4
    )
    sound = unit_peak(sound) * np.float32(between(rng, 0.05, 0.4))
    closed = np.zeros(samples(rng.uniform(0.03, 0.06)) if stop else 1, dtype=np.float32)
    return np.concatenate([closed, sound]).astype(np.float32)
