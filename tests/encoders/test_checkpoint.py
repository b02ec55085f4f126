"""Finding checkpoints: by directory, in the hub's cache, without a network; fingerprints."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from momentsearch_server.encoders import checkpoint, fingerprint, huggingface
from momentsearch_server.encoders.calibration import Calibration, Weights, write_calibration
from momentsearch_server.encoders.checkpoint import CheckpointState, choose_files, find, look_for
from momentsearch_server.encoders.clap import load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import (
    EncoderRejected,
    Reason,
    SettingsError,
)
from momentsearch_server.space import Modality

HUB_ID = "someone/tiny-clip"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> NoReturn:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _put_into_cache(cache: Path, directory: Path) -> None:
    repository = cache / f"models--{HUB_ID.replace('/', '--')}"
    commit = "0123456789abcdef0123456789abcdef01234567"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(commit)
    shutil.copytree(directory, repository / "snapshots" / commit)


def _copy(directory: Path, to: Path) -> Path:
    return Path(shutil.copytree(directory, to))


def _fingerprint(name: str) -> str:
    files = find(name, Modality.PICTURE)
    config = huggingface.load_config(files)
    return fingerprint.space_of(files, Modality.PICTURE, config).fingerprint


@pytest.mark.usefixtures("no_network", "hub_cache")
@pytest.mark.parametrize("load", [load_clip, load_clap])
def test_a_hub_id_without_a_network_fails_soon_and_says_the_ways_out(load: Any) -> None:
    started = time.monotonic()
    with pytest.raises(EncoderRejected) as refusal:
        load("openai/clip-vit-base-patch32", device="cpu")
    assert time.monotonic() - started < checkpoint.HUB_TIMEOUT_SECONDS
    assert refusal.value.reason is Reason.CHECKPOINT_NOT_FOUND
    for way_out in ("connect this machine", "path of a directory", "--encoders embedded"):
        assert way_out in refusal.value.message
    assert "openai/clip-vit-base-patch32" in refusal.value.message


@pytest.mark.usefixtures("no_network")
def test_a_hub_id_in_the_cache_needs_no_network_and_is_its_directory(
    hub_cache: Path, checkpoint_of: Callable[[str], Path], encoder_of: Callable[[str], Encoder]
) -> None:
    directory = checkpoint_of("clip")
    assert look_for(HUB_ID, Modality.PICTURE).state is CheckpointState.NOT_DOWNLOADED
    _put_into_cache(hub_cache, directory)
    space = load_clip(HUB_ID, device="cpu").space
    assert space.fingerprint == encoder_of("clip").space.fingerprint
    assert (space.encoder, encoder_of("clip").space.encoder) == (HUB_ID, str(directory))


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/at/all", "a b", "~nobody/here"])
@pytest.mark.usefixtures("no_network")
def test_a_path_to_nothing_is_not_taken_for_a_hub_id(name: str) -> None:
    with pytest.raises(EncoderRejected, match="no such directory"):
        find(name, Modality.PICTURE)


def test_an_incomplete_directory_says_what_it_lacks(
    tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    (directory / "model.safetensors").unlink()
    (directory / "tokenizer.json").unlink()
    with pytest.raises(EncoderRejected, match=r"lacks weights .* and a tokenizer") as refusal:
        load_clip(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_NOT_FOUND


def test_a_missing_embedded_pair_is_not_advised_to_use_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "_embedded_directory", lambda modality: tmp_path / "clip")
    with pytest.raises(EncoderRejected, match="lacks the embedded picture encoder") as refusal:
        find(checkpoint.EMBEDDED, Modality.PICTURE)
    assert "install momentsearch again" in refusal.value.message
    assert "--encoders" not in refusal.value.message


def test_safetensors_are_preferred_and_shards_belong_together() -> None:
    rest = ["config.json", "preprocessor_config.json", "tokenizer.json"]
    shards = [f"model-0000{i}-of-00002.safetensors" for i in (1, 2)]
    sharded = [*shards, "model.safetensors.index.json"]
    both = choose_files([*rest, "model.safetensors", "pytorch_model.bin", "README.md"])
    assert both.files == ("config.json", "model.safetensors", *rest[1:])
    assert not both.missing
    assert set(choose_files([*rest, *sharded, "pytorch_model.bin"]).files) == {*rest, *sharded}
    assert "pytorch_model.bin" in choose_files([*rest, "pytorch_model.bin"]).files
    assert choose_files(shards).missing[0] == "config.json"
    assert len(choose_files([]).missing) == 4


def test_pickled_weights_load_too(tmp_path: Path, checkpoint_of: Callable[[str], Path]) -> None:
    """The default checkpoint's repository has long held no other."""
    import torch
    from safetensors.torch import load_file

    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    weights = load_file(directory / "model.safetensors")
    (directory / "model.safetensors").unlink()
    torch.save(weights, directory / "pytorch_model.bin")
    assert load_clip(str(directory), device="cpu").space.dim == 32


def test_the_fingerprint_is_of_the_files_that_are_read(
    tmp_path: Path, checkpoint_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = _fingerprint(str(checkpoint_of("clip")))
    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    (directory / "README.md").write_text("not read")
    (directory / "pytorch_model.bin").write_bytes(b"not read beside safetensors")
    assert _fingerprint(str(directory)) == original
    for file in sorted(checkpoint_of("clip").iterdir()):
        before = (directory / file.name).read_bytes()
        (directory / file.name).write_bytes(before.replace(b"1", b"2", 1) + b"\n")
        if file.name != "config.json":  # which must stay readable
            assert _fingerprint(str(directory)) != original, file.name
        (directory / file.name).write_bytes(before)
    assert _fingerprint(str(directory)) == original
    monkeypatch.setitem(fingerprint.PREPROCESSING_VERSION, Modality.PICTURE, 2)
    assert _fingerprint(str(directory)) != original


def test_weights_that_are_not_there_are_not_made_up(
    tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    """transformers fills them with random numbers, after a warning that nobody reads."""
    from safetensors.torch import load_file, save_file

    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    weights = load_file(directory / "model.safetensors")
    del weights["text_projection.weight"]
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(
        EncoderRejected, match=r"missing or misshapen, such as text_proj"
    ) as refusal:
        load_clip(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_UNSUPPORTED


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.safetensors", b"\x10\0\0\0\0\0\0\0not a header...."),
        ("config.json", b"{"),
        ("config.json", b'{"model_type": "no-such-model"}'),
        ("config.json", b'{"auto_map": {"AutoConfig": "evil.Config"}, "model_type": "evil"}'),
        ("tokenizer.json", b"[]"),
    ],
)
def test_damaged_files_are_a_clear_refusal(
    file: str, content: bytes, tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    (directory / file).write_bytes(content)
    with pytest.raises(EncoderRejected) as refusal:
        load_clip(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_UNSUPPORTED
    assert str(directory) in refusal.value.message


@pytest.mark.parametrize(("kind", "load"), [("clip", load_clip), ("clap", load_clap)])
def test_a_calibration_goes_with_the_vectors_or_is_refused(
    kind: str, load: Callable[..., Encoder], tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    directory = _copy(checkpoint_of(kind), tmp_path / "copy")
    dim = load(str(directory), device="cpu").space.dim
    weights = Weights(20.0, 0.0, 0.0, -0.5, -6.0)
    write_calibration(directory, Calibration(weights, np.eye(3, dim, dtype=np.float32)))
    found = load(str(directory), device="cpu").calibration
    assert found is not None
    assert found.weights == weights
    write_calibration(directory, Calibration(weights, np.eye(3, dim + 1, dtype=np.float32)))
    with pytest.raises(EncoderRejected, match=f"{dim + 1} numbers .* have {dim}:") as refusal:
        load(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_UNSUPPORTED
    (directory / "reference.npz").write_bytes(b"not vectors")
    with pytest.raises(EncoderRejected, match=r"reference\.npz beside it is damaged"):
        load(str(directory), device="cpu")


def test_a_processor_for_another_size_is_refused(
    tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    directory = _copy(checkpoint_of("clip"), tmp_path / "copy")
    (directory / "preprocessor_config.json").write_text("{}")  # CLIP's defaults: 224 x 224
    with pytest.raises(EncoderRejected, match=r"224\*224.*48\*48") as refusal:
        load_clip(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_FAILED_SELF_TEST


def test_a_checkpoint_of_the_other_modality_is_refused(
    checkpoint_of: Callable[[str], Path],
) -> None:
    with pytest.raises(EncoderRejected, match="'clip' model is not CLAP"):
        load_clap(str(checkpoint_of("clip")), device="cpu")
    with pytest.raises(EncoderRejected) as refusal:
        load_clip(str(checkpoint_of("clap")), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_UNSUPPORTED


@pytest.mark.parametrize("device", ["cuda:99", "mps", "nonsense"])
def test_a_device_that_is_not_there_is_a_settings_error(device: str) -> None:
    with pytest.raises(SettingsError, match=f"device '{device}' is not on this machine"):
        huggingface.resolve_device(device)
