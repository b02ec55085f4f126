"""What every encoder does: the fakes, and real models of every family with random weights."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.encoders import selftest
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.space import Modality
from tests.encoders.checkpoints import PICTURE_FAMILIES
from tests.encoders.conftest import SOUND_VARIANTS

TEXTS = ["a red car", "rain", "church bells ringing far away while children play in the street", ""]


@pytest.fixture(params=["fake-picture", "fake-sound", *PICTURE_FAMILIES, *SOUND_VARIANTS])
def encoder(request: pytest.FixtureRequest, encoder_of: Callable[[str], Encoder]) -> Encoder:
    fakes = {"fake-picture": fake_picture_encoder, "fake-sound": fake_sound_encoder}
    return fakes[request.param]() if request.param in fakes else encoder_of(request.param)


@pytest.fixture
def samples(encoder: Encoder) -> list[NDArray[Any]]:
    """More than a batch, of several sizes or lengths, and in no order of these."""
    generator = np.random.default_rng(7)
    if encoder.space.modality is Modality.PICTURE:
        sizes = [(60, 80), (1, 1), (241, 321), (60, 80), (100, 30), (60, 80), (1, 700)]
        return [generator.integers(0, 256, (*size, 3), dtype=np.uint8) for size in sizes]
    lengths = [48_000, 1, 96_000, 20_000, 48_000, 95_999, 4_801]
    return [generator.uniform(-0.5, 0.5, length).astype(np.float32) for length in lengths]


def test_vectors_are_float32_and_of_unit_norm(encoder: Encoder, samples: list[Any]) -> None:
    for vectors, count in (
        (encoder.encode_samples(samples), len(samples)),
        (encoder.encode_texts(TEXTS), len(TEXTS)),
    ):
        assert vectors.dtype == np.float32
        assert vectors.shape == (count, encoder.space.dim)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_order_and_batching_change_nothing(encoder: Encoder, samples: list[Any]) -> None:
    for encode, items in ((encoder.encode_samples, samples), (encoder.encode_texts, TEXTS)):
        together = encode(items)
        alone = np.concatenate([encode([item]) for item in items])
        backwards = encode(items[::-1])[::-1]
        np.testing.assert_allclose(together, alone, atol=2e-4)
        np.testing.assert_allclose(together, backwards, atol=2e-4)


def test_the_same_input_gives_exactly_the_same_vectors(
    encoder: Encoder, samples: list[Any]
) -> None:
    np.testing.assert_array_equal(encoder.encode_samples(samples), encoder.encode_samples(samples))
    np.testing.assert_array_equal(encoder.encode_texts(TEXTS), encoder.encode_texts(TEXTS))


def test_nothing_gives_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_samples([]).shape == (0, encoder.space.dim)
    assert encoder.encode_texts([]).shape == (0, encoder.space.dim)


def test_a_text_longer_than_the_context_is_truncated(encoder: Encoder) -> None:
    # Short words, so that the first differing one lies beyond every context.
    long, longer = "a dog on beach " * 150, "a dog on beach " * 150 + "piano"
    vectors = encoder.encode_texts([long, longer])
    assert float(vectors[0] @ vectors[1]) > 0.999


def test_what_is_read_of_a_text_means_what_all_of_it_does(encoder: Encoder) -> None:
    assert [encoder.read_part(text) for text in TEXTS] == TEXTS
    long = "A dog  on the beach " * 150
    part = encoder.read_part(long)
    assert long.startswith(part)
    assert 10 < len(part) < len(long) - 10
    whole, read, longer = encoder.encode_texts([long, part, long[: len(part) + 10]])
    assert float(whole @ read) > 0.999
    assert encoder.read_part(part) == part
    assert float(whole @ longer) > 0.999


def test_several_threads_get_what_one_gets(encoder: Encoder, samples: list[Any]) -> None:
    expected_texts, expected_samples = encoder.encode_texts(TEXTS), encoder.encode_samples(samples)
    with ThreadPoolExecutor(4) as pool:
        texts = [pool.submit(encoder.encode_texts, TEXTS[: 1 + i % 4]) for i in range(16)]
        pictures = [pool.submit(encoder.encode_samples, samples) for _ in range(4)]
        for i, future in enumerate(texts):
            np.testing.assert_allclose(future.result(), expected_texts[: 1 + i % 4], atol=2e-4)
        for future in pictures:
            np.testing.assert_allclose(future.result(), expected_samples, atol=2e-4)


def test_samples_that_are_none_are_refused(encoder: Encoder) -> None:
    if encoder.space.modality is Modality.SOUND:
        bad: list[Any] = [np.zeros(0, np.float32), np.zeros(48_000 * 11, np.float32)]
    elif encoder.space.encoder.startswith("fake"):
        pytest.skip("the fake takes any pixels")
    else:
        bad = [
            np.zeros((4, 4, 3), np.float32),
            np.zeros((4, 4, 4), np.uint8),
            np.zeros((4, 4), np.uint8),
            np.zeros((0, 4, 3), np.uint8),
        ]
    for sample in bad:
        with pytest.raises(ValueError, match=r"picture|window"):
            encoder.encode_samples([sample])


def test_the_self_test_passes(encoder: Encoder) -> None:
    selftest.require_pass(encoder)


def test_the_fakes_find_what_was_meant() -> None:
    pictures = fake_picture_encoder()
    red, blue = (np.full((9, 16, 3), colour, np.uint8) for colour in ((250, 9, 9), (9, 9, 250)))
    cosines = (
        pictures.encode_texts(["the red part", "blue"]) @ pictures.encode_samples([red, blue]).T
    )
    assert cosines.argmax(axis=1).tolist() == [0, 1]
    assert cosines.diagonal().min() > 0.9
    assert cosines[[0, 1], [1, 0]].max() < 0.5

    sounds = fake_sound_encoder()
    seconds = np.arange(48_000) / 48_000
    hum, whistle = (np.sin(2 * np.pi * hertz * seconds).astype(np.float32) for hertz in (200, 6000))
    cosines = (
        sounds.encode_texts(["a low hum", "whistle"]) @ sounds.encode_samples([hum, whistle]).T
    )
    assert cosines.argmax(axis=1).tolist() == [0, 1]
