"""The page to look at, made with each run: reports and what stands in outputs in, trinh-ky/xem.html out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.documents import KINDS, NAMES, SIGNED, Kind
from flows.errors import FlowsError
from flows.model.draft import NotDue
from flows.model.report import Attendee, EventReport, Report
from flows.problems import Problem, Where
from flows.publishing.disk import digest, is_there, names_in, standing
from flows.publishing.manifest import Entry, Id
from flows.publishing.names import ANNOTATED, annotated_name, issued_copy
from flows.publishing.notice import Notice
from flows.publishing.outputs import Outputs, Pack
from flows.publishing.page import (
    ISSUED,
    KEPT,
    NOT_SIGNED,
    OVERTAKEN,
    REPLACED,
    TO_MEND,
    TO_SIGN,
    VOID,
    KindLine,
    Link,
    Page,
    Paper,
    Row,
    State,
    html,
    is_made_from,
    signed,
)
from flows.publishing.signing import BOUND, PAGE

BUDGET = 5_000_000
"""So many characters may everybody's first page add to the page; beyond them each kind's first paper alone is shown."""

_FORM = "1"
"""Another one where pictures are made in another way."""
Pictures = Mapping[str, str]
"""First pages as data URIs, by the paper's path."""
MOST_PEOPLE = 20_000
"""Of more people only those are shown who wait or have a paper changed by hand: a browser opens no page of 70 MB."""

_WORDS = {"danh-muc-trinh-ky": "Danh mục trình ký", "tap-trinh-ky": "Tập trình ký"}


def show(outputs: Path, report: Report) -> Report:
    """Make every event's page anew where it differs; return the report with what could not be made, as warnings."""
    return replace(report, events=tuple(_shown(outputs, event, report.problems) for event in report.events))


def _shown(outputs: Path, report: EventReport, general: Sequence[Problem]) -> EventReport:
    try:
        with Outputs(outputs).pack(report.event) as pack:
            desk = _Desk(outputs, pack, report, tuple(general))
            _put(pack, desk)
            notice = desk.notice()
            return replace(report, bulletin=notice.bulletin(is_new=pack.put_notice(notice.content())))
    except FlowsError as error:
        told = Problem(Where(f"{report.event}/trinh-ky/{PAGE}"), error.message, error.fix, "warning")
        return replace(report, problems=tuple(dict.fromkeys((*report.problems, told))))


def _put(pack: Pack, desk: _Desk) -> None:
    """Put the page in its place; pictures, which cost time, are only made for a page that differs."""
    pdfs = {entry.path: pdf for entry in pack.entries if (pdf := pack.pdf_of(entry.path))}
    plain = html(desk.page({}))
    source = digest("\n".join([_FORM, plain, *map(standing, pdfs.values())]).encode())
    if not is_made_from(pack.page(), source):
        pictures = _pictures(pdfs, list(desk.firsts().values()))
        pack.put_page(signed(html(desk.page(pictures)) if pictures else plain, source).encode())


def _pictures(pdfs: Mapping[str, Path], firsts: Sequence[str]) -> Pictures:
    """Return everybody's first page if the page holds them all, else each kind's first paper's."""
    from flows.publishing.thumbnails import first_page  # noqa: PLC0415 most runs have no PDF and need none of its library

    pictures: dict[str, str] = {}
    size = 0
    for path in dict.fromkeys((*firsts, *pdfs)):
        if path in pdfs and size <= BUDGET:
            pictures[path] = first_page(pdfs[path])
            size += len(pictures[path])
    return pictures if size <= BUDGET else {path: pictures[path] for path in firsts if path in pictures}


@dataclass(frozen=True, slots=True)
class _Desk:
    """One event's papers and people as they lie there when the page is made."""

    outputs: Path
    pack: Pack
    report: EventReport
    general: tuple[Problem, ...]

    def page(self, pictures: Pictures) -> Page:
        """Return what the page shows, with the pictures there are."""
        papers = self._papers(pictures)
        columns = [kind for kind in KINDS if kind.PER_PERSON and any(one == kind.KIND for one, _ in papers)]
        problems = (*self.report.problems, *self._of_templates())
        everybody = [
            Row(one.name, one.unit, tuple(papers.get((kind.KIND, one.key)) for kind in columns))
            for one in self._people()
        ]
        people = everybody if len(everybody) <= MOST_PEOPLE else list(filter(_is_special, everybody))[:MOST_PEOPLE]
        return Page(
            self.report.event,
            self.report.title,
            tuple(self._lines(papers, pictures)),
            tuple(kind.NAME for kind in columns),
            tuple(people),
            len(everybody) - len(people),
            problems,
            tuple(self._files()),
            dict(self._marked(problems)),
        )

    def notice(self) -> Notice:
        """Return the same in plain words."""
        not_due = tuple((NAMES[one.kind], one.reason) for one in self._not_due())
        return Notice(self.page({}), not_due, self.pack.changes)

    def _not_due(self) -> Sequence[NotDue]:
        """Return the kinds that wait, asked for or not."""
        places = {kind.KIND: place for place, kind in enumerate(KINDS)}
        return sorted((*self.report.not_due, *self.report.others_not_due), key=lambda one: places[one.kind])

    @property
    def _stopped(self) -> frozenset[str]:
        """The kinds that wait until a mistake is mended, asked for or not."""
        return self.report.others_stopped.union(self.report.stopped)

    def firsts(self) -> Mapping[str, str]:
        """Return the path of each kind's first paper."""
        return {entry.kind: entry.path for entry in reversed(self.pack.entries)}

    def _papers(self, pictures: Pictures) -> Mapping[Id, Paper]:
        """Return the papers that stand, then those that wait, by kind and key."""
        waiting = {(kind, one.key) for one in self.report.people for kind in one.waiting}
        stopped = self._stopped
        waiting |= {(kind.KIND, "") for kind in KINDS if kind.KIND in stopped and not kind.PER_PERSON}
        overtaken = {(one.kind, one.key) for one in self.report.documents if one.change == "overtaken"}
        past = self._past()
        papers = {one: Paper((TO_MEND,), past=past.get(one, ())) for one in sorted(waiting)}
        for entry in self.pack.entries:
            issued = issued_copy(entry.path) in self.pack.there
            promises = {ISSUED: issued, OVERTAKEN: entry.id in overtaken, KEPT: entry.state == "kept"}
            # A kind that waits as a whole waits with every paper of it, but for those that have gone out.
            waits = entry.id in waiting or (entry.kind in stopped and not issued)
            plain = TO_SIGN if entry.kind in SIGNED else NOT_SIGNED
            states = _states({**promises, TO_MEND: waits}) or (plain,)
            links, picture = tuple(self._links(entry, issued=issued)), pictures.get(entry.path, "")
            papers[entry.id] = Paper(states, entry.number or "", links, picture, past.get(entry.id, ()))
        made = {entry.id for entry in self.pack.entries}
        return dict(sorted(papers.items(), key=lambda one: one[0] not in made))

    def _past(self) -> Mapping[Id, tuple[tuple[State, str], ...]]:
        """Return the numbers that papers bore before and that were made void, or replaced by others."""
        past: dict[Id, tuple[tuple[State, str], ...]] = {}
        for entry in self.pack.removed:
            if entry.void and entry.number:
                state = REPLACED if entry.replaced_by else VOID
                past[entry.id] = (*past.get(entry.id, ()), (state, entry.number))
        return past

    def _links(self, entry: Entry, *, issued: bool) -> Iterator[Link]:
        if entry.path in self.pack.there:
            yield Link("Word", f"../{entry.path}")
        pdf = self.pack.pdf_of(entry.path)
        if pdf:
            yield Link("PDF", f"../{pdf.relative_to(self.pack.folder).as_posix()}")
        if issued:
            yield Link("Bản đã phát hành", f"../{issued_copy(entry.path)}")

    def _people(self) -> Iterator[Attendee]:
        """Yield the people of the roster, then those of papers whose row is not known now."""
        yield from self.report.people
        known = {one.key for one in self.report.people}
        others = {entry.key: entry.recipient for entry in self.pack.entries if entry.key and entry.key not in known}
        yield from (Attendee(key, name) for key, name in others.items())

    def _lines(self, papers: Mapping[Id, Paper], pictures: Pictures) -> Iterator[KindLine]:
        notes = {one.kind: f"Chưa làm. {one.reason}" for one in self._not_due()}
        notes |= dict.fromkeys(self._stopped, "Chờ sửa: xem mục Vấn đề.")
        firsts = self.firsts()
        for kind in KINDS:
            own = tuple(paper for (one, _), paper in papers.items() if one == kind.KIND)
            if own or kind.KIND in notes:
                picture = pictures.get(firsts.get(kind.KIND, ""), "")
                yield KindLine(kind.NAME, own, notes.get(kind.KIND, ""), _links_of(kind, own), picture)

    def _files(self) -> Iterator[Link]:
        names = {f"in-{kind.KIND}": f"Tệp in {kind.NAME.lower()}" for kind in KINDS} | _WORDS
        for name in sorted(names_in(self.pack.own), key=lambda name: not name.startswith(BOUND.partition(".")[0])):
            stem, _, ending = name.partition(".")
            if stem and not name.startswith(PAGE.partition(".")[0]):
                yield Link(f"{names.get(stem, stem)} ({ending})", name)

    def _marked(self, problems: Sequence[Problem]) -> Iterator[tuple[str, Link]]:
        for file in dict.fromkeys(problem.where.file for problem in problems if problem.where.file):
            name = annotated_name(file)
            if is_there(self.outputs / ANNOTATED / name):
                yield file, Link("Bản tô màu chỗ sai", f"../../{ANNOTATED}/{name}")

    def _of_templates(self) -> Iterator[Problem]:
        """Yield what was told of the templates of this event's kinds."""
        files = {f"{kind}.docx" for kind in (*self._stopped, *self.firsts())}
        yield from (problem for problem in self.general if problem.where.file in files)


def _links_of(kind: Kind, papers: Sequence[Paper]) -> tuple[Link, ...]:
    if not kind.PER_PERSON:
        return papers[0].links if papers else ()
    return (Link("Mở thư mục", f"../{kind.KIND}/"),) if any(paper.links for paper in papers) else ()


def _is_special(row: Row) -> bool:
    return any(state in (TO_MEND, KEPT) for paper in row.papers if paper for state in paper.states)


def _states(promises: Mapping[State, bool]) -> tuple[State, ...]:
    return tuple(state for state, is_so in promises.items() if is_so)
