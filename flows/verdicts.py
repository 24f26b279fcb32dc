"""What was found of a template kept for the next run: a sound template's bytes in, the fields it uses out.

Judging brings Jinja and docxtpl, half a second of every run, and templates change once a year. A template with faults
is judged again each time: that tells what it lacks.
"""

from __future__ import annotations

import hashlib
import json

from flows import keeping


def found_sound(content: bytes, kind: str) -> frozenset[str] | None:
    """Return the fields that a template of a kind uses; None for one that nobody has found sound before."""
    kept = keeping.read(_name(content, kind))
    try:
        told = json.loads(kept)
        return frozenset(told["uses"]) if told["by"] == keeping.program() else None
    except (ValueError, KeyError, TypeError):
        return None


def remember(content: bytes, kind: str, uses: frozenset[str]) -> None:
    """Keep the fields that a sound template uses."""
    keeping.keep(_name(content, kind), lambda: json.dumps({"by": keeping.program(), "uses": sorted(uses)}).encode())


def _name(content: bytes, kind: str) -> str:
    return f"{hashlib.sha256(b'%b %b' % (kind.encode(), content)).hexdigest()}.xet"
