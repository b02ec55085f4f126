"""Piano a fourth time: hammers on loops and on modes, rods, circuits, recordings, sums of sines."""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.signal

from training.sounds.instruments.fourth_tones import (
    bodied,
    chorused,
    clean_pulse,
    hammer,
    looped,
    turned,
)
from training.sounds.instruments.newer_tones import (
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
    stretched,
)
from training.sounds.instruments.tones import modulated
from training.sounds.signals import Rng, Signal, band, clock, unit_peak


def hammered_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A felt hammer that strikes one to three looped strings; one of them rings on for longer."""
    cents = rng.normal(0, between(rng, 0.2, 3), int(rng.integers(1, 4)))
    place, contact = rng.uniform(0.08, 0.2), between(rng, 0.0004, 0.004)
    lasts, slower = between(rng, 0.3, 1.2), rng.uniform(1.5, 4)
    dullness, stiffness = between(rng, 0.02, 0.4), rng.uniform(0, 0.5)
    modes, wet = rng.uniform(70, 600, 4), rng.uniform(0, 2)
    thud, release = rng.uniform(0, 0.2), between(rng, 0.02, 0.25)
    count = held(seconds, release)
    push = hammer(hz, place=place, contact_seconds=contact)
    tone: Signal = np.zeros(count, np.float32)
    life = lasts * (261 / hz) ** 0.4
    for string, off in enumerate(cents):
        tone += looped(
            push,
            hz * 2 ** (off / 1_200),
            count,
            lasts=life * (slower if string == 0 else 1),
            dullness=dullness,
            stiffness=stiffness,
        )
    tone = bodied(tone, modes, sharp=6, wet=wet)
    tone = added(tone, knock(rng, modes, lasts=0.03), level=thud)
    return tone * damped(count, seconds, release)


def struck_modes_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Each partial is a resonator that the hammer's push sets off, twice as the string splits."""
    place, contact = rng.uniform(0.06, 0.2), between(rng, 0.0005, 0.006)
    stiffness, lasts, loss = between(rng, 5e-5, 1e-3), between(rng, 0.4, 2.2), between(rng, 0.2, 3)
    cents, after, slower = between(rng, 0.3, 4), rng.uniform(0.1, 0.5), rng.uniform(2, 6)
    thump, release = rng.uniform(0, 0.25), between(rng, 0.02, 0.3)
    count = held(seconds, release)
    times, rank = frames(count), ranks(hz, 36)
    ratios = stretched(rank, stiffness)
    rates = 1 / (lasts * (261 / hz) ** 0.4) + loss * (hz * rank / 1_000) ** 1.3
    gains = np.abs(np.sin(np.pi * rank * place)) / rank**0.5
    tone = bank(hz * ratios, gains * np.exp(-times * rates), count)
    tone += bank(
        hz * 2 ** (cents / 1_200) * ratios, after * gains * np.exp(-times * rates / slower), count
    )
    felt = np.hanning(max(4, round(contact * 48_000 * min(1.0, (261 / hz) ** 0.7))))
    tone = scipy.signal.oaconvolve(tone, felt)[:count].astype(np.float32)
    tone = added(unit_peak(tone), scrape(rng, band(60, 700), lasts=0.02), level=thump)
    return tone * damped(count, seconds, release)


def plain_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Harmonics of 1/n that die at a rate that grows with n; nothing else, or a short attack."""
    most, power = int(rng.integers(3, 20)), rng.uniform(0.7, 2.2)
    rate, faster = between(rng, 0.7, 6), rng.choice([0.5, 0.5, 1.0])
    stretch = between(rng, 1e-5, 8e-4) * (rng.uniform() < 0.5)
    by_pitch, attack = rng.uniform(0, 0.6), between(rng, 0.0005, 0.01)
    release = between(rng, 0.008, 0.4)
    count = held(seconds, release)
    rank = ranks(hz, most)
    fall = np.exp(-frames(count) * rate * (hz / 261) ** by_pitch * rank**faster)
    tone = bank(hz * stretched(rank, stretch), fall * rank**-power, count)
    return tone * risen(count, attack) * damped(count, seconds, release)


def tack_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saloon's: tacks in the hammers, strings of a choir far apart, a thin box."""
    cents = between(rng, 8, 24) * np.array([-0.5, 0.5, rng.uniform(-0.3, 0.3)])
    power, lasts, loss = rng.uniform(0.2, 1.0), between(rng, 0.25, 1.2), between(rng, 0.2, 1.5)
    tack, box_hz = rng.uniform(0.05, 0.4), rng.uniform(250, 900)
    wet, release, place = rng.uniform(0.5, 3), between(rng, 0.02, 0.2), rng.uniform(0.07, 0.15)
    count = held(seconds, release)
    rank = ranks(hz, 40)
    rates = 1 / (lasts * (261 / hz) ** 0.3) + loss * hz * rank / 1_000
    gains = np.abs(np.sin(np.pi * rank * place)) * rank**-power * np.exp(-frames(count) * rates)
    tone: Signal = np.zeros(count, np.float32)
    for off in cents:
        tone += bank(hz * 2 ** (off / 1_200) * stretched(rank, 4e-4), gains, count)
    tone = bodied(tone * risen(count, 0.0008), [box_hz, 2.3 * box_hz], sharp=3, wet=wet)
    tone = added(tone, scrape(rng, band(2_000, 9_000), lasts=0.004), level=tack)
    return tone * damped(count, seconds, release)


def muffled_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """The practice pedal: cloth between hammer and looped string, a soft thud, all highs gone."""
    contact, place = between(rng, 0.003, 0.01), rng.uniform(0.1, 0.3)
    lasts, dullness, cut_hz = between(rng, 0.25, 1.3), rng.uniform(0.3, 0.5), between(rng, 400, 2e3)
    thud, cloth, release = rng.uniform(0.05, 0.4), rng.uniform(0, 0.15), between(rng, 0.04, 0.3)
    apart, rise = rng.uniform(0.2, 2.5), rng.uniform(0.002, 0.012)
    count = held(seconds, release)
    push = hammer(hz, place=place, contact_seconds=contact)
    life = lasts * (261 / hz) ** 0.3
    tone = looped(push, hz, count, lasts=life, dullness=dullness)
    tone = tone + 0.6 * looped(
        push, hz * 2 ** (apart / 1_200), count, lasts=2.5 * life, dullness=dullness
    )
    tone = low_passed(tone * risen(count, rise), max(cut_hz, hz), order=2)
    tone = added(tone, scrape(rng, band(50, 300), lasts=0.03), level=thud)
    tone = added(tone, scrape(rng, band(500, 3_000), lasts=0.03), level=cloth)
    return tone * damped(count, seconds, release)


def electric_grand(rng: Rng, hz: float, seconds: float) -> Signal:
    """Stiff strings without a board, heard by their bridge, drier and thinner, with a chorus."""
    power, stiffness = rng.uniform(0.4, 1.2), between(rng, 3e-4, 1.2e-3)
    lasts, faster, drive = between(rng, 0.5, 2), rng.uniform(0.3, 0.8), rng.uniform(0.1, 2)
    low_hz, release = between(rng, 60, 250), between(rng, 0.02, 0.15)
    rate_hz, late, wet = rng.uniform(0.4, 5), rng.uniform(3, 9), rng.uniform(0, 0.8)
    clang, ratio = rng.uniform(0, 0.3), rng.uniform(3, 9)
    count = held(seconds, release)
    rank = ranks(hz, 30)
    life = lasts * (261 / hz) ** 0.4 / rank**faster
    # A bridge hears the force of a string and so little of its lowest partial.
    gains = rank**-power * (hz * rank) / (hz * rank + low_hz) * np.exp(-frames(count) / life)
    tone = unit_peak(bank(hz * stretched(rank, stiffness), gains, count))
    if ratio * hz < 9_000:
        tone = tone + np.float32(clang) * modulated(
            hz, count, ratio=float(round(ratio)), index=1.0
        ) * np.exp(-clock(count) / np.float32(0.05))
    tone = (np.tanh(drive * tone) * risen(count, 0.001)).astype(np.float32)
    return chorused(tone, rate_hz=rate_hz, milliseconds=late, wet=wet) * damped(
        count, seconds, release
    )


def toy_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Steel rods that a hammer of plastic hits in a wooden box: clatter, few partials, short."""
    ratios = np.array([1, 2, 3, 6.27, 11.8]) * (1 + rng.normal(0, [0, 0.003, 0.004, 0.03, 0.05]))
    gains = np.array([1, *rng.uniform(0.02, 0.35, 4)])
    lasts, faster = between(rng, 0.15, 0.9), rng.uniform(0.4, 1.0)
    box, clatter, key = rng.uniform(250, 1_500, 5), rng.uniform(0.1, 0.6), rng.uniform(0, 0.3)
    cents, release = rng.normal(0, 6), between(rng, 0.03, 0.3)
    count = held(seconds, release)
    fall = np.exp(-frames(count) * ratios**faster / (lasts * (523 / hz) ** 0.3))
    tone: Signal = bank(hz * 2 ** (cents / 1_200) * ratios, gains * fall, count) * risen(
        count, 0.001
    )
    tone = added(tone, knock(rng, box, lasts=0.012), level=clatter)
    tone = added(tone, scrape(rng, band(1_500, 8_000), lasts=0.003), level=key)
    return tone * damped(count, seconds, release)


def coarse_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A recording of one struck string in few bits and at a low rate, played at other speeds."""
    rate_hz, bits = between(rng, 7_000, 24_000), int(rng.integers(6, 13))
    recorded_hz, cut = rng.choice([131.0, 196.0, 262.0, 392.0]), rng.uniform(0.25, 0.5)
    power, lasts = rng.uniform(0.6, 1.6), between(rng, 0.3, 1.5)
    cents, quick = rng.normal(0, 3, 3), rng.uniform(0.2, 0.7)
    thump, release = rng.uniform(0.05, 0.4), between(rng, 0.01, 0.2)
    count = held(seconds, release)
    # As long as it takes to play the note, at the speed that its pitch asks for.
    speed = hz / recorded_hz
    long = min(count, int(count * speed) + 2)
    rank = ranks(recorded_hz, 24)
    times = frames(long)
    fall = quick * np.exp(-times * 6 / lasts) + (1 - quick) * np.exp(-times / lasts * rank**0.4)
    tone: Signal = np.zeros(long, np.float32)
    for off in cents:
        tone += bank(
            recorded_hz * 2 ** (off / 1_200) * stretched(rank, 2e-4), fall / rank**power, long
        )
    tone = added(tone * risen(long, 0.002), scrape(rng, band(80, 900), lasts=0.015), level=thump)
    tone = low_passed(tone, cut * rate_hz, order=4)
    kept = unit_peak(np.interp(np.arange(0, long, 48_000 / rate_hz), np.arange(long), tone))
    kept = np.round(kept * 2 ** (bits - 1)) / 2 ** (bits - 1)
    places = np.arange(count) * (rate_hz / 48_000 * speed)
    played = np.interp(places, np.arange(len(kept)), kept, right=0.0).astype(np.float32)
    return played * damped(count, min(seconds, len(kept) / rate_hz / speed), release)


def paired_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """One sine that another shakes less and less, perhaps beside a pair a little off."""
    ratio, index = rng.choice([1.0, 1.0, 2.0, 3.0]), between(rng, 0.5, 5)
    clears, lasts = between(rng, 0.08, 0.8), between(rng, 0.3, 1.6)
    apart, second, left = rng.uniform(0, 0.004), rng.uniform(0, 1), rng.uniform(0, 0.3)
    attack, release = between(rng, 0.0005, 0.008), between(rng, 0.01, 0.2)
    count = held(seconds, release)
    time = clock(count)
    most = min(index, 9_000 / (hz * ratio))
    depth = np.float32(most) * (left + (1 - left) * np.exp(-time / np.float32(clears)))
    tone = modulated(hz, count, ratio=float(ratio), index=depth)
    tone += np.float32(second) * modulated(
        hz * (1 + apart), count, ratio=float(ratio), index=0.6 * depth
    )
    tone *= np.exp(-time / np.float32(lasts * (261 / hz) ** 0.3)) * risen(count, attack)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def simplest_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine, triangle, square or pulse under one curve that falls: the shortest program."""
    shape, width = int(rng.integers(4)), rng.uniform(0.1, 0.4)
    lasts, bends = between(rng, 0.2, 1.5), rng.uniform(0.8, 2)
    cut_hz, second = between(rng, 600, 6_000), rng.uniform(0, 0.5)
    attack, release = between(rng, 0.001, 0.01), between(rng, 0.005, 0.15)
    count = held(seconds, release)
    turns, time = turned(hz, count), clock(count)
    tone = (
        np.sin(2 * np.pi * turns) + second * np.sin(4 * np.pi * turns),
        2 * np.abs(2 * ((turns + 0.25) % 1) - 1) - 1,
        clean_pulse(turns, 0.5),
        clean_pulse(turns, width),
    )[shape]
    tone = low_passed(tone.astype(np.float32), max(cut_hz, 1.5 * hz))
    tone *= np.exp(-((time / lasts) ** (1 / bends))) * risen(count, attack)
    return (tone * damped(count, seconds, release)).astype(np.float32)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "piano": (
        hammered_piano,
        struck_modes_piano,
        plain_piano,
        tack_piano,
        muffled_piano,
        electric_grand,
        toy_piano,
        coarse_piano,
        paired_piano,
        simplest_piano,
    )
}
