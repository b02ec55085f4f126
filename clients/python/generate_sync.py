"""Makes ``momentsearch/_sync`` from ``momentsearch/_async``, when it is run as a script.

Word by word, then formatted; a test checks that what is committed is what this makes. Whatever
differs by more than a word is in the two hand-written ``io.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent / "momentsearch"
GENERATED_FILES = ("client.py",)

_HEADER = '"""Generated from `_async/{name}` by `generate_sync.py`; not edited by hand."""\n\n'
_REPLACEMENTS = (
    (r'\A""".*?"""\n+', ""),
    (r"\bawait ", ""),
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\b__a(enter|exit)__\b", r"__\1__"),
    (r"\bAsyncIterator\b", "Iterator"),
    (r"\bAsync(Client|Clock|SystemClock)\b", r"\1"),
    (r"\b_async\b", "_sync"),
    # There is no `yield from` in asyncio.
    (r"for (\w+) in (\w+):\n +yield \1\n", r"yield from \2\n"),
)


def generate(name: str) -> str:
    """The text of ``_sync/name``."""
    text = (PACKAGE / "_async" / name).read_text(encoding="utf-8")
    for pattern, replacement in _REPLACEMENTS:
        text = re.sub(pattern, replacement, text, flags=re.DOTALL)
    return _tidy(_HEADER.format(name=name) + text, name)


def _tidy(text: str, name: str) -> str:
    """Sorted imports and line breaks, as the rest of the repository has them."""
    file_name = str(PACKAGE / "_sync" / name)
    for command in (("check", "--select", "I", "--fix", "--quiet"), ("format", "--quiet")):
        arguments = [sys.executable, "-m", "ruff", *command, "--stdin-filename", file_name, "-"]
        text = subprocess.run(
            arguments, input=text, capture_output=True, encoding="utf-8", check=True
        ).stdout
    return text


def main() -> None:
    for name in GENERATED_FILES:
        (PACKAGE / "_sync" / name).write_text(generate(name), encoding="utf-8")


if __name__ == "__main__":
    main()
