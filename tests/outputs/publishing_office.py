"""An event, its drafts and its folder, as the tests of publishing need them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.model.draft import Draft, EventBatch, Heading
from flows.model.series import Series
from flows.outputs.outputs_folder import Outputs, Published
from flows.problems import Problem

TEMPLATE = "f" * 64


def draft(kind: str, key: str, order: int, name: str) -> Draft:
    series = Series("{so:03}/GCN", 2024)
    heading = Heading("", "", series=series if order else None, number=order or None)
    return Draft("PT-2024-07", kind, key, name, order, name, heading, {})


@dataclass
class Office:
    """A secretary at work: asks for papers by "kind key order name | text", and looks into the folder."""

    root: Path
    patience: float = 0.2

    @property
    def outputs(self) -> Outputs:
        return Outputs(self.root, patience=self.patience)

    def run(self, papers: str, **batch: object) -> Published:
        wanted = list(self._read(papers))
        asked = {"kinds": frozenset({"ke-hoach", "giay-moi", "giay-chung-nhan"}), **batch}
        problems: tuple[Problem, ...] = asked.get("problems", ())
        drafts = tuple(one for one, _ in wanted)
        with self.outputs.publication(EventBatch("PT-2024-07", "Lớp tập huấn", drafts, **asked)) as publication:
            for one, text in wanted:
                publication.add(one, text, TEMPLATE)
            return publication.commit(problems)

    @staticmethod
    def _read(papers: str) -> Iterator[tuple[Draft, bytes]]:
        for line in filter(None, map(str.strip, papers.splitlines())):
            paper, _, text = line.partition("|")
            kind, key, order, *name = paper.split()
            yield draft(kind, key.strip("-"), int(order), " ".join(name)), text.strip().encode()

    def path(self, path: str) -> Path:
        return self.root / "PT-2024-07" / path

    def text(self, path: str) -> str:
        return self.path(path).read_text()

    def files(self) -> list[str]:
        folder = self.path("")
        return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def tree(root: Path) -> Mapping[str, bytes | None]:
    """Return every path under a folder, hidden ones too, with its bytes."""
    return {
        one.relative_to(root).as_posix(): one.read_bytes() if one.is_file() else None for one in sorted(root.rglob("*"))
    }


class Killed(BaseException):
    """The process is gone: nothing of ours may handle this."""


@dataclass
class PowerCut:
    """Kills the process at its n-th change of the disk; half of what was being written then stands there."""

    at: int
    changes: int = 0

    def __call__(self, name: str, change: Callable[..., object]) -> Callable[..., object]:
        def changed(*args: object, **kwargs: object) -> object:
            self.changes += 1
            if self.changes < self.at:
                return change(*args, **kwargs)
            if name == "write" and self.changes == self.at:
                change(args[0], bytes(args[1])[: len(args[1]) // 2])
            raise Killed(name)

        return changed


@contextmanager
def power_cut(at: int) -> Iterator[PowerCut]:
    cut = PowerCut(at)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "write", "replace", "unlink", "mkdir", "rmdir", "fsync", "sync"):
            patch.setattr(os, name, cut(name, getattr(os, name)))
        yield cut
