"""Further ways of making weather, water and fire."""

import numpy as np

from training.sounds.events.makers import (
    between,
    highpassed,
    impulses,
    lfo,
    lowpassed,
    modulated,
    phase,
    repeated,
    resonated,
    slide,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    echoed,
    formants,
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


def plain_rain(rng: Rng, count: int) -> Signal:
    """Nothing but a steady hiss, brighter or darker, hardly moving."""
    low_hz, high_hz = between(rng, 60, 1_500), between(rng, 5_000, 20_000)
    hiss = noise(rng, count, tilted(band(low_hz, high_hz), db_per_octave=rng.uniform(-4, 1)))
    return hiss * wander(rng, count, rate_hz=rng.uniform(0.2, 4), low=0.85, high=1.0)


def rain_of_grains(rng: Rng, count: int) -> Signal:
    """Thousands of drops a second on leaves or stone, which favour a band of their own."""
    drops = impulses(rng, count, rate_hz=between(rng, 800, 9_000), spread=rng.uniform(0.4, 1.1))
    centre_hz = between(rng, 1_200, 4_500)
    leaves = resonated(drops, [centre_hz, centre_hz * 2.1], [centre_hz * 0.8, centre_hz * 1.6])
    hiss = noise(rng, count, tilted(band(80, 14_000), db_per_octave=rng.uniform(-3.5, -0.5)))
    return np.tanh(unit_rms(leaves) / 3) + hiss * np.float32(rng.uniform(0.1, 0.6))


def rain_in_puddles(rng: Rng, count: int) -> Signal:
    """Drops that ring as small bubbles in water, over a soft hiss."""
    total = noise(rng, count, tilted(band(300, 10_000), db_per_octave=-2)) * np.float32(
        rng.uniform(0.15, 0.4)
    )
    rate_hz = between(rng, 8, 80)
    for _ in range(6):
        length = samples(rng.uniform(0.012, 0.04))
        pitch = slide([hz := between(rng, 900, 4_500), hz * rng.uniform(1.05, 1.5)], length)
        fall = decay(length, attack_seconds=0.001, decay_seconds=length / 48_000 / 4)
        total += scatter(rng, count, wave(pitch, length, [1.0]) * fall, rate_hz=rate_hz / 3) * 0.5
    return np.tanh(total).astype(np.float32)


def rain_out_of_a_downpipe(rng: Rng, count: int) -> Signal:
    """Heavy rain with the gurgle of a gutter: a hiss, and low noise that bubbles."""
    hiss = highpassed(noise(rng, count), between(rng, 300, 2_000))
    flow = noise(rng, count, formants((between(rng, 350, 700), 1_100), (90, 250), 0.03))
    gurgle = wander(rng, count, rate_hz=rng.uniform(8, 18), low=0.1, high=1.0)
    return hiss + flow * gurgle * np.float32(rng.uniform(0.1, 0.7))


def unseen_rain(rng: Rng, count: int) -> Signal:
    """White noise through a pole, and sharp clicks that die away, as a shower on a window."""
    veil = lowpassed(noise(rng, count), between(rng, 2_000, 8_000))
    clicks = impulses(rng, count, rate_hz=between(rng, 60, 400), spread=0.6)
    pane = np.convolve(clicks, np.exp(-np.arange(200) / rng.uniform(15, 50)), mode="same")
    grit = noise(rng, count) * np.minimum(np.abs(pane), 4).astype(np.float32)
    return unit_rms(highpassed(veil, 400)) + grit * np.float32(rng.uniform(0.15, 0.5))


def plain_wind(rng: Rng, count: int) -> Signal:
    """Dark noise that grows and sinks slowly."""
    rush = lowpassed(lowpassed(noise(rng, count), between(rng, 150, 900)), 2_500)
    return rush * wander(rng, count, rate_hz=between(rng, 0.3, 1.2), low=0.15, high=1.0)


def whistling_wind(rng: Rng, count: int) -> Signal:
    """A gap in a window: a narrow tone of noise that climbs with each gust."""
    gusts = wander(rng, count, rate_hz=between(rng, 0.4, 1.5), low=0.0, high=1.0)
    low_hz, octaves = between(rng, 250, 700), rng.uniform(0.4, 1.3)
    pitch = (low_hz * 2 ** (octaves * gusts)).astype(np.float32)
    total = noise(rng, count, tilted(band(80, 1_500), db_per_octave=-4)) * (0.1 + 0.2 * gusts)
    for ratio in (1.0, rng.uniform(1.4, 2.6)):
        slow = lowpassed(rng.standard_normal(count, dtype=np.float32), between(rng, 8, 50))
        total += unit_rms(slow * np.cos(phase(pitch * np.float32(ratio)))) * gusts**1.5 / ratio**2
    return total.astype(np.float32)


def wind_in_the_trees(rng: Rng, count: int) -> Signal:
    """Leaves that rush as gusts pass, over a low roar."""
    gusts = wander(rng, count, rate_hz=between(rng, 0.3, 1.0), low=0.15, high=1.0)
    leaves = noise(rng, count, tilted(band(between(rng, 400, 1_500), 9_000), db_per_octave=-2))
    flutter = wander(rng, count, rate_hz=14, low=0.7, high=1.0)
    roar = noise(rng, count, tilted(band(40, 400), db_per_octave=-4))
    return leaves * flutter * gusts**2 * np.float32(rng.uniform(0.3, 1)) + roar * gusts


def wind_in_the_microphone(rng: Rng, count: int) -> Signal:
    """Buffets: very low noise in irregular thumps, brighter the stronger it blows."""
    blow = wander(rng, count, rate_hz=between(rng, 1.5, 5), low=0.05, high=1.0)
    slow = wander(rng, count, rate_hz=0.4, low=0.3, high=1.0)
    dark = noise(rng, count, tilted(band(15, 180), db_per_octave=-2))
    light = noise(rng, count, tilted(band(150, 1_800), db_per_octave=-3))
    return dark * blow * slow + light * (blow * slow) ** 2 * np.float32(rng.uniform(0.2, 0.7))


def unseen_wind(rng: Rng, count: int) -> Signal:
    """Noise between a dark and a bright colour, as a slow sine has it, with a hollow middle."""
    strength = lfo(rng, count, rate_hz=between(rng, 0.12, 0.4), low=0.25, high=1.0)
    brown = unit_rms(highpassed(np.cumsum(rng.normal(0, 1, count)).astype(np.float32), 60))
    hollow = resonated(rng.normal(0, 1, count).astype(np.float32), [between(rng, 300, 600)], [120])
    return brown * strength + unit_rms(hollow) * strength**3 * np.float32(0.8)


def plain_waves(rng: Rng, count: int) -> Signal:
    """Pink noise that a slow sine turns up and down."""
    wash = noise(rng, count, tilted(band(60, 12_000), db_per_octave=rng.uniform(-5, -2)))
    return wash * lfo(rng, count, rate_hz=between(rng, 0.12, 0.35), low=0.1, high=1.0)


def far_shore(rng: Rng, count: int) -> Signal:
    """The steady roar of a whole beach, in which single waves are barely told apart."""
    roar = noise(
        rng, count, tilted(band(70, 8_000, steepness=1), db_per_octave=rng.uniform(-5, -2))
    )
    swells = wander(rng, count, rate_hz=between(rng, 0.3, 1.0), low=rng.uniform(0.3, 0.7), high=1.0)
    bursts = impulses(rng, count, rate_hz=between(rng, 20, 300), density=swells, spread=0.8)
    foam = resonated(bursts, [between(rng, 800, 3_000)], [2_500])
    return roar * swells + unit_rms(foam) * np.float32(rng.uniform(0.0, 0.35))


def breakers(rng: Rng, count: int) -> Signal:
    """Each wave falls at once, then hisses away as countless bubbles up the sand."""
    seconds = rng.uniform(2.5, 4.0)

    def one() -> Signal:
        length = samples(seconds * rng.uniform(0.9, 1.3))
        shape = glide([0.02, 0.15, 1, 0.45, 0.12, 0], length, [0, 0.2, 0.3, 0.45, 0.8, 1])
        body = noise(rng, length, tilted(band(60, 1_200), db_per_octave=-4)) * shape**1.5
        bubbles = impulses(rng, length, rate_hz=4_000, density=np.roll(shape, length // 8))
        fizz = unit_rms(resonated(bubbles, [1_500, 4_000], [1_800, 4_000]))
        return body + fizz * np.float32(rng.uniform(0.15, 0.4))

    bed = noise(rng, count, tilted(band(60, 5_000), db_per_octave=-4)) * np.float32(0.08)
    return bed + repeated(rng, count, one, pause=(0.0, 0.8), kinds=2, rarely=0)


def unseen_waves(rng: Rng, count: int) -> Signal:
    """Noise that opens from dark to bright as each wave comes in, faster than it goes."""
    period = rng.uniform(4, 7)
    cycle = ((clock(count) + rng.uniform(0, period)) / period) % 1
    near = np.where(cycle < 0.35, cycle / 0.35, (1 - cycle) / 0.65) ** 1.5
    white = noise(rng, count)
    dark = unit_rms(lowpassed(lowpassed(white, 300), 300))
    bright = unit_rms(lowpassed(highpassed(white, 500), 3_500))
    return (dark * (0.15 + 0.5 * near) + bright * near**2).astype(np.float32)


def _roll(rng: Rng, count: int, corner_hz: float, rate_hz: float) -> Signal:
    """Low noise that rolls: its loudness wanders quickly."""
    rumble = noise(rng, count, tilted(band(20, corner_hz), db_per_octave=-3))
    return rumble * wander(rng, count, rate_hz=rate_hz, low=0.05, high=1.0)


def plain_thunder(rng: Rng, count: int) -> Signal:
    """One dark burst of noise that dies slowly away."""

    def one() -> Signal:
        length = samples(rng.uniform(2, 3.4))
        boom = lowpassed(lowpassed(noise(rng, length), between(rng, 80, 400)), 900)
        fall = decay(length, attack_seconds=rng.uniform(0.01, 0.3), decay_seconds=0.7)
        return unit_peak(boom * fall * swell(length, attack=0, release=0.3))

    return repeated(rng, count, one, pause=(0.1, 1.0), rarely=0)


def thunderclap(rng: Rng, count: int) -> Signal:
    """Cracks from a crooked channel, which arrive by hundreds and ever darker."""

    def one() -> Signal:
        length = samples(rng.uniform(2, 3.5))
        density = decay(length, attack_seconds=0.05, decay_seconds=rng.uniform(0.2, 0.6))
        density *= wander(rng, length, rate_hz=9, low=0.0, high=1.0)
        shocks = impulses(rng, length, rate_hz=between(rng, 150, 900), density=density, spread=1.0)
        near = lowpassed(shocks, between(rng, 500, 3_000)) * density
        far = unit_peak(lowpassed(lowpassed(shocks, 120), 200))
        return unit_peak(unit_peak(near) * np.float32(rng.uniform(0.3, 1)) + far)

    return repeated(rng, count, one, pause=(0.1, 1.0), kinds=2, rarely=0)


def far_thunder(rng: Rng, count: int) -> Signal:
    """A grumble on the horizon that never quite ends, swelling now and then."""
    slow = wander(rng, count, rate_hz=between(rng, 0.4, 0.9), low=0.1, high=1.0)
    return _roll(rng, count, between(rng, 60, 200), rng.uniform(2, 7)) * slow**1.5


def thunderstorm(rng: Rng, count: int) -> Signal:
    """Strong rolls of thunder over rain."""

    def one() -> Signal:
        length = samples(rng.uniform(1.8, 3.2))
        roll = _roll(rng, length, between(rng, 100, 400), rng.uniform(4, 10))
        return unit_peak(roll * swell(length, attack=rng.uniform(0.01, 0.2), release=0.8))

    rain = noise(rng, count, tilted(band(400, 12_000), db_per_octave=-2))
    return repeated(rng, count, one, pause=(0.1, 0.9), rarely=0) + rain * np.float32(
        between(rng, 0.01, 0.05)
    )


def unseen_thunder(rng: Rng, count: int) -> Signal:
    """Several blows, each an exponential burst of brown noise, that run into each other."""

    def one() -> Signal:
        length = samples(rng.uniform(2.4, 3.4))
        brown = highpassed(np.cumsum(rng.normal(0, 1, length)).astype(np.float32), 35)
        blows = np.zeros(length, dtype=np.float32)
        for start in rng.uniform(0, 0.5, rng.integers(3, 7)):
            first = int(start * length)
            blows[first:] += np.exp(-clock(length - first) / rng.uniform(0.15, 0.7))
        return unit_peak(brown * blows * swell(length, attack=0.01, release=0.3))

    return repeated(rng, count, one, pause=(0.2, 0.9), rarely=0)


def plain_fire(rng: Rng, count: int) -> Signal:
    """Bare clicks at random over dark noise."""
    clicks = impulses(rng, count, rate_hz=between(rng, 5, 60), spread=rng.uniform(0.6, 1.4))
    roar = noise(
        rng, count, tilted(band(30, 6_000, steepness=1), db_per_octave=rng.uniform(-6, -3))
    )
    snaps = np.convolve(clicks, np.hanning(samples(rng.uniform(0.0001, 0.0008)) + 2), mode="same")
    return np.clip(snaps, -5, 5) / 5 + roar * np.float32(between(rng, 0.003, 0.06))


def clusters_of_crackles(rng: Rng, count: int) -> Signal:
    """Crackles that come in flurries as a log gives way, with a spit of steam here and there."""
    busy = wander(rng, count, rate_hz=between(rng, 1, 5), low=0.0, high=1.0) ** 3
    clicks = impulses(rng, count, rate_hz=between(rng, 20, 120), density=busy, spread=1.0)
    crackle = unit_peak(np.tanh(resonated(clicks, [1_200, 3_500, 6_500], [900, 2_500, 4_000]) * 8))
    spit = noise(rng, count, band(2_500, 12_000)) * busy * np.float32(rng.uniform(0.0, 0.06))
    roar = noise(rng, count, tilted(band(40, 700), db_per_octave=-3))
    breath = wander(rng, count, rate_hz=4, low=0.4, high=1.0)
    return crackle + spit + roar * breath * np.float32(between(rng, 0.01, 0.08))


def snapping_wood(rng: Rng, count: int) -> Signal:
    """Twigs of all sizes that snap, each with the short ring of wood."""
    total = noise(rng, count, tilted(band(60, 3_000), db_per_octave=-4)) * np.float32(
        between(rng, 0.01, 0.06)
    )
    for _ in range(6):
        hz = between(rng, 500, 4_500)
        twig = ring([hz, hz * 1.6, hz * 2.7], [0.004, 0.003, 0.002], 0.03)
        twig[:200] += burst(rng, 200 / 48_000, band(1_000, 12_000), decay_seconds=0.001)
        total += scatter(rng, count, unit_peak(twig), rate_hz=between(rng, 0.8, 7), spread=0.9) / 4
    return np.tanh(total).astype(np.float32)


def roaring_fire(rng: Rng, count: int) -> Signal:
    """A big blaze: flames that flutter, and crackles half drowned in them."""
    flutter = wander(rng, count, rate_hz=rng.uniform(6, 14), low=0.3, high=1.0)
    flames = noise(rng, count, tilted(band(50, between(rng, 500, 2_500)), db_per_octave=-3))
    grains = impulses(rng, count, rate_hz=between(rng, 15, 80), spread=1.1)
    cracks = lowpassed(highpassed(grains, 1_500), 9_000)
    return flames * flutter * np.float32(0.1) + np.clip(cracks * 0.5, -1, 1)


def unseen_fire(rng: Rng, count: int) -> Signal:
    """Pops of noise that die within milliseconds, over a pink bed."""
    sizes = rng.exponential(1.0, number := int(count / 48_000 * between(rng, 8, 25)) + 2)
    pops = [
        rng.normal(0, 1, n := samples(rng.uniform(0.004, 0.02)))
        * np.exp(-np.arange(n) / (n / 5))
        * min(size, 3)
        for size in sizes
    ]
    bed = noise(rng, count, tilted(band(40, 10_000, steepness=1), db_per_octave=-3))
    return place(count, rng.integers(0, count, number), pops) + bed * np.float32(0.06)


def plain_drips(rng: Rng, count: int) -> Signal:
    """Short dry blips of a sine, evenly spaced as from a tap."""
    hz, turn = between(rng, 500, 2_500), rng.uniform(0.6, 1.9)

    def one() -> Signal:
        length = samples(rng.uniform(0.05, 0.15))
        fall = decay(length, attack_seconds=0.002, decay_seconds=rng.uniform(0.01, 0.04))
        start_hz = hz * rng.uniform(0.93, 1.07)
        return wave(slide([start_hz, start_hz * turn], length), length, [1.0]) * fall

    gap = between(rng, 0.15, 1.2)
    return repeated(rng, count, one, pause=(gap, gap * rng.uniform(1.02, 1.6)))


def bubbling_drips(rng: Rng, count: int) -> Signal:
    """A tap of water on water, then one to three bubbles that rise in pitch."""

    def one() -> Signal:
        total = np.zeros(samples(0.35), dtype=np.float32)
        tick = burst(rng, 0.01, band(1_500, 10_000), decay_seconds=0.001)
        total[: len(tick)] += tick * np.float32(rng.uniform(0.1, 0.4))
        for _ in range(rng.integers(1, 4)):
            length, start = samples(0.12), samples(rng.uniform(0.005, 0.15))
            hz, rise = between(rng, 350, 2_200), rng.uniform(2, 9)
            pitch = hz * (1 + rise * clock(length))
            fall = np.exp(-clock(length) / rng.uniform(0.012, 0.04))
            total[start : start + length] += (
                np.sin(phase(pitch)) * fall * swell(length, attack=0.02, release=0.1)
            )
        return unit_peak(total)

    return repeated(rng, count, one, pause=(0.05, between(rng, 0.3, 1.3)), kinds=5)


def drips_in_a_sink(rng: Rng, count: int) -> Signal:
    """Drops on metal or in a tin bowl, which rings a little."""
    modes = [between(rng, 400, 1_200) * ratio for ratio in (1, 2.3, 3.9, 5.6)]
    bowl = ring(modes, [rng.uniform(0.03, 0.15), 0.06, 0.04, 0.02], 0.4)

    def one() -> Signal:
        splash = burst(rng, 0.06, band(900, 8_000), decay_seconds=rng.uniform(0.003, 0.015))
        drop = bowl * np.float32(rng.uniform(0.3, 1))
        drop[: len(splash)] += unit_peak(splash) * np.float32(rng.uniform(0.2, 0.8))
        return unit_peak(drop)

    return repeated(rng, count, one, pause=(0.05, between(rng, 0.3, 1.2)), rarely=0.2)


def drips_in_a_cave(rng: Rng, count: int) -> Signal:
    """Far apart and long in the echo, each drop of another pitch."""

    def one() -> Signal:
        length = samples(0.08)
        pitch = slide([hz := between(rng, 700, 2_800), hz * rng.uniform(1.1, 1.6)], length)
        fall = decay(length, attack_seconds=0.001, decay_seconds=0.015)
        return modulated(pitch, ratio=rng.uniform(1.4, 2.2), index=rng.uniform(0, 0.8)) * fall

    drops = repeated(rng, count, one, pause=(0.2, between(rng, 0.6, 1.6)), kinds=5)
    return echoed(rng, drops, seconds=rng.uniform(0.6, 1.4), wet=rng.uniform(0.4, 1.0))


def unseen_drips(rng: Rng, count: int) -> Signal:
    """Every drop strikes a resonator, and a second one a moment later."""
    gap, hits = rng.uniform(0.35, 0.9), np.zeros(count, dtype=np.float32)
    starts = (np.arange(rng.uniform(0, 0.2), count / 48_000, gap) * 48_000).astype(np.int64)
    hits[starts] = rng.uniform(0.6, 1, len(starts))
    hz = between(rng, 700, 1_600)
    plop = resonated(hits, [hz], [40])
    plink = resonated(np.roll(hits, samples(0.04)), [hz * rng.uniform(1.3, 1.8)], [30])
    return unit_peak(plop) + unit_peak(plink) * np.float32(0.7)


EVENTS = {
    "rain": (plain_rain, rain_of_grains, rain_in_puddles, rain_out_of_a_downpipe),
    "wind": (plain_wind, whistling_wind, wind_in_the_trees, wind_in_the_microphone),
    "sea waves": (plain_waves, far_shore, breakers),
    "thunder": (plain_thunder, thunderclap, far_thunder, thunderstorm),
    "fire crackling": (plain_fire, clusters_of_crackles, snapping_wood, roaring_fire),
    "water dripping": (plain_drips, bubbling_drips, drips_in_a_sink, drips_in_a_cave),
}

UNSEEN = {
    "rain": unseen_rain,
    "wind": unseen_wind,
    "sea waves": unseen_waves,
    "thunder": unseen_thunder,
    "fire crackling": unseen_fire,
    "water dripping": unseen_drips,
}
