"""Further ways of making hearts, steps, hands and whistles."""

import numpy as np

from training.sounds.events.makers import (
    additive,
    between,
    chance,
    gate,
    impulses,
    lowpassed,
    modulated,
    peaks,
    phase,
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
    formants,
    glide,
    noise,
    odd,
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


def _beating(rng: Rng, count: int, lub: Signal, dub: Signal) -> Signal:
    """Lub and dub at 45 to 140 a minute, not quite even."""
    period = 60 / between(rng, 45, 140)
    first = beat(rng, count, period_seconds=period, jitter=rng.uniform(0, 0.03))
    second = first + samples(min(period * rng.uniform(0.3, 0.42), 0.36))
    hits = [lub] * len(first) + [dub * np.float32(rng.uniform(0.4, 1))] * len(second)
    return place(count, [*first, *second], hits)


def plain_heartbeat(rng: Rng, count: int) -> Signal:
    """Two short low sines that die away."""
    hz, seconds = between(rng, 40, 95), between(rng, 0.02, 0.09)

    def thump(pitch_hz: float) -> Signal:
        length = samples(0.35)
        fall = decay(length, attack_seconds=rng.uniform(0.002, 0.02), decay_seconds=seconds)
        return wave(pitch_hz, length, [1.0]) * fall

    return _beating(rng, count, thump(hz), thump(hz * rng.uniform(0.9, 1.4)))


def muffled_heartbeat(rng: Rng, count: int) -> Signal:
    """Heard through a stethoscope: thumps of low noise, rustle, a breath now and then."""
    thumps = []
    for _ in range(2):
        length = samples(rng.uniform(0.1, 0.2))
        low = noise(rng, length, band(25, between(rng, 80, 220), steepness=3))
        thumps.append(unit_peak(low * swell(length, attack=0.2, release=0.7)))
    rustle = noise(rng, count, tilted(band(40, 600), db_per_octave=-4))
    breath = wander(rng, count, rate_hz=0.6, low=0.2, high=1.0)
    return _beating(rng, count, *thumps) + rustle * breath * np.float32(between(rng, 0.002, 0.04))


def heart_like_a_drum(rng: Rng, count: int) -> Signal:
    """Film hearts: a big skin struck twice, which sags in pitch, with a little click."""
    hz = between(rng, 45, 80)

    def drum(size: float) -> Signal:
        length = samples(0.4)
        pitch = slide([hz * size * rng.uniform(1.6, 3), hz * size], length, [0, 0.1])
        skin = wave(pitch, length, [1, 0.25, 0.12]) * np.exp(-clock(length) / 0.06)
        skin += ring([hz * 2.3, hz * 3.6], [0.03, 0.02], 0.4) * np.float32(0.2)
        return skin * np.minimum(clock(length) / 0.003, 1)

    return _beating(rng, count, drum(1), drum(rng.uniform(1.1, 1.4)))


def heart_in_the_womb(rng: Rng, count: int) -> Signal:
    """Ultrasound: gushes of dull noise, two to each beat, quick as of an unborn child."""
    gushes = []
    for _ in range(2):
        length = samples(rng.uniform(0.1, 0.18))
        gush = noise(rng, length, formants((between(rng, 90, 250),), (80,), 0.01))
        gushes.append(unit_peak(gush * swell(length, attack=0.35, release=0.6)))
    return _beating(rng, count, *gushes) + noise(rng, count, band(40, 400)) * np.float32(0.01)


def unseen_heart(rng: Rng, count: int) -> Signal:
    """Impulses in pairs, through a heavy resonator."""
    period, hz = 60 / rng.uniform(55, 100), rng.uniform(45, 70)
    hits = np.zeros(count, dtype=np.float32)
    for delay, strength in ((0.05, 1.0), (0.05 + period * 0.36, 0.65)):
        times = np.arange(delay, count / 48_000, period)
        hits[(times * 48_000).astype(np.int64)] += strength
    return lowpassed(resonated(hits, [hz, hz * 1.9], [14, 20], [1, 0.4]), 150)


def _walking(rng: Rng, count: int, step: Signal, other: Signal) -> Signal:
    """Two feet in turn, 1.4 to 2.7 steps a second, no two as loud."""
    starts = beat(rng, count, period_seconds=1 / between(rng, 1.4, 2.7), jitter=0.03)
    feet = [(step, other)[k % 2] * np.float32(rng.uniform(0.6, 1)) for k in range(len(starts))]
    return place(count, starts, feet)


def plain_steps(rng: Rng, count: int) -> Signal:
    """Bare thumps of noise, evenly spaced."""
    high_hz, seconds = between(rng, 200, 2_500), between(rng, 0.012, 0.06)
    feet = [burst(rng, 0.3, band(60, high_hz), decay_seconds=seconds) for _ in range(2)]
    return _walking(rng, count, *feet)


def high_heels(rng: Rng, count: int) -> Signal:
    """Hard heels on stone: a bright tock, the sole a moment later, the hall around."""
    hz = between(rng, 500, 1_800)

    def foot() -> Signal:
        heel = ring([hz, hz * 1.9, hz * 3.1], [0.012, 0.008, 0.005], 0.35)
        tap = burst(rng, 0.03, band(1_500, 9_000), decay_seconds=0.003)
        sole = burst(rng, 0.05, band(300, 3_000), decay_seconds=0.008)
        heel[: len(tap)] += unit_peak(tap) * np.float32(rng.uniform(0.3, 1))
        start = samples(rng.uniform(0.05, 0.1))
        heel[start : start + len(sole)] += unit_peak(sole) * np.float32(rng.uniform(0.1, 0.5))
        hall = noise(rng, len(heel), band(300, 4_000)) * np.exp(-clock(len(heel)) / 0.07)
        return unit_peak(heel) + hall * np.float32(rng.uniform(0, 0.05))

    return _walking(rng, count, foot(), foot())


def crunching_steps(rng: Rng, count: int) -> Signal:
    """Snow, gravel or leaves: a crowd of grains under each foot, heel and toe."""
    centre_hz = between(rng, 900, 5_000)

    def foot() -> Signal:
        length = samples(rng.uniform(0.18, 0.38))
        press = glide([0, 1, 0.35, 0.8, 0], length, [0, 0.15, 0.45, 0.65, 1])
        grains = impulses(rng, length, rate_hz=between(rng, 400, 4_000), density=press, spread=1.0)
        crunch = resonated(grains * press, [centre_hz, centre_hz * 1.8], [centre_hz, 4_000])
        thud = burst(rng, 0.1, band(50, 200), decay_seconds=0.03)
        crunch = unit_peak(crunch)
        crunch[: len(thud)] += unit_peak(thud) * np.float32(rng.uniform(0, 0.5))
        return crunch

    return _walking(rng, count, foot(), foot())


def wooden_stairs(rng: Rng, count: int) -> Signal:
    """Boots on boards: a hollow boom with modes of wood, and sometimes a creak."""
    hz = between(rng, 70, 190)

    def foot() -> Signal:
        hit = np.zeros(samples(0.35), dtype=np.float32)
        hit[0], hit[samples(rng.uniform(0.05, 0.12))] = 1, rng.uniform(0.2, 0.7)
        modes = [hz * r * rng.uniform(0.97, 1.03) for r in (1, 1.7, 2.6, 4.1, 6.5)]
        return unit_peak(resonated(hit, modes, [12, 18, 30, 60, 120], [1, 0.8, 0.7, 0.6, 0.6]))

    walk = _walking(rng, count, foot(), foot())
    if chance(rng, 0.6):
        return walk
    n = samples(0.25)
    pitch = slide([between(rng, 300, 600), between(rng, 400, 900)], n)
    creak = modulated(pitch, ratio=0.13, index=3.0) * swell(n, attack=0.4, release=0.4)
    return walk + repeated(rng, count, lambda: creak * np.float32(0.15), pause=(0.8, 2.0), kinds=1)


def unseen_steps(rng: Rng, count: int) -> Signal:
    """Thud and scuff: a sinking sine for the heel, a rub of noise for the sole."""

    def foot() -> Signal:
        total = np.zeros(n := samples(0.3), dtype=np.float32)
        length = samples(0.08)
        total[:length] = np.sin(phase(slide([170, 70], length))) * np.exp(-clock(length) / 0.025)
        scuff = noise(rng, n, tilted(band(600, 5_000), db_per_octave=-2))
        return total + scuff * swell(n, attack=0.3, release=0.5) * np.float32(0.12)

    return _walking(rng, count, foot(), foot())


def plain_applause(rng: Rng, count: int) -> Signal:
    """Bursts of noise by the hundred, all of one make."""
    colour, seconds = band(between(rng, 500, 1_500), 6_000), rng.uniform(0.005, 0.012)
    claps = [burst(rng, 0.05, colour, decay_seconds=seconds) for _ in range(12)]
    number = int(between(rng, 25, 250) * count / 48_000)
    chosen = [claps[k % 12] * np.float32(rng.lognormal(0, 0.5)) for k in range(number)]
    return place(count, rng.integers(0, count, number), chosen)


def applause_of_a_hall(rng: Rng, count: int) -> Signal:
    """Thousands of hands: a hiss with a hump near one kilohertz, grainy, that swells."""
    hands = impulses(rng, count, rate_hz=between(rng, 400, 4_000), spread=0.7)
    hz = between(rng, 900, 1_800)
    roar = unit_rms(resonated(hands, [hz, hz * 2.4], [hz * 0.7, hz * 1.5]))
    hall = noise(rng, count, formants((hz, 2.3 * hz), (500, 1_500), 0.03))
    crowd = roar + hall * np.float32(rng.uniform(0.2, 0.8))
    return crowd * wander(rng, count, rate_hz=between(rng, 0.4, 2), low=0.6, high=1.0)


def cheering_applause(rng: Rng, count: int) -> Signal:
    """Clapping under whoops and whistles."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(5):
        hz = between(rng, 700, 2_200)
        clap = burst(rng, 0.04, band(hz * 0.6, hz * 1.8), decay_seconds=rng.uniform(0.004, 0.012))
        total += scatter(rng, count, clap, rate_hz=between(rng, 8, 60), spread=0.4)

    def whoop() -> Signal:
        length, hz = samples(rng.uniform(0.4, 1.2)), between(rng, 280, 650)
        pitch = slide([hz, hz * 1.5, hz * 1.1], length)
        cry = additive(pitch, peaks((700, 1_400), (300, 400)), highest_hz=4_000)
        return cry * swell(length, attack=0.3, release=0.4)

    return unit_rms(total) + repeated(rng, count, whoop, pause=(0.1, 2.5), kinds=2) * np.float32(
        rng.uniform(0.2, 1.2)
    )


def clapping_in_time(rng: Rng, count: int) -> Signal:
    """A crowd that has found a common beat, each a little early or late."""
    period, late = 1 / between(rng, 1.6, 3.5), rng.uniform(0.01, 0.045)
    beats = beat(rng, count, period_seconds=period)
    total = np.zeros(count, dtype=np.float32)
    for _ in range(rng.integers(3, 16)):
        hz = between(rng, 700, 2_400)
        clap = burst(rng, 0.04, band(hz * 0.6, hz * 1.7), decay_seconds=0.007)
        off = (rng.normal(0, late, len(beats)) * 48_000).astype(np.int64)
        total += place(count, np.maximum(beats + off, 0), [clap] * len(beats))
    return total


def unseen_applause(rng: Rng, count: int) -> Signal:
    """White noise chopped by random decays, some twenty hands of their own rhythm."""
    hits = np.zeros(count, dtype=np.float32)
    for _ in range(rng.integers(15, 30)):
        period = rng.uniform(0.19, 0.32)
        times = np.arange(rng.uniform(0, period), count / 48_000 - 0.01, period)
        times = times + rng.uniform(-0.008, 0.008, len(times)).clip(-times, None)
        hits[(times * 48_000).astype(np.int64)] += rng.uniform(0.4, 1)
    shape = lowpassed(hits, 25)
    return resonated(noise(rng, count) * shape, [1_100, 2_600], [700, 1_500])


def plain_whistle(rng: Rng, count: int) -> Signal:
    """One narrow tone, with or without a trill, long or short."""
    hz, depth = between(rng, 900, 3_800), rng.choice([0, rng.uniform(0.01, 0.06)])
    rate_hz = between(rng, 5, 45)

    def one() -> Signal:
        length = samples(between(rng, 0.25, 1.6))
        pitch = hz * (1 + depth * np.sin(2 * np.pi * rate_hz * clock(length)))
        return wave(pitch.astype(np.float32), length, [1.0]) * swell(
            length, attack=0.08, release=0.1
        )

    return repeated(rng, count, one, pause=(0.15, 1.2))


def wolf_whistle(rng: Rng, count: int) -> Signal:
    """Whee-whew: up, and then up and down; or a call to a dog."""
    hz = between(rng, 800, 1_700)

    def sung(points: list[float], seconds: float) -> Signal:
        length = samples(seconds * rng.uniform(0.8, 1.2))
        pitch = slide([hz * p for p in points], length)
        air = noise(rng, length, band(hz, hz * 4)) * np.float32(rng.uniform(0.005, 0.05))
        return (wave(pitch, length, [1, 0.05]) + air) * swell(length, attack=0.15, release=0.2)

    def one() -> Signal:
        if chance(rng, 0.6):
            return np.concatenate([sung([1, 2.2], 0.35), rest(0.12), sung([1, 1.9, 0.8], 0.6)])
        return np.concatenate([sung([1, 1], 0.25), rest(0.05), sung([1.2, 2], 0.3)])

    return repeated(rng, count, one, pause=(0.3, 1.6), kinds=2)


def breathy_whistle(rng: Rng, count: int) -> Signal:
    """Air through a narrow resonance, that goes from note to note."""
    hz = between(rng, 700, 1_800)

    def note() -> Signal:
        length = samples(between(rng, 0.15, 0.8))
        tone_hz = hz * 2 ** (int(rng.choice([0, 2, 4, 5, 7, 9, 12])) / 12)
        air = rng.standard_normal(length, dtype=np.float32)
        tone = unit_rms(resonated(air, [tone_hz], [rng.uniform(4, 25)]))
        hiss = resonated(air, [tone_hz * 1.5], [2_000]) * np.float32(rng.uniform(0.02, 0.2))
        return (tone + hiss) * swell(length, attack=0.15, release=0.2)

    return repeated(rng, count, note, pause=(0.02, rng.uniform(0.05, 0.6)), kinds=6, rarely=0.1)


def steam_whistle(rng: Rng, count: int) -> Signal:
    """A kettle or a works' whistle: rises to its pitch, holds it with hiss, and sinks."""
    hz, voices = between(rng, 700, 2_800), int(rng.integers(1, 4))

    def one() -> Signal:
        length = samples(rng.uniform(0.9, 2.2))
        pitch = slide([hz * 0.7, hz, hz * 1.02, hz * 0.8], length, [0, 0.15, 0.85, 1])
        tone = sum(wave(pitch * r, length, odd(3, power=2)) for r in (1, 1.26, 1.5)[:voices])
        hiss = noise(rng, length, band(1_500, 9_000)) * np.float32(rng.uniform(0.05, 0.4))
        return (np.asarray(tone) + hiss) * swell(length, attack=0.12, release=0.15)

    return repeated(rng, count, one, pause=(0.3, 1.5), kinds=2)


def unseen_whistle(rng: Rng, count: int) -> Signal:
    """A sports whistle: two close pitches that beat, and noise chopped at the same rate."""
    hz, rate_hz = rng.uniform(2_000, 3_200), rng.uniform(25, 45)

    def one() -> Signal:
        length = samples(rng.uniform(0.4, 1.2))
        seconds = clock(length)
        tone = np.sin(2 * np.pi * hz * seconds) + np.sin(2 * np.pi * (hz + rate_hz) * seconds)
        chopped = gate(length, period_seconds=1 / rate_hz, duty=0.5, edge=0.008)
        air = noise(rng, length, band(hz * 0.8, hz * 2)) * chopped * np.float32(0.2)
        return (tone + air).astype(np.float32) * swell(length, attack=0.05, release=0.08)

    return repeated(rng, count, one, pause=(0.3, 1.2), kinds=2)


EVENTS = {
    "heartbeat": (plain_heartbeat, muffled_heartbeat, heart_like_a_drum, heart_in_the_womb),
    "footsteps": (plain_steps, high_heels, crunching_steps, wooden_stairs),
    "applause": (plain_applause, applause_of_a_hall, cheering_applause, clapping_in_time),
    "whistle": (plain_whistle, wolf_whistle, breathy_whistle, steam_whistle),
}

UNSEEN = {
    "heartbeat": unseen_heart,
    "footsteps": unseen_steps,
    "applause": unseen_applause,
    "whistle": unseen_whistle,
}
