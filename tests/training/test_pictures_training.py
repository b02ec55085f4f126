"""The picture model's making: tokenizer, data set, a short run, its saved form, its measuring."""

import argparse
import json
import logging
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from transformers import (  # noqa: E402
    AutoImageProcessor,
    AutoTokenizer,
    PreTrainedTokenizerFast,
    VisionTextDualEncoderModel,
)

from training.contrastive import Schedule, muon_and_adamw  # noqa: E402
from training.pictures import batches as batching  # noqa: E402
from training.pictures import evaluate  # noqa: E402
from training.pictures import model as models  # noqa: E402
from training.pictures import train as training  # noqa: E402
from training.pictures.captions import (  # noqa: E402
    Caption,
    Fact,
    asserted,
    captions,
    undecided,
)
from training.pictures.dataset import (  # noqa: E402
    ASPECTS,
    PIXELS,
    Dataset,
    Framed,
    Recipe,
    framed_at,
    picture_at,
)
from training.pictures.foreign import sound_captions  # noqa: E402
from training.pictures.notes import (  # noqa: E402
    CAPTIONS_KEPT,
    CONTEXT_LENGTH,
    FACT_INDEX,
    FACTS,
    FIELDS,
    JOINED_SHARE,
    LABELS,
    NO_FACT,
    OBJECT_LABELS,
    PLACE_LABELS,
    Words,
)
from training.pictures.places import PLAIN_NAMES  # noqa: E402
from training.pictures.scene import UNSEEN_KINDS, sample_scene  # noqa: E402
from training.pictures.vocabulary import OBJECTS, PLACE_NOUNS, plural  # noqa: E402
from training.text import train_tokenizer  # noqa: E402

SMALL = Recipe(seed=3, mixed=36, single=12)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def whole(dataset: Dataset) -> Dataset:
    """With all its parts drawn."""
    for part in range(dataset.recipe.parts):
        dataset.wait(part)
    return dataset


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return training.tokenizer_for(SMALL)


@pytest.fixture(scope="module")
def words(tokenizer: PreTrainedTokenizerFast) -> Words:
    return Words(tokenizer.backend_tokenizer.to_str())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, words: Words) -> Dataset:
    return whole(Dataset(SMALL, words, tmp_path_factory.mktemp("drawn")))


def some_batches(drawn: Dataset, count: int, *, size: int = 20) -> list[batching.Batch]:
    return list(islice(batching.sample_batches(drawn, size, steps=count), count))


def test_the_tokenizer_lower_cases_and_knows_every_byte_after_reload(tmp_path: Path) -> None:
    texts = ["a red dog on a beach", "two blue cars"] * 20
    made = train_tokenizer(texts, vocabulary_size=300, context_length=32)
    models.save(models.build(made), made, tmp_path, side=72)
    read = AutoTokenizer.from_pretrained(tmp_path)
    assert read("A  RED Dog\n").input_ids == made("a red dog").input_ids
    odd = "狗 é \x00 🎈"
    assert read.decode(read(odd).input_ids, skip_special_tokens=True).strip() == odd.strip()
    long = read("dog " * 100, truncation=True).input_ids
    assert len(long) == CONTEXT_LENGTH
    assert long[-1] == read.eos_token_id
    assert read.pad_token_id != read.eos_token_id != 2


def test_pictures_are_drawn_once_and_again_the_same(tmp_path: Path, words: Words) -> None:
    recipe = Recipe(seed=3, mixed=12, single=4, parts=2)
    assert recipe.part(0) == (range(6), range(12, 14))
    with Dataset(recipe, words, tmp_path) as drawing:
        assert drawing.wait(0) == recipe.part(0)
        assert drawing.arrays[PIXELS][:6].any(axis=(1, 2, 3)).all()
        assert not drawing.arrays[PIXELS][6:12].any()  # not yet drawn
        drawing.wait(1)
    pixels = drawing.arrays[PIXELS]
    assert pixels.shape == (16, 72, 72, 3)
    assert all(np.array_equal(pixels[i], picture_at(recipe, i)) for i in (0, 7, 15))
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    again = whole(Dataset(recipe, words, tmp_path))
    assert all(
        np.array_equal(again.arrays[name], drawing.arrays[name]) for name in (PIXELS, "said")
    )
    assert kept.stat().st_mtime_ns == before
    whole(Dataset(Recipe(seed=4, mixed=3, single=0), words, tmp_path))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.slow
def test_any_number_of_processes_draws_the_same(tmp_path: Path, words: Words) -> None:
    recipe = Recipe(seed=5, mixed=520, single=0, parts=2)
    alone, shared = (
        Dataset(recipe, words, tmp_path / str(processes), processes=processes)
        for processes in (1, 2)
    )
    with shared:
        for name in (PIXELS, *FIELDS):
            of_one, of_two = (whole(one).arrays[name] for one in (alone, shared))
            assert np.array_equal(of_one, of_two, equal_nan=of_one.dtype == np.float32)


def test_notes_say_what_a_picture_shows(drawn: Dataset, tokenizer: PreTrainedTokenizerFast) -> None:
    notes = drawn.arrays
    for index in range(SMALL.size):
        scene = framed_at(SMALL, index)[0].scene
        true, open_, place = (notes[name][index] for name in ("true", "open", "place"))
        assert {FACTS[i] for i in true[true != NO_FACT]} == asserted(scene)
        assert {FACTS[i] for i in open_[open_ != NO_FACT]} == undecided(scene)
        assert list(PLACE_LABELS)[place] == scene.place
        spots = ~np.isnan(notes["spots"][index, :, 0])
        assert spots.sum() == sum(len(thing.spots) for thing in scene.things)
        assert (notes["labels"][index, :, 0] > 0).tolist() == spots.tolist()
        assert len({tuple(row) for row in notes["tokens"][index]}) > CAPTIONS_KEPT / 2
        for row, said, length in zip(
            *(notes[name][index] for name in ("tokens", "said", "lengths")), strict=True
        ):
            facts = {FACTS[i] for i in said[said != NO_FACT]}
            assert facts <= asserted(scene)
            assert ((row >= 0) == (np.arange(CONTEXT_LENGTH) < length)).all()
            text = tokenizer.decode(row[:length], skip_special_tokens=True).strip()
            assert tokenizer(text).input_ids == row[:length].tolist()
            (name,) = {thing.name for thing in scene.things} if index >= SMALL.mixed else [""]
            assert not name or (("thing", name) in facts) == any(
                noun in text for noun in (*OBJECTS[name], *map(plural, OBJECTS[name]))
            )


def test_the_last_pictures_show_one_thing() -> None:
    for index in range(SMALL.mixed, SMALL.size):
        (thing,) = framed_at(SMALL, index)[0].scene.things
        assert len(thing.spots) == 1


def test_pictures_come_in_every_shape_some_of_them_with_bars() -> None:
    shown = [framed_at(Recipe(seed=6, mixed=1000, single=0), i)[0] for i in range(600)]
    found = {aspect: np.mean([one.aspect == aspect for one in shown]) for aspect, _ in ASPECTS}
    assert found == pytest.approx(dict(ASPECTS), abs=0.07)
    barred = [one for one in shown if (one.kept_width, one.kept_height) != (1.0, 1.0)]
    assert 0.08 < len(barred) / len(shown) < 0.2
    assert all(max(one.kept_width, one.kept_height) == 1.0 for one in barred)
    assert all(0.68 <= min(one.kept_width, one.kept_height) <= 0.92 for one in barred)
    assert {one.kept_width < 1 for one in barred} == {True, False}


def test_a_batch_pairs_pictures_with_their_own_captions(drawn: Dataset) -> None:
    batches = some_batches(drawn, 3)
    for batch in batches:
        assert batch.pixels.shape == (20, 3, 72, 72)
        assert batch.pixels.dtype == torch.float32
        assert batch.pixels.abs().max() <= 1.001
        assert batch.objects.shape == batch.colours.shape == (20, 9, 9)
        assert len(batch.tokens) == len(batch.said) == batching.CAPTIONS_AT_ONCE
        assert (batch.tokens[..., -1] >= 0).any()  # no longer than the longest
        assert (batch.said <= batch.true).all()
        assert batch.said.any(dim=-1).float().mean() > 0.9
        assert not (batch.true * batch.open).any()
        for labels, true in zip(batch.objects, batch.true, strict=True):
            names = [list(OBJECT_LABELS)[i - 1] for i in labels.unique() if i]
            assert {("thing", name) for name in names} <= {FACTS[i] for i in true.nonzero()}
    again = some_batches(drawn, 1)[0]
    assert torch.equal(again.pixels, batches[0].pixels)
    assert torch.equal(again.tokens, batches[0].tokens)
    assert not torch.equal(batches[0].said, batches[1].said)


@pytest.mark.parametrize("alike", [0.0, 1.0])
def test_every_picture_is_seen_before_any_is_seen_again(
    alike: float, monkeypatch: pytest.MonkeyPatch, drawn: Dataset
) -> None:
    monkeypatch.setattr(batching, "ALIKE_SHARE", alike)
    monkeypatch.setattr(batching, "_batch", lambda rows, chosen, rng, foreign: chosen)
    seen = np.stack(some_batches(drawn, 9, size=8))  # type: ignore[arg-type]
    assert ((seen >= SMALL.mixed).sum(axis=1) == 4).all()
    scenes, things = seen[seen < SMALL.mixed], seen[seen >= SMALL.mixed]
    assert sorted(scenes) == list(range(36))
    assert sorted(things[:12]) == sorted(things[12:24]) == list(range(36, 48))


def test_parts_come_in_at_steps_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: Words
) -> None:
    monkeypatch.setattr(batching, "_batch", lambda rows, chosen, rng, foreign: chosen)
    recipe = Recipe(seed=8, mixed=18, single=0, parts=3)
    with Dataset(recipe, words, tmp_path) as drawing:
        drawn = np.stack(list(islice(batching.sample_batches(drawing, 3, steps=9), 9)))  # type: ignore[arg-type]
    first, second, third = (set(drawn[at : at + 2].flat) for at in (0, 2, 4))
    assert first == set(range(6))
    assert second <= set(range(12))
    assert second & set(range(6, 12))
    assert third & set(range(12, 18))
    # All of what was left and of what came in before any is seen again.
    assert sorted(drawn[:6].flat) == list(range(18))


def test_alike_pictures_are_of_few_places() -> None:
    places = np.array([i % 14 for i in range(400)])
    found = {}
    for kinds in (None, places):
        deck = batching._Deck(np.random.default_rng(8))
        deck.add(range(400))
        found[kinds is not None] = np.mean([len({*places[deck.draw(20, kinds)]}) for _ in range(8)])
    assert found[True] < 0.6 * found[False]


def test_labels_cover_what_scenes_assert() -> None:
    told = {"thing", "colour", "place", "weather"}
    shown = (framed_at(SMALL, i)[0] for i in range(SMALL.size))
    facts = {f for one in shown for f in asserted(one.scene) if f[0] in told}
    assert facts <= set(LABELS)
    assert len(set(FACTS)) == len(FACTS)
    assert [name for _, name in FACTS[: len(OBJECTS)]] == list(OBJECTS)  # type: ignore[misc]


def test_also_true_is_whether_all_that_is_said_is_true_or_open() -> None:
    rng = np.random.default_rng(9)
    scenes = [sample_scene(rng) for _ in range(60)]
    allowed = [asserted(scene) | undecided(scene) for scene in scenes]
    said = [captions(scene, rng, 1)[0].facts for scene in scenes] + [frozenset()]

    def table(rows: Sequence[frozenset[Fact]]) -> torch.Tensor:
        indices = [[FACT_INDEX[f] for f in row] + [NO_FACT] * (200 - len(row)) for row in rows]
        return batching.facts_table(torch.tensor(indices))

    found = batching.also_true(table(said), table(allowed))
    assert found.dtype == torch.bool
    assert found.tolist() == [[one <= may for one in said] for may in allowed]
    assert found.diagonal().all()
    assert found[:, -1].all()
    assert 60 < found[:, :-1].sum() < 60 * 60 / 2  # some are true of others, most are not


def test_every_parameter_of_the_model_is_trained_once() -> None:
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    model = models.build(tokenizer)
    hidden = models.hidden_matrices(model)
    muon, adam = muon_and_adamw([model], hidden=hidden, learning_rate=0.1)
    groups = [group for optimizer in (muon, adam) for group in optimizer.param_groups]
    taken = [p.data_ptr() for group in groups for p in group["params"]]
    assert sorted(taken) == sorted(p.data_ptr() for p in model.parameters())
    assert model.logit_scale.data_ptr() in taken
    layers = [m for m in model.modules() if type(m).__name__ == "CLIPEncoderLayer"]
    convolutions = [p for p in model.vision_model.encoder.parameters() if p.ndim == 4]
    # Queries, keys, values, output, and two of the MLP; all convolutions but the stem's.
    assert len(hidden) == 6 * len(layers) + len(convolutions)


def test_a_convolution_takes_muons_step_and_forgets_its_gradient() -> None:
    torch.manual_seed(1)
    convolution = torch.nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)
    before = convolution.weight.clone()
    muon, _ = muon_and_adamw([convolution], hidden=[convolution.weight], learning_rate=0.1)
    convolution(torch.randn(2, 3, 8, 8)).square().sum().backward()
    muon.step()
    assert not torch.equal(convolution.weight, before)
    assert convolution.weight.grad is None  # a second backward must not add to the first
    other = torch.nn.Conv2d(3, 4, 3)
    with pytest.raises(ValueError, match="channels-last"):
        muon_and_adamw([other], hidden=[other.weight], learning_rate=0.1)


def test_batches_made_ahead_are_the_same(drawn: Dataset) -> None:
    ahead = batching.made_ahead(batching.sample_batches(drawn, 20, steps=3))
    for one, other in zip(some_batches(drawn, 3), ahead, strict=False):
        assert torch.equal(one.pixels, other.pixels)
        assert torch.equal(one.tokens, other.tokens)


def test_what_fails_in_making_a_batch_is_raised_where_it_is_wanted() -> None:
    def failing() -> Iterator[batching.Batch]:
        raise OSError("no space left")
        yield

    with pytest.raises(OSError, match="no space left"):
        next(batching.made_ahead(failing()))


def test_captions_of_sounds_come_beside_the_pictures_own(
    tmp_path: Path, drawn: Dataset, words: Words, tokenizer: PreTrainedTokenizerFast
) -> None:
    sounds = ["applause", "fast piano music"]
    both = whole(Dataset(SMALL, replace(words, sounds=tuple(sounds)), tmp_path))

    def texts(dataset: Dataset) -> list[str]:
        rows = dataset.arrays["tokens"].reshape(-1, CONTEXT_LENGTH)
        return [tokenizer.decode(row[row >= 0], skip_special_tokens=True) for row in rows]

    alone = texts(drawn)
    heard_too = [any(sound in text for sound in sounds) for text in texts(both)]
    assert not any(sound in text for sound in sounds for text in alone)
    assert np.mean(heard_too) == pytest.approx(JOINED_SHARE, abs=0.06)
    foreign = models.tokens(tokenizer, sound_captions(np.random.default_rng(2), 64))
    batches = batching.sample_batches(drawn, 20, steps=2, foreign=foreign)
    for batch, own in zip(batches, some_batches(drawn, 1), strict=False):
        assert torch.equal(batch.pixels, own.pixels)
        assert batch.foreign is not None
        assert len(batch.foreign) == batching.FOREIGN_CAPTIONS
        assert own.foreign is None


def test_a_loss_with_captions_of_sounds_is_that_without_them_and_more(
    drawn: Dataset, tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    torch.manual_seed(1)
    trainer = training.Trainer(
        models.build(tokenizer), tokenizer, tmp_path, side=80, save_every=1000
    )
    own = some_batches(drawn, 1)[0]
    foreign = models.tokens(tokenizer, ["applause", "fast piano music"])
    with torch.no_grad():
        alone, again = float(trainer.loss(own)), float(trainer.loss(own))
        more = float(trainer.loss(replace(own, foreign=foreign)))
    assert alone == again
    assert alone < more < alone + 1


def test_the_same_seed_builds_the_same_model() -> None:
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    built = []
    for _ in range(2):
        torch.manual_seed(4)
        built.append(models.build(tokenizer).state_dict())
    assert all(torch.equal(value, built[1][name]) for name, value in built[0].items())


def test_a_saved_model_can_be_gone_on_from_with_its_own_words_alone(tmp_path: Path) -> None:
    words, others = (
        train_tokenizer([text] * 9, vocabulary_size=270, context_length=32)
        for text in ("a dog in the snow", "two purple umbrellas")
    )
    saved = models.build(words)
    models.save(saved, words, tmp_path, side=72)
    fresh = models.restored(words, tmp_path)
    for name, value in saved.state_dict().items():
        assert torch.allclose(fresh.state_dict()[name], value, atol=2e-3), name
    with pytest.raises(ValueError, match="tokenizer"):
        models.restored(others, tmp_path)


def test_saved_as_float16_with_processors_that_agree_with_training(tmp_path: Path) -> None:
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    model = models.build(tokenizer)
    models.save(model, tokenizer, tmp_path, side=72)
    weights = tmp_path / models.WEIGHTS_FILE
    assert stat.S_IMODE(weights.stat().st_mode) == 0o644
    assert weights.stat().st_size < 5_000_000
    assert VisionTextDualEncoderModel.from_pretrained(tmp_path).dtype == torch.float16
    read = VisionTextDualEncoderModel.from_pretrained(tmp_path, dtype=torch.float32)
    assert read.config.text_config.eos_token_id == tokenizer.eos_token_id != 2
    picture = picture_at(SMALL, 0)
    processed = AutoImageProcessor.from_pretrained(tmp_path)(images=picture, return_tensors="pt")
    ours = models.pixel_values(picture[None])
    assert torch.allclose(processed["pixel_values"], ours, atol=1e-5)
    assert model.dtype == torch.float32  # saving leaves the one in training alone


def test_a_short_run_lowers_the_loss_and_saves_a_model_that_loads(
    tmp_path: Path,
    drawn: Dataset,
    tokenizer: PreTrainedTokenizerFast,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(training, "REPORT_EVERY", 8)
    torch.manual_seed(1)
    trainer = training.Trainer(
        models.build(tokenizer), tokenizer, tmp_path, side=80, save_every=1000
    )
    schedule = Schedule(steps=24, learning_rate=2e-3, warmup_steps=5)
    trainer.run(batching.sample_batches(drawn, 16, steps=24), schedule)
    assert len(trainer.losses) == 24
    assert np.isfinite(trainer.losses).all()
    assert np.mean(trainer.losses[-6:]) < 0.75 * np.mean(trainer.losses[:4])
    assert [f"step {step}, loss" in caplog.text for step in (8, 16, 24)] == [True] * 3

    encoder = evaluate.Encoder(tmp_path)
    saved = encoder.model.state_dict()
    for name, value in trainer.averaged.model.state_dict().items():
        assert torch.allclose(saved[name].float(), value.float(), atol=2e-3), name
    wide = [np.full((90, 160, 3), shade, np.uint8) for shade in (0, 128, 255)]
    for vectors in (encoder.pictures(wide), encoder.texts(["a dog", "a red car", "snow"])):
        assert vectors.shape == (3, models.WIDTH)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_run_saves_on_the_way(tmp_path: Path) -> None:
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    trainer = training.Trainer(models.build(tokenizer), tokenizer, tmp_path, side=72, save_every=2)
    trainer.after_step(1, torch.tensor(5.0))
    assert not (tmp_path / models.WEIGHTS_FILE).exists()
    trainer.after_step(2, torch.tensor(4.0))
    assert (tmp_path / models.WEIGHTS_FILE).exists()
    assert trainer.losses == [5.0, 4.0]


def _run(out: Path, *words: str, cache: Path) -> tuple[bytes, list[dict[str, int]]]:
    """The weights of a small run, and what it says of its goes."""
    parser = argparse.ArgumentParser()
    training.add_arguments(parser)
    always = ["--out", str(out), "--cache", str(cache), "--seed", "9", "--processes", "1"]
    always += ["--mixed", "40", "--single", "20", "--parts", "2", "--batch", "16"]
    training.main(parser.parse_args([*always, *words]))
    goes = json.loads((out / training.RECORD_FILE).read_text())["goes"]
    return (out / models.WEIGHTS_FILE).read_bytes(), goes


@pytest.mark.slow
def test_a_run_follows_from_its_seed_in_one_command_or_in_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_of_both = (
        training.Go(96),
        training.Go(64, side=80, captions_of_sounds=True),
    )
    monkeypatch.setattr(training, "GOES", goes_of_both)
    one_go, _ = _run(tmp_path / "first", "--samples", "96", cache=tmp_path)
    whole, goes = _run(tmp_path / "whole", "--samples", "96", "64", cache=tmp_path)
    begun = ("--begin-with", str(tmp_path / "first"))
    gone_on, _ = _run(tmp_path / "second", "--samples", "96", "64", *begun, cache=tmp_path)
    assert one_go != whole == gone_on
    assert [(go["seed"], go["samples"], go["steps"]) for go in goes] == [(9, 96, 6), (10, 64, 4)]
    assert [go["captions_of_sounds"] for go in goes] == [False, True]
    assert AutoImageProcessor.from_pretrained(tmp_path / "whole").size["height"] == 80
    monkeypatch.setattr(training, "GOES", (training.Go(96), training.Go(64, side=80)))
    without, _ = _run(tmp_path / "without", "--samples", "96", "64", *begun, cache=tmp_path)
    assert without != gone_on
    with pytest.raises(ValueError, match="has had 1 goes, and --samples names 1"):
        _run(tmp_path / "third", "--samples", "96", *begun, cache=tmp_path)


@pytest.mark.slow
def test_a_go_keeps_a_share_of_the_weights_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = ("--begin-with", str(tmp_path / "before"))
    weights = {}
    for name, kept in (("before", 0.0), ("after", 0.0), ("both", 0.25)):
        goes = (training.Go(96), training.Go(64, anywhere=True, names_weight=2.0, kept=kept))
        monkeypatch.setattr(training, "GOES", goes)
        first = name == "before"
        words = ("--samples", "96") if first else ("--samples", "96", "64", *begun)
        _run(tmp_path / name, *words, cache=tmp_path)
        saved = load_file(tmp_path / name / models.WEIGHTS_FILE)
        weights[name] = saved["visual_projection.weight"].float()
    assert not torch.equal(weights["before"], weights["after"])
    expected = 0.25 * weights["before"] + 0.75 * weights["after"]
    assert torch.allclose(weights["both"], expected, atol=1e-3)


@pytest.mark.parametrize("kind", ["", *UNSEEN_KINDS])
def test_what_is_measured_is_whole_of_every_shape_and_of_the_wanted_kind(kind: str) -> None:
    rng = np.random.default_rng(10)
    shown = evaluate.sample_shown(rng, 60, unseen=kind)
    assert len(shown) == 60
    assert {one.aspect for one in shown} == {aspect for aspect, _ in ASPECTS}
    assert all(one.scene.things and not one.scene.hidden for one in shown)
    plain = evaluate.sample_shown(rng, 5, wanted=lambda scene: scene.place in PLAIN_NAMES)
    assert all(one.scene.place in PLAIN_NAMES for one in plain)
    height, width, _ = evaluate.picture_of(shown[0]).shape
    assert height == evaluate.HEIGHT
    assert width == pytest.approx(height * shown[0].aspect, abs=1)


class ByHeart:
    """Gives each of some things in a row a direction of its own; some are mistaken for the next."""

    def __init__(self, mistaken: int) -> None:
        self._mistaken = mistaken

    def pictures(self, items: Iterable[NDArray[np.uint8]]) -> NDArray[np.float32]:
        return np.eye(20, dtype=np.float32)[: len(list(items))]

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        meant = np.eye(20, dtype=np.float32)[: len(texts)]
        meant[: self._mistaken] += 2 * np.roll(meant, 1, axis=1)[: self._mistaken]
        return meant


def test_recall_counts_the_captions_own_picture() -> None:
    rng = np.random.default_rng(11)
    shown = evaluate.sample_shown(rng, 10)
    written = [captions(one.scene, rng, 1, full=True)[0] for one in shown]
    empty = [np.zeros((4, 4, 3), np.uint8)] * 10

    def figures(
        mistaken: int, shown: list[Framed], written: list[Caption] = written
    ) -> dict[str, float]:
        encoder = ByHeart(mistaken)
        return evaluate.retrieval(encoder, shown, written, empty)  # type: ignore[arg-type]

    assert figures(0, shown) == {"r1": 1.0, "r5": 1.0, "top_1_is_true": 1.0}
    assert figures(3, shown) == {"r1": 0.7, "r5": 1.0, "top_1_is_true": 0.7}
    # What was taken for the caption's own is as good where the caption is true of it too.
    alike = [shown[0], shown[0], *shown[2:]]
    said_of_both = [written[0], written[0], *written[2:]]
    assert figures(1, alike, said_of_both) == {"r1": 0.9, "r5": 1.0, "top_1_is_true": 1.0}


def test_auroc_is_how_often_the_present_is_above_the_absent() -> None:
    assert evaluate.auroc([0.9, 0.8], [0.1, 0.2, 0.3]) == 1.0
    assert evaluate.auroc([0.1], [0.2, 0.3]) == 0.0
    assert evaluate.auroc([0.5, 0.2], [0.5, 0.1]) == pytest.approx((0.5 + 1 + 0 + 1) / 4)


def test_an_encoder_that_knows_the_place_tells_it() -> None:
    class KnowsThePlace(ByHeart):
        """The first text of a place is its row, and so is each picture that shows it."""

        def pictures(self, items: Iterable[NDArray[np.uint8]]) -> NDArray[np.float32]:
            rng = np.random.default_rng((12, 3))
            places = list(PLACE_NOUNS)
            shown = evaluate.sample_shown(rng, 12, wanted=lambda scene: scene.place in places)
            assert len(list(items)) == 12
            return np.eye(20, dtype=np.float32)[[places.index(s.scene.place) for s in shown]]

    told = evaluate.place_figures(KnowsThePlace(0), 12, 12)  # type: ignore[arg-type]
    assert told == {"place_of_14": 1.0}
