"""Newer ways of making alarms, blasts, trains, motors, clocks and keyboards."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    gate,
    impulses,
    lfo,
    lowpassed,
    pulses,
    repeated,
    resonated,
    slide,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    beat,
    burst,
    clock,
    decay,
    filtered,
    formants,
    glide,
    noise,
    odd,
    place,
    ring,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def _oscillator(rng: Rng) -> list[float]:
    """A sine, a square, a saw, or a thin piezo disc whose overtones are chance."""
    colours = ([1.0], odd(24), sawtooth(24), [1.0, *rng.uniform(0, 0.6, 5)])
    return [float(a) for a in colours[int(rng.integers(4))]]


def reversing_beeper(rng: Rng, count: int) -> Signal:
    """A lorry that backs up, or an oven that is done: one long beep and as long a pause."""
    hz, period = between(rng, 800, 3_200), between(rng, 0.5, 2.0)
    on = gate(count, period_seconds=period, duty=rng.uniform(0.35, 0.6), phase=rng.uniform())
    tone = wave(hz, count, _oscillator(rng))
    if chance(rng, 0.3):  # a second pitch close by, so that it beats
        tone += wave(hz * rng.uniform(1.005, 1.06), count, [0.7, 0.2])
    street = noise(rng, count, tilted(band(50, 3_000), db_per_octave=-4))
    return tone * on + street * np.float32(between(rng, 0.001, 0.05))


def burglar_alarm(rng: Rng, count: int) -> Signal:
    """A car alarm: yelps, whoops, stutters and hi-lo, some seconds of each, round and round."""
    low_hz, octaves, colour = between(rng, 500, 1_300), rng.uniform(0.5, 1.6), _oscillator(rng)
    parts: list[Signal] = []
    while sum(map(len, parts)) < min(count, samples(12)):
        n, rate_hz = samples(rng.uniform(1.0, 2.6)), between(rng, 1.5, 8)
        turn = (clock(n) * np.float32(rate_hz)) % 1
        shapes = (
            turn,  # whoop
            1 - turn,  # pew
            1 - np.abs(2 * turn - 1),  # yelp
            np.round(turn),  # hi-lo
            np.ones(n, np.float32),  # stutter, by the gate below
        )
        which = int(rng.integers(5))
        pitch = (low_hz * 2 ** (octaves * shapes[which])).astype(np.float32)
        stutter = gate(n, period_seconds=1 / rate_hz, duty=0.5) if which == 4 else 1
        parts.append(wave(pitch, n, colour) * stutter)
    cycle = np.concatenate(parts).astype(np.float32)
    return np.tile(cycle, count // len(cycle) + 1)[:count] * np.float32(0.8)


def klaxon(rng: Rng, count: int) -> Signal:
    """Red alert in a ship or a works: a harsh low horn that blares, bends up and breaks off."""
    hz, bend = between(rng, 120, 620), rng.uniform(0.85, 1.6)
    seconds, drive = between(rng, 0.3, 1.6), between(rng, 0.8, 6)
    centre_hz = between(rng, 700, 2_200)

    def one() -> Signal:
        n = samples(seconds)
        pitch = slide([hz, hz * bend, hz * bend], n, [0, rng.uniform(0.3, 0.9), 1])
        reed = unit_rms(wave(pitch, n, sawtooth(40, power=0.6)))
        grind = 1 + 0.5 * np.sign(np.sin(2 * np.pi * rng.uniform(20, 70) * clock(n)))
        horn = np.tanh(reed * drive * (grind if rough else 1)).astype(np.float32)
        horn = filtered(horn, formants((centre_hz, centre_hz * 2.1), (500, 900), 0.15))
        return unit_peak(horn) * swell(n, attack=0.05, release=0.08)

    rough = chance(rng, 0.4)
    pause = between(rng, 0.08, 1.0)
    return repeated(rng, count, one, pause=(pause, pause * 1.02), kinds=1, rarely=0, softest=0.95)


def watch_pips(rng: Rng, count: int) -> Signal:
    """Quick pips in groups, pi-pi-pip, as a watch, a timer or a monitor: the sum of its beeps."""
    hz, colour = between(rng, 900, 4_500), _oscillator(rng)
    number, each = int(rng.integers(1, 7)), between(rng, 0.035, 0.14)
    gap, ringing = each * rng.uniform(0.5, 1.3), chance(rng, 0.3)
    higher = hz * rng.choice([1, 1, 1.25, 1.5])
    n = samples(each)

    def pip(pitch_hz: float) -> Signal:
        if ringing:
            m = samples(each * 3)
            return wave(pitch_hz, m, [1, 0.3, 0.1]) * decay(
                m, attack_seconds=0.002, decay_seconds=each
            )
        return wave(pitch_hz, n, colour) * swell(n, attack=0.05, release=0.05)

    starts = [samples(k * (each + gap)) for k in range(number)]
    pips = [pip(higher if k % 2 else hz) for k in range(number)]
    group = place(starts[-1] + len(pips[-1]), starts, pips)
    pause = between(rng, 0.15, 0.9)
    return repeated(
        rng, count, lambda: group, pause=(pause, pause * 1.001), kinds=1, rarely=0.1, softest=0.95
    )


def darkening_blast(rng: Rng, count: int) -> Signal:
    """All at once and loud, then an exponential fall, the low-pass sinking from bright to dull."""

    def one() -> Signal:
        length, fall = samples(rng.uniform(1.2, 3)), rng.uniform(0.2, 0.7)
        seconds = clock(length)
        top_hz, floor_hz = between(rng, 1_500, 12_000), between(rng, 50, 200)
        corner = floor_hz + top_hz * np.exp(-seconds / (fall * rng.uniform(0.2, 0.8)))
        blast = unit_peak(swept(noise(rng, length), corner.astype(np.float32)))
        blast *= decay(length, attack_seconds=0.002, decay_seconds=fall)
        driven = np.tanh(unit_peak(blast) * between(rng, 1, 6))
        return unit_peak(driven * swell(length, attack=0, release=0.3))

    return repeated(rng, count, one, pause=(0.2, 1.8), kinds=2, rarely=0.2, softest=0.7)


def fireball(rng: Rng, count: int) -> Signal:
    """Petrol that goes up: a thud, a roar of flame that rolls and flutters, wreckage that drops."""

    def one() -> Signal:
        length = samples(rng.uniform(2, 3.4))
        thud_hz = between(rng, 35, 80)
        thud = wave(
            slide([thud_hz * 2.5, thud_hz, thud_hz * 0.8], length, [0, 0.1, 1]), length, [1]
        )
        thud *= decay(length, attack_seconds=0.003, decay_seconds=0.25)
        roar = glide([0.6, 1, 0.5, 0.15, 0], length, [0, 0.1, 0.4, 0.75, 1])
        roar *= wander(rng, length, rate_hz=rng.uniform(8, 16), low=0.4, high=1)
        flame = noise(rng, length, tilted(band(40, between(rng, 700, 3_000)), db_per_octave=-3))
        crack = noise(rng, length) * decay(length, attack_seconds=0.0005, decay_seconds=0.04)
        falling = glide([0, 0, 1, 0.2, 0], length, [0, 0.2, 0.45, 0.8, 1])
        bits = impulses(rng, length, rate_hz=between(rng, 5, 60), density=falling, spread=1)
        wreck = resonated(bits, [between(rng, 400, 1_200), 2_400, 4_800], [150, 400, 900])
        total = unit_peak(flame * roar) + thud * rng.uniform(0.3, 1) + crack * 0.25
        return unit_peak(total + unit_peak(wreck) * np.float32(rng.uniform(0, 0.25)))

    return repeated(rng, count, one, pause=(0.1, 1.2), kinds=2, rarely=0, softest=0.7)


def shells_with_echoes(rng: Rng, count: int) -> Signal:
    """Shells or grenades one after another: crack, dropping thump, and slaps off the walls."""
    hz, walls = between(rng, 50, 110), rng.uniform(0.08, 0.45, 4)

    def one() -> Signal:
        n = samples(rng.uniform(0.6, 1.1))
        crack = noise(rng, n, band(100, 9_000)) * decay(
            n, attack_seconds=0.0005, decay_seconds=between(rng, 0.02, 0.09)
        )
        pitch = slide([hz * 2, hz, hz * 0.6], n, [0, 0.15, 1])
        boom = unit_peak(crack) + 0.8 * wave(pitch, n, [1, 0.3]) * decay(
            n, attack_seconds=0.002, decay_seconds=rng.uniform(0.1, 0.25)
        )
        boom = np.tanh(boom * between(rng, 0.8, 4)).astype(np.float32)
        starts = [0, *(samples(w * (k + 1)) for k, w in enumerate(np.sort(walls)))]
        grains = [boom, *(lowpassed(boom, 1_600 / (k + 1)) * 0.6**k for k in range(4))]
        length = starts[-1] + n
        return unit_peak(place(length, starts, grains) * swell(length, attack=0, release=0.5))

    return overlapping(rng, count, one, every_seconds=(0.7, between(rng, 1.2, 3.4)))


def bogies_over_joints(rng: Rng, count: int) -> Signal:
    """A coach: two axles, a stretch, two axles; coach after coach, the floor booming with it."""
    period, axle = between(rng, 0.7, 1.6), rng.uniform(0.08, 0.14)
    apart, body_hz = rng.uniform(0.35, 0.5), between(rng, 70, 180)
    steel = ring([between(rng, 500, 1_500), between(rng, 1_800, 3_500)], [0.02, 0.012], 0.3)
    thump = wave(body_hz, len(steel), [1, 0.4]) * np.exp(-clock(len(steel)) / 0.05)
    knock = burst(rng, 0.3, band(150, 3_000), decay_seconds=0.015)
    wheel = thump + steel * np.float32(rng.uniform(0.1, 0.6)) + unit_peak(knock) * 0.6
    starts, grains = [], []
    for first in beat(rng, count, period_seconds=period, jitter=0.004):
        for at in (0, axle, apart, apart + axle):
            starts.append(int(first) + samples(period * at))
            grains.append(wheel * np.float32(rng.uniform(0.6, 1)))
    sway = lfo(rng, count, rate_hz=1 / period, low=0.6, high=1)
    roll = noise(rng, count, tilted(band(40, between(rng, 500, 2_500)), db_per_octave=-4)) * sway
    return place(count, starts, grains) + roll * np.float32(between(rng, 0.08, 0.5))


def labouring_locomotive(rng: Rng, count: int) -> Signal:
    """Steam on a grade: chuff-hah in fours, each blast through the chimney, rods that clank."""
    rate = slide([r := between(rng, 1.5, 5), r * rng.uniform(0.8, 1.5)], count)
    turns = np.cumsum(rate, dtype=np.float64) / 48_000 + rng.uniform()
    within, beat_number = turns % 1, np.floor(turns).astype(np.int64) % 4
    accent = np.asarray([1, *rng.uniform(0.5, 0.9, 3)], np.float32)[beat_number]
    blast = np.exp(-within / rng.uniform(0.12, 0.35)) * (1 - np.exp(-within / 0.02)) * accent
    suck = np.exp(-(((within - 0.6) / 0.12) ** 2)) * rng.uniform(0.02, 0.25)
    chimney_hz = between(rng, 150, 500)
    stack = unit_rms(noise(rng, count, formants((chimney_hz, chimney_hz * 3), (150, 400), 0.08)))
    hiss = noise(rng, count, band(1_500, 9_000))
    clank = unit_peak(ring([between(rng, 700, 1_600), 2_700, 4_100], [0.04, 0.02, 0.01], 0.2))
    where = np.flatnonzero(np.diff(beat_number) < 0)
    rods = place(count, where, [clank * np.float32(rng.uniform(0.1, 0.4)) for _ in where])
    rumble = noise(rng, count, tilted(band(30, 400), db_per_octave=-3)) * np.float32(0.15)
    puff = stack * blast + hiss * (blast * rng.uniform(0.1, 0.6) + suck + rng.uniform(0, 0.04))
    return (puff + rods * rng.uniform(0, 1.5) + rumble).astype(np.float32)


def electric_train(rng: Rng, count: int) -> Signal:
    """The underground: a motor's whine that climbs, holds and sinks, a roar, flanges that sing."""
    speed = lfo(rng, count, rate_hz=between(rng, 0.04, 0.12), low=rng.uniform(0.2, 0.5), high=1)
    hz = between(rng, 250, 900)
    whine = wave(hz * speed, count, [1, 0.5, 0.3, 0.1]) * speed
    whine += wave(hz * speed * np.float32(rng.uniform(1.4, 2.6)), count, [0.5, 0.2])
    roar = noise(rng, count, tilted(band(50, between(rng, 600, 2_500)), db_per_octave=-3))
    throb = wander(rng, count, rate_hz=6, low=0.7, high=1)
    flange = noise(rng, count, formants((between(rng, 1_800, 4_000), 5_300), (30, 60), 0))
    flange *= wander(rng, count, rate_hz=1, low=0, high=1) ** 4
    hit = unit_peak(burst(rng, 0.12, band(80, 2_500), decay_seconds=0.02))
    rate = np.maximum(speed / between(rng, 0.4, 0.9), 0.2).astype(np.float32)
    first = np.flatnonzero(pulses(rng, rate))
    starts = np.concatenate([first, first + samples(rng.uniform(0.09, 0.18))])
    joints = place(count, starts, [hit] * len(starts))
    return (
        roar * speed * throb * 0.5
        + whine * np.float32(between(rng, 0.03, 0.35))
        + flange * np.float32(between(rng, 0.01, 0.2))
        + joints * np.float32(rng.uniform(0.4, 2))
    ).astype(np.float32)


def goods_train(rng: Rng, count: int) -> Signal:
    """Heavy wagons at walking pace: slow clunks, a deep rumble, squeals, couplings that bang."""
    period = between(rng, 0.5, 1.1)
    clunk = unit_peak(
        ring([between(rng, 90, 250), 420, 1_100, 2_300], [0.09, 0.05, 0.03, 0.02], 0.4)
    )
    clunk[:1_440] += burst(rng, 0.03, band(200, 4_000), decay_seconds=0.008) * np.float32(0.3)
    first = beat(rng, count, period_seconds=period, jitter=0.03)
    second = first + samples(period * rng.uniform(0.2, 0.4))
    hits = [clunk * np.float32(rng.uniform(0.4, 1)) for _ in range(2 * len(first))]
    rumble = noise(rng, count, tilted(band(25, 350), db_per_octave=-2))
    rumble *= wander(rng, count, rate_hz=2, low=0.5, high=1)
    creak = between(rng, 900, 3_500) * wander(rng, count, rate_hz=2, low=0.9, high=1.1)
    squeal = wave(creak.astype(np.float32), count, [1, 0.5, 0.6, 0.2])
    squeal *= wander(rng, count, rate_hz=1.5, low=-1, high=1).clip(0) ** 2

    def bang() -> Signal:
        n = samples(0.7)
        clang = noise(rng, n, formants((300, 900, 1_900), (60, 120, 200), 0.05))
        return unit_peak(clang * decay(n, attack_seconds=0.001, decay_seconds=0.12))

    bangs = overlapping(rng, count, bang, every_seconds=(1.5, 6))
    return (
        place(count, [*first, *second], hits)
        + rumble * np.float32(between(rng, 0.1, 0.5))
        + squeal * np.float32(between(rng, 0.005, 0.15))
        + bangs * np.float32(rng.uniform(0, 0.6))
    ).astype(np.float32)


def tractor(rng: Rng, count: int) -> Signal:
    """One big cylinder, or an outboard: put-put-put, each pop through a short exhaust pipe."""
    rate = between(rng, 7, 22) * wander(rng, count, rate_hz=0.7, low=0.9, high=1.15)
    pops = pulses(rng, rate.astype(np.float32), jitter=0.015, shimmer=0.1)
    pipe_hz = between(rng, 60, 180)
    pipe = resonated(pops, [pipe_hz, pipe_hz * 2.6, pipe_hz * 6], [40, 120, 400], [1, 0.6, 0.3])
    puff = lowpassed(pops, between(rng, 5, 15)) * noise(rng, count, band(150, 3_500))
    valves = resonated(np.roll(pops, samples(0.02)), [2_600, 4_300], [500, 900])
    total = unit_rms(pipe) + unit_rms(puff) * rng.uniform(0.1, 0.6)
    return (total + unit_rms(valves) * np.float32(rng.uniform(0, 0.06))).astype(np.float32)


def quartz_wall_clock(rng: Rng, count: int) -> Signal:
    """A stepping hand, once a second to the sample: a dry plastic click that bounces once."""
    hz, period = between(rng, 1_500, 5_000), rng.choice([1.0, 1.0, 0.5])
    n = samples(0.08)
    click = ring([hz, hz * 1.55, hz * 0.4], [0.003, 0.002, 0.006], 0.08)
    click[:96] += rng.uniform(-0.5, 0.5, 96).astype(np.float32)
    back = samples(rng.uniform(0.015, 0.045))
    tick = place(n, [0, back], [click, click * np.float32(rng.uniform(0.1, 0.6))])
    first = rng.uniform(0, 0.25)
    starts = (np.arange(first, count / 48_000, period) * 48_000).astype(np.int64)
    room = noise(rng, count, tilted(band(40, 6_000, steepness=1), db_per_octave=-4))
    ticks = place(count, starts, [unit_peak(tick)] * len(starts))
    return (ticks + room * np.float32(between(rng, 0.0003, 0.008))).astype(np.float32)


def tick_and_tock_of_sines(rng: Rng, count: int) -> Signal:
    """Two damped sines in turn, the second lower, a spike at the start: even as a metronome."""
    hz, lower, fall = between(rng, 900, 3_500), rng.uniform(0.55, 0.9), between(rng, 0.003, 0.03)
    spike, period = rng.uniform(0, 1), float(rng.choice([0.25, 0.5, 0.5, 1.0]))

    def hit(pitch_hz: float) -> Signal:
        n = samples(0.15)
        total = np.sin(2 * np.pi * pitch_hz * clock(n)) * np.exp(-clock(n) / fall)
        total += spike * rng.normal(0, 1, n) * np.exp(-clock(n) / 0.0012)
        return unit_peak(total.astype(np.float32))

    pair = (hit(hz), hit(hz * lower) * np.float32(rng.uniform(0.5, 1)))
    first = rng.uniform(0, period / 2 if period < 1 else 0.25)
    starts = (np.arange(first, count / 48_000, period) * 48_000).astype(np.int64)
    return place(count, starts, [pair[k % 2] for k in range(len(starts))])


def _stroke(rng: Rng, *, body_hz: float, click_hz: float, weight: float) -> Signal:
    """A key: the click going down, the knock of the board, the softer click coming up."""
    total = np.zeros(samples(0.22), dtype=np.float32)
    down = burst(rng, 0.03, band(click_hz * 0.6, click_hz * 2), decay_seconds=0.003)
    body = ring([body_hz, body_hz * 2.4], [0.012, 0.006], 0.08) * np.float32(weight)
    up, at = (
        unit_peak(burst(rng, 0.02, band(click_hz, click_hz * 2.5), decay_seconds=0.002)),
        (samples(rng.uniform(0.06, 0.13))),
    )
    total[: len(down)] += unit_peak(down)
    total[96 : 96 + len(body)] += body
    total[at : at + len(up)] += up * np.float32(rng.uniform(0.15, 0.5))
    return unit_peak(total) * np.float32(rng.uniform(0.6, 1))


def touch_typist(rng: Rng, count: int) -> Signal:
    """Fast and even: words of two to nine strokes, the space bar's thump between."""
    body_hz, click_hz = between(rng, 180, 500), between(rng, 1_800, 4_500)
    weight, rate_hz = rng.uniform(0.2, 1), rng.uniform(8, 14)
    keys = [
        _stroke(rng, body_hz=body_hz, click_hz=click_hz * rng.uniform(0.85, 1.15), weight=weight)
        for _ in range(12)
    ]
    bar = _stroke(rng, body_hz=body_hz * 0.6, click_hz=click_hz * 0.6, weight=weight + 0.5)
    at, starts, grains = rng.uniform(0, 0.15), [], []
    while at < count / 48_000:
        for last in (*[False] * int(rng.integers(2, 10)), True):
            starts.append(samples(at))
            grains.append(bar if last else keys[int(rng.integers(12))])
            at += rng.normal(1, 0.2) / rate_hz if rng.uniform() < 0.97 else rng.uniform(0.3, 0.9)
    return place(count, starts, grains)


def two_finger_typist(rng: Rng, count: int) -> Signal:
    """Hunting for each key: hard single strokes at very uneven moments, a desk that resounds."""
    desk_hz, click_hz = between(rng, 90, 220), between(rng, 1_200, 3_500)
    keys = [
        _stroke(rng, body_hz=between(rng, 200, 500), click_hz=click_hz, weight=0.6)
        for _ in range(8)
    ]
    desk = ring([desk_hz, desk_hz * 1.9], [0.03, 0.015], 0.2) * np.float32(rng.uniform(0.1, 0.6))
    gaps = rng.lognormal(np.log(between(rng, 0.16, 0.4)), 0.5, int(count / 48_000 * 12) + 4)
    starts = (np.cumsum(np.clip(gaps, 0.09, 1.2)) * 48_000).astype(np.int64) - samples(0.08)
    grains = [
        keys[int(k)] + np.pad(desk, (0, len(keys[0]) - len(desk)))
        for k in rng.integers(0, 8, len(starts))
    ]
    room = noise(rng, count, tilted(band(50, 4_000), db_per_octave=-4))
    return place(count, starts, grains) + room * np.float32(between(rng, 0.0003, 0.006))


NEWER: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "alarm": (reversing_beeper, burglar_alarm, klaxon, watch_pips),
    "explosion": (darkening_blast, fireball, shells_with_echoes),
    "train": (bogies_over_joints, labouring_locomotive, electric_train, goods_train),
    "clock ticking": (quartz_wall_clock, tick_and_tock_of_sines),
    "typing": (touch_typist, two_finger_typist),
    "engine": (tractor,),
}
