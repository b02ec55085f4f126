"""A collection's background: a fair, steady sample of its vectors in one space.

Media are chosen by the hash of their id and samples evenly from each, so that the same library
always gives the same background, and adding one media changes at most one media's share of it.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.library.timelines import Timeline

# Enough for a median and a spread to two digits; little enough to multiply in a millisecond or two.
BACKGROUND_MEDIA = 256
BACKGROUND_SAMPLES = 8_192


def background_samples(
    media_ids: Collection[str], read: Callable[[str], Timeline], *, dim: int
) -> NDArray[np.float32]:
    """At most BACKGROUND_SAMPLES vectors, float32 ``[n, dim]``, of at most BACKGROUND_MEDIA media.

    Every chosen media gives the same number at most, so that one long recording does not become
    what everything else is compared with.
    """
    chosen = heapq.nsmallest(BACKGROUND_MEDIA, media_ids, key=_hash)
    share = BACKGROUND_SAMPLES // max(1, len(chosen))
    parts = [evenly(read(media_id).vectors, share) for media_id in sorted(chosen)]
    return np.concatenate(parts) if parts else np.zeros((0, dim), dtype=np.float32)


def _hash(media_id: str) -> bytes:
    return hashlib.blake2b(media_id.encode(), digest_size=8).digest()


def evenly(vectors: NDArray[np.floating], most: int) -> NDArray[np.float32]:
    """At most ``most`` of them, as float32."""
    step = -(-len(vectors) // most)
    return vectors[:: max(1, step)].astype(np.float32)
