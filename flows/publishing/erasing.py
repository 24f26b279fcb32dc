"""Erase a person's papers: a stage and a key in, an event's folder without their files and with their numbers out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from flows.publishing.disk import is_there, names_in, standing
from flows.publishing.manifest import Entry, Manifest, in_order, loads
from flows.publishing.names import NOTICE, REMOVED, order_of
from flows.publishing.staging import Stage, Step

SHOWING_ALL = ("trinh-ky", "xem.html", NOTICE)
"""What shows everybody of an event, and is made anew by each run."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What stands where the person's name and key stood."""

    key: str
    name: str


def erase(stage: Stage, key: str, alias: Alias) -> int:
    """Remove the files and entries of one person, all or nothing; return how many files went."""
    before = stage.manifest()
    manifest = (loads(before) if before is not None else None) or Manifest()
    own = [entry for entry in (*manifest.entries, *manifest.removed) if entry.key == key]
    if not own:
        return 0
    stems = {PurePosixPath(entry.path).stem for entry in own}
    paths = [path for path in _files(stage.event, "") if _is_of(path, stems)]
    steps = [Step("remove", path, over=standing(stage.event / path)) for path in paths]
    new = replace(
        manifest,
        # What the last run had to say may name the person.
        problems=(),
        entries=tuple(entry for entry in manifest.entries if entry.key != key),
        removed=in_order(_left(manifest, own, key, alias)),
        changes=(),
    )
    stage.commit(new.dumps(stage.name), steps)
    return len(steps)


def _left(manifest: Manifest, own: list[Entry], key: str, alias: Alias) -> Iterator[Entry]:
    yield from (entry for entry in manifest.removed if entry.key != key)
    yield from (_aliased(entry, alias) for entry in own if entry.number)


def _aliased(entry: Entry, alias: Alias) -> Entry:
    path = f"{REMOVED}/{entry.kind}/{order_of(entry.path):03}-{alias.key}.docx"
    return entry._replace(path=path, key=alias.key, recipient=alias.name, sha256="", moi_sha256="", marks="", unit="")


def _is_of(path: str, stems: set[str]) -> bool:
    name = PurePosixPath(path).name.partition(".")[0]
    return name in stems or re.sub(r"-\d+$", "", name) in stems or path.split("/", maxsplit=1)[0] in SHOWING_ALL


def _files(folder: Path, below: str) -> Iterator[str]:
    for name in names_in(folder / below):
        path = f"{below}/{name}" if below else name
        if (folder / path).is_dir():
            yield from _files(folder, path)
        elif is_there(folder / path):
            yield path
