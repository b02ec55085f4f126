"""`python -m training evaluate-sounds DIR`: measure a saved ClapModel on sounds it never heard.

Everything goes through what was saved: `ClapFeatureExtractor`, the tokenizer and the float16
weights are loaded from the folder by transformers, and given waveforms and words. The seeds lie
apart from every seed of the training.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoTokenizer, ClapFeatureExtractor, ClapModel, PreTrainedTokenizerFast

from training.sounds import recordings, trials, vocabulary
from training.sounds.captions import Clip, Source, facts_of, full_caption, holds
from training.sounds.degradations import DEGRADATIONS
from training.sounds.events import NEWER_WAYS, WAYS
from training.sounds.features import WINDOW_SECONDS
from training.sounds.instruments import INSTRUMENTS
from training.sounds.model import audio_embeddings, text_embeddings
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, samples, unit_peak
from training.sounds.sources import describe
from training.sounds.synthesis import Music, sample_music, synthesise_event
from training.sounds.trials import confusion, event_text

TEST_SEED = 2**40
"""The training's seeds are small numbers; those of the tests begin here."""
RETRIEVAL_SIZE = 500
EVENTS = tuple(vocabulary.EVENTS)
LATER_EVENTS = ("baby crying", "sneezing", "rooster", "chainsaw")
AMBIENCES = ("rain", "wind", "sea waves", "fire crackling", "applause", "crickets")
# Row -> what is fixed in the music, and the words for it; all else is at random.
MUSIC_ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "instrument_9": ("instrument", (*INSTRUMENTS, "drums")),
    "mood_5": ("mood", tuple(vocabulary.MOODS)),
    "happy_or_sad": ("mood", ("happy", "sad")),
    "slow_or_fast": ("tempo", ("slow", "fast")),
}

Array = NDArray[np.float32]
Change = Callable[[Signal, Rng], Signal]
"""A degradation, or none."""


@dataclass(frozen=True)
class Encoder:
    """A saved model with its own preprocessing."""

    model: ClapModel
    extractor: ClapFeatureExtractor
    words: PreTrainedTokenizerFast

    def sounds(self, waves: Sequence[Signal], *, batch: int = 32) -> Array:
        """float32 `[n, dim]`, unit norm, for waves at 48 kHz."""
        starts = range(0, len(waves), batch)
        return np.concatenate([self._some(waves[start : start + batch]) for start in starts])

    def _some(self, waves: Sequence[Signal]) -> Array:
        inputs = self.extractor(list(waves), sampling_rate=SAMPLE_RATE_HZ, return_tensors="pt")
        with torch.inference_mode():
            return audio_embeddings(self.model, inputs["input_features"].float()).numpy()

    def texts(self, texts: Sequence[str]) -> Array:
        """float32 `[n, dim]`, unit norm."""
        with torch.inference_mode():
            return text_embeddings(self.model, self.words, list(texts)).numpy()


def load(folder: Path) -> Encoder:
    """The model as anybody would load it."""
    return Encoder(
        model=ClapModel.from_pretrained(folder, dtype=torch.float32).eval(),
        extractor=ClapFeatureExtractor.from_pretrained(folder),
        words=cast(PreTrainedTokenizerFast, AutoTokenizer.from_pretrained(folder)),
    )


def unchanged(sound: Signal, _rng: Rng) -> Signal:
    """No degradation."""
    return sound


def _rank_of_truth(scores: Array, truths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 where the true column has the row's highest score."""
    return (scores > scores[np.arange(len(truths)), truths][:, None]).sum(axis=1)


def events(encoder: Encoder, change: Change, *, each: int) -> dict[str, object]:
    """Single events, among the first 30 and among all, asked for as "the sound of ..."."""
    waves = []
    for truth, name in enumerate(EVENTS):
        # The newest ways are left out, as in `trials.made`.
        ways = len(WAYS[name]) + len(NEWER_WAYS.get(name, ()))
        for index in range(each):
            rng = np.random.default_rng([TEST_SEED, 1, truth, index])
            way = index * ways // each  # spread over all of them
            made = synthesise_event(name, rng, duration_seconds=WINDOW_SECONDS, way=way, ways=2)
            waves.append(change(made, rng))
    scores = encoder.sounds(waves) @ encoder.texts([event_text(name) for name in EVENTS]).T
    first = [name for name in EVENTS if name not in LATER_EVENTS]
    found: dict[str, object] = {
        f"top1_of_{len(names)}": _events_right(scores, names, each) for names in (first, EVENTS)
    }
    truths = np.repeat(np.arange(len(EVENTS)), each).tolist()
    found["names"] = list(EVENTS)
    found["confusion"] = confusion(truths, scores.argmax(axis=1).tolist(), len(EVENTS))
    return found


def _events_right(scores: Array, names: Sequence[str], each: int) -> dict[str, object]:
    """Accuracy when only `names` sound and are asked for, and the weakest of them."""
    kept = [EVENTS.index(name) for name in names]
    rows = [row * each + index for row in kept for index in range(each)]
    rank = _rank_of_truth(scores[rows][:, kept], np.repeat(np.arange(len(kept)), each))
    right = (rank == 0).reshape(len(names), each).mean(axis=1)
    weakest = sorted(zip(right.tolist(), names, strict=True))[:5]
    return {
        "top1": round(float(right.mean()), 4),
        "weakest": {name: share for share, name in weakest if share < 1},
    }


def random_clip(rng: Rng) -> tuple[Clip, Signal]:
    """One source, two together, or one after the other, as sound."""
    kind = rng.choice(["single", "together", "in sequence"], p=[0.4, 0.35, 0.25])
    first, second = _two_unlike(rng)
    if kind == "single":
        return Clip((first,)), trials.made(first, rng)
    if kind == "together":
        return Clip((first, second)), _together(first, second, rng)
    return Clip((first, second), in_sequence=True), _in_sequence(first, second, rng)


def _two_unlike(rng: Rng) -> tuple[Source, Source]:
    """Two sources to be told apart: not the same, not both music, neither of them silence."""
    while True:
        first, second = describe(rng), describe(rng)
        both_music = isinstance(first, Music) and isinstance(second, Music)
        if first != second and not both_music and "silence" not in (first, second):
            return first, second


def _together(first: Source, second: Source, rng: Rng) -> Signal:
    """The second as loud as the first, or up to 10 dB softer."""
    front, back = (trials.made(s, rng) for s in (first, second))
    return unit_peak(front + back * _gain(back, front, -rng.uniform(0, 10)), 0.9)


def _gain(sound: Signal, reference: Signal, level_db: float) -> np.float32:
    """What brings `sound` to `level_db` above the RMS of `reference`."""
    ratio = np.sqrt(np.mean(reference**2)) / max(float(np.sqrt(np.mean(sound**2))), 1e-9)
    return np.float32(ratio * 10 ** (level_db / 20))


def _in_sequence(first: Source, second: Source, rng: Rng) -> Signal:
    """Each for at least 1.8 s."""
    turn = float(rng.uniform(1.8, WINDOW_SECONDS - 1.8))
    before = trials.made(first, rng, seconds=turn)
    after = trials.made(second, rng, seconds=WINDOW_SECONDS - turn)
    return np.concatenate([before, after, np.zeros(1, np.float32)])[: samples(WINDOW_SECONDS)]


def retrieval(encoder: Encoder, change: Change, *, size: int) -> dict[str, object]:
    """Clips whose full descriptions all differ; each caption must find its own clip."""
    rng = np.random.default_rng([TEST_SEED, 2])
    clips, waves = zip(*_unlike_clips(rng, change, size), strict=True)
    captions = [full_caption(clip, rng) for clip in clips]
    scores = encoder.texts([one.text for one in captions]) @ encoder.sounds(waves).T
    rank = _rank_of_truth(scores, np.arange(size))
    best = scores.argmax(axis=1)
    true = [holds(one.facts, clips[b]) for one, b in zip(captions, best, strict=True)]
    found: dict[str, object] = {"size": size, "first_is_true": round(float(np.mean(true)), 4)}
    found |= {f"r{k}": round(float(np.mean(rank < k)), 4) for k in (1, 5)}
    return found | {"r1_by_kind": _by_kind(clips, rank)}


def _unlike_clips(rng: Rng, change: Change, size: int) -> Iterator[tuple[Clip, Signal]]:
    seen: set[frozenset[str]] = set()
    while len(seen) < size:
        clip, wave = random_clip(rng)
        if facts_of(clip) not in seen:
            seen.add(facts_of(clip))
            yield clip, change(wave, rng)


def _by_kind(clips: Sequence[Clip], rank: NDArray[np.int64]) -> dict[str, float]:
    """R@1 for each kind of clip, to see where it is lost."""
    kinds = np.array([_kind(clip) for clip in clips])
    return {str(k): round(float(np.mean(rank[kinds == k] < 1)), 3) for k in np.unique(kinds)}


def _kind(clip: Clip) -> str:
    parts = "+".join("music" if isinstance(part, Music) else "event" for part in clip.parts)
    return parts.replace("+", " then ") if clip.in_sequence else parts


def under_ambience(encoder: Encoder, *, each: int) -> dict[str, object]:
    """An event 0 to 10 dB below an ambience, asked for among all that are no ambience."""
    asked = [name for name in EVENTS if name not in (*AMBIENCES, *LATER_EVENTS, "silence")]
    waves = [
        _under(name, np.random.default_rng([TEST_SEED, 3, truth, index]))
        for truth, name in enumerate(asked)
        for index in range(each)
    ]
    scores = encoder.sounds(waves) @ encoder.texts([event_text(name) for name in asked]).T
    rank = _rank_of_truth(scores, np.repeat(np.arange(len(asked)), each))
    found: dict[str, object] = {"ways": len(asked)}
    return found | {f"top{k}": round(float(np.mean(rank < k)), 4) for k in (1, 5)}


def _under(event: str, rng: Rng) -> Signal:
    back = trials.made(str(rng.choice(AMBIENCES)), rng)
    front = trials.made(event, rng)
    return unit_peak(back + front * _gain(front, back, -rng.uniform(0, 10)), 0.9)


def music(encoder: Encoder, change: Change, *, each: int) -> dict[str, float]:
    """Instrument, mood, tempo and mode, each among its own words.

    Where two instruments play, either is a right answer.
    """
    found = {row: _music_row(encoder, change, row, each=each) for row in MUSIC_ROWS}
    return found | {"major_or_minor": _major_or_minor(encoder, change, each=each * 3)}


def _music_row(encoder: Encoder, change: Change, row: str, *, each: int) -> float:
    trait, values = MUSIC_ROWS[row]
    each = max(2 * each, each * 6 // len(values))
    pieces, waves = [], []
    for truth, value in enumerate(values):
        for index in range(each):
            rng = np.random.default_rng([TEST_SEED, 4, list(MUSIC_ROWS).index(row), truth, index])
            pieces.append(sample_music(rng, **{trait: value}))  # type: ignore[arg-type]
            played = trials.made(pieces[-1], rng)
            waves.append(change(played, rng))
    scores = encoder.sounds(waves) @ encoder.texts([f"{value} music" for value in values]).T
    said = [f"{trait}:{values[best]}" for best in scores.argmax(axis=1)]
    right = [fact in facts_of(Clip((piece,))) for fact, piece in zip(said, pieces, strict=True)]
    return round(float(np.mean(right)), 4)


def _major_or_minor(encoder: Encoder, change: Change, *, each: int) -> float:
    """The same piece in both modes: same instruments, tempo, key and rhythm."""
    waves = []
    for index in range(each):
        rng = np.random.default_rng([TEST_SEED, 5, index])
        piece = sample_music(rng, instrument=str(rng.choice(list(INSTRUMENTS))), neutral=True)
        for mode in ("major", "minor"):
            again = np.random.default_rng([TEST_SEED, 6, index])
            played = trials.made(replace(piece, mode=mode), again)
            waves.append(change(played, again))
    texts = encoder.texts(["music in a major key", "music in a minor key"])
    rank = _rank_of_truth(encoder.sounds(waves) @ texts.T, np.tile([0, 1], each))
    return round(float(np.mean(rank == 0)), 4)


def presence(encoder: Encoder, *, libraries: int, each: int = 2) -> float:
    """AUROC of a text's best cosine over a small library: texts of it against texts not of it."""
    rng = np.random.default_rng([TEST_SEED, 7])
    names = [name for name in EVENTS if name != "silence"]
    sounds = encoder.sounds([trials.made(name, rng) for name in names for _ in range(each)])
    best = encoder.texts([event_text(name) for name in names]) @ sounds.T
    best = best.reshape(len(names), len(names), each).max(axis=2)
    present, absent = [], []
    for _ in range(libraries):
        inside, outside = np.split(rng.permutation(len(names)), [len(names) // 2])
        present += best[inside][:, inside].max(axis=1).tolist()
        absent += best[outside][:, inside].max(axis=1).tolist()
    return round(float((np.array(present)[:, None] > np.array(absent)[None]).mean()), 4)


def evaluate(
    folder: Path,
    *,
    each: int,
    size: int = RETRIEVAL_SIZE,
    recorded: Path | None = None,
    changes: Sequence[str] = tuple(DEGRADATIONS),
) -> dict[str, object]:
    """Every figure, clean and under each of `changes`."""
    encoder = load(folder)
    found: dict[str, object] = {"sounds_for_each_class": each}
    for name, change in {"clean": unchanged, **{n: DEGRADATIONS[n] for n in changes}}.items():
        found[name] = {
            "events": events(encoder, change, each=each),
            "events_in_unseen_ways": trials.unseen_ways(encoder, change, each=max(1, each // 4)),
            "text_to_audio": retrieval(encoder, change, size=size),
            "music": music(encoder, change, each=each),
        }
    found["instruments_in_unseen_ways"] = trials.unseen_instruments(encoder, each=each)
    found["major_or_minor_plain_triads"] = trials.plain_triads(encoder, each=each * 3)
    found["event_under_ambience"] = under_ambience(encoder, each=each)
    found["present_against_absent_auroc"] = presence(encoder, libraries=50)
    found["real_recordings"] = trials.real_recordings(encoder, recorded)
    found["span_in_80_seconds"] = trials.spans(encoder, tracks=each * 4)
    return found


def as_json(figures: dict[str, object]) -> str:
    """Indented, with each list of numbers on one line."""
    text = json.dumps(figures, indent=2)
    return re.sub(r"\[[\d\s,]+\]", lambda found: re.sub(r"\s+", " ", found[0]), text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("folder", type=Path, help="folder of a saved ClapModel")
    parser.add_argument("--each", type=int, default=20, help="sounds for each class")
    parser.add_argument(
        "--changes",
        nargs="*",
        choices=tuple(DEGRADATIONS),
        default=("degraded", "coded"),
        help="degradations to measure under, besides none",
    )
    parser.add_argument(
        "--recordings",
        type=Path,
        default=recordings.default_folder(),
        help="folder of the ESC-10 part; its test sources are measured where it is there",
    )
    parser.add_argument("--threads", type=int, default=1, help="cores for the arithmetic")
    parser.add_argument("--out", type=Path, help="also write the JSON there")


def main(arguments: argparse.Namespace) -> None:
    """Print the figures as JSON."""
    torch.set_num_threads(arguments.threads)
    text = as_json(
        evaluate(
            arguments.folder,
            each=arguments.each,
            recorded=arguments.recordings,
            changes=arguments.changes,
        )
    )
    sys.stdout.write(text + "\n")
    if arguments.out:
        arguments.out.write_text(text + "\n")


if __name__ == "__main__":
    own = argparse.ArgumentParser(description=__doc__)
    add_arguments(own)
    main(own.parse_args())
