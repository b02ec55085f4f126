"""Captions assert what they say, and no more; what is true of another clip is no negative."""

import numpy as np
import pytest

from training.sounds import vocabulary
from training.sounds.captions import (
    ALL_FACTS,
    Caption,
    Clip,
    also_true,
    arguable_facts_of,
    caption,
    facts_of,
    full_caption,
    holds,
    near_miss,
)
from training.sounds.music import Music, sample_music

SAD_PIANO = Music(("piano",), tempo="slow", texture="chords", mode="minor", mood="sad")
RAIN_AND_DOG = Clip(("rain", "dog barking"))
RAIN_THEN_DOG = Clip(("rain", "dog barking"), in_sequence=True)


def some_clips() -> list[Clip]:
    clips = [Clip((name,)) for name in vocabulary.EVENTS]
    clips += [Clip((sample_music(np.random.default_rng(seed)),)) for seed in range(60)]
    clips += [
        RAIN_AND_DOG,
        RAIN_THEN_DOG,
        Clip((SAD_PIANO, "rain")),
        Clip(("rain", SAD_PIANO), True),
    ]
    return [*clips, Clip(("silence", "train"), in_sequence=True)]


def test_facts_of_events_together_and_in_sequence() -> None:
    assert facts_of(RAIN_AND_DOG) == {"event:rain", "event:dog barking"}
    assert facts_of(RAIN_THEN_DOG) - facts_of(RAIN_AND_DOG) == {"order:rain>dog barking"}


def test_facts_of_music() -> None:
    facts = {"music", "instrument:piano", "tempo:slow", "texture:chords", "mode:minor", "mood:sad"}
    assert facts_of(Clip((SAD_PIANO,))) == facts


def test_holds() -> None:
    assert holds(frozenset({"event:rain"}), RAIN_AND_DOG)
    assert not holds(frozenset({"event:rain", "event:wind"}), RAIN_AND_DOG)
    assert not holds(frozenset({"order:dog barking>rain"}), RAIN_THEN_DOG)


def test_where_something_sounds_it_is_not_silent() -> None:
    clip = Clip(("silence", "train"), in_sequence=True)
    assert "event:silence" not in facts_of(clip)
    assert "event:silence" in arguable_facts_of(clip)
    assert facts_of(Clip(("silence",))) == {"event:silence"}


def test_a_slow_minor_piece_may_be_called_sad_but_not_happy() -> None:
    neutral = Clip((Music(("organ",), "slow", "melody", "minor", None),))
    assert "mood:sad" not in facts_of(neutral)
    assert holds(frozenset({"mood:sad"}), neutral)
    assert not holds(frozenset({"mood:happy"}), neutral)


@pytest.mark.parametrize("say", [caption, full_caption])
def test_what_a_caption_asserts_is_true(say: object) -> None:
    rng = np.random.default_rng(1)
    for clip in some_clips():
        for _ in range(5):
            said = say(clip, rng)  # type: ignore[operator]
            assert said.facts
            assert said.facts <= facts_of(clip), said
            assert "  " not in said.text
            assert said.text.strip() == said.text


def test_a_full_caption_of_a_piece_says_all_of_it() -> None:
    said = full_caption(Clip((SAD_PIANO,)), np.random.default_rng(0))
    assert said.facts == facts_of(Clip((SAD_PIANO,)))


def test_of_a_piece_that_changes_pace_any_tempo_may_be_said_and_none_is() -> None:
    changing = Clip((Music(("organ",), None, "chords", "major", None),))
    assert not any(fact.startswith("tempo:") for fact in facts_of(changing))
    assert holds(frozenset({"tempo:slow"}), changing)
    assert holds(frozenset({"tempo:fast"}), changing)
    pair = near_miss(changing, np.random.default_rng(0))
    assert pair is None or not holds(pair[1].facts, changing)


def test_a_near_miss_of_a_piece_without_a_mood_is_mostly_one_of_mode() -> None:
    neutral = Clip((Music(("organ",), "slow", "chords", "major", None),))
    rng = np.random.default_rng(4)
    pairs = [pair for _ in range(200) if (pair := near_miss(neutral, rng)) is not None]
    assert sum("mode:minor" in false.facts for _, false in pairs) > len(pairs) / 2


def test_partial_captions_often_say_the_mode_and_nothing_else() -> None:
    neutral = Clip((Music(("organ",), "slow", "chords", "major", None),))
    rng = np.random.default_rng(5)
    said = [caption(neutral, rng).facts for _ in range(400)]
    assert said.count(frozenset({"music", "mode:major"})) > 40


def test_the_words_of_a_caption_match_its_facts() -> None:
    """Each asserted trait is in the text by one of its words; one that is not asserted is not."""
    words = {
        **{f"mood:{name}": phrases for name, phrases in vocabulary.MOODS.items()},
        **{f"mode:{name}": phrases for name, phrases in vocabulary.MODES.items()},
        **{f"tempo:{name}": phrases for name, phrases in vocabulary.TEMPOS.items()},
    }
    rng = np.random.default_rng(2)
    for _ in range(200):
        said = caption(Clip((sample_music(rng),)), rng)
        for fact, phrases in words.items():
            assert (fact in said.facts) == any(phrase in said.text for phrase in phrases), said


def test_order_is_said_as_it_is() -> None:
    for seed in range(60):
        said = full_caption(RAIN_THEN_DOG, np.random.default_rng(seed))
        second_first = " after " in said.text
        dog = min(said.text.find(word) for word in ("dog", "bark") if said.text.find(word) >= 0)
        rain = said.text.find("rain")
        assert (dog < rain) == second_first, said.text


def test_a_near_miss_is_false_and_its_twin_true() -> None:
    rng = np.random.default_rng(3)
    pairs = [(clip, near_miss(clip, rng)) for clip in some_clips() for _ in range(4)]
    found = [(clip, pair) for clip, pair in pairs if pair is not None]
    assert len(found) > len(pairs) / 2
    for clip, (true, false) in found:
        assert holds(true.facts, clip)
        assert not holds(false.facts, clip)
        assert true.text != false.text


def test_also_true_tells_for_each_clip_which_captions_hold() -> None:
    captions = [Caption("rain", frozenset({"event:rain"})), Caption("music", frozenset({"music"}))]
    table = also_true(captions, [RAIN_AND_DOG, Clip((SAD_PIANO,))])
    np.testing.assert_array_equal(table, [[True, False], [False, True]])


def test_all_facts_are_listed_but_those_of_order() -> None:
    seen = {fact for clip in some_clips() for fact in facts_of(clip)}
    assert {fact for fact in seen if not fact.startswith("order:")} <= set(ALL_FACTS)
