"""Makes torchaudio importable beside a CPU build of torch.

The torchaudio wheel links `libc10_cuda.so`, which a CPU torch does not have, so that
`import torchaudio` raises OSError; `transformers` imports torchaudio where it is installed and
fails with it. What we use of torchaudio (transforms, functional) is plain torch and needs
nothing compiled, so a stand-in for the one module that loads the compiled part is enough.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import TypeVar

_Function = TypeVar("_Function", bound=Callable[..., object])


def ensure_importable() -> None:
    """Leaves `torchaudio` imported: as it is, or without its compiled part if that cannot load.

    Call before the first import of transformers. Calling again changes nothing.

    Raises:
        ModuleNotFoundError: torchaudio is not installed.
    """
    try:
        importlib.import_module("torchaudio")
    except OSError:  # what the dynamic loader's refusal becomes; anything else is a real fault
        _forget_half_imported()
        sys.modules["torchaudio._extension"] = _stand_in()
        importlib.import_module("torchaudio")


def _forget_half_imported() -> None:
    """The failed import leaves submodules behind that hold on to the extension."""
    for name in [name for name in sys.modules if name.split(".")[0] == "torchaudio"]:
        del sys.modules[name]


def _stand_in() -> ModuleType:
    """A `torchaudio._extension` that says, truly, that nothing compiled is available."""
    module = ModuleType("torchaudio._extension", "Stand-in: no compiled extension.")
    module.__dict__.update(
        _IS_TORCHAUDIO_EXT_AVAILABLE=False,
        _IS_ALIGN_AVAILABLE=False,
        _check_cuda_version=lambda: None,
        fail_if_no_align=_unchanged,
    )
    return module


def _unchanged(function: _Function) -> _Function:
    return function
