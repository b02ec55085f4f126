"""Sound on the presentation's clock, decoded by an ffmpeg process and streamed from its pipe."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.complaints import Complaints
from momentsearch_server.media.samples import SAMPLE_RATE_HZ
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, us_to_seconds

_BLOCK_SAMPLES = SAMPLE_RATE_HZ  # a second at a time
# Nearer the beginning than this, decoding from there is quicker than seeking is exact.
_SEEK_FROM_US = 10 * MICROSECONDS_PER_SECOND


@dataclass(frozen=True, slots=True)
class SoundSource:
    """One sound track, and the part of the presentation that is wanted of it.

    ``start_us`` is on the presentation's clock and may lie before the track's first sound: what
    lies between is silence. ``end_us`` is None for all of it.
    """

    path: Path
    container_format: str
    stream_index: int
    origin_us: int
    start_us: int = 0
    end_us: int | None = None


def ffmpeg_binary() -> str:
    """The ffmpeg on PATH, else the one that the imageio-ffmpeg package brings."""
    found = shutil.which("ffmpeg")
    if found is not None:
        return found
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


class SoundDecoder:
    """Iterates, once, over float32 blocks of mono sound at 48 kHz, nominally in [-1, 1].

    Sample ``n`` of the whole is heard at ``start_us + n / 48000`` s: gaps in the stream come as
    silence, and what lies before ``start_us`` is left out. Ends early where the stream breaks off;
    ``complaint`` is then ffmpeg's last word, and None when it had none.

    Raises ``MediaRejected`` when ffmpeg ran into a limit of this process (memory, CPU time).
    """

    def __init__(self, source: SoundSource) -> None:
        self._source = source
        self.complaint: str | None = None

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        process = subprocess.Popen(
            command(self._source, binary=ffmpeg_binary()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=_descriptor_in(self._source.path),
        )
        assert process.stdout is not None
        assert process.stderr is not None
        complaints = Complaints(process.stderr)
        try:
            yield from _blocks(process.stdout)
        except GeneratorExit:  # nobody wants the rest
            process.kill()
            raise
        finally:
            process.stdout.close()
            status = process.wait()
            complaints.close()
        self.complaint = _last_word(status, complaints.lines())


def _last_word(status: int, lines: list[str]) -> str | None:
    if status == -signal.SIGXCPU:
        raise MediaRejected(
            Reason.DECODER_CPU_LIMIT, "decoding the sound took more CPU time than is allowed"
        )
    if any("Cannot allocate memory" in line for line in lines):
        raise MediaRejected(
            Reason.DECODER_OUT_OF_MEMORY, "decoding the sound took more memory than is allowed"
        )
    if lines:
        return lines[-1][:300]
    return f"ffmpeg ended with status {status}" if status else None


def command(source: SoundSource, *, binary: str) -> list[str]:
    """The ffmpeg command line.

    ``-copyts`` keeps the container's times; the presentation's origin is then subtracted, and
    ``aresample`` pads, trims and fills gaps so that the first sample is at ``start_us`` and every
    later one at its time. Only local files and the one container that the probe saw are opened.
    """
    shift_seconds = us_to_seconds(source.origin_us + source.start_us)
    graph = ffmpeg.input(str(source.path.absolute()), **_input_options(source))
    graph = graph[str(source.stream_index)]
    graph = graph.filter("asetpts", f"PTS-({shift_seconds:.6f})/TB")
    # The greatest gain of 1 makes the mono of two equal channels as loud as each of them; float
    # sound would be summed louder otherwise.
    graph = graph.filter(
        "aresample",
        SAMPLE_RATE_HZ,
        **{"ochl": "mono", "osf": "flt", "rematrix_maxval": 1, "async": 1, "first_pts": 0},
    )
    limit = {}
    if source.end_us is not None:
        limit["t"] = f"{us_to_seconds(source.end_us - source.start_us):.6f}"
    output = graph.output("pipe:1", format="f32le", acodec="pcm_f32le", **limit)
    arguments: list[str] = output.global_args(
        "-nostdin", "-hide_banner", "-loglevel", "error", "-copyts"
    ).compile(cmd=binary)
    return arguments


def _input_options(source: SoundSource) -> dict[str, str | None]:
    options: dict[str, str | None] = {
        "protocol_whitelist": "file,pipe",
        "format_whitelist": source.container_format,
        "threads": "1",
        "max_error_rate": "1",
    }
    if source.start_us > _SEEK_FROM_US:
        # A second early, so that the decoder has settled when the wanted sound begins.
        seek_us = source.origin_us + source.start_us - MICROSECONDS_PER_SECOND
        options |= {"seek_timestamp": "1", "ss": f"{us_to_seconds(seek_us):.6f}"}
        # ffmpeg's own cut would add the container's start to a time that has it already.
        options |= {"noaccurate_seek": None}
    return options


def _blocks(pipe: IO[bytes]) -> Iterator[NDArray[np.float32]]:
    while data := pipe.read(_BLOCK_SAMPLES * 4):
        yield np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")


def _descriptor_in(path: Path) -> tuple[int, ...]:
    """``/proc/self/fd/N`` means something in a child only when it inherits ``N``."""
    if path.parent == Path("/proc/self/fd"):
        return (int(path.name),)
    return ()
