"""Vehicles, signals and other machines."""

import numpy as np

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
    noise,
    odd,
    onsets,
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


def wailing_siren(rng: Rng, count: int) -> Signal:
    """Up and down: slowly as a wail, quickly as a yelp."""
    rate_hz = rng.choice([rng.uniform(0.2, 0.5), rng.uniform(2.5, 5)])
    low_hz, high_hz = rng.uniform(450, 800), rng.uniform(1_100, 1_800)
    turns = rate_hz * clock(count) + rng.uniform()
    height = (1 - np.cos(2 * np.pi * turns)) / 2
    return wave((low_hz * (high_hz / low_hz) ** height).astype(np.float32), count, sawtooth(8))


def two_tone_siren(rng: Rng, count: int) -> Signal:
    """The European kind: two steady pitches in turn."""
    low_hz, period = rng.uniform(380, 700), rng.uniform(0.8, 1.4)
    upper = ((clock(count) / period + rng.uniform()) % 1) < 0.5
    pitch = np.where(upper, low_hz * rng.uniform(1.25, 1.5), low_hz).astype(np.float32)
    return wave(pitch, count, sawtooth(10))


def beeping_alarm(rng: Rng, count: int) -> Signal:
    """Piercing beeps on one pitch: even, or in groups of three or four as an alarm clock does."""
    pitch_hz, length = rng.uniform(900, 3_300), rng.uniform(0.06, 0.2)
    beep = wave(pitch_hz, samples(length), odd(7)) * swell(
        samples(length), attack=0.03, release=0.03
    )
    in_group = int(rng.choice([1, 3, 4]))
    spacing = length * rng.uniform(1.4, 2.0)
    period = spacing * in_group + (0 if in_group == 1 else rng.uniform(0.25, 0.5))
    starts = [
        int(first + samples(spacing * k))
        for first in beat(rng, count, period_seconds=period)
        for k in range(in_group)
    ]
    return place(count, starts, [beep] * len(starts))


def buzzing_alarm(rng: Rng, count: int) -> Signal:
    """A harsh buzzer that goes on and off."""
    buzz = wave(rng.uniform(350, 700), count, sawtooth(30, power=0.6))
    period = rng.uniform(0.5, 1.1)
    on = ((clock(count) / period + rng.uniform()) % 1) < rng.uniform(0.4, 0.65)
    smooth = np.convolve(on.astype(np.float32), np.full(240, 1 / 240, np.float32), mode="same")
    return filtered(buzz, band(500, 7_000)) * smooth


def bell_telephone(rng: Rng, count: int) -> Signal:
    """Two small bells struck twenty times a second, for a second or two, and again."""
    low_hz = rng.uniform(1_000, 1_600)
    stroke_hz, on = rng.uniform(18, 26), rng.uniform(0.9, 1.8)
    strokes = int(on * stroke_hz)
    bells = [
        ring([hz, hz * 2.4, hz * 3.9], [0.12, 0.08, 0.04], 0.3)
        for hz in (low_hz, low_hz * rng.uniform(1.15, 1.3))
    ]
    hits = [samples(k / stroke_hz) for k in range(strokes)]
    once = place(samples(on + 0.3), hits, [bells[k % 2] for k in range(strokes)])
    starts = onsets(rng, count, gap_seconds=(on + 0.6, on + 1.8))
    return place(count, starts, [once] * len(starts))


def electronic_telephone(rng: Rng, count: int) -> Signal:
    """A warble between two pitches, in pairs of rings."""
    low_hz, warble_hz = rng.uniform(650, 1_300), rng.uniform(12, 22)
    length = samples(rng.uniform(0.35, 0.9))
    upper = np.sin(2 * np.pi * warble_hz * clock(length)) > 0
    pitch = np.where(upper, low_hz * rng.uniform(1.2, 1.35), low_hz).astype(np.float32)
    trill = wave(pitch, length, odd(5)) * swell(length, attack=0.03, release=0.05)
    pair = place(length * 2 + samples(0.2), [0, length + samples(0.2)], [trill, trill])
    gap = len(pair) / 48_000
    starts = onsets(rng, count, gap_seconds=(gap + 0.5, gap + 1.6))
    return place(count, starts, [pair] * len(starts))


def running_engine(rng: Rng, count: int) -> Signal:
    """A motor that idles or revs: a rough low hum with its firing pulses."""
    base_hz = rng.uniform(24, 55)
    revs = wander(rng, count, rate_hz=rng.uniform(0.3, 1.0), low=1.0, high=rng.uniform(1.1, 2.6))
    uneven = 1 + wander(rng, count, rate_hz=30, low=-0.03, high=0.03)
    firing = wave((base_hz * revs * uneven).astype(np.float32), count, sawtooth(40, power=0.5))
    body = filtered(firing, formants((90, 220, 480), (50, 90, 150), 0.08))
    air = noise(rng, count, tilted(band(60, 1_500), db_per_octave=-4))
    chug = 0.6 + 0.4 * wave((base_hz * revs / 2).astype(np.float32), count, [1.0])
    return unit_rms(body) + air * chug * revs * np.float32(rng.uniform(0.15, 0.4))


def helicopter(rng: Rng, count: int) -> Signal:
    """Blades that slap the air eleven or so times a second, over a turbine's whine."""
    blade_hz = rng.uniform(9, 17) * (1 + wander(rng, count, rate_hz=0.5, low=-0.02, high=0.02))
    turns = np.cumsum(blade_hz, dtype=np.float64) / 48_000
    slap = np.exp(-((turns % 1) * rng.uniform(4, 7))).astype(np.float32)
    low = noise(rng, count, tilted(band(40, 400), db_per_octave=-3))
    high = noise(rng, count, tilted(band(300, 4_000), db_per_octave=-4))
    whine = wave(rng.uniform(700, 1_500), count, [1, 0.5, 0.3]) * np.float32(rng.uniform(0.01, 0.1))
    return low * slap + high * slap * np.float32(rng.uniform(0.2, 0.6)) + whine


def car_horn(rng: Rng, count: int) -> Signal:
    """Two reeds a third apart; short honks or a long one."""
    low_hz = rng.uniform(320, 480)
    interval = rng.uniform(1.18, 1.3)
    colour = formants((1_100, 2_400), (500, 700), 0.3)
    starts, honks = [], []
    for start in onsets(rng, count, gap_seconds=(0.8, 2.0)):
        length = samples(rng.uniform(0.15, 0.9))
        both = wave(low_hz, length, sawtooth(25, power=0.7))
        both = both + wave(low_hz * interval, length, sawtooth(25, power=0.7))
        honk = filtered(both, colour) * swell(length, attack=0.04, release=0.06)
        repeats = 2 if length < samples(0.35) and rng.uniform() < 0.6 else 1
        for k in range(repeats):
            starts.append(int(start) + k * (length + samples(0.1)))
            honks.append(honk)
    return place(count, starts, honks)


def train_on_rails(rng: Rng, count: int) -> Signal:
    """Wheels over joints, two and two, on a steady rumble."""
    period = rng.uniform(0.45, 0.95)
    clack = burst(rng, 0.2, band(180, 2_500), decay_seconds=0.02)
    clang = ring([rng.uniform(700, 1_300), rng.uniform(1_500, 2_600)], [0.05, 0.03], 0.2)
    joint = unit_peak(clack) + clang * np.float32(0.25)
    starts = beat(rng, count, period_seconds=period, jitter=0.01)
    gap = samples(period * rng.uniform(0.18, 0.28))
    clacks = place(count, [*starts, *(starts + gap)], [joint] * (2 * len(starts)))
    rumble = noise(rng, count, tilted(band(50, 600), db_per_octave=-3))
    hiss = noise(rng, count, band(800, 4_000))
    return clacks + rumble * np.float32(rng.uniform(0.1, 0.25)) + hiss * np.float32(0.02)


def steam_train(rng: Rng, count: int) -> Signal:
    """Puffs of steam in fours, and now and then the whistle's chord."""
    puff_hz = rng.uniform(2.5, 5.5)
    starts = beat(rng, count, period_seconds=1 / puff_hz, jitter=0.01)
    length = 0.9 / puff_hz
    puff = burst(rng, length, band(200, 4_500), decay_seconds=length * 0.3)
    accents = [np.float32(1.0 if k % 4 == 0 else 0.6) for k in range(len(starts))]
    puffing = place(count, starts, [puff * accent for accent in accents])
    chord = samples(rng.uniform(0.8, 1.4))
    base_hz = rng.uniform(280, 420)
    blast = sum(wave(base_hz * ratio, chord, sawtooth(8)) for ratio in (1, 1.19, 1.5, 1.78))
    blast = unit_peak(np.asarray(blast)) * swell(chord, attack=0.15, release=0.2)
    whistles = onsets(rng, count, gap_seconds=(3.0, 6.0), first_seconds=3.0)
    rumble = noise(rng, count, tilted(band(50, 400), db_per_octave=-3)) * np.float32(0.1)
    return (
        unit_peak(puffing)
        + rumble
        + place(count, whistles, [blast * np.float32(0.4)] * len(whistles))
    )


def chainsaw(rng: Rng, count: int) -> Signal:
    """A small two-stroke motor at high speed, that bites and races."""
    base_hz = rng.uniform(85, 140)
    revs = wander(rng, count, rate_hz=rng.uniform(0.8, 1.8), low=0.8, high=rng.uniform(1.2, 1.7))
    rough = 1 + wander(rng, count, rate_hz=60, low=-0.04, high=0.04)
    buzz = wave((base_hz * revs * rough).astype(np.float32), count, sawtooth(60, power=0.35))
    colour = formants((600, 1_600, 3_200), (300, 500, 900), 0.15)
    chain = noise(rng, count, band(1_500, 8_000)) * revs
    return unit_rms(filtered(buzz, colour)) + chain * np.float32(rng.uniform(0.15, 0.4))


def laser(rng: Rng, count: int) -> Signal:
    """Science-fiction shots: a pitch that falls through the floor."""
    top_hz, seconds = rng.uniform(2_500, 7_000), rng.uniform(0.12, 0.4)
    shot = _zap(rng, top_hz, seconds)
    starts = onsets(rng, count, gap_seconds=(seconds * 0.8, seconds + rng.uniform(0.2, 1.0)))
    return place(count, starts, [shot * np.float32(rng.uniform(0.6, 1)) for _ in starts])


def _zap(rng: Rng, top_hz: float, seconds: float) -> Signal:
    length = samples(seconds)
    bottom_hz = rng.uniform(120, 500)
    fall = np.linspace(0, 1, length, dtype=np.float32) ** rng.uniform(0.4, 1.0)
    pitch = (top_hz * (bottom_hz / top_hz) ** fall).astype(np.float32)
    colour = odd(9) if rng.uniform() < 0.5 else sawtooth(6, power=1.5)
    return wave(pitch, length, colour) * decay(
        length, attack_seconds=0.003, decay_seconds=seconds * 0.6
    )


EVENTS = {
    "siren": (wailing_siren, two_tone_siren),
    "alarm": (beeping_alarm, buzzing_alarm),
    "telephone ringing": (bell_telephone, electronic_telephone),
    "engine": (running_engine,),
    "helicopter": (helicopter,),
    "car horn": (car_horn,),
    "train": (train_on_rails, steam_train),
    "chainsaw": (chainsaw,),
    "laser": (laser,),
}
