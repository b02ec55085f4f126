"""How many words of a text an encoder reads, with encoders that read some words only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.search.reading import MOST_PARTS, Vectors, words_read


def counting(directions: dict[str, int]) -> Callable[[Sequence[str]], Vectors]:
    """Each word that it knows is an axis of its own; axis 0 is in every text, a little."""

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        vectors[:, 0] = 0.1
        for vector, text in zip(vectors, texts, strict=True):
            for word in text.split():
                if word in directions:
                    vector[directions[word]] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    return encode


def test_what_decides_alone_is_one_word_and_what_decides_alike_is_several() -> None:
    assert words_read("grey clock", counting({"clock": 1})) == pytest.approx(1, abs=0.01)
    assert words_read("grey clock", counting({"clock": 1, "grey": 2})) == pytest.approx(2)
    three = counting({"clock": 1, "grey": 2, "snow": 3})
    assert words_read("a grey clock in snow", three) == pytest.approx(3, abs=0.05)


def test_where_no_word_decides_alone_all_are_read() -> None:
    assert words_read("no such word known", counting({})) == pytest.approx(4)
    assert words_read("tick tick tick", counting({"tick": 1})) == pytest.approx(3)


def test_one_word_is_not_encoded() -> None:
    def refuse(texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    assert words_read("clock", refuse) == 1
    assert words_read("", refuse) == 1


def test_of_a_long_text_words_are_left_out_together() -> None:
    encoded: list[str] = []
    known = counting({f"w{k}": 1 + k % 60 for k in range(60)})

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return known(texts)

    text = " ".join(f"w{k}" for k in range(60))
    assert words_read(text, encode) == pytest.approx(MOST_PARTS, rel=0.05)
    assert len(encoded) == 1 + MOST_PARTS
    left_out = [set(text.split()) - set(one.split()) for one in encoded[1:]]
    assert set.union(*left_out) == set(text.split())
    assert sum(map(len, left_out)) == 60


def test_encoders_of_colours_and_of_pitches_read_what_they_know() -> None:
    colours, pitches = fake_picture_encoder().encode_texts, fake_sound_encoder().encode_texts
    assert words_read("red blue tone", colours) == pytest.approx(2, abs=0.1)
    assert words_read("red blue tone", pitches) == pytest.approx(1, abs=0.1)
