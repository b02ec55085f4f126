"""The newest ways of making the sea, rain, fire, drops of water, birds and silence."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    highpassed,
    impulses,
    lfo,
    lowpassed,
    modulated,
    repeated,
    resonated,
    slide,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.events.newest_makers import recorded, stream, struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    glide,
    noise,
    place,
    samples,
    scatter,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def brown_swells(rng: Rng, count: int) -> Signal:
    """Brown noise under a slow sine, and white noise that joins at each crest alone."""
    rate_hz, power = 1 / between(rng, 3.5, 12), rng.uniform(1, 4)
    level = lfo(rng, count, rate_hz=rate_hz, low=0, high=1)
    if chance(rng, 0.5):
        level *= lfo(rng, count, rate_hz=rate_hz * rng.uniform(0.3, 0.8), low=0.4, high=1)
    deep = noise(rng, count, tilted(band(60, 12_000), db_per_octave=-rng.uniform(3, 6)))
    deep = unit_rms(highpassed(deep, between(rng, 80, 400)))
    foam = highpassed(noise(rng, count), between(rng, 500, 4_000))
    crest = level**power * np.float32(between(rng, 0.03, 0.8))
    floor = between(rng, 0.03, 0.3)
    return recorded(rng, deep * (floor + level) + foam * crest, noisiest=0.1)


def wash_up_the_sand(rng: Rng, count: int) -> Signal:
    """Each wave steps in within a second and sinks for several; its foam comes later and stays."""
    every = between(rng, 3.5, 10)

    def one() -> Signal:
        length = samples(every * rng.uniform(1.2, 1.8))
        seconds = clock(length)
        late, rise = rng.uniform(0.1, 1.0), rng.uniform(0.15, 0.6)
        after = np.maximum(seconds - late, 0)
        body = (1 - np.exp(-((seconds / rise) ** 2))) * np.exp(-seconds / rng.uniform(1, 2.5))
        fizz = (1 - np.exp(-after / 0.7)) * np.exp(-after / rng.uniform(1.2, 3.5))
        low = noise(rng, length, band(between(rng, 40, 120), between(rng, 300, 1_500)))
        high = noise(rng, length, band(between(rng, 1_000, 3_500), between(rng, 7_000, 16_000)))
        both = low * body + high * fizz * np.float32(between(rng, 0.1, 1.2))
        return (both * swell(length, attack=0.01, release=0.25)).astype(np.float32)

    bed = noise(rng, count, tilted(band(50, 3_000), db_per_octave=-3))
    waves = overlapping(rng, count, one, every_seconds=(every * 0.75, every * 1.25))
    return recorded(rng, waves + bed * np.float32(between(rng, 0.01, 0.2)), noisiest=0.1)


def sea_below_a_cliff(rng: Rng, count: int) -> Signal:
    """Far down: dull humps of noise of all widths that run into one another, and the wind."""
    level = np.full(count, rng.uniform(0.05, 0.3), dtype=np.float32)
    seconds = clock(count)
    at = -rng.uniform(0, 4)
    while at < count / 48_000 + 3:
        width = rng.uniform(0.6, 2.2)
        level += np.exp(-(((seconds - at) / width) ** 2)) * np.float32(rng.uniform(0.3, 1))
        at += rng.uniform(2, 7)
    corner = (between(rng, 150, 600) * (1 + level * rng.uniform(1, 5))).astype(np.float32)
    sea = swept(noise(rng, count), corner) * level
    gusts = wander(rng, count, rate_hz=0.6, low=0, high=1)
    wind = noise(rng, count, band(30, between(rng, 120, 400))) * gusts
    return recorded(rng, unit_rms(sea) + wind * rng.uniform(0, 0.25), noisiest=0.1)


def beach_with_gulls(rng: Rng, count: int) -> Signal:
    """Steady surf whose crests hiss, gulls that cry over it, the wind on the microphone."""
    period = between(rng, 4, 11)
    turn = (clock(count) / period + wander(rng, count, rate_hz=0.2, low=0, high=0.5)) % 1
    rise = rng.uniform(0.2, 0.5)
    level = np.where(turn < rise, (turn / rise) ** 2, ((1 - turn) / (1 - rise)) ** 1.5)
    water = noise(rng, count, tilted(band(60, 11_000), db_per_octave=-rng.uniform(1.5, 4)))
    crest = noise(rng, count, band(1_500, 10_000)) * level**2 * rng.uniform(0.2, 1)

    def cry() -> Signal:
        n, hz = samples(rng.uniform(0.2, 0.5)), between(rng, 900, 1_900)
        pitch = slide([hz, hz * rng.uniform(1.2, 1.5), hz * 0.85], n)
        note = wave(pitch, n, [1, 0.8, 0.6, 0.3, 0.15]) * swell(n, attack=0.15, release=0.4)
        return np.concatenate([note, note * np.float32(0.6)])

    gulls = overlapping(rng, count, cry, every_seconds=(0.8, between(rng, 2.5, 9)))
    floor, share = rng.uniform(0.1, 0.4), between(rng, 0.02, 0.5)
    return recorded(rng, water * (floor + level) + crest + gulls * np.float32(share))


def drops_as_bursts_over_pink(rng: Rng, count: int) -> Signal:
    """Pink to white noise that hardly moves, with short bursts of noise scattered over it."""
    hiss = noise(rng, count, tilted(band(100, 18_000), db_per_octave=-rng.uniform(0, 4)))
    n = samples(0.04)
    total = hiss * lfo(rng, count, rate_hz=between(rng, 0.05, 0.5), low=rng.uniform(0.5, 1), high=1)
    for _ in range(3):
        fall = between(rng, 0.0007, 0.008)
        drop = rng.standard_normal(n, dtype=np.float32) * np.exp(-clock(n) / fall)
        drop = unit_peak(lowpassed(drop, between(rng, 1_500, 15_000)))
        total += scatter(rng, count, drop, rate_hz=between(rng, 5, 120), spread=0.5) * between(
            rng, 0.5, 3
        )
    return recorded(rng, (np.tanh(total / 3)).astype(np.float32), noisiest=0.1)


def rain_from_the_porch(rng: Rng, count: int) -> Signal:
    """A shower in the yard, dulled, and the eaves near by: some streams of drops that splash."""
    yard = noise(rng, count, tilted(band(150, between(rng, 3e3, 12e3)), db_per_octave=-3))
    patter = impulses(rng, count, rate_hz=between(rng, 200, 2_000), spread=1.0)
    patter = resonated(patter, [between(rng, 1_000, 4_000), between(rng, 4e3, 8e3)], [1e3, 4e3])
    total = yard + np.tanh(unit_rms(patter) / 3) * np.float32(rng.uniform(0.3, 1.5))
    for _ in range(int(rng.integers(1, 6))):
        hz = between(rng, 300, 2_500)

        def splash(hz: float = hz) -> Signal:
            plop = struck(rng, hz * rng.uniform(0.85, 1.2), fall=between(rng, 0.004, 0.02), snap=1)
            spray = burst(rng, 0.08, band(1_500, 9_000), decay_seconds=rng.uniform(0.005, 0.02))
            m = min(len(plop), len(spray))
            return unit_peak(plop[:m] + spray[:m] * np.float32(rng.uniform(0.1, 0.6)))

        drips = stream(rng, count, splash, period=between(rng, 0.12, 1.0), jitter=0.15)
        total += drips * np.float32(between(rng, 0.5, 4))
    return recorded(rng, total.astype(np.float32), noisiest=0.1)


def rain_on_leaves(rng: Rng, count: int) -> Signal:
    """Drops from fine to heavy: the finer, the more and the brighter; a shower that comes and goes.

    All of it crackles, yet there is no moment of rest in it and no low roar under it.
    """
    force = wander(rng, count, rate_hz=0.4, low=rng.uniform(0.3, 1), high=1)
    total = noise(rng, count, tilted(band(800, 14_000), db_per_octave=-rng.uniform(0, 3)))
    total *= np.float32(between(rng, 0.1, 0.8))
    rate_hz = between(rng, 400, 2_500)
    for rank in range(4):
        corner = 9_000 / 2.2**rank * rng.uniform(0.7, 1.4)
        drops = impulses(rng, count, rate_hz=rate_hz / 3.5**rank, spread=0.8, density=force)
        patter = resonated(drops, [corner], [corner * rng.uniform(0.4, 1.2)])
        total += np.tanh(unit_rms(patter) / 5) * np.float32(5 * rng.uniform(0.3, 1))
    return recorded(rng, (total * force).astype(np.float32), noisiest=0.1)


def rain_on_a_car(rng: Rng, count: int) -> Signal:
    """Inside: taps and thuds on the roof, the hiss outside dulled, at times wipers or a motor."""
    roof_hz = between(rng, 110, 450)
    drops = impulses(rng, count, rate_hz=between(rng, 30, 500), spread=0.9)
    roof = unit_rms(resonated(drops, [roof_hz, roof_hz * 2.7, roof_hz * 6], [60, 200, 900]))
    taps = unit_rms(lowpassed(highpassed(drops, 600), between(rng, 2_000, 9_000)))
    outside = noise(rng, count, tilted(band(100, between(rng, 1_200, 6_000)), db_per_octave=-3))
    total = np.tanh(roof / 4) * 3 + np.tanh(taps / 4) * rng.uniform(0.5, 3)
    total += outside * np.float32(between(rng, 0.2, 1.5))
    if chance(rng, 0.25):
        wipe = noise(rng, count, band(400, 3_000)) * lfo(
            rng, count, rate_hz=rng.uniform(0.7, 1.5), low=0, high=1
        ).astype(np.float32)
        total += wipe * np.float32(rng.uniform(0.1, 0.5))
    if chance(rng, 0.25):
        total += wave(between(rng, 25, 60), count, [1, 0.7, 0.4, 0.2]) * rng.uniform(0.1, 0.6)
    return recorded(rng, total.astype(np.float32), noisiest=0.1)


def sparks_over_brown(rng: Rng, count: int) -> Signal:
    """Brown noise that flutters a little and, apart, sparks: noise that dies within milliseconds.

    Some are mere ticks, some bang; between them there is time.
    """
    roar = noise(rng, count, tilted(band(25, 4_000), db_per_octave=-6))
    roar *= wander(rng, count, rate_hz=between(rng, 0.8, 10), low=0.4, high=1)
    number = max(2, int(rng.poisson(between(rng, 3, 40) * count / 48_000)))
    grains = []
    for _ in range(min(number, 40)):
        fall, n = between(rng, 0.0005, 0.015), samples(0.05)
        spark = rng.standard_normal(n, dtype=np.float32) * np.exp(-clock(n) / fall)
        grains.append(unit_peak(highpassed(spark, between(rng, 100, 2_500))))
    sizes = rng.uniform(0, 1, number) ** rng.uniform(1, 4)
    sparks = place(
        count,
        rng.integers(0, count, number),
        [grains[k % len(grains)] * np.float32(s + 0.02) for k, s in enumerate(sizes)],
    )
    return recorded(rng, sparks + roar * np.float32(between(rng, 0.01, 0.25)), noisiest=0.1)


def flurries_of_embers(rng: Rng, count: int) -> Signal:
    """A crackle sets off others, each a few milliseconds after the last; then it rests."""
    starts: list[float] = []
    at, more = rng.uniform(0, 0.2), rng.uniform(0.6, 0.93)
    while at < count / 48_000:
        follower = at
        while rng.uniform() < more:
            follower += rng.exponential(between(rng, 0.004, 0.05))
            starts.append(follower)
        starts.append(at)
        at += rng.exponential(between(rng, 0.06, 0.5))
    spikes = np.zeros(count, dtype=np.float32)
    where = (np.asarray(starts) * 48_000).astype(np.int64)
    where = where[where < count]
    np.add.at(spikes, where, rng.lognormal(0, 1, len(where)).astype(np.float32))
    wood_hz = between(rng, 500, 2_500)
    wood = resonated(spikes, [wood_hz, wood_hz * 2.7, 8_000], [wood_hz / 2, 2_500, 7_000])
    flame = noise(rng, count, tilted(band(50, between(rng, 300, 1_500)), db_per_octave=-3))
    flame *= wander(rng, count, rate_hz=rng.uniform(3, 12), low=0.2, high=1)
    crackle = np.tanh(unit_peak(wood) * between(rng, 1.5, 8))
    return recorded(rng, crackle + flame * between(rng, 0.005, 0.2), noisiest=0.1)


def fire_in_a_stove(rng: Rng, count: int) -> Signal:
    """Behind an iron door: the draught hums and flaps, snaps ring in the box, a log thuds."""
    pipe_hz = between(rng, 60, 220)
    air = noise(rng, count)
    draught = unit_rms(resonated(air, [pipe_hz, pipe_hz * 2.1], [40, 120], [1, 0.4]))
    draught *= wander(rng, count, rate_hz=rng.uniform(2, 9), low=0.2, high=1)
    snaps = impulses(rng, count, rate_hz=between(rng, 2, 20), spread=1.1)
    iron_hz = between(rng, 400, 1_500)
    box = resonated(snaps, [iron_hz, iron_hz * 2.3, 3_900, 6_700], [80, 200, 500, 2_000])
    logs = scatter(rng, count, struck(rng, pipe_hz, fall=0.04, snap=0.5), rate_hz=0.3, spread=0.3)
    total = np.tanh(unit_peak(box) * between(rng, 1.5, 5)) + logs * np.float32(0.3)
    return recorded(rng, total + draught * between(rng, 0.03, 0.25), noisiest=0.1)


def tap_in_a_bathroom(rng: Rng, count: int) -> Signal:
    """A tick as the drop lands and, a moment later, the bubble's ping; tiles all around."""
    hz, fall = between(rng, 450, 3_000), between(rng, 0.008, 0.06)
    late, tick = rng.uniform(0, 0.04), between(rng, 0.05, 0.7)

    def drop() -> Signal:
        ping = struck(rng, hz * rng.uniform(0.94, 1.06), fall=fall, snap=0, drop=0.75)
        tap = unit_peak(burst(rng, 0.02, band(1_500, 9_000), decay_seconds=0.002))
        length = samples(late) + len(ping)
        return place(max(length, len(tap)), [0, samples(late)], [tap * np.float32(tick), ping])

    drips = stream(rng, count, drop, period=between(rng, 0.25, 1.8), jitter=0.03)
    return recorded(rng, drips, noisiest=0.2)


def leaks_of_several_paces(rng: Rng, count: int) -> Signal:
    """Two to five leaks, each with its own pitch and pace, sines that glide up or down and fade."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(2, 6))):
        hz, bend = between(rng, 350, 3_500), rng.choice([0.6, 0.8, 1.3, 1.6, 2.2])
        n, fall = samples(rng.uniform(0.05, 0.16)), between(rng, 0.01, 0.04)

        def blip(hz: float = hz, bend: float = bend, n: int = n, fall: float = fall) -> Signal:
            own = hz * rng.uniform(0.95, 1.05)
            edge = np.minimum(np.minimum(clock(n) / 0.001, 1), clock(n)[::-1] / 0.005)
            return wave(slide([own, own * bend], n), n, [1, 0.1]) * np.exp(-clock(n) / fall) * edge

        leak = stream(rng, count, blip, period=between(rng, 0.3, 2.2), jitter=rng.uniform(0, 0.2))
        total += leak * np.float32(between(rng, 0.2, 1))
    return recorded(rng, total, noisiest=0.2)


def drops_and_trickle(rng: Rng, count: int) -> Signal:
    """A thaw or a grotto: drops into a pool, splat and plop, over a trickle of little bubbles."""
    trickle = np.zeros(count, dtype=np.float32)
    for _ in range(4):
        n, hz = samples(0.04), between(rng, 500, 3_500)
        bubble = wave(slide([hz, hz * 1.3], n), n, [1.0]) * swell(n, attack=0.1, release=0.8)
        trickle += scatter(rng, count, bubble, rate_hz=between(rng, 1, 15), spread=0.6)
    pool_hz = between(rng, 200, 1_100)

    def plop() -> Signal:
        splat = burst(rng, 0.3, band(500, 7_000), decay_seconds=between(rng, 0.004, 0.03))
        body = struck(rng, pool_hz * rng.uniform(0.8, 1.3), fall=0.03, snap=0.1, drop=0.5)
        return place(len(splat), [0, samples(0.015)], [unit_peak(splat) * np.float32(0.5), body])

    plops = stream(rng, count, plop, period=between(rng, 0.2, 1.2), jitter=0.3, softest=0.2)
    return recorded(rng, plops + unit_peak(trickle) * np.float32(between(rng, 0.005, 0.3)))


def _hushed(rng: Rng, sound: Signal) -> Signal:
    """At an RMS 57 to 90 dB below full scale, no peak above -42 dB."""
    quiet = unit_rms(sound) * np.float32(10 ** (rng.uniform(-90, -57) / 20))
    return quiet * np.float32(min(1.0, 10 ** (-42 / 20) / max(float(np.abs(quiet).max()), 1e-9)))


def hiss_and_hum_of_nothing(rng: Rng, count: int) -> Signal:
    """A line that is open and carries nothing: hiss of any slope, hum of any strength."""
    hiss = noise(
        rng, count, tilted(band(20, 20_000, steepness=1), db_per_octave=rng.uniform(-6, 2))
    )
    mains_hz = float(rng.choice([50.0, 60.0, 100.0, 120.0]))
    hum = unit_rms(wave(mains_hz, count, [1, *rng.uniform(0, 0.6, 6).tolist()]))
    return _hushed(rng, hiss + hum * np.float32(between(rng, 0.02, 8)))


def pure_hum_of_nothing(rng: Rng, count: int) -> Signal:
    """One or two faint low sines and next to no noise."""
    hz = between(rng, 40, 440)
    tone = wave(hz, count, [1.0]) + wave(hz * rng.uniform(1.5, 4), count, [rng.uniform(0, 0.5)])
    return _hushed(rng, tone + noise(rng, count) * np.float32(between(rng, 0.003, 0.2)))


def empty_house(rng: Rng, count: int) -> Signal:
    """Very low air, a fan or a refrigerator far off, and a tiny tick once in a while."""
    air = noise(rng, count, tilted(band(15, 2_500, steepness=1), db_per_octave=-rng.uniform(3, 9)))
    fan = resonated(noise(rng, count), [between(rng, 80, 900)], [between(rng, 20, 200)])
    total = air * wander(rng, count, rate_hz=0.4, low=0.5, high=1) + unit_rms(fan) * rng.uniform(
        0, 0.6
    )
    ticks = lowpassed(impulses(rng, count, rate_hz=between(rng, 0.1, 2)), 4_000)
    return _hushed(rng, (total + unit_peak(ticks) * rng.uniform(0, 3)).astype(np.float32))


def sine_chirps(rng: Rng, count: int) -> Signal:
    """A bird of bare sine sweeps, up or down or bowed, in bouts of one to eight."""
    low_hz, octaves = between(rng, 1_600, 5_000), rng.uniform(0.15, 1)
    shape, each = int(rng.integers(3)), between(rng, 0.03, 0.2)
    gap, vibrato = between(rng, 0.015, 0.15), rng.uniform(0, 0.06)

    def bout() -> Signal:
        parts: list[Signal] = []
        for _ in range(int(rng.integers(1, 9))):
            n = samples(each * rng.uniform(0.8, 1.2))
            height = glide(([0, 1], [1, 0], [0, 1, 0])[shape], n) * np.float32(octaves)
            shake = 1 + vibrato * np.sin(2 * np.pi * 35 * clock(n))
            pitch = low_hz * rng.uniform(0.95, 1.05) * 2**height * shake
            note = wave(pitch.astype(np.float32), n, [1, 0.03])
            parts += [note * swell(n, attack=0.2, release=0.4), np.zeros(samples(gap), np.float32)]
        return np.concatenate(parts)

    pause = between(rng, 0.15, 1.5)
    return recorded(rng, repeated(rng, count, bout, pause=(pause, pause * 1.5)))


def sparrows_in_a_hedge(rng: Rng, count: int) -> Signal:
    """A quarrelling flock: harsh short cheeps with overtones, dense, in wind or a street."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(2, 7))):
        hz, ratio = between(rng, 2_000, 4_500), rng.uniform(0.02, 0.6)

        def cheep(hz: float = hz, ratio: float = ratio) -> Signal:
            n = samples(rng.uniform(0.04, 0.13))
            pitch = slide([hz * rng.uniform(0.8, 1.2), hz * 1.25, hz * rng.uniform(0.6, 1)], n)
            note = modulated(pitch, ratio=ratio, index=rng.uniform(0.2, 1.5))
            return (note * swell(n, attack=0.15, release=0.5)).astype(np.float32)

        gaps = (0.1, between(rng, 0.3, 1.5))
        own = overlapping(rng, count, cheep, every_seconds=gaps, kinds=5, softest=0.2)
        total += own * np.float32(between(rng, 0.15, 1))
    return recorded(rng, total)


NEWEST: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "sea waves": (brown_swells, wash_up_the_sand, sea_below_a_cliff, beach_with_gulls),
    "rain": (drops_as_bursts_over_pink, rain_from_the_porch, rain_on_leaves, rain_on_a_car),
    "fire crackling": (sparks_over_brown, flurries_of_embers, fire_in_a_stove),
    "water dripping": (tap_in_a_bathroom, leaks_of_several_paces, drops_and_trickle),
    "silence": (hiss_and_hum_of_nothing, pure_hum_of_nothing, empty_house),
    "birds chirping": (sine_chirps, sparrows_in_a_hedge),
}
