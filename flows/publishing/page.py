"""The page to look at: what an event has and lacks in, one HTML file that needs neither server nor network out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from flows.problems import Problem

_HERE = Path(__file__).parent
_FILES = ("page.html", "page.css", "page.js")
# What HTML cannot hold or browsers change: they stand as U+FFFD, so that the page says what it got.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class State(NamedTuple):
    """How far a paper is: a key for the page's filter, words, and a sign beside its colour."""

    key: str
    words: str
    sign: str


TO_SIGN = State("cho-ky", "chờ ký", "○")
NOT_SIGNED = State("khong-ky", "không phải ký", "–")
ISSUED = State("da-phat-hanh", "đã phát hành", "✓")
KEPT = State("ban-sua-tay", "giữ bản sửa tay", "✎")
TO_MEND = State("cho-sua", "chờ sửa dữ liệu", "⚠")
OVERTAKEN = State("can-thay-the", "dữ liệu đã đổi, cần thay thế", "↻")
REPLACED = State("bi-thay-the", "bị thay thế", "⊘")
VOID = State("da-huy-so", "số đã hủy", "⊘")
STATES = (TO_SIGN, NOT_SIGNED, ISSUED, OVERTAKEN, KEPT, TO_MEND, REPLACED, VOID)


class Link(NamedTuple):
    """A file to open: its words and its path, relative to the page's folder."""

    words: str
    path: str

    @property
    def href(self) -> str:
        """Return the address: percent-encoded, and never one with a scheme."""
        return quote(self.path if self.path.startswith(".") else f"./{self.path}")


class Paper(NamedTuple):
    """One paper, made or waiting; `picture` is its first page as a data URI, `past` are numbers it bore before."""

    states: tuple[State, ...]
    number: str = ""
    links: tuple[Link, ...] = ()
    picture: str = ""
    past: tuple[tuple[State, str], ...] = ()

    @property
    def all_states(self) -> tuple[State, ...]:
        """Return the states of the paper and of those before it."""
        if not self.past:
            return self.states
        return tuple(dict.fromkeys((*self.states, *(state for state, _ in self.past))))


@dataclass(frozen=True)
class KindLine:
    """All papers of one kind, counted once; `note` says why it has none, or is not whole."""

    name: str
    papers: tuple[Paper, ...] = ()
    note: str = ""
    links: tuple[Link, ...] = ()
    picture: str = ""

    @cached_property
    def made(self) -> int:
        """Return how many stand."""
        return sum(bool(paper.links) for paper in self.papers)

    @cached_property
    def counts(self) -> Sequence[tuple[State, int]]:
        """Return how many are in each state, where any is."""
        # Papers are many, what becomes of them is not.
        alike = Counter(paper.all_states for paper in self.papers)
        found = Counter[State]()
        for states, count in alike.items():
            found.update(dict.fromkeys(states, count))
        return [(state, found[state]) for state in STATES if found[state]]

    @cached_property
    def numbers(self) -> str:
        """Return the first and the last number printed."""
        printed = list(dict.fromkeys(paper.number for paper in self.papers if paper.number))
        return " – ".join(dict.fromkeys((printed[0], printed[-1]))) if printed else ""


class Row(NamedTuple):
    """One person: name, unit, and a paper or none for each kind that the page has a column for."""

    name: str
    unit: str
    papers: tuple[Paper | None, ...]

    @property
    def states(self) -> str:
        """Return the keys of the states that any of the person's papers is in."""
        return " ".join(dict.fromkeys(state.key for paper in self.papers if paper for state in paper.all_states))


@dataclass(frozen=True)
class Page:
    """Everything one event's page shows; `columns` name the kinds of `people`'s papers.

    `left_out` of them are not among `people`. `marked` are the annotated copies, by the workbook's name as problems
    tell it.
    """

    event: str
    title: str
    kinds: tuple[KindLine, ...] = ()
    columns: tuple[str, ...] = ()
    people: tuple[Row, ...] = ()
    left_out: int = 0
    problems: tuple[Problem, ...] = ()
    files: tuple[Link, ...] = ()
    marked: Mapping[str, Link] | None = None

    @cached_property
    def counts(self) -> Sequence[tuple[State, int]]:
        """Return how many papers are in each state."""
        return KindLine("", tuple(paper for kind in self.kinds for paper in kind.papers)).counts

    @property
    def made(self) -> int:
        """Return how many papers stand."""
        return sum(kind.made for kind in self.kinds)

    @property
    def errors(self) -> int:
        """Return how many of the problems hold something back."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def ordered_problems(self) -> Sequence[Problem]:
        """Return the problems, errors first."""
        return sorted(self.problems, key=lambda problem: not problem.is_error)


def html(page: Page, source: str = "") -> str:
    """Return the page; the same values give the same text. `source` is a short sign of what it was made from."""
    template, style, script = _parts()
    filled = {"style": style, "script": script, "script_hash": _hash(script)}
    states = [state for state in STATES if state is not NOT_SIGNED]  # no paper of a single person's
    named = {"page": page, "source": source, "states": states, "marked": page.marked or {}, "once": lru_cache}
    return printable(template.render(**named, **filled))


def shown(page: Page) -> str:
    """Return all that a page is made from, as text: a page that differs nowhere in it need not be made anew."""
    return json.dumps([page, STATES, _mark()], default=_told, check_circular=False)


def _told(value: Page | KindLine | Problem) -> list[object]:
    if isinstance(value, KindLine):
        # Its papers are counted; each stands in its person's row.
        return [value.name, value.made, value.counts, value.numbers, value.note, value.links, value.picture]
    return [getattr(value, one.name) for one in fields(value)]


def is_made_from(content: bytes, source: str) -> bool:
    """Whether a page bears this sign."""
    return _sign(source).encode() in content[:4096]


def _sign(source: str) -> str:
    return f'<meta name="vanthu-nguon" content="{source}">'


@lru_cache(maxsize=1)
def _parts() -> tuple[Template, Markup, Markup]:
    room = Environment(
        loader=FileSystemLoader(_HERE, "utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    name, *others = _FILES
    style, script = map(_own, others)
    return room.get_template(name), style, script


@lru_cache(maxsize=1)
def _mark() -> str:
    """Return a mark of the files that every page is made with."""
    return _hash("".join(map(_own, _FILES)))


def _own(name: str) -> Markup:
    """Return a file of ours as it stands; its line ends are single, as browsers read them."""
    return Markup((_HERE / name).read_text("utf-8"))  # noqa: S704 our own file, no value of anybody's


def printable(text: str) -> str:
    """Return text with U+FFFD for what neither HTML nor an editor shows."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _hash(script: str) -> str:
    """Return the script's hash as a content security policy names it (CSP level 3, 2.3.1)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
