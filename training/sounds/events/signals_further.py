"""Further ways of making what is meant to be heard: sirens, alarms, telephones, horns, lasers."""

from collections.abc import Callable

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
    repeated,
    resonated,
    rest,
    slide,
    triangle,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    clock,
    decay,
    filtered,
    formants,
    noise,
    odd,
    place,
    ring,
    samples,
    sawtooth,
    swell,
    unit_peak,
    wander,
    wave,
)


def _colour(rng: Rng) -> list[float]:
    """Overtones as a plain oscillator has them: a sine, a triangle, a square or a saw."""
    kinds = ([1.0], odd(9, power=2), odd(15), sawtooth(20), [1, 0.5, 0.25])
    return kinds[int(rng.integers(len(kinds)))]


def plain_siren(rng: Rng, count: int) -> Signal:
    """One tone straight up and straight down, slowly or quickly."""
    low_hz = between(rng, 350, 1_000)
    rate_hz = between(rng, 0.15, 6)
    sweep = (triangle, lfo)[int(rng.integers(2))]
    pitch = sweep(rng, count, rate_hz=rate_hz, low=low_hz, high=low_hz * rng.uniform(1.5, 3))
    return wave(pitch, count, _colour(rng))


def plain_two_tones(rng: Rng, count: int) -> Signal:
    """Hi-lo: two pitches in turn, of any oscillator, a half to one and a half seconds each."""
    low_hz = between(rng, 350, 900)
    upper = gate(count, period_seconds=between(rng, 0.5, 2.6), duty=0.5, phase=rng.uniform())
    pitch = low_hz * (1 + rng.uniform(0.15, 0.55) * upper)
    return wave(pitch.astype(np.float32), count, _colour(rng))


def air_raid_siren(rng: Rng, count: int) -> Signal:
    """A rotor that takes seconds to wind up, holds and winds down; two ports a third apart."""
    turns = (clock(count) / rng.uniform(5, 10) + rng.uniform(0.05, 0.6)) % 1
    height = np.interp(turns, [0, 0.35, 0.65, 1], [0.35, 1, 1, 0.35]).astype(np.float32)
    pitch = lowpassed(between(rng, 380, 750) * height, 1.5)
    pitch = np.maximum(pitch, 60).astype(np.float32)
    tones = wave(pitch, count, sawtooth(15, power=0.9))
    if chance(rng, 0.6):
        tones = tones + wave(pitch * np.float32(rng.choice([1.2, 1.25, 1.5])), count, sawtooth(10))
    return tones * (0.3 + 0.7 * height**2)


def sirens_in_the_street(rng: Rng, count: int) -> Signal:
    """A siren that changes between wail and yelp, through a horn and off the houses."""
    fast = gate(count, period_seconds=rng.uniform(3, 6), duty=0.5, phase=rng.uniform(), edge=0.05)
    rate = between(rng, 0.25, 0.5) * (1 - fast) + between(rng, 2.5, 5) * fast
    turns = np.cumsum(rate, dtype=np.float64) / 48_000 + rng.uniform()
    height = (0.5 - 0.5 * np.cos(2 * np.pi * turns)) ** rng.uniform(0.6, 1.4)
    pitch = between(rng, 450, 750) * (1 + rng.uniform(0.8, 1.6) * height)
    horn = filtered(wave(pitch.astype(np.float32), count, odd(21)), formants((1_500,), (900,), 0.2))
    late = samples(rng.uniform(0.06, 0.3))
    echo = np.concatenate([rest(late / 48_000), horn])[:count] * np.float32(rng.uniform(0, 0.5))
    return horn + echo


def phased_siren(rng: Rng, count: int) -> Signal:
    """Very quick rising sweeps, again and again, as of a modern ambulance."""
    turns = (clock(count) * between(rng, 2, 9) + rng.uniform()) % 1
    if chance(rng, 0.15):
        turns = 1 - turns
    pitch = between(rng, 450, 900) * rng.uniform(1.6, 3) ** turns
    return modulated(pitch.astype(np.float32), ratio=1.0, index=rng.uniform(0, 2))


def unseen_siren(rng: Rng, count: int) -> Signal:
    """A pulse wave that rises along a curve of charging and falls likewise, in two seconds."""
    period = rng.uniform(1.5, 4)
    turns = (clock(count) / period + rng.uniform()) % 1
    rising = 1 - np.exp(-4 * turns / 0.5)
    falling = np.exp(-4 * (turns - 0.5) / 0.5)
    height = np.where(turns < 0.5, rising, falling)
    pitch = (rng.uniform(500, 700) * 2 ** (1.2 * height)).astype(np.float32)
    turn = (phase(pitch) / (2 * np.pi)) % 1
    return lowpassed(np.where(turn < 0.3, 1.0, -0.43).astype(np.float32), 3_000)


def plain_alarm(rng: Rng, count: int) -> Signal:
    """Beeps of any oscillator, of any duty, one to eight a second."""
    tone = wave(between(rng, 700, 3_500), count, _colour(rng))
    period = between(rng, 0.12, 1.2)
    duty = rng.uniform(0.2, 0.75)
    beeps = gate(count, period_seconds=period, duty=duty, phase=rng.uniform())
    if chance(rng, 0.4):
        beeps = beeps * gate(count, period_seconds=period * rng.integers(3, 6), duty=0.7)
    return tone * beeps


def alternating_alarm(rng: Rng, count: int) -> Signal:
    """Two pitches in quick turn, without a gap: an intruder alarm."""
    hz = between(rng, 700, 2_600)
    period = between(rng, 0.07, 0.45)
    upper = gate(count, period_seconds=period, duty=0.5, edge=0.002)
    pitch = hz * (1 + rng.uniform(0.1, 0.5) * upper)
    return wave(pitch.astype(np.float32), count, _colour(rng))


def smoke_alarm(rng: Rng, count: int) -> Signal:
    """A shrill piezo near three kilohertz: three beeps and a pause, or without a stop."""
    tone = wave(between(rng, 2_500, 3_700), count, [1, 0.3, 0.4])
    length = rng.uniform(0.25, 0.5)
    beeps = gate(count, period_seconds=2 * length, duty=0.5)
    group = gate(count, period_seconds=8 * length, duty=0.75)
    return tone * beeps * (group if chance(rng, 0.7) else 1)


def alarm_bell(rng: Rng, count: int) -> Signal:
    """A hammer that beats a gong without a stop: fire drill, or an old alarm clock."""
    hz, rate_hz = between(rng, 600, 2_400), between(rng, 9, 24)
    hits = np.zeros(count, dtype=np.float32)
    starts = (np.arange(0.01, count / 48_000, 1 / rate_hz) * 48_000).astype(np.int64)
    hits[np.minimum(starts + rng.integers(0, 200, len(starts)), count - 1)] = 1
    modes = [hz * r for r in (1, 1.52, 2.37, 3.3, 4.6)]
    bell = resonated(hits, modes, [6, 8, 10, 14, 20], rng.uniform(0.3, 1, 5).tolist())
    return bell + highpassed(hits, 2_000) * np.float32(0.002)


def swooping_alarm(rng: Rng, count: int) -> Signal:
    """A buzzer whose every blare rises, or a klaxon that grates: whoop, whoop."""
    hz, top = between(rng, 350, 1_200), rng.uniform(1.3, 2.4)

    def one() -> Signal:
        length = samples(rng.uniform(0.3, 0.8))
        pitch = slide([hz, hz * top], length)
        grating = 1 + 0.8 * np.sin(2 * np.pi * 45 * clock(length)) * rng.integers(0, 2)
        blare = modulated(pitch, ratio=1.0, index=2.5) * grating
        return unit_peak(blare.astype(np.float32)) * swell(length, attack=0.03, release=0.05)

    return repeated(rng, count, one, pause=(0.05, rng.uniform(0.08, 0.5)), kinds=1, rarely=0)


def unseen_alarm(rng: Rng, count: int) -> Signal:
    """Beep-beep, beep-beep: a clipped sine in pairs, with a click at the start of each."""
    hz, length = rng.uniform(1_500, 2_700), samples(rng.uniform(0.07, 0.12))
    beep = np.tanh(4 * np.sin(2 * np.pi * hz * clock(length)))
    beep[:40] += np.linspace(1, 0, 40)
    starts, times = [], np.arange(0.02, count / 48_000, rng.uniform(0.55, 0.8))
    for time in times:
        starts += [samples(time), samples(time) + int(length * 1.8)]
    return place(count, starts, [beep.astype(np.float32)] * len(starts))


def _rung(rng: Rng, count: int, once: Signal) -> Signal:
    """A telephone's cadence: a ring, a pause of one to three seconds, a ring."""
    gap = rng.uniform(0.6, 2.0)
    return repeated(rng, count, lambda: once, pause=(gap, gap), kinds=1, rarely=0.15, softest=0.95)


def plain_ring(rng: Rng, count: int) -> Signal:
    """Two tones at once, which a twenty hertz tremble makes into a ring."""
    length = samples(between(rng, 0.4, 2.0))
    hz = between(rng, 400, 1_600)
    tones = wave(hz, length, [1, 0.3]) + wave(hz * rng.uniform(1.09, 1.3), length, [1, 0.3])
    tremble = lfo(rng, length, rate_hz=rng.uniform(15, 28), low=rng.uniform(0, 0.5), high=1)
    once = tones * tremble * swell(length, attack=0.02, release=0.03)
    if chance(rng, 0.4):
        once = np.concatenate([once, rest(0.2), once])
    return _rung(rng, count, once)


def hammered_ring(rng: Rng, count: int) -> Signal:
    """The clapper of an old set, left and right, on two steel cups that ring on."""
    hz, rate_hz, seconds = between(rng, 700, 2_000), rng.uniform(17, 30), rng.uniform(0.8, 2.0)
    length = samples(seconds + 0.5)
    once = np.zeros(length, dtype=np.float32)
    for cup in range(2):
        hits = np.zeros(length, dtype=np.float32)
        times = np.arange(0.005 + cup / rate_hz / 2, seconds, 1 / rate_hz)
        hits[(times * 48_000).astype(np.int64)] = rng.uniform(0.7, 1, len(times))
        base = hz * (1 + cup * rng.uniform(0.1, 0.3))
        modes = [base, base * 2.6, base * 4.3]
        once += resonated(hits, modes, [5, 8, 15], [1, rng.uniform(0.3, 1), 0.4])
    return _rung(rng, count, unit_peak(once * swell(length, attack=0, release=0.2)))


def melodic_ring(rng: Rng, count: int) -> Signal:
    """A mobile's little tune of marimba, bell or beep notes."""
    note = between(rng, 0.08, 0.2)
    hz, kind = between(rng, 500, 1_300), rng.integers(3)
    steps = rng.choice([0, 2, 4, 7, 9, 12, 14, 16], rng.integers(3, 8))
    grains = []
    for step in [*steps, *steps]:
        n, tone_hz = samples(note * 2), hz * 2 ** (step / 12)
        if kind == 0:
            grains.append(ring([tone_hz, tone_hz * 3.9], [0.12, 0.03], note * 2))
        elif kind == 1:
            pitch = np.full(n, tone_hz, np.float32)
            grains.append(modulated(pitch, ratio=3.5, index=1) * np.exp(-clock(n) / 0.15))
        else:
            grains.append(wave(tone_hz, n, odd(7)) * swell(n, attack=0.03, release=0.55))
    starts = [samples(k * note + 0.0001) for k in range(len(grains))]
    return _rung(rng, count, place(samples(note * (len(grains) + 1)), starts, grains))


def warbling_ring(rng: Rng, count: int) -> Signal:
    """An office set: a pitch that hops between two or three, ten to twenty-five times a second."""
    length, hop = samples(rng.uniform(0.5, 1.6)), between(rng, 0.035, 0.1)
    pitches = np.asarray(between(rng, 550, 1_500) * np.array([1, rng.uniform(1.15, 1.5), 1.25]))
    index = (clock(length) / hop).astype(np.int64) % int(rng.integers(2, 4))
    once = wave(pitches[index].astype(np.float32), length, _colour(rng))
    return _rung(rng, count, once * swell(length, attack=0.02, release=0.04))


def unseen_telephone(rng: Rng, count: int) -> Signal:
    """Brr-ring, brr-ring: sharp grains of a bell-like chord in a quick row, twice."""
    hz, rate_hz = rng.uniform(900, 1_400), rng.uniform(20, 25)
    n = samples(0.12)
    cup = sum(np.sin(2 * np.pi * hz * r * clock(n)) / r for r in (1, 1.34, 2.7, 3.6))
    grain = (np.asarray(cup) * np.exp(-clock(n) / 0.03)).astype(np.float32)
    starts = [samples(k / rate_hz + 0.001) for k in range(int(0.5 * rate_hz))]
    brr = place(samples(0.62), starts, [grain] * len(starts))
    once = np.concatenate([brr, rest(0.15), brr])
    return repeated(rng, count, lambda: once, pause=(0.9, 1.6), kinds=1, rarely=0)


def _honked(rng: Rng, count: int, horn: Callable[[int], Signal]) -> Signal:
    """Short honks, in ones and twos, or long blasts."""
    long_ = chance(rng, 0.4)

    def one() -> Signal:
        length = samples(rng.uniform(0.7, 2.0) if long_ else rng.uniform(0.12, 0.5))
        honk = unit_peak(horn(length)) * swell(length, attack=0.04, release=0.06)
        twice = not long_ and chance(rng, 0.5)
        return np.concatenate([honk, rest(rng.uniform(0.06, 0.2)), honk]) if twice else honk

    return repeated(rng, count, one, pause=(0.2, 1.4), kinds=2)


def plain_horn(rng: Rng, count: int) -> Signal:
    """Two steady tones of any oscillator, a third or so apart."""
    hz, interval, colour = between(rng, 260, 560), rng.uniform(1.12, 1.35), _colour(rng)
    return _honked(
        rng, count, lambda n: wave(hz, n, colour) + wave(hz * interval, n, colour, phase=0.3)
    )


def single_horn(rng: Rng, count: int) -> Signal:
    """A scooter's or a small car's horn: one nasal, buzzing tone."""
    hz, index = between(rng, 330, 800), rng.uniform(2, 6)

    def horn(n: int) -> Signal:
        pitch = hz * (1 - 0.03 * np.exp(-clock(n) / 0.03))
        buzz = modulated(pitch.astype(np.float32), ratio=1.0, index=index)
        return buzz + modulated(pitch.astype(np.float32) * 4, ratio=0.25, index=1.5) * 0.4

    return _honked(rng, count, horn)


def lorry_horn(rng: Rng, count: int) -> Signal:
    """Air horns of a lorry: a deep chord with rough reeds."""
    hz = between(rng, 130, 280)
    ratios = (1, 1.26, 1.5)[: int(rng.integers(1, 4))]

    def horn(n: int) -> Signal:
        rough = 1 + wander(rng, n, rate_hz=40, low=-0.006, high=0.006)
        reeds = sum(
            wave((hz * r * rough).astype(np.float32), n, sawtooth(40, power=0.5)) for r in ratios
        )
        return filtered(np.asarray(reeds), formants((700, 1_500, 2_800), (400, 500, 700), 0.15))

    return _honked(rng, count, horn)


def horns_in_traffic(rng: Rng, count: int) -> Signal:
    """Several cars at once, near and far, over the murmur of a street."""
    total = noise(rng, count, band(40, 900)) * np.float32(between(rng, 0.01, 0.15))
    for _ in range(rng.integers(2, 4)):
        near = between(rng, 0.15, 1)
        horns = plain_horn(rng, count) * np.float32(near)
        total += lowpassed(horns, 1_000 + 7_000 * near)
    return total


def unseen_horn(rng: Rng, count: int) -> Signal:
    """Beep beeeep: narrow pulses at two pitches through the ring of a tin disc."""
    hz = rng.uniform(340, 440)

    def horn(n: int) -> Signal:
        total = np.zeros(n, dtype=np.float32)
        for ratio in (1.0, 1.2):
            turn = (clock(n) * np.float32(hz * ratio)) % 1
            total += np.where(turn < 0.22, 1.0, -0.28).astype(np.float32)
        return total * 0.3 + resonated(total, [hz * 3, 2_600], [300, 600])

    return _honked(rng, count, horn)


def _shots(rng: Rng, count: int, shot: Callable[[], Signal]) -> Signal:
    """Single shots, or volleys."""
    pause = (0.02, 0.15) if chance(rng, 0.4) else (0.15, 1.2)
    return repeated(rng, count, shot, pause=pause, kinds=2, rarely=0.15)


def plain_laser(rng: Rng, count: int) -> Signal:
    """Pew: one oscillator that falls fast, straight or on a curve."""
    top, low, colour = between(rng, 1_200, 7_500), between(rng, 80, 700), _colour(rng)
    seconds, curve = between(rng, 0.07, 0.5), rng.uniform(0.3, 1.2)

    def shot() -> Signal:
        n = samples(seconds * rng.uniform(0.9, 1.1))
        pitch = top * (low / top) ** (np.linspace(0, 1, n, dtype=np.float32) ** curve)
        return wave(pitch, n, colour) * swell(n, attack=0.02, release=0.5)

    return _shots(rng, count, shot)


def metallic_laser(rng: Rng, count: int) -> Signal:
    """Film blasters: a falling tone with clanging side tones, as of a struck steel wire."""
    top, low, ratio = between(rng, 2_000, 6_000), between(rng, 150, 800), rng.uniform(0.3, 3)

    def shot() -> Signal:
        n = samples(rng.uniform(0.15, 0.5))
        index = 5 * np.exp(-clock(n) / 0.1)
        tone = modulated(slide([top, low], n), ratio=ratio, index=index.astype(np.float32))
        snap = noise(rng, n, band(1_500, 9_000)) * np.exp(-clock(n) / 0.01)
        return unit_peak(tone * np.exp(-clock(n) / 0.12) + snap * np.float32(rng.uniform(0, 0.4)))

    return _shots(rng, count, shot)


def ray_gun(rng: Rng, count: int) -> Signal:
    """Toy ray guns: a row of quick little sweeps, falling or rising, in each pull."""
    hz, rate_hz = between(rng, 800, 3_500), between(rng, 8, 35)
    curve = (1 - 2 * rng.integers(0, 2)) * rng.uniform(1, 3)

    def shot() -> Signal:
        n = samples(rng.uniform(0.25, 1.0))
        turns = (clock(n) * rate_hz) % 1
        pitch = hz * 2 ** (curve * (0.5 - turns)) * (1 - 0.3 * np.linspace(0, 1, n))
        return wave(pitch.astype(np.float32), n, odd(9)) * swell(n, attack=0.02, release=0.2)

    return _shots(rng, count, shot)


def chirped_noise_laser(rng: Rng, count: int) -> Signal:
    """A zap: ring-modulated noise whose centre dives, over the dive itself, with an echo."""
    top, low = between(rng, 3_000, 7_500), between(rng, 200, 900)

    def shot() -> Signal:
        n = samples(rng.uniform(0.15, 0.45))
        dive = np.sin(phase(slide([top, low], n)))
        spark = lowpassed(noise(rng, n), between(rng, 100, 800))
        zap = (0.7 * dive + unit_peak(spark) * dive) * swell(n, attack=0.01, release=0.6)
        echo = np.concatenate([rest(0.09), zap * np.float32(0.35)])
        echo[:n] += zap
        return unit_peak(echo)

    return _shots(rng, count, shot)


def unseen_laser(rng: Rng, count: int) -> Signal:
    """Pew pew pew: two detuned saws that dive as a discharging capacitor does."""
    top, fall = rng.uniform(2_500, 4_500), rng.uniform(0.05, 0.1)

    def shot() -> Signal:
        n = samples(0.3)
        pitch = (150 + top * np.exp(-clock(n) / fall)).astype(np.float32)
        pair = ((phase(pitch) / np.pi) % 2) + ((phase(pitch * np.float32(1.01)) / np.pi) % 2) - 2
        return lowpassed(pair.astype(np.float32), 6_000) * decay(
            n, attack_seconds=0.002, decay_seconds=0.12
        )

    return repeated(rng, count, shot, pause=(0.02, 0.4), kinds=2, rarely=0.1)


EVENTS = {
    "siren": (plain_siren, plain_two_tones, air_raid_siren, sirens_in_the_street, phased_siren),
    "alarm": (plain_alarm, alternating_alarm, smoke_alarm, alarm_bell, swooping_alarm),
    "telephone ringing": (plain_ring, hammered_ring, melodic_ring, warbling_ring),
    "car horn": (plain_horn, single_horn, lorry_horn, horns_in_traffic),
    "laser": (plain_laser, metallic_laser, ray_gun, chirped_noise_laser),
}

UNSEEN = {
    "siren": unseen_siren,
    "alarm": unseen_alarm,
    "telephone ringing": unseen_telephone,
    "car horn": unseen_horn,
    "laser": unseen_laser,
}
