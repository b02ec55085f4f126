"""The picture model's making: tokenizer, loss, data set, a short run, and the saved form."""

import argparse
import logging
import math
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from transformers import AutoImageProcessor, AutoTokenizer, CLIPModel  # noqa: E402

from training.contrastive import LARGEST_LOGIT_SCALE, Schedule, adamw, info_nce, train  # noqa: E402
from training.pictures import model as models  # noqa: E402
from training.pictures import train as training  # noqa: E402
from training.pictures.captions import asserted  # noqa: E402
from training.pictures.dataset import Recipe, picture_at, pictures, scene_at  # noqa: E402
from training.pictures.evaluate import best_span, overlap  # noqa: E402
from training.text import train_tokenizer  # noqa: E402

SMALL = Recipe(seed=3, mixed=30, centred=10)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_the_tokenizer_lower_cases_and_knows_every_byte_after_reload(tmp_path: Path) -> None:
    texts = ["a red dog on a beach", "two blue cars"] * 20
    made = train_tokenizer(texts, vocabulary_size=300, context_length=32)
    models.save(models.build(made), made, tmp_path)
    read = AutoTokenizer.from_pretrained(tmp_path)
    assert read("A  RED Dog\n").input_ids == made("a red dog").input_ids
    odd = "狗 é \x00 🎈"
    assert read.decode(read(odd).input_ids, skip_special_tokens=True).strip() == odd.strip()
    long = read("dog " * 100, truncation=True).input_ids
    assert len(long) == models.CONTEXT_LENGTH
    assert long[-1] == read.eos_token_id
    assert read.pad_token_id != read.eos_token_id != 2


def test_info_nce_leaves_true_pairs_out_of_the_denominator() -> None:
    torch.manual_seed(0)
    items, texts = torch.randn(3, 8), torch.randn(3, 8)
    also_true = torch.eye(3, dtype=torch.bool)
    also_true[0, 1] = True
    scale = torch.tensor(1.0)
    unit = torch.nn.functional.normalize
    logits = (unit(items) @ unit(texts).T * math.e).tolist()
    rows = [[0, 2], [0, 1, 2], [0, 1, 2]]  # the texts that item i is told from
    columns = [[0, 1, 2], [1, 2], [0, 1, 2]]
    by_hand = [
        math.log(sum(math.exp(logits[i][j]) for j in rows[i])) - logits[i][i] for i in range(3)
    ] + [math.log(sum(math.exp(logits[i][j]) for i in columns[j])) - logits[j][j] for j in range(3)]
    loss = info_nce(items, texts, logit_scale=scale, also_true=also_true)
    assert loss.item() == pytest.approx(sum(by_hand) / 6, abs=1e-5)


def test_the_schedule_rises_stays_and_falls() -> None:
    schedule = Schedule(steps=1000, learning_rate=2.0, warmup_steps=10)
    assert schedule.learning_rate_at(0) == pytest.approx(0.2)
    assert schedule.learning_rate_at(9) == schedule.learning_rate_at(700) == 2.0
    assert schedule.learning_rate_at(875) == pytest.approx(1.0)
    assert schedule.learning_rate_at(999) == pytest.approx(0.008)


def test_training_matches_towers_and_keeps_the_scale_in_bounds() -> None:
    torch.manual_seed(0)
    tower, scale = torch.nn.Linear(4, 4), torch.nn.Parameter(torch.tensor(4.5))
    optimizer = adamw([tower], learning_rate=0.05)
    optimizer.add_param_group({"params": [scale]})
    items = torch.eye(4)
    losses: list[float] = []
    train(
        iter(lambda: items, None),
        lambda x: info_nce(
            tower(x), x.flip(1), logit_scale=scale, also_true=torch.eye(4, dtype=torch.bool)
        ),
        optimizer=optimizer,
        logit_scale=scale,
        schedule=Schedule(steps=200, learning_rate=0.05),
        after_step=lambda _, loss: losses.append(loss),
    )
    assert len(losses) == 200
    assert losses[-1] < 0.05 < losses[0]
    assert scale.item() <= LARGEST_LOGIT_SCALE


def test_weights_decay_but_biases_do_not() -> None:
    optimizer = adamw([torch.nn.Linear(3, 2)], learning_rate=0.1)
    decay = {p.ndim: g["weight_decay"] for g in optimizer.param_groups for p in g["params"]}
    assert decay == {2: 0.05, 1: 0.0}


def test_pictures_are_drawn_once_and_again_the_same(tmp_path: Path) -> None:
    drawn = pictures(SMALL, tmp_path)
    assert drawn.shape == (40, 72, 72, 3)
    assert np.array_equal(drawn[7], picture_at(SMALL, 7))
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert np.array_equal(pictures(SMALL, tmp_path), drawn)
    assert kept.stat().st_mtime_ns == before
    pictures(Recipe(seed=4, mixed=3, centred=0), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_last_pictures_show_one_thing() -> None:
    for index in range(SMALL.mixed, SMALL.size):
        scene, _, _ = scene_at(SMALL, index)
        assert len(scene.things) == 1
        assert len(scene.things[0].spots) == 1


def test_a_batch_pairs_pictures_with_their_own_captions(tmp_path: Path) -> None:
    drawn = pictures(SMALL, tmp_path)
    batches = list(islice(training.sample_batches(SMALL, drawn, 20), 3))
    for batch in batches:
        assert batch.pixels.shape == (20, 72, 72, 3)
        for texts, known in zip(batch.captions, batch.known, strict=True):
            assert all(caption.facts <= known.true for caption in texts)
    again = next(training.sample_batches(SMALL, drawn, 20))
    assert np.array_equal(again.pixels, batches[0].pixels)
    assert again.captions == batches[0].captions
    assert batches[1].captions != batches[0].captions


def test_labels_cover_what_scenes_assert() -> None:
    told = {"thing", "colour", "place", "weather"}
    facts = {f for i in range(40) for f in asserted(scene_at(SMALL, i)[0]) if f[0] in told}
    assert facts <= set(training.LABELS)


def test_saved_as_float16_with_processors_that_agree_with_training(tmp_path: Path) -> None:
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    model = models.build(tokenizer)
    models.save(model, tokenizer, tmp_path)
    weights = tmp_path / models.WEIGHTS_FILE
    assert stat.S_IMODE(weights.stat().st_mode) == 0o644
    assert weights.stat().st_size < 5_000_000
    assert CLIPModel.from_pretrained(tmp_path).dtype == torch.float16
    read = CLIPModel.from_pretrained(tmp_path, dtype=torch.float32)
    assert read.config.text_config.eos_token_id == tokenizer.eos_token_id != 2
    picture = picture_at(SMALL, 0)
    processed = AutoImageProcessor.from_pretrained(tmp_path)(images=picture, return_tensors="pt")
    ours = models.pixel_values(picture[None])
    assert torch.allclose(processed["pixel_values"], ours, atol=1e-5)
    assert model.dtype == torch.float32  # saving leaves the one in training alone


@pytest.mark.slow
def test_a_run_follows_from_its_seed(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    training.add_arguments(parser)
    weights = []
    for out in ("first", "second"):
        words = ["--out", str(tmp_path / out), "--cache", str(tmp_path), "--seed", "9"]
        words += ["--mixed", "40", "--centred", "20", "--samples", "96", "--batch", "16"]
        training.main(parser.parse_args(words))
        weights.append((tmp_path / out / models.WEIGHTS_FILE).read_bytes())
    assert weights[0] == weights[1]


def test_the_run_reports_and_saves_on_the_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    drawn = pictures(SMALL, tmp_path)
    tokenizer = train_tokenizer(["a dog"], vocabulary_size=300, context_length=32)
    out = tmp_path / "out"
    trainer = training.Trainer(models.build(tokenizer), tokenizer, out, save_every=1)
    batches = training.sample_batches(SMALL, drawn, 8)
    trainer.run(batches, Schedule(steps=2, learning_rate=1e-3))
    assert len(trainer.losses) == 2
    assert (out / models.WEIGHTS_FILE).exists()


def test_the_best_span_is_the_raised_part() -> None:
    curve = np.array([0.1, 0.12, 0.5, 0.55, 0.5, 0.1, 0.3, 0.1], np.float32)
    assert best_span(curve) == (2, 5)
    assert overlap((2, 5), (2, 5)) == 1.0
    assert overlap((2, 5), (3, 7)) == pytest.approx(2 / 5)
    assert overlap((0, 1), (4, 6)) == 0.0
