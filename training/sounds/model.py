"""The tiny ClapModel: its shape, its tokenizer, and saving it as transformers does."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import torch
from transformers import (
    AutoTokenizer,
    ClapAudioConfig,
    ClapConfig,
    ClapModel,
    ClapTextConfig,
    PreTrainedConfig,
    PreTrainedTokenizerFast,
)

from training.sounds.captions import Clip, caption, full_caption
from training.sounds.features import MEL_BANDS, feature_extractor
from training.sounds.sources import describe
from training.text import train_tokenizer

CONTEXT_LENGTH = 48
VOCABULARY_SIZE = 850
PROJECTION = 128


def tokenizer(seed: int, *, captions: int = 20_000) -> PreTrainedTokenizerFast:
    """Learnt from captions like those of the training."""
    return train_tokenizer(
        _texts(seed, captions), vocabulary_size=VOCABULARY_SIZE, context_length=CONTEXT_LENGTH
    )


def _texts(seed: int, count: int) -> Iterator[str]:
    rng = np.random.default_rng([seed, 77])
    for index in range(count):
        parts = (describe(rng), describe(rng)) if index % 3 == 0 else (describe(rng),)
        say = full_caption if index % 2 else caption
        clip = Clip(parts, in_sequence=bool(rng.integers(2)))
        if clip.parts != ("silence", "silence"):
            yield say(clip, rng).text


def new_model(words: PreTrainedTokenizerFast) -> ClapModel:
    """An untrained model, without dropout, because no window is ever seen twice."""
    text = ClapTextConfig(
        vocab_size=len(words),
        hidden_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=384,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        max_position_embeddings=CONTEXT_LENGTH + 2,  # positions start after the padding's, 1
        pad_token_id=words.pad_token_id,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
    )
    audio = ClapAudioConfig(
        window_size=4,
        num_mel_bins=MEL_BANDS,
        spec_size=256,
        patch_size=16,
        patch_stride=[16, 16],
        patch_embeds_hidden_size=64,
        depths=[1, 2, 2],
        num_attention_heads=[2, 4, 8],
        num_hidden_layers=3,
        hidden_size=256,  # embedding x 2 ** (stages - 1)
        hidden_dropout_prob=0.0,
    )
    config = ClapConfig(text_config=text, audio_config=audio, projection_dim=PROJECTION)
    # For texts so short, plain matrix products train faster on a CPU than fused attention.
    model: ClapModel = ClapModel._from_config(config, attn_implementation="eager")
    return model


def restored(folder: Path, words: PreTrainedTokenizerFast) -> ClapModel:
    """A saved model, in float32 and with attention as `new_model` has it.

    Raises:
        ValueError: its tokenizer is another one than `words`.
    """
    if AutoTokenizer.from_pretrained(folder).get_vocab() != words.get_vocab():
        raise ValueError(f"the tokenizer in {folder} is not that of this seed")
    model: ClapModel = ClapModel.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    )
    model.audio_model.audio_encoder.batch_norm.requires_grad_(False)
    for part in ("text_config", "audio_config"):
        # As in a new model, so that saving says what a first go says.
        cast(PreTrainedConfig, getattr(model.config, part)).dtype = None
    return model


def set_input_statistics(model: ClapModel, features: torch.Tensor) -> None:
    """Fix the input's normalisation from `features` `[n, 1, frames, bands]`.

    Measured once and not learnt: otherwise a third of each training step goes into its gradient.
    """
    norm = model.audio_model.audio_encoder.batch_norm
    assert norm.running_mean is not None
    assert norm.running_var is not None
    norm.running_mean.copy_(features.mean(dim=(0, 1, 2)))
    norm.running_var.copy_(features.var(dim=(0, 1, 2)))
    norm.requires_grad_(False)


def hidden_matrices(model: ClapModel) -> list[torch.nn.Parameter]:
    """The weights of the linear layers inside both towers; no embedding, no projection."""
    towers = (model.audio_model.audio_encoder.layers, model.text_model.encoder)
    return [
        cast(torch.nn.Parameter, module.weight)
        for tower in towers
        for module in tower.modules()
        if isinstance(module, torch.nn.Linear)
    ]


def save(model: ClapModel, words: PreTrainedTokenizerFast, folder: Path) -> None:
    """Weights in float16, configuration, tokenizer and extractor: all that loading needs."""
    folder.mkdir(parents=True, exist_ok=True)
    half = ClapModel(model.config)
    half.load_state_dict(model.state_dict())
    half.logit_scale_t.data.copy_(half.logit_scale_a.data)
    half.half().save_pretrained(folder)
    words.save_pretrained(folder)
    feature_extractor().save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)  # written as 0600


def audio_embeddings(model: ClapModel, features: torch.Tensor) -> torch.Tensor:
    """float32 `[n, dim]` of unit norm for `[n, 1, frames, bands]` decibels."""
    return _pooled(model.get_audio_features(input_features=features))


def text_embeddings(
    model: ClapModel, words: PreTrainedTokenizerFast, texts: list[str]
) -> torch.Tensor:
    """float32 `[n, dim]` of unit norm."""
    ids = tokens(words, texts)
    return text_features(model, ids, ids != words.pad_token_id)


def tokens(words: PreTrainedTokenizerFast, texts: list[str]) -> torch.Tensor:
    """int64 `[n, length of the longest]`, padded."""
    ids: torch.Tensor = words(texts, padding=True, truncation=True, return_tensors="pt")[
        "input_ids"
    ]
    return ids


def text_features(model: ClapModel, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    """`[n, dim]` of the tokens `ids` `[n, length]`, where they are `there` and no padding."""
    return _pooled(model.get_text_features(ids, there.long()))


def _pooled(output: torch.Tensor | object) -> torch.Tensor:
    """The features, which transformers may or may not wrap in an output object."""
    features = getattr(output, "pooler_output", output)
    assert isinstance(features, torch.Tensor)
    return features
