"""Makes milvus_lite importable where setuptools no longer brings ``pkg_resources``.

milvus_lite 2.5.1 asks ``pkg_resources`` for its own version and for nothing else. Setuptools
dropped that module in version 82 and warns about it in the versions before, so a stand-in is put
in its place for as long as the one import takes.
"""

from __future__ import annotations

import importlib
import sys
from importlib import metadata
from types import ModuleType


def ensure_milvus_lite_importable() -> None:
    """Leaves ``milvus_lite`` imported. Calling again changes nothing.

    Raises:
        ModuleNotFoundError: milvus_lite is not installed.
    """
    if "milvus_lite" in sys.modules or "pkg_resources" in sys.modules:
        importlib.import_module("milvus_lite")
        return
    sys.modules["pkg_resources"] = _stand_in()
    try:
        importlib.import_module("milvus_lite")
    finally:
        del sys.modules["pkg_resources"]


def _stand_in() -> ModuleType:
    """What milvus_lite takes from ``pkg_resources``, by way of the standard library."""
    module = ModuleType("pkg_resources", "Stand-in: get_distribution(name).version only.")
    module.__dict__.update(
        DistributionNotFound=metadata.PackageNotFoundError, get_distribution=metadata.distribution
    )
    return module
