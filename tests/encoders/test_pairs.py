"""The pair by its names, and what can be said of checkpoints without loading them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from momentsearch_server.encoders import pairs
from momentsearch_server.encoders.checkpoint import EMBEDDED, CheckpointState
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import Reason, SettingsError
from momentsearch_server.space import Modality


def test_two_directories(checkpoint_of: Callable[[str], Path]) -> None:
    pair = pairs.load_pair(str(checkpoint_of("clip")), str(checkpoint_of("clap")), device="cpu")
    assert {m: e.space.modality for m, e in pair.by_modality.items()} == {m: m for m in Modality}
    assert pair.window_seconds == 2.0


def test_one_modality_alone(checkpoint_of: Callable[[str], Path]) -> None:
    seeing = pairs.load_pair(str(checkpoint_of("clip")), "none", device="cpu")
    assert list(seeing.by_modality) == [Modality.PICTURE]
    assert seeing.window_seconds is None
    hearing = pairs.load_pair("none", str(checkpoint_of("clap")), device="cpu")
    assert list(hearing.by_modality) == [Modality.SOUND]
    with pytest.raises(SettingsError, match="both encoders are 'none'") as refusal:
        pairs.load_pair("none", "none")
    assert refusal.value.reason is Reason.SETTING_INVALID


def test_a_description_has_the_space_that_loading_gives(
    checkpoint_of: Callable[[str], Path], encoder_of: Callable[[str], Encoder]
) -> None:
    for family, modality in (
        ("clip", Modality.PICTURE),
        ("siglip", Modality.PICTURE),
        ("altclip", Modality.PICTURE),
        ("clap", Modality.SOUND),
    ):
        directory = checkpoint_of(family)
        described = pairs.describe(str(directory), modality)
        assert described.state is CheckpointState.PRESENT
        assert described.space == encoder_of(family).space
        assert described.directory == directory
        files = [path for path in directory.iterdir() if path.name != "README.md"]
        assert described.size_bytes == sum(path.stat().st_size for path in files)


def test_what_is_not_there_is_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    known = pairs.describe_known(("some/clip", "some/clap"), (str(tmp_path), "/nowhere"))
    by_name = {(one.modality, one.name): one for one in known}
    assert len(by_name) == len(known) == 6
    states = {name: one.state for (_, name), one in by_name.items() if name != EMBEDDED}
    assert states == {
        "some/clip": CheckpointState.NOT_DOWNLOADED,
        "some/clap": CheckpointState.NOT_DOWNLOADED,
        str(tmp_path): CheckpointState.INCOMPLETE,
        "/nowhere": CheckpointState.NO_SUCH_DIRECTORY,
    }
    assert by_name[Modality.PICTURE, str(tmp_path)].detail.startswith("lacks config.json and")
    assert all(one.space is None for one in known if one.state is not CheckpointState.PRESENT)


def test_a_checkpoint_that_cannot_be_read_is_described(
    tmp_path: Path, checkpoint_of: Callable[[str], Path]
) -> None:
    for file in checkpoint_of("clip").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "config.json").write_text('{"model_type": "no-such-model"}')
    described = pairs.describe(str(tmp_path), Modality.PICTURE)
    assert described.state is CheckpointState.PRESENT
    assert described.space is None
    assert "no-such-model" in described.detail
