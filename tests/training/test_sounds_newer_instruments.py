"""Newer, newest and fourth ways at every pitch and length: finite, heard, seeded, in tune."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from training.sounds import music
from training.sounds.instruments import (
    INSTRUMENTS,
    Note,
    fourth_basses,
    fourth_guitars,
    fourth_organs,
    fourth_others,
    fourth_pianos,
    fourth_synthesizers,
    newer_keys,
    newer_strings,
    newer_synthesizers,
    newest_keys,
    newest_strings,
    newest_synthesizers,
)
from training.sounds.instruments.fourth_tones import clean_saw, looped, turned
from training.sounds.instruments.newer_tones import bank, frames
from training.sounds.music import Music, synthesise_music
from training.sounds.signals import SAMPLE_RATE_HZ, clock

TABLES = (
    newer_keys.NEWER,
    newer_strings.NEWER,
    newer_synthesizers.NEWER,
    newest_keys.NEWEST,
    newest_strings.NEWEST,
    newest_synthesizers.NEWEST,
    fourth_basses.FOURTH,
    fourth_guitars.FOURTH,
    fourth_organs.FOURTH,
    fourth_others.FOURTH,
    fourth_pianos.FOURTH,
    fourth_synthesizers.FOURTH,
)
WAYS = {way.__name__: way for table in TABLES for ways in table.values() for way in ways}
BELLS = [way.__name__ for table in TABLES for way in table.get("bells", ())]


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("hz", [30.0, 233.0, 2_000.0])
@pytest.mark.parametrize("seconds", [0.05, 4.0])
def test_a_note_is_finite_and_heard(name: str, hz: float, seconds: float) -> None:
    for seed in range(2):
        sound = WAYS[name](np.random.default_rng(seed), hz, seconds)
        assert sound.dtype == np.float32
        assert np.isfinite(sound).all()
        assert min(seconds, 0.3) <= len(sound) / SAMPLE_RATE_HZ <= 5
        peak = np.abs(sound).max()
        assert peak > 0.01
        # What ends, ends at nothing: no click.
        assert np.abs(sound[-1]) < 0.02 * peak


def test_a_loop_may_be_longer_than_the_attack_before_it() -> None:
    for seed in range(30):
        sound = newer_keys.sampled_piano(np.random.default_rng(seed), 24.0, 0.5)
        assert np.isfinite(sound).all()


@pytest.mark.parametrize("name", WAYS)
def test_the_seed_fixes_a_note(name: str) -> None:
    one, same, other = (WAYS[name](np.random.default_rng(seed), 196.0, 0.4) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    least = min(len(one), len(other))
    assert np.corrcoef(one[:least], other[:least])[0, 1] < 0.999


def salience(sound: np.ndarray, hz: float) -> float:
    """How much of the power below the thirteenth harmonic of `hz` is within 43 cents of one."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 4 * SAMPLE_RATE_HZ)) ** 2
    power = power[: round(12.5 * hz * 4)]
    places = np.arange(len(power)) / (hz * 4)
    nearest = np.maximum(np.round(places), 1)
    return float(power[np.abs(places / nearest - 1) < 0.025].sum() / power.sum())


@pytest.mark.parametrize("name", [name for name in WAYS if name not in BELLS])
@pytest.mark.parametrize("hz", [110.0, 330.0])
def test_a_note_has_its_pitch(name: str, hz: float) -> None:
    """More at its own harmonics than at those of the pitches a semitone off (or of its half)."""
    for seed in range(3):
        sound = WAYS[name](np.random.default_rng(seed), hz, 1.0)
        own = max(salience(sound, hz), salience(sound, hz / 2))
        assert own > 0.5
        assert own > salience(sound, hz * 2 ** (1 / 12))
        assert own > salience(sound, hz / 2 ** (1 / 12))


@pytest.mark.parametrize("name", BELLS)
def test_a_bell_has_its_pitch(name: str) -> None:
    sound = WAYS[name](np.random.default_rng(0), 880.0, 1.0)
    spectrum = np.abs(np.fft.rfft(sound, 4 * SAMPLE_RATE_HZ))
    assert np.argmax(spectrum[: 4 * 1_500]) / 4 == pytest.approx(880, rel=0.01)


def levels(name: str, seed: int) -> tuple[float, float]:
    """RMS early in a note of 3 s and late in it, in dB."""
    sound = WAYS[name](np.random.default_rng(seed), 262.0, 3.0)
    early, late = sound[24_000:48_000], sound[110_000:134_000]
    return tuple(10 * np.log10(np.mean(np.square(part)) + 1e-12) for part in (early, late))


@pytest.mark.parametrize(
    "way",
    newest_keys.NEWEST["piano"] + fourth_pianos.FOURTH["piano"] + fourth_basses.FOURTH["bass"],
)
def test_what_is_struck_or_plucked_fades(way: Note) -> None:
    for seed in range(5):
        early, late = levels(way.__name__, seed)
        assert late < early - 3


@pytest.mark.parametrize("way", newest_keys.NEWEST["organ"] + fourth_organs.FOURTH["organ"])
def test_an_organ_stays_as_loud_as_it_is(way: Note) -> None:
    for seed in range(5):
        early, late = levels(way.__name__, seed)
        assert abs(late - early) < 6


@pytest.mark.parametrize("instrument", ["piano", "organ", "synthesizer", "bass", "bells"])
def test_the_later_ways_differ_from_each_other(instrument: str) -> None:
    ways = INSTRUMENTS[instrument].newest + INSTRUMENTS[instrument].fourth
    sounds = [way(np.random.default_rng(1), 262.0, 1.0)[:48_000] for way in ways]
    spectra = [np.abs(np.fft.rfft(sound)) for sound in sounds]
    for index, one in enumerate(spectra):
        for other in spectra[:index]:
            assert np.corrcoef(one, other)[0, 1] < 0.999


@pytest.mark.parametrize("sets", [1, 2, 3, 4])
def test_each_way_of_the_sets_is_played_alike_often(
    sets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    piano = INSTRUMENTS["piano"]
    played: Counter[str] = Counter()

    def silent(name: str) -> Note:
        def way(_rng: np.random.Generator, _hz: float, _seconds: float) -> np.ndarray:
            played.update({name})
            return np.ones(8, np.float32)

        return way

    watched = {
        field: tuple(silent(way.__name__) for way in getattr(piano, field))
        for field in ("ways", "newer", "newest", "fourth")
    }
    monkeypatch.setattr(music, "INSTRUMENTS", {"piano": replace(piano, **watched)})
    piece = Music(("piano",), "slow", "chords", "major", None)
    pieces: Counter[str] = Counter()
    for seed in range(600):
        played.clear()
        rng = np.random.default_rng(seed)
        synthesise_music(piece, rng, duration_seconds=0.1, ways=sets)
        (name,) = played
        pieces.update({name})
    expected = {way.__name__ for way in piano.known(sets)}
    assert set(pieces) == expected
    assert min(pieces.values()) > 0.5 * 600 / len(expected)


@pytest.mark.parametrize("way", fourth_basses.FOURTH["bass"])
def test_a_bass_is_deep(way: Note) -> None:
    """Most of its power is in the four lowest harmonics."""
    for seed in range(5):
        sound = way(np.random.default_rng(seed), 62.0, 1.0)
        power = np.abs(np.fft.rfft(sound, 4 * SAMPLE_RATE_HZ)) ** 2
        assert power[: 4 * 280].sum() > 0.5 * power.sum()


@pytest.mark.parametrize("hz", [41.2, 196.0, 393.0, 787.0, 2_000.0])
@pytest.mark.parametrize("stiffness", [0.0, 0.3])
def test_a_loop_is_in_tune_and_falls_as_it_is_told(hz: float, stiffness: float) -> None:
    push = np.hanning(13)[1:].astype(np.float32)
    push[6:] *= -1  # without a mean, which would go round for ever
    tone = looped(push, hz, 96_000, lasts=0.5, dullness=0.2, stiffness=stiffness)
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(96_000), 1 << 20))
    low, high = (round(hz * ratio * (1 << 20) / SAMPLE_RATE_HZ) for ratio in (0.9, 1.1))
    found = (low + np.argmax(spectrum[low:high])) * SAMPLE_RATE_HZ / (1 << 20)
    assert abs(1_200 * np.log2(found / hz)) < 3
    # Only the first partial is left late in the note.
    early, late = (np.abs(tone[at : at + 4_800]).max() for at in (48_000, 72_000))
    assert late / early < 1.1 * np.exp(-1)


def test_a_clean_saw_has_a_saws_harmonics_and_few_mirrored_lines() -> None:
    turns = turned(3_001.0, SAMPLE_RATE_HZ)
    power, naive = (
        np.abs(np.fft.rfft(saw * np.hanning(SAMPLE_RATE_HZ))) ** 2
        for saw in (clean_saw(turns), 2 * (turns % 1) - 1)
    )
    peaks = power[3_001 * np.arange(1, 4)]
    np.testing.assert_allclose(peaks[0] / peaks, np.arange(1, 4) ** 2, rtol=0.25)
    near = np.zeros(len(power), bool)
    for harmonic in 3_001 * np.arange(1, 8):
        near[harmonic - 4 : harmonic + 5] = True
    assert power[~near].sum() < 0.2 * naive[~near].sum()


def test_a_bank_is_the_sum_of_its_sines() -> None:
    count = 1_000
    hz, lasts, phases = np.array([100.0, 5_000.0]), np.array([0.02, 0.1]), np.array([0.3, 1.0])
    time = clock(count).astype(np.float64)[:, None]
    sines = np.sin(2 * np.pi * hz * time + phases) * np.exp(-time / lasts)
    made = bank(hz, np.exp(-frames(count) / lasts), count, phases=phases)
    np.testing.assert_allclose(made, sines.sum(axis=1), atol=5e-3)
