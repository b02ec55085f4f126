"""Piano, organ and bells once more: stiff strings on a board, stops, pipes, plain recipes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from training.sounds.instruments.newer_tones import (
    added,
    bank,
    bent,
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
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    noise,
    samples,
    unit_peak,
    wander,
)


@dataclass(frozen=True)
class _Piano:
    """What makes one piano and one touch. Times are of the A below middle C."""

    stiffness: float
    strike_place: float
    hammer_hz: float
    """Above it the partials fall by 12 dB an octave: low for a soft touch or felt."""
    board_hz: float
    """Below it the board carries less and less."""
    cents_apart: float
    lasts_seconds: float
    loss: float
    """Falls a second that a partial of 1 kHz has more than the first."""
    quick_share: float
    """Of the loudness, what goes four to eight times as fast as the rest."""
    quicker: float
    thud: float
    tick: float
    damper_seconds: float
    modes_hz: tuple[float, ...]


def _strung(rng: Rng, hz: float, seconds: float, piano: _Piano) -> Signal:
    """One to three stiff strings by register, a hammer, the board's knock and a damper."""
    strings = 1 if hz < 50 else 2 if hz < 110 else 3
    stiffness = min(0.012, piano.stiffness * max(hz / 110, (110 / hz) ** 0.5) ** 1.5)
    rank = ranks(hz, 60 // strings + 12)
    one = hz * stretched(rank, stiffness)
    place = np.abs(np.sin(np.pi * rank * piano.strike_place)) + 0.04
    hammer_hz = piano.hammer_hz * (hz / 220) ** 0.45
    gains = place / (1 + (one / hammer_hz) ** 2) / (1 + (piano.board_hz / one) ** 2)
    apart = np.linspace(-0.5, 0.5, strings) if strings > 1 else np.zeros(1)
    cents = piano.cents_apart * (apart + rng.uniform(-0.2, 0.2, strings))
    every = (one * 2 ** (cents[:, None] / 1_200)).reshape(-1)
    shares = (gains * rng.uniform(0.7, 1.0, (strings, 1))).reshape(-1)
    first = piano.lasts_seconds * (220 / hz) ** 0.55
    lasts = 1 / (1 / first + piano.loss * (every / 1_000) ** 1.3)
    within = piano.damper_seconds * (1 if hz < 1_400 else 6)
    count = held(seconds, within)
    quick = np.exp(-frames(count) * piano.quicker / lasts)
    slow = np.exp(-frames(count) / lasts)
    envelopes = shares * (piano.quick_share * quick + (1 - piano.quick_share) * slow)
    tone = bank(every, envelopes, count, phases=rng.uniform(-0.4, 0.4, len(every)))
    tone *= risen(count, float(np.clip(0.5 / hammer_hz + 0.25 / hz, 0.0008, 0.006)))
    tone *= damped(count, seconds, within)
    board = knock(rng, piano.modes_hz, lasts=0.06)
    tone = added(tone, board, level=piano.thud * (hz / 220) ** 0.3)
    tone = added(tone, scrape(rng, band(1_200, 6_000), lasts=0.004), level=piano.tick)
    release = scrape(rng, band(100, 900), lasts=0.02)
    return added(tone, release, level=0.08 * piano.thud, at_seconds=seconds) * damped(
        count, count / SAMPLE_RATE_HZ, 1.0
    )


def _drawn_piano(
    rng: Rng,
    *,
    stiffness: tuple[float, float],
    hammer_hz: tuple[float, float],
    cents_apart: tuple[float, float],
    lasts: tuple[float, float],
    thud: tuple[float, float],
    lowest_mode_hz: tuple[float, float],
) -> _Piano:
    """Log-uniform between the ends; what all pianos share has one range."""

    def between(ends: tuple[float, float]) -> float:
        return float(np.exp(rng.uniform(*np.log(ends))))

    lowest = between(lowest_mode_hz)
    return _Piano(
        stiffness=between(stiffness),
        strike_place=rng.uniform(0.09, 0.14),
        hammer_hz=between(hammer_hz),
        board_hz=rng.uniform(40, 110),
        cents_apart=between(cents_apart),
        lasts_seconds=between(lasts),
        loss=between((0.3, 2.0)),
        quick_share=rng.uniform(0.4, 0.85),
        quicker=rng.uniform(4, 8),
        thud=between(thud),
        tick=rng.uniform(0, 0.06),
        damper_seconds=rng.uniform(0.03, 0.12) if rng.uniform() < 0.7 else rng.uniform(0.2, 0.5),
        modes_hz=tuple(lowest * np.cumprod(rng.uniform(1.1, 1.45, 12))),
    )


def concert_grand(rng: Rng, hz: float, seconds: float) -> Signal:
    """Long strings in tune, from a soft touch to a hard one, with pedal or without."""
    piano = _drawn_piano(
        rng,
        stiffness=(4e-5, 2.5e-4),
        hammer_hz=(400, 5_000),
        cents_apart=(0.3, 2.0),
        lasts=(1.0, 3.5),
        thud=(0.02, 0.2),
        lowest_mode_hz=(45, 70),
    )
    return _strung(rng, hz, seconds, piano)


def upright_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Short stiff strings that knock and die soon, in tune or as out of it as in a saloon."""
    piano = _drawn_piano(
        rng,
        stiffness=(2e-4, 1e-3),
        hammer_hz=(500, 4_000),
        cents_apart=(1.5, 25),
        lasts=(0.4, 1.4),
        thud=(0.05, 0.4),
        lowest_mode_hz=(70, 130),
    )
    return _strung(rng, hz, seconds, piano)


def sampled_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A recorded note that is played faster or slower and loops after its attack: a sound card."""
    step, recorded = rng.choice([3, 4, 6, 12]), rng.uniform(0.12, 0.5)
    bits, cut_hz = int(rng.integers(8, 14)), rng.uniform(3_500, 12_000)
    lasts, release = rng.uniform(0.4, 2.0), rng.uniform(0.02, 0.2)
    piano = _drawn_piano(
        rng,
        stiffness=(5e-5, 6e-4),
        hammer_hz=(500, 3_500),
        cents_apart=(0.3, 4),
        lasts=(0.8, 3.0),
        thud=(0.02, 0.25),
        lowest_mode_hz=(50, 100),
    )
    zone_hz = float(440 * 2 ** (np.round(12 * np.log2(hz / 440) / step) * step / 12))
    loop = round(max(1, round(0.12 * zone_hz)) * SAMPLE_RATE_HZ / zone_hz)
    start = samples(recorded)
    known = _strung(rng, zone_hz, (start + 2 * loop) / SAMPLE_RATE_HZ + 0.05, piano)
    looped = known[start : start + loop]
    if start >= loop:
        blend = np.linspace(0, 1, loop, dtype=np.float32)
        looped = looped * (1 - blend) + known[start - loop : start] * blend
    count = held(seconds, release)
    places = np.arange(count) * (hz / zone_hz)
    places = np.where(places < start, places, start + (places - start) % loop)
    whole = np.concatenate([known[:start], looped, looped[:1]])
    tone = np.interp(places, np.arange(len(whole)), whole).astype(np.float32)
    tone = unit_peak(low_passed(tone, cut_hz, order=4))
    tone = np.round(tone * 2 ** (bits - 1)) / np.float32(2 ** (bits - 1))
    fall = np.exp(-clock(count) / np.float32(lasts * (220 / hz) ** 0.3))
    return (tone * fall * damped(count, seconds, release)).astype(np.float32)


def programmed_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Harmonics from a list or a rule, the higher the sooner gone: a piano in ten lines."""
    most, rule = int(rng.integers(3, 17)), int(rng.integers(4))
    power, factor = rng.uniform(0.8, 2.2), rng.uniform(0.35, 0.75)
    free = np.sort(rng.uniform(0.02, 1, 16))[::-1] ** rng.uniform(1, 3)
    falls, faster = np.exp(rng.uniform(np.log(0.8), np.log(6))), rng.choice([0.0, 0.3, 0.5, 1.0])
    by_pitch = rng.choice([0.0, 0.3, 0.6])
    stiffness = 10 ** rng.uniform(-4.3, -3) if rng.uniform() < 0.5 else 0.0
    attack, release = rng.uniform(0.001, 0.015), rng.uniform(0.01, 0.2)
    apart = rng.uniform(1.0003, 1.003) if rng.uniform() < 0.4 else None
    thud = rng.uniform(0.02, 0.25) if rng.uniform() < 0.4 else 0.0
    sustain = rng.uniform(0.1, 0.4) if rng.uniform() < 0.25 else 0.0
    rank = ranks(hz, most)
    weights = [rank**-power, factor ** (rank - 1), free[: len(rank)], 1 / rank][rule]
    count = held(seconds, release)
    rate = falls * (hz / 261) ** by_pitch * rank**faster
    fall = sustain * np.exp(-0.5 * frames(count)) + (1 - sustain) * np.exp(-frames(count) * rate)
    one = hz * stretched(rank, float(stiffness))
    tone = bank(one, weights * fall, count)
    if apart is not None:
        tone += bank(one * apart, weights * fall, count)
    tone *= np.minimum(clock(count) / np.float32(attack), 1)
    if thud:
        tone = added(tone, scrape(rng, band(80, 2_500), lasts=0.012), level=thud)
    return tone * damped(count, seconds, release)


def modulated_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two detuned pairs of modulated sines and a hammer of a third: an early digital piano."""
    index, below = rng.uniform(0.8, 3.0), rng.uniform(0.2, 0.5)
    ratio, second = rng.choice([1.0, 1.0, 2.0]), rng.choice([2.0, 3.0, 4.0])
    apart, strike = rng.uniform(1.0004, 1.003), rng.uniform(0.05, 0.35)
    lasts, bright = rng.uniform(0.5, 2.0), rng.uniform(0.08, 0.4)
    release, knocks = rng.uniform(0.03, 0.2), rng.uniform(3, 9)
    count = held(seconds, release)
    time = clock(count)
    by_pitch = float(np.clip((261 / hz) ** 0.5, 0.3, 2.5))
    fall = np.exp(-time / np.float32(bright * by_pitch))
    depth = np.float32(index * by_pitch) * (fall * np.float32(1 - below) + np.float32(below))
    tone = modulated(hz, count, ratio=float(ratio), index=depth)
    tone += np.float32(0.6) * modulated(
        hz * apart, count, ratio=float(second), index=depth * np.float32(0.4)
    )
    hammer = modulated(hz, count, ratio=float(np.round(knocks)) + 0.01, index=2.0)
    tone += np.float32(strike) * hammer * np.exp(-time / np.float32(0.03))
    quick = np.exp(-time / np.float32(0.3 * lasts * by_pitch))
    slow = np.exp(-time / np.float32(lasts * by_pitch))
    tone *= (quick + slow) * risen(count, 0.003)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def church_stop(rng: Rng, hz: float, seconds: float) -> Signal:
    """One kind of pipe at one or more lengths: flute, principal, string or reed; wind and echo."""
    kind, lengths = int(rng.integers(4)), rng.uniform(size=6) < (0.5, 0, 0.5, 0.3, 0.25, 0.15)
    lengths[1] = True
    power, dip = rng.uniform(-0.3, 0.3), rng.uniform(0.02, 0.3)
    speech, chiff, hall = rng.uniform(0.015, 0.08), rng.uniform(0, 0.15), rng.uniform(0.03, 0.35)
    detunes, gains = rng.normal(0, 0.0006, 6), rng.uniform(0.3, 1, 6)
    gains[1] = 1.0
    count = held(seconds, hall)
    times = frames(count)
    tone = np.zeros(count, np.float32)
    for length in np.flatnonzero(lengths):
        pitch = hz * (0.5, 1, 2, 3, 4, 6)[length] * (1 + detunes[length])
        rank = ranks(pitch, 24)
        hollow = np.where(rank % 2 == 1, 1.0, dip)
        weights = [
            hollow * rank ** -(2.4 + power),
            rank ** -(1.6 + power),
            rank ** -(0.9 + power) * np.where(rank == 1, 0.6, 1),
            1 / (1 + (pitch * rank / 1_400) ** 2) ** 0.8,
        ][kind]
        late = speech * (1 + 0.5 * np.log2(600 / np.clip(pitch, 60, 2_400)) / rank)
        spoken = 1 - np.exp(-times / np.maximum(late, 0.004))
        phases = rng.uniform(0, 2 * np.pi, len(rank))
        tone += gains[length] * bank(pitch * rank, weights * spoken, count, phases=phases)
    tone *= wander(rng, count, rate_hz=4, low=0.96, high=1.0)
    wind = noise(rng, count, band(hz * 2, hz * 7)) * np.exp(-clock(count) / np.float32(0.04))
    tone = added(tone * risen(count, 0.008), wind, level=chiff)
    return tone * damped(count, seconds, hall)


REGISTRATIONS = ("888000000", "888800000", "838000000", "808000008", "888888888", "868600400")


def tonewheel_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A registration of drawbars, percussion, an overdriven valve and a horn that turns."""
    drawn = REGISTRATIONS[int(rng.integers(len(REGISTRATIONS)))]
    bars = np.array([int(bar) / 8 for bar in drawn]) * rng.uniform(0.6, 1.0, 9)
    struck, third = rng.uniform(0, 0.8) * (rng.uniform() < 0.5), bool(rng.integers(2))
    drive = float(np.exp(rng.uniform(np.log(0.2), np.log(4))))
    turn_hz, doppler = rng.choice([0.7, 6.2, 6.8]), rng.uniform(0.0005, 0.003)
    swing, start, level = rng.uniform(0.05, 0.35), rng.uniform(0, 6.3), rng.uniform(0, 0.25)
    count = held(seconds, 0.02)
    ratios = np.array([0.5, 1.498, 1, 2, 2.997, 4, 5.04, 5.994, 8])
    # Wheels above 6 kHz do not exist: those bars fold back by octaves.
    ratios = np.where(ratios * hz > 6_000, ratios / 2, ratios)
    tone = bank(hz * ratios, np.ones((len(frames(count)), 1)) * bars, count)
    ping = modulated(hz * (3 if third else 2), count, ratio=1.0, index=0.0)
    tone += ping * np.exp(-clock(count) / np.float32(0.12)) * np.float32(struck)
    tone = np.tanh(unit_peak(tone) * np.float32(drive)).astype(np.float32)
    turn = np.sin(np.float32(2 * np.pi * turn_hz) * clock(count) + np.float32(start))
    tone = bent(tone, (1 - doppler + doppler * turn).astype(np.float32))
    tone = tone * (1 + np.float32(swing) * turn)
    tone = added(tone, scrape(rng, band(800, 7_000), lasts=0.003), level=level)
    return low_passed(tone * damped(count, seconds, 0.008) * risen(count, 0.002), 5_500)


def programmed_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Sines with random weights under a flat envelope, with tremolo or without."""
    most, octaves = int(rng.integers(3, 13)), rng.uniform() < 0.5
    weights = rng.uniform(0, 1, 13) ** rng.uniform(0.5, 2)
    weights[1] = rng.uniform(0.6, 1)
    power, below = rng.choice([0.0, 0.5, 1.0]), rng.uniform() < 0.4
    shake_hz, depth = rng.uniform(4, 7.5), rng.choice([0.0, 0.0, 0.15, 0.3]) * rng.uniform(0.5, 1)
    edge, apart = rng.uniform(0.001, 0.05), rng.choice([1.0, 1.0, 1.002, 1.005])
    kept = (1, 2, 3, 4, 6, 8, 12) if octaves else tuple(range(1, most + 1))
    ratios = np.array([0.5, *kept] if below else kept)
    gains = weights[np.ceil(ratios).astype(int)] / ratios**power
    count = held(seconds, edge / 2)
    level = np.ones((len(frames(count)), 1))
    tone = bank(hz * ratios, level * gains, count)
    if apart > 1:
        tone += bank(hz * apart * ratios, level * gains, count)
    tone *= 1 + np.float32(depth) * np.sin(np.float32(2 * np.pi * shake_hz) * clock(count))
    edges = np.minimum(clock(count) / np.float32(edge), 1)
    return (tone * edges * damped(count, seconds, edge / 2)).astype(np.float32)


def handbell(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bell in the hand: its pitch and a twelfth, each in a slowly beating pair, and a clapper."""
    hard, lasts = rng.uniform(0.1, 1.0), rng.uniform(0.8, 2.5)
    split_hz, level = rng.uniform(0.4, 3.0, 7), rng.uniform(0, 0.15)
    gains = np.array([1.0, 0.8, 0.35, 0.3, 0.25, 0.2, 0.12]) * rng.uniform(0.3, 1, 7)
    gains[0] = 1.0
    ratios = np.array([1, 3.0, 4.1, 5.4, 7.2, 8.9, 12.1]) * (1 + rng.normal(0, 0.006, 7))
    ratios[0] = 1.0
    gains *= hard ** np.log2(ratios)
    count = held(float(np.clip(2 * seconds, 0.7, 2.5)), 0.1)
    every = np.concatenate([hz * ratios - split_hz / 2, hz * ratios + split_hz / 2])
    shares = np.concatenate([gains, gains * 0.6])
    falls = lasts / np.concatenate([ratios, ratios]) ** 0.8 * (1_000 / hz) ** 0.3
    tone: Signal = bank(every, shares * np.exp(-frames(count) / falls), count)
    tone = tone * risen(count, 0.001)
    tone = added(tone, scrape(rng, band(2_500, 10_000), lasts=0.003), level=level)
    return tone * damped(count, count / SAMPLE_RATE_HZ - 0.3, 0.1)


NEWER: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "piano": (concert_grand, upright_piano, sampled_piano, programmed_piano, modulated_piano),
    "organ": (church_stop, tonewheel_organ, programmed_organ),
    "bells": (handbell,),
}
