"""Memory that one batch has freed is there for the next one, without the kernel."""

import os
import platform
import subprocess
import sys

import pytest

from momentsearch_server.encoders.allocator import LARGEST_KEPT_BYTES

# What a tower does: some blocks live at a time, and all are free at the end of a batch.
PAGES_OF_BATCHES = f"""
import ctypes
import os
import resource
import torch
from momentsearch_server.encoders.allocator import keep_freed_memory

def batches(count):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(count):
        blocks = [torch.ones({LARGEST_KEPT_BYTES // 2}, dtype=torch.uint8) for _ in range(5)]
        del blocks
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

ctypes.CDLL(None).mallopt(-1, 128 * 1024)  # ends glibc's adjusting where luck would have left it
batches(3)
without = batches(8)
said = keep_freed_memory(os.environ)
batches(3)
print(said, without, batches(8))
"""
glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")


def pages_asked_for(**environment: str) -> tuple[str, int, int]:
    """What `keep_freed_memory` said, and pages that the kernel gave for 8 batches before and
    after."""
    found = subprocess.run(
        [sys.executable, "-c", PAGES_OF_BATCHES],
        env={name: value for name, value in os.environ.items() if "MALLOC" not in name}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return found[0], int(found[1]), int(found[2])


@glibc
def test_a_batch_asks_the_kernel_for_no_memory_that_the_one_before_has_freed() -> None:
    said, before, after = pages_asked_for()
    assert said == "True"
    of_one_batch = 5 * LARGEST_KEPT_BYTES // 2 // os.sysconf("SC_PAGESIZE")
    assert before > 4 * of_one_batch
    assert after < of_one_batch / 10


@glibc
def test_who_has_set_malloc_by_hand_is_not_overruled() -> None:
    said, _, after = pages_asked_for(MALLOC_TRIM_THRESHOLD_="131072")
    assert said == "False"
    assert after > 1000
