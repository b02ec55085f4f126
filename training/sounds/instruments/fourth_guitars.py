"""Guitar a fourth time: loops under finger, pick and palm, from box or pickup; sums of sines."""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.signal

from training.sounds.instruments.fourth_tones import (
    bodied,
    chorused,
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
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, band, clock, filtered, unit_peak


def _picked_up(tone: Signal, hz: float, place: float) -> Signal:
    """As a pickup at `place` of the string hears it: without the partials that are still there."""
    late = max(1, round(place * SAMPLE_RATE_HZ / hz))
    heard = tone.copy()
    heard[late:] -= tone[:-late]
    return heard


def textbook_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A turn of noise in a loop that averages: ten lines, with or without a place to pluck."""
    place, soft_hz = rng.uniform(0.03, 0.5), between(rng, 1_500, 16_000)
    lasts, dullness = between(rng, 0.3, 4), rng.choice([0.5, 0.5, rng.uniform(0.05, 0.5)])
    noisy, release, weight = rng.uniform(0.6, 1), between(rng, 0.005, 0.3), rng.uniform(0, 5)
    weight *= rng.uniform() < 0.5
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=noisy, weight=weight)
    tone = looped(push, hz, count, lasts=lasts, dullness=float(dullness))
    return unit_peak(tone) * damped(count, seconds, release)


def classical_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nylon under flesh and nail, a box whose air and top ring, a finger on wound strings."""
    place, soft_hz = rng.uniform(0.1, 0.45), between(rng, 800, 5_000)
    lasts, dullness = between(rng, 0.25, 1.4), rng.uniform(0.25, 0.5)
    modes = np.array([rng.uniform(85, 125), rng.uniform(170, 260), *rng.uniform(300, 1_200, 3)])
    wet, thump, nail = rng.uniform(0.5, 4), rng.uniform(0, 0.25), rng.uniform(0, 0.2)
    release, cents = between(rng, 0.03, 0.2), rng.uniform(0, 2.5)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=0.1)
    life = lasts * (196 / hz) ** 0.4
    tone = looped(push, hz, count, lasts=life, dullness=dullness)
    tone = tone + 0.5 * looped(
        push, hz * 2 ** (cents / 1_200), count, lasts=2 * life, dullness=dullness
    )
    tone = bodied(tone.astype(np.float32), modes, sharp=8, wet=wet)
    tone = added(tone, knock(rng, modes, lasts=0.04), level=thump)
    tone = added(tone, scrape(rng, band(1_000, 6_000), lasts=0.003), level=nail)
    return tone * damped(count, seconds, release)


def folk_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Steel under a plectrum on a large box: stiff, bright for long, with the pick's scratch."""
    place, soft_hz = rng.uniform(0.06, 0.25), between(rng, 3_500, 14_000)
    lasts, dullness = between(rng, 0.5, 3), between(rng, 0.03, 0.3)
    stiffness, noisy = rng.uniform(0.05, 0.3), rng.uniform(0, 0.5)
    modes = np.array([rng.uniform(90, 120), rng.uniform(180, 230), *rng.uniform(350, 3_000, 5)])
    wet, pick, release = rng.uniform(0.2, 2), rng.uniform(0.03, 0.4), between(rng, 0.03, 0.3)
    low_hz, cents = between(rng, 40, 160), rng.uniform(0, 2)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=noisy)
    tone = looped(push, hz, count, lasts=lasts, dullness=dullness, stiffness=stiffness)
    tone = tone + 0.4 * looped(
        push, hz * 2 ** (cents / 1_200), count, lasts=1.7 * lasts, dullness=dullness
    )
    tone = bodied(tone.astype(np.float32), modes, sharp=7, wet=wet)
    tone = filtered(tone * damped(count, seconds, release), band(low_hz, 14_000))
    tone = added(tone, scrape(rng, band(2_500, 10_000), lasts=0.004), level=pick)
    return tone * damped(count, count / SAMPLE_RATE_HZ, 1.0)


def muted_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """The palm on the strings: short, woody, clean or through an amplifier."""
    place, soft_hz = rng.uniform(0.08, 0.3), between(rng, 1_000, 6_000)
    lasts, dullness = between(rng, 0.04, 0.2), rng.uniform(0.2, 0.5)
    drive, cut_hz = rng.choice([0.2, between(rng, 1, 12)]), between(rng, 2_000, 6_000)
    noisy, tick, release = rng.uniform(0, 0.7), rng.uniform(0.05, 0.4), between(rng, 0.01, 0.06)
    pickup = rng.uniform(0.1, 0.3)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=noisy)
    tone = looped(push, hz, count, lasts=lasts, dullness=dullness, stiffness=0.1)
    tone = unit_peak(_picked_up(tone, hz, pickup))
    tone = added(tone, scrape(rng, band(1_000, 6_000), lasts=0.004), level=tick)
    tone = low_passed((np.tanh(drive * tone)).astype(np.float32), max(cut_hz, hz), order=2)
    tone = filtered(unit_peak(tone) * damped(count, seconds, release), band(90, 12_000))
    return tone * damped(count, count / SAMPLE_RATE_HZ, 1.0)


def clean_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Steel over one pickup or two, a resonance of coil and cable, a chorus or none, no box."""
    place, pickups = rng.uniform(0.08, 0.35), rng.uniform(0.08, 0.3, 2)
    both, lasts, dullness = rng.uniform() < 0.4, between(rng, 0.5, 3.5), between(rng, 0.03, 0.4)
    coil_hz, peak = between(rng, 1_800, 5_500), rng.uniform(0.7, 3)
    soft_hz, drive = between(rng, 1_500, 10_000), rng.uniform(0.1, 1.8)
    rate_hz, late, wet = rng.uniform(0.3, 4), rng.uniform(3, 9), rng.uniform(0, 0.9)
    chorus, swing = rng.uniform() < 0.35, rng.uniform(0, 0.4) * (rng.uniform() < 0.2)
    stiffness, pick, release = rng.uniform(0, 0.25), rng.uniform(0, 0.3), between(rng, 0.02, 0.2)
    count = held(seconds, release)
    push = pluck(rng, hz, place=place, soft_hz=soft_hz, noisy=0.15)
    string = looped(push, hz, count, lasts=lasts, dullness=dullness, stiffness=stiffness)
    tone = _picked_up(string, hz, pickups[0])
    if both:
        tone = tone + _picked_up(string, hz, pickups[1])
    tone = swept(unit_peak(tone), np.full(count, max(coil_hz, hz)), peak)
    tone = added(tone, scrape(rng, band(1_500, 6_000), lasts=0.003), level=pick)
    tone = np.tanh(drive * unit_peak(tone)).astype(np.float32)
    if chorus:
        tone = chorused(tone, rate_hz=rate_hz, milliseconds=late, wet=wet)
    tone *= 1 + np.float32(swing) * np.sin(np.float32(2 * np.pi * 1.3 * rate_hz) * clock(count))
    return unit_peak(tone) * damped(count, seconds, release)


def power_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Clipped by valves or diodes until it sings, a fifth and an octave beside it or not."""
    chord = rng.uniform() < 0.35
    lasts, dullness, place = between(rng, 1, 5), between(rng, 0.05, 0.4), rng.uniform(0.06, 0.25)
    drive, lean, hard = between(rng, 5, 60), rng.uniform(0, 0.4), rng.uniform() < 0.4
    cut_hz, hump_hz, low_hz = between(rng, 2_500, 6_000), rng.uniform(90, 200), rng.uniform(60, 140)
    scoop, pickup = rng.uniform(0, 0.7), rng.uniform(0.1, 0.3)
    shake_hz, cents, release = rng.uniform(4, 6.5), rng.uniform(0, 15), between(rng, 0.01, 0.08)
    count = held(seconds, release)
    tone: Signal = np.zeros(count, np.float32)
    for ratio, gain in ((1, 1.0), (1.5, 0.7 * chord), (2, 0.5 * chord)):
        if gain:
            push = pluck(rng, hz * ratio, place=place, soft_hz=5_000, noisy=0.4)
            string = looped(push, hz * ratio, count, lasts=lasts, dullness=dullness)
            tone += gain * unit_peak(_picked_up(string, hz * ratio, pickup))
    time = clock(count)
    late = np.minimum(time / np.float32(0.5), 1) * np.sin(2 * np.pi * np.float32(shake_hz) * time)
    tone = bent(tone, (1 + cents / 1_731 * late).astype(np.float32))
    pushed = drive * tone + lean
    tone = (np.clip(pushed, -1, 1) if hard else np.tanh(pushed)).astype(np.float32)
    tone = low_passed(tone, max(cut_hz, hz), order=4) * damped(count, seconds, release)
    tone = filtered(tone, band(low_hz, 12_000))
    tone = bodied(tone, [hump_hz], sharp=1.5, wet=0.5)
    above, below = scipy.signal.iirpeak(750, 1.0, fs=SAMPLE_RATE_HZ)
    tone = (tone - scoop * scipy.signal.lfilter(above, below, tone)).astype(np.float32)
    return tone * damped(count, seconds, release)


def summed_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """Sines with those missing that have a node where it is plucked, dying by their rank."""
    place, power = rng.uniform(0.05, 0.5), rng.uniform(0.6, 2)
    most, stiffness = int(rng.integers(8, 40)), between(rng, 1e-6, 3e-4)
    rate, faster, loss = between(rng, 0.6, 5), rng.uniform(0.2, 1.2), between(rng, 0.05, 1)
    attack, release, pick = (
        between(rng, 0.0005, 0.004),
        between(rng, 0.01, 0.2),
        rng.uniform(0, 0.2),
    )
    phases = rng.uniform(0, 6.3, 40) * (rng.uniform() < 0.5)
    count = held(seconds, release)
    rank = ranks(hz, most)
    rates = rate * (hz / 196) ** 0.4 * rank**faster + loss * hz * rank / 1_000
    gains = np.abs(np.sin(np.pi * rank * place)) / rank**power * np.exp(-frames(count) * rates)
    tone = bank(hz * stretched(rank, stiffness), gains, count, phases=phases[: len(rank)])
    tone = added(tone * risen(count, attack), scrape(rng, band(1e3, 6e3), lasts=0.004), level=pick)
    return tone * damped(count, seconds, release)


def waved_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A triangle leaning to one side, or a narrow pulse, behind a low pass that sinks: a chip's."""
    lean, pulse, width = rng.uniform(0.03, 0.4), rng.uniform() < 0.4, rng.uniform(0.05, 0.2)
    open_hz, sinks, rest_hz = between(rng, 2_500, 10_000), between(rng, 0.05, 0.5), 500.0
    lasts, release, pick = between(rng, 0.2, 1.3), between(rng, 0.01, 0.15), rng.uniform(0, 0.25)
    box_hz, wet = rng.uniform(100, 250), rng.uniform(0, 1.5)
    count = held(seconds, release)
    turns, time = turned(hz, count), clock(count)
    # The difference of two slopes is the shape of a string that is pulled aside at one place.
    saws = clean_saw(turns) - clean_saw(turns - lean)
    tone = clean_pulse(turns, width) if pulse else np.cumsum(saws - saws.mean()) * hz / 48_000
    tone = low_passed(tone.astype(np.float32) - np.float32(tone.mean()), 12_000)
    cut = rest_hz + 2 * hz + open_hz * np.exp(-time / np.float32(sinks))
    tone = swept(unit_peak(tone), cut, 0.7) * np.exp(-time / np.float32(lasts))
    tone = bodied((tone * risen(count, 0.001)).astype(np.float32), [box_hz], sharp=5, wet=wet)
    tone = added(tone, scrape(rng, band(1_500, 7_000), lasts=0.003), level=pick)
    return tone * damped(count, seconds, release)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "guitar": (
        textbook_guitar,
        classical_guitar,
        folk_guitar,
        muted_guitar,
        clean_guitar,
        power_guitar,
        summed_guitar,
        waved_guitar,
    ),
}
