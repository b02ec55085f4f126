"""Further ways of making engines and what they drive."""

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    gate,
    highpassed,
    lfo,
    lowpassed,
    modulated,
    phase,
    pulses,
    repeated,
    resonated,
    slide,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    beat,
    burst,
    clock,
    filtered,
    formants,
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


def _revs(rng: Rng, count: int, hz: float) -> Signal:
    """How fast a motor turns: idling, wandering, or revved again and again."""
    kind = rng.integers(3)
    if kind == 0:
        return hz * wander(rng, count, rate_hz=1, low=0.98, high=1.02)
    if kind == 1:
        return hz * wander(rng, count, rate_hz=between(rng, 0.3, 1.2), low=0.8, high=1.8)
    return hz * lfo(rng, count, rate_hz=between(rng, 0.2, 0.8), low=0.9, high=rng.uniform(1.3, 2.6))


def plain_engine(rng: Rng, count: int) -> Signal:
    """A low saw or square, dulled, with a little noise."""
    colour = (sawtooth(40), odd(40))[int(rng.integers(2))]
    tone = wave(_revs(rng, count, between(rng, 25, 110)), count, colour)
    hum = unit_rms(lowpassed(tone, between(rng, 150, 1_200)))
    return hum + lowpassed(noise(rng, count), 800) * np.float32(rng.uniform(0.0, 0.8))


def pulsed_engine(rng: Rng, count: int) -> Signal:
    """Single explosions, uneven in time and force, that ring in a pipe."""
    revs = _revs(rng, count, between(rng, 14, 70))
    bangs = pulses(rng, revs, jitter=rng.uniform(0.01, 0.08), shimmer=rng.uniform(0.05, 0.4))
    hz = between(rng, 70, 200)
    pipe = resonated(
        lowpassed(bangs, between(rng, 200, 3_000)),
        [hz, hz * 2.1, hz * 3.4, hz * 7],
        [40, 60, 120, 400],
        [1, 0.7, 0.5, 0.4],
    )
    rattle = highpassed(noise(rng, count), 1_000) * lowpassed(bangs, 30)
    return unit_rms(pipe) + unit_rms(rattle) * np.float32(between(rng, 0.02, 0.3))


def diesel(rng: Rng, count: int) -> Signal:
    """A lorry at rest: hard knocks of noise at every firing, some louder, over a growl."""
    hz, cylinders = between(rng, 18, 40), int(rng.choice([2, 3, 4, 6]))
    revs = hz * wander(rng, count, rate_hz=2, low=0.97, high=1.03)
    seen = phase(revs) / (2 * np.pi)
    strengths = rng.uniform(0.4, 1, 64).astype(np.float32)
    strengths[::cylinders] *= 1.5
    knock = np.exp(-8 * (seen % 1)) * strengths[(seen.astype(np.int64)) % 64]
    clatter = noise(rng, count, tilted(band(250, between(rng, 2_000, 6_000)), db_per_octave=-3))
    growl = wave(revs, count, sawtooth(20, power=0.6)) + wave(revs / 2, count, sawtooth(20))
    return unit_rms(clatter * knock) * np.float32(rng.uniform(0.3, 1.2)) + unit_rms(
        lowpassed(growl, 250)
    )


def motorbike(rng: Rng, count: int) -> Signal:
    """Through the gears: the pitch climbs and drops back, climbs and drops back."""
    hz, gears = between(rng, 40, 120), count / 48_000 / rng.uniform(1.2, 3.0)
    climb = (np.linspace(rng.uniform(), gears + 1, count) % 1).astype(np.float32)
    pitch = lowpassed(hz * (1 + rng.uniform(0.4, 1.2) * climb), 6)
    buzz = modulated(pitch, ratio=0.5, index=rng.uniform(2, 6))
    overtones = modulated(pitch * 3, ratio=1 / 3, index=rng.uniform(1, 3))
    exhaust = noise(rng, count, tilted(band(150, 3_000), db_per_octave=-3)) * np.float32(
        rng.uniform(0.05, 0.3)
    )
    return buzz + overtones * np.float32(rng.uniform(0.2, 0.8)) + exhaust


def unseen_engine(rng: Rng, count: int) -> Signal:
    """Harmonics of half the firing rate with loudnesses by chance, and a throb."""
    revs = _revs(rng, count, between(rng, 35, 70))
    loudness = rng.uniform(0.2, 1, 48) * np.arange(1, 49) ** -0.9
    tone = wave(revs / 2, count, loudness.tolist())
    throb = 0.7 + 0.3 * np.sin(phase(revs / 2))
    return tone * throb + noise(rng, count, band(80, 900)) * np.float32(0.15)


def plain_helicopter(rng: Rng, count: int) -> Signal:
    """Noise that a sine chops eight to twenty times a second, over a low thump."""
    rate_hz = between(rng, 8, 22)
    chop = lfo(rng, count, rate_hz=rate_hz, low=0.05, high=1.0) ** between(rng, 1, 4)
    whoosh = noise(rng, count, tilted(band(60, between(rng, 800, 6_000)), db_per_octave=-3))
    thump = wave(rate_hz, count, sawtooth(8, power=0.3)) * np.float32(rng.uniform(0, 0.4))
    return whoosh * chop + thump


def slapping_blades(rng: Rng, count: int) -> Signal:
    """Hard slaps: each blade a short low pressure wave, every second one stronger."""
    rate = between(rng, 9, 20) * wander(rng, count, rate_hz=0.5, low=0.98, high=1.02)
    hits = pulses(rng, rate, jitter=0.01, shimmer=0.15)
    hits *= 1 + rng.uniform(0, 0.5) * np.sign(np.sin(phase(rate / 2)))
    slap = resonated(hits, [between(rng, 60, 140), 320, 900], [60, 200, 700], [1, 0.6, 0.3])
    air = noise(rng, count, tilted(band(100, 3_000), db_per_octave=-4))
    turbine = noise(rng, count, formants((between(rng, 2_000, 6_000),), (40,), 0))
    return (
        unit_rms(slap)
        + air * lowpassed(hits, 15) * np.float32(300 * rng.uniform(0.1, 1))
        + air * np.float32(between(rng, 0.03, 0.3))
        + turbine * np.float32(between(rng, 0.005, 0.1))
    )


def helicopter_above(rng: Rng, count: int) -> Signal:
    """A steady roar full of low end, with the blades as quick ripples higher up."""
    rate_hz = between(rng, 11, 27)
    ripple = lfo(rng, count, rate_hz=rate_hz, low=rng.uniform(0.1, 0.5), high=1.0) ** 2
    roar = noise(rng, count, tilted(band(30, 6_000, steepness=1), db_per_octave=-4))
    blades = noise(rng, count, tilted(band(between(rng, 300, 1_500), 9_000), db_per_octave=-2))
    whine = wave(between(rng, 400, 4_500), count, [1, 0, 0.3]) * np.float32(
        between(rng, 0.003, 0.1)
    )
    return (
        roar * (0.6 + 0.4 * ripple) + blades * ripple * np.float32(between(rng, 0.1, 0.7)) + whine
    )


def helicopter_passing(rng: Rng, count: int) -> Signal:
    """Nearer and further: loud and bright, then far, when only the thump is left."""
    near = lfo(rng, count, rate_hz=between(rng, 0.1, 0.3), low=0.15, high=1.0)
    rate = between(rng, 9, 18) * (0.97 + 0.06 * near)
    saw = (phase(rate) / (2 * np.pi)) % 1
    thump = np.sin(phase(rate * rng.integers(3, 6))) * np.exp(-5 * saw)
    rotor = noise(rng, count, tilted(band(200, 3_500), db_per_octave=-3)) * np.exp(-4 * saw)
    tail = wave(rate * rng.uniform(4.5, 6), count, sawtooth(12, power=0.8)) * np.float32(0.15)
    return (thump * near + rotor * near**2 + tail * near).astype(np.float32)


def unseen_helicopter(rng: Rng, count: int) -> Signal:
    """Brown noise in rounded bursts, twelve or so a second, like a drum roll of air."""
    period = 1 / rng.uniform(10, 16)
    brown = highpassed(lowpassed(noise(rng, count), 200), 25)
    bursts = gate(count, period_seconds=period, duty=0.35, edge=period * 0.3)
    hiss = lowpassed(noise(rng, count), 2_500)
    return unit_rms(brown) * (0.2 + bursts) + unit_rms(hiss) * bursts**2 * np.float32(0.3)


def plain_chainsaw(rng: Rng, count: int) -> Signal:
    """A raw saw tone that revs and falls back, clipped, with noise."""
    tone = wave(_revs(rng, count, between(rng, 60, 180)), count, sawtooth(60, power=0.6))
    hiss = highpassed(noise(rng, count), 1_500) * np.float32(rng.uniform(0.1, 0.5))
    return np.tanh(tone * rng.uniform(0.5, 3)) + hiss


def sawing(rng: Rng, count: int) -> Signal:
    """Into wood and out: the pitch sinks while it bites and races when it is free."""
    free = lfo(rng, count, rate_hz=between(rng, 0.3, 1.0), low=0.0, high=1.0)
    pitch = between(rng, 80, 150) * (1 + rng.uniform(0.2, 0.7) * free)
    bangs = pulses(rng, pitch.astype(np.float32), jitter=rng.uniform(0.003, 0.03), shimmer=0.2)
    bangs = lowpassed(bangs, between(rng, 500, 3_000))
    size = between(rng, 0.7, 1.5)
    centres, widths = [280 * size, 650 * size, 1_500, 3_100], [120, 250, 500, 1_200]
    motor = unit_rms(resonated(bangs, centres, widths, [1, 0.9, 0.7, 0.5]))
    chips = noise(rng, count, band(1_000, 8_000)) * (1.2 - free)
    return motor + chips * np.float32(between(rng, 0.1, 0.6))


def racing_chainsaw(rng: Rng, count: int) -> Signal:
    """Bursts of full throttle from a sputtering idle."""
    open_ = lowpassed(
        gate(count, period_seconds=rng.uniform(1.2, 3), duty=rng.uniform(0.4, 0.7)), 2
    )
    hz = between(rng, 25, 45)
    pitch = (hz * (1 + rng.uniform(2, 3.5) * open_)).astype(np.float32)
    tone = modulated(pitch, ratio=1.0, index=2 + 6 * open_) + modulated(
        pitch * 2, ratio=0.5, index=rng.uniform(2, 5)
    )
    smoke = noise(rng, count, tilted(band(200, 7_000), db_per_octave=-2))
    rasp = 0.5 + 0.5 * np.sin(phase(pitch))
    return (tone + smoke * rasp * np.float32(rng.uniform(0.3, 0.9))) * (0.35 + 0.65 * open_)


def far_chainsaw(rng: Rng, count: int) -> Signal:
    """Across the valley: a droning set of overtones that slides up and down."""
    pitch = between(rng, 90, 170) * wander(rng, count, rate_hz=1.2, low=0.85, high=1.3)
    loudness = rng.uniform(0.3, 1, 40) * np.arange(1, 41) ** -rng.uniform(0.2, 0.7)
    drone = filtered(wave(pitch, count, loudness.tolist()), band(150, between(rng, 1_500, 5_000)))
    air = noise(rng, count, tilted(band(100, 5_000), db_per_octave=-3))
    return unit_rms(drone) * wander(rng, count, rate_hz=1, low=0.6, high=1) + air * np.float32(
        rng.uniform(0.1, 0.5)
    )


def unseen_chainsaw(rng: Rng, count: int) -> Signal:
    """Noise chopped a hundred times a second, with a square wave, revving in and out."""
    revs = lfo(rng, count, rate_hz=rng.uniform(0.4, 0.9), low=75, high=rng.uniform(120, 170))
    turn = (phase(revs) / (2 * np.pi)) % 1
    chopped = highpassed(noise(rng, count), 600) * (turn < 0.4)
    square = np.where(turn < 0.5, 1.0, -1.0).astype(np.float32)
    return (square * 0.7 + chopped * 0.8 + 0.4 * np.sin(phase(revs * 4))).astype(np.float32)


def _clatter(rng: Rng, count: int, joint: Signal) -> Signal:
    """Wheel sets over joints: da-dum, da-dum."""
    period = between(rng, 0.35, 1.1)
    starts = beat(rng, count, period_seconds=period, jitter=rng.uniform(0, 0.02))
    gap = samples(period * rng.uniform(0.15, 0.3))
    hits = [joint] * len(starts) + [joint * np.float32(rng.uniform(0.5, 1))] * len(starts)
    return place(count, [*starts, *(starts + gap)], hits)


def plain_train(rng: Rng, count: int) -> Signal:
    """Clicks of dull noise in pairs, over a rumble; now and then a whistle of two tones."""
    joint = burst(rng, 0.15, band(100, between(rng, 600, 4_000)), decay_seconds=0.025)
    rumble = lowpassed(noise(rng, count), between(rng, 80, 400))
    ride = unit_peak(_clatter(rng, count, joint)) + unit_peak(rumble) * rng.uniform(0.1, 0.6)
    if chance(rng, 0.5):
        return ride.astype(np.float32)
    n, hz = samples(rng.uniform(0.6, 1.5)), between(rng, 350, 800)
    toot = wave(hz, n, [1, 0.4, 0.2]) + wave(hz * 1.25, n, [1, 0.4])
    toot *= swell(n, attack=0.1, release=0.2) * np.float32(rng.uniform(0.15, 0.5))
    return ride + repeated(rng, count, lambda: toot, pause=(1, 3), kinds=1, rarely=0)


def diesel_train(rng: Rng, count: int) -> Signal:
    """The horn's chord of five reeds over engine and rails."""
    hz = between(rng, 210, 330)

    def horn() -> Signal:
        n = samples(rng.uniform(0.5, 2.0))
        chord = sum(
            wave(hz * r, n, sawtooth(18, power=0.6))
            for r in (1, 1.19, 1.335, 1.68, 2)[: int(rng.integers(3, 6))]
        )
        return unit_peak(np.asarray(chord)) * swell(n, attack=0.08, release=0.15)

    engine = wave(_revs(rng, count, between(rng, 30, 60)), count, sawtooth(20, power=0.7))
    joint = burst(rng, 0.12, band(150, 2_000), decay_seconds=0.02)
    rails = unit_peak(_clatter(rng, count, joint)) * np.float32(rng.uniform(0.1, 0.6))
    rumble = noise(rng, count, tilted(band(40, 600), db_per_octave=-3)) * np.float32(0.1)
    return (
        repeated(rng, count, horn, pause=(0.2, 1.6), kinds=2, rarely=0.2)
        + unit_peak(engine) * np.float32(rng.uniform(0.05, 0.25))
        + rails
        + rumble
    )


def chuffing(rng: Rng, count: int) -> Signal:
    """Choo-choo: puffs of white noise that gather speed, and a high whistle."""
    rate = slide([between(rng, 1.8, 4), between(rng, 3, 8)], count)
    beats = pulses(rng, rate, jitter=0.01, shimmer=0.1)
    shape = lowpassed(lowpassed(beats, between(rng, 3, 10)), 30)
    colour = band(between(rng, 80, 400), between(rng, 2_500, 9_000))
    puffing = unit_peak(noise(rng, count, colour) * shape)
    n, hz = samples(rng.uniform(0.5, 1.4)), between(rng, 450, 1_100)
    pitch = slide([hz * 0.92, hz, hz * 0.97], n, [0, 0.15, 1])
    steam = noise(rng, n, band(1_000, 6_000)) * np.float32(0.15)
    whistle = sum(wave(pitch * np.float32(r), n, [1, 0.3, 0.1]) for r in (1, 1.2, 1.5))
    whistle = unit_peak((np.asarray(whistle) + steam) * swell(n, attack=0.15, release=0.25))
    calls = repeated(rng, count, lambda: whistle, pause=(1.0, 3.0), kinds=1, rarely=0)
    return puffing + calls * np.float32(rng.choice([0, rng.uniform(0.2, 0.8)]))


def passing_train(rng: Rng, count: int) -> Signal:
    """A long roar of wheels that throbs carriage by carriage, steel singing in it."""
    throb = wander(rng, count, rate_hz=between(rng, 2, 5), low=0.4, high=1.0)
    roar = noise(rng, count, tilted(band(50, between(rng, 800, 4_000)), db_per_octave=-3))
    steel = noise(rng, count, formants((between(rng, 900, 3_000), 3_700), (60, 100), 0))
    hz = between(rng, 300, 900)
    joint = unit_peak(ring([hz, hz * 1.8, hz * 2.9], [0.03, 0.02, 0.02], 0.15))
    joint[:2_400] += unit_peak(burst(rng, 0.05, band(100, 3_000), decay_seconds=0.015))
    clatter = _clatter(rng, count, joint) * np.float32(rng.uniform(0.8, 3))
    return roar * throb + steel * throb**2 * np.float32(between(rng, 0.03, 0.4)) + clatter


def unseen_train(rng: Rng, count: int) -> Signal:
    """Clickety-clack, four sine thumps with a tick to a bar, a far hoot of three sines."""
    period, length = rng.uniform(0.7, 1.1), samples(0.12)
    thump = np.sin(phase(slide([260, 110], length))) * np.exp(-clock(length) / 0.025)
    tick = rng.normal(0, 0.6, length) * np.exp(-clock(length) / 0.004)
    bars = np.arange(0.02, count / 48_000, period)
    starts = [samples(b + period * k) for b in bars for k in (0, 0.13, 0.5, 0.63)]
    wheels = place(count, starts, [thump + tick] * len(starts))
    n, hz = samples(1.2), rng.uniform(280, 420)
    hoot = sum(np.sin(2 * np.pi * hz * r * clock(n)) for r in (1, 1.26, 1.5))
    hoot = np.asarray(hoot, np.float32) * swell(n, attack=0.15, release=0.3) * np.float32(0.12)
    bed = lowpassed(noise(rng, count), 200) * np.float32(0.8)
    return wheels + bed + repeated(rng, count, lambda: hoot, pause=(1.5, 2.8), kinds=1, rarely=0)


EVENTS = {
    "engine": (plain_engine, pulsed_engine, diesel, motorbike),
    "helicopter": (plain_helicopter, slapping_blades, helicopter_above, helicopter_passing),
    "chainsaw": (plain_chainsaw, sawing, racing_chainsaw, far_chainsaw),
    "train": (plain_train, diesel_train, chuffing, passing_train),
}

UNSEEN = {
    "engine": unseen_engine,
    "helicopter": unseen_helicopter,
    "chainsaw": unseen_chainsaw,
    "train": unseen_train,
}
