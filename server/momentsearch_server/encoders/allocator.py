"""How the C library keeps memory between batches.

A batch's intermediate results are 10 to 30 MB each. glibc maps such blocks anew for every batch, or
gives them back to the kernel once they are free, unless larger ones happened to be freed before:
the next batch then begins with thousands of page faults. For the embedded picture encoder they are
two fifths of its time where it is given nothing but pictures of its own size.
"""

import ctypes
import platform
from collections.abc import Mapping

# Parameters of mallopt(3), as malloc.h numbers them.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
# What malloc keeps for the next batch, and the largest block that it may keep: more is refused.
KEPT_BYTES, LARGEST_KEPT_BYTES = 512 * 2**20, 32 * 2**20
# Somebody who sets these has chosen.
_CHOSEN_BY = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES")


def keep_freed_memory(environment: Mapping[str, str]) -> bool:
    """Lets this process keep up to `KEPT_BYTES` of freed memory; whether it is so now.

    What is kept is memory that was needed at one time, so the peak stays as it is. Nothing changes
    with another C library than glibc, or where the environment says how malloc is to behave.
    """
    if platform.libc_ver()[0] != "glibc" or any(name in environment for name in _CHOSEN_BY):
        return False
    set_parameter = ctypes.CDLL(None).mallopt
    return bool(
        set_parameter(_MMAP_THRESHOLD, LARGEST_KEPT_BYTES)
        and set_parameter(_TRIM_THRESHOLD, KEPT_BYTES)
    )
