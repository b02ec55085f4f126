"""`python -m training golden`: the pairs that the self-test of the embedded encoders uses.

Draws and synthesises candidates from seeds that no training uses, keeps those that the model
matches with the widest margin, and writes them as `golden.npz` beside each model. They are easy on
purpose: the self-test is to notice a model that is broken, not one that is weak.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from momentsearch_server.encoders.checkpoint import GOLDEN_FILE
from momentsearch_server.encoders.clap import load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.golden import GoldenPairs, margins, write_golden
from momentsearch_server.encoders.selftest import require_pass
from training.pictures.captions import captions
from training.pictures.scene import render, sample_scene
from training.sounds.synthesis import synthesise_event
from training.sounds.vocabulary import EVENTS

SEED = 2**41
KEPT = 6
PICTURE_WIDTH, PICTURE_HEIGHT = 128, 72
SOUND_SECONDS = 2.5  # half of the model's window: the padding is tested too
# Every two of them sound unlike each other.
GOLDEN_EVENTS = (
    "rain",
    "siren",
    "dog barking",
    "church bells",
    "clock ticking",
    "heartbeat",
    "birds chirping",
    "explosion",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pictures", type=Path, help="directory of a saved CLIP model")
    parser.add_argument("--sounds", type=Path, help="directory of a saved CLAP model")


def main(arguments: argparse.Namespace) -> None:
    if arguments.pictures:
        write_pairs(arguments.pictures, load_clip, golden_pictures())
    if arguments.sounds:
        write_pairs(arguments.sounds, load_clap, golden_sounds())


def write_pairs(directory: Path, load: Callable[..., Encoder], candidates: GoldenPairs) -> None:
    """Writes the widest of the candidates beside the model.

    Raises:
        EncoderRejected: the model does not match even these.
    """
    path = directory / GOLDEN_FILE
    path.unlink(missing_ok=True)  # of an earlier model, which this one need not match
    encoder = load(str(directory), device="cpu")
    pairs = widest(encoder, candidates)
    write_golden(path, pairs, encoder.space.modality)
    require_pass(encoder, golden_file=path)
    least = margins(encoder, pairs).min()
    print(f"{path}: {path.stat().st_size:,} bytes, least margin {least:.3f}")
    print(*(f"  {text}" for text in pairs.texts), sep="\n")


def widest(encoder: Encoder, candidates: GoldenPairs) -> GoldenPairs:
    """The `KEPT` pairs that are left when that of the least margin is dropped, again and again."""
    pairs = candidates
    while len(pairs.texts) > KEPT:
        pairs = _without(pairs, int(margins(encoder, pairs).argmin()))
    return pairs


def _without(pairs: GoldenPairs, place: int) -> GoldenPairs:
    texts, samples = list(pairs.texts), list(pairs.samples)
    del texts[place], samples[place]
    return GoldenPairs(tuple(texts), tuple(samples))


def golden_pictures(count: int = 16) -> GoldenPairs:
    """One large thing each, with a caption of all that is to be seen."""
    rng = np.random.default_rng((SEED, 1))
    aspect = PICTURE_WIDTH / PICTURE_HEIGHT
    scenes = [sample_scene(rng, aspect=aspect, centred=True) for _ in range(count)]
    texts = [captions(scene, rng, 1, full=True)[0].text for scene in scenes]
    shown = [render(scene, width=PICTURE_WIDTH, height=PICTURE_HEIGHT) for scene in scenes]
    return GoldenPairs(tuple(texts), tuple(shown))


def golden_sounds() -> GoldenPairs:
    """One event each, called by its first name."""
    rng = np.random.default_rng((SEED, 2))
    waves = [synthesise_event(name, rng, duration_seconds=SOUND_SECONDS) for name in GOLDEN_EVENTS]
    texts = [f"the sound of {EVENTS[name][0]}" for name in GOLDEN_EVENTS]
    return GoldenPairs(tuple(texts), tuple(waves))
