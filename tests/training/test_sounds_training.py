"""From sounds to a saved ClapModel: features, windows, and a training too short to learn much."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

import torch  # noqa: E402

from training.sounds import evaluate, mixing, sources, train  # noqa: E402
from training.sounds.captions import Clip  # noqa: E402
from training.sounds.features import (  # noqa: E402
    WINDOW_FRAMES,
    decibels,
    feature_extractor,
    mel_power,
)
from training.sounds.model import new_model, save, tokenizer  # noqa: E402
from training.sounds.synthesis import synthesise_event  # noqa: E402

COUNT = 24


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def rendered() -> sources.Sources:
    """Sources rendered in this process, as `load_or_render` does in others."""
    drawn = [sources.describe(np.random.default_rng([1, index])) for index in range(COUNT)]
    mels = np.stack([sources._render(1, index) for index in range(COUNT)])
    noises = np.stack([sources._render_noise(1, index) for index in range(3)])
    return sources.Sources(what=drawn, mels=mels, noises=noises)


@pytest.mark.parametrize("name", ["rain", "siren", "heartbeat", "silence"])
def test_features_agree_with_the_extractor_that_is_saved(name: str) -> None:
    sound = synthesise_event(name, np.random.default_rng(1), duration_seconds=5)
    theirs = feature_extractor()(sound, sampling_rate=48_000, return_tensors="np")
    theirs = theirs["input_features"][0, 0]
    ours = decibels(mel_power(sound))
    assert ours.shape == theirs.shape == (WINDOW_FRAMES, 128)
    cosine = (ours * theirs).sum() / np.linalg.norm(ours) / np.linalg.norm(theirs)
    assert cosine > 0.9999
    assert np.abs(ours - theirs).max() < 0.1  # dB


def test_padding_in_mixtures_is_the_extractors() -> None:
    """What `_repeated_and_padded` does to mels is what `repeatpad` does to sound."""
    sound = synthesise_event("siren", np.random.default_rng(1), duration_seconds=2)
    extracted = feature_extractor()(sound, sampling_rate=48_000, return_tensors="np")
    theirs = extracted["input_features"][0, 0]
    power = mel_power(np.tile(sound, 3)[: 5 * 48_000])
    ours = decibels(mixing._repeated_and_padded(power, frames=200))
    assert np.abs(ours[:395] - theirs[:395]).mean() < 2
    assert (ours[405:] < -99.9).all()
    assert (theirs[405:] < -99.9).all()


def test_a_source_does_not_depend_on_how_many_there_are(rendered: sources.Sources) -> None:
    again = sources._render(1, 5)
    np.testing.assert_array_equal(again, rendered.mels[5])
    assert sources.describe(np.random.default_rng([1, 5])) == rendered.what[5]


@pytest.mark.slow  # each process imports torch
def test_sources_are_rendered_once_by_other_processes(tmp_path: Path) -> None:
    first = sources.load_or_render(tmp_path, seed=1, count=3, processes=2)
    written = (tmp_path / "sources-1-3.npy").stat().st_mtime_ns
    again = sources.load_or_render(tmp_path, seed=1, count=3)
    assert (tmp_path / "sources-1-3.npy").stat().st_mtime_ns == written
    np.testing.assert_array_equal(first.mels[2], sources._render(1, 2))
    assert first.what == again.what


def test_windows_are_of_all_kinds_and_within_range(rendered: sources.Sources) -> None:
    stream = mixing.windows(rendered, np.random.default_rng(2), mixing.Mixing())
    windows = [next(stream) for _ in range(120)]
    assert {len(window.clip.parts) for window in windows} == {1, 2}
    assert any(window.clip.in_sequence for window in windows)
    for window in windows:
        assert window.decibels.shape == (WINDOW_FRAMES, 128)
        assert window.decibels.dtype == np.float32
        assert window.decibels.min() >= -100.001
        assert np.isfinite(window.decibels).all()


def test_mixtures_add_power(rendered: sources.Sources) -> None:
    """In a clean mixture the louder part is never heard less than alone."""
    loud, soft = (index for index in range(2))
    mixed = mixing._mixture(rendered, loud, soft, np.random.default_rng(3))
    alone = mixing._crop(rendered, loud, np.random.default_rng(3))
    assert (mixed >= alone * 0.999).all()
    assert mixed.mean() <= alone.mean() * 2.01


def test_a_sequence_is_one_and_then_the_other() -> None:
    """A low hum, then a high one: each half has power where its own part has."""
    mels = np.full((2, sources.SOURCE_FRAMES, 128), -100, np.float16)
    mels[0, :, :20], mels[1, :, 100:] = 0, 0
    two = sources.Sources(what=["engine", "crickets"], mels=mels, noises=mels)
    power = mixing._sequence(two, 0, 1, np.random.default_rng(4))
    assert power[:100, :20].mean() > 1000 * power[:100, 100:].mean()
    assert power[-100:, 100:].mean() > 1000 * power[-100:, :20].mean()


def test_what_a_training_saves_can_be_loaded(
    tmp_path: Path, rendered: sources.Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "load_or_render", lambda *_, **__: rendered)
    monkeypatch.setattr(train, "tokenizer", lambda seed: tokenizer(seed, captions=500))
    parser = argparse.ArgumentParser()
    train.add_arguments(parser)
    folder = tmp_path / "clap"
    words = f"--out {folder} --cache {tmp_path} --steps 12 --batch 8 --precision float32"
    train.main(parser.parse_args(words.split()))
    assert (folder / "training.json").exists()
    encoder = evaluate.load(folder)
    sound = synthesise_event("rain", np.random.default_rng(0), duration_seconds=5)
    vectors = np.concatenate([encoder.sounds([sound]), encoder.texts(["rain"])])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_learning_lowers_the_loss(rendered: sources.Sources) -> None:
    torch.manual_seed(0)
    words = tokenizer(1, captions=500)
    model = new_model(words).eval()
    losses = train.Losses(model, words, precision=torch.float32)
    stream = train.batches(rendered, np.random.default_rng(0), size=8, mixing=mixing.Mixing())
    batch = next(stream)
    optimizer = torch.optim.AdamW([*model.parameters(), *losses.facts_head.parameters()], lr=1e-3)
    first = losses(batch).item()
    for _ in range(8):
        optimizer.zero_grad()
        losses(batch).backward()
        optimizer.step()
    assert losses(batch).item() < 0.7 * first


def test_saved_weights_are_half_precision_small_and_readable(tmp_path: Path) -> None:
    words = tokenizer(1, captions=500)
    save(new_model(words), words, tmp_path)
    weights = tmp_path / "model.safetensors"
    assert weights.stat().st_size < 6_000_000
    assert weights.stat().st_mode & 0o777 == 0o644


def test_clips_of_the_retrieval_test_all_differ() -> None:
    clips = [
        clip for clip, _ in evaluate._unlike_clips(np.random.default_rng(0), evaluate.unchanged, 12)
    ]
    assert len({evaluate.facts_of(clip) for clip in clips}) == 12
    assert all(isinstance(clip, Clip) for clip in clips)
