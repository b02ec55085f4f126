"""The fourth set of ways of making trains, saws, helicopters, engines and arms."""

from collections.abc import Callable, Mapping

import numpy as np
import scipy.ndimage

from training.sounds.events.fourth_makers import (
    cadence,
    delayed,
    finished,
    narrow,
    swells,
    timbre,
)
from training.sounds.events.makers import (
    between,
    chance,
    gate,
    highpassed,
    impulses,
    lfo,
    lowpassed,
    modulated,
    pulses,
    repeated,
    resonated,
    roughness,
    slide,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
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


def _rumble(rng: Rng, count: int) -> Signal:
    """Dark noise of some colour, never quite even."""
    slope = -rng.uniform(2, 6)
    low = noise(rng, count, tilted(band(30, between(rng, 400, 5_000)), db_per_octave=slope))
    return low * wander(rng, count, rate_hz=between(rng, 0.3, 6), low=rng.uniform(0.5, 0.9), high=1)


def _whistle(rng: Rng, count: int) -> Signal:
    """A chord of two to four tones, with steam in it, in blows of .4 to 2 s, now and then."""
    hz, power = between(rng, 280, 1_000), rng.uniform(0.8, 2.5)
    ratios = [1, *rng.choice([1.19, 1.26, 1.33, 1.5, 1.78], int(rng.integers(1, 4)))]

    def blow() -> Signal:
        n = samples(between(rng, 0.4, 2))
        pitch = slide([hz * 0.92, hz, hz, hz * 0.9], n, [0, 0.08, 0.85, 1])
        tone = sum(wave(pitch * np.float32(r), n, sawtooth(8, power=power)) for r in ratios)
        steam = noise(rng, n, band(hz, hz * 7)) * rng.uniform(0.05, 0.8)
        return unit_peak((unit_rms(np.asarray(tone)) + steam) * swell(n, attack=0.08, release=0.15))

    return overlapping(rng, count, blow, every_seconds=(1.5, between(rng, 3, 7)))


def noise_pulses_and_whistle(rng: Rng, count: int) -> Signal:
    """Noise whose loudness a pulse shapes two to ten times a second, and a whistle over it."""
    rate_hz = between(rng, 1.2, 6.5)
    shape = (
        gate(count, period_seconds=1 / rate_hz, duty=rng.uniform(0.2, 0.6), edge=0.02),
        lfo(rng, count, rate_hz=rate_hz, low=0, high=1) ** rng.uniform(1, 4),
        np.exp(-((clock(count) * rate_hz) % 1) * rng.uniform(2, 8)),
    )[int(rng.integers(3))]
    steam = lowpassed(noise(rng, count), between(rng, 600, 8_000))
    total = unit_rms(steam) * (rng.uniform(0.02, 0.4) + shape) + _rumble(rng, count) * 0.1
    if chance(rng, 0.7):
        total = total + _whistle(rng, count) * between(rng, 0.3, 2)
    return finished(rng, total, noisiest=0.1)


def clicks_in_pairs(rng: Rng, count: int) -> Signal:
    """Ta-tam, ta-tam: bursts of noise in pairs or fours at a steady pace, over a rumble."""
    period, pair = between(rng, 0.45, 1.8), rng.uniform(0.14, 0.35)
    axles = (
        [0, pair] if period < 0.8 or chance(rng, 0.3) else [0, pair * 0.6, 0.5, 0.5 + pair * 0.6]
    )
    high_hz, fall = between(rng, 300, 5_000), between(rng, 0.008, 0.06)
    hits = [burst(rng, 0.3, band(60, high_hz), decay_seconds=fall) for _ in range(4)]
    at = (np.arange(int(count / 48_000 / period) + 2)[:, None] + np.array(axles)).ravel()
    starts = (at * period * 48_000 * rng.uniform(0.98, 1.02)).astype(np.int64)
    grains = [
        unit_peak(hits[k % len(axles)]) * np.float32(rng.uniform(0.6, 1)) for k in range(len(at))
    ]
    total = place(count, starts, grains) + _rumble(rng, count) * between(rng, 0.03, 0.3)
    return finished(rng, total, noisiest=0.1)


def express_that_passes(rng: Rng, count: int) -> Signal:
    """It nears, thunders by and is gone: a wide roar that brightens, a horn that sinks."""
    when, width = rng.uniform(1, 7), between(rng, 0.8, 4)
    near = np.exp(-np.abs(clock(count) - when) / width) + 0.2
    fast = 1 - 0.06 * np.tanh((clock(count) - when) / (width * 0.3))
    roar = swept(
        noise(rng, count), (300 + 7_000 * near**1.5 * rng.uniform(0.3, 1)).astype(np.float32)
    )
    whine_hz = between(rng, 350, 2_500)
    whine = wave((whine_hz * fast).astype(np.float32), count, [1, 0.3, 0.2])
    horn_hz = between(rng, 250, 500)
    horn = sum(
        wave((horn_hz * r * fast).astype(np.float32), count, sawtooth(12)) for r in (1, 1.26)
    )
    blown = cadence(rng, count, [between(rng, 0.5, 2), between(rng, 0.4, 3)], edge=0.06)
    pairs = lfo(rng, count, rate_hz=between(rng, 4, 12), low=0, high=1) ** 4
    total = unit_rms(roar * near * (0.5 + pairs)) + whine * near * between(rng, 0.02, 0.4)
    total = total + unit_rms(np.asarray(horn)) * blown * near * rng.uniform(0, 1.5)
    return finished(rng, total, noisiest=0.1)


def chimney_of_a_steamer(rng: Rng, count: int) -> Signal:
    """Blasts through a chimney's comb of resonances, four to the turn, one stronger; rods clank."""
    rate = between(rng, 1.5, 6.5) * wander(rng, count, rate_hz=0.2, low=0.8, high=1.2)
    turns = np.cumsum(rate) / 48_000
    accent = np.array([1, *rng.uniform(0.5, 0.9, 3)])[np.floor(turns).astype(np.int64) % 4]
    blast = np.minimum((turns % 1) / 0.06, 1) * np.exp(-(turns % 1) * rng.uniform(2.5, 6)) * accent
    steam = delayed(
        noise(rng, count) * blast,
        seconds=1 / between(rng, 130, 700),
        feedback=rng.uniform(0.3, 0.85),
    )
    rods = pulses(rng, (rate * 0.5).astype(np.float32), jitter=0.01)
    clank = resonated(rods, [between(rng, 700, 1_800), between(rng, 2_000, 4_500)], [40, 90])
    total = unit_rms(lowpassed(steam, between(rng, 1_000, 8_000)))
    total = total + unit_peak(clank) * rng.uniform(0, 2) + _rumble(rng, count) * 0.15
    if chance(rng, 0.4):
        total = total + _whistle(rng, count) * rng.uniform(0.5, 2)
    return finished(rng, total, noisiest=0.1)


def tram_in_a_curve(rng: Rng, count: int) -> Signal:
    """Flanges that sing on narrow, leaping pitches, a motor's hum that steps up, wheels, a gong."""
    pull = np.clip(swells(rng, count, period_seconds=between(rng, 4, 9)) * 1.3, 0.1, 1)
    hum_hz = between(rng, 80, 260) * (1 + pull * rng.uniform(0.5, 4))
    hum = unit_rms(wave(hum_hz.astype(np.float32), count, rng.uniform(0.1, 1, 8).tolist()))
    total = _rumble(rng, count) * (0.3 + pull) + hum * between(rng, 0.05, 0.6)
    for _ in range(int(rng.integers(1, 4))):
        pitch = between(rng, 800, 4_500) * wander(rng, count, rate_hz=2, low=0.97, high=1.03)
        song = narrow(rng, pitch.astype(np.float32), width_hz=between(rng, 3, 40))
        total += (
            song * wander(rng, count, rate_hz=1, low=-0.5, high=0.8).clip(0) * rng.uniform(0, 1)
        )
    beats = pulses(rng, (0.6 + 3 * pull).astype(np.float32), jitter=0.02, shimmer=0.2)
    total += unit_peak(resonated(beats, [between(rng, 60, 200), 700], [40, 300])) * rng.uniform(
        1, 6
    )
    return finished(rng, total, noisiest=0.1)


def _revs(rng: Rng, count: int, low_hz: float, span: float) -> Signal:
    """A motor's pitch: blips, long pulls or a slow sway between `low_hz` and `span` times that."""
    form = int(rng.integers(3))
    if form == 0:
        pull = lfo(rng, count, rate_hz=between(rng, 0.2, 1.5), low=0, high=1)
    elif form == 1:
        pull = swells(rng, count, period_seconds=between(rng, 0.8, 4))
    else:
        on = cadence(rng, count, [between(rng, 0.3, 3), between(rng, 0.2, 1.2)])
        pull = np.clip(lowpassed(on, between(rng, 0.7, 4)), 0, 1)
    return (low_hz * span**pull * roughness(rng, count, rng.uniform(0, 0.05))).astype(np.float32)


def buzz_that_revs(rng: Rng, count: int) -> Signal:
    """A saw or square wave of 70 to 300 Hz, its pitch revved, with noise: a chainsaw in short."""
    pitch = _revs(rng, count, between(rng, 60, 140), rng.uniform(1.2, 2.6))
    colour = sawtooth(50, power=rng.uniform(0.3, 1.1))
    buzz = unit_rms(wave(pitch, count, colour)) * (0.5 + 0.5 * pitch / pitch.max())
    grit = noise(rng, count, band(between(rng, 500, 3_000), 12_000)) * between(rng, 0.03, 0.6)
    total = np.tanh((buzz + grit) * between(rng, 0.3, 4))
    return finished(rng, total, noisiest=0.1)


def cycle_of_noise(rng: Rng, count: int) -> Signal:
    """One random cycle read over and over at the motor's pace: any harsh timbre, then teeth."""
    pitch = _revs(rng, count, between(rng, 55, 130), rng.uniform(1.2, 2.5))
    harmonics = rng.lognormal(0, 0.8, 60) / np.arange(1, 61) ** rng.uniform(0.2, 0.9)
    harmonics *= rng.choice([-1, 1], 60)
    motor = unit_rms(wave(pitch, count, harmonics.tolist()))
    half = unit_rms(wave(pitch / 2, count, rng.uniform(0, 1, 12).tolist()))
    motor = (motor + half * rng.uniform(0, 0.6)) * wander(rng, count, rate_hz=30, low=0.7, high=1)
    teeth = lowpassed(np.maximum(motor, 0), 400) * noise(rng, count, band(1_500, 11_000))
    return finished(rng, motor + unit_rms(teeth) * between(rng, 0.05, 0.6), noisiest=0.1)


def bursts_of_exhaust(rng: Rng, count: int) -> Signal:
    """Noise let out 60 to 250 times a second, through pipe and casing: no tone but the rate's."""
    pitch = _revs(rng, count, between(rng, 55, 130), rng.uniform(1.2, 2.4))
    turns = np.cumsum(pitch, dtype=np.float64) / 48_000
    puff = np.exp(-(turns % 1) * rng.uniform(4, 12))
    if chance(rng, 0.5):  # every other stroke misfires a little
        puff = puff * np.where(np.floor(turns) % 2, rng.uniform(0.4, 1), 1)
    hz = between(rng, 200, 900)
    raw = noise(rng, count) * puff
    pipe = resonated(raw, [hz, hz * 2.7, hz * 6], [hz, 900, 2_500], rng.uniform(0.3, 1, 3).tolist())
    total = unit_rms(pipe) + unit_rms(puff - puff.mean()) * rng.uniform(0.4, 1.5)
    return finished(rng, np.tanh(total * between(rng, 0.3, 2)), noisiest=0.1)


def starter_cord_and_saw(rng: Rng, count: int) -> Signal:
    """Pulls of the cord that cough, then the motor by frequency modulation, blip after blip."""
    pitch = _revs(rng, count, between(rng, 65, 120), rng.uniform(1.3, 2.3))
    index = lfo(rng, count, rate_hz=rng.uniform(0.3, 2), low=1.5, high=rng.uniform(3, 9))
    motor = modulated(pitch, ratio=float(rng.choice([0.5, 1.0, 1.5, 2.0])), index=index)
    motor = highpassed(np.tanh(motor * rng.uniform(1, 5)), between(rng, 60, 400))
    chain = noise(rng, count, band(1_000, 10_000)) * (0.5 + 0.5 * np.abs(motor))
    total = unit_rms(motor) + chain * between(rng, 0.05, 0.5)
    starts = rng.uniform(0, 1.3) if chance(rng, 0.4) else 0.0
    coughs = np.zeros(count, dtype=np.float32)
    for at in np.arange(0, starts, 0.45):
        n = samples(0.35)
        cough = resonated(pulses(rng, slide([12, 45, 15], n)), [220, 800], [150, 500])
        coughs += place(count, [samples(at)], [unit_peak(cough)])
    running = np.clip((clock(count) - np.float32(starts)) * 5, 0, 1)
    return finished(rng, total * running + coughs, noisiest=0.1)


def chopped_low_noise(rng: Rng, count: int) -> Signal:
    """Low noise times a square, a sine or a saw of 8 to 22 Hz: a helicopter in three lines."""
    rate_hz = between(rng, 7, 22) * wander(rng, count, rate_hz=0.3, low=0.97, high=1.03)
    part = (np.cumsum(rate_hz) / 48_000) % 1
    shape = (
        scipy.ndimage.uniform_filter1d((part < rng.uniform(0.2, 0.6)).astype(np.float32), 200),
        (0.5 - 0.5 * np.cos(2 * np.pi * part)) ** rng.uniform(0.7, 4),
        np.exp(-part * rng.uniform(2, 7)),
    )[int(rng.integers(3))]
    low = lowpassed(lowpassed(noise(rng, count), hz := between(rng, 120, 2_500)), hz * 2)
    total = unit_rms(low) * (rng.uniform(0, 0.35) + shape)
    return finished(rng, total, noisiest=0.15)


def damped_thumps(rng: Rng, count: int) -> Signal:
    """A low sine struck anew by each blade, ten or so a second; a drone and its overtones above."""
    rate_hz = between(rng, 8, 20)
    rate = rate_hz * wander(rng, count, rate_hz=0.3, low=0.97, high=1.03)
    blades = pulses(rng, rate.astype(np.float32), jitter=0.005, shimmer=0.1)
    hz = between(rng, 40, 130)
    thump = resonated(
        blades, [hz, hz * 2.1, hz * 4.5], [25, 60, 200], [1, rng.uniform(0.2, 1), 0.4]
    )
    drone = wave(between(rng, 70, 300), count, timbre(rng)) * between(rng, 0.02, 0.2)
    air = noise(rng, count, tilted(band(100, 9_000), db_per_octave=-3)) * between(rng, 0.2, 1.5)
    chopped = air * (0.2 + 0.8 * lfo(rng, count, rate_hz=rate_hz, low=0, high=1) ** 2)
    return finished(rng, unit_rms(thump) + drone + chopped, noisiest=0.1)


def overhead_and_away(rng: Rng, count: int) -> Signal:
    """It nears and leaves: blades that slap as it comes, a roar above, a hum as it goes."""
    when, width = rng.uniform(0, 8), between(rng, 1.5, 5)
    away = (clock(count) - when) / width
    near = 1 / (1 + away**2) + 0.15
    rate = between(rng, 8, 20) * (1 - 0.05 * np.tanh(away))
    part = (np.cumsum(rate) / 48_000) % 1
    slap = np.exp(-part * rng.uniform(6, 20))
    roar = swept(noise(rng, count), (250 + between(rng, 800, 6_000) * near).astype(np.float32))
    coming = 0.3 + 0.7 / (1 + np.exp(away * 3))
    motor = between(rng, 60, 200) * (1 - 0.05 * np.tanh(away))
    hum = unit_rms(wave(motor.astype(np.float32), count, sawtooth(20, power=rng.uniform(0.5, 1.5))))
    total = unit_rms(roar) * (0.2 + slap * coming * 2) + hum * between(rng, 0.05, 0.5)
    return finished(rng, total * near, noisiest=0.1)


def inside_the_cabin(rng: Rng, count: int) -> Signal:
    """From a seat: a gearbox's chord, everything shaking with the blades, a wide dull roar."""
    rate_hz = between(rng, 9, 22)
    shake = lfo(rng, count, rate_hz=rate_hz, low=rng.uniform(0.1, 0.6), high=1)
    gears = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(2, 6))):
        gears += wave(between(rng, 250, 3_500), count, [1, 0.3]) * np.float32(rng.uniform(0.1, 1))
    roar = noise(rng, count, tilted(band(40, between(rng, 1_000, 8_000)), db_per_octave=-4))
    blades = wave(rate_hz, count, rng.uniform(0.3, 1, 12).tolist())
    total = (roar + unit_rms(gears) * between(rng, 0.03, 0.4)) * shake
    return finished(rng, total + unit_rms(blades) * rng.uniform(0, 0.6), noisiest=0.1)


def harmonics_that_idle(rng: Rng, count: int) -> Signal:
    """A saw wave of 20 to 120 Hz, low-passed, its pace swaying or revved: an engine in short."""
    pitch = _revs(rng, count, between(rng, 20, 60), rng.uniform(1.05, 2.2))
    tone = lowpassed(
        wave(pitch, count, sawtooth(60, power=rng.uniform(0.2, 1))), between(rng, 300, 2_500)
    )
    hiss = lowpassed(noise(rng, count), between(rng, 400, 4_000))
    total = np.tanh(unit_rms(tone) * rng.uniform(0.5, 3)) + unit_rms(hiss) * between(rng, 0.03, 0.4)
    return finished(rng, total, noisiest=0.1)


def pistons_of_pulses(rng: Rng, count: int) -> Signal:
    """Four to eight cylinders, each pulse of its own strength, through exhaust, hood and valves."""
    pitch = _revs(rng, count, between(rng, 16, 45), rng.uniform(1.1, 3))
    train = pulses(rng, pitch, jitter=0.01, shimmer=rng.uniform(0.05, 0.4))
    hz = between(rng, 60, 200)
    exhaust = resonated(train, [hz, hz * 2.6, hz * 7], [hz / 2, 150, 500], [1, 0.6, 0.4])
    valves = lowpassed(train, 300) * noise(rng, count, band(1_500, 7_000))
    total = unit_rms(exhaust) + unit_rms(valves) * between(rng, 0.02, 0.4)
    return finished(rng, total + _rumble(rng, count) * between(rng, 0.02, 0.3), noisiest=0.1)


def zaps_of_a_falling_tone(rng: Rng, count: int) -> Signal:
    """Any oscillator that falls two or more octaves within .08 to .5 s: pew, pew-pew."""
    high_hz, fall = between(rng, 1_500, 7_000), between(rng, 4, 40)
    colour, each, curve = timbre(rng), between(rng, 0.08, 0.5), rng.uniform(0.4, 2)

    def zap() -> Signal:
        n = samples(each * rng.uniform(0.7, 1.3))
        part = np.linspace(0, 1, n) ** curve
        pitch = (high_hz * rng.uniform(0.85, 1.15) * fall**-part).astype(np.float32)
        return wave(pitch, n, colour) * np.linspace(1, 0, n, dtype=np.float32) ** 0.7

    shots = repeated(rng, count, zap, pause=(0.02, between(rng, 0.1, 1)), kinds=4)
    return finished(
        rng, delayed(shots, seconds=rng.uniform(0.05, 0.3), feedback=rng.uniform(0, 0.4))
    )


def resonant_rays(rng: Rng, count: int) -> Signal:
    """Noise or a pulse wave in a narrow band that dives, with a crackle where it strikes."""
    high_hz, low_hz = between(rng, 2_500, 8_000), between(rng, 150, 900)

    def ray() -> Signal:
        n = samples(between(rng, 0.12, 0.6))
        centre = slide([high_hz, low_hz], n)
        beam = narrow(rng, centre, width_hz=between(rng, 20, 200))
        tone = modulated(centre, ratio=rng.uniform(0.3, 3), index=rng.uniform(0, 5))
        beam = (unit_rms(beam) * rng.uniform(0.1, 0.8) + tone) * np.exp(
            -clock(n) * 5 * 0.3 * 48_000 / n
        )
        hit = burst(rng, 0.1, band(300, 6_000), decay_seconds=0.03) * rng.uniform(0, 0.3)
        return np.concatenate([unit_peak(beam), hit.astype(np.float32)])

    return finished(rng, repeated(rng, count, ray, pause=(0.02, between(rng, 0.1, 1)), kinds=4))


def blast_of_filtered_noise(rng: Rng, count: int) -> Signal:
    """Noise that starts at once and fades, its low-pass closing, over a sine that drops: boom."""

    def blast() -> Signal:
        n = samples(rng.uniform(1.4, 3))
        time, fall = clock(n), between(rng, 0.25, 0.8)
        body = swept(
            noise(rng, n), np.geomspace(between(rng, 2_000, 12_000), between(rng, 80, 300), n)
        )
        boom = wave(slide([between(rng, 80, 180), between(rng, 28, 50)], n), n, [1, 0.3])
        shape = np.exp(-time / fall) * np.minimum(time / 0.002, 1) * np.linspace(1, 0, n)
        debris = impulses(rng, n, rate_hz=between(rng, 20, 300), spread=1)
        debris = unit_rms(resonated(debris, [700, 2_500], [500, 2_000])) * np.exp(-time / 0.7)
        total = unit_rms(body) + boom * rng.uniform(0.3, 2)
        total = np.tanh(total * shape * rng.uniform(1, 6)) + debris * rng.uniform(0, 0.2)
        return unit_peak(total * swell(n, attack=0, release=0.2))

    return finished(rng, overlapping(rng, count, blast, every_seconds=(1.0, 3.2)), noisiest=0.05)


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "train": (
        noise_pulses_and_whistle,
        clicks_in_pairs,
        express_that_passes,
        chimney_of_a_steamer,
        tram_in_a_curve,
    ),
    "chainsaw": (buzz_that_revs, cycle_of_noise, bursts_of_exhaust, starter_cord_and_saw),
    "helicopter": (chopped_low_noise, damped_thumps, overhead_and_away, inside_the_cabin),
    "engine": (harmonics_that_idle, pistons_of_pulses),
    "laser": (zaps_of_a_falling_tone, resonant_rays),
    "explosion": (blast_of_filtered_noise,),
}
