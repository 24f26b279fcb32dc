"""What was found of a template kept for the next run: a sound template's bytes in, the fields it uses out.

Judging brings Jinja and docxtpl, half a second of every run, and templates change once a year. A template with faults
is judged again each time: that tells what it lacks.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from flows.rendering import keeping

_HERE = Path(__file__).parent


def found_sound(content: bytes, kind: str) -> frozenset[str] | None:
    """Return the fields that a template of a kind uses; None for one that nobody has found sound before."""
    kept = keeping.read(_name(content, kind))
    try:
        told = json.loads(kept)
        return frozenset(told["uses"]) if told["by"] == _judges() else None
    except (ValueError, KeyError, TypeError):
        return None


def remember(content: bytes, kind: str, uses: frozenset[str]) -> None:
    """Keep the fields that a sound template uses."""
    keeping.keep(_name(content, kind), lambda: json.dumps({"by": _judges(), "uses": sorted(uses)}).encode())


def _name(content: bytes, kind: str) -> str:
    return f"{hashlib.sha256(b'%b %b' % (kind.encode(), content)).hexdigest()}.xet"


def _judges() -> str:
    """Return a mark of all that has a say in a verdict: this program's modules, docxtpl and Jinja."""
    own = [(path, keeping.sources(path)) for path, _, _ in os.walk(_HERE) if not path.endswith("__pycache__")]
    return hashlib.sha256(repr((sorted(own), keeping.installed())).encode()).hexdigest()
