"""Copy the papers of a run to a second place too (`ban_sao` in cai-dat.toml): S3, or whatever address fsspec knows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fsspec

from flows.outputs.disk import digest, paths_below, read, stamp
from flows.outputs.file_names import MANIFEST
from flows.outputs.outputs_folder import Outputs
from flows.problems import Problem, Where

_LIST = ".ban-sao.json"
_EVERY = 500
"""After so many files the list is put too: so many at most are copied twice after a kill."""
_FIX = "Kiểm tra «ban_sao» trong cai-dat.toml, mạng và quyền ghi; lần chạy sau sao chép tiếp. Bản gốc vẫn nguyên."


def mirror(outputs: Path, events: Iterable[str], url: str) -> tuple[Problem, ...]:
    """Bring the copies of these events up to date; return a warning for each that could not be.

    A run's papers stand whatever becomes of their copy.
    """
    return tuple(problem for event in events if (problem := _mirror(outputs, event, url)))


def _mirror(outputs: Path, event: str, url: str) -> Problem | None:
    try:
        with Outputs(outputs).pack(event) as pack:
            store, root = fsspec.core.url_to_fs(url)
            _Copy(store, f"{root.rstrip('/')}/{pack.folder.name}").follow(pack.folder)
    except Exception as error:  # noqa: BLE001 each store has errors of its own
        return Problem(
            Where(event), f"Chưa sao chép được văn bản tới {_without_secrets(url)} ({error}).", _FIX, "warning"
        )
    return None


def _without_secrets(url: str) -> str:
    scheme, found, rest = url.partition("://")
    return scheme + found + rest.rpartition("@")[2]


class _Copy:
    """One event's copy."""

    def __init__(self, store: Any, root: str) -> None:  # noqa: ANN401 fsspec has no types
        self._store = store
        self._root = root
        self._held: dict[str, str] = self._list()

    def follow(self, folder: Path) -> None:
        """Copy what is new or changed, the manifest after everything it names; then remove what is gone."""
        there = {path: stamp(folder / path) for path in paths_below(folder) if not _is_hidden(path)}
        news = sorted(
            (path for path in there if self._held.get(path) != there[path]), key=lambda one: (one == MANIFEST, one)
        )
        gone = [path for path in self._held if path not in there]
        for place, path in enumerate(news, 1):
            self._put(path, read(folder / path) or b"")
            self._held[path] = there[path]
            if place % _EVERY == 0:
                self._put_list()
        for path in gone:
            if self._store.exists(f"{self._root}/{path}"):
                self._store.rm_file(f"{self._root}/{path}")
            del self._held[path]
        if news or gone:
            self._put_list()

    def _put(self, path: str, content: bytes) -> None:
        place = f"{self._root}/{path}"
        self._store.makedirs(place.rpartition("/")[0], exist_ok=True)
        # All at once also where a store is a plain disk.
        with self._store.transaction, self._store.open(place, "wb") as file:
            file.write(content)
        if digest(self._store.cat_file(place)) != digest(content):
            raise OSError(path)

    def _put_list(self) -> None:
        self._put(_LIST, json.dumps(self._held, indent=0).encode())

    def _list(self) -> dict[str, str]:
        place = f"{self._root}/{_LIST}"
        try:
            told = json.loads(self._store.cat_file(place)) if self._store.exists(place) else {}
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))
