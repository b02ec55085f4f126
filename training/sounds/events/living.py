"""Animals and people."""

from collections.abc import Sequence

import numpy as np

from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    filtered,
    formants,
    glide,
    noise,
    onsets,
    place,
    samples,
    sawtooth,
    scatter,
    swell,
    tilted,
    unit_peak,
    wander,
    wave,
)


def _voice(
    rng: Rng,
    pitch_hz: Signal,
    *,
    centres_hz: Sequence[float],
    widths_hz: Sequence[float],
    breath: float,
    power: float = 0.8,
) -> Signal:
    """A throat: a buzz at `pitch_hz` with a little unsteadiness, and breath, through resonances."""
    count = len(pitch_hz)
    unsteady = pitch_hz * (1 + wander(rng, count, rate_hz=40, low=-0.012, high=0.012))
    buzz = wave(unsteady.astype(np.float32), count, sawtooth(40, power=power))
    air = noise(rng, count, band(500, 6_000)) * np.float32(breath)
    return unit_peak(filtered(buzz + air, formants(centres_hz, widths_hz, 0.03)))


def barking_dog(rng: Rng, count: int) -> Signal:
    """Barks in groups of one to three, all from the same dog."""
    size = rng.uniform(0, 1)  # 0 a small dog, high and short; 1 a large one
    starts, barks = [], []
    for start in onsets(rng, count, gap_seconds=(0.7, 1.7)):
        for repeat in range(rng.integers(1, 4)):
            starts.append(int(start + samples(repeat * rng.uniform(0.28, 0.4))))
            barks.append(_bark(rng, size))
    return place(count, starts, barks)


def _bark(rng: Rng, size: float) -> Signal:
    length = samples(rng.uniform(0.1, 0.17) + 0.08 * size)
    base_hz = (650 - 380 * size) * rng.uniform(0.9, 1.15)
    pitch = glide([base_hz * 0.75, base_hz * 1.25, base_hz * 0.6], length, [0, 0.3, 1])
    throat_hz = (1_300 - 600 * size, 2_600 - 800 * size)
    voice = _voice(rng, pitch, centres_hz=throat_hz, widths_hz=(250, 500), breath=0.6, power=0.6)
    return voice * swell(length, attack=0.08, release=0.6) * np.float32(rng.uniform(0.6, 1))


def meowing_cat(rng: Rng, count: int) -> Signal:
    """Long calls that rise, stay and fall, the mouth opening and closing."""
    base_hz = rng.uniform(430, 750)
    starts = onsets(rng, count, gap_seconds=(1.0, 2.2))
    return place(count, starts, [_meow(rng, base_hz * rng.uniform(0.9, 1.1)) for _ in starts])


def _meow(rng: Rng, base_hz: float) -> Signal:
    length = samples(rng.uniform(0.5, 1.1))
    pitch = glide([base_hz * 0.8, base_hz * 1.25, base_hz * 1.1, base_hz * 0.65], length)
    closed = _voice(rng, pitch, centres_hz=(700, 2_800), widths_hz=(200, 300), breath=0.03)
    opened = _voice(rng, pitch, centres_hz=(1_400, 3_600), widths_hz=(400, 500), breath=0.05)
    mouth = glide([0, 1, 0.8, 0], length, [0, 0.35, 0.6, 1])
    return (closed * (1 - mouth) + opened * mouth) * swell(length, attack=0.15, release=0.4)


def chirping_birds(rng: Rng, count: int) -> Signal:
    """One to three birds, each with a phrase of its own that it repeats."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(rng.integers(1, 4)):
        phrase = _bird_phrase(rng)
        shortest = len(phrase) / 48_000 + 0.1
        starts = onsets(rng, count, gap_seconds=(shortest, shortest + 1.0), first_seconds=0.5)
        total += place(count, starts, [phrase] * len(starts)) * np.float32(rng.uniform(0.3, 1))
    return total


def _bird_phrase(rng: Rng) -> Signal:
    low_hz, high_hz = np.sort(rng.uniform(2_600, 7_000, 2))
    length = samples(rng.uniform(0.04, 0.14))
    turns = rng.uniform(low_hz, high_hz, rng.integers(2, 4))
    chirp = wave(glide(list(turns), length), length, [1, 0.12]) * swell(
        length, attack=0.3, release=0.5
    )
    repeats = int(rng.integers(2, 8))
    gap = length + samples(rng.uniform(0.02, 0.12))
    return place(gap * repeats, [gap * k for k in range(repeats)], [chirp] * repeats)


def crickets(rng: Rng, count: int) -> Signal:
    """Crickets on a summer night: one pure pitch each, chopped into quick pulses."""
    total = noise(rng, count, band(3_000, 8_000)) * np.float32(0.01)
    for _ in range(rng.integers(1, 4)):
        carrier = wave(rng.uniform(3_900, 5_200), count, [1.0])
        seconds = clock(count) + rng.uniform(0, 5)
        pulses = np.maximum(np.sin(2 * np.pi * rng.uniform(22, 45) * seconds), 0) ** 1.5
        chirps_hz = rng.uniform(1.2, 3.2)
        on = ((seconds * chirps_hz) % 1) < rng.uniform(0.45, 0.95)
        total += carrier * pulses * on * np.float32(rng.uniform(0.3, 1))
    return total.astype(np.float32)


def mooing_cow(rng: Rng, count: int) -> Signal:
    """Long low calls through a closed, then open mouth."""
    base_hz = rng.uniform(90, 170)
    starts = onsets(rng, count, gap_seconds=(1.9, 3.0))
    return place(count, starts, [_moo(rng, base_hz * rng.uniform(0.92, 1.08)) for _ in starts])


def _moo(rng: Rng, base_hz: float) -> Signal:
    length = samples(rng.uniform(1.0, 1.9))
    pitch = glide([base_hz * 0.8, base_hz * 1.1, base_hz * 1.15, base_hz * 0.8], length)
    closed = _voice(rng, pitch, centres_hz=(260, 900), widths_hz=(80, 200), breath=0.02)
    opened = _voice(rng, pitch, centres_hz=(520, 1_000), widths_hz=(150, 250), breath=0.04)
    mouth = glide([0, 0.2, 1, 0.7], length)
    return (closed * (1 - mouth) + opened * mouth) * swell(length, attack=0.15, release=0.3)


def heartbeat(rng: Rng, count: int) -> Signal:
    """Two dull thumps, lub and dub, at 55 to 120 a minute."""
    period = 60 / rng.uniform(55, 120)
    base_hz = rng.uniform(45, 75)
    lub, dub = _thump(base_hz, 0.035), _thump(base_hz * 1.3, 0.025) * np.float32(0.7)
    starts = np.arange(rng.uniform(0, 0.3), count / 48_000, period)
    first = (starts * 48_000).astype(np.int64)
    second = first + samples(min(0.33, period * 0.38))
    beats = place(count, [*first, *second], [lub] * len(first) + [dub] * len(second))
    return beats + noise(rng, count, band(30, 120)) * np.float32(0.01)


def _thump(base_hz: float, decay_seconds: float) -> Signal:
    length = samples(0.25)
    pitch = glide([base_hz * 1.6, base_hz, base_hz * 0.9], length, [0, 0.15, 1])
    envelope = decay(length, attack_seconds=0.006, decay_seconds=decay_seconds)
    return wave(pitch, length, [1.0, 0.3, 0.1]) * envelope


def footsteps(rng: Rng, count: int) -> Signal:
    """Steps on a hard floor or on gravel: a heel, then a sole."""
    period = rng.uniform(0.4, 0.75)
    gravel = rng.uniform(0, 1) < 0.4
    many = int(count / 48_000 / period) + 1
    times = (np.arange(many) + rng.normal(0, 0.025, many)) * period + rng.uniform(0, 0.2)
    starts = (np.maximum(times, 0) * 48_000).astype(np.int64)
    tone_hz = rng.uniform(90, 220)
    return place(count, starts, [_step(rng, tone_hz, gravel=gravel) for _ in starts])


def _step(rng: Rng, tone_hz: float, *, gravel: bool) -> Signal:
    length = samples(0.3)
    heel = burst(rng, 0.3, band(tone_hz * 0.6, tone_hz * 2.2), decay_seconds=0.03)
    click = burst(rng, 0.3, band(900, 3_500), decay_seconds=0.008) * np.float32(0.5)
    scuff = noise(rng, length, tilted(band(700, 7_000), db_per_octave=-3))
    scuff *= swell(length, attack=0.25, release=0.5) * np.float32(0.12)
    if gravel:
        stone = burst(rng, 0.01, band(1_500, 7_000), decay_seconds=0.002)
        stones = scatter(rng, length, stone, rate_hz=140) * swell(length, attack=0.2, release=0.5)
        return unit_peak(heel * np.float32(0.4) + stones + scuff * 2)
    return unit_peak(heel + click + scuff) * np.float32(rng.uniform(0.6, 1))


def applause(rng: Rng, count: int) -> Signal:
    """Many pairs of hands, each with its own rate and pitch."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(8):
        centre_hz = rng.uniform(800, 2_200)
        clap = burst(rng, 0.03, band(centre_hz * 0.7, centre_hz * 1.5), decay_seconds=0.006)
        total += scatter(rng, count, clap, rate_hz=rng.uniform(6, 40), spread=0.4)
    return total * wander(rng, count, rate_hz=0.8, low=0.6, high=1.0)


def a_few_clapping(rng: Rng, count: int) -> Signal:
    """Two to six people whose single claps can be heard."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(rng.integers(2, 7)):
        period, centre_hz = rng.uniform(0.2, 0.34), rng.uniform(800, 2_000)
        many = int(count / 48_000 / period)
        times = (np.arange(many) + rng.normal(0, 0.06, many) + rng.uniform()) * period
        clap = burst(rng, 0.05, band(centre_hz * 0.7, centre_hz * 1.6), decay_seconds=0.008)
        starts = (np.maximum(times, 0) * 48_000).astype(np.int64)
        total += place(count, starts, [clap] * many) * np.float32(rng.uniform(0.5, 1))
    return total


def human_whistle(rng: Rng, count: int) -> Signal:
    """A tune whistled with the lips: nearly pure, sliding between notes."""
    base_hz = rng.uniform(1_000, 1_900)
    steps = rng.choice([0, 2, 4, 5, 7, 9, 12], int(count / 48_000 / 0.3) + 3)
    points = np.repeat(base_hz * 2 ** (steps / 12), 4)  # held, with a slide between
    pitch = np.interp(
        np.linspace(0, count / 48_000 / rng.uniform(0.3, 0.55), count),
        np.arange(len(points)) / 4,
        points,
    ).astype(np.float32)
    vibrato = 1 + 0.012 * np.sin(2 * np.pi * rng.uniform(4.5, 6.5) * clock(count))
    air = noise(rng, count, band(900, 4_000)) * np.float32(0.04)
    loudness = wander(rng, count, rate_hz=3, low=0.3, high=1.0)
    return (wave(pitch * vibrato, count, [1.0, 0.04]) + air) * loudness


def referee_whistle(rng: Rng, count: int) -> Signal:
    """A pea whistle: shrill, with a fast trill."""
    starts = onsets(rng, count, gap_seconds=(0.8, 1.8))
    pitch_hz = rng.uniform(2_300, 3_600)
    trill_hz = rng.uniform(28, 48)
    return place(count, starts, [_whistle_blast(rng, pitch_hz, trill_hz) for _ in starts])


def _whistle_blast(rng: Rng, pitch_hz: float, trill_hz: float) -> Signal:
    length = samples(rng.uniform(0.3, 0.9))
    trill = np.sin(2 * np.pi * trill_hz * clock(length))
    tone = wave((pitch_hz * (1 + 0.025 * trill)).astype(np.float32), length, [1.0, 0.15, 0.08])
    air = noise(rng, length, band(1_500, 8_000)) * np.float32(0.08)
    return (tone * (0.75 + 0.25 * trill) + air) * swell(length, attack=0.06, release=0.1)


def crying_baby(rng: Rng, count: int) -> Signal:
    """Wails of about a second, a breath drawn between them."""
    base_hz = rng.uniform(360, 560)
    starts = onsets(rng, count, gap_seconds=(1.1, 1.7))
    return place(count, starts, [_wail(rng, base_hz * rng.uniform(0.92, 1.1)) for _ in starts])


def _wail(rng: Rng, base_hz: float) -> Signal:
    length = samples(rng.uniform(0.7, 1.05))
    arch = glide([0.75, 1.1, 1.15, 0.95, 0.7], length)
    shake = 1 + 0.03 * np.sin(2 * np.pi * rng.uniform(6, 10) * clock(length))
    pitch = (base_hz * arch * shake).astype(np.float32)
    centres_hz = (rng.uniform(950, 1_200), rng.uniform(2_600, 3_200), 4_300)
    voice = _voice(
        rng, pitch, centres_hz=centres_hz, widths_hz=(300, 400, 600), breath=0.1, power=0.4
    )
    voice *= swell(length, attack=0.12, release=0.2)
    breath = noise(rng, samples(0.2), band(1_200, 5_000)) * swell(
        samples(0.2), attack=0.5, release=0.3
    )
    return np.concatenate([voice, breath * np.float32(0.05)])


def sneezing(rng: Rng, count: int) -> Signal:
    """A breath drawn in, then a burst."""
    starts = onsets(rng, count, gap_seconds=(1.3, 2.6))
    return place(count, starts, [_sneeze(rng) for _ in starts])


def _sneeze(rng: Rng) -> Signal:
    drawn = samples(rng.uniform(0.25, 0.5))
    inhale = noise(rng, drawn, band(700, 4_000)) * glide([0, 1, 0.3], drawn, [0, 0.8, 1])
    pitch = glide([rng.uniform(280, 480), rng.uniform(140, 220)], samples(0.3))
    cry = _voice(rng, pitch, centres_hz=(700, 1_500), widths_hz=(200, 300), breath=0.8)
    cry *= swell(len(cry), attack=0.05, release=0.7)
    hiss = burst(rng, 0.4, band(1_800, 9_000), decay_seconds=rng.uniform(0.06, 0.12))
    sneeze = np.zeros(drawn + samples(0.5), dtype=np.float32)
    sneeze[:drawn] = inhale * np.float32(0.06)
    sneeze[drawn : drawn + len(cry)] += cry * np.float32(0.7)
    sneeze[drawn : drawn + len(hiss)] += hiss * np.float32(0.35)
    return sneeze


def crowing_rooster(rng: Rng, count: int) -> Signal:
    """Cock-a-doodle-doo: three short notes and a long one that breaks."""
    base_hz = rng.uniform(480, 700)
    starts = onsets(rng, count, gap_seconds=(2.1, 3.2))
    return place(count, starts, [_crow(rng, base_hz) for _ in starts])


def _crow(rng: Rng, base_hz: float) -> Signal:
    notes = [(0.16, 0.8, 1.0), (0.12, 1.1, 1.2), (0.28, 1.3, 1.45), (rng.uniform(0.6, 1), 1.5, 0.8)]
    sung = []
    for seconds, first, last in notes:
        length = samples(seconds)
        pitch = glide([base_hz * first, base_hz * max(first, last), base_hz * last], length)
        centres_hz, widths_hz = (1_500, 2_700, 3_800), (350, 450, 500)
        voice = _voice(
            rng, pitch, centres_hz=centres_hz, widths_hz=widths_hz, breath=0.2, power=0.4
        )
        sung += [voice * swell(length, attack=0.12, release=0.3), np.zeros(samples(0.04))]
    return np.concatenate(sung).astype(np.float32)


EVENTS = {
    "dog barking": (barking_dog,),
    "cat meowing": (meowing_cat,),
    "birds chirping": (chirping_birds,),
    "crickets": (crickets,),
    "cow mooing": (mooing_cow,),
    "heartbeat": (heartbeat,),
    "footsteps": (footsteps,),
    "applause": (applause, a_few_clapping),
    "whistle": (human_whistle, referee_whistle),
    "baby crying": (crying_baby,),
    "sneezing": (sneezing,),
    "rooster": (crowing_rooster,),
}
