"""Ids that sort by time: 26 characters of lower-case base 32, 48 bits of time, 80 of chance."""

from __future__ import annotations

import secrets
from datetime import datetime

# Crockford's alphabet: in the order of its characters' codes, without i, l, o and u.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26


def new_id(now: datetime) -> str:
    """A fresh id; ids of later milliseconds sort after ids of earlier ones."""
    number = (int(now.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
