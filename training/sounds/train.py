"""`python -m training sounds --out DIR --seed N`: synthesise sounds and train the ClapModel."""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
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
    text_features,
    tokenizer,
    tokens,
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
REPORT_EVERY = 50
TEXT_PASSES = 4
"""In which a CPU reads the texts of a step, those of about one length together."""
CPU = torch.device("cpu")


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
    """What one step learns from: n windows, what is said of them, and what is known of them.

    `features`, float16 `[n, 1, frames, bands]`, are in dB. `tokens`, int64 `[texts, length]` and
    padded, are of the n captions of each form, of `foreign` captions that are true of no window,
    and of near misses, the true ones and then the false ones; the latter are of the windows
    `missed` `[m]`. `also_true`, bool `[forms, n, n]`, says which captions are true of which window.
    `facts` and `arguable`, bool `[n, facts]`, hold and can be argued about; `keys`, int64 `[n]`,
    are those of the music, or `NO_KEY`.
    """

    features: Tensor
    tokens: Tensor
    foreign: int
    missed: Tensor
    also_true: Tensor
    facts: Tensor
    arguable: Tensor
    keys: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on a device."""
        moved = {
            name: value.to(device, non_blocking=True)
            for name, value in vars(self).items()
            if isinstance(value, Tensor)
        }
        return replace(self, **cast(dict[str, Any], moved))


class Losses:
    """What is minimised, and the heads that read facts off the sound and are thrown away after."""

    def __init__(
        self,
        model: ClapModel,
        words: PreTrainedTokenizerFast,
        *,
        precision: torch.dtype,
        instruments_weight: float = NAMES_WEIGHT,
        device: torch.device = CPU,
    ) -> None:
        self.model = model
        self.precision = precision
        self.device = device
        self.padding = cast(int, words.pad_token_id)
        width = cast(ClapAudioConfig, model.config.audio_config).hidden_size
        self.facts_head = nn.Linear(width, len(ALL_FACTS))
        self.keys_head = nn.Linear(width, KEYS)
        # transformers wraps `to` so that its types take the device for the model.
        for module in (model, self.facts_head, self.keys_head):
            module.to(device)  # type: ignore[arg-type]
        weights = [FACT_WEIGHTS.get(fact.partition(":")[0], 1.0) for fact in ALL_FACTS]
        self.facts_weights = torch.tensor(weights, device=device)
        asked = [text.format(name) for _, names, text in NAMES for name in names]
        self.names = tokens(words, asked).to(device)
        names_weights = {"event": NAMES_WEIGHT, "instrument": instruments_weight}
        self.names_weights = [names_weights[kind] for kind, _, _ in NAMES]
        self.named = [
            torch.tensor([ALL_FACTS.index(f"{kind}:{name}") for name in names], device=device)
            for kind, names, _ in NAMES
        ]

    def __call__(self, batch: Batch) -> Tensor:
        """Contrast with captions, the facts themselves, bare names, and near misses."""
        batch = batch.to(self.device)
        with self._autocast():
            heard = self.model.audio_model(input_features=batch.features.float())
        pooled = heard.pooler_output.float()
        sounds = functional.normalize(self.model.audio_projection(pooled), dim=-1)
        forms, size = batch.also_true.shape[:2]
        *said, foreign, true, false, names = self._read(batch.tokens).split(
            [size] * forms + [batch.foreign] + [len(batch.missed)] * 2 + [len(self.names)]
        )
        contrast = [
            info_nce(
                sounds,
                captions,
                logit_scale=self.model.logit_scale_a,
                also_true=also,
                true_of_none=foreign,
            )
            for captions, also in zip(said, batch.also_true, strict=True)
        ]
        loss = torch.stack(contrast).mean() + FACTS_WEIGHT * self._facts(pooled, batch)
        loss = loss + KEY_WEIGHT * self._keys(pooled, batch.keys)
        kinds = names.split([len(facts) for facts in self.named])
        for weight, facts, vectors in zip(self.names_weights, self.named, kinds, strict=True):
            loss = loss + weight * self._names(sounds, vectors, batch.facts[:, facts])
        return loss + NEAR_MISS_WEIGHT * self._near_misses(sounds[batch.missed], true, false)

    def _autocast(self) -> torch.autocast:
        """The towers in the wanted precision; the losses stay in float32."""
        enabled = self.precision != torch.float32
        return torch.autocast(self.device.type, dtype=self.precision, enabled=enabled)

    def _read(self, said: Tensor) -> Tensor:
        """`[texts and names, dim]` of unit norm."""
        longest = max(said.shape[1], self.names.shape[1])
        ids = torch.cat(
            [
                functional.pad(one, (0, longest - one.shape[1]), value=self.padding)
                for one in (said, self.names)
            ]
        )
        with self._autocast():
            vectors = self._features(ids)
        return functional.normalize(vectors.float(), dim=-1)

    def _features(self, ids: Tensor) -> Tensor:
        """`[n, dim]` of the texts: all at once on a GPU, which calls cost more than padding; on a
        CPU those of about one length together."""
        there = ids != self.padding
        if self.device != CPU:
            return text_features(self.model, ids, there)
        lengths = there.sum(dim=1)
        order = lengths.argsort()
        read = []
        for some in order.chunk(TEXT_PASSES):
            longest = int(lengths[some[-1]])
            read.append(text_features(self.model, ids[some, :longest], there[some, :longest]))
        return torch.cat(read)[order.argsort()]

    def _facts(self, pooled: Tensor, batch: Batch) -> Tensor:
        """Which facts hold; those that can be argued about do not count."""
        errors = functional.binary_cross_entropy_with_logits(
            self.facts_head(pooled), batch.facts.float(), reduction="none"
        )
        # Summed over facts that are mostly absent: the mean would hide the few that are present.
        return (errors * self.facts_weights * ~batch.arguable).sum() / len(pooled) / 8

    def _keys(self, pooled: Tensor, keys: Tensor) -> Tensor:
        """Which of the 24 keys: who knows them has learnt to hear pitch, and so the mode."""
        errors = functional.cross_entropy(
            self.keys_head(pooled), keys, ignore_index=NO_KEY, reduction="sum"
        )
        return errors / len(keys)

    def _names(self, sounds: Tensor, names: Tensor, heard: Tensor) -> Tensor:
        """Names of what is heard before all other names of that kind, in clips that have any."""
        shares = heard / heard.sum(dim=1, keepdim=True).clamp(min=1)
        logits = sounds @ names.T * self.model.logit_scale_a.exp()
        return -(functional.log_softmax(logits, dim=1) * shares).sum() / len(sounds)

    def _near_misses(self, sounds: Tensor, true: Tensor, false: Tensor) -> Tensor:
        """The true caption above the same caption with one thing wrong."""
        margin = (sounds * (true - false)).sum(dim=-1) * self.model.logit_scale_a.exp()
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


@dataclass(frozen=True)
class Material:
    """What batches are made of; `pictures` are captions of which nothing is heard."""

    sources: Sources
    words: PreTrainedTokenizerFast
    pictures: list[str]
    mixing: Mixing
    size: int

    def batches(self, rng: Rng) -> Iterator[Batch]:
        """Endless batches of fresh windows."""
        source = windows(self.sources, rng, self.mixing)
        short = up_to(LONGEST_JOINED, self.pictures)
        while True:
            yield self._batch([next(source) for _ in range(self.size)], short, rng)

    def _batch(self, chosen: list[Window], short: list[str], rng: Rng) -> Batch:
        clips = [window.clip for window in chosen]

        def written(say: Callable[[Clip, Rng], Caption]) -> list[Caption]:
            said = [say(clip, rng) for clip in clips]
            return [
                replace(one, text=joined(one.text, short, rng))
                if rng.random() < JOINED_SHARE
                else one
                for one in said
            ]

        misses = [(index, near_miss(clip, rng)) for index, clip in enumerate(clips)]
        captions = [written(say) for say in CAPTION_FORMS]
        foreign = rng.choice(self.pictures, FOREIGN_CAPTIONS, replace=False)
        pairs = [(index, *pair) for index, pair in misses if pair is not None]
        texts = [one.text for form in captions for one in form]
        texts += [str(text) for text in foreign]
        texts += [true.text for _, true, _ in pairs] + [false.text for _, _, false in pairs]
        decibels = np.stack([window.decibels for window in chosen]).astype(np.float16)
        return Batch(
            features=torch.from_numpy(decibels)[:, None],
            tokens=tokens(self.words, texts),
            foreign=len(foreign),
            missed=torch.tensor([index for index, _, _ in pairs], dtype=torch.int64),
            also_true=torch.from_numpy(np.stack([also_true(form, clips) for form in captions])),
            facts=_table([facts_of(clip) for clip in clips]),
            arguable=_table([arguable_facts_of(clip) for clip in clips]),
            keys=torch.tensor([_key_of(clip) for clip in clips]),
        )


class _Stream(IterableDataset[Batch]):
    """Batches of a seed, of each process that makes some others than of the next."""

    def __init__(self, material: Material, seed: int) -> None:
        self._material = material
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        assert worker is not None
        return self._material.batches(np.random.default_rng([self._seed, 2, worker.id]))


def made_ahead(material: Material, seed: int, *, processes: int) -> Iterator[Batch]:
    """Endless batches, made by `processes` that take turns, so that they decide what comes."""
    stream = _Stream(material, seed)
    loader = DataLoader(stream, batch_size=None, num_workers=processes, prefetch_factor=3)
    return iter(loader)


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
        help="of the towers' arithmetic; default: bfloat16, which is 2.5 times faster, on a GPU "
        "and on a processor that has it",
    )
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    parser.add_argument("--threads", type=int, default=1, help="cores for the arithmetic")
    parser.add_argument("--processes", type=int, default=2, help="processes that synthesise")
    parser.add_argument(
        "--loaders",
        type=int,
        default=0,
        help="processes that make batches ahead, as a GPU wants them; how many decides what the "
        "batches are",
    )
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
    words = tokenizer(arguments.seed)
    pictures = picture_captions(rng, FOREIGN_POOL)
    material = Material(sources, words, pictures, Mixing(), arguments.batch)
    loaders = arguments.loaders
    stream = made_ahead(material, seed, processes=loaders) if loaders else material.batches(rng)
    if begun:
        model = restored(begun, words)
    else:
        model = new_model(words)
        set_input_statistics(model, torch.cat([next(stream).features for _ in range(16)]).float())
    device = torch.device(arguments.device)
    precision = _precision(arguments, device)
    model.eval()  # no dropout, and the input's statistics stay as measured
    losses = Losses(
        model,
        words,
        precision=precision,
        instruments_weight=go.instruments_weight,
        device=device,
    )
    average = Averaged(model, decay=AVERAGED_OVER)
    started = time.monotonic()
    report = _reporter(average, words, arguments.cache, started)

    def after_step(step: int, loss: Tensor) -> None:
        average.update(model)
        report(step, loss)

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
        "batch": arguments.batch,
        "device": arguments.device,
        "precision": str(precision).removeprefix("torch."),
        "loaders": loaders,
        "minutes": round((time.monotonic() - started) / 60, 1),
        "recordings": len(recorded) or "none were there: nothing recorded was used",
    }


def _optimizers(name: str, losses: Losses, learning_rate: float) -> list[torch.optim.Optimizer]:
    modules = [losses.model, losses.facts_head, losses.keys_head]
    if name == "adamw":
        return [adamw(modules, learning_rate=learning_rate)]
    hidden = hidden_matrices(losses.model)
    return muon_and_adamw(modules, hidden=hidden, learning_rate=learning_rate)


def _precision(arguments: argparse.Namespace, device: torch.device) -> torch.dtype:
    if arguments.precision is None:
        return fast_precision(device)
    wanted: torch.dtype = getattr(torch, arguments.precision)
    return wanted


def _reporter(
    average: Averaged[ClapModel], words: PreTrainedTokenizerFast, cache: Path, started: float
) -> Callable[[int, Tensor], None]:
    recent: list[Tensor] = []

    def report(step: int, loss: Tensor) -> None:
        recent.append(loss)
        if step % REPORT_EVERY == 0:  # to read a loss waits for a GPU
            mean, elapsed = torch.stack(recent).mean().item(), time.monotonic() - started
            print(f"step {step}: loss {mean:.3f}, {elapsed:.0f} s", flush=True)
            recent.clear()
        if step % 400 == 0:
            save(average.model, words, cache / "checkpoint")

    return report


def _write_record(arguments: argparse.Namespace, goes: list[dict[str, object]]) -> None:
    """How the model was made, beside it."""
    record = {
        "goes": goes,
        "optimizer": arguments.optimizer,
        "learning_rate": arguments.learning_rate,
        "windows_seen": sum(cast(int, go["steps"]) * cast(int, go["batch"]) for go in goes),
        "weights_averaged_over": AVERAGED_OVER,
        "mixing": asdict(Mixing()),
    }
    (arguments.out / RECORD_FILE).write_text(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    own = argparse.ArgumentParser(description=__doc__)
    add_arguments(own)
    main(own.parse_args())
