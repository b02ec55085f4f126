"""The fourth set of ways of making weather, water and fire."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.fourth_makers import delayed, finished, narrow, pinged, swells
from training.sounds.events.makers import (
    between,
    impulses,
    lowpassed,
    modulated,
    resonated,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.events.newest_makers import stream, struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    noise,
    samples,
    scatter,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
)


def _coloured(rng: Rng, count: int, *, dark: tuple[float, float] = (0, 6)) -> Signal:
    """White, pink, brown or any noise between, in dB an octave."""
    slope = -rng.uniform(*dark)
    return noise(rng, count, tilted(band(30, 14_000, steepness=1), db_per_octave=slope))


def noise_that_swells(rng: Rng, count: int) -> Signal:
    """Filtered noise times a slow swell, nothing else: the sea in a program's three lines."""
    height = swells(rng, count, period_seconds=between(rng, 3, 12)) ** rng.uniform(0.7, 3)
    sea = lowpassed(_coloured(rng, count), between(rng, 600, 12_000))
    return finished(rng, sea * (rng.uniform(0.05, 0.3) + height), noisiest=0.1)


def rollers_one_by_one(rng: Rng, count: int) -> Signal:
    """Each wave a noise of its own colour: a slow rise, a break, a long fall; they overlap."""
    period, rise = between(rng, 2.5, 7), rng.uniform(0.15, 0.6)

    def roller() -> Signal:
        n = samples(period * rng.uniform(1.1, 1.9))
        part = np.linspace(0, 1, n, dtype=np.float32)
        up = np.clip(part / rise, 0, 1) ** rng.uniform(1, 3)
        down = np.clip((1 - part) / (1 - rise), 0, 1) ** rng.uniform(1, 3)
        return _coloured(rng, n, dark=(1, 6)) * up * down

    sea = overlapping(rng, count, roller, every_seconds=(period * 0.6, period * 1.2))
    bed = _coloured(rng, count, dark=(3, 8)) * between(rng, 0.05, 0.3)
    return finished(rng, sea + bed, noisiest=0.1)


def brightness_that_breathes(rng: Rng, count: int) -> Signal:
    """Noise that is always there: a low-pass opens with each wave and closes as it draws back."""
    height = swells(rng, count, period_seconds=between(rng, 3, 10))
    low_hz, span = between(rng, 300, 1_200), between(rng, 8, 40)
    sea = swept(_coloured(rng, count, dark=(0, 2)), np.minimum(low_hz * span**height, 14_000))
    return finished(rng, sea * (0.3 + height**1.3), noisiest=0.1)


def foam_of_bubbles(rng: Rng, count: int) -> Signal:
    """No steady noise: countless bursting bubbles, as many as the wave is high, and its thud."""
    height = swells(rng, count, period_seconds=between(rng, 3, 8))
    rate_hz = between(rng, 4_000, 20_000)
    foam = impulses(rng, count, rate_hz=rate_hz, spread=0.6, density=height**1.5 + 0.03)
    hz = between(rng, 1_200, 4_000)
    foam = unit_rms(resonated(foam, [hz, hz * 2.3, hz * 0.4], [hz, hz * 2, hz * 0.5]))
    deep = noise(rng, count, band(25, between(rng, 120, 400))) * (0.2 + height**3)
    total = np.tanh(foam / 3) * 3 + deep * rng.uniform(0.1, 1.2)
    return finished(rng, total, noisiest=0.1)


def sea_in_a_storm(rng: Rng, count: int) -> Signal:
    """Roar upon roar, hardly a rest between; blows against the wall, spray that falls back."""
    roar = _coloured(rng, count, dark=(1, 4))
    roar *= 0.4 + swells(rng, count, period_seconds=between(rng, 1.5, 4))

    def blow() -> Signal:
        n, late = samples(rng.uniform(1.5, 3)), rng.uniform(0.05, 0.3)
        boom = noise(rng, n, band(30, between(rng, 150, 700)))
        spray = noise(rng, n, band(900, 9_000)) * swell(n, attack=late, release=1 - late)
        boom *= swell(n, attack=late / 2, release=rng.uniform(0.6, 0.9)).astype(np.float32)
        return boom + spray * rng.uniform(0.5, 1.5)

    sea = roar + overlapping(rng, count, blow, every_seconds=(1.8, 6)) * rng.uniform(0.3, 1.2)
    return finished(rng, sea, noisiest=0.1)


def noise_in_gusts(rng: Rng, count: int) -> Signal:
    """Dark noise whose loudness wanders, slowly and a little quickly: the plainest wind."""
    gust = wander(rng, count, rate_hz=between(rng, 0.2, 1.5), low=rng.uniform(0.05, 0.5), high=1)
    gust = gust * wander(rng, count, rate_hz=rng.uniform(3, 9), low=0.75, high=1)
    wind = lowpassed(lowpassed(_coloured(rng, count), hz := between(rng, 200, 3_500)), hz * 3)
    return finished(rng, wind * gust, noisiest=0.1)


def howl_of_narrow_bands(rng: Rng, count: int) -> Signal:
    """Two to four narrow bands that slide up as the gust grows and cry against each other."""
    gust = wander(rng, count, rate_hz=between(rng, 0.25, 1.2), low=0, high=1)
    total = lowpassed(_coloured(rng, count), 700) * (0.3 + gust) * between(rng, 0.1, 1.5)
    for _ in range(int(rng.integers(1, 4))):
        low_hz, span = between(rng, 180, 900), rng.uniform(1.2, 2.4)
        own = 0.7 * gust + 0.3 * wander(rng, count, rate_hz=1.5, low=0, high=1)
        pitch = (low_hz * span**own).astype(np.float32)
        total += narrow(rng, pitch, width_hz=between(rng, 6, 70)) * own**1.5
    return finished(rng, total, noisiest=0.1)


def wind_in_the_trees(rng: Rng, count: int) -> Signal:
    """Leaves: a wide rustle that rises and sinks in waves from tree to tree, little below."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(3):
        low_hz = between(rng, 300, 2_500)
        leaves = noise(rng, count, band(low_hz, low_hz * rng.uniform(2, 5), steepness=1))
        total += leaves * wander(rng, count, rate_hz=between(rng, 0.6, 2.5), low=0, high=1) ** 1.5
    grain = wander(rng, count, rate_hz=rng.uniform(15, 50), low=rng.uniform(0.5, 1), high=1)
    deep = noise(rng, count, band(30, 300)) * wander(rng, count, rate_hz=0.5, low=0.1, high=1)
    return finished(rng, total * grain + deep * between(rng, 0.3, 2), noisiest=0.1)


def wind_on_the_microphone(rng: Rng, count: int) -> Signal:
    """Buffets below 150 Hz that the recorder cannot hold, clipped, a thin rush above them."""
    hz = between(rng, 60, 250)
    buffet = lowpassed(lowpassed(rng.standard_normal(count, dtype=np.float32), hz), hz)
    buffet = unit_rms(buffet) * wander(rng, count, rate_hz=between(rng, 1, 5), low=0, high=2) ** 1.5
    rush = lowpassed(_coloured(rng, count), 3_000) * wander(
        rng, count, rate_hz=0.8, low=0.2, high=1
    )
    total = np.tanh(buffet * between(rng, 0.5, 4)) + rush * between(rng, 0.1, 1)
    return finished(rng, total, noisiest=0.1)


def gap_under_the_door(rng: Rng, count: int) -> Signal:
    """Indoors: a draught through a slit, its fixed resonances woken one after another."""
    gust = wander(rng, count, rate_hz=between(rng, 0.3, 1.5), low=0.1, high=1)
    hz = between(rng, 250, 800)
    total = lowpassed(_coloured(rng, count, dark=(3, 8)), 300) * gust * rng.uniform(0.2, 1)
    for rank in range(1, 5):
        pipe = noise(rng, count)
        pipe = unit_rms(
            resonated(pipe, [hz * rank * rng.uniform(0.95, 1.05)], [between(rng, 8, 60)])
        )
        total += pipe * np.clip(gust * 5 - rank, 0, 1) / rank
        total += pipe * gust * 0.15
    return finished(rng, total, noisiest=0.1)


def impulses_and_hiss(rng: Rng, count: int) -> Signal:
    """Thousands of tiny impulses a second, of every size, and a steady hiss below them."""
    drops = impulses(rng, count, rate_hz=between(rng, 300, 12_000), spread=rng.uniform(0.5, 1.4))
    drops = np.tanh(unit_rms(lowpassed(drops, between(rng, 1_500, 14_000))) / 4) * 4
    hiss = lowpassed(_coloured(rng, count, dark=(0, 4)), between(rng, 2_000, 14_000))
    return finished(rng, drops + unit_rms(hiss) * between(rng, 0.2, 3), noisiest=0.1)


def steady_filtered_noise(rng: Rng, count: int) -> Signal:
    """A downpour as noise alone: white or pink, a band cut out of it, hardly a change."""
    low_hz, high_hz = between(rng, 80, 1_200), between(rng, 3_000, 15_000)
    slope = -rng.uniform(0, 4)
    rain = noise(rng, count, tilted(band(low_hz, high_hz, steepness=1), db_per_octave=slope))
    rain *= wander(rng, count, rate_hz=between(rng, 0.2, 12), low=rng.uniform(0.6, 0.95), high=1)
    return finished(rng, rain, noisiest=0.05)


def drops_that_each_ring(rng: Rng, count: int) -> Signal:
    """Each drop a damped sine of its own pitch, hundreds a second, large ones lower and rarer."""
    total = np.zeros(count, dtype=np.float32)
    low_hz, rate_hz = between(rng, 400, 1_500), between(rng, 20, 150)
    for _ in range(7):
        hz = between(rng, low_hz, 9_000)
        fall = between(rng, 0.0004, 0.004)
        drop = pinged(rng, hz, fall=fall, glide_to=rng.uniform(0.8, 1.3))
        own = scatter(rng, count, drop[:900], rate_hz=rate_hz * hz / 1_500)
        total += own * np.float32((low_hz / hz) ** 0.5)
    hush = _coloured(rng, count, dark=(1, 4)) * between(rng, 0.1, 1.2)
    return finished(rng, unit_rms(total) + hush, noisiest=0.1)


def rain_at_the_window(rng: Rng, count: int) -> Signal:
    """Taps on the pane that come in squalls, thin glass that answers, the street's hush dulled."""
    squall = wander(rng, count, rate_hz=between(rng, 0.4, 2), low=0.2, high=1)
    taps = impulses(rng, count, rate_hz=between(rng, 30, 400), spread=0.7, density=squall)
    pane = [between(rng, 300, 900), between(rng, 1_200, 2_600), between(rng, 3_000, 6_500)]
    taps = unit_rms(resonated(taps, pane, [150, 400, 1_200], rng.uniform(0.2, 1, 3).tolist()))
    taps = np.tanh(taps / 8) * 8
    hush = lowpassed(_coloured(rng, count, dark=(1, 4)), between(rng, 500, 4_000))
    return finished(rng, taps + unit_rms(hush) * (0.6 + 0.4 * squall) * between(rng, 0.5, 3))


def rain_and_gutter(rng: Rng, count: int) -> Signal:
    """The roar of a shower, and near by a gutter that gurgles: bubbles that rise in quick rows."""
    rain = _coloured(rng, count, dark=(0, 3)) * wander(rng, count, rate_hz=0.5, low=0.7, high=1)
    bubble_hz = between(rng, 300, 900)

    def bubble() -> Signal:
        hz = bubble_hz * rng.uniform(0.7, 1.8)
        return pinged(rng, hz, fall=rng.uniform(0.01, 0.03), glide_to=rng.uniform(1.2, 2))

    flow = stream(rng, count, bubble, period=between(rng, 0.02, 0.15), jitter=0.8, kinds=12)
    return finished(rng, rain + unit_rms(flow) * between(rng, 0.05, 0.35), noisiest=0.05)


def spikes_over_a_roar(rng: Rng, count: int) -> Signal:
    """Random impulses, low-passed or not, and low noise: a fire in its plainest form."""
    clicks = impulses(rng, count, rate_hz=between(rng, 4, 60), spread=rng.uniform(0.7, 1.6))
    clicks = unit_peak(lowpassed(clicks, between(rng, 2_000, 15_000)))
    clicks = np.tanh(clicks * between(rng, 1, 10))
    roar = lowpassed(_coloured(rng, count, dark=(3, 7)), between(rng, 150, 1_500))
    roar *= wander(rng, count, rate_hz=between(rng, 1, 10), low=0.4, high=1)
    return finished(rng, clicks + unit_rms(roar) * between(rng, 0.005, 0.12), noisiest=0.1)


def peaks_of_noise(rng: Rng, count: int) -> Signal:
    """Noise of which only what passes a wandering threshold is kept: crackle without a grain."""
    source = resonated(rng.standard_normal(count, dtype=np.float32), [3_500], [6_000])
    level = wander(rng, count, rate_hz=between(rng, 1, 6), low=3.1, high=rng.uniform(3.6, 4.4))
    loud = np.abs(unit_rms(source))
    crackle: Signal = np.sign(source) * np.maximum(loud - level, 0) ** rng.uniform(0.5, 1.5)
    crackle = unit_peak(resonated(crackle, [between(rng, 900, 3_500), 6_000], [1_500, 4_000]))
    crackle = np.tanh(crackle * between(rng, 1, 10))
    flames = noise(rng, count, band(40, between(rng, 200, 900)))
    flames *= wander(rng, count, rate_hz=rng.uniform(4, 14), low=0.3, high=1)
    return finished(rng, crackle + flames * between(rng, 0.002, 0.05), noisiest=0.1)


def bonfire(rng: Rng, count: int) -> Signal:
    """Close to a great fire: a roar that flaps and gusts, crackle in volleys, beams that pop."""
    flap = wander(rng, count, rate_hz=between(rng, 5, 15), low=0.3, high=1)
    gust = wander(rng, count, rate_hz=0.6, low=0.3, high=1)
    roar = noise(rng, count, tilted(band(50, 2_500), db_per_octave=-4)) * flap * gust
    volleys = wander(rng, count, rate_hz=between(rng, 1, 4), low=0, high=1) ** 3 + 0.02
    crackle = impulses(rng, count, rate_hz=between(rng, 30, 250), spread=1.2, density=volleys)
    crackle = unit_rms(resonated(crackle, [between(rng, 1_500, 5_000)], [3_000]))

    def pop() -> Signal:
        hz = between(rng, 150, 900)
        return struck(rng, hz, fall=rng.uniform(0.004, 0.02), snap=rng.uniform(0.5, 2))

    pops = overlapping(rng, count, pop, every_seconds=(0.15, 1.5), kinds=5)
    total = roar * between(rng, 0.2, 1.5) + crackle * rng.uniform(0.4, 1.2)
    total = np.tanh((total + pops * rng.uniform(1, 4)) / 5)
    return finished(rng, total, noisiest=0.1)


def twigs_that_snap(rng: Rng, count: int) -> Signal:
    """A small new fire: each snap two to six clicks within .05 s, of dry wood, over a soft hiss."""

    def snap() -> Signal:
        total = np.zeros(samples(0.09), dtype=np.float32)
        for at in rng.uniform(0, 0.05, int(rng.integers(1, 7))):
            click = burst(
                rng,
                0.02,
                band(between(rng, 500, 3_000), 14_000),
                decay_seconds=between(rng, 5e-4, 4e-3),
            )
            start = samples(at)
            total[start : start + len(click)] += click * np.float32(rng.lognormal(0, 0.8))
        return unit_peak(total)

    period = between(rng, 0.05, 0.3)
    snaps = stream(rng, count, snap, period=period, jitter=0.9, kinds=10, softest=0.1)
    hiss = noise(
        rng, count, tilted(band(150, 9_000, steepness=1), db_per_octave=-rng.uniform(0, 5))
    )
    hiss *= wander(rng, count, rate_hz=3, low=0.4, high=1)
    return finished(rng, snaps + hiss * between(rng, 0.003, 0.06), noisiest=0.1)


def _drops(rng: Rng, count: int, drop: Callable[[], Signal], *, slowest: float = 1.6) -> Signal:
    """`drop` at an even pace, or nearly."""
    period, jitter = between(rng, 0.16, slowest), rng.choice([0, 0.02, 0.15])
    return stream(rng, count, drop, period=period, jitter=float(jitter), kinds=5, softest=0.5)


def rising_blips(rng: Rng, count: int) -> Signal:
    """Sines that glide up and fade at once, evenly: drops in a program's five lines."""
    hz, up, fall = between(rng, 400, 2_600), rng.uniform(1.1, 3), between(rng, 0.01, 0.08)

    def drop() -> Signal:
        return pinged(rng, hz * rng.uniform(0.9, 1.1), fall=fall, glide_to=up)

    return finished(rng, _drops(rng, count, drop))


def drops_in_a_cave(rng: Rng, count: int) -> Signal:
    """Single plinks, high and low, each with a train of echoes that darkens, in a wide hall."""
    hz = between(rng, 600, 2_400)

    def drop() -> Signal:
        own = hz * rng.uniform(0.6, 1.6)
        first = pinged(rng, own, fall=rng.uniform(0.008, 0.04), glide_to=rng.uniform(0.9, 1.6))
        first[: samples(0.002)] += rng.normal(0, 0.3, samples(0.002)).astype(np.float32)
        return first

    dry = _drops(rng, count, drop)
    wet = delayed(
        lowpassed(dry, 2_500), seconds=rng.uniform(0.06, 0.35), feedback=rng.uniform(0.3, 0.7)
    )
    wet = delayed(wet, seconds=rng.uniform(0.03, 0.06), feedback=rng.uniform(0.2, 0.6))
    return finished(rng, dry + wet * rng.uniform(0.3, 1.2))


def tap_over_the_sink(rng: Rng, count: int) -> Signal:
    """Drops on thin steel: a tick that wakes the basin's modes, a bubble's ping, a spatter."""
    modes = np.sort(rng.uniform(250, 5_000, 5)).tolist()
    widths = (between(rng, 15, 90) * np.linspace(1, 4, 5)).tolist()
    ping = rng.uniform(0.15, 0.9)

    def drop() -> Signal:
        n = samples(0.3)
        hit = np.zeros(n, dtype=np.float32)
        hit[samples(0.001)] = 1
        for at in rng.uniform(0.005, 0.08, int(rng.integers(0, 6))):
            hit[samples(at)] += rng.uniform(-0.2, 0.2)
        hit = lowpassed(hit, between(rng, 3_000, 12_000))
        steel = unit_peak(resonated(hit, modes, widths, rng.uniform(0.2, 1, 5).tolist()))
        landed = unit_peak(steel + unit_peak(hit) * rng.uniform(0, 0.5))
        fall, up = rng.uniform(0.01, 0.03), rng.uniform(1.1, 1.8)
        bubble = pinged(rng, between(rng, 700, 2_200), fall=fall, glide_to=up)
        start = samples(rng.uniform(0.008, 0.04))
        landed[start : start + len(bubble)] += bubble[: n - start] * np.float32(ping)
        return unit_peak(landed)

    return finished(rng, _drops(rng, count, drop))


def drops_into_still_water(rng: Rng, count: int) -> Signal:
    """Plop: a dull splash, then one to four bubbles that sing on, each shorter and higher."""
    hz = between(rng, 350, 1_300)

    def drop() -> Signal:
        total = np.zeros(samples(0.4), dtype=np.float32)
        splash = burst(rng, 0.03, band(300, between(rng, 1_500, 7_000)), decay_seconds=0.006)
        total[: len(splash)] += unit_peak(splash) * np.float32(rng.uniform(0.05, 0.5))
        at = rng.uniform(0.005, 0.03)
        for k in range(int(rng.integers(1, 5))):
            own = hz * rng.uniform(0.9, 1.5) * (1 + 0.3 * k)
            bubble = pinged(rng, own, fall=rng.uniform(0.008, 0.03) / (1 + k), glide_to=1.5)
            start = samples(at)
            total[start : start + len(bubble)] += bubble[: len(total) - start] / (1 + k)
            at += rng.uniform(0.02, 0.07)
        return unit_peak(total)

    return finished(rng, _drops(rng, count, drop))


def fm_drops(rng: Rng, count: int) -> Signal:
    """Frequency modulation that fades, now low, now high: plink and plonk at random moments."""
    hz, ratio = between(rng, 350, 1_800), rng.uniform(0.3, 3)

    def drop() -> Signal:
        n = samples(0.25)
        fading = np.exp(-clock(n) / between(rng, 0.01, 0.05))
        own = hz * rng.choice([0.75, 1, 1.2, 1.5]) * (1 + (1 - fading) * rng.uniform(0, 1))
        tone = modulated(own.astype(np.float32), ratio=ratio, index=fading * rng.uniform(0.2, 3))
        return unit_peak(tone * fading * np.minimum(clock(n) / 0.001, 1))

    return finished(rng, _drops(rng, count, drop, slowest=1.2))


def thunder_of_noise(rng: Rng, count: int) -> Signal:
    """Low noise, loud at once or by and by, that dies away for seconds in uneven steps."""

    def peal() -> Signal:
        n = samples(rng.uniform(2.5, 5))
        time = clock(n)
        rise = np.minimum(time / between(rng, 0.01, 0.8), 1)
        shape = rise * np.exp(-time / rng.uniform(0.8, 2)) * np.linspace(1, 0, n)
        steps = wander(rng, n, rate_hz=between(rng, 2, 9), low=0.1, high=1) ** 1.5
        rumble = swept(
            _coloured(rng, n, dark=(2, 5)),
            np.geomspace(between(rng, 400, 6_000), between(rng, 60, 200), n),
        )
        return unit_peak(rumble * shape * steps)

    return finished(rng, overlapping(rng, count, peal, every_seconds=(1.8, 4), kinds=2))


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "sea waves": (
        noise_that_swells,
        rollers_one_by_one,
        brightness_that_breathes,
        foam_of_bubbles,
        sea_in_a_storm,
    ),
    "wind": (
        noise_in_gusts,
        howl_of_narrow_bands,
        wind_in_the_trees,
        wind_on_the_microphone,
        gap_under_the_door,
    ),
    "rain": (
        impulses_and_hiss,
        steady_filtered_noise,
        drops_that_each_ring,
        rain_at_the_window,
        rain_and_gutter,
    ),
    "fire crackling": (spikes_over_a_roar, peaks_of_noise, bonfire, twigs_that_snap),
    "water dripping": (
        rising_blips,
        drops_in_a_cave,
        tap_over_the_sink,
        drops_into_still_water,
        fm_drops,
    ),
    "thunder": (thunder_of_noise,),
}
