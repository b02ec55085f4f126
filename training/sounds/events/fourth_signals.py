"""The fourth set of ways of making what signals: telephones, alarms, horns, sirens, whistles."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.fourth_makers import (
    cadence,
    delayed,
    finished,
    narrow,
    pinged,
    swells,
    timbre,
)
from training.sounds.events.makers import (
    between,
    chance,
    gate,
    lfo,
    lowpassed,
    pulses,
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
    noise,
    odd,
    place,
    samples,
    sawtooth,
    swell,
    unit_peak,
    unit_rms,
    wave,
)


def _ring_pattern(rng: Rng) -> list[float]:
    """Seconds on, off and so on: as in some country, or as some maker of telephones likes it."""
    length, off = between(rng, 0.4, 2.2), between(rng, 0.3, 3.5)
    patterns = ([2, 4], [0.4, 0.2, 0.4, 2], [1, 4], [1, 2], [1.5, 3], [length, off])
    return [float(s) for s in patterns[int(rng.integers(len(patterns)))]]


def two_tone_trill(rng: Rng, count: int) -> Signal:
    """Two pitches in turn, 6 to 35 times a second, on and off in some country's cadence."""
    low_hz, rate_hz = between(rng, 350, 2_600), between(rng, 6, 35)
    turn = gate(count, period_seconds=1 / rate_hz, duty=rng.uniform(0.4, 0.6), edge=0.0005)
    pitch = low_hz * (1 + (rng.uniform(1.06, 1.6) - 1) * turn)
    tone = wave(pitch.astype(np.float32), count, timbre(rng))
    return finished(rng, tone * cadence(rng, count, _ring_pattern(rng)))


def tones_of_the_line(rng: Rng, count: int) -> Signal:
    """Two low sines at once, as the caller hears it ring, some shaken 20 times a second."""
    any_hz = between(rng, 350, 900)
    pairs = ((440, 480), (400, 450), (425, 425), (400, 425), (any_hz, any_hz * 1.15))
    one_hz, other_hz = pairs[int(rng.integers(len(pairs)))]
    tone: Signal = wave(float(one_hz), count, [1.0]) + wave(float(other_hz), count, [1.0])
    if chance(rng, 0.65):
        tone = tone * lfo(rng, count, rate_hz=between(rng, 16, 33), low=rng.uniform(0, 0.4), high=1)
    tone = np.tanh(tone * between(rng, 0.1, 1)) * cadence(rng, count, _ring_pattern(rng))
    if chance(rng, 0.4):  # the band of a telephone line
        tone = resonated(tone, [700, 1_700], [900, 2_000])
    return finished(rng, tone)


def hammer_and_gongs(rng: Rng, count: int) -> Signal:
    """A clapper between two brass gongs, each blow an impulse into their modes, in a box."""
    hz = between(rng, 550, 2_400)
    blows = pulses(rng, np.full(count, between(rng, 18, 50), np.float32), jitter=0.02, shimmer=0.1)
    blows *= cadence(rng, count, _ring_pattern(rng), edge=0.001) > 0.5
    which = np.cumsum(blows > 0) % 2
    total = np.zeros(count, dtype=np.float32)
    for side, tune in enumerate((1, rng.uniform(1.02, 1.35))):
        modes = hz * tune * np.array([1, rng.uniform(1.9, 2.2), rng.uniform(2.6, 3.1), 4.3, 5.8])
        modes = modes[modes < 15_000]
        widths = rng.uniform(0.8, 6) * np.array([1, 1.5, 2.5, 4, 6])
        gains = rng.uniform(0.2, 1, 5)
        struck = blows * (which == side)
        total += resonated(struck, modes.tolist(), widths.tolist(), gains.tolist()) * 100
    box = resonated(blows, [between(rng, 150, 600), 1_400], [80, 300])
    total = unit_peak(total) + unit_peak(box) * np.float32(rng.uniform(0, 0.5))
    return finished(rng, total)


def chopped_bell_tones(rng: Rng, count: int) -> Signal:
    """Some steady inharmonic sines that shake as a bell's hammer would, ten lines of a program."""
    hz, number = between(rng, 450, 1_800), int(rng.integers(2, 6))
    ratios = [1, *np.sort(rng.uniform(1.15, 5, number))]
    tone = sum(wave(hz * r, count, [1.0]) / (1 + k * 0.5) for k, r in enumerate(ratios))
    rate_hz = between(rng, 12, 32)
    within = (clock(count) * rate_hz) % 1
    shapes = (
        np.exp(-within * rng.uniform(1, 5)),
        np.abs(np.sin(np.pi * within)),
        0.6 + 0.4 * np.sin(2 * np.pi * within),
    )
    shaking = shapes[int(rng.integers(3))]
    return finished(rng, np.asarray(tone) * shaking * cadence(rng, count, _ring_pattern(rng)))


def melody_of_a_mobile(rng: Rng, count: int) -> Signal:
    """One voice of a chip: a phrase of quick even notes, over and over, a rest after each."""
    base_hz, step = between(rng, 500, 1_700), between(rng, 0.07, 0.22)
    scale = np.array([-5, -3, 0, 2, 4, 5, 7, 9, 11, 12])
    heights = rng.choice(scale, int(rng.integers(4, 14)))
    lengths = step * rng.choice([1, 1, 1, 2], len(heights))
    colour, soft = timbre(rng), chance(rng, 0.4)
    parts: list[Signal] = []
    for height, length in zip(heights, lengths, strict=True):
        n = samples(float(length))
        tone = wave(base_hz * 2 ** (height / 12), n, colour)
        shape = swell(n, attack=0.03, release=0.1)
        parts.append(tone * (shape * np.exp(-clock(n) / 0.12) if soft else shape))
    phrase = np.concatenate([*parts, rest(float(rng.choice([0.01, step, rng.uniform(0.3, 1.6)])))])
    return finished(rng, np.tile(phrase, count // len(phrase) + 1)[:count])


def ringtone_of_bars(rng: Rng, count: int) -> Signal:
    """Marimba or bell notes of a smartphone: a short broken figure that never changes."""
    base_hz, step = between(rng, 350, 1_100), between(rng, 0.09, 0.22)
    second, fall = rng.choice([2.0, 3.0, 3.93, 4.0, 6.3]), between(rng, 0.05, 0.5)
    slots = int(rng.integers(6, 17))
    heights = rng.choice([0, 3, 4, 5, 7, 9, 12, 14, 16, 19], int(rng.integers(2, 6)))
    starts, grains = [], []
    figure = [int(rng.integers(len(heights))) if chance(rng, 0.65) else -1 for _ in range(slots)]
    figure[0] = 0
    notes = []
    for height in heights:
        hz = base_hz * 2 ** (height / 12)
        low, high = pinged(rng, hz, fall=fall), pinged(rng, hz * second, fall=fall * 0.4)
        low[: len(high)] += high[: len(low)] * np.float32(rng.uniform(0.05, 0.6))
        notes.append(low * np.linspace(1, 0, len(low), dtype=np.float32))
    for k in range(int(count / 48_000 / step) + 1):
        if (which := figure[k % slots]) >= 0:
            starts.append(samples(k * step) - 1)
            grains.append(notes[which])
    return finished(rng, place(count, starts, grains))


def piezo_warble(rng: Rng, count: int) -> Signal:
    """Three or four pitches in quick rotation through a piezo's sharp resonance: a cheap set."""
    hz, rate_hz = between(rng, 700, 2_200), between(rng, 15, 60)
    steps = hz * np.array([1, *rng.uniform(0.7, 1.5, int(rng.integers(2, 4)))])
    index = (clock(count) * rate_hz).astype(np.int64) % len(steps)
    tone = wave(steps[index].astype(np.float32), count, odd(20))
    tone = tone * cadence(rng, count, _ring_pattern(rng))
    peaks_hz = [hz * rng.uniform(0.8, 1.4), hz * rng.uniform(2, 3.5)]
    return finished(rng, resonated(tone, peaks_hz, [hz * 0.2, hz * 0.4]))


def _honks(rng: Rng, count: int, tone: Callable[[int], Signal]) -> Signal:
    """`tone` of some number of samples, as honks of .1 to 3 s with pauses."""
    longest, pause = between(rng, 0.2, 3), between(rng, 0.1, 1.6)

    def honk() -> Signal:
        n = samples(longest * rng.uniform(0.4, 1))
        return unit_peak(tone(n)) * swell(n, attack=min(0.02 * 48_000 / n, 0.3), release=0.1)

    return repeated(rng, count, honk, pause=(pause * 0.5, pause * 1.5), kinds=3)


def horn_of_two_notes(rng: Rng, count: int) -> Signal:
    """Two steady tones a second to a fifth apart, on and off: a horn in its plainest form."""
    hz, ratio, colour = between(rng, 250, 650), rng.uniform(1.1, 1.5), timbre(rng)
    colour = colour if len(colour) > 1 else [1, 0.6, 0.4, 0.3]

    def tone(n: int) -> Signal:
        return wave(hz, n, colour) + wave(hz * ratio, n, colour)

    return finished(rng, _honks(rng, count, tone))


def plates_and_trumpets(rng: Rng, count: int) -> Signal:
    """Steel plates that hit their cores, as trains of impulses, through two flares' resonances."""
    hz, ratio = between(rng, 280, 560), rng.choice([1.0, 1.19, 1.25, 1.26, 1.33])
    flare = [between(rng, 900, 1_800), between(rng, 2_000, 3_600), hz * 2]
    bite = between(rng, 2_000, 9_000)

    def tone(n: int) -> Signal:
        start = 1 - 0.1 * np.exp(-clock(n) / 0.03)
        total = np.zeros(n, dtype=np.float32)
        for tune in (1, ratio):
            train = pulses(rng, (hz * tune * start).astype(np.float32), shimmer=0.03)
            total += resonated(train, flare, [400, 900, 300], [1, 0.8, 0.6])
        return lowpassed(total, bite)

    return finished(rng, _honks(rng, count, tone))


def lorry_horn(rng: Rng, count: int) -> Signal:
    """Compressed air: a deep chord whose pitch climbs as the pressure does, with its hiss."""
    hz = between(rng, 110, 320)
    ratios = [1, *rng.choice([1.19, 1.26, 1.33, 1.5, 1.68, 2.0], int(rng.integers(1, 4)))]
    power = rng.uniform(0.4, 1.1)

    def tone(n: int) -> Signal:
        rise = slide([hz * 0.88, hz, hz, hz * 0.93], n, [0, 0.12, 0.9, 1])
        reeds = sum(wave(rise * np.float32(r), n, sawtooth(40, power=power)) for r in ratios)
        return unit_rms(np.asarray(reeds)) + noise(rng, n, band(800, 7_000)) * 0.08

    return finished(rng, _honks(rng, count, tone))


def ahooga(rng: Rng, count: int) -> Signal:
    """An old car's klaxon: a toothed wheel on a diaphragm that speeds up and runs down."""
    low_hz, high_hz = between(rng, 120, 260), between(rng, 330, 700)

    def tone(n: int) -> Signal:
        pitch = slide([low_hz, high_hz, high_hz * 0.95, low_hz * 1.1], n, [0, 0.3, 0.6, 1])
        train = pulses(rng, pitch, jitter=0.05, shimmer=0.3)
        return np.tanh(unit_rms(resonated(train, [650, 1_500, 2_800], [300, 500, 900])))

    return finished(rng, _honks(rng, count, tone))


def traffic_jam(rng: Rng, count: int) -> Signal:
    """Many cars at once, near and far, each with a horn and a temper of its own, and the street."""
    total = noise(rng, count, band(40, between(rng, 300, 2_000))) * np.float32(
        between(rng, 0.01, 0.12)
    )
    for _ in range(int(rng.integers(2, 6))):
        hz, ratio = between(rng, 260, 620), rng.uniform(1, 1.4)
        colour, far = sawtooth(20, power=rng.uniform(0.5, 1.5)), between(rng, 800, 9_000)
        both = wave(hz, count, colour) + wave(hz * ratio, count, colour)
        length, off = between(rng, 0.15, 2), between(rng, 0.2, 2.5)
        on = cadence(rng, count, [length, off, length * rng.uniform(0.4, 2), off * 0.5], edge=0.03)
        on = np.roll(on, int(rng.integers(count)))
        total += unit_rms(lowpassed(both, far)) * on * np.float32(between(rng, 0.15, 1))
    return finished(rng, total)


def smoke_detector(rng: Rng, count: int) -> Signal:
    """Three piercing beeps and a rest, from a piezo: nearly a sine, with a click at either end."""
    hz = between(rng, 1_800, 4_200)
    tone = wave(hz, count, [1, rng.uniform(0, 0.4), rng.uniform(0, 0.6)])
    on, off = between(rng, 0.12, 0.6), between(rng, 0.08, 0.6)
    number = int(rng.integers(1, 5))
    parts = [on, off] * number
    parts[-1] += rng.uniform(0, 1.6)
    return finished(rng, tone * cadence(rng, count, parts, edge=0.001))


def tones_by_turns(rng: Rng, count: int) -> Signal:
    """Two pitches for as long each, two to ten changes a second, never a pause: leave now."""
    hz, ratio, rate_hz = between(rng, 800, 2_800), rng.uniform(1.1, 1.6), between(rng, 2, 10)
    high = gate(count, period_seconds=2 / rate_hz, duty=0.5, phase=rng.uniform(), edge=0.002)
    return finished(
        rng, wave((hz * (1 + (ratio - 1) * high)).astype(np.float32), count, timbre(rng))
    )


def alarm_of_sweeps(rng: Rng, count: int) -> Signal:
    """A tone that sweeps up, or down, and starts again, 3 to 20 times a second, in spells."""
    hz, span, rate_hz = between(rng, 700, 2_400), rng.uniform(1.2, 2), between(rng, 3, 20)
    part = (clock(count) * rate_hz + rng.uniform()) % 1
    part = part if chance(rng, 0.6) else 1 - part
    tone = wave((hz * span**part).astype(np.float32), count, timbre(rng))
    if chance(rng, 0.8):
        tone = tone * cadence(rng, count, [between(rng, 0.2, 1.5), between(rng, 0.15, 1)])
    return finished(rng, tone)


def fire_bell(rng: Rng, count: int) -> Signal:
    """A gong on the wall that a motor beats 6 to 30 times a second without end, or in spells."""
    hz = between(rng, 400, 2_000)
    rate = np.full(count, between(rng, 6, 30), dtype=np.float32)
    blows = pulses(rng, rate, jitter=0.01, shimmer=0.1)
    if chance(rng, 0.3):
        blows *= cadence(rng, count, [between(rng, 1, 4), between(rng, 0.5, 1.5)]) > 0.5
    modes = hz * np.sort(np.array([1, *rng.uniform(1.3, 6, int(rng.integers(3, 7)))]))
    modes = modes[modes < 15_000]
    widths = between(rng, 1.5, 12) * (modes / hz) ** 0.7
    bell = unit_peak(resonated(blows, modes.tolist(), widths.tolist()))
    clatter = unit_peak(resonated(blows, [3_000], [3_000])) * np.float32(rng.uniform(0, 0.6))
    return finished(rng, bell + clatter)


def beeps_that_insist(rng: Rng, count: int) -> Signal:
    """An alarm clock that grows: beeps by twos or fours that come quicker and louder."""
    hz, each = between(rng, 700, 3_200), between(rng, 0.04, 0.15)
    colour = timbre(rng)
    n = samples(each)
    beep = unit_peak(wave(hz, n, colour) * swell(n, attack=0.05, release=0.08))
    at, starts, grains = rng.uniform(0, 0.2), [], []
    number, gap, growth = int(rng.choice([1, 2, 4, 5])), rng.uniform(0.3, 1.1), rng.uniform(0.9, 1)
    while at < count / 48_000:
        for _ in range(number):
            starts.append(samples(at))
            grains.append(beep * np.float32(min(1, 0.4 + at / 12)))
            at += each * rng.choice([1.9, 2.0])
        at, gap = at + gap, max(gap * growth, 0.08)
    return finished(rng, place(count, starts, grains))


def siren_of_a_plain_sine(rng: Rng, count: int) -> Signal:
    """One oscillator whose pitch follows a slow sine, a triangle, or two values in turn."""
    low_hz, high_hz = between(rng, 350, 900), between(rng, 1_000, 2_000)
    rate_hz = between(rng, 0.15, 4)
    curves = (
        lfo(rng, count, rate_hz=rate_hz, low=low_hz, high=high_hz),
        triangle(rng, count, rate_hz=rate_hz, low=low_hz, high=high_hz),
        low_hz + (high_hz - low_hz) * 0.4 * gate(count, period_seconds=1.2, duty=0.5, edge=0.02),
    )
    pitch = curves[int(rng.integers(3))].astype(np.float32)
    return finished(rng, wave(pitch, count, timbre(rng)))


def chopper_siren(rng: Rng, count: int) -> Signal:
    """A disc with holes that chops air, winding up for seconds and down: an air raid's howl."""
    top_hz, period = between(rng, 380, 900), between(rng, 4, 12)
    height = np.abs(np.sin(np.pi * (clock(count) / period + rng.uniform(0.15, 0.85))))
    pitch = top_hz * (0.35 + 0.65 * height ** rng.uniform(0.4, 1))
    train = pulses(rng, pitch.astype(np.float32), jitter=0.005)
    air = lowpassed(train, 1_500) * noise(rng, count, band(300, 6_000)) * rng.uniform(0, 1)
    tone = resonated(train, [top_hz, top_hz * 2.4], [top_hz, 900], [1, 0.3])
    total = (unit_rms(tone) + air) * (0.3 + 0.7 * height)
    return finished(
        rng, delayed(total, seconds=rng.uniform(0.15, 0.6), feedback=rng.uniform(0, 0.5))
    )


def lips_of_narrow_noise(rng: Rng, count: int) -> Signal:
    """Breath through a small resonance: narrow noise and a sine that glide from note to note."""
    base_hz, step = between(rng, 700, 1_500), between(rng, 0.15, 0.6)
    notes = base_hz * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 12], int(count / 48_000 / step) + 3) / 12)
    steps = np.repeat(notes, samples(step))[:count] - notes[0]
    pitch = lowpassed(steps, between(rng, 6, 25)) + notes[0]
    pitch = pitch * (1 + 0.01 * np.sin(2 * np.pi * rng.uniform(4, 7) * clock(count)))
    pitch = pitch.astype(np.float32)
    breath = narrow(rng, pitch, width_hz=between(rng, 8, 120))
    tone = wave(pitch, count, [1, 0.05]) * (0.5 + 0.5 * swells(rng, count, period_seconds=1.5))
    return finished(rng, tone + breath * np.float32(rng.uniform(0.05, 0.6)))


def blown_whistle(rng: Rng, count: int) -> Signal:
    """Short and long blasts of a whistle of one or two close pitches, chopped by its pea or not."""
    hz, beat_hz = between(rng, 1_800, 4_400), between(rng, 15, 60)
    pea, second = rng.uniform(0, 1), rng.uniform(1.01, 1.2)

    def blast() -> Signal:
        n = samples(between(rng, 0.12, 1.3))
        pitch = slide([hz * 0.93, hz, hz * 0.99], n, [0, 0.1, 1])
        tone = wave(pitch, n, [1, 0.2]) + wave(pitch * np.float32(second), n, [1.0]) * 0.6
        shaken = tone * (1 - pea * lfo(rng, n, rate_hz=beat_hz, low=0, high=0.9))
        air = noise(rng, n, band(hz * 0.7, hz * 2)) * 0.15
        return unit_peak(shaken + air) * swell(n, attack=0.05, release=0.08)

    return finished(rng, repeated(rng, count, blast, pause=(0.1, between(rng, 0.3, 1.5))))


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "telephone ringing": (
        two_tone_trill,
        tones_of_the_line,
        hammer_and_gongs,
        chopped_bell_tones,
        melody_of_a_mobile,
        ringtone_of_bars,
        piezo_warble,
    ),
    "car horn": (horn_of_two_notes, plates_and_trumpets, lorry_horn, ahooga, traffic_jam),
    "alarm": (smoke_detector, tones_by_turns, alarm_of_sweeps, fire_bell, beeps_that_insist),
    "siren": (siren_of_a_plain_sine, chopper_siren),
    "whistle": (lips_of_narrow_noise, blown_whistle),
}
