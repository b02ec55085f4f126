"""Sounds to order: of the right length and level, fixed by their seed, and unlike each other."""

from dataclasses import replace

import numpy as np
import pytest

from training.sounds import vocabulary
from training.sounds.degradations import DEGRADATIONS, coded, through_codec
from training.sounds.events import WAYS
from training.sounds.instruments import INSTRUMENTS, KITS, UNSEEN_KIT, Note
from training.sounds.music import TEMPOS_PER_MINUTE
from training.sounds.signals import SAMPLE_RATE_HZ, unit_rms
from training.sounds.synthesis import Music, sample_music, synthesise_event, synthesise_music

ALL_WAYS = [(name, way) for name, ways in WAYS.items() for way in range(len(ways))]


def rms(sound: np.ndarray) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_every_event_that_has_words_can_be_made() -> None:
    assert set(WAYS) == set(vocabulary.EVENTS)


@pytest.mark.parametrize(("name", "way"), ALL_WAYS)
@pytest.mark.parametrize("duration_seconds", [1.0, 6.5])
def test_an_event_fills_the_length_that_was_asked_for(
    name: str, way: int, duration_seconds: float
) -> None:
    rng = np.random.default_rng(3)
    sound = synthesise_event(name, rng, duration_seconds=duration_seconds, way=way)
    assert sound.dtype == np.float32
    assert sound.shape == (int(duration_seconds * SAMPLE_RATE_HZ),)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 1
    if name != "silence":
        assert rms(sound) > 0.003


@pytest.mark.parametrize("name", [name for name in WAYS if name != "silence"])
def test_an_event_goes_on_to_the_end(name: str) -> None:
    """Whatever five seconds are cut from a minute, the event is in them."""
    sound = synthesise_event(name, np.random.default_rng(4), duration_seconds=60)
    windows = sound[: 12 * 5 * SAMPLE_RATE_HZ].reshape(12, -1)
    assert min(rms(window) for window in windows) > 0.1 * rms(sound)


def test_silence_is_below_minus_60_db_and_not_digital() -> None:
    for seed in range(20):
        sound = synthesise_event("silence", np.random.default_rng(seed), duration_seconds=1)
        assert 0 < rms(sound) < 10 ** (-60 / 20)


def test_the_seed_fixes_a_sound() -> None:
    one, same, other = (
        synthesise_event("rain", np.random.default_rng(seed), duration_seconds=1)
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert np.abs(one - other).max() > 0.01


def test_an_event_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="yodelling"):
        synthesise_event("yodelling", np.random.default_rng(0), duration_seconds=1)


@pytest.mark.parametrize("instrument", [*INSTRUMENTS, "drums"])
def test_every_instrument_plays(instrument: str) -> None:
    rng = np.random.default_rng(5)
    music = sample_music(rng, instrument=instrument)
    sound = synthesise_music(music, rng, duration_seconds=3)
    assert music.instruments[0] == instrument
    assert sound.shape == (3 * SAMPLE_RATE_HZ,)
    assert np.abs(sound).max() == pytest.approx(0.9, abs=1e-3)


EVERY_WAY = [
    (name, way)
    for name, instrument in INSTRUMENTS.items()
    for way in (*instrument.ways, instrument.unseen)
]


@pytest.mark.parametrize(("name", "way"), EVERY_WAY)
def test_a_note_sounds_at_its_pitch_or_an_octave_off(name: str, way: Note) -> None:
    """By the strongest line near a multiple or a half of the pitch; bells are tuned as they are."""
    hz = 440 * 2 ** ((INSTRUMENTS[name].lowest_midi + 4 - 69) / 12)
    sound = way(np.random.default_rng(1), hz, 0.6)
    assert np.isfinite(sound).all()
    assert 0.3 < len(sound) / SAMPLE_RATE_HZ < 3
    assert rms(sound) > 0.001
    spectrum = np.abs(np.fft.rfft(sound, 4 * SAMPLE_RATE_HZ))
    strongest_hz = int(np.argmax(spectrum)) / 4
    if name != "bells":
        ratio = strongest_hz / (hz / 2)
        assert abs(ratio - round(ratio)) < 0.04 * max(1, round(ratio))


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_training_hears_the_unseen_way(instrument: str) -> None:
    ways = INSTRUMENTS[instrument].ways
    assert len(ways) >= 3
    assert INSTRUMENTS[instrument].unseen not in ways
    assert UNSEEN_KIT not in KITS


@pytest.mark.parametrize("instrument", [*INSTRUMENTS, "drums"])
def test_the_unseen_way_is_played_when_it_is_asked_for(instrument: str) -> None:
    music = Music((instrument,), "slow", "melody", None if instrument == "drums" else "major", None)
    usual, unseen = (
        synthesise_music(music, np.random.default_rng(1), duration_seconds=2, unseen=unseen)
        for unseen in (False, True)
    )
    assert np.abs(usual - unseen).max() > 0.05


def test_pieces_without_a_mood_are_in_either_mode_at_every_pace_alike() -> None:
    """Or the mode could be guessed from the pace."""
    pieces = [sample_music(np.random.default_rng(seed)) for seed in range(3_000)]
    neutral = [piece for piece in pieces if piece.mood is None and piece.mode is not None]
    assert len(neutral) > 1_200
    for tempo in TEMPOS_PER_MINUTE:
        modes = [piece.mode for piece in neutral if piece.tempo == tempo]
        assert len(modes) > 200
        assert 0.42 < modes.count("major") / len(modes) < 0.58


def onsets_per_minute(sound: np.ndarray) -> float:
    """From the rises of the loudness in steps of 20 ms."""
    loudness = np.sqrt(np.mean(sound[: len(sound) // 960 * 960].reshape(-1, 960) ** 2, axis=1))
    rises = (loudness[1:] > 1.3 * loudness[:-1] + 0.01) & (loudness[1:] > 0.1 * loudness.max())
    starts = np.flatnonzero(rises)
    return 60 * (1 + int(np.sum(np.diff(starts) > 7))) / (len(sound) / SAMPLE_RATE_HZ)


def test_slow_music_has_fewer_notes_a_minute_than_fast_music() -> None:
    mean = {}
    for tempo in ("slow", "fast"):
        found = []
        for seed in range(12):
            rng = np.random.default_rng(seed)
            piece = replace(
                sample_music(rng, instrument="piano", tempo=tempo), instruments=("piano",)
            )
            found.append(onsets_per_minute(synthesise_music(piece, rng, duration_seconds=6)))
        mean[tempo] = np.median(found)
    assert mean["fast"] > 1.3 * mean["slow"]


def test_a_piece_that_changes_pace_has_no_tempo() -> None:
    music = Music(("piano",), None, "chords", "major", None)
    sound = synthesise_music(music, np.random.default_rng(2), duration_seconds=8)
    assert sound.shape == (8 * SAMPLE_RATE_HZ,)
    assert any(sample_music(np.random.default_rng(seed)).tempo is None for seed in range(1_500))


@pytest.mark.parametrize("mood", vocabulary.MOODS)
def test_a_mood_fixes_mode_and_tempo(mood: str) -> None:
    pieces = [sample_music(np.random.default_rng(seed), mood=mood) for seed in range(40)]
    assert {piece.mood for piece in pieces} == {mood}
    if mood in ("happy", "calm"):
        assert {piece.mode for piece in pieces} == {"major"}
    if mood in ("sad", "dark"):
        assert {piece.mode for piece in pieces} == {"minor"}
    if mood in ("happy", "energetic"):
        assert {piece.tempo for piece in pieces} == {"fast"}


def test_major_and_minor_differ_in_their_thirds_alone() -> None:
    """The same piece in both modes has the same rhythm, and other pitches."""
    piece = sample_music(np.random.default_rng(0), instrument="organ", neutral=True)
    piece = replace(piece, instruments=("organ",), texture="chords")
    major, minor = (
        synthesise_music(replace(piece, mode=mode), np.random.default_rng(1), duration_seconds=4)
        for mode in ("major", "minor")
    )
    loudness = [np.convolve(sound**2, np.ones(4_800) / 4_800)[::4_800] for sound in (major, minor)]
    assert np.corrcoef(loudness[0], loudness[1])[0, 1] > 0.8
    spectra = [np.abs(np.fft.rfft(unit_rms(sound))) for sound in (major, minor)]
    assert np.corrcoef(spectra[0], spectra[1])[0, 1] < 0.9


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_degradations_keep_length_and_range(name: str) -> None:
    rng = np.random.default_rng(6)
    sound = synthesise_event("dog barking", rng, duration_seconds=2)
    worse = DEGRADATIONS[name](sound, rng)
    assert worse.shape == sound.shape
    assert worse.dtype == np.float32
    assert np.abs(worse).max() <= 1.2  # a codec may overshoot a little
    assert not np.array_equal(worse, sound)


@pytest.mark.parametrize("codec", ["aac", "libopus"])
def test_codecs_keep_time(codec: str) -> None:
    """A click comes back within 2 ms of where it was."""
    click = np.zeros(SAMPLE_RATE_HZ, np.float32)
    click[24_000:24_048] = 0.8
    after = through_codec(click, codec=codec, bits_per_second=96_000)
    assert abs(int(np.abs(after).argmax()) - 24_024) < 96


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_a_quiet_room_stays_quiet(name: str) -> None:
    rng = np.random.default_rng(7)
    room = synthesise_event("silence", rng, duration_seconds=2)
    assert rms(DEGRADATIONS[name](room, rng)) < 10 ** (-45 / 20)


def test_coding_follows_its_generator() -> None:
    sound = synthesise_event("siren", np.random.default_rng(8), duration_seconds=1)
    one, same = (coded(sound, np.random.default_rng(2)) for _ in range(2))
    np.testing.assert_array_equal(one, same)
