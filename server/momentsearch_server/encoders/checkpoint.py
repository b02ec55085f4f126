"""Where a checkpoint's files are, by the name that the settings give it.

A name is `embedded` (the pair inside this package), a directory, or a hub id such as
`openai/clip-vit-base-patch32`. A hub id is looked for in the hub's local cache first, and only
when it is not wholly there is the network used: a server that ran yesterday starts today without
a connection and with the same weights. Nothing here imports torch or transformers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from momentsearch_server.errors import EncoderRejected, Reason
from momentsearch_server.space import Modality

EMBEDDED = "embedded"
GOLDEN_FILE = "golden.npz"
HUB_TIMEOUT_SECONDS = 10.0

_EMBEDDED_FOLDERS = {Modality.PICTURE: "clip", Modality.SOUND: "clap"}
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_PROCESSOR_FILES = ("preprocessor_config.json", "processor_config.json")
_VOCABULARY_FILES = (
    "tokenizer.json",
    "vocab.json",
    "merges.txt",
    "vocab.txt",
    "spiece.model",
    "tokenizer.model",
    "sentencepiece.bpe.model",
)
_TOKENIZER_SETTINGS = ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")
# In the order of preference; the second of each is how a large checkpoint is split.
_WEIGHTS = (
    ("model.safetensors", re.compile(r"model-\d+-of-\d+\.safetensors")),
    ("pytorch_model.bin", re.compile(r"pytorch_model-\d+-of-\d+\.bin")),
)


@dataclass(frozen=True, slots=True)
class FileChoice:
    """Of all that lies in a repository or directory: what is read, and which kinds are missing."""

    files: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A complete checkpoint on this machine; ``files`` are the names that are read, sorted."""

    name: str
    directory: Path
    files: tuple[str, ...]

    @property
    def size_bytes(self) -> int:
        return sum((self.directory / file).stat().st_size for file in self.files)

    @property
    def golden_file(self) -> Path | None:
        """Samples with their texts, for the self-test; the embedded pair has them."""
        path = self.directory / GOLDEN_FILE
        return path if path.is_file() else None


class CheckpointState(StrEnum):
    PRESENT = "present"
    INCOMPLETE = "incomplete"
    NOT_DOWNLOADED = "not downloaded"
    NO_SUCH_DIRECTORY = "no such directory"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at this machine, and nowhere else, found of a checkpoint.

    ``missing`` names the kinds of files that are not there, in words.
    """

    state: CheckpointState
    checkpoint: Checkpoint | None = None
    missing: tuple[str, ...] = ()


def choose_files(names: Iterable[str]) -> FileChoice:
    """The files of a checkpoint that are read, of all that lie beside them.

    Safetensors are preferred to pickled weights. The choice depends on the names alone, so that
    a hub repository and a directory copied from it give the same.
    """
    present = set(names)
    groups = {
        "config.json": _of(present, ("config.json",)),
        f"weights ({' or '.join(name for name, _ in _WEIGHTS)})": _weight_files(present),
        f"a processor ({' or '.join(_PROCESSOR_FILES)})": _of(present, _PROCESSOR_FILES),
        "a tokenizer (tokenizer.json or its vocabulary)": _of(present, _VOCABULARY_FILES),
    }
    chosen = {file for group in groups.values() for file in group}
    return FileChoice(
        files=tuple(sorted(chosen | set(_of(present, _TOKENIZER_SETTINGS)))),
        missing=tuple(kind for kind, group in groups.items() if not group),
    )


def look_for(name: str, modality: Modality) -> Found:
    """What is on this machine under ``name``; never touches the network."""
    if name == EMBEDDED:
        return _in_directory(name, _embedded_directory(modality))
    directory = Path(name).expanduser()
    if directory.is_dir():
        return _in_directory(name, directory)
    if not _HUB_ID.fullmatch(name):
        return Found(CheckpointState.NO_SUCH_DIRECTORY)
    cached = _cached_directory(name)
    return _in_directory(name, cached) if cached else Found(CheckpointState.NOT_DOWNLOADED)


def find(name: str, modality: Modality) -> Checkpoint:
    """The checkpoint's files on this machine, downloaded from the hub if they must be.

    Raises:
        EncoderRejected: ``CHECKPOINT_NOT_FOUND``; the message has the ways out. Without a network
            this takes at most ``HUB_TIMEOUT_SECONDS`` and a little.
    """
    found = look_for(name, modality)
    if found.checkpoint is None and _is_downloadable(name):
        _download(name)
        found = look_for(name, modality)
    if found.checkpoint is None and name == EMBEDDED:
        raise _no_embedded_pair(modality, found)
    if found.checkpoint is None:
        raise not_found(name, _why_not(found))
    return found.checkpoint


def not_found(name: str, why: str) -> EncoderRejected:
    """The refusal of a checkpoint that cannot be had, with the three ways out."""
    return EncoderRejected(
        Reason.CHECKPOINT_NOT_FOUND,
        f"checkpoint {name!r} cannot be had: {why}. Three ways out: connect this machine to the "
        "model hub and start again, so that it is downloaded once; or give the path of a "
        "directory that holds the checkpoint; or run with `--encoders embedded`, the small pair "
        "that comes with momentsearch, for trying and testing.",
        metadata={"checkpoint": name},
    )


def _no_embedded_pair(modality: Modality, found: Found) -> EncoderRejected:
    return EncoderRejected(
        Reason.CHECKPOINT_NOT_FOUND,
        f"this installation lacks the embedded {modality.value} encoder "
        f"({_embedded_directory(modality)}: {_why_not(found)}): install momentsearch again, or "
        "name another checkpoint",
        metadata={"checkpoint": EMBEDDED},
    )


def files_digest(checkpoint: Checkpoint) -> str:
    """Hex SHA-256 over the names and bytes of the files that are read, in order of name.

    The same files give the same digest wherever they lie; a checkpoint that was loaded and saved
    anew has other bytes, and so another digest.
    """
    digest = hashlib.sha256()
    for file in checkpoint.files:
        with (checkpoint.directory / file).open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        digest.update(f"{file}\0{content}\n".encode())
    return digest.hexdigest()


def _of(present: set[str], wanted: Iterable[str]) -> list[str]:
    return [name for name in wanted if name in present]


def _weight_files(present: set[str]) -> list[str]:
    for whole, shard in _WEIGHTS:
        if whole in present:
            return [whole]
        index = f"{whole}.index.json"
        if index in present:
            return [index, *(name for name in present if shard.fullmatch(name))]
    return []


def _in_directory(name: str, directory: Path) -> Found:
    if not directory.is_dir():
        return Found(CheckpointState.NO_SUCH_DIRECTORY)
    choice = choose_files(entry.name for entry in directory.iterdir() if entry.is_file())
    if choice.missing:
        return Found(CheckpointState.INCOMPLETE, missing=choice.missing)
    return Found(CheckpointState.PRESENT, Checkpoint(name, directory, choice.files))


def _embedded_directory(modality: Modality) -> Path:
    return Path(__file__).parent / "embedded" / _EMBEDDED_FOLDERS[modality]


def _is_downloadable(name: str) -> bool:
    local = name == EMBEDDED or Path(name).expanduser().is_dir()
    return not local and _HUB_ID.fullmatch(name) is not None


def _cached_directory(name: str) -> Path | None:
    import huggingface_hub

    try:
        return Path(huggingface_hub.snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):  # not in the cache, or a name that the hub does not allow
        return None


def _download(name: str) -> None:
    """Fetches the files that are read, and no others, into the hub's own cache."""
    import huggingface_hub

    try:
        # One cheap question first: snapshot_download alone would retry a dead connection.
        information = huggingface_hub.HfApi().model_info(name, timeout=HUB_TIMEOUT_SECONDS)
        choice = choose_files(file.rfilename for file in information.siblings or [])
        if choice.missing:
            raise not_found(name, f"the hub's repository lacks {_listed(choice.missing)}")
        huggingface_hub.snapshot_download(name, allow_patterns=list(choice.files))
    except EncoderRejected:
        raise
    except Exception as error:  # network, TLS, proxy, rights, disk: a dozen unrelated types
        said = " ".join(str(error).split())[:300] or type(error).__name__
        raise not_found(name, f"it is not on this machine and the hub says: {said}") from error


def _why_not(found: Found) -> str:
    if found.state is CheckpointState.INCOMPLETE:
        return f"its directory lacks {_listed(found.missing)}"
    return found.state.value


def _listed(kinds: tuple[str, ...]) -> str:
    return " and ".join(kinds)
