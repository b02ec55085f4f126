"""The tiny CLIP model: its shape, and its saving beside tokenizer and image processor."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, PreTrainedTokenizerFast

from training.contrastive import INITIAL_LOGIT_SCALE
from training.pictures.dataset import PICTURE_SIZE

CONTEXT_LENGTH = 32
VOCABULARY_SIZE = 1200
PATCH_SIZE = 12
WIDTH = 128
WEIGHTS_FILE = "model.safetensors"


def build(tokenizer: PreTrainedTokenizerFast) -> CLIPModel:
    """An untrained model of 1.2 million parameters for this tokenizer."""
    shared = {
        "hidden_size": WIDTH,
        "intermediate_size": 3 * WIDTH,
        "num_attention_heads": 4,
        "hidden_act": "gelu",
        "projection_dim": WIDTH,
    }
    text = shared | {
        "vocab_size": len(tokenizer),
        "num_hidden_layers": 2,
        "max_position_embeddings": CONTEXT_LENGTH,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    vision = shared | {
        "num_hidden_layers": 4,
        "image_size": PICTURE_SIZE,
        "patch_size": PATCH_SIZE,
    }
    return CLIPModel(
        CLIPConfig(
            text_config=text,
            vision_config=vision,
            projection_dim=WIDTH,
            logit_scale_init_value=INITIAL_LOGIT_SCALE,
        )
    )


def image_processor() -> CLIPImageProcessor:
    """Squeezes a picture of any shape into the square, so that nothing at its edges is lost."""
    return CLIPImageProcessor(
        do_resize=True,
        size={"height": PICTURE_SIZE, "width": PICTURE_SIZE},
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


def save(model: CLIPModel, tokenizer: PreTrainedTokenizerFast, directory: Path) -> None:
    """Model in float16, tokenizer and image processor. The model itself stays as it is."""
    directory.mkdir(parents=True, exist_ok=True)
    half = CLIPModel(model.config)
    half.load_state_dict(model.state_dict())
    half.half().save_pretrained(directory)  # type: ignore[no-untyped-call]
    model.config.dtype = torch.float32  # saving noted float16 in the configuration they share
    tokenizer.save_pretrained(directory)
    image_processor().save_pretrained(directory)
    (directory / WEIGHTS_FILE).chmod(0o644)
