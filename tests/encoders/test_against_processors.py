"""Our preprocessing against each checkpoint's own processor, on real pictures and sounds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface, pictures, sounds
from momentsearch_server.encoders.checkpoint import Checkpoint, look_for
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.space import Modality
from tests.encoders.checkpoints import PICTURE_FAMILIES, WORDS
from tests.encoders.conftest import SOUND_VARIANTS

CPU = torch.device("cpu")
FLOAT32 = huggingface.resolve_arithmetic("cpu", "float32")
TEXTS = ["A Red Car", "rain", " ".join(WORDS.split()[:12]), "children shout; Church bells!"]


def _files(directory: Path) -> Checkpoint:
    found = look_for(str(directory), Modality.PICTURE).checkpoint
    assert found is not None
    return found


def _unit(output: Any) -> NDArray[np.float32]:
    features = huggingface.features(output).detach()
    return (features / features.norm(dim=-1, keepdim=True)).numpy()


@pytest.mark.parametrize("family", PICTURE_FAMILIES)
def test_pictures(
    family: str,
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_pictures: list[NDArray[np.uint8]],
) -> None:
    files = _files(checkpoint_of(family))
    processor = huggingface.load_image_processor(files)
    expected_pixels = torch.cat([_expected_pixels(one, processor) for one in real_pictures])
    steps = pictures.read_preprocessing(processor)
    # Levels of 255 by which our pixels differ, on a CPU and as they are resized on a GPU.
    for resize, mean, worst in ((pictures._resize, 0.02, 3), (pictures._resize_in_float, 0.02, 3)):
        pixels = torch.cat([_our_pixels(one, steps, resize) for one in real_pictures])
        levels = (pixels - expected_pixels).abs() * torch.tensor(steps.std).view(3, 1, 1) * 255
        assert float(levels.mean()) < mean
        assert float(levels.max()) < worst
    model = huggingface.load_model(files, FLOAT32)
    with torch.inference_mode():
        expected = _unit(model.get_image_features(pixel_values=expected_pixels))
    cosines = (encoder_of(family).encode_samples(real_pictures) * expected).sum(axis=1)
    assert cosines.min() > 0.999


def test_a_convolutional_tower_gives_what_its_own_layers_give(
    checkpoint_of: Callable[[str], Path],
) -> None:
    """With its normalisation folded in, what its stem pools before its ReLU, and pooled flat for
    the projection."""
    directory = checkpoint_of("residual")
    plain = huggingface.transformers().AutoModel.from_pretrained(directory).eval()
    ours = huggingface.load_model(_files(directory), FLOAT32)
    norms = [m for m in ours.vision_model.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert not norms
    assert isinstance(ours.vision_model.embedder.embedder.activation, torch.nn.Identity)
    pixels = torch.randn(3, 3, 48, 48, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        pooled = plain.vision_model(pixel_values=pixels).pooler_output
        assert pooled.ndim == 4
        expected = plain.visual_projection(pooled.flatten(1))
        found = huggingface.features(ours.get_image_features(pixel_values=pixels))
    assert torch.allclose(found, expected, atol=1e-4 * float(expected.abs().max()))


def _expected_pixels(picture: NDArray[np.uint8], processor: Any) -> torch.Tensor:
    # Said, because a picture of one or three rows could as well have its channels first.
    given = processor(images=picture, return_tensors="pt", input_data_format="channels_last")
    pixels: torch.Tensor = given["pixel_values"]
    return pixels


def _our_pixels(picture: NDArray[np.uint8], steps: Any, resize: Any) -> torch.Tensor:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_resize", resize)
        return pictures.to_pixel_values(torch.from_numpy(picture[None].copy()), steps)


@pytest.mark.parametrize("family", PICTURE_FAMILIES)
def test_texts(
    family: str, checkpoint_of: Callable[[str], Path], encoder_of: Callable[[str], Encoder]
) -> None:
    files = _files(checkpoint_of(family))
    tokenizer = huggingface.load_tokenizer(files)
    model = huggingface.load_model(files, FLOAT32)
    padding = {"padding": "max_length", "max_length": 20} if "siglip" in family else {}
    vectors = encoder_of(family).encode_texts(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        known = text.lower() if "siglip" in family else text
        tokens = tokenizer([known], truncation=True, return_tensors="pt", **padding)
        with torch.inference_mode():
            expected = _unit(model.get_text_features(input_ids=tokens["input_ids"]))[0]
        assert float(vector @ expected) > 0.999


@pytest.mark.parametrize("variant", SOUND_VARIANTS)
def test_sounds(
    variant: str,
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_sounds: list[NDArray[np.float32]],
) -> None:
    files = _files(checkpoint_of(variant))
    extractor = huggingface.load_feature_extractor(files)
    windows = [cut for sound in real_sounds for cut in _cut(sound)]
    # The extractor does not resample: for the checkpoint at 32 kHz it is given what we give it.
    steps = sounds.read_preprocessing(extractor, fusion=variant == "clap-fusion")
    log_mel = sounds.LogMel(steps, CPU)
    at_own_rate = [log_mel._at_own_rate(window).numpy() for window in windows]
    given = extractor(at_own_rate, sampling_rate=steps.rate_hz, return_tensors="pt")
    expected_mel = given["input_features"].float()
    assert float((log_mel(windows) - expected_mel).abs().max()) < 0.5  # dB

    model = huggingface.load_model(files, FLOAT32)
    with torch.inference_mode():
        # Not the extractor's is_longer: it marks one window of each batch at random.
        not_longer = torch.zeros(len(windows), 1, dtype=torch.bool)
        output = model.get_audio_features(input_features=expected_mel, is_longer=not_longer)
    cosines = (encoder_of(variant).encode_samples(windows) * _unit(output)).sum(axis=1)
    assert cosines.min() > 0.999


def _cut(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """A whole window of the tiny checkpoints (2 s), and shorter ones that must be padded."""
    middle = len(sound) // 3
    return [sound[middle : middle + length] for length in (96_000, 60_001, 30_000, 2_400)]


def test_a_narrow_picture_is_cropped_before_it_is_scaled_up(
    encoder_of: Callable[[str], Encoder], checkpoint_of: Callable[[str], Path]
) -> None:
    # 1 x 40,000: scaled as a whole it would be 48 x 1,920,000.
    ramp = np.broadcast_to(
        np.linspace(0, 255, 40_000).astype(np.uint8)[None, :, None], (1, 40_000, 3)
    )
    picture = np.ascontiguousarray(ramp)
    kept = np.ascontiguousarray(picture[:, 20_000 - 8 : 20_000 + 8])
    encoder = encoder_of("clip")
    vectors = encoder.encode_samples([picture, kept])
    assert float(vectors[0] @ vectors[1]) > 0.999


def test_the_processors_of_other_models_are_refused(checkpoint_of: Callable[[str], Path]) -> None:
    library = huggingface.transformers()
    for processor, says in (
        (library.Siglip2ImageProcessorPil(), "steps of its own"),
        (library.CLIPImageProcessorPil(resample=1), "PIL filter 1"),
        (library.CLIPImageProcessorPil(do_center_crop=False), "no fixed size"),
        (library.CLIPImageProcessorPil(do_resize=False), "does not resize"),
        (library.CLIPImageProcessorPil(size={"max_height": 9, "max_width": 9}), "not followed"),
    ):
        with pytest.raises(ValueError, match=says):
            pictures.read_preprocessing(processor)
    with pytest.raises(ValueError, match="feature extractor is WhisperFeatureExtractor"):
        sounds.read_preprocessing(library.WhisperFeatureExtractor(), fusion=False)


def test_an_extractor_that_says_fusion_beside_a_model_without_it() -> None:
    """The extractor's default; its four channels would be refused by the model."""
    extractor = huggingface.transformers().ClapFeatureExtractor()
    assert extractor.truncation == "fusion"
    steps = sounds.read_preprocessing(extractor, fusion=False)
    assert (steps.channels, steps.mel_scale, steps.mel_norm) == (1, "slaney", "slaney")
    fused = sounds.read_preprocessing(extractor, fusion=True)
    assert (fused.channels, fused.mel_scale, fused.mel_norm) == (4, "htk", None)
