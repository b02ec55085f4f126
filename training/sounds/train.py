"""`python -m training sounds --out DIR --seed N`: synthesise sounds and train the ClapModel."""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import ClapAudioConfig, ClapModel, PreTrainedTokenizerFast

from training.contrastive import (
    Averaged,
    Schedule,
    adamw,
    blend,
    info_nce,
    muon_and_adamw,
    train,
)
from training.foreign import joined, up_to
from training.goes import RECORD_FILE, goes_done
from training.muon import fast_precision
from training.sounds import recordings, vocabulary
from training.sounds.captions import (
    ALL_FACTS,
    Caption,
    Clip,
    also_true,
    arguable_facts_of,
    caption,
    facts_of,
    full_caption,
    near_miss,
)
from training.sounds.foreign import LONGEST_JOINED, picture_captions
from training.sounds.mixing import Mixing, Window, windows
from training.sounds.model import (
    hidden_matrices,
    new_model,
    restored,
    save,
    set_input_statistics,
    text_embeddings,
    tokenizer,
)
from training.sounds.music import Music
from training.sounds.signals import Rng
from training.sounds.sources import MUSIC_SHARE, Recipe, Sources, load_or_render

# Of the captions of each window: the form, and how many. Text costs little beside sound.
CAPTION_FORMS = (caption, full_caption)
FACTS_WEIGHT = 0.5
NEAR_MISS_WEIGHT = 0.5
# Captions of pictures: how many are held against each batch, and of its captions the share that
# speaks of a picture as well.
FOREIGN_CAPTIONS = 32
JOINED_SHARE = 0.12
FOREIGN_POOL = 8_192
FACT_WEIGHTS = {"mode": 3.0, "instrument": 3.0}
"""Of kinds of facts, where not 1: few of many, and the slowest to be learnt."""
NAMES_WEIGHT = 0.5
# What is asked for by its bare name: the kind of fact, its values, the words for one.
NAMES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("event", tuple(vocabulary.EVENTS), "the sound of {}"),
    ("instrument", tuple(vocabulary.INSTRUMENTS), "{} music"),
)
KEY_WEIGHT = 0.5
KEYS = 24
NO_KEY = -1
AVERAGED_OVER = 0.999


@dataclass(frozen=True)
class Go:
    """A stretch of training, with sounds of its own and the learning rate anew.

    Its sounds are made in the first `ways` sets of ways (2: the newer ones too, 3: the newest too,
    4: the fourth too); `music_share` of them are music, and the bare names of instruments have the
    weight `instruments_weight`. What is saved is `kept` parts of the weights that it began with
    and the rest of those that it came to: what it learnt, without all that it forgot (Wortsman et
    al., "Robust fine-tuning of zero-shot models", 2022).
    """

    steps: int
    ways: int = 1
    music_share: float = MUSIC_SHARE
    kept: float = 0.0
    instruments_weight: float = NAMES_WEIGHT


# The third has more music, as instruments were what was left weak, and lost 3 points of degraded
# events by it: half of the weights before it wins those back, and keeps what it had won. The fourth
# hears the newest ways, as piano, organ and synthesizer were not known when made in another way;
# all of what it came to would have cost 5 points of instruments made in the first ways.
GOES = (
    Go(9_000),
    Go(7_000, ways=2),
    Go(6_000, ways=2, music_share=0.6, kept=0.5),
    Go(5_000, ways=3, music_share=0.5, kept=0.5),
    Go(4_500, ways=4, music_share=0.5, kept=0.5, instruments_weight=1.5),
)


@dataclass(frozen=True)
class Batch:
    """`features` `[n, 1, frames, bands]` in dB; `captions` per form, per window; `foreign` ones
    are true of no window."""

    features: Tensor
    clips: list[Clip]
    captions: list[list[Caption]]
    foreign: list[str]
    near_misses: list[tuple[int, Caption, Caption]]


class Losses:
    """What is minimised, and the head that reads facts off the sound and is thrown away after."""

    def __init__(
        self,
        model: ClapModel,
        words: PreTrainedTokenizerFast,
        *,
        precision: torch.dtype,
        instruments_weight: float = NAMES_WEIGHT,
    ) -> None:
        self.model = model
        self.words = words
        self.precision = precision
        self.names_weights = {"event": NAMES_WEIGHT, "instrument": instruments_weight}
        width = cast(ClapAudioConfig, model.config.audio_config).hidden_size
        self.facts_head = nn.Linear(width, len(ALL_FACTS))
        self.keys_head = nn.Linear(width, KEYS)
        weights = [FACT_WEIGHTS.get(fact.partition(":")[0], 1.0) for fact in ALL_FACTS]
        self.facts_weights = torch.tensor(weights)

    def __call__(self, batch: Batch) -> Tensor:
        """Contrast with captions, the facts themselves, and near misses."""
        with self._autocast():
            pooled = self.model.audio_model(input_features=batch.features).pooler_output.float()
        sounds = functional.normalize(self.model.audio_projection(pooled), dim=-1)
        foreign = self._read(batch.foreign)
        contrast = torch.stack(
            [self._contrast(sounds, batch.clips, form, foreign) for form in batch.captions]
        )
        loss = contrast.mean() + FACTS_WEIGHT * self._facts(pooled, batch.clips)
        loss = loss + KEY_WEIGHT * self._keys(pooled, batch.clips)
        for kind, names, words in NAMES:
            loss = loss + self.names_weights[kind] * self._names(
                sounds, batch.clips, kind, names, words
            )
        return loss + NEAR_MISS_WEIGHT * self._near_misses(sounds, batch)

    def _autocast(self) -> torch.autocast:
        """The towers in the wanted precision; the losses stay in float32."""
        enabled = self.precision != torch.float32
        return torch.autocast("cpu", dtype=self.precision, enabled=enabled)

    def _read(self, texts: list[str]) -> Tensor:
        """`[n, dim]` of unit norm."""
        with self._autocast():
            vectors = text_embeddings(self.model, self.words, texts)
        return functional.normalize(vectors.float(), dim=-1)

    def _texts(self, captions: Iterable[Caption]) -> Tensor:
        return self._read([one.text for one in captions])

    def _contrast(
        self, sounds: Tensor, clips: list[Clip], captions: list[Caption], foreign: Tensor
    ) -> Tensor:
        return info_nce(
            sounds,
            self._texts(captions),
            logit_scale=self.model.logit_scale_a,
            also_true=torch.from_numpy(also_true(captions, clips)),
            true_of_none=foreign,
        )

    def _facts(self, pooled: Tensor, clips: list[Clip]) -> Tensor:
        """Which facts hold; those that can be argued about do not count."""
        true = _table([facts_of(clip) for clip in clips])
        counted = ~_table([arguable_facts_of(clip) for clip in clips])
        errors = functional.binary_cross_entropy_with_logits(
            self.facts_head(pooled), true.float(), reduction="none"
        )
        # Summed over facts that are mostly absent: the mean would hide the few that are present.
        return (errors * self.facts_weights * counted).sum() / len(clips) / 8

    def _keys(self, pooled: Tensor, clips: list[Clip]) -> Tensor:
        """Which of the 24 keys: who knows them has learnt to hear pitch, and so the mode."""
        target = torch.tensor([_key_of(clip) for clip in clips])
        errors = functional.cross_entropy(
            self.keys_head(pooled), target, ignore_index=NO_KEY, reduction="sum"
        )
        return errors / len(clips)

    def _names(
        self, sounds: Tensor, clips: list[Clip], kind: str, names: tuple[str, ...], words: str
    ) -> Tensor:
        """Names of what is heard before all other names of that kind, in clips that have any."""
        logits = sounds @ self._read([words.format(name) for name in names]).T
        facts = [facts_of(clip) for clip in clips]
        heard = torch.tensor([[f"{kind}:{name}" in one for name in names] for one in facts]).float()
        shares = heard / heard.sum(dim=1, keepdim=True).clamp(min=1)
        told = functional.log_softmax(logits * self.model.logit_scale_a.exp(), dim=1)
        return -(told * shares).sum() / len(clips)

    def _near_misses(self, sounds: Tensor, batch: Batch) -> Tensor:
        """The true caption above the same caption with one thing wrong."""
        which, true_captions, false_captions = zip(*batch.near_misses, strict=True)
        true, false = self._texts(true_captions), self._texts(false_captions)
        margin = (sounds[list(which)] * (true - false)).sum(dim=-1) * self.model.logit_scale_a.exp()
        return functional.softplus(-margin).mean()


def _key_of(clip: Clip) -> int:
    """Of the piece in it: 0 to 11 for C minor to B minor, then major; `NO_KEY` without one."""
    for part in clip.parts:
        if isinstance(part, Music) and part.key is not None and part.mode is not None:
            return part.key + (12 if part.mode == "major" else 0)
    return NO_KEY


def _table(facts: list[frozenset[str]]) -> Tensor:
    """bool `[clips, facts]`."""
    return torch.tensor([[fact in those for fact in ALL_FACTS] for those in facts])


def batches(sources: Sources, rng: Rng, *, size: int, mixing: Mixing) -> Iterator[Batch]:
    """Endless batches of fresh windows."""
    source = windows(sources, rng, mixing)
    pictures = picture_captions(rng, FOREIGN_POOL)
    short = up_to(LONGEST_JOINED, pictures)
    while True:
        yield _batch([next(source) for _ in range(size)], pictures, short, rng)


def _batch(chosen: list[Window], pictures: list[str], short: list[str], rng: Rng) -> Batch:
    clips = [window.clip for window in chosen]

    def written(say: Callable[[Clip, Rng], Caption]) -> list[Caption]:
        said = [say(clip, rng) for clip in clips]
        return [
            replace(one, text=joined(one.text, short, rng)) if rng.random() < JOINED_SHARE else one
            for one in said
        ]

    misses = [(index, near_miss(clip, rng)) for index, clip in enumerate(clips)]
    return Batch(
        features=torch.from_numpy(np.stack([window.decibels for window in chosen]))[:, None],
        clips=clips,
        captions=[written(say) for say in CAPTION_FORMS],
        foreign=[str(text) for text in rng.choice(pictures, FOREIGN_CAPTIONS, replace=False)],
        near_misses=[(index, *pair) for index, pair in misses if pair is not None],
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--out", type=Path, required=True, help="folder for the trained model")
    parser.add_argument("--seed", type=int, default=1, help="fixes every sound, caption and weight")
    parser.add_argument("--sources", type=int, default=16_000, help="single sounds of each go")
    parser.add_argument(
        "--steps",
        type=int,
        nargs="+",
        default=[go.steps for go in GOES],
        help="batches in each go; each has sounds of its own and goes on from the last; with fewer "
        "numbers, the first goes alone",
    )
    parser.add_argument("--batch", type=int, default=96, help="windows in a batch")
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--optimizer", choices=("adamw", "muon"), default="muon")
    parser.add_argument(
        "--precision",
        choices=("bfloat16", "float32"),
        default=str(fast_precision(torch.device("cpu"))).removeprefix("torch."),
        help="of the towers' arithmetic; bfloat16, 2.5 times faster, where the processor has it",
    )
    parser.add_argument("--threads", type=int, default=1, help="cores for the arithmetic")
    parser.add_argument("--processes", type=int, default=2, help="processes that synthesise")
    parser.add_argument(
        "--recordings",
        type=Path,
        default=recordings.default_folder(),
        help="folder of the ESC-10 part; default: where MOMENTSEARCH_MEDIA or the media lie; "
        "without it, nothing recorded is used",
    )
    parser.add_argument("--cache", type=Path, default=Path("build/sounds"), help="for spectrograms")
    parser.add_argument("--begin-with", type=Path, help="what an earlier run with this seed saved")


def main(arguments: argparse.Namespace) -> None:
    """All goes that are left. A checkpoint is kept beside the cache.

    Raises:
        ValueError: what it begins with was saved by a run of another kind, or leaves nothing to
            do, or there are more numbers of steps than goes.
    """
    torch.set_num_threads(arguments.threads)
    begun: Path | None = arguments.begin_with
    done = goes_done(
        begun, seed=arguments.seed, wanted=arguments.steps, known=len(GOES), option="--steps"
    )
    for number, steps in list(enumerate(arguments.steps))[len(done) :]:
        seed, go = arguments.seed + number, replace(GOES[number], steps=steps)
        done.append(_one_go(arguments, seed, go, begun))
        _write_record(arguments, done)
        begun = arguments.out  # as an earlier run saved it, whether it was one or not


def _one_go(
    arguments: argparse.Namespace, seed: int, go: Go, begun: Path | None
) -> dict[str, object]:
    """Renders, trains and saves; how that was done."""
    torch.manual_seed(seed)
    recorded, _ = recordings.split(recordings.find(arguments.recordings))
    recipe = Recipe(seed, arguments.sources, go.ways, go.music_share)
    sources = load_or_render(
        arguments.cache, recipe, processes=arguments.processes, recorded=recorded
    )
    rng = np.random.default_rng([seed, 1])
    stream = batches(sources, rng, size=arguments.batch, mixing=Mixing())
    words = tokenizer(arguments.seed)
    if begun:
        model = restored(begun, words)
    else:
        model = new_model(words)
        set_input_statistics(model, torch.cat([next(stream).features for _ in range(16)]))
    model.eval()  # no dropout, and the input's statistics stay as measured
    losses = Losses(
        model,
        words,
        precision=getattr(torch, arguments.precision),
        instruments_weight=go.instruments_weight,
    )
    average = Averaged(model, decay=AVERAGED_OVER)
    started = time.monotonic()
    report = _reporter(average, words, arguments.cache, started)

    def after_step(step: int, loss: Tensor) -> None:
        average.update(model)
        report(step, loss.item())

    train(
        stream,
        losses,
        optimizers=_optimizers(arguments.optimizer, losses, arguments.learning_rate),
        logit_scale=model.logit_scale_a,
        schedule=Schedule(go.steps, arguments.learning_rate),
        after_step=after_step,
    )
    before = restored(begun, words) if begun else None
    save(average.model, words, arguments.out)
    if before is not None and go.kept:
        after = restored(arguments.out, words)
        blend(after, before, share=go.kept)
        save(after, words, arguments.out)
    return {
        "seed": seed,
        "sources": arguments.sources,
        **asdict(go),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "recordings": len(recorded) or "none were there: nothing recorded was used",
    }


def _optimizers(name: str, losses: Losses, learning_rate: float) -> list[torch.optim.Optimizer]:
    modules = [losses.model, losses.facts_head, losses.keys_head]
    if name == "adamw":
        return [adamw(modules, learning_rate=learning_rate)]
    hidden = hidden_matrices(losses.model)
    return muon_and_adamw(modules, hidden=hidden, learning_rate=learning_rate)


def _reporter(
    average: Averaged[ClapModel], words: PreTrainedTokenizerFast, cache: Path, started: float
) -> Callable[[int, float], None]:
    recent: list[float] = []

    def report(step: int, loss: float) -> None:
        recent.append(loss)
        if step % 50 == 0:
            elapsed = time.monotonic() - started
            print(f"step {step}: loss {np.mean(recent[-50:]):.3f}, {elapsed:.0f} s", flush=True)
        if step % 400 == 0:
            save(average.model, words, cache / "checkpoint")

    return report


def _write_record(arguments: argparse.Namespace, goes: list[dict[str, object]]) -> None:
    """How the model was made, beside it."""
    steps = sum(cast(int, go["steps"]) for go in goes)
    record = {
        "goes": goes,
        "batch": arguments.batch,
        "learning_rate": arguments.learning_rate,
        "optimizer": arguments.optimizer,
        "precision": arguments.precision,
        "windows_seen": steps * arguments.batch,
        "weights_averaged_over": AVERAGED_OVER,
        "mixing": asdict(Mixing()),
    }
    (arguments.out / RECORD_FILE).write_text(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    own = argparse.ArgumentParser(description=__doc__)
    add_arguments(own)
    main(own.parse_args())
