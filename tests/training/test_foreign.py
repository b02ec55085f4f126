"""Words about the other sense: of sounds for pictures, of pictures for sounds."""

from __future__ import annotations

import numpy as np

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from training.foreign import joined, up_to, words_of  # noqa: E402
from training.pictures import foreign as of_pictures  # noqa: E402
from training.pictures import vocabulary as words_of_pictures  # noqa: E402
from training.sounds import foreign as of_sounds  # noqa: E402
from training.sounds import vocabulary as words_of_sounds  # noqa: E402


def test_no_word_of_a_sound_is_in_captions_of_pictures() -> None:
    found = of_sounds.picture_captions(np.random.default_rng(1), 500)
    assert len(found) == 500
    assert len(set(found)) > 400
    for text in found:
        assert not of_sounds.SOUND_WORDS & words_of(text), text
    assert found == of_sounds.picture_captions(np.random.default_rng(1), 500)


def test_no_word_of_a_picture_is_in_captions_of_sounds() -> None:
    found = of_pictures.sound_captions(np.random.default_rng(1), 500)
    assert len(found) == 500
    assert len(set(found)) > 250
    for text in found:
        assert not of_pictures.PICTURE_WORDS & words_of(text), text
        assert text == text.lower()
    assert found == of_pictures.sound_captions(np.random.default_rng(1), 500)
    said = " ".join(found)
    assert "applause" in said
    assert "piano" in said
    # What is drawn may be seen where it is heard, whichever words are used.
    for name in of_pictures.SEEN_TOO:
        assert not any(f" {phrase} " in f" {said} " for phrase in words_of_sounds.EVENTS[name][:1])


def test_the_words_of_each_sound_are_known() -> None:
    for table in (words_of_sounds.EVENTS, words_of_sounds.INSTRUMENTS):
        for phrases in table.values():
            assert of_sounds.SOUND_WORDS & words_of(phrases[0])
    assert not of_sounds.SOUND_WORDS & words_of("a red balloon in the room at night")


def test_the_words_of_each_picture_are_known() -> None:
    for table in (
        words_of_pictures.OBJECTS,
        words_of_pictures.COLOURS,
        words_of_pictures.PLACE_NOUNS,
        words_of_pictures.WEATHER_NOUNS,
    ):
        for phrases in table.values():
            assert of_pictures.PICTURE_WORDS & words_of(phrases[0])
    assert not of_pictures.PICTURE_WORDS & words_of("the sound of an alarm in the dark")


def test_a_joined_text_has_both_in_either_order() -> None:
    rng = np.random.default_rng(2)
    pictures = of_sounds.picture_captions(rng, 200)
    short = up_to(of_sounds.LONGEST_JOINED, pictures)
    assert 0 < len(short) < len(pictures)
    assert max(map(len, short)) <= of_sounds.LONGEST_JOINED
    orders = set()
    for _ in range(50):
        both = joined("heavy rain", short, rng)
        assert any(text in both.replace("heavy rain", "", 1) for text in short)
        orders.add((both.startswith("heavy rain"), both.endswith("heavy rain")))
    assert orders == {(True, False), (False, True)}
