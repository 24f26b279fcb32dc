"""Text that a workbook can hold: any text in, the same without the signs that spoil a file, cut to a cell, out."""

from __future__ import annotations

import re

_LONGEST = 32_000
# What XML 1.0 has no place for, and lone surrogates, which no encoding has.
_SPOILING = re.compile("[\\000-\\010\\013\\014\\016-\\037\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """Return the text without the signs that a workbook cannot hold, no longer than a cell."""
    return _SPOILING.sub("", text)[:_LONGEST]
