"""The tiny dual encoder: its shape, and its saving beside tokenizer and image processor."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import (
    AutoTokenizer,
    CLIPImageProcessor,
    CLIPTextConfig,
    PreTrainedTokenizerFast,
    ResNetConfig,
    VisionTextDualEncoderConfig,
    VisionTextDualEncoderModel,
)

from momentsearch_server.encoders.huggingface import fit_convolutional_tower
from training.contrastive import INITIAL_LOGIT_SCALE
from training.pictures.notes import CONTEXT_LENGTH

VOCABULARY_SIZE = 1200
STAGES = (48, 96, 192, 256)
DEPTHS = (1, 1, 1, 1)
PATCH = 8  # picture elements along each side of a cell of what the second stage gives
WIDTH = 128
HEADS = 4
WEIGHTS_FILE = "model.safetensors"


def build(tokenizer: PreTrainedTokenizerFast) -> VisionTextDualEncoderModel:
    """An untrained model of 2 million parameters for this tokenizer."""
    text = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=3 * WIDTH,
        num_attention_heads=HEADS,
        num_hidden_layers=2,
        hidden_act="gelu",
        projection_dim=WIDTH,
        max_position_embeddings=CONTEXT_LENGTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    vision = ResNetConfig(
        embedding_size=STAGES[0],
        hidden_sizes=list(STAGES),
        depths=list(DEPTHS),
        layer_type="basic",
        # What a dual encoder asks of its tower, and a ResNet's configuration does not say.
        hidden_size=STAGES[-1],  # type: ignore[call-arg]
    )
    config = VisionTextDualEncoderConfig.from_vision_text_configs(
        vision, text, projection_dim=WIDTH, logit_scale_init_value=INITIAL_LOGIT_SCALE
    )
    # For so few tokens, plain matrix products train 2.4 times faster on a CPU than fused attention.
    config.text_config._attn_implementation = "eager"
    model = VisionTextDualEncoderModel(config)
    fit_convolutional_tower(model)
    return model


def restored(tokenizer: PreTrainedTokenizerFast, directory: Path) -> VisionTextDualEncoderModel:
    """A saved model of the same shape and words, in float32.

    Raises:
        ValueError: its tokenizer is another one.
    """
    if AutoTokenizer.from_pretrained(directory).get_vocab() != tokenizer.get_vocab():
        raise ValueError(f"the tokenizer in {directory} is not that of this seed and recipe")
    model = build(tokenizer)
    saved = VisionTextDualEncoderModel.from_pretrained(directory, dtype=torch.float32)
    model.load_state_dict(saved.state_dict())
    return model


def hidden_matrices(model: VisionTextDualEncoderModel) -> list[nn.Parameter]:
    """The matrices and convolutions inside both towers, which Muon trains."""
    return [
        *(p for p in cast(nn.Module, model.vision_model.encoder).parameters() if p.ndim == 4),
        *(
            p
            for name, p in model.text_model.named_parameters()
            if ".layers." in name and p.ndim == 2
        ),
    ]


def tokens(tokenizer: PreTrainedTokenizerFast, texts: Sequence[str]) -> Tensor:
    """int64 `[n, length]`, as long as the longest of them, -1 behind the end of the others."""
    read = tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
    ids: Tensor = read["input_ids"]
    return ids.masked_fill(read["attention_mask"] == 0, -1)


def image_processor(side: int) -> CLIPImageProcessor:
    """Squeezes a picture of any shape into the square, so that nothing at its edges is lost."""
    return CLIPImageProcessor(
        do_resize=True,
        size={"height": side, "width": side},
        resample=2,  # bilinear
        do_center_crop=False,
        do_rescale=True,
        do_normalize=True,
        image_mean=[0.5, 0.5, 0.5],
        image_std=[0.5, 0.5, 0.5],
        do_convert_rgb=True,
    )


def pixel_values(pictures: NDArray[np.uint8]) -> Tensor:
    """What the image processor makes of pictures that have the right size already.

    uint8 `[n, height, width, 3]` to float32 `[n, 3, height, width]` from -1 to 1.
    """
    return torch.tensor(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1.0


def save(
    model: VisionTextDualEncoderModel,
    tokenizer: PreTrainedTokenizerFast,
    directory: Path,
    *,
    side: int,
) -> None:
    """Model in float16, tokenizer and image processor for pictures `side` by `side`.

    The model itself stays as it is.
    """
    directory.mkdir(parents=True, exist_ok=True)
    config = VisionTextDualEncoderConfig.from_dict(model.config.to_dict())
    half = VisionTextDualEncoderModel(config)
    half.load_state_dict(model.state_dict())
    half.half().save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    image_processor(side).save_pretrained(directory)
    (directory / WEIGHTS_FILE).chmod(0o644)
