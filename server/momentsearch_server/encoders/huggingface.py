"""The one place that talks to transformers.

Everything is read from a directory and from nowhere else, code in a checkpoint is never run, and
what transformers gives back (tensors here, output objects there) is made uniform.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import torch
from torch.nn.utils.fusion import fuse_conv_bn_eval

from momentsearch_server.encoders import torchaudio_cpu
from momentsearch_server.encoders.calibration import (
    REFERENCE_FILE,
    Calibration,
    read_calibration,
)
from momentsearch_server.encoders.checkpoint import Checkpoint
from momentsearch_server.errors import EncoderRejected, Reason, SettingsError
from momentsearch_server.space import Space

# Weights that only the training loss reads; a checkpoint may do without them.
_LOSS_ONLY = ("logit_scale", "logit_bias")


AUTO, FLOAT32 = "auto", "float32"
PRECISIONS = (AUTO, FLOAT32)
# What a CPU calls its instructions for bfloat16, in `torch.cpu.get_capabilities`. Without them
# torch imitates it, which is slower than float32.
_BFLOAT16_INSTRUCTIONS = ("avx512_bf16", "amx_bf16", "sve_bf16")

# How dual encoders name their parts for samples: vision_model, visual_projection, audio_model, ...
_OF_SAMPLES = ("vision", "visual", "audio")
# Layers whose products automatic casting takes in the lower precision.
_CAST_LAYERS = (torch.nn.Linear, torch.nn.Conv2d)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Where a model computes, the precision of its ``weights``, and that in which its large
    products over ``samples`` are taken: where the two differ, by torch's automatic casting."""

    device: torch.device
    weights: torch.dtype
    samples: torch.dtype

    def over_samples(self) -> torch.autocast:
        """For the time that a batch of samples is encoded."""
        return torch.autocast(
            self.device.type, dtype=self.samples, enabled=self.samples != self.weights
        )


def transformers() -> ModuleType:
    """The library, imported when it is first needed, beside any build of torch."""
    torchaudio_cpu.ensure_importable()
    import transformers as library

    return library


def resolve_device(device: str) -> torch.device:
    """``auto`` is the first CUDA device, or the CPU where there is none.

    Raises:
        SettingsError: no such device on this machine.
    """
    has_cuda = torch.cuda.is_available()
    if device == "auto":
        return torch.device("cuda" if has_cuda else "cpu")
    try:
        resolved = torch.device(device)
    except RuntimeError as error:
        raise _no_such_device(device) from error
    if resolved.type != "cpu" and not (resolved.type == "cuda" and has_cuda):
        raise _no_such_device(device)
    if resolved.type == "cuda" and (resolved.index or 0) >= torch.cuda.device_count():
        raise _no_such_device(device)
    return resolved


def resolve_arithmetic(device: str, precision: str = AUTO) -> Arithmetic:
    """Of ``PRECISIONS``, ``auto`` takes the fastest in which rankings stay as they are.

    That is float16 on a GPU. On a CPU that computes in bfloat16 it is that for samples, at up to
    three times the speed of float32 and cosines within .001 of it; texts, which come one at a time
    and gain nothing, stay in float32, and on any other CPU so do samples.

    Raises:
        SettingsError: no such device on this machine, or no such precision.
    """
    if precision not in PRECISIONS:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"precision {precision!r} is not known: expected one of {', '.join(PRECISIONS)}",
        )
    on = resolve_device(device)
    if precision == FLOAT32:
        return Arithmetic(on, torch.float32, torch.float32)
    if on.type == "cuda":
        return Arithmetic(on, torch.float16, torch.float16)
    return Arithmetic(on, torch.float32, torch.bfloat16 if has_bfloat16() else torch.float32)


def has_bfloat16() -> bool:
    """Whether this CPU computes in bfloat16."""
    has = torch.cpu.get_capabilities()
    return any(has.get(name, False) for name in _BFLOAT16_INSTRUCTIONS)


def set_threads(count: int) -> None:
    """For all arithmetic of this process; 0 leaves torch's own choice, one per core."""
    if count:
        torch.set_num_threads(count)


def load_config(checkpoint: Checkpoint) -> Any:
    return _load(checkpoint, transformers().AutoConfig)


def load_model(checkpoint: Checkpoint, arithmetic: Arithmetic) -> Any:
    """The model in evaluation mode, where ``arithmetic`` wants it.

    Raises:
        EncoderRejected: ``CHECKPOINT_UNSUPPORTED``; also where weights are missing or of another
            shape, which transformers would fill with random numbers after a warning.
    """
    library = transformers()
    library.utils.logging.disable_progress_bar()
    safetensors = any(
        file.endswith((".safetensors", ".safetensors.index.json")) for file in checkpoint.files
    )
    model, loading = _load(
        checkpoint,
        library.AutoModel,
        dtype=arithmetic.weights,
        use_safetensors=safetensors,
        output_loading_info=True,
    )
    absent = [key for key in loading["missing_keys"] if not key.endswith(_LOSS_ONLY)]
    wrong = [*sorted(absent), *map(str, loading["mismatched_keys"])]
    if wrong:
        raise unsupported(
            checkpoint, f"{len(wrong)} weights are missing or misshapen, such as {wrong[0]}"
        )
    fit_convolutional_tower(model)
    model = model.to(arithmetic.device).eval()
    fold_normalisation(model)
    pool_before_activation(model)
    if arithmetic.samples != arithmetic.weights:
        cast_towers_of_samples(model, arithmetic.samples)
    return model


def fit_convolutional_tower(model: Any) -> None:
    """Lets a tower of convolutions stand in a dual encoder; any other stays as it is.

    ResNet, RegNet and their kin pool to ``[n, channels, 1, 1]``, where the projection that
    ``VisionTextDualEncoderModel`` puts after its tower wants ``[n, channels]``. Channels last is
    the order of memory in which convolutions are fastest, on a CPU by a factor of two.
    """
    tower = getattr(model, "vision_model", None)
    if tower is not None and _is_convolutional(tower):
        tower.to(memory_format=torch.channels_last)
        tower.register_forward_hook(_flattened)


def fold_normalisation(model: Any) -> None:
    """Puts batch normalisation into the convolution before it, where there is one: for a model
    that learns no more, the same function with less arithmetic."""
    for layer in model.modules():
        convolution = getattr(layer, "convolution", None)
        normalization = getattr(layer, "normalization", None)
        if isinstance(convolution, torch.nn.Conv2d) and isinstance(
            normalization, torch.nn.BatchNorm2d
        ):
            layer.convolution = fuse_conv_bn_eval(convolution, normalization)
            layer.normalization = torch.nn.Identity()


def pool_before_activation(model: Any) -> None:
    """Takes the greatest of each neighbourhood before a ReLU, where a stem does it after one: the
    same numbers, and a quarter of them to compute."""
    for layer in model.modules():
        stem: Any = getattr(layer, "embedder", None)
        pooling, activation = getattr(layer, "pooler", None), getattr(stem, "activation", None)
        if isinstance(activation, torch.nn.ReLU) and isinstance(pooling, torch.nn.MaxPool2d):
            stem.activation = torch.nn.Identity()
            layer.pooler = torch.nn.Sequential(pooling, activation)


def cast_towers_of_samples(model: Any, precision: torch.dtype) -> None:
    """Does once what automatic casting would do to these weights for every batch: the same
    products from half the memory, and a single picture of CLIP ViT-B/32 in 18 % less time. All
    else, and the tower of texts, stays as it is."""
    for name, part in model.named_children():
        if name.startswith(_OF_SAMPLES):
            for layer in part.modules():
                if type(layer) in _CAST_LAYERS:
                    layer.to(precision)


def _is_convolutional(tower: Any) -> bool:
    """More than the one convolution with which transformers cut a picture into patches."""
    return sum(isinstance(module, torch.nn.Conv2d) for module in tower.modules()) > 1


def _flattened(_tower: Any, _inputs: Any, output: Any) -> Any:
    pooled = getattr(output, "pooler_output", None)
    if pooled is not None and pooled.ndim == 4:
        output.pooler_output = pooled.flatten(1)
    return output


def load_tokenizer(checkpoint: Checkpoint) -> Any:
    return _load(checkpoint, transformers().AutoTokenizer)


def load_image_processor(checkpoint: Checkpoint) -> Any:
    # The PIL one is named because it is there on every machine; only its settings are read.
    return _load(checkpoint, transformers().AutoImageProcessor, backend="pil")


def load_calibration(checkpoint: Checkpoint, space: Space) -> Calibration | None:
    """None where the checkpoint has none.

    Raises:
        EncoderRejected: ``CHECKPOINT_UNSUPPORTED``; it is damaged, or of another space's vectors.
    """
    try:
        calibration = read_calibration(checkpoint.directory)
    except ValueError as error:
        raise unsupported(checkpoint, str(error)) from error
    if calibration is not None and calibration.reference.shape[1] != space.dim:
        raise unsupported(
            checkpoint,
            f"{REFERENCE_FILE} has vectors of {calibration.reference.shape[1]} numbers and the "
            f"encoder's have {space.dim}: it was measured with other weights",
        )
    return calibration


def load_feature_extractor(checkpoint: Checkpoint) -> Any:
    return _load(checkpoint, transformers().AutoFeatureExtractor)


def features(output: Any) -> torch.Tensor:
    """The features ``[n, dim]`` of a ``get_…_features`` call.

    Across models and releases of transformers these give a tensor or an output object.
    """
    tensor = output if isinstance(output, torch.Tensor) else output.pooler_output
    if not isinstance(tensor, torch.Tensor) or tensor.ndim != 2:
        raise TypeError(f"expected features [n, dim], got {type(output).__name__}")
    return tensor


def unsupported(checkpoint: Checkpoint, why: str) -> EncoderRejected:
    return EncoderRejected(
        Reason.CHECKPOINT_UNSUPPORTED,
        f"checkpoint {checkpoint.name!r} cannot be used: {why}",
        metadata={"checkpoint": checkpoint.name, "directory": str(checkpoint.directory)},
    )


def _load(checkpoint: Checkpoint, auto_class: Any, **options: Any) -> Any:
    load: Callable[..., Any] = auto_class.from_pretrained
    try:
        return load(
            str(checkpoint.directory), local_files_only=True, trust_remote_code=False, **options
        )
    except Exception as error:  # a damaged or foreign file fails in as many ways as there are
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise unsupported(checkpoint, f"{auto_class.__name__} says: {reason}") from error


def _no_such_device(device: str) -> SettingsError:
    return SettingsError(
        Reason.SETTING_INVALID,
        f"device {device!r} is not on this machine: expected auto, cpu"
        + (
            f" or cuda:0 to cuda:{torch.cuda.device_count() - 1}"
            if torch.cuda.is_available()
            else " (no CUDA device is visible)"
        ),
    )
