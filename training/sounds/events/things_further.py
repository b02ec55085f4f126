"""Further ways of making what ticks, breaks, knocks, clatters, bursts and tolls; and silence."""

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    gate,
    highpassed,
    impulses,
    modulated,
    repeated,
    resonated,
    rest,
    slide,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    beat,
    burst,
    clock,
    decay,
    echoed,
    noise,
    place,
    ring,
    samples,
    tilted,
    unit_peak,
    wave,
)


def _ticking(rng: Rng, count: int, tick: Signal, tock: Signal) -> Signal:
    """Ticks one to four a second, at times up to six, even or limping; a quiet room around."""
    period = 1 / between(rng, 0.95, 4 if chance(rng, 0.8) else 6)
    starts = beat(rng, count, period_seconds=period, jitter=0.001)
    starts[1::2] += int(rng.choice([0, rng.uniform(-0.2, 0.2)]) * period * 48_000)
    second = tock if chance(rng, 0.6) else tick
    ticks = place(count, starts, [(tick, second)[k % 2] for k in range(len(starts))])
    room = noise(rng, count, tilted(band(40, 8_000, steepness=1), db_per_octave=-4))
    return unit_peak(ticks) + room * np.float32(between(rng, 0.0003, 0.01))


def plain_ticks(rng: Rng, count: int) -> Signal:
    """Bare clicks, a millisecond or a few long."""
    seconds, high_hz = between(rng, 0.0003, 0.006), between(rng, 4_000, 16_000)

    def tick() -> Signal:
        return burst(rng, 0.04, band(between(rng, 300, 2_500), high_hz), decay_seconds=seconds)

    return _ticking(rng, count, unit_peak(tick()), unit_peak(tick()) * np.float32(0.8))


def clockwork(rng: Rng, count: int) -> Signal:
    """A wind-up clock: every tick three knocks of the escapement, in a ringing case."""
    modes = [between(rng, 400, 900), between(rng, 1_200, 2_500), between(rng, 3_000, 4_500), 6_500]
    widths = [between(rng, 40, 150), 90, 150, 300]

    def tick() -> Signal:
        hits = np.zeros(samples(0.12), dtype=np.float32)
        for at in (0, rng.uniform(0.004, 0.012), rng.uniform(0.015, 0.04)):
            hits[samples(at) - 1] = rng.uniform(0.3, 1)
        return unit_peak(resonated(hits, modes, widths, rng.uniform(0.3, 1, 4).tolist()))

    return _ticking(rng, count, tick(), tick())


def grandfather_clock(rng: Rng, count: int) -> Signal:
    """A long pendulum: deep wooden tocks, one a second or so, with an echo."""
    hz = between(rng, 200, 700)

    def tock(size: float) -> Signal:
        wood = ring([hz * size, hz * size * 2.3, hz * size * 4.2], [0.03, 0.015, 0.008], 0.3)
        hall = noise(rng, len(wood), band(200, 3_000)) * np.exp(-clock(len(wood)) / 0.06)
        click = burst(rng, 0.02, band(1_500, 6_000), decay_seconds=0.002)
        wood[: len(click)] += unit_peak(click) * np.float32(rng.uniform(0.1, 0.6))
        return wood + hall * np.float32(rng.uniform(0.0, 0.06))

    return _ticking(rng, count, unit_peak(tock(1)), unit_peak(tock(rng.uniform(0.7, 0.95))))


def beeping_tick(rng: Rng, count: int) -> Signal:
    """A tick as a metronome or a game has it: a very short high tone."""
    hz, length = between(rng, 1_200, 5_000), samples(between(rng, 0.006, 0.03))

    def tick(tone_hz: float) -> Signal:
        return wave(tone_hz, length, [1, 0.3, 0.2]) * decay(
            length, attack_seconds=0.0005, decay_seconds=length / 48_000 / 3
        )

    return _ticking(rng, count, tick(hz), tick(hz * rng.uniform(0.7, 0.95)))


def unseen_clock(rng: Rng, count: int) -> Signal:
    """Tick, tock: a differentiated square pulse and its softer answer, twice a second."""
    period, width = rng.choice([0.5, 1.0]), samples(rng.uniform(0.002, 0.005))

    def hit(strength: float) -> Signal:
        pulse = np.zeros(samples(0.03), dtype=np.float32)
        pulse[:width] = strength * rng.uniform(0.7, 1.3, width)
        return highpassed(pulse, 2_500)

    starts = [samples(t + 0.001) for t in np.arange(0.05, count / 48_000 - 0.002, period)]
    pair = (hit(1.0), hit(0.7))
    return place(count, starts, [pair[k % 2] for k in range(len(starts))])


def _shards(
    rng: Rng, length: int, *, number: int, low_hz: float, high_hz: float, seconds: float
) -> Signal:
    """Pieces that ring as they land, most of them early."""
    starts = (np.minimum(rng.exponential(0.22, number), 0.9) * length).astype(np.int64)
    grains = []
    for _ in range(number):
        hz, fall = between(rng, low_hz, high_hz), between(rng, seconds / 4, seconds)
        piece = ring([hz, hz * rng.uniform(1.2, 1.9)], [fall, fall / 2], fall * 4)
        grains.append(piece * np.float32(between(rng, 0.1, 1)))
    return unit_peak(place(length, starts, grains))


def plain_crash(rng: Rng, count: int) -> Signal:
    """A burst of bright noise with a few pure high rings."""

    def one() -> Signal:
        length = samples(rng.uniform(0.5, 1.4))
        crash = noise(rng, length, band(between(rng, 1_500, 4_000), 16_000))
        crash *= decay(length, attack_seconds=0.001, decay_seconds=between(rng, 0.04, 0.25))
        rings = _shards(rng, length, number=8, low_hz=2_500, high_hz=7_500, seconds=0.15)
        return unit_peak(unit_peak(crash) + rings * np.float32(rng.uniform(0.2, 0.8)))

    return repeated(rng, count, one, pause=(0.4, 1.8), rarely=0.5)


def tinkling_shards(rng: Rng, count: int) -> Signal:
    """A pane that falls to pieces: a knock, then a long tinkle of splinters."""

    def one() -> Signal:
        length = samples(rng.uniform(1.0, 2.2))
        pieces = int(between(rng, 25, 90))
        fall = _shards(rng, length, number=pieces, low_hz=1_800, high_hz=9_000, seconds=0.06)
        knock = burst(rng, 0.15, band(300, 9_000), decay_seconds=between(rng, 0.005, 0.03))
        fall[: len(knock)] += unit_peak(knock) * np.float32(rng.uniform(0.5, 2))
        return unit_peak(fall)

    return repeated(rng, count, one, pause=(0.3, 1.4), kinds=2, rarely=0.4)


def granular_glass(rng: Rng, count: int) -> Signal:
    """A window by the thousand grains, through resonators high up, and the clatter after."""

    def one() -> Signal:
        length = samples(rng.uniform(0.9, 2.0))
        many = decay(length, attack_seconds=0.002, decay_seconds=between(rng, 0.08, 0.4))
        hits = impulses(rng, length, rate_hz=between(rng, 200, 2_500), density=many, spread=1.2)
        modes = [between(rng, 1_800, 8_000) for _ in range(7)]
        glass = resonated(hits * np.sqrt(many), modes, [between(rng, 8, 60) for _ in modes])
        hiss = highpassed(hits, 4_000) * many
        return unit_peak(unit_peak(glass) + unit_peak(hiss) * np.float32(rng.uniform(0.2, 1)))

    return repeated(rng, count, one, pause=(0.3, 1.5), kinds=2, rarely=0.4)


def broken_bottle(rng: Rng, count: int) -> Signal:
    """A bottle or a drinking glass: it clinks on the floor, bursts, and the pieces bounce."""

    def one() -> Signal:
        hz, length = between(rng, 1_500, 3_500), samples(rng.uniform(0.8, 1.6))
        burst_ = burst(rng, 0.25, band(1_500, 14_000), decay_seconds=between(rng, 0.02, 0.06))
        total = np.zeros(length, dtype=np.float32)
        clink = modulated(np.full(samples(0.2), hz, np.float32), ratio=2.76, index=1.5)
        total[: len(clink)] += clink * np.exp(-clock(len(clink)) / 0.05) * np.float32(0.6)
        total[1_000 : 1_000 + len(burst_)] += unit_peak(burst_)
        at, gap = 0.25, rng.uniform(0.1, 0.2)
        while at < length / 48_000 - 0.1:
            piece = ring([hz * rng.uniform(1, 2.2), hz * 2.9], [0.05, 0.03], 0.1)
            total[samples(at) : samples(at) + len(piece)] += piece * np.float32(gap * 2)
            at, gap = at + gap, gap * rng.uniform(0.7, 0.95) + 0.01
        return unit_peak(total)

    return repeated(rng, count, one, pause=(0.3, 1.4), kinds=2, rarely=0.4)


def unseen_glass(rng: Rng, count: int) -> Signal:
    """Crash and tinkle: white noise cut off below three kilohertz, then forty dying sines."""

    def one() -> Signal:
        n = samples(rng.uniform(1.0, 1.5))
        time = clock(n)
        total = highpassed(highpassed(noise(rng, n), 3_000), 2_000) * np.exp(-time / 0.06)
        for start in np.sort(rng.uniform(0.02, 0.8, 40)):
            m = min(samples(0.15), n - samples(start))
            hz, late = rng.uniform(2_500, 7_500), time[:m]
            grain = np.sin(2 * np.pi * hz * late) * np.exp(-late / 0.03) * rng.uniform(0.1, 0.7)
            total[samples(start) : samples(start) + m] += grain * (1 - start)
        return unit_peak(total)

    return repeated(rng, count, one, pause=(0.6, 1.5), kinds=2, rarely=0.4)


def _knocks(rng: Rng, count: int, hit: Signal) -> Signal:
    """Groups of two to six, then a wait."""

    def group() -> Signal:
        gap, number = between(rng, 0.11, 0.4), int(rng.integers(2, 7))
        times = (np.arange(number) + rng.normal(0, 0.04, number)) * gap
        starts = [samples(max(t, 0)) for t in times]
        hits = [hit * np.float32(rng.uniform(0.6, 1)) for _ in starts]
        return place(starts[-1] + len(hit), starts, hits)

    return repeated(rng, count, group, pause=(0.5, 1.8), rarely=0.2)


def plain_knocks(rng: Rng, count: int) -> Signal:
    """Short dull bursts of noise in groups."""
    hz = between(rng, 120, 700)
    seconds = between(rng, 0.008, 0.035)
    hit = burst(rng, 0.2, band(hz, hz * between(rng, 1.5, 6)), decay_seconds=seconds)
    return _knocks(rng, count, unit_peak(hit))


def knocks_of_a_tone(rng: Rng, count: int) -> Signal:
    """Tock, tock: a sine that falls at once, as on a hollow box."""
    length, hz = samples(0.2), between(rng, 110, 600)
    pitch = slide([hz * rng.uniform(1.1, 2), hz], length, [0, 0.1])
    hit = wave(pitch, length, [1, 0.4, 0.2]) * decay(
        length, attack_seconds=0.001, decay_seconds=between(rng, 0.012, 0.05)
    )
    return _knocks(rng, count, hit)


def knocks_on_a_panel(rng: Rng, count: int) -> Signal:
    """A door as a board with many modes of its own, struck by something hard, in a hall."""
    strike = np.zeros(samples(0.3), dtype=np.float32)
    strike[: samples(between(rng, 0.0003, 0.002))] = 1
    low = between(rng, 80, 250)
    modes = [low * r * rng.uniform(0.9, 1.1) for r in (1, 1.6, 2.3, 3.4, 5, 7.5, 11)]
    board = resonated(
        strike, modes, [hz * 0.08 + 8 for hz in modes], [1, 1, 0.9, 0.8, 0.6, 0.5, 0.4]
    )
    knocks = _knocks(rng, count, unit_peak(board))
    if chance(rng, 0.5):
        return knocks
    return echoed(rng, knocks, seconds=rng.uniform(0.2, 0.7), wet=rng.uniform(0.1, 0.5))


def knocks_on_metal_or_glass(rng: Rng, count: int) -> Signal:
    """Rapping on a window, a pipe or a gate: brighter, and it rings a little."""
    hz = between(rng, 350, 1_500)
    falls = [between(rng, 0.015, 0.07), 0.03, 0.02]
    rap = ring([hz, hz * 2.76, hz * 5.4], falls, 0.25)
    tap = burst(rng, 0.03, band(800, 8_000), decay_seconds=0.002)
    rap[: len(tap)] += unit_peak(tap) * np.float32(rng.uniform(0.3, 1))
    return _knocks(rng, count, unit_peak(rap))


def unseen_knocking(rng: Rng, count: int) -> Signal:
    """Knock-knock-knock: pulses of brown noise with a sharp edge, three at a time."""
    n = samples(0.15)
    brown = np.cumsum(rng.normal(0, 1, n)).astype(np.float32)
    hit = highpassed(brown, rng.uniform(150, 300)) * np.exp(-clock(n) / 0.02)
    hit[:30] += np.abs(hit).max() * np.linspace(1, 0, 30)
    gap = rest(rng.uniform(0.05, 0.15))
    group = np.concatenate([unit_peak(hit), gap] * 3)
    return repeated(rng, count, lambda: group, pause=(0.8, 1.5), kinds=1, rarely=0)


def _typed(rng: Rng, count: int, keys: list[Signal]) -> Signal:
    """Runs of uneven strokes, four to twelve a second, with short thoughts between."""
    pace, starts, at = 1 / between(rng, 4, 12), [], rng.uniform(0, 0.15)
    while at < count / 48_000:
        starts.append(samples(at))
        at += pace * rng.gamma(4) / 4 + (rng.uniform(0.2, 0.9) if chance(rng, 0.07) else 0.02)
    strokes = [keys[rng.integers(len(keys))] * np.float32(between(rng, 0.3, 1)) for _ in starts]
    return place(count, starts, strokes)


def plain_typing(rng: Rng, count: int) -> Signal:
    """Bare clicks, at uneven moments."""
    low_hz, seconds = between(rng, 600, 3_000), between(rng, 0.001, 0.008)
    keys = [burst(rng, 0.05, band(low_hz, 9_000), decay_seconds=seconds) for _ in range(4)]
    return _typed(rng, count, keys)


def mechanical_keyboard(rng: Rng, count: int) -> Signal:
    """Springs and plastic: press, bottom and release, each a little rattle of modes."""
    modes = [between(rng, 200, 450), between(rng, 900, 2_000), between(rng, 2_500, 4_000), 6_200]
    widths, keys = [80, 250, 400, 700], []
    for _ in range(6):
        hits = np.zeros(samples(0.2), dtype=np.float32)
        hits[0], hits[samples(rng.uniform(0.006, 0.02))] = rng.uniform(0.2, 0.6), 1
        hits[samples(rng.uniform(0.07, 0.13))] = rng.uniform(0.2, 0.6)
        tuned = [hz * rng.uniform(0.93, 1.07) for hz in modes]
        keys.append(unit_peak(resonated(hits, tuned, widths, rng.uniform(0.4, 1, 4).tolist())))
    return _typed(rng, count, keys)


def typewriter(rng: Rng, count: int) -> Signal:
    """Type bars that slap the paper, hard and metallic; a bell and the carriage now and then."""
    hz, keys = between(rng, 1_200, 2_600), []
    for _ in range(4):
        slap = burst(rng, 0.1, band(500, 8_000), decay_seconds=rng.uniform(0.006, 0.015))
        steel = ring([hz * rng.uniform(0.9, 1.1), hz * 2.3], [0.02, 0.012], 0.1)
        keys.append(unit_peak(unit_peak(slap) + steel * np.float32(rng.uniform(0.2, 0.7))))
    typed = _typed(rng, count, keys)
    bell = ring([2_300, 4_900, 7_000], [0.4, 0.2, 0.1], 0.9) * np.float32(0.4)
    n = samples(0.3)
    carriage = noise(rng, n, band(800, 6_000)) * gate(n, period_seconds=0.02, duty=0.4, edge=0.002)
    line = np.concatenate([bell, unit_peak(carriage) * np.float32(0.5)])
    if count > samples(4) and chance(rng, 0.5):
        typed += repeated(rng, count, lambda: line, pause=(2.5, 5), kinds=1, rarely=0)
    return typed


def soft_keyboard(rng: Rng, count: int) -> Signal:
    """A laptop: dull low thocks with a trace of a click."""
    keys = []
    for _ in range(5):
        n, hz = samples(0.08), between(rng, 150, 500)
        thock = modulated(np.full(n, hz, np.float32), ratio=1.7, index=1.0)
        thock *= np.exp(-clock(n) / between(rng, 0.005, 0.015))
        tick = burst(rng, 0.08, band(1_500, 7_000), decay_seconds=0.003)
        keys.append(thock + unit_peak(tick)[:n] * np.float32(rng.uniform(0.1, 0.6)))
    return _typed(rng, count, keys) + noise(rng, count, band(80, 2_000)) * np.float32(
        between(rng, 0.0005, 0.01)
    )


def unseen_typing(rng: Rng, count: int) -> Signal:
    """Clack: two spikes of noise thirty milliseconds apart, a word at a time."""
    keys = []
    for _ in range(5):
        n = samples(0.07)
        clack = rng.normal(0, 1, n) * np.exp(-clock(n) / 0.002)
        late = samples(0.03)
        clack[late:] += 0.5 * rng.normal(0, 1, n - late) * np.exp(-clock(n - late) / 0.004)
        keys.append(unit_peak(highpassed(clack.astype(np.float32), rng.uniform(800, 1_800))))

    def word() -> Signal:
        gaps = rng.uniform(0.09, 0.2, rng.integers(3, 9))
        starts = [samples(t) for t in np.cumsum(gaps)]
        strokes = [keys[rng.integers(5)] * np.float32(rng.uniform(0.5, 1)) for _ in starts]
        return place(starts[-1] + samples(0.08), starts, strokes)

    return repeated(rng, count, word, pause=(0.1, 0.5), kinds=5, rarely=0)


EVENTS = {
    "clock ticking": (plain_ticks, clockwork, grandfather_clock, beeping_tick),
    "glass breaking": (plain_crash, tinkling_shards, granular_glass, broken_bottle),
    "knocking": (plain_knocks, knocks_of_a_tone, knocks_on_a_panel, knocks_on_metal_or_glass),
    "typing": (plain_typing, mechanical_keyboard, typewriter, soft_keyboard),
}

UNSEEN = {
    "clock ticking": unseen_clock,
    "glass breaking": unseen_glass,
    "knocking": unseen_knocking,
    "typing": unseen_typing,
}
