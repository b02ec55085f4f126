"""The two encoders that a server runs with, by the names in its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from momentsearch_server.encoders.checkpoint import (
    EMBEDDED,
    Checkpoint,
    CheckpointState,
    look_for,
)
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import EncoderRejected, Reason, SettingsError
from momentsearch_server.space import Modality, Space

NONE = "none"


@dataclass(frozen=True, slots=True)
class EncoderPair:
    """At least one of the two; None where that modality is switched off.

    ``window_seconds`` is the longest window that the sound encoder hears at once, None without.
    """

    picture: Encoder | None
    sound: Encoder | None
    window_seconds: float | None

    @property
    def by_modality(self) -> Mapping[Modality, Encoder]:
        named = {Modality.PICTURE: self.picture, Modality.SOUND: self.sound}
        return {modality: encoder for modality, encoder in named.items() if encoder is not None}


@dataclass(frozen=True, slots=True)
class CheckpointDescription:
    """What can be said of a checkpoint without loading its weights.

    ``detail`` says in words what is missing, or why it cannot be used. ``size_bytes`` counts the
    files that are read; ``space`` has the fingerprint that media would be indexed under. Both are
    None where the checkpoint is not wholly on this machine.
    """

    name: str
    modality: Modality
    state: CheckpointState
    detail: str = ""
    directory: Path | None = None
    size_bytes: int | None = None
    space: Space | None = None


def load_pair(
    picture: str,
    sound: str,
    *,
    device: str = "auto",
    precision: str = "auto",
    threads: int = 0,
) -> EncoderPair:
    """Both encoders, each after its self-test; ``none`` leaves one out.

    ``precision`` is ``auto`` or ``float32``; ``threads`` is how many this process's arithmetic
    takes on a CPU, 0 for one per core.

    Raises:
        EncoderRejected: a checkpoint cannot be had, is not supported, or fails its self-test.
        SettingsError: both are ``none``, or there is no such device or precision.
    """
    if picture == sound == NONE:
        raise SettingsError(
            Reason.SETTING_INVALID, "both encoders are 'none': name one for pictures or for sound"
        )
    from momentsearch_server.encoders.clap import load_clap
    from momentsearch_server.encoders.clip import load_clip
    from momentsearch_server.encoders.huggingface import set_threads

    set_threads(threads)
    clip = None if picture == NONE else load_clip(picture, device=device, precision=precision)
    clap = None if sound == NONE else load_clap(sound, device=device, precision=precision)
    return EncoderPair(clip, clap, clap.window_seconds if clap else None)


def describe_known(*pairs: tuple[str, str]) -> tuple[CheckpointDescription, ...]:
    """The embedded pair and these pairs of names, pictures before sound, each checkpoint once."""
    pictures, sounds = zip((EMBEDDED, EMBEDDED), *pairs, strict=True)
    names = {Modality.PICTURE: pictures, Modality.SOUND: sounds}
    return tuple(
        describe(name, modality)
        for modality, known in names.items()
        for name in dict.fromkeys(known)
        if name != NONE
    )


def describe(name: str, modality: Modality) -> CheckpointDescription:
    """A look at this machine only; reads the files of a checkpoint once, for its fingerprint."""
    found = look_for(name, modality)
    if found.checkpoint is None:
        lacks = f"lacks {' and '.join(found.missing)}" if found.missing else ""
        return CheckpointDescription(name, modality, found.state, lacks)
    return _describe_present(found.checkpoint, modality)


def _describe_present(checkpoint: Checkpoint, modality: Modality) -> CheckpointDescription:
    space, problem = _space_or_problem(checkpoint, modality)
    return CheckpointDescription(
        checkpoint.name,
        modality,
        CheckpointState.PRESENT,
        problem,
        directory=checkpoint.directory,
        size_bytes=checkpoint.size_bytes,
        space=space,
    )


def _space_or_problem(checkpoint: Checkpoint, modality: Modality) -> tuple[Space | None, str]:
    from momentsearch_server.encoders.fingerprint import space_of
    from momentsearch_server.encoders.huggingface import load_config

    try:
        return space_of(checkpoint, modality, load_config(checkpoint)), ""
    except (EncoderRejected, AttributeError) as error:
        return None, str(error)
