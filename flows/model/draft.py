"""A document to be made: from which facts, for whom, with which values, in which series of numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Columns, Person, Roster, cell_of
from flows.model.printing import Blank, Code, Items, printable
from flows.model.recorded_paper import NOT_BOOKED, Booked, Document
from flows.model.series import Series
from flows.model.signed_paper import Posted, SignedPdf
from flows.problems import Problem, Where
from flows.vietnamese.dates import OpenDate


@dataclass(frozen=True, slots=True)
class Case:
    """One event as the documents see it; `certifier` is the office that gives the certificates."""

    event: Event
    agenda: tuple[AgendaItem, ...]
    roster: Roster
    office: Office
    certifier: Office
    folder: Path = Path()

    def over(self, today: date) -> bool:
        """Whether the event's last day has passed."""
        return today > self.event.ends

    @property
    def recipients(self) -> Items:
        """Return to whom the papers go: as the event says, else as its office does."""
        return self.event.recipients or self.office.recipients

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the people of the roster who have not withdrawn."""
        return tuple(person for person in self.roster.people if not person.withdrawn)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of a paper: its kind, abstract, series, number and day.

    `title` is what the books say of the paper where kind and abstract do not tell enough. `symbol_heading` is the
    office's heading to fill when it has no symbol for the kind. `issued` says that the paper
    has gone out under its number and day, `replaces` whose void number it stands for; `start` is the first number of
    the series in the office's first year. `booked` is what the register holds of the paper, `before` the head as it
    was made for signing, before the number was issued.
    """

    kind_name: str
    abstract: str
    day: date | OpenDate | None = None
    series: Series | None = None
    number: int | None = None
    automatic: bool = False
    symbol_heading: str = ""
    issued: bool = False
    replaces: str = ""
    start: int = 1
    booked: Booked = NOT_BOOKED
    before: Heading | None = None
    title: str = ""

    def as_values(self) -> Mapping[str, object]:
        """Return the template object `van_ban`; a number not yet given leaves its room."""
        return {
            "so": "      " if self.series is None or self.number is None else self.series.number(self.number),
            **self.number_and_day(),
            "loai": self.kind_name,
            "trich_yeu": self.abstract,
        }

    @property
    def symbol(self) -> str:
        """Return the paper's number as printed, "" where it has no series."""
        return self.series.symbol(self.number) if self.series else ""

    def number_and_day(self) -> Mapping[str, object]:
        """Return the part of `van_ban` that is each paper's own."""
        return {
            "ky_hieu": Blank(self.symbol_heading) if self.series is None else self.series.symbol(self.number),
            "ngay": Blank("Ngày ký") if self.day is None else printable(self.day),
        }


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the register knows of an event's papers: number and day of those issued, by kind.

    `certificates` are the numbers of people's certificates by the place of their row, `given` those that went out.
    """

    issued: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    certificates: Mapping[Where, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """An object of a template that names other papers of its event: made once the register has given their numbers."""

    say: Callable[[Numbers], Mapping[str, object]]


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """One document that is due.

    `key` names the person within the event ("" for papers of the event itself), `order` its place in the roster,
    `stem` the file's name without folder, order and ending, `values` the template's objects but for `van_ban`,
    `numbers` those of the event's other papers, `code` the paper's signed text, None where it bears none, blank until
    its number is given.
    """

    event: str
    kind: str
    key: str
    recipient: str
    order: int
    stem: str
    heading: Heading
    values: Mapping[str, object]
    numbers: Numbers = field(default_factory=Numbers)
    code: str | None = None

    @classmethod
    def of_event(
        cls, event: str, kind: str, heading: Heading, values: Mapping[str, object], *, code: str | None = None
    ) -> Draft:
        """Return the one paper of its kind for a whole event."""
        return cls(event, kind, "", "", 0, kind, heading, values, code=code)

    def __repr__(self) -> str:
        """Name the paper; a person's data are nobody's who reads a log."""
        return f"Draft({self.event!r}, {self.kind!r}, {self.order!r})"

    def filled(self) -> Mapping[str, object]:
        """Return every object the template may name."""
        said = {
            name: value.say(self.numbers) if isinstance(value, Later) else value for name, value in self.values.items()
        }
        own, head = said.get("chung_nhan"), self.heading.as_values()
        if self.code and isinstance(own, Mapping):
            said["chung_nhan"] = {**own, "ma_qr": Code(self.code)}
        elif self.code:
            head = {**head, MARGIN_CODE: Code(self.code)}
        return {**said, "van_ban": head}

    def said(self, name: str, key: str) -> object:
        """Return what one of the paper's objects says of a key, None where it does not."""
        values = self.values.get(name)
        return values.get(key) if isinstance(values, Mapping) else None

    @property
    def has_margin_code(self) -> bool:
        """Whether the code stands in the margin, where no template has a word for it."""
        return self.code is not None and "chung_nhan" not in self.values

    def as_signed(self) -> Draft:
        """Return the draft as it was made for signing: without a number and day that were issued since."""
        return replace(self, heading=self.heading.before or self.heading)


MARGIN_CODE = "ma_qr"
"""What the code in the margin is called in `van_ban`."""
LISTS = ("chuong_trinh", "danh_sach")
_PRIVATE = tuple(field for field in fields_of(Person) if field.private)


def shared_asked(base: Mapping[str, object], used: Collection[str]) -> Mapping[str, object]:
    """Return the shared objects with the lists that a template names, and of the people in them what it names.

    Luật 91/2025/QH15: data are used for their purpose only.
    """
    named = {path.split(".")[0].removesuffix("[]") for path in used}
    kept = {name: value for name, value in base.items() if name not in LISTS or name in named}
    people = kept.get("danh_sach")
    if isinstance(people, list):
        kept["danh_sach"] = [_asked_of_person(each, "danh_sach[].", used) for each in people]
    return kept


def asked(draft: Draft, used: Collection[str]) -> Draft:
    """Return a draft with those private fields of its person that its template names, and a code where it names one."""
    if "nguoi" not in draft.values:
        return draft
    person = _asked_of_person(draft.values["nguoi"], "nguoi.", used)
    code = draft.code if draft.has_margin_code or "chung_nhan.ma_qr" in used else None
    return replace(draft, values={**draft.values, "nguoi": person}, code=code)


def _asked_of_person(person: object, prefix: str, used: Collection[str]) -> object:
    if not isinstance(person, Mapping):
        return person
    unasked = (field for field in _PRIVATE if person.get(field.key) and f"{prefix}{field.key}" not in used)
    return {**person, **{field.key: Blank(field.heading) for field in unasked}}


Reasons = Mapping[str, str]
"""Why kinds wait, by kind."""
VoidNumbers = Mapping[tuple[str, str | None, int | None], tuple[str, str]]
"""Why numbers, by kind, symbol and year, were made void, and the number given in the place of each ("" for none)."""


@dataclass(frozen=True, slots=True)
class EventBatch:
    """All that one event asks for now.

    `standing` are the (kind, key) whose papers of an earlier run stay as they are (not due, or held back by a
    mistake); whatever else an earlier run made and no draft asks for any more has been removed by the user.
    `whole` is false when a roster could not be read: then nobody counts as removed. `people` are all of the roster;
    their keys, which drafts and `standing` use, are good for this batch only: the register gives the lasting ones.
    `places` are the cells of the event's own fields, by the fields' main headings; `where` is its sheet. `withheld`
    are drafts whose number was refused, `void` the numbers of the event that were made void, `recorded` the papers
    that the register knows and that have not gone out under a number of now. `gone_out` are the
    hashes of the papers that went out under the numbers of now, as the register knows them, by (kind, key). `issuing`
    are the papers that go out in this run: b"" for one as it is printed, else the bytes of the one that was signed;
    `originals` are those of them that were signed as PDFs. `posted` are the papers that were mailed, or could not be.
    `days` are those of the event, in order, `columns` those of its rosters.
    Of the kinds that a run is not asked for, `others_due` are due all the same, `others_not_due` wait until a day, and
    `others_stopped` until a mistake is mended. `office` names who issues the papers, "" where nobody knows.
    """

    code: str
    title: str
    drafts: tuple[Draft, ...] = ()
    not_due: Reasons = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()
    standing: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    whole: bool = True
    places: Mapping[str, Where] = field(default_factory=dict, repr=False)
    where: Where = Where()
    withheld: tuple[Draft, ...] = ()
    void: VoidNumbers = field(default_factory=dict, repr=False)
    recorded: tuple[Document, ...] = ()
    gone_out: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    issuing: Mapping[tuple[str, str], bytes] = field(default_factory=dict, repr=False)
    posted: tuple[Posted, ...] = ()
    originals: Mapping[tuple[str, str], SignedPdf] = field(default_factory=dict, repr=False)
    others_due: frozenset[str] = frozenset()
    others_not_due: Reasons = field(default_factory=dict, repr=False)
    others_stopped: frozenset[str] = frozenset()
    office: str = ""
    days: tuple[date, ...] = ()
    columns: Columns = field(default_factory=dict, repr=False)

    def person(self, key: str) -> Person | None:
        """Return the person of a key, None where it is nobody's of the roster."""
        return next((person for person in self.people if key and person.key == key), None)

    def row_of(self, key: str) -> Where:
        """Return the row of a key's person, else the event's sheet."""
        person = self.person(key)
        return person.where if person else self.where

    def place_of(self, heading: str) -> Where:
        """Return the cell of the event's field that bears this heading, else its sheet."""
        return self.places.get(heading) or self.where.at(heading=heading)

    def place_in_row(self, person: Person, heading: str) -> Where:
        """Return the cell of a person's field that bears this heading, else the name's."""
        return cell_of(person, heading, self.columns)


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one run is asked to make; `problems` belong to no event."""

    events: tuple[EventBatch, ...] = ()
    problems: tuple[Problem, ...] = ()
