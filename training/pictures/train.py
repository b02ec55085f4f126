"""Train the tiny CLIP model on drawn pictures: `python -m training pictures --out DIR --seed N`."""

import argparse
import functools
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import CLIPModel, PreTrainedTokenizerFast

from training.contrastive import Schedule, adamw, info_nce, train
from training.pictures import model as models
from training.pictures.captions import Caption, Fact, asserted, captions, undecided
from training.pictures.dataset import Recipe, pictures, scene_at
from training.pictures.objects import DRAWINGS
from training.pictures.places import PLACES, PLAIN_NAMES
from training.pictures.vocabulary import COLOURS, WEATHER_NOUNS
from training.text import train_tokenizer

LEARNING_RATE = 1e-3
AUXILIARY_WEIGHT = 0.05
# The text tower is the cheaper one: a second caption makes a step a fifth slower.
CAPTIONS_AT_ONCE = 2
CENTRED_SHARE = 0.4
TOKENIZER_SCENES = 20_000
REPORT_EVERY = 50

log = logging.getLogger(__name__)

# What the auxiliary head tells of a picture.
LABELS: tuple[Fact, ...] = (
    *(("thing", name) for name in DRAWINGS),
    *(("colour", name, colour) for name in DRAWINGS for colour in COLOURS),
    *(("place", name) for name in (*PLACES, *PLAIN_NAMES)),
    *(("weather", name) for name in WEATHER_NOUNS),
    ("time", "night"),
)
LABEL_INDEX = {fact: index for index, fact in enumerate(LABELS)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="directory for the saved model")
    parser.add_argument("--seed", type=int, default=1, help="of pictures, captions and weights")
    parser.add_argument("--mixed", type=int, default=100_000, help="pictures of whole scenes")
    parser.add_argument("--centred", type=int, default=40_000, help="pictures of one large thing")
    parser.add_argument("--samples", type=int, default=450_000, help="pictures seen in training")
    parser.add_argument("--batch", type=int, default=112, help="pictures in one step")
    parser.add_argument("--cache", type=Path, default=Path("build/training"), help="drawn pictures")
    parser.add_argument("--save-every", type=int, default=1000, help="steps between checkpoints")


def main(arguments: argparse.Namespace) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    recipe = Recipe(arguments.seed, arguments.mixed, arguments.centred)
    drawn = pictures(recipe, arguments.cache)
    started = time.monotonic()
    tokenizer = tokenizer_for(recipe)
    steps = arguments.samples // arguments.batch
    trainer = Trainer(models.build(tokenizer), tokenizer, arguments.out, arguments.save_every)
    batches = sample_batches(recipe, drawn, arguments.batch)
    trainer.run(batches, Schedule(steps=steps, learning_rate=LEARNING_RATE))
    record = {
        "seed": recipe.seed,
        "pictures": recipe.size,
        "samples": steps * arguments.batch,
        "steps": steps,
        "minutes": round((time.monotonic() - started) / 60, 1),
    }
    (arguments.out / "training.json").write_text(json.dumps(record, indent=2) + "\n")


def tokenizer_for(recipe: Recipe) -> PreTrainedTokenizerFast:
    """Learnt from captions of the dataset's first scenes."""
    rng = np.random.default_rng((recipe.seed, recipe.size, 3))
    scenes = (scene_at(recipe, index)[0] for index in range(min(recipe.size, TOKENIZER_SCENES)))
    texts = [caption.text for scene in scenes for caption in captions(scene, rng, 4)]
    return train_tokenizer(
        texts,
        vocabulary_size=models.VOCABULARY_SIZE,
        context_length=models.CONTEXT_LENGTH,
    )


@dataclass(frozen=True)
class Known:
    """What is known of one picture, for its labels and for telling true negatives."""

    true: frozenset[Fact]
    open: frozenset[Fact]

    @cached_property
    def allowed(self) -> frozenset[Fact]:
        return self.true | self.open


@dataclass(frozen=True)
class Batch:
    """Pictures with the same number of captions each, and what is known of the pictures."""

    pixels: NDArray[np.uint8]
    captions: list[list[Caption]]
    known: list[Known]


def sample_batches(recipe: Recipe, drawn: NDArray[np.uint8], size: int) -> Iterator[Batch]:
    """Batches without end. Each goes once through all pictures before any is seen again."""
    rng = np.random.default_rng((recipe.seed, recipe.size, 4))
    scene_of = functools.cache(lambda index: scene_at(recipe, index)[0])
    centred = round(size * CENTRED_SHARE) if recipe.centred else 0
    mixed_order = _shuffled(rng, range(recipe.mixed))
    centred_order = _shuffled(rng, range(recipe.mixed, recipe.size))
    while True:
        chosen = [next(mixed_order) for _ in range(size - centred)]
        chosen += [next(centred_order) for _ in range(centred)]
        scenes = [scene_of(index) for index in chosen]
        texts = [captions(scene, rng, CAPTIONS_AT_ONCE) for scene in scenes]
        known = [Known(asserted(scene), undecided(scene)) for scene in scenes]
        yield Batch(_augmented(np.stack([drawn[i] for i in chosen]), rng), texts, known)


def _shuffled(rng: np.random.Generator, indices: range) -> Iterator[int]:
    while True:
        yield from (int(i) for i in rng.permutation(np.asarray(indices)))


def _augmented(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Mirrored half the time and moved by up to three pixels: no caption speaks of sides."""
    mirrored = [p[:, ::-1] if rng.random() < 0.5 else p for p in pixels]
    padded = np.pad(np.stack(mirrored), ((0, 0), (3, 3), (3, 3), (0, 0)), mode="edge")
    height, width = pixels.shape[1:3]
    corners = rng.integers(0, 7, (len(pixels), 2))
    moved = [p[y : y + height, x : x + width] for p, (y, x) in zip(padded, corners, strict=True)]
    return np.stack(moved)


class Trainer:
    """Holds the model, the head that is thrown away afterwards, and where to save."""

    def __init__(
        self,
        model: CLIPModel,
        tokenizer: PreTrainedTokenizerFast,
        directory: Path,
        save_every: int,
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.directory = directory
        self.save_every = save_every
        self.head = nn.Linear(models.WIDTH, len(LABELS))
        nn.init.constant_(self.head.bias, -5.0)  # labels are rare: about 6 of 600 are true
        self.losses: list[float] = []

    def run(self, batches: Iterator[Batch], schedule: Schedule) -> None:
        self.model.train()
        train(
            batches,
            self.loss,
            optimizer=adamw([self.model, self.head], learning_rate=schedule.learning_rate),
            logit_scale=self.model.logit_scale,
            schedule=schedule,
            after_step=self.after_step,
        )
        models.save(self.model, self.tokenizer, self.directory)

    def loss(self, batch: Batch) -> Tensor:
        seen = self.model.vision_model(pixel_values=models.pixel_values(batch.pixels)).pooler_output
        seen_as = self.model.visual_projection(seen)
        rounds = [list(texts) for texts in zip(*batch.captions, strict=True)]
        contrasts = [
            info_nce(
                seen_as,
                self._read(texts),
                logit_scale=self.model.logit_scale,
                also_true=_also_true(texts, batch.known),
            )
            for texts in rounds
        ]
        contrast = torch.stack(contrasts).mean()
        return contrast + AUXILIARY_WEIGHT * self._label_loss(seen, batch.known)

    def _read(self, texts: list[Caption]) -> Tensor:
        words = self.tokenizer(
            [caption.text for caption in texts], padding=True, truncation=True, return_tensors="pt"
        )
        read = self.model.text_model(
            input_ids=words["input_ids"], attention_mask=words["attention_mask"]
        )
        projected: Tensor = self.model.text_projection(read.pooler_output)
        return projected

    def _label_loss(self, seen: Tensor, known: list[Known]) -> Tensor:
        """Summed over the labels, as most are easy; labels left open have no weight."""
        target, weight = torch.zeros(len(known), len(LABELS)), torch.ones(len(known), len(LABELS))
        for row, of_picture in enumerate(known):
            target[row, [LABEL_INDEX[f] for f in of_picture.true if f in LABEL_INDEX]] = 1.0
            weight[row, [LABEL_INDEX[f] for f in of_picture.open if f in LABEL_INDEX]] = 0.0
        loss = functional.binary_cross_entropy_with_logits(
            self.head(seen), target, weight=weight, reduction="sum"
        )
        return loss / len(known)

    def after_step(self, steps_done: int, loss: float) -> None:
        self.losses.append(loss)
        if steps_done % REPORT_EVERY == 0:
            log.info("step %d, loss %.3f", steps_done, np.mean(self.losses[-REPORT_EVERY:]))
        if steps_done % self.save_every == 0:
            models.save(self.model, self.tokenizer, self.directory)


def _also_true(texts: list[Caption], known: list[Known]) -> Tensor:
    """bool `[pictures, captions]`: whether the caption may be said of the picture."""
    facts = [caption.facts for caption in texts]
    return torch.tensor([[said <= picture.allowed for said in facts] for picture in known])
