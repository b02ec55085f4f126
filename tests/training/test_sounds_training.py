"""From sounds to a saved ClapModel: features, windows, and a training too short to learn much."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

import torch  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from transformers import PreTrainedTokenizerFast  # noqa: E402

from training.sounds import evaluate, mixing, sources, train  # noqa: E402
from training.sounds.captions import Clip  # noqa: E402
from training.sounds.features import (  # noqa: E402
    WINDOW_FRAMES,
    decibels,
    feature_extractor,
    mel_power,
)
from training.sounds.model import (  # noqa: E402
    new_model,
    save,
    text_features,
    tokenizer,
    tokens,
)
from training.sounds.signals import band, filtered  # noqa: E402
from training.sounds.synthesis import Music, synthesise_event  # noqa: E402

COUNT = 24
RECIPE = sources.Recipe(seed=1, count=COUNT)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def _few_captions_of_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands take longer than all else here."""
    monkeypatch.setattr(train, "FOREIGN_POOL", 64)


@pytest.fixture(scope="module")
def rendered() -> sources.Sources:
    """Sources rendered in this process, as `load_or_render` does in others."""
    drawn = [sources.describe(np.random.default_rng([1, index])) for index in range(COUNT)]
    mels = np.stack([sources._render(RECIPE, index) for index in range(COUNT)])
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
    assert np.abs(ours - theirs).mean() < 0.01  # dB
    assert np.abs(ours - theirs).max() < 1  # where next to nothing is, rounding counts


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
    again = sources._render(RECIPE, 5)
    np.testing.assert_array_equal(again, rendered.mels[5])
    assert sources.describe(np.random.default_rng([1, 5])) == rendered.what[5]


def test_a_share_of_music_is_kept() -> None:
    drawn = [
        sources.describe(np.random.default_rng([1, index]), music_share=0.8) for index in range(500)
    ]
    assert sum(isinstance(one, Music) for one in drawn) == pytest.approx(400, abs=30)


@pytest.mark.slow  # each process imports torch
def test_sources_are_rendered_once_by_other_processes(tmp_path: Path) -> None:
    recipe = replace(RECIPE, count=3)
    first = sources.load_or_render(tmp_path, recipe, processes=2)
    written = (tmp_path / "sources-1-3.npy").stat().st_mtime_ns
    again = sources.load_or_render(tmp_path, recipe)
    assert (tmp_path / "sources-1-3.npy").stat().st_mtime_ns == written
    np.testing.assert_array_equal(first.mels[2], sources._render(RECIPE, 2))
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


def test_recordings_are_the_first_sources_of_their_share_of_windows(
    rendered: sources.Sources,
) -> None:
    recorded = np.full((2, *rendered.mels.shape[1:]), -20, np.float16)
    both = sources.Sources(
        what=[*rendered.what, "rooster", "rooster"],
        mels=rendered.mels,
        noises=rendered.noises,
        recorded_mels=recorded,
    )
    order = mixing._endless_order(both, np.random.default_rng(5), 0.14)
    taken = [both.is_recorded(next(order)) for _ in range(2_000)]
    assert 0.11 < np.mean(taken) < 0.17
    none = mixing._endless_order(rendered, np.random.default_rng(5), 0.14)
    assert max(next(none) for _ in range(200)) < COUNT


def test_an_event_under_an_ambience_is_named_after_it() -> None:
    mels = np.full((2, sources.SOURCE_FRAMES, 128), -20, np.float16)
    two = sources.Sources(what=["dog barking", "rain"], mels=mels, noises=mels)
    rng = np.random.default_rng(6)
    order = mixing._endless_order(two, rng, 0)
    for first in (0, 1):
        clip, power = mixing._under_ambience(two, order, first, rng)
        assert clip == Clip(("rain", "dog barking"))
        assert power.min() > 0.01


def test_the_powers_that_are_looked_up_are_right() -> None:
    mel = np.linspace(-100, 30, 999).astype(np.float16)
    np.testing.assert_allclose(mixing._power(mel), 10 ** (mel.astype(np.float64) / 10), rtol=1e-5)


def test_levels_are_set_by_the_power_of_the_sound_itself() -> None:
    """White noise and a low tone of one RMS are as loud as each other, to within 2 dB."""
    rng = np.random.default_rng(7)
    hiss = filtered(rng.standard_normal(240_000).astype(np.float32), band(50, 7_500))
    tone = np.sin(np.arange(240_000) * 2 * np.pi * 300 / 48_000).astype(np.float32)
    hiss *= np.float32(np.sqrt(0.5) / hiss.std())
    level = mixing._level(mel_power(hiss), mel_power(tone), 0)
    assert abs(10 * np.log10(level)) < 2


def test_a_clipped_spectrogram_is_flatter_in_time() -> None:
    power = np.ones((WINDOW_FRAMES, 128), np.float32)
    power[100:110] = 1_000
    clipped = mixing._clipped(power, np.random.default_rng(8))
    assert clipped[105].mean() < 0.6 * power[105].mean()
    np.testing.assert_allclose(clipped[:90].mean(), 1, rtol=0.2)


def test_keys_are_those_of_the_piece_that_sounds() -> None:
    piece = Music(("organ",), "slow", "chords", "major", None, key=3)
    assert train._key_of(Clip(("rain", piece))) == 15
    assert train._key_of(Clip(("rain",))) == train.NO_KEY
    assert train._key_of(Clip((Music(("drums",), "slow", "beat", None, None),))) == train.NO_KEY


def test_what_a_training_saves_can_be_loaded(
    tmp_path: Path, rendered: sources.Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "load_or_render", lambda *_, **__: rendered)
    monkeypatch.setattr(train, "tokenizer", lambda seed: tokenizer(seed, captions=500))
    parser = argparse.ArgumentParser()
    train.add_arguments(parser)
    folder = tmp_path / "clap"
    words = f"--out {folder} --cache {tmp_path} --steps 6 --batch 8 --precision float32"
    words += f" --sources 7 --recordings {tmp_path / 'none'}"
    train.main(parser.parse_args(words.split()))
    (go,) = json.loads((folder / "training.json").read_text())["goes"]
    assert go["recordings"] == "none were there: nothing recorded was used"
    assert go["sources"] == 7
    encoder = evaluate.load(folder)
    sound = synthesise_event("rain", np.random.default_rng(0), duration_seconds=5)
    vectors = np.concatenate([encoder.sounds([sound]), encoder.texts(["rain"])])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_run_follows_from_its_seed_in_one_command_or_in_two(
    tmp_path: Path, rendered: sources.Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[sources.Recipe] = []

    def render(_: Path, recipe: sources.Recipe, **__: object) -> sources.Sources:
        asked.append(recipe)
        return rendered

    monkeypatch.setattr(train, "load_or_render", render)
    monkeypatch.setattr(train, "tokenizer", lambda seed: tokenizer(seed, captions=500))

    def run(name: str, words: str) -> bytes:
        parser = argparse.ArgumentParser()
        train.add_arguments(parser)
        always = f"--out {tmp_path / name} --cache {tmp_path} --seed 3 --batch 8"
        always += f" --precision float32 --recordings {tmp_path / 'none'}"
        train.main(parser.parse_args(f"{always} {words}".split()))
        return (tmp_path / name / "model.safetensors").read_bytes()

    first = run("first", "--steps 4")
    whole = run("whole", "--steps 4 3")
    second = run("second", f"--steps 4 3 --begin-with {tmp_path / 'first'}")
    assert first != whole == second
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        of_first, of_second = ((tmp_path / run / name).read_text() for run in ("first", "second"))
        assert of_first == of_second
    before, after = sources.Recipe(3, 16_000), sources.Recipe(4, 16_000, ways=2)
    assert asked == [before, before, after, after]
    record = json.loads((tmp_path / "second" / "training.json").read_text())
    assert [(go["seed"], go["steps"], go["ways"]) for go in record["goes"]] == [
        (3, 4, 1),
        (4, 3, 2),
    ]
    assert record["windows_seen"] == 7 * 8


def test_a_go_keeps_a_share_of_the_weights_before_it(
    tmp_path: Path, rendered: sources.Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "load_or_render", lambda *_, **__: rendered)
    monkeypatch.setattr(train, "tokenizer", lambda seed: tokenizer(seed, captions=500))

    def run(name: str, *, steps: str, kept: float) -> dict[str, torch.Tensor]:
        monkeypatch.setattr(train, "GOES", (train.Go(4), train.Go(3, kept=kept)))
        parser = argparse.ArgumentParser()
        train.add_arguments(parser)
        words = f"--out {tmp_path / name} --cache {tmp_path} --seed 3 --batch 8 --steps {steps}"
        words += f" --precision float32 --recordings {tmp_path / 'none'}"
        train.main(parser.parse_args(words.split()))
        return load_file(tmp_path / name / "model.safetensors")

    before, after = run("before", steps="4", kept=0), run("after", steps="4 3", kept=0)
    both = run("both", steps="4 3", kept=0.25)
    weight = "audio_projection.linear1.weight"
    assert not torch.equal(before[weight], after[weight])
    expected = 0.25 * before[weight].float() + 0.75 * after[weight].float()
    assert torch.allclose(both[weight].float(), expected, atol=1e-3)
    record = json.loads((tmp_path / "both" / "training.json").read_text())
    assert [go["kept"] for go in record["goes"]] == [0, 0.25]


def test_learning_lowers_the_loss(rendered: sources.Sources) -> None:
    torch.manual_seed(0)
    words = tokenizer(1, captions=500)
    model = new_model(words).eval()
    losses = train.Losses(model, words, precision=torch.float32)
    batch = next(material(rendered, words).batches(np.random.default_rng(0)))
    optimizer = torch.optim.AdamW(
        [*model.parameters(), *losses.facts_head.parameters(), *losses.keys_head.parameters()],
        lr=1e-3,
    )
    first = losses(batch).item()
    for _ in range(8):
        optimizer.zero_grad()
        losses(batch).backward()
        optimizer.step()
    assert losses(batch).item() < 0.7 * first


def test_texts_are_read_together_with_those_of_their_length_and_in_their_order() -> None:
    words = tokenizer(1, captions=500)
    model = new_model(words).eval()
    losses = train.Losses(model, words, precision=torch.float32)
    ids = tokens(words, ["a dog is barking in the rain", "rain", "a slow piano", "wind and rain"])
    there = ids != losses.padding
    expected = text_features(model, ids, there)
    torch.testing.assert_close(losses._features(ids), expected)
    assert (expected[0] - expected[1]).abs().max() > 1e-3


def material(
    rendered: sources.Sources, words: PreTrainedTokenizerFast, *, size: int = 8
) -> train.Material:
    pictures = ["a red car"] * train.FOREIGN_CAPTIONS
    return train.Material(rendered, words, pictures, mixing.Mixing(), size)


def test_batches_that_processes_make_are_those_of_their_number(rendered: sources.Sources) -> None:
    made_of = material(rendered, tokenizer(1, captions=500), size=2)

    def first_three(seed: int) -> list[train.Batch]:
        return list(islice(train.made_ahead(made_of, seed, processes=2), 3))

    batches, again, others = first_three(1), first_three(1), first_three(2)
    for batch, same, other in zip(batches, again, others, strict=True):
        assert torch.equal(batch.features, same.features)
        assert torch.equal(batch.tokens, same.tokens)
        assert not torch.equal(batch.features, other.features)
    assert not torch.equal(batches[0].features, batches[1].features)
    own = train.Material(rendered, made_of.words, made_of.pictures, made_of.mixing, 2)
    third = own.batches(np.random.default_rng([1, 2, 0]))
    assert torch.equal(next(third).features, batches[0].features)
    assert torch.equal(next(third).features, batches[2].features)


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
