"""The newest ways of making trains, chainsaws and helicopters."""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.ndimage

from training.sounds.events.makers import (
    between,
    chance,
    highpassed,
    lfo,
    lowpassed,
    pulses,
    resonated,
    roughness,
    slide,
)
from training.sounds.events.newer_makers import overlapping
from training.sounds.events.newest_makers import recorded, stream, struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    formants,
    glide,
    noise,
    place,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def _wheels(rng: Rng, count: int, rate: Signal, hit: Signal) -> Signal:
    """`hit` twice at each joint, `rate` joints a second, loud as a real wheel is: unevenly."""
    first = np.flatnonzero(pulses(rng, rate.astype(np.float32), jitter=0.01))
    apart = (rng.uniform(0.15, 0.32) / rate[first] * 48_000).astype(np.int64)
    starts = np.concatenate([first, first + apart])
    grains = [hit * np.float32(rng.uniform(0.5, 1)) for _ in starts]
    return place(count, starts, grains)


def thumps_over_brown(rng: Rng, count: int) -> Signal:
    """Sines of 45 to 220 Hz that fall at once, two and two, over brown noise: a train in short."""
    thump = struck(
        rng, between(rng, 45, 220), fall=between(rng, 0.02, 0.09), snap=rng.uniform(0, 1), drop=1.5
    )
    drift = between(rng, 0.6, 2.6) * lfo(rng, count, rate_hz=0.05, low=rng.uniform(0.6, 1), high=1)
    rumble = noise(
        rng, count, tilted(band(30, between(rng, 500, 6_000)), db_per_octave=-rng.uniform(2, 5))
    )
    rumble *= wander(rng, count, rate_hz=1.5, low=0.6, high=1)
    joints = _wheels(rng, count, drift, thump)
    return recorded(rng, joints + rumble * np.float32(between(rng, 0.04, 0.4)), noisiest=0.15)


def steam_gathering_speed(rng: Rng, count: int) -> Signal:
    """From the platform away: chuffs that quicken to many times their pace, shorter each time."""
    slow, factor = between(rng, 0.9, 3), rng.uniform(1.5, 5)
    rate = slow * (1 + (factor - 1) * np.linspace(0, 1, count) ** rng.uniform(0.5, 1.5))
    rate = np.minimum(rate, 11)
    turns = np.cumsum(rate) / 48_000 + rng.uniform()
    within, beat_number = turns % 1, np.floor(turns).astype(np.int64)
    accents = np.array([1, *rng.uniform(0.4, 1, 3)])[beat_number % 4]
    puff = (np.minimum(within / 0.04, 1) * np.exp(-within / rng.uniform(0.12, 0.4))) * accents
    steam = noise(rng, count, tilted(band(between(rng, 80, 500), 9_000), db_per_octave=-3))
    rails = noise(rng, count, tilted(band(30, 500), db_per_octave=-4)) * between(rng, 0.03, 0.3)
    total = steam * puff + rails
    if chance(rng, 0.5):
        hz = between(rng, 300, 900)

        def whistle() -> Signal:
            n = samples(rng.uniform(0.4, 1.5))
            pitch = slide([hz * 0.9, hz, hz, hz * 0.93], n, [0, 0.1, 0.85, 1])
            tone = sum(wave(pitch * np.float32(r), n, [1, 0.3, 0.1]) for r in (1, 1.26, 1.5))
            air = noise(rng, n, band(hz, hz * 6)) * 0.3
            return unit_peak((np.asarray(tone) + air) * swell(n, attack=0.1, release=0.2))

        calls = overlapping(rng, count, whistle, every_seconds=(2, between(rng, 4, 9)))
        total = total + calls * between(rng, 0.3, 2)
    return recorded(rng, total.astype(np.float32), noisiest=0.15)


def horn_at_the_crossing(rng: Rng, count: int) -> Signal:
    """Long, long, short, long: a chord of reeds that nears, rails below, the crossing's bell."""
    hz, ratios = between(rng, 220, 420), (1, 1.19, 1.33, 1.5, 1.68)[: int(rng.integers(2, 6))]
    sink = 1 - 0.05 * np.tanh((clock(count) - rng.uniform(1, 8)) / between(rng, 0.4, 2))
    reeds = sum(
        wave((hz * r * sink).astype(np.float32), count, sawtooth(14, power=rng.uniform(0.6, 1.2)))
        for r in ratios
    )
    blows = np.zeros(count, dtype=np.float32)
    at = -rng.uniform(0, 1)
    while at < count / 48_000:
        for seconds in rng.permutation([1.6, 1.4, 0.5, 2.0]) * rng.uniform(0.6, 1.2):
            start, end = max(samples(at) if at > 0 else 0, 0), max(int((at + seconds) * 48_000), 0)
            blows[start:end] = 1
            at += seconds + rng.uniform(0.2, 0.6)
        at += rng.uniform(0.5, 3)
    blows = scipy.ndimage.uniform_filter1d(blows, samples(0.08))
    speed = np.full(count, between(rng, 0.8, 2.5))
    knock = unit_peak(burst(rng, 0.15, band(60, 1_800), decay_seconds=0.02))
    rumble = noise(rng, count, tilted(band(25, 900), db_per_octave=-4))
    near = glide(rng.uniform(0.2, 1, 4).tolist(), count)
    total = unit_rms(np.asarray(reeds)) * blows * between(rng, 0.3, 1.2)
    total += (rumble * rng.uniform(0.3, 1) + _wheels(rng, count, speed, knock) * 3) * near
    if chance(rng, 0.4):
        ding = struck(rng, between(rng, 700, 1_800), fall=0.15, snap=0.2)
        bell = stream(rng, count, lambda: ding, period=between(rng, 0.25, 0.7), kinds=1)
        total += bell * rng.uniform(0.2, 1.5)
    return recorded(rng, total.astype(np.float32), noisiest=0.1)


def brakes_into_the_station(rng: Rng, count: int) -> Signal:
    """Joints that come ever slower, brakes that squeal on several notes at once, air let go."""
    slowing = np.linspace(1, rng.uniform(0.15, 0.5), count) * between(rng, 1, 3)
    knock = struck(rng, between(rng, 70, 250), fall=0.03, snap=rng.uniform(0.3, 1.5))
    squeal = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(2, 5))):
        hz = between(rng, 900, 5_500)
        pitch = hz * wander(rng, count, rate_hz=rng.uniform(0.5, 4), low=0.98, high=1.02)
        tone = wave(pitch.astype(np.float32), count, [1, 0.4, 0.2])
        squeal += tone * wander(rng, count, rate_hz=1.2, low=-0.6, high=1).clip(0)

    def sigh() -> Signal:
        n = samples(rng.uniform(0.4, 1.5))
        return noise(rng, n, band(1_200, 12_000)) * swell(n, attack=0.03, release=0.9) * 0.2

    roll = noise(rng, count, tilted(band(30, between(rng, 400, 2_000)), db_per_octave=-3))
    roll *= slowing / slowing.max()
    total = _wheels(rng, count, slowing, knock) + roll * between(rng, 0.06, 0.4)
    total += squeal * between(rng, 0.02, 0.4)
    total += overlapping(rng, count, sigh, every_seconds=(2.5, 8)) * rng.uniform(0, 1.5)
    return recorded(rng, total.astype(np.float32), noisiest=0.15)


def inside_a_carriage(rng: Rng, count: int) -> Signal:
    """From a seat: a boom below 300 Hz, joints felt more than heard, things that rattle, air."""
    body_hz = between(rng, 55, 180)
    rate = between(rng, 0.7, 2.2) * wander(rng, count, rate_hz=0.2, low=0.85, high=1.1)
    hit = struck(rng, body_hz, fall=between(rng, 0.03, 0.1), snap=rng.uniform(0, 0.4))
    joints = _wheels(rng, count, rate, hit)
    boom = resonated(noise(rng, count), [body_hz, body_hz * 2.2], [body_hz, 200], [1, 0.4])
    jolts = np.abs(lowpassed(joints, 20)) / max(float(np.abs(joints).max()), 1e-6)
    rattle = noise(rng, count, formants((between(rng, 700, 2_000), 3_600), (150, 400), 0.02))
    air = noise(rng, count, tilted(band(200, 8_000), db_per_octave=-4))
    total = joints + unit_rms(boom) * between(rng, 0.1, 0.5)
    total += unit_rms(rattle * jolts) * rng.uniform(0, 0.15) + air * between(rng, 0.01, 0.1)
    return recorded(rng, total.astype(np.float32), noisiest=0.1)


def _throttle(rng: Rng, count: int) -> Signal:
    """In [0, 1]: somebody pulls the trigger, holds it for .3 to 3 s, and lets go for a while."""
    pulled = np.zeros(count, dtype=np.float32)
    at = -rng.uniform(0, 2)
    hold, wait = between(rng, 0.3, 3), between(rng, 0.15, 1.5)
    while at < count / 48_000:
        end = at + hold * rng.uniform(0.6, 1.5)
        pulled[max(0, int(at * 48_000)) : max(0, int(end * 48_000))] = rng.uniform(0.7, 1)
        at = end + wait * rng.uniform(0.6, 1.5)
    return np.clip(lowpassed(pulled, between(rng, 0.6, 3)), 0, 1)


def buzzing_pulses(rng: Rng, count: int) -> Signal:
    """A train of pulses, 55 to 150 a second, that revs up and down, through a silencer's modes."""
    low_hz, span = between(rng, 50, 110), rng.uniform(1.15, 2.4)
    revs = low_hz * span ** _throttle(rng, count) * roughness(rng, count, rng.uniform(0, 0.04))
    train = pulses(rng, revs.astype(np.float32), jitter=rng.uniform(0, 0.03), shimmer=0.15)
    hz = between(rng, 180, 700)
    modes = [hz, hz * rng.uniform(2, 3), hz * rng.uniform(4, 6)]
    pipe = resonated(train, modes, [120, 350, 1_000], [1, rng.uniform(0.3, 1.2), 0.7])
    grit = lowpassed(train, between(rng, 40, 400)) * noise(rng, count, band(800, 9_000))
    total = unit_rms(pipe) + unit_rms(grit) * rng.uniform(0.1, 0.6)
    return recorded(rng, np.tanh(total * between(rng, 0.3, 3)).astype(np.float32), noisiest=0.1)


def clipped_saw_and_chain(rng: Rng, count: int) -> Signal:
    """Two saw waves not quite in tune, clipped, and the chain's noise that the motor chops."""
    pull = _throttle(rng, count)
    hz = between(rng, 60, 140) * (1 + rng.uniform(0.1, 1.2) * pull) * roughness(rng, count, 0.03)
    one = wave(hz.astype(np.float32), count, sawtooth(60, power=rng.uniform(0.3, 1)))
    other = wave((hz * rng.uniform(1.003, 1.03)).astype(np.float32), count, sawtooth(40))
    chop = 0.5 + 0.5 * wave(hz.astype(np.float32), count, [1.0])
    chain = noise(rng, count, band(between(rng, 1_000, 3_000), 10_000)) * chop
    motor = np.tanh((unit_rms(one) + unit_rms(other) * 0.5) * between(rng, 0.5, 5))
    motor = highpassed(motor, between(rng, 60, 900))
    total = unit_rms(motor) + chain * (0.2 + pull) * rng.uniform(0.05, 0.7)
    return recorded(rng, (total * (0.4 + 0.6 * pull)).astype(np.float32), noisiest=0.1)


def felling_a_tree(rng: Rng, count: int) -> Signal:
    """Idle that putters, then a long cut in which the load drags the pitch down, chips that fly."""
    load = wander(rng, count, rate_hz=between(rng, 0.4, 2), low=0, high=1)
    cutting = np.clip(_throttle(rng, count) * 1.4, 0, 1)
    idle_hz, full_hz = between(rng, 35, 60), between(rng, 100, 220)
    hz = idle_hz * (full_hz / idle_hz) ** (cutting * (1 - 0.35 * load))
    uneven = rng.uniform(0.02, 0.08)
    train = pulses(rng, hz.astype(np.float32), jitter=uneven, shimmer=uneven * 4)
    body = resonated(train, [between(rng, 250, 500), 1_150, 2_900], [150, 500, 1_200])
    wood = noise(rng, count, tilted(band(300, 7_000), db_per_octave=-2)) * cutting * load
    total = unit_rms(body) * (0.35 + cutting) + wood * rng.uniform(0.1, 0.7)
    return recorded(rng, np.tanh(total).astype(np.float32), noisiest=0.15)


def saw_behind_the_trees(rng: Rng, count: int) -> Signal:
    """A whining drone of 100 to 260 Hz with all its overtones, muffled, in the forest's echo."""
    pull = _throttle(rng, count)
    hz = between(rng, 90, 170) * (1 + rng.uniform(0.2, 0.9) * pull) * roughness(rng, count, 0.02)
    drone = wave(
        hz.astype(np.float32), count, (rng.uniform(0.3, 1, 30) / np.arange(1, 31) ** 0.4).tolist()
    )
    drone = unit_rms(lowpassed(drone, between(rng, 700, 3_500))) * (0.25 + 0.75 * pull)
    wash = wander(rng, count, rate_hz=1, low=0.4, high=1)
    leaves = noise(rng, count, tilted(band(200, 6_000), db_per_octave=-3))
    echo = np.roll(drone, samples(rng.uniform(0.1, 0.5))) * np.float32(rng.uniform(0, 0.4))
    total = (drone + echo) * wash + leaves * between(rng, 0.01, 0.25)
    return recorded(rng, total.astype(np.float32), noisiest=0.2)


def _rotor(rng: Rng, count: int, low_hz: float, high_hz: float) -> Signal:
    """Turns so far of a rotor: whole numbers are blades that pass, nearly even in time."""
    rate = between(rng, low_hz, high_hz) * wander(rng, count, rate_hz=0.4, low=0.96, high=1.03)
    return np.cumsum(rate, dtype=np.float64) / 48_000 + rng.uniform()


def thumps_and_whine(rng: Rng, count: int) -> Signal:
    """Low noise or a low tone in humps, 8 to 25 a second, and a thin high whine."""
    turns = _rotor(rng, count, 8, 25)
    hump = (0.5 - 0.5 * np.cos(2 * np.pi * turns)) ** rng.uniform(1, 8)
    hum = wave(between(rng, 35, 110), count, [1, 0.5, 0.2]) * np.float32(rng.uniform(0, 1.2))
    low = noise(rng, count, tilted(band(30, between(rng, 150, 1_500)), db_per_octave=-3))
    hz = between(rng, 400, 3_500) * wander(rng, count, rate_hz=0.5, low=0.98, high=1.02)
    whine = wave(hz.astype(np.float32), count, [1, 0.4, 0.3]) * between(rng, 0.01, 0.25)
    total = (low + hum) * (hump + rng.uniform(0, 0.25)) + whine
    return recorded(rng, total.astype(np.float32), noisiest=0.1)


def rotor_wash(rng: Rng, count: int) -> Signal:
    """Close by: a roar as wide as rain's, yet it beats with the blades, and the engine buzzes."""
    turns = _rotor(rng, count, 9, 22)
    chop = np.exp(-(turns % 1) * rng.uniform(1.5, 5))
    roar = noise(rng, count, tilted(band(40, 14_000), db_per_octave=-rng.uniform(1.5, 4.5)))
    deep = noise(rng, count, band(25, between(rng, 90, 250)))
    buzz_hz = between(rng, 45, 130) * wander(rng, count, rate_hz=0.5, low=0.98, high=1.02)
    buzz = unit_rms(wave(buzz_hz.astype(np.float32), count, sawtooth(30, power=0.7)))
    total = roar * (rng.uniform(0.15, 0.9) + chop) + deep * chop * rng.uniform(0.3, 1.5)
    return recorded(rng, (total + buzz * between(rng, 0.03, 0.5)).astype(np.float32), noisiest=0.1)


def two_rotors_and_a_turbine(rng: Rng, count: int) -> Signal:
    """Pressure pulses of the main blades, the tail rotor's drone five times as quick, a jet's hiss.

    It may circle: now the slap stands out, now the drone.
    """
    turns = _rotor(rng, count, 10, 28)
    part = turns % 1
    slap = np.exp(-(((part - 0.1) / rng.uniform(0.02, 0.08)) ** 2))
    slap = slap - np.exp(-(((part - 0.2) / rng.uniform(0.03, 0.12)) ** 2)) * rng.uniform(0.3, 1)
    tail = np.exp(-(((turns * rng.uniform(4.2, 6.3)) % 1) * rng.uniform(2, 6)))
    tail = unit_rms(lowpassed(tail - tail.mean(), between(rng, 400, 2_500)))
    jet = noise(rng, count, tilted(band(500, 10_000), db_per_octave=-rng.uniform(0, 4)))
    circle = lfo(rng, count, rate_hz=between(rng, 0.04, 0.3), low=rng.uniform(0.2, 1), high=1)
    low = noise(rng, count, tilted(band(40, between(rng, 500, 4_000)), db_per_octave=-2))
    total = unit_rms(slap - slap.mean()) * circle + tail * rng.uniform(0.05, 0.7) * (1.2 - circle)
    total += low * (0.3 + np.abs(slap)) * rng.uniform(0.3, 1.2) + jet * between(rng, 0.04, 0.6)
    return recorded(rng, total.astype(np.float32), noisiest=0.15)


def whup_in_the_distance(rng: Rng, count: int) -> Signal:
    """Miles off: a dull whup-whup below 500 Hz that the wind carries up and away again."""
    turns = _rotor(rng, count, 6, 20)
    whup = (0.5 - 0.5 * np.cos(2 * np.pi * turns)) ** rng.uniform(1, 4)
    low = noise(rng, count, band(between(rng, 25, 80), between(rng, 120, 500)))
    tones = wave(float(between(rng, 50, 120)), count, [1, 0.8, 0.5, 0.3]) * rng.uniform(0, 0.6)
    carried = wander(rng, count, rate_hz=between(rng, 0.3, 2.5), low=rng.uniform(0.2, 0.8), high=1)
    sky = noise(rng, count, tilted(band(30, 4_000), db_per_octave=-4)) * between(rng, 0.03, 0.4)
    return recorded(rng, ((low + tones) * whup * carried + sky).astype(np.float32), noisiest=0.1)


NEWEST: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "train": (
        thumps_over_brown,
        steam_gathering_speed,
        horn_at_the_crossing,
        brakes_into_the_station,
        inside_a_carriage,
    ),
    "chainsaw": (buzzing_pulses, clipped_saw_and_chain, felling_a_tree, saw_behind_the_trees),
    "helicopter": (thumps_and_whine, rotor_wash, two_rotors_and_a_turbine, whup_in_the_distance),
}
