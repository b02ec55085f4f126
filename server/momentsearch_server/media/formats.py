"""Which files are media at all, and which only point to other files.

FFmpeg opens far more than media files: playlists and manifests that name other files and hosts,
patterns over a folder, devices, text drawn as pictures. A "video" of that kind can read the
server's own files. So only self-contained formats are let in, by name, and the first bytes are
looked at before any demuxer is.
"""

from __future__ import annotations

import re

from momentsearch_server.errors import MediaRejected, Reason

HEAD_BYTES = 4096

# FFmpeg's names for containers and raw streams whose bytes are all in the one file.
SELF_CONTAINED = frozenset(
    """
    aac ac3 aiff amr amrnb amrwb ape apng asf au av1 avi caf dts dtshd dv eac3 flac flv gif
    gxf h264 hevc ivf loas m4v matroska,webm mlp mov,mp4,m4a,3gp,3g2,mj2 mp3 mpc mpc8 mpeg
    mpegts mpegvideo mxf nut obu ogg tak truehd tta vc1 voc vvc w64 wav wv
    """.split()  # noqa: SIM905 - names by the line, not a line for each
)

# Formats with a clock of their own: zero is where the presentation begins, and a track that
# starts late is meant to. The clock of every other format starts anywhere (a broadcast's hours,
# an encoder's delay, a live stream's age), and players show its first instant as zero.
ABSOLUTE_CLOCK = frozenset(
    """
    aiff apng asf au avi caf flv gif gxf matroska,webm mov,mp4,m4a,3gp,3g2,mj2 mxf nut wav
    """.split()  # noqa: SIM905 - names by the line, not a line for each
)

_INDIRECT = (
    ("an HLS playlist", re.compile(rb"\s*#EXTM3U")),
    ("an FFmpeg concat list", re.compile(rb"\s*ffconcat\s")),
    ("a DASH manifest", re.compile(rb"\s*<.*<?MPD[\s>]", re.DOTALL)),
    ("a Smooth Streaming manifest", re.compile(rb"\s*<.*SmoothStreamingMedia", re.DOTALL)),
    ("an HDS manifest", re.compile(rb"\s*<.*<?manifest[\s>]", re.DOTALL | re.IGNORECASE)),
    ("an IMF composition", re.compile(rb"\s*<.*(CompositionPlaylist|AssetMap)", re.DOTALL)),
    ("a SMIL or ASX playlist", re.compile(rb"\s*<.*<?(smil|asx)[\s>]", re.DOTALL | re.IGNORECASE)),
    ("an XSPF playlist", re.compile(rb"\s*<.*<?playlist[\s>]", re.DOTALL | re.IGNORECASE)),
    ("a PLS playlist", re.compile(rb"\s*\[(playlist|reference)\]", re.IGNORECASE)),
    ("an SDP session description", re.compile(rb"\s*v=0\r?\n[a-z]=")),
    ("an AviSynth script", re.compile(rb"\s*(AviSource|DirectShowSource|FFVideoSource)\s*\(")),
    ("a list of addresses", re.compile(rb"\s*[a-z][a-z0-9+.-]{1,15}://", re.IGNORECASE)),
)

_STILLS = (
    re.compile(rb"\xff\xd8\xff"),
    re.compile(rb"\x89PNG\r\n\x1a\n"),
    re.compile(rb"RIFF....WEBP", re.DOTALL),
    re.compile(rb"GIF8[79]a"),
)


def refuse_indirect(head: bytes) -> None:
    """Looks at the file's first ``HEAD_BYTES`` for text that points elsewhere.

    Raises ``MediaRejected`` (``INDIRECT_FORMAT``) naming the kind.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    for kind, pattern in _INDIRECT:
        if pattern.match(text):
            raise MediaRejected(
                Reason.INDIRECT_FORMAT,
                f"this file is {kind}: it points to other files or hosts, which are never "
                "followed; add the media files themselves",
                metadata={"format": kind},
            )


def looks_like_picture(head: bytes) -> bool:
    """JPEG, PNG, WebP or GIF by its first bytes, whatever the file is called."""
    return any(pattern.match(head) for pattern in _STILLS)
