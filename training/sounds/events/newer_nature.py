"""Newer ways of making weather, water and fire."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    highpassed,
    impulses,
    lfo,
    lowpassed,
    repeated,
    resonated,
    slide,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    glide,
    noise,
    place,
    ring,
    samples,
    scatter,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def swelling_sea(rng: Rng, count: int) -> Signal:
    """Noise under a slow raised sine, every 4 to 12 s, whose low-pass opens as it swells."""
    total = np.zeros(count, dtype=np.float32)
    for layer in range(int(rng.integers(1, 4))):
        seconds = clock(count) + wander(rng, count, rate_hz=0.15, low=-0.8, high=0.8)
        turns = seconds / between(rng, 4, 12) + rng.uniform()
        level = (0.5 - 0.5 * np.cos(2 * np.pi * turns)) ** rng.uniform(0.8, 2.2)
        low_hz, high_hz = between(rng, 200, 700), between(rng, 1_500, 7_000)
        water = swept(noise(rng, count), (low_hz * (high_hz / low_hz) ** level).astype(np.float32))
        total += water * (rng.uniform(0.1, 0.3) + level).astype(np.float32) / (1 + layer)
    return highpassed(total, between(rng, 30, 250))


def _crash(rng: Rng, length: int, at: float, fall_seconds: float) -> Signal:
    """Loudness of a wave that gathers until `at` (a part of the length), breaks and sinks."""
    places = np.linspace(0, 1, length, dtype=np.float32)
    gathering = np.clip(places / at, 0, 1) ** rng.uniform(3, 7) * rng.uniform(0.2, 0.6)
    after = np.maximum(places - at, 0) * length / 48_000
    broken = (1 - np.exp(-after / rng.uniform(0.05, 0.3))) * np.exp(-after / fall_seconds)
    return np.asarray(
        np.where(places < at, gathering, np.maximum(broken, gathering * np.exp(-after / 0.4)))
        * swell(length, attack=0.02, release=0.25),
        dtype=np.float32,
    )


def crashing_surf(rng: Rng, count: int) -> Signal:
    """A roller gathers, breaks with a boom, and its hiss grows brighter, then thins and sinks."""
    every = rng.uniform(4, 9)

    def one() -> Signal:
        length = samples(every * rng.uniform(1.0, 1.4))
        at = rng.uniform(0.2, 0.4)
        shape = _crash(rng, length, at, rng.uniform(0.8, 2))
        body = unit_rms(lowpassed(lowpassed(noise(rng, length), between(rng, 120, 400)), 900))
        later = np.clip((np.linspace(0, 1, length) - at) / (1 - at), 0, 1)
        corner = between(rng, 1_500, 4_000) * (1 + 3 * np.sin(np.pi * np.sqrt(later)))
        foam = unit_rms(highpassed(swept(noise(rng, length), corner.astype(np.float32)), 700))
        foam *= np.clip(shape * np.float32(1.3) - 0.05, 0, None)
        return body * shape * np.float32(rng.uniform(0.5, 1.3)) + foam

    bed = noise(rng, count, tilted(band(80, 6_000), db_per_octave=-4))
    waves = overlapping(rng, count, one, every_seconds=(every * 0.7, every))
    return waves + bed * np.float32(between(rng, 0.03, 0.15))


def pebble_beach(rng: Rng, count: int) -> Signal:
    """A wave runs up, and its water draws thousands of pebbles clicking down the slope."""
    every, stone_hz = rng.uniform(4, 7), between(rng, 1_500, 3_800)

    def one() -> Signal:
        length = samples(every * rng.uniform(0.95, 1.2))
        wash = _crash(rng, length, rng.uniform(0.08, 0.25), rng.uniform(0.5, 1.2))
        water = noise(rng, length, tilted(band(80, 9_000), db_per_octave=-3)) * wash
        back = glide([0, 0.1, 1, 0.7, 0], length, [0, 0.3, 0.55, 0.75, 1])
        clicks = impulses(rng, length, rate_hz=between(rng, 200, 1_500), density=back, spread=0.9)
        stones = resonated(clicks, [stone_hz, stone_hz * 1.7, stone_hz * 2.6], [700, 1_300, 2_000])
        return water + np.tanh(unit_rms(stones) / 2) * back * np.float32(rng.uniform(0.3, 0.9))

    bed = noise(rng, count, tilted(band(60, 4_000), db_per_octave=-3)) * np.float32(0.06)
    return overlapping(rng, count, one, every_seconds=(every * 0.8, every * 1.05)) + bed


def waves_on_rocks(rng: Rng, count: int) -> Signal:
    """Water that slams into a rock or a quay, throws spray up, and drains from the cracks."""
    thud_hz = between(rng, 45, 120)

    def one() -> Signal:
        length = samples(rng.uniform(2.6, 4.5))
        slam = wave(slide([thud_hz * 1.6, thud_hz], length), length, [1, 0.4, 0.2])
        slam *= decay(length, attack_seconds=0.03, decay_seconds=rng.uniform(0.1, 0.3))
        hit = noise(rng, length, tilted(band(60, 5_000), db_per_octave=-3))
        hit *= decay(length, attack_seconds=rng.uniform(0.02, 0.15), decay_seconds=0.35)
        falling = glide([0, 1, 0.5, 0.15, 0], length, [0, 0.2, 0.4, 0.7, 1])
        drops = impulses(rng, length, rate_hz=between(rng, 300, 2_500), density=falling)
        spray = (
            np.tanh(unit_rms(resonated(drops, [2_200, 5_000], [2_500, 5_000])) / 2) * 2 * falling
        )
        return slam * rng.uniform(0.2, 0.8) + hit + spray * np.float32(rng.uniform(0.15, 0.5))

    swirl = wander(rng, count, rate_hz=rng.uniform(0.8, 2), low=0.3, high=1)
    wash = noise(rng, count, tilted(band(100, 5_000), db_per_octave=-3)) * swirl
    waves = overlapping(rng, count, one, every_seconds=(2.2, rng.uniform(3, 5)))
    return (waves + wash * between(rng, 0.05, 0.2)).astype(np.float32)


def lapping_water(rng: Rng, count: int) -> Signal:
    """Small waves at a jetty or a boat: slop and gurgle, slosh after slosh."""

    def one() -> Signal:
        length = samples(rng.uniform(0.9, 2.4))
        shape = swell(length, attack=rng.uniform(0.15, 0.4), release=0.6)
        slop = noise(rng, length, tilted(band(between(rng, 150, 500), 4_500), db_per_octave=-4))
        slop *= shape * wander(rng, length, rate_hz=rng.uniform(5, 12), low=0.3, high=1)
        total = unit_peak(slop)
        for _ in range(int(rng.integers(4, 16))):
            n, hz = samples(rng.uniform(0.03, 0.09)), between(rng, 220, 1_000)
            bubble = wave(slide([hz, hz * rng.uniform(1.1, 1.7)], n), n, [1.0])
            start = int(rng.triangular(0, 0.35, 0.95) * (length - n))
            fade = swell(n, attack=0.1, release=0.8) * np.float32(rng.uniform(0.05, 0.3))
            total[start : start + n] += bubble * fade
        return total

    bed = noise(rng, count, tilted(band(150, 6_000), db_per_octave=-3)) * np.float32(0.03)
    return overlapping(rng, count, one, every_seconds=(0.7, 1.9), kinds=4) + bed


def rain_on_a_tin_roof(rng: Rng, count: int) -> Signal:
    """Drops that drum on sheet metal, each a knock with a short ring, merging into a roar."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(5):
        hz = between(rng, 250, 2_600)
        pang = ring([hz, hz * rng.uniform(1.4, 1.9), hz * 2.9], [0.012, 0.008, 0.005], 0.06)
        pang[:240] += burst(rng, 0.005, band(800, 12_000), decay_seconds=0.001)
        total += scatter(rng, count, pang, rate_hz=between(rng, 15, 250), spread=0.9)
    roar = noise(rng, count, tilted(band(150, 12_000), db_per_octave=rng.uniform(-3, 0)))
    squalls = wander(rng, count, rate_hz=0.4, low=0.6, high=1)
    patter = np.tanh(unit_rms(total) / 3) + roar * rng.uniform(0.08, 0.4)
    return (patter * squalls).astype(np.float32)


def rain_on_an_umbrella(rng: Rng, count: int) -> Signal:
    """Dull pats on taut cloth close to the ear, in the hush of the rain around."""
    cloth_hz = between(rng, 150, 500)
    pats = impulses(rng, count, rate_hz=between(rng, 25, 250), spread=1.0)
    drum = resonated(pats, [cloth_hz, cloth_hz * 2.3], [cloth_hz, cloth_hz * 2])
    snap = lowpassed(highpassed(pats, 800), between(rng, 2_500, 8_000))
    near = np.tanh(unit_rms(drum) / 4 + unit_rms(snap) * np.float32(rng.uniform(0.05, 0.25)))
    around = noise(rng, count, tilted(band(300, 11_000), db_per_octave=rng.uniform(-3, -1)))
    return near + around * np.float32(between(rng, 0.05, 0.35))


def hiss_and_ticks(rng: Rng, count: int) -> Signal:
    """Steady filtered noise and, on top, single drops as bare ticks; it sets in and slackens."""
    veil = lowpassed(
        highpassed(noise(rng, count), between(rng, 200, 2_500)), between(rng, 3e3, 2e4)
    )
    force = wander(rng, count, rate_hz=between(rng, 0.1, 0.5), low=rng.uniform(0.3, 1), high=1)
    fall, n = between(rng, 0.0004, 0.006), samples(0.03)
    tick = rng.standard_normal(n, dtype=np.float32) * np.exp(-clock(n) / fall)
    if chance(rng, 0.35):
        tick = wave(between(rng, 1_000, 5_000), n, [1.0]) * np.exp(-clock(n) / fall)
    ticks = scatter(rng, count, tick.astype(np.float32), rate_hz=between(rng, 15, 300), spread=0.5)
    shower = unit_rms(veil) + unit_peak(ticks) * rng.uniform(0.5, 5)
    return (shower * force).astype(np.float32)


def moving_band_wind(rng: Rng, count: int) -> Signal:
    """Noise through one broad band that slides up as slow sines make it blow harder."""
    force = sum(
        lfo(rng, count, rate_hz=between(rng, 0.1, 0.9), low=0, high=1) / (k + 1) for k in range(3)
    )
    force = np.asarray(force / np.max(force), dtype=np.float32)
    low_hz, octaves = between(rng, 120, 450), rng.uniform(0.8, 2.2)
    corner = (low_hz * 2 ** (octaves * force)).astype(np.float32)
    rush = swept(noise(rng, count), corner)
    return (rush - swept(rush, corner / np.float32(between(rng, 1.5, 6)))) * (0.1 + force)


def moaning_chimney(rng: Rng, count: int) -> Signal:
    """Wind over a chimney or a bottle's neck: the pipe hums low, its overtones join in gusts."""
    gusts = wander(rng, count, rate_hz=between(rng, 0.3, 1), low=0.05, high=1.0)
    hz, step = between(rng, 80, 260), int(rng.integers(1, 3))
    air = rng.standard_normal(count, dtype=np.float32)
    total = (
        noise(rng, count, tilted(band(60, 2_000), db_per_octave=-3)) * gusts * rng.uniform(0, 0.5)
    )
    for rank in range(5):
        mode = unit_rms(resonated(air, [hz * (1 + rank * step)], [between(rng, 4, 25)]))
        total += mode * gusts ** (1 + rank) / (1 + 0.5 * rank)
    return total.astype(np.float32)


def crack_and_rumble(rng: Rng, count: int) -> Signal:
    """A bolt near by: a ripping crack, then peal after peal, ever darker, for seconds."""

    def one() -> Signal:
        length = samples(rng.uniform(3, 5.5))
        rip = swell(length, attack=0.001, release=0.999) ** 40
        rip *= impulses(rng, length, rate_hz=800, spread=1.2)
        seconds = clock(length)
        peals = np.exp(-seconds / rng.uniform(0.8, 1.6)) * wander(
            rng, length, rate_hz=rng.uniform(3, 7), low=0, high=1
        )
        corner = 60 + between(rng, 400, 2_500) * np.exp(-seconds / rng.uniform(0.2, 0.8))
        rumble = unit_peak(swept(noise(rng, length), corner.astype(np.float32)) * peals)
        low = unit_peak(noise(rng, length, band(25, 110)) * peals)
        crack = lowpassed(unit_peak(rip), 6_000) * np.float32(rng.uniform(0.1, 0.6))
        return unit_peak(crack + rumble + low) * swell(length, attack=0.001, release=0.3)

    return overlapping(rng, count, one, every_seconds=(2.8, 4.2))


def rolling_thunder(rng: Rng, count: int) -> Signal:
    """Under the clouds, without a crack: booms of many sizes that grow, jostle and sink away."""

    def one() -> Signal:
        length = samples(rng.uniform(3.5, 7))
        total = np.zeros(length, dtype=np.float32)
        middle = rng.uniform(0.2, 0.5)
        for _ in range(int(rng.integers(6, 14))):
            n = samples(rng.uniform(0.5, 1.6))
            boom = noise(rng, n, band(22, between(rng, 60, 350))) * swell(
                n, attack=rng.uniform(0.05, 0.3), release=0.7
            )
            start = int(rng.triangular(0, middle, 1) * (length - n))
            total[start : start + n] += boom * np.float32(between(rng, 0.15, 1))
        return unit_peak(total)

    grumble = noise(rng, count, tilted(band(25, 150), db_per_octave=-2))
    rolls = overlapping(rng, count, one, every_seconds=(3, 4.4), kinds=2)
    return rolls + grumble * np.float32(between(rng, 0.01, 0.04))


def fire_of_three_sizes(rng: Rng, count: int) -> Signal:
    """A camp fire: many ticks, some pops, now and then a loud crack; flames flap below."""
    flap = wander(rng, count, rate_hz=rng.uniform(5, 11), low=0.3, high=1)
    total = (
        noise(rng, count, tilted(band(60, 900), db_per_octave=-3)) * flap * between(rng, 0.02, 0.12)
    )
    ticks = resonated(impulses(rng, count, rate_hz=between(rng, 25, 120)), [5_500], [5_000])
    total += np.tanh(ticks * 6) * np.float32(rng.uniform(0.1, 0.35))
    for low_hz, high_hz, rate_hz, fall, loud in (
        (1_200, 7_000, between(rng, 4, 15), 0.003, 0.35),
        (300, 5_000, between(rng, 0.7, 2.5), rng.uniform(0.006, 0.02), 0.8),
    ):
        for _ in range(2):
            pop = unit_peak(burst(rng, 0.08, band(low_hz, high_hz), decay_seconds=fall))
            total += np.tanh(scatter(rng, count, pop, rate_hz=rate_hz / 2, spread=0.7)) * loud
    return total.astype(np.float32)


def fine_crackle(rng: Rng, count: int) -> Signal:
    """Dry crackle alone: spikes of every size, few large and very many tiny, as of embers."""
    number = int(count / 48_000 * between(rng, 60, 900)) + 1
    spikes = np.zeros(count, dtype=np.float32)
    sizes = np.minimum(rng.pareto(rng.uniform(1.0, 2.0), number) * 0.03, 1)
    np.add.at(spikes, rng.integers(0, count, number), sizes * rng.choice([-1, 1], number))
    dull = lowpassed(spikes, between(rng, 2_500, 12_000))
    glow = noise(rng, count, tilted(band(80, 5_000), db_per_octave=-3))
    breath = wander(rng, count, rate_hz=2, low=0.5, high=1)
    return (np.tanh(unit_peak(dull) * 4) + glow * breath * between(rng, 0.001, 0.015)).astype(
        np.float32
    )


def hissing_logs(rng: Rng, count: int) -> Signal:
    """Damp wood: steam that hisses and whistles a little, a whoosh of flame, snaps in between."""
    steam = noise(rng, count, band(between(rng, 2_000, 5_000), 13_000))
    steam *= wander(rng, count, rate_hz=rng.uniform(0.8, 3), low=0, high=1) ** 2
    flame = noise(rng, count, tilted(band(70, 1_500), db_per_octave=-4))
    flame *= wander(rng, count, rate_hz=rng.uniform(1.5, 4), low=0.1, high=1)
    busy = wander(rng, count, rate_hz=2, low=0.05, high=1) ** 2
    snaps = impulses(rng, count, rate_hz=between(rng, 10, 60), density=busy, spread=1.1)
    wood = resonated(snaps, [between(rng, 700, 1_800), 3_200, 7_500], [500, 1_500, 4_000])
    return (
        np.tanh(unit_peak(wood) * 3)
        + steam * np.float32(between(rng, 0.01, 0.08))
        + flame * np.float32(between(rng, 0.03, 0.15))
    )


def drips_into_a_bucket(rng: Rng, count: int) -> Signal:
    """Heavy drops into a half full pail: a hollow plop that rises, then a few droplets' plinks."""
    pail_hz = between(rng, 180, 650)

    def one() -> Signal:
        n, total = samples(0.14), np.zeros(samples(0.5), dtype=np.float32)
        pitch = slide([pail_hz * rng.uniform(0.9, 1.1), pail_hz * rng.uniform(1.3, 2.4)], n)
        plop = wave(pitch, n, [1, 0.2]) * decay(n, attack_seconds=0.004, decay_seconds=0.035)
        total[:n] += plop
        for at in rng.uniform(0.06, 0.3, rng.integers(1, 5)):
            m, hz = samples(0.03), between(rng, 1_500, 5_500)
            plink = wave(slide([hz, hz * 1.15], m), m, [1.0]) * np.exp(-clock(m) / 0.006)
            total += place(len(total), [samples(at)], [plink * np.float32(rng.uniform(0.05, 0.3))])
        return unit_peak(total)

    every = between(rng, 0.1, 1.0)
    return repeated(rng, count, one, pause=(every, every * rng.uniform(1.0, 1.5)), kinds=4)


NEWER: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "sea waves": (swelling_sea, crashing_surf, pebble_beach, waves_on_rocks, lapping_water),
    "rain": (rain_on_a_tin_roof, rain_on_an_umbrella, hiss_and_ticks),
    "wind": (moving_band_wind, moaning_chimney),
    "thunder": (crack_and_rumble, rolling_thunder),
    "fire crackling": (fire_of_three_sizes, fine_crackle, hissing_logs),
    "water dripping": (drips_into_a_bucket,),
}
