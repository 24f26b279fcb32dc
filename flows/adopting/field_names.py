"""Say which fields of a kind a form's labels and tag names mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from flows.adopting.phrases import (  # fmt: skip
    FOR_A_PERSON,
    FOR_ALL,
    INTRODUCING,
    LISTS,
    NOT_ASKED,
    OF_KIND,
    ORDINAL,
    OWNERS,
    SENTENCES,
)
from flows.documents import Kind
from flows.documents.vocabulary import vocabulary
from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.headings import field_for
from flows.vietnamese.text import bare, heading_key

_WORD_STARTS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_RECORDS: tuple[tuple[str, type], ...] = (("nguoi", Person), ("su_kien", Event), ("co_quan", Office))
_ITEMS = {"danh_sach[]": Person, "chuong_trinh[]": AgendaItem}
MOST_WORDS = 8
_INTRODUCING, _SENTENCES = frozenset(INTRODUCING.split()), frozenset(SENTENCES.split())
_NOT_PRINTED = frozenset({"ma_su_kien", "co_mat", "ghi_chu"})
_OF_COLUMNS = {
    "chuong_trinh[]": dict.fromkeys(("thời gian", "giờ"), "gio")
    | dict.fromkeys(("người thực hiện", "người trình bày", "báo cáo viên", "giảng viên"), "nguoi_thuc_hien"),
    "danh_sach[]": dict.fromkeys(("chức vụ, đơn vị", "chức vụ đơn vị", "chức vụ đơn vị công tác"), "noi_cong_tac"),
}
"""Columns that print more than one field of the sheet."""


class Names:
    """The names of one kind; a name that fits several fields means the first: the kind's own, person, event, office."""

    def __init__(self, kind: Kind) -> None:
        """Take a kind, whose vocabulary says which fields there are."""
        self.kind = kind
        self.paths = vocabulary(kind)
        self._marked: dict[str, list[str]] = {}
        self._joined: dict[str, list[str]] = {}
        for path, name in self._all_names():
            if path in self.paths:
                _enter(self._marked, heading_key(name), path)
                _enter(self._joined, joined(name), path)

    def _all_names(self) -> Iterator[tuple[str, str]]:
        of_person = FOR_A_PERSON if self.kind.PER_PERSON else {}
        for phrases in (OF_KIND.get(self.kind.KIND, {}), of_person, FOR_ALL):
            yield from ((path, phrase) for path, told in phrases.items() for phrase in told.split("; "))
        for prefix, record in _RECORDS:
            for field in fields_of(record):
                if field.key not in NOT_ASKED.split():
                    yield from ((f"{prefix}.{field.key}", name) for name in (*field.headings, field.key))
        for path in self.paths:
            if "[" not in path:
                yield path, path.rpartition(".")[2]
                yield path, path.replace(".", "_")

    def of_label(self, label: str) -> str | None:
        """Return the path that the words before a blank mean: all of them, else the last ones of a sentence.

        "Phụ cấp chức vụ" is no post: other words in front of a noun make another thing of it.
        """
        words = heading_key(ORDINAL.sub("", label.strip())).split()
        for first in range(max(len(words) - MOST_WORDS, 0), len(words)):
            is_free = first == 0 or words[first] in _SENTENCES or words[first - 1] in _INTRODUCING
            found = self._of_words(words[first:], whole=first == 0) if is_free else None
            if found:
                return found
        return None

    def _of_words(self, words: list[str], *, whole: bool) -> str | None:
        # One word at the end of a sentence says too little: "theo số ..." is no number of the paper.
        if len(words) == 1 and not whole:
            return None
        key = " ".join(words)
        paths = self._marked.get(key)
        if not paths and bare(key) == key:
            paths = self._joined.get(key.replace(" ", ""))
        return paths[0] if paths else None

    def of_tag(self, name: str) -> str | None:
        """Return the path that the name of a tag means: HoTen, hocVien.hoTen, HocVien_HoTen, Ten_Lop."""
        exact = self._marked.get(heading_key(name.replace("_", " ")))
        if exact:
            return exact[0]
        parts = name_parts(name)
        for first in range(len(parts)):
            found = self._of_parts(parts, first)
            if found:
                return found
        return None

    def _of_parts(self, parts: list[str], first: int) -> str | None:
        before, rest = "".join(parts[:first]), "".join(parts[first:])
        paths = self._joined.get(rest, [])
        if not first:
            return paths[0] if paths else None
        # What stands in front and is no owner makes another thing of it: ngay_vao_co_quan.
        owner = next((owner for owner, names in OWNERS.items() if before in names.split()), "")
        own = [path for path in paths if path.startswith(f"{owner}.")]
        turned = self._joined.get(rest + before, []) if not own or len(parts) - first == 1 else []
        return next(iter([*turned, *own]), None) if owner else None

    def of_item(self, name: str, item: str) -> str | None:
        """Return the key that a tag inside a loop means, of the items of a list."""
        parts = name_parts(name)
        keys = {joined(told): field.key for field in fields_of(_ITEMS[item]) for told in (field.key, *field.headings)}
        own = [path.rpartition(".")[2] for path in self.paths if path.startswith(f"{item}.")]
        keys |= {joined(key): key for key in own}
        tries = ("".join(parts[first:]) for first in range(len(parts)))
        return next((keys[each] for each in tries if each in keys), None)

    def of_heading(self, heading: str, item: str) -> str | None:
        """Return the key that a column's heading means, of the items of a list."""
        own = _OF_COLUMNS.get(item, {}).get(heading_key(heading))
        field = field_for(_ITEMS[item], heading)
        return own or (field.key if field and field.key not in _NOT_PRINTED else None)

    def list_of(self, name: str) -> str | None:
        """Return the list that a loop goes through."""
        key = "".join(name_parts(name))
        return next((path for path, names in LISTS.items() if key in names.split() or key == joined(path)), None)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Return the two paths nearest to what is typed."""
        typed = " ".join(typed.split()[-MOST_WORDS:])
        best: dict[str, float] = {}
        for key, paths in self._marked.items():
            likeness = _likeness(typed, key)
            for path in paths:
                best[path] = max(best.get(path, 0.0), likeness)
        # Of two alike the one that the vocabulary has first: sorting keeps their order.
        return tuple(sorted(best, key=lambda path: -best[path])[:2])


def _enter(names: dict[str, list[str]], key: str, path: str) -> None:
    if key and path not in names.setdefault(key, []):
        names[key].append(path)


def joined(name: str) -> str:
    """Return a name as tags are compared: without marks, blanks and signs."""
    return "".join(name_parts(name))


def name_parts(name: str) -> list[str]:
    """Return the words of a tag's name: HocVien_HoTen gives hoc, vien, ho, ten."""
    parted = re.sub(r"[\W_]+", " ", _camel_parted(_WORD_STARTS.sub(" ", name)))
    return bare(parted).split()


def _camel_parted(name: str) -> str:
    pairs = zip(f" {name}", name, strict=False)
    return "".join(f" {now}" if now.isupper() and before.islower() else now for before, now in pairs)


def _likeness(typed: str, key: str) -> float:
    initials = "".join(word[0] for word in bare(key).split())
    if len(typed) < 5 and len(initials) > 1 and bare(typed) == initials:
        return 1.0
    return SequenceMatcher(None, "".join(name_parts(typed)), bare(key).replace(" ", "")).ratio()
