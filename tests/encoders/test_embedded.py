"""The pair that comes with the package: complete, small, and loaded without any network."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from momentsearch_server.encoders import selftest
from momentsearch_server.encoders.checkpoint import EMBEDDED, CheckpointState, look_for
from momentsearch_server.encoders.clap import load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.golden import margins, read_golden
from momentsearch_server.encoders.pairs import EncoderPair, describe_known, load_pair
from momentsearch_server.errors import EncoderRejected, Reason
from momentsearch_server.space import Modality

SERVER = Path(__file__).parents[2] / "server"


@pytest.fixture(scope="module")
def pair() -> EncoderPair:
    def refuse(*arguments: Any) -> NoReturn:
        raise OSError("no network in this test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket.socket, "connect", refuse)
        return load_pair(EMBEDDED, EMBEDDED, device="cpu")


def test_it_is_there_and_small() -> None:
    described = [one for one in describe_known() if one.name == EMBEDDED]
    assert [one.state for one in described] == [CheckpointState.PRESENT] * 2
    golden_bytes = 0
    for modality in Modality:
        found = look_for(EMBEDDED, modality).checkpoint
        assert found is not None
        assert found.golden_file is not None
        golden_bytes += found.golden_file.stat().st_size
    assert sum(one.size_bytes or 0 for one in described) + golden_bytes < 12_000_000


def test_it_passes_the_self_test_with_its_golden_pairs(pair: EncoderPair) -> None:
    for modality, encoder in pair.by_modality.items():
        found = look_for(EMBEDDED, modality).checkpoint
        assert found is not None
        assert found.golden_file is not None
        checks = selftest.run(encoder, golden_file=found.golden_file)
        assert [check.name for check in checks if not check.passed] == []
        assert checks[-1].name == "each golden sample and its text are nearest to each other"
        # Wide enough that half precision and another machine's rounding do not matter.
        assert margins(encoder, read_golden(found.golden_file, modality)).min() > 0.05


def test_the_other_pair_is_described_without_torch() -> None:
    """`momentsearch models` must not wait for torch to say that something is not there."""
    code = (
        "import sys\n"
        "from momentsearch_server.encoders.pairs import describe\n"
        "describe('/nowhere', 'picture')\n"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    environment = {"PYTHONPATH": str(SERVER)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)


@pytest.mark.parametrize("modality", Modality)
def test_a_tower_with_its_dimensions_shuffled_is_caught_by_the_golden_pairs(
    modality: Modality, tmp_path: Path
) -> None:
    """Unit norm, texts apart, everything repeatable, and not one answer right."""
    from safetensors.torch import load_file, save_file

    found = look_for(EMBEDDED, modality).checkpoint
    assert found is not None
    copy = Path(shutil.copytree(found.directory, tmp_path / "copy"))
    weights = load_file(copy / "model.safetensors")
    last = [name for name in weights if name.startswith("text_projection")][-1]
    weights[last] = weights[last].flip(0).contiguous()
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    load = load_clip if modality is Modality.PICTURE else load_clap
    with pytest.raises(EncoderRejected, match="each golden sample and its text") as refusal:
        load(str(copy), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_FAILED_SELF_TEST
