"""Weather, water and fire."""

import numpy as np

from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    echoed,
    glide,
    noise,
    onsets,
    place,
    samples,
    scatter,
    swell,
    tilted,
    unit_rms,
    wander,
    wave,
)


def steady_rain(rng: Rng, count: int) -> Signal:
    """A broad hiss with countless small drops."""
    hiss = noise(rng, count, tilted(band(400, 12_000), db_per_octave=rng.uniform(-3, 0)))
    drop = burst(rng, 0.006, band(2_000, 9_000), decay_seconds=rng.uniform(0.0006, 0.002))
    drops = scatter(rng, count, drop, rate_hz=rng.uniform(150, 700))
    return _limited(hiss * rng.uniform(0.1, 0.3) + drops * rng.uniform(0.2, 0.5))


def rain_on_a_roof(rng: Rng, count: int) -> Signal:
    """Heavier drops that each sound, over a darker hiss."""
    hiss = noise(rng, count, tilted(band(250, 9_000), db_per_octave=-3))
    light = burst(rng, 0.01, band(1_500, 7_000), decay_seconds=0.0015)
    heavy = burst(rng, 0.03, band(400, 2_500), decay_seconds=rng.uniform(0.003, 0.008))
    patter = scatter(rng, count, light, rate_hz=rng.uniform(80, 250))
    heavier = scatter(rng, count, heavy, rate_hz=rng.uniform(15, 60))
    return _limited(hiss * rng.uniform(0.08, 0.2) + patter * 0.35 + heavier * 0.3)


def _limited(signal: Signal) -> Signal:
    """Rare loud drops are held down, or they alone would set the level of the rain."""
    return np.tanh(unit_rms(signal) / 4).astype(np.float32)


def gusting_wind(rng: Rng, count: int) -> Signal:
    """A dark rush that swells and sinks, with a howl that wanders."""
    rush = noise(rng, count, tilted(band(60, rng.uniform(500, 1_200)), db_per_octave=-5))
    gusts = wander(rng, count, rate_hz=rng.uniform(0.5, 1.3), low=0.25, high=1.0)
    pitch = wander(rng, count, rate_hz=0.9, low=rng.uniform(250, 400), high=rng.uniform(500, 1_000))
    howl = noise(rng, count, band(1, rng.uniform(15, 40))) * wave(pitch, count, [1.0])
    return rush * gusts + howl * gusts**2 * rng.uniform(0.15, 0.8)


def sea_waves(rng: Rng, count: int) -> Signal:
    """Waves that roll in, break with a wide hiss and draw back."""
    period = rng.uniform(3.5, 7.0)
    seconds = clock(count) + rng.uniform(0, period)
    place_in_wave = (seconds % period) / period
    breaking = np.interp(place_in_wave, [0, 0.3, 0.42, 0.75, 1], [0.12, 0.4, 1.0, 0.3, 0.12])
    low = noise(rng, count, tilted(band(80, 700), db_per_octave=-3))
    wash = noise(rng, count, tilted(band(500, 9_000), db_per_octave=-2))
    spray = breaking ** rng.uniform(1.5, 2.5)
    return (low * breaking * rng.uniform(0.4, 0.9) + wash * spray).astype(np.float32)


def surf(rng: Rng, count: int) -> Signal:
    """Two waves of unlike period that overlap, as on a busy shore."""
    return sea_waves(rng, count) + sea_waves(rng, count) * np.float32(rng.uniform(0.4, 0.9))


def thunder(rng: Rng, count: int) -> Signal:
    """A crack or a far rumble, rolling for seconds."""
    starts = onsets(rng, count, gap_seconds=(2.5, 4.0))
    return place(count, starts, [_roll_of_thunder(rng) for _ in starts])


def _roll_of_thunder(rng: Rng) -> Signal:
    length = samples(rng.uniform(2.5, 4.5))
    rumble = noise(rng, length, tilted(band(30, rng.uniform(120, 300)), db_per_octave=-4))
    rolling = wander(rng, length, rate_hz=rng.uniform(3, 6), low=0.1, high=1.0)
    roll = rumble * rolling * swell(length, attack=rng.uniform(0.02, 0.15), release=0.8)
    crack = burst(rng, 0.8, tilted(band(150, 6_000), db_per_octave=-4), decay_seconds=0.12)
    flicker = wander(rng, len(crack), rate_hz=25, low=0, high=1)
    roll[: len(crack)] += crack * flicker * np.float32(rng.uniform(0, 0.8))
    return roll


def crackling_fire(rng: Rng, count: int) -> Signal:
    """Snaps of all sizes over a soft roar."""
    roar = noise(rng, count, tilted(band(60, 900), db_per_octave=-4))
    breathing = wander(rng, count, rate_hz=3, low=0.5, high=1.0)
    small = burst(rng, 0.008, band(2_500, 9_000), decay_seconds=0.0008)
    large = burst(rng, 0.025, band(700, 5_000), decay_seconds=rng.uniform(0.002, 0.005))
    return (
        roar * breathing * rng.uniform(0.03, 0.15)
        + scatter(rng, count, small, rate_hz=rng.uniform(15, 50), spread=1.2) * 0.25
        + scatter(rng, count, large, rate_hz=rng.uniform(4, 12), spread=1.0) * 0.5
    )


def dripping_water(rng: Rng, count: int) -> Signal:
    """Single drops, each a short rising blip, in a hollow room."""
    starts = onsets(rng, count, gap_seconds=(0.25, rng.uniform(0.6, 1.3)))
    base_hz = rng.uniform(500, 1_300)
    drops = [_drop(rng, base_hz * rng.uniform(0.85, 1.2)) for _ in starts]
    return echoed(rng, place(count, starts, drops), seconds=rng.uniform(0.3, 1.2), wet=0.4)


def _drop(rng: Rng, base_hz: float) -> Signal:
    length = samples(rng.uniform(0.06, 0.14))
    pitch = glide([base_hz, base_hz * rng.uniform(1.5, 2.4)], length)
    ringing = wave(pitch, length, [1.0, 0.1])
    envelope = decay(length, attack_seconds=0.002, decay_seconds=rng.uniform(0.012, 0.03))
    return ringing * envelope * np.float32(rng.uniform(0.5, 1))


EVENTS = {
    "rain": (steady_rain, rain_on_a_roof),
    "wind": (gusting_wind,),
    "sea waves": (sea_waves, surf),
    "thunder": (thunder,),
    "fire crackling": (crackling_fire,),
    "water dripping": (dripping_water,),
}
