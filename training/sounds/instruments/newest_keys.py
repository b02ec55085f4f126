"""Piano and organ a third time: what others write in a few lines, and circuits, felt and reeds.

A piano starts at once and falls, an organ stays as loud as it is until its key is let go: that
holds in every way here, whatever the colour.
"""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.signal

from training.sounds.instruments.newer_tones import (
    added,
    bank,
    between,
    damped,
    frames,
    held,
    low_passed,
    ranks,
    resonances,
    risen,
    scrape,
    stretched,
    turning,
)
from training.sounds.instruments.tones import modulated
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    clock,
    filtered,
    noise,
    samples,
    unit_peak,
    wander,
)


def listed_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A handful of harmonics that fall together, by one of the rules that people write down."""
    most, rule = int(rng.integers(3, 9)), int(rng.integers(4))
    weights = rng.uniform(0.1, 1, 8) ** rng.uniform(0.5, 2)
    weights *= rng.uniform(0.45, 1.05) ** np.arange(8)
    weights[0] = 1
    falls, turns_down, power = between(rng, 1.2, 9), rng.uniform(2, 6), rng.uniform(1, 3)
    attack, release = between(rng, 0.0005, 0.02), between(rng, 0.008, 0.15)
    drive = rng.uniform(0.5, 2.5) if rng.uniform() < 0.25 else 0.0
    click = rng.uniform(0.02, 0.3) if rng.uniform() < 0.3 else 0.0
    count = held(seconds, release)
    time = clock(count)
    if rule == 0:
        fall = np.exp(-falls * time)
    elif rule == 1:
        fall = np.exp(-turns_down * time / max(seconds, 0.1))
    elif rule == 2:
        fall = np.maximum(1 - time / (max(seconds, 0.25) + 4 * release), 0) ** power
    else:
        fall = 1 / (1 + falls * time) ** 2
    rank = ranks(hz, most)
    tone = bank(hz * rank, np.ones((len(frames(count)), 1)) * weights[: len(rank)], count)
    tone = unit_peak(tone) * fall
    if drive:
        tone = np.tanh(drive * tone)
    tone = tone.astype(np.float32) * np.minimum(time / np.float32(attack), 1)
    if click:
        tone = added(tone, scrape(rng, band(200, 4_000), lasts=0.005), level=click)
    return tone * damped(count, seconds, release)


def formula_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Each harmonic falls as fast as its pitch says; a cube for colour, a swell for the body."""
    loss, share = between(rng, 1e-4, 1.2e-3), rng.uniform(0.4, 0.92)
    cube, swell, swells = rng.uniform(0, 3), rng.uniform(0, 16), rng.uniform(3, 10)
    most, release = int(rng.integers(4, 13)), between(rng, 0.01, 0.4)
    floor = rng.uniform(0.2, 1.0)
    count = held(seconds, release)
    time = clock(count)
    rank = ranks(hz, most)
    rates = floor + 2 * np.pi * loss * hz * rank
    tone = bank(hz * rank, share ** (rank - 1) * np.exp(-frames(count) * rates), count)
    tone = unit_peak(tone)
    tone = tone + np.float32(cube) * tone**3
    tone = tone * (1 + swell * time * np.exp(-swells * time)) * risen(count, 0.002)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def beating_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Partials that were measured one by one: each has its loudness, its life and its beat."""
    most = 40
    uneven, power = rng.lognormal(0, 0.5, most), rng.uniform(0.2, 1.8)
    place = np.abs(np.sin(np.pi * np.arange(1, most + 1) * rng.uniform(0.1, 0.15))) + 0.1
    lives, lasts = rng.lognormal(0, 0.35, most), between(rng, 0.5, 3.0)
    shorter, quick, quicker = rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.8), rng.uniform(3, 9)
    beats_hz, depth = rng.uniform(0.1, 2.5, most), rng.uniform(0, 0.7, most)
    starts, phases = rng.uniform(0, 6.3, most), rng.uniform(0, 6.3, most)
    stiffness, release = between(rng, 5e-5, 8e-4), between(rng, 0.03, 0.3)
    strike, level = rng.uniform(0.001, 0.004), rng.uniform(0, 0.25)
    count = held(seconds, release)
    times = frames(count)
    rank = ranks(hz, most)
    kept = slice(0, len(rank))
    life = lasts * (220 / hz) ** 0.4 * lives[kept] / rank**shorter
    fall = quick * np.exp(-times * quicker / life) + (1 - quick) * np.exp(-times / life)
    beat = 1 + depth[kept] * np.cos(2 * np.pi * beats_hz[kept] * times + starts[kept])
    gains = uneven[kept] * place[kept] * rank**-power * fall * beat
    tone = bank(hz * stretched(rank, stiffness), gains, count, phases=phases[kept])
    tone *= risen(count, strike)
    tone = added(tone, scrape(rng, band(60, 1_200), lasts=0.02), level=level)
    return tone * damped(count, seconds, release)


def boarded_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two or three strings out of tune, heard through the echo of a board that is a noise."""
    strings, cents = int(rng.integers(2, 4)), between(rng, 0.5, 18)
    power, lasts, loss = rng.uniform(0.3, 1.7), between(rng, 0.35, 2.0), between(rng, 0.1, 2)
    rings, wet = between(rng, 0.015, 0.15), rng.uniform(0.2, 1.2)
    low_hz, high_hz = rng.uniform(50, 150), between(rng, 1_000, 5_000)
    release, stiffness = between(rng, 0.03, 0.3), between(rng, 3e-5, 6e-4)
    board = noise(rng, samples(5 * rings), band(low_hz, high_hz, steepness=1))
    board *= np.exp(-clock(len(board)) / np.float32(rings))
    board *= np.float32(wet) / np.sqrt(np.sum(board**2))
    board[0] += 1
    count = held(seconds, release)
    rank = ranks(hz, 24)
    falls = 1 / (1 / (lasts * (220 / hz) ** 0.4) + loss * hz * rank / 1_000)
    tone: Signal = np.zeros(count, np.float32)
    for string in range(strings):
        off = 2 ** (cents * (string - (strings - 1) / 2) / 1_200)
        gains = rank**-power * np.exp(-frames(count) / falls)
        tone += bank(hz * off * stretched(rank, stiffness), gains, count)
    tone *= damped(count, seconds, release)
    heard: Signal = scipy.signal.oaconvolve(tone, board)[:count].astype(np.float32)
    return heard * damped(count, seconds + 2 * release, release)


def felt_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Felt between hammer and string, near the microphone: few partials, much mechanism."""
    dull_hz, lasts = between(rng, 350, 1_600), between(rng, 0.5, 2.5)
    rise, rustle, key = rng.uniform(0.005, 0.025), rng.uniform(0.03, 0.4), rng.uniform(0, 0.2)
    quick, quicker, release = rng.uniform(0.2, 0.7), rng.uniform(3, 7), between(rng, 0.06, 0.4)
    cents, faster, back = rng.uniform(0, 3), rng.uniform(0.3, 0.9), rng.uniform(0, 0.15)
    count = held(seconds, release)
    rank = ranks(hz, 10)
    life = lasts * (220 / hz) ** 0.4 / rank**faster
    times = frames(count)
    fall = quick * np.exp(-times * quicker / life) + (1 - quick) * np.exp(-times / life)
    gains = np.exp(-(rank - 1) * hz / dull_hz) * fall
    tone = bank(hz * stretched(rank, 2e-4), gains, count)
    tone += bank(hz * 2 ** (cents / 1_200) * stretched(rank, 2e-4), 0.7 * gains, count)
    tone *= risen(count, rise)
    tone = added(tone, scrape(rng, band(150, 2_000), lasts=0.03), level=rustle)
    tone = added(tone, scrape(rng, band(40, 250), lasts=0.03), level=key)
    tone *= damped(count, seconds, release)
    up = scrape(rng, band(200, 1_500), lasts=0.02)
    return added(tone, up, level=back, at_seconds=seconds) * damped(count, count / 48_000, 1.0)


def tine_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A tine or a reed that is struck before a pickup, which bends what is loud: electric."""
    reed, depth, aside = rng.uniform() < 0.4, between(rng, 0.4, 3), rng.uniform(0.05, 0.9)
    lasts, release = between(rng, 0.5, 2.5), between(rng, 0.03, 0.2)
    ping, ratio, pings = rng.uniform(0, 0.3), rng.uniform(5.5, 9), between(rng, 0.02, 0.15)
    shakes, shake_hz = rng.uniform(0.05, 0.5) * (rng.uniform() < 0.4), rng.uniform(3.5, 7)
    cut_hz, knocks = between(rng, 1_800, 8_000), rng.uniform(0, 0.15)
    count = held(seconds, release)
    time = clock(count)
    loud = np.exp(-time / np.float32(lasts * (220 / hz) ** 0.35))
    swings = loud * np.sin(np.float32(2 * np.pi * hz) * time)
    if ratio * hz < 12_000:
        swings += ping * np.exp(-time / pings) * np.sin(2 * np.pi * ratio * hz * time)
    swings = np.float32(depth) * swings * risen(count, 0.002)
    if reed:
        heard = np.tanh(swings + aside) - np.tanh(aside)
    else:
        heard = 1 / (1 + (swings - aside) ** 2) - 1 / (1 + aside**2)
    # The pickup bends what is loud so much that it would hardly fade.
    tone = filtered((heard * loud**0.6).astype(np.float32), band(40, cut_hz))
    tone = added(tone, scrape(rng, band(150, 2_500), lasts=0.008), level=knocks)
    tone = turning(tone, rate_hz=shake_hz, cents=0, swing=float(shakes))
    return tone * risen(count, 0.001) * damped(count, seconds, release)


def closing_piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """A square, pulse or saw whose filter closes as it fades: pianos of games and circuits."""
    shape, width = int(rng.integers(4)), rng.choice([0.125, 0.2, 0.25, 0.4])
    base_hz, opens, closes = between(rng, 400, 5_000), rng.uniform(2, 8), between(rng, 0.05, 1.5)
    order, lasts, two = rng.choice([0.5, 1.0, 2.0]), between(rng, 0.2, 1.4), rng.uniform() < 0.5
    follows, release = rng.uniform(0.3, 0.9), between(rng, 0.008, 0.15)
    attack, click = rng.uniform(0.0005, 0.004), rng.uniform(0, 0.2)
    count = held(seconds, release)
    times = frames(count)
    rank = ranks(hz, 50)
    odd_ones = np.where(rank % 2 == 1, 1.0, 0.0)
    weights = (
        odd_ones / rank,
        odd_ones / rank**2 + 0.02 / rank,
        np.sin(np.pi * rank * width) / rank,
        1 / rank**1.3,
    )[shape]
    cut = base_hz * (hz / 261) ** follows * (1 + opens * np.exp(-times / closes))
    cut = np.maximum(cut, hz)
    passed = weights / (1 + (hz * rank / cut) ** 2) ** order
    life = lasts * (261 / hz) ** 0.3
    fall = np.exp(-times / life)
    if two:
        fall = 0.6 * np.exp(-times * 5 / life) + 0.4 * fall
    tone: Signal = bank(hz * rank, passed * fall, count) * risen(count, attack)
    tone = added(tone, scrape(rng, band(300, 5_000), lasts=0.003), level=click)
    return tone * damped(count, seconds, release)


DRAWBARS = np.array([0.5, 1.498, 1, 2, 2.997, 4, 5.04, 5.994, 8])


def drawn_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Drawbars at random, 3 dB a step, a scanner's vibrato beside them, clicks down and up."""
    steps = rng.integers(0, 9, 9)
    steps[2] = max(steps[2], 5)
    steps *= rng.uniform(size=9) < rng.uniform(0.35, 1)
    bars = np.where(steps > 0, 10 ** ((steps - 8) * 3 / 20), 0.0)
    bars[2] = max(bars[2], 0.4)
    vibrato, cents = rng.uniform(0, 1) * (rng.uniform() < 0.6), rng.uniform(3, 15)
    rate_hz, swing = rng.choice([0.8, 6.0, 6.9, 7.2]), rng.uniform(0, 0.3)
    click, edge = rng.uniform(0, 0.3) * (rng.uniform() < 0.6), between(rng, 0.001, 0.02)
    phases = rng.uniform(0, 6.3, 9)
    count = held(seconds, edge)
    level = np.ones((len(frames(count)), 1))
    tone = bank(hz * DRAWBARS, level * bars, count, phases=phases)
    tone = tone * np.float32(1 - 0.6 * vibrato) + np.float32(vibrato) * turning(
        tone, rate_hz=float(rate_hz), cents=cents, swing=swing
    )
    tone = tone.astype(np.float32) * risen(count, edge) * damped(count, seconds, edge)
    tone = added(tone, scrape(rng, band(1_000, 8_000), lasts=0.002), level=click)
    last = scrape(rng, band(1_000, 8_000), lasts=0.002)
    tone = added(tone, last, level=click / 2, at_seconds=seconds)
    return low_passed(tone, 6_500) * damped(count, count / 48_000, 1.0)


def mixture_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """A chorus of principals up to the mixture, each with its own start, breaking back above."""
    lengths = np.array([1, 2, 3, 4, 6, 8, 12, 0.5])
    pulled = rng.uniform(size=8) < rng.uniform(0.4, 1)
    pulled[0] = True
    gains, detunes = rng.uniform(0.25, 1, 8), rng.normal(0, 0.0008, 8)
    gains[0], power = 1.0, rng.uniform(1.1, 2.2)
    speaks, chiff, hall = rng.uniform(0.01, 0.07, 8), rng.uniform(0, 0.2), between(rng, 0.03, 0.4)
    over = rng.uniform(0, 1.5)
    count = held(seconds, hall)
    times = frames(count)
    tone: Signal = np.zeros(count, np.float32)
    for number in np.flatnonzero(pulled):
        pitch = hz * lengths[number] * (1 + detunes[number])
        while pitch > 5_000:
            pitch /= 2
        rank = ranks(pitch, 10)
        spoken = 1 - np.exp(-times / speaks[number])
        # The octave is there before the pipe has found its own pitch.
        first = np.where(rank == 2, 1 + over * np.exp(-times / speaks[number]), 1.0)
        tone += gains[number] * bank(pitch * rank, rank**-power * spoken * first, count)
    tone *= wander(rng, count, rate_hz=5, low=0.95, high=1.0)
    wind = noise(rng, count, band(hz * 1.5, hz * 8)) * np.exp(-clock(count) / np.float32(0.03))
    tone = added((tone * risen(count, 0.006)).astype(np.float32), wind, level=chiff)
    return tone * damped(count, seconds, hall)


def harmonium(rng: Rng, hz: float, seconds: float) -> Signal:
    """Free reeds that beat against each other, a box, and bellows that breathe."""
    reeds = int(rng.integers(1, 4))
    beats_hz, phases = rng.uniform(0.4, 5, 3), rng.uniform(0, 6.3, 3)
    lengths = np.array([1.0, rng.choice([1, 1, 0.5, 2]), rng.choice([1, 2])])
    power, cut_hz = rng.uniform(0.5, 1.3), between(rng, 1_500, 5_000)
    centres, widths = rng.uniform(300, 2_500, 3), rng.uniform(150, 600, 3)
    speaks, release, breath = rng.uniform(0.02, 0.13), rng.uniform(0.02, 0.1), rng.uniform(0, 0.05)
    low = rng.uniform(0.6, 1)
    count = held(seconds, release)
    tone: Signal = np.zeros(count, np.float32)
    for reed in range(reeds):
        pitch = hz * lengths[reed] + (beats_hz[reed] if reed else 0)
        rank = ranks(pitch, 40)
        gains = rank**-power / (1 + (pitch * rank / cut_hz) ** 2)
        gains *= resonances(pitch * rank, centres, widths, 0.5)
        brighter = 1 - np.exp(-frames(count) / (speaks * (0.4 + 0.06 * rank)))
        tone += bank(pitch * rank, gains * brighter, count, phases=phases[reed])
    tone *= wander(rng, count, rate_hz=2, low=low, high=1)
    air = noise(rng, count, band(400, 5_000))
    tone = added(tone.astype(np.float32), air, level=breath) * risen(count, 0.01)
    return tone * damped(count, seconds, release)


def theatre_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Wide flutes at several lengths, all shaken by a deep tremulant from the first moment on."""
    lengths = np.array([1, 2, 0.5, 3, 4])
    gains = rng.uniform(0.2, 1, 5) * (rng.uniform(size=5) < (1, 0.7, 0.5, 0.3, 0.4))
    gains[0] = 1
    second, third, strings = rng.uniform(0, 0.15), rng.uniform(0, 0.25), rng.uniform(0, 0.25)
    rate_hz, cents, swing = rng.uniform(4.5, 7), rng.uniform(4, 22), rng.uniform(0.08, 0.45)
    speaks, hall, start = rng.uniform(0.01, 0.06), between(rng, 0.03, 0.3), rng.uniform(0, 6.3)
    detunes = rng.normal(0, 0.0008, 5)
    count = held(seconds, hall)
    spoken = 1 - np.exp(-frames(count) / speaks)
    tone: Signal = np.zeros(count, np.float32)
    for length, gain, off in zip(lengths, gains, detunes, strict=True):
        rank = ranks(hz * length, 12)
        weights = np.where(rank == 1, 1.0, strings / rank)
        weights[1:2] += second
        weights[2:3] += third
        tone += gain * bank(hz * length * (1 + off) * rank, weights * spoken, count)
    tone = turning(tone, rate_hz=rate_hz, cents=cents, swing=swing, start=start)
    return tone * risen(count, 0.008) * damped(count, seconds, hall)


def octaves_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Octaves alone, or with fifths, or the first few harmonics: sines that do not change."""
    kind, falling = int(rng.integers(3)), rng.uniform(0.4, 1.0)
    ratios = ((0.5, 1, 2, 4, 8), (0.5, 1, 1.5, 2, 3, 4, 6), (1, 2, 3, 4, 5, 6, 7, 8))[kind]
    kept = int(rng.integers(3, len(ratios) + 1))
    first = int(rng.integers(2)) if kind < 2 else 0
    uneven, phases = rng.uniform(0.5, 1, 8), rng.uniform(0, 6.3, 8)
    gentle, edge = rng.uniform() < 0.5, between(rng, 0.0005, 0.05)
    shake_hz, swing = rng.uniform(4, 7), rng.uniform(0.05, 0.3) * (rng.uniform() < 0.3)
    drive = rng.uniform(0.5, 2) if rng.uniform() < 0.25 else 0.0
    chosen = np.array(ratios[first : first + kept], np.float64)
    gains = uneven[: len(chosen)] * falling ** np.arange(len(chosen))
    count = held(seconds, edge)
    level = np.ones((len(frames(count)), 1))
    wave = bank(hz * chosen, level * gains, count, phases=phases[: len(chosen)])
    wave = np.tanh(unit_peak(wave) * drive).astype(np.float32) if drive else wave
    wave = turning(wave, rate_hz=shake_hz, cents=0, swing=float(swing))
    rise = risen(count, edge) if gentle else np.minimum(clock(count) / np.float32(edge), 1)
    return (wave * rise * damped(count, seconds, edge)).astype(np.float32)


def cathedral_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Foundations and a reed that speak slowly into a large church."""
    lengths = np.array([1, 1.0, 0.5, 2, 4, 0.25])
    gains = rng.uniform(0.3, 1, 6) * (rng.uniform(size=6) < (1, 0.5, 0.7, 0.6, 0.3, 0.2))
    gains[0] = 1
    cents = rng.normal(0, 2.0, 6)
    cents[1] = rng.uniform(4, 12)  # a celeste
    power, reed = rng.uniform(1.2, 2.4), rng.uniform(0, 0.6) * (rng.uniform() < 0.5)
    speaks, church, wet = rng.uniform(0.04, 0.16), between(rng, 0.15, 0.6), rng.uniform(0.3, 2)
    wind = rng.uniform(0, 0.03)
    hall = noise(rng, samples(3 * church), band(80, 4_000, steepness=1))
    hall *= np.exp(-clock(len(hall)) / np.float32(church))
    hall *= np.float32(wet) / np.sqrt(np.sum(hall**2))
    hall[0] += 1
    count = held(seconds, church)
    times = frames(count)
    tone: Signal = np.zeros(count, np.float32)
    for length, gain, off in zip(lengths, gains, cents, strict=True):
        pitch = hz * length * 2 ** (off / 1_200)
        rank = ranks(pitch, 20)
        weights = rank**-power + reed / (1 + (pitch * rank / 1_000) ** 2)
        spoken = 1 - np.exp(-times / (speaks * min(1.5, (261 / pitch) ** 0.3)))
        tone += gain * bank(pitch * rank, weights * spoken, count, phases=off)
    tone = added(tone, noise(rng, count, band(300, 4_000)), level=wind)
    tone *= risen(count, 0.01) * damped(count, seconds, 0.03)
    heard: Signal = scipy.signal.oaconvolve(tone, hall)[:count].astype(np.float32)
    return heard * damped(count, seconds + church, church)


def modulated_organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Sines at octaves and fifths, each a little modulated: the organ of a home keyboard."""
    ratios = (0.5, 1, 2, 3, 4, 6, 8)
    gains = rng.uniform(0.2, 1, 7) * (rng.uniform(size=7) < (0.5, 1, 0.7, 0.5, 0.5, 0.25, 0.25))
    gains[1] = 1
    depths, speeds = rng.uniform(0, 1.3, 7), rng.choice([1, 1, 2, 3], 7)
    detunes = rng.normal(0, 0.0006, 7)
    ping, edge = rng.uniform(0, 0.7) * (rng.uniform() < 0.4), between(rng, 0.002, 0.04)
    rate_hz, cents, swing = rng.uniform(4.5, 7), rng.uniform(0, 8), rng.uniform(0, 0.25)
    count = held(seconds, edge)
    tone: Signal = np.zeros(count, np.float32)
    for ratio, gain, depth, speed, off in zip(ratios, gains, depths, speeds, detunes, strict=True):
        if ratio * hz < 6_000:
            at_hz = ratio * hz * (1 + off)
            tone += np.float32(gain) * modulated(at_hz, count, ratio=float(speed), index=depth)
    struck = modulated(3 * hz, count, ratio=1.0, index=0.5) * np.exp(-clock(count) / 0.1)
    tone = (tone + np.float32(ping) * struck).astype(np.float32)
    tone = turning(tone, rate_hz=rate_hz, cents=cents, swing=swing)
    return tone * risen(count, edge) * damped(count, seconds, edge)


NEWEST: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "piano": (
        listed_piano,
        formula_piano,
        beating_piano,
        boarded_piano,
        felt_piano,
        tine_piano,
        closing_piano,
    ),
    "organ": (
        drawn_organ,
        mixture_organ,
        harmonium,
        theatre_organ,
        octaves_organ,
        cathedral_organ,
        modulated_organ,
    ),
}
