"""Makes what is generated from this repository's own sources: see ``make gen``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_PAGE = """\
# Settings

Every setting of the server. A flag wins over its environment variable, which wins over the default.
A name that does not exist, or a value that is not as expected, stops the server at its start with
exit status 2 and a message that says what was expected. This table is generated from
`server/momentsearch_server/settings.py` by `make gen`.

"""


def main() -> None:
    from momentsearch_server.settings import settings_table

    (ROOT / "docs" / "settings.md").write_text(SETTINGS_PAGE + settings_table(), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "clients" / "python" / "generate_sync.py"], check=True)


if __name__ == "__main__":
    main()
