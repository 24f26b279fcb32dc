"""Make the page to look at and the notice of each event, from reports and from what stands in outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from flows.documents import KINDS, NAMES, PERSONAL, SIGNED, Kind
from flows.errors import FlowsError
from flows.model.recorded_paper import Document, Id
from flows.model.report import Attendee, EventReport, Report
from flows.model.signed_paper import Posted, in_words
from flows.outputs.disk import digest, is_there, names_in, read, standing
from flows.outputs.file_names import ANNOTATED, annotated_name, issued_copy, pdf_of, scan_of
from flows.outputs.hand_edits import put_file
from flows.outputs.html_page import KindLine, Link, Page, Paper, Row, State, html, is_made_from
from flows.outputs.notice import Notice
from flows.outputs.outputs_folder import Outputs, Pack
from flows.outputs.signing_folder import BOUND, PAGE
from flows.problems import Problem, Where

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
    """Put the page in its place; it and its pictures, which cost time, are only made where it differs."""
    source = digest("\n".join([_FORM, html(desk.plain), *map(standing, desk.pdfs.values())]).encode())
    if not is_made_from(read(pack.own / PAGE) or b"", source):
        pictures = _pictures(desk.pdfs, list(desk.firsts().values()))
        put_file(pack.own, PAGE, html(desk.page(pictures) if pictures else desk.plain, source).encode())


def _pictures(pdfs: Mapping[str, Path], firsts: Sequence[str]) -> Pictures:
    """Return everybody's first page if the page holds them all, else each kind's first paper's."""
    from flows.pdf.paper_pdfs import first_page  # noqa: PLC0415 most runs have no PDF and need none of its library

    pictures: dict[str, str] = {}
    size = 0
    for path in dict.fromkeys((*firsts, *pdfs)):
        if path in pdfs and size <= BUDGET:
            pictures[path] = first_page(pdfs[path])
            size += len(pictures[path])
    return pictures if size <= BUDGET else {path: pictures[path] for path in firsts if path in pictures}


@dataclass(frozen=True)
class _Desk:
    """One event's papers and people as they lie there when the page is made."""

    outputs: Path
    pack: Pack
    report: EventReport
    general: tuple[Problem, ...]

    @cached_property
    def plain(self) -> Page:
        """What the page shows, without pictures."""
        return self.page({})

    @cached_property
    def pdfs(self) -> Mapping[str, Path]:
        """The PDFs as new as their papers, by the papers' paths."""
        return {entry.path: pdf for entry in self.pack.manifest.entries if (pdf := self.pack.pdf_of(entry.path))}

    def page(self, pictures: Pictures) -> Page:
        """Return what the page shows, with the pictures there are."""
        papers = self._papers(pictures)
        kinds = {kind for kind, _ in papers}
        columns = [kind for kind in KINDS if kind.PER_PERSON and kind.KIND in kinds]
        problems = (*(one for one in self.report.problems if not one.once), *self._of_templates())
        everybody = list(self._people())
        # Of a hundred thousand only the few that are shown get a row.
        special = {key for (_, key), paper in papers.items() if not _SPECIAL.isdisjoint(paper.states)}
        listed = everybody if len(everybody) <= MOST_PEOPLE else [one for one in everybody if one.key in special]
        people = tuple(
            Row(one.name, one.unit, tuple(papers.get((kind.KIND, one.key)) for kind in columns))
            for one in listed[:MOST_PEOPLE]
        )
        return Page(
            self.report.event,
            self.report.title,
            tuple(self._lines(papers, pictures)),
            tuple(kind.NAME for kind in columns),
            people,
            len(everybody) - len(people),
            problems,
            tuple(self._files()),
            dict(self._marked(problems)),
        )

    def notice(self) -> Notice:
        """Return the same in plain words."""
        not_due = tuple((NAMES[kind], reason) for kind, reason in self._not_due().items())
        return Notice(self.plain, not_due, self.pack.manifest.changes)

    def _not_due(self) -> Mapping[str, str]:
        """Return the kinds that wait, asked for or not."""
        waiting = {**self.report.not_due, **self.report.others_not_due}
        return {kind: waiting[kind] for kind in NAMES if kind in waiting}

    @property
    def _stopped(self) -> frozenset[str]:
        """The kinds that wait until a mistake is mended, asked for or not."""
        return self.report.others_stopped.union(self.report.stopped)

    def firsts(self) -> Mapping[str, str]:
        """Return the path of each kind's first paper."""
        return {entry.kind: entry.path for entry in reversed(self.pack.manifest.entries)}

    def _papers(self, pictures: Pictures) -> Mapping[Id, Paper]:
        """Return the papers that stand, then those that wait, by kind and key."""
        waiting = {(kind, one.key) for one in self.report.people for kind in one.waiting}
        stopped = self._stopped
        waiting |= {(kind, "") for kind in stopped - PERSONAL}
        overtaken = {(one.kind, one.key) for one in self.report.documents if one.change == "overtaken"}
        past = self._past()
        made: dict[Id, Paper] = {}
        for entry in self.pack.manifest.entries:
            one, issued = entry.id, _lasting(entry) in self.pack.there
            # A kind that waits as a whole waits with every paper of it, but for those that have gone out.
            waits = one in waiting or (entry.kind in stopped and not issued)
            lacks = bool(entry.blanks) and not issued
            holds = ((State.ISSUED, issued), (State.OVERTAKEN, one in overtaken), (State.KEPT, entry.state == "kept"))
            states = tuple(state for state, is_so in (*holds, (State.OPEN, lacks), (State.TO_MEND, waits)) if is_so)
            states = states or (State.TO_SIGN if entry.kind in SIGNED else State.NOT_SIGNED,)
            links, picture = self._links(entry, issued=issued), pictures.get(entry.path, "")
            told = (entry.number or "", links, picture, past.get(one, ()), entry.blanks or ())
            signed = in_words(entry.signings), entry.stamp
            letter = self._letters.get((*one, entry.number))
            after = (*self._scan_states(entry), *(self._mail_states(entry, letter) if issued else ()))
            made[one] = Paper((*states, *after), *told, letter.day if letter else "", *signed)
        first = {one: made[one] for one in sorted(waiting) if one in made}
        to_come = {one: Paper((State.TO_MEND,), past=past.get(one, ())) for one in sorted(waiting) if one not in made}
        return {**first, **made, **to_come}

    def _scan_states(self, entry: Document) -> tuple[State, ...]:
        if scan_of(entry.path) in self.pack.there:
            return (State.SCANNED,)
        return (State.NOT_SCANNED,) if entry.kind in self._scanned else ()

    @cached_property
    def _scanned(self) -> frozenset[str]:
        """The kinds of which some paper has its scan."""
        return frozenset(entry.kind for entry in self.pack.manifest.entries if scan_of(entry.path) in self.pack.there)

    def _mail_states(self, entry: Document, letter: Posted | None) -> tuple[State, ...]:
        if letter:
            return (_OF_LETTERS[letter.state],)
        return (State.NOT_MAILED,) if entry.kind in self._mailed else ()

    @cached_property
    def _mailed(self) -> frozenset[str]:
        """The kinds of which somebody was mailed a paper."""
        return frozenset(one.kind for one in self.report.posted)

    @cached_property
    def _letters(self) -> Mapping[tuple[str, str, str | None], Posted]:
        return {(one.kind, one.key, one.symbol): one for one in self.report.posted}

    def _past(self) -> Mapping[Id, tuple[tuple[State, str], ...]]:
        """Return the numbers that papers bore before and that were made void, or replaced by others."""
        past: dict[Id, tuple[tuple[State, str], ...]] = {}
        for entry in self.pack.manifest.removed:
            if entry.void and entry.number:
                state = State.REPLACED if entry.replaced_by else State.VOID
                past[entry.id] = (*past.get(entry.id, ()), (state, entry.number))
        return past

    def _links(self, entry: Document, *, issued: bool) -> tuple[Link, ...]:
        path, pdf = entry.path, self.pdfs.get(entry.path)
        words = {
            "Word": path if path in self.pack.there else "",
            "PDF": pdf.relative_to(self.pack.folder).as_posix() if pdf and not entry.original else "",
            "Bản đã phát hành": _lasting(entry) if issued else "",
            "Bản quét": scan if (scan := scan_of(path)) in self.pack.there else "",
        }
        return tuple(Link(word, f"../{place}") for word, place in words.items() if place)

    def _people(self) -> Iterator[Attendee]:
        """Yield the people of the roster, then those of papers whose row is not known now."""
        yield from self.report.people
        known = {one.key for one in self.report.people}
        personal = [entry for entry in self.pack.manifest.entries if entry.key and entry.kind in PERSONAL]
        others = {entry.key: entry.recipient for entry in personal if entry.key not in known}
        yield from (Attendee(key, name) for key, name in others.items())

    def _lines(self, papers: Mapping[Id, Paper], pictures: Pictures) -> Iterator[KindLine]:
        notes = {kind: f"Chưa làm. {reason}" for kind, reason in self._not_due().items()}
        notes |= dict.fromkeys(self._stopped, "Chờ sửa: xem mục Vấn đề.")
        firsts, of_kind = self.firsts(), dict[str, list[Paper]]()
        for (name, _), paper in papers.items():
            of_kind.setdefault(name, []).append(paper)
        for kind in KINDS:
            own = tuple(of_kind.get(kind.KIND, ()))
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


def _lasting(entry: Document) -> str:
    """Return where the lasting copy of a paper stands once it has gone out."""
    return issued_copy(pdf_of(entry.path) if entry.original else entry.path)


def _links_of(kind: Kind, papers: Sequence[Paper]) -> tuple[Link, ...]:
    if not kind.PER_PERSON and len(papers) < 2:
        return papers[0].links if papers else ()
    return (Link("Mở thư mục", f"../{kind.KIND}/"),) if any(paper.links for paper in papers) else ()


_SPECIAL = frozenset({State.TO_MEND, State.KEPT, State.OPEN, State.REFUSED, State.UNSURE})
_OF_LETTERS = {"sent": State.MAILED, "sending": State.UNSURE, "refused": State.REFUSED}
