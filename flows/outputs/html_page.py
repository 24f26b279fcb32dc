"""The pages in outputs, each one HTML file that needs neither server nor network: an event's, and that for codes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.model.codes import BITS, CodeState, OfficeKey
from flows.model.series import spanned
from flows.outputs.changes import among, quoted
from flows.problems import Problem, pressing_first

_HERE = Path(__file__).parent
FILL = "Ghi vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản; còn trống thì chưa phát hành được."
TO_STAMP = "Cần đóng số, ngày lên bản PDF đã ký số (cạnh văn bản Word), rồi chạy lại:"
# What HTML cannot hold or browsers change: they stand as U+FFFD, so that the page says what it got.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class State(Enum):
    """How far a paper is: a key for the page's filter, words, and a sign beside its colour."""

    TO_SIGN = "cho-ky", "chờ ký", "○"
    NOT_SIGNED = "khong-ky", "không phải ký", "–"
    ISSUED = "da-phat-hanh", "đã phát hành", "✓"
    OVERTAKEN = "can-thay-the", "dữ liệu đã đổi, cần thay thế", "↻"
    KEPT = "ban-sua-tay", "giữ bản sửa tay", "✎"
    OPEN = "con-trong", "còn chỗ trống, chưa trình ký được", "□"
    TO_MEND = "cho-sua", "chờ sửa dữ liệu", "⚠"
    REPLACED = "bi-thay-the", "bị thay thế", "⊘"
    VOID = "da-huy-so", "số đã hủy", "⊘"
    SCANNED = "da-quet", "đã có bản quét", "▤"
    NOT_SCANNED = "chua-quet", "chưa có bản quét", "▢"
    MAILED = "da-gui", "đã gửi thư", "✉"
    NOT_MAILED = "chua-gui", "chưa gửi thư", "▢"
    REFUSED = "thu-bi-tra", "địa chỉ thư bị từ chối", "✖"
    UNSURE = "khong-ro", "không rõ thư đã đi chưa", "?"

    def __init__(self, key: str, words: str, sign: str) -> None:
        """Take the three apart."""
        self.key, self.words, self.sign = key, words, sign


AFTERWARDS = (State.SCANNED, State.NOT_SCANNED, State.MAILED, State.NOT_MAILED, State.REFUSED, State.UNSURE)
"""What is said of a paper that has gone out."""


@dataclass(frozen=True, slots=True)
class Link:
    """A file to open: its words and its path, relative to the page's folder."""

    words: str
    path: str

    @property
    def href(self) -> str:
        """Return the address: percent-encoded, and never one with a scheme."""
        return quote(self.path if self.path.startswith(".") else f"./{self.path}")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, made or waiting; `picture` is its first page as a data URI, `past` are numbers it bore before.

    `blanks` are the headings of the `[CẦN BỔ SUNG: ...]` in it, `mailed` is the day on which it was mailed, or could
    not be, `signers` who signed its PDF, `stamp` the number and day to be stamped onto that.
    """

    states: tuple[State, ...]
    number: str = ""
    links: tuple[Link, ...] = ()
    picture: str = ""
    past: tuple[tuple[State, str], ...] = ()
    blanks: tuple[str, ...] = ()
    mailed: str = ""
    signers: str = ""
    stamp: str = ""

    @property
    def all_states(self) -> tuple[State, ...]:
        """Return the states of the paper and of those before it."""
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
        found = Counter(state for paper in self.papers for state in paper.all_states)
        return [(state, found[state]) for state in State if found[state]]

    @cached_property
    def lacking(self) -> Sequence[tuple[tuple[str, ...], int]]:
        """Return what is blank in how many of the papers that cannot be signed for that."""
        return list(Counter(paper.blanks for paper in self.papers if State.OPEN in paper.states).items())

    @cached_property
    def to_stamp(self) -> Sequence[str]:
        """Return in lines which number and day are to be stamped onto how many signed PDFs, beside the papers."""
        waiting = Counter(paper.stamp for paper in self.papers if paper.stamp)
        return [f"{self.name}: {stamp} ({count} tệp PDF đã ký)" for stamp, count in waiting.items()]

    @cached_property
    def signed(self) -> str:
        """Return who signed the one paper's PDF; of many, how many PDFs are signed."""
        signed = [paper.signers for paper in self.papers if paper.signers]
        if len(self.papers) == len(signed) == 1:
            return f"Ký số: {signed[0]}"
        return f"{len(signed)} bản ký số" if signed else ""

    @cached_property
    def numbers(self) -> str:
        """Return the numbers printed, in short."""
        return spanned(paper.number for paper in self.papers if paper.number)


@dataclass(frozen=True, slots=True)
class Row:
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

    @cached_property
    def lacking(self) -> Sequence[str]:
        """Return in lines what is blank in whose papers, those that lack the same together."""
        return [
            f"{kind.name}: {count} văn bản thiếu {quoted(blanks)}{among(self._lacking(kind.name, blanks))}"
            for kind in self.kinds
            for blanks, count in kind.lacking
        ]

    def _lacking(self, name: str, blanks: tuple[str, ...]) -> Sequence[str]:
        papers = ((row.name, paper) for row in self.people for paper in self._papers_of(row, name))
        return [person for person, paper in papers if State.OPEN in paper.states and paper.blanks == blanks]

    def those(self, name: str, state: State) -> Sequence[str]:
        """Return the people whose paper of a kind is in a state."""
        return [row.name for row in self.people for paper in self._papers_of(row, name) if state in paper.states]

    def _papers_of(self, row: Row, name: str) -> Sequence[Paper]:
        return [paper for column, paper in zip(self.columns, row.papers, strict=True) if column == name and paper]

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
        return pressing_first(self.problems)


def html(page: Page, source: str = "") -> str:
    """Return the page; the same values give the same text. `source` is a short sign of what it was made from."""
    style, script = _own("page.css"), _own("page.js")
    states = [state for state in State if state is not State.NOT_SIGNED]  # no paper of a single person's
    named = {
        "page": page,
        "source": source,
        "states": states,
        "marked": page.marked or {},
        "once": lru_cache,
        "fill": FILL,
        "to_stamp": TO_STAMP,
        "style": style,
        "script": script,
        "script_hash": _hash(script),
    }
    return printable(_room().get_template("page.html").render(named))


def is_made_from(content: bytes, source: str) -> bool:
    """Whether a page bears this sign."""
    return _sign(source).encode() in content[:4096]


def _sign(source: str) -> str:
    return f'<meta name="vanthu-nguon" content="{source}">'


def verify_page(key: OfficeKey, states: Mapping[str, CodeState]) -> bytes:
    """Return the page by which anybody checks a code; it names nobody: its list holds hashes of whole codes."""
    told = {
        "key": key.public.hex(),
        "salt": key.salt,
        "symbols": {bits: symbol for symbol, bits in BITS.items()},
        "list": {mark: states[mark].as_json() for mark in sorted(states)},
    }
    style, script = _own("verify_page.css"), _own("verify_page.js")
    named = {
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
        "data": Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704 no tag can stand in it
        "key": key.public.hex()[:16],
    }
    return _room().get_template("verify_page.html").render(named).encode()


@lru_cache(maxsize=1)
def _room() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE, "utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _own(name: str) -> Markup:
    """Return a file of ours as it stands; its line ends are single, as browsers read them."""
    return Markup((_HERE / name).read_text("utf-8"))  # noqa: S704 our own file, no value of anybody's


def printable(text: str) -> str:
    """Return text with U+FFFD for what neither HTML nor an editor shows."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _hash(script: str) -> str:
    """Return the script's hash as a content security policy names it (CSP level 3, 2.3.1)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
