"""Words about pictures beside sounds."""

from __future__ import annotations

import numpy as np

from training.sounds import foreign, vocabulary
from training.sounds.captions import Clip, caption


def test_no_word_of_a_sound_is_in_them() -> None:
    found = foreign.picture_captions(np.random.default_rng(1), 500)
    assert len(found) == 500
    assert len(set(found)) > 400
    for text in found:
        assert not foreign.SOUND_WORDS & foreign.words_of(text), text
    assert found == foreign.picture_captions(np.random.default_rng(1), 500)


def test_the_words_of_each_sound_are_known() -> None:
    for table in (vocabulary.EVENTS, vocabulary.INSTRUMENTS):
        for phrases in table.values():
            assert foreign.SOUND_WORDS & foreign.words_of(phrases[0])
    assert not foreign.SOUND_WORDS & foreign.words_of("a red balloon in the room at night")


def test_a_joined_caption_asserts_what_the_sounds_does() -> None:
    rng = np.random.default_rng(2)
    pictures = foreign.picture_captions(rng, 200)
    short = foreign.short(pictures)
    assert 0 < len(short) < len(pictures)
    orders = set()
    for _ in range(50):
        said = caption(Clip(("rain",)), rng)
        both = foreign.joined(said, short, rng)
        assert both.facts == said.facts
        assert said.text in both.text
        seen = both.text.replace(said.text, "", 1)
        assert any(text in seen for text in short)
        orders.add(both.text.startswith(said.text))
    assert orders == {True, False}
