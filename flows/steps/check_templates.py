"""Judge Word templates: faults with their place, what each is for, a marked copy, the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from pathlib import Path

from flows.decree_form.judge_papers import SUFFIXES, judge_printed
from flows.documents import KINDS, NAMES, Kind
from flows.documents.facts import shared
from flows.documents.vocabulary import SIGNING_LIST, list_vocabulary, merge_names, vocabulary
from flows.errors import TemplateError, UsageError, writing
from flows.model.draft import Case
from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster
from flows.model.printing import Items
from flows.outputs.file_names import annotated_name
from flows.outputs.hand_edits import put_file, remove_file
from flows.problems import Problem, Severity, Where
from flows.reading.event_workbooks import is_ignored
from flows.vietnamese.numbers import Rate
from flows.vietnamese.text import bare, join_list
from flows.word.check_template import Review, review_template
from flows.word.package import read_bytes
from flows.word.template import Template
from flows.word.template_comments import marked
from flows.word.template_tags import Finding
from flows.word.word_arguments import WordError
from flows.word.words import WORDS

_BODY = "Ban Thường trực Ủy ban MTTQ Việt Nam xã Phúc Thọ"
_TEXT = (
    "Nâng cao kiến thức, kỹ năng nghiệp vụ công tác Mặt trận cho đội ngũ cán bộ ở cơ sở, đáp ứng yêu cầu nhiệm vụ"
    " trong tình hình mới."
)
_OFFICE = Office(
    parent="ỦY BAN MTTQ VIỆT NAM\nXÃ PHÚC THỌ",
    issuer="BAN THƯỜNG TRỰC",
    full_name=_BODY,
    place="Phúc Thọ",
    plan_symbol="{so}/KH-MTTQ-BTT",
    invitation_symbol="{so}/GM-MTTQ-BTT",
    certificate_symbol="{so:03}/GCN",
    report_symbol="{so}/BC-MTTQ-BTT",
    decision_symbol="{so}/QĐ-MTTQ-BTT",
    letter_symbol="{so}/MTTQ-BTT",
    power_grounds=Items(("Căn cứ Quy chế làm việc của Ban Thường trực;",)),
    authority=Items(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
    signatory="Nguyễn Văn Mẫu",
    recipients=Items(("- Như thành phần mời;", "- Lưu: VT, MTTQ.")),
)
_EVENT = Event(
    code="MAU",
    name="Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024",
    starts=date(2024, 7, 1),
    ends=date(2024, 7, 2),
    start_hour=time(8),
    place="Hội trường Trung tâm Chính trị",
    organiser=_BODY,
    partners=Items(("Trung tâm Chính trị",)),
    chair="đồng chí Chủ tịch",
    opener="Nguyễn Văn Mẫu",
    topics=Items(("Luật Thực hiện dân chủ ở cơ sở",)),
    groups=Items(("Cán bộ Mặt trận các thôn", "Trưởng ban Công tác Mặt trận")),
    expected=230,
    purpose=Items((_TEXT,)),
    demands=Items((_TEXT,)),
    grounds=Items(("Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;",)),
    carrying_out=Items((_TEXT,)),
    budget=10_000_000,
    budget_source="ngân sách xã",
    rate=Rate(100_000),
    contact="Văn phòng",
)
_AGENDA = (AgendaItem(day=_EVENT.starts, starts=time(8), content="Khai mạc", speaker="Nguyễn Văn Mẫu"),)
_PERSON = Person(
    name="Trần Thị Thử", title="Trưởng ban Công tác Mặt trận", unit="thôn Đông", result="hoàn thành", key="1"
)
_CASE = Case(_EVENT, _AGENDA, Roster((_PERSON,), has_results=True), _OFFICE, _OFFICE)


def specimen_of(kind: Kind) -> Mapping[str, object]:
    """Return every object that a template of the kind may name."""
    return next(kind.compose(_CASE, shared(_CASE))).filled()


OBJECTS: Mapping[str, str] = {
    "su_kien": "sự kiện",
    "chuong_trinh[]": "các mục chương trình: lặp for m in chuong_trinh",
    "danh_sach[]": "mọi người trong danh sách: lặp for n in danh_sach",
    "nguoi": "người nhận văn bản này (giấy mời, giấy chứng nhận)",
    "co_quan": "cơ quan ban hành",
    "van_ban": "văn bản này",
    **{path.partition(".")[0]: f"riêng cho {kind.NAME.lower()}" for kind in KINDS for path in kind.WORDS},
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one template is for and everything wrong with it."""

    file: str
    kind: str
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def purpose(self) -> str:
        """Return the verdict in a few words."""
        errors = sum(problem.is_error for problem in self.problems)
        other = "mẫu danh mục trình ký" if Path(self.file).stem == SIGNING_LIST else "không thuộc loại nào"
        name = next((f"mẫu {kind.NAME.lower()}" for kind in KINDS if self.kind == kind.KIND), other)
        if self.is_alternative:
            name = name.replace("mẫu", "mẫu khác của", 1)
        state = f"{errors} lỗi" if errors else "dùng được"
        could_be = self.is_alternative and self.file.lower().endswith(".docx")
        return f"{name}, {state}" + (f"; muốn dùng thì đổi tên thành {self.kind}.docx" if could_be else "")

    @property
    def is_alternative(self) -> bool:
        """Whether the template is for a kind whose papers are made from another one."""
        return self.kind != "" and self.file != f"{self.kind}.docx"

    def as_json(self) -> dict[str, object]:
        """Return the verdict for programs."""
        return {"file": self.file, "kind": self.kind, "problems": [problem.as_json() for problem in self.problems]}


def judged(folder: Path) -> list[Verdict]:
    """Return a verdict on every Word template of a folder; UsageError when there is no such folder."""
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục mẫu {folder}.", "Kiểm tra lại đường dẫn.")
    # Neither Word's lock files nor copies that we annotated.
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not is_ignored(path.name))
    return [verdict_of(path) for path in sorted(found) if not path.stem.casefold().endswith((".loi", ".loi.moi"))]


def verdict_of(path: Path) -> Verdict:
    """Return what a template is for and everything wrong with it."""
    kind = kind_named(path.stem)
    if path.suffix.lower() != ".docx":
        fix = "Mở bằng Word, lưu lại dạng .docx (File > Save As > Word Document), hoặc cất đi chỗ khác."
        told = (Problem(Where(path.name), f"Mẫu phải là tệp .docx, tệp {path.suffix} không được dùng.", fix),)
        return Verdict(path.name, kind.KIND if kind else "", told)
    found, used = review_of(path, kind)
    if kind and used is not None:
        found = (*found, *_unsaid(used, path.name, kind))
    problems = tuple(dict.fromkeys(finding.problem for finding in found))
    if kind and not any(problem.is_error for problem in problems):
        problems += _trial_print(path, kind)
    return Verdict(path.name, kind.KIND if kind else "", problems, found)


def kind_named(stem: str) -> Kind | None:
    """Return the kind that a file's name names: giay-moi makes the invitations, «Giấy mời cũ» could take its place."""
    letters = _letters(stem)
    named = [(letters.find(_letters(name)), kind) for kind in KINDS for name in (kind.KIND, kind.NAME)]
    return min(((at, kind) for at, kind in named if at >= 0), key=lambda found: found[0], default=(0, None))[1]


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", bare(name))


def _trial_print(path: Path, kind: Kind) -> tuple[Problem, ...]:
    """Return why a template cannot print the event that is made up, or what is wrong with the form of its paper."""
    try:
        printed = Template(path, names=merge_names(), file=path.name).fill(specimen_of(kind)).document
    except TemplateError as error:
        why = error.message.removeprefix(path.name).lstrip(",: ")
        fix = "Sửa chỗ ấy trong mẫu; cách viết các bộ lọc và hàm: `vanthu templates --fields`."
        # A word was given what it can never write; what else fails may do so for this event alone.
        severity: Severity = "error" if isinstance(error.__cause__, WordError) else "warning"
        return (Problem(Where(path.name), f"In thử không được: {why}", fix, severity),)
    return judge_printed(printed, path.name, kind.KIND)


@dataclass(frozen=True, slots=True)
class Stationery:
    """The Word templates of a run: the fields each one uses, and the faults of those that cannot be used, by kind."""

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def look_at(folder: Path, kinds: Iterable[str]) -> Stationery:
    """Judge the templates of these kinds."""
    found = {kind: _fields_or_faults(template_of(folder, kind), kind) for kind in kinds}
    faults = {kind: one for kind, one in found.items() if isinstance(one, tuple)}
    return Stationery({kind: one for kind, one in found.items() if not isinstance(one, tuple)}, faults)


def _fields_or_faults(path: Path, kind: str) -> frozenset[str] | tuple[Problem, ...]:
    """Return the fields that a template uses, or its faults if it has any."""
    if not path.is_file():
        fix = f"Đặt mẫu Word vào {path}, hoặc chỉ đúng thư mục bằng --templates."
        return (Problem(Where(path.name), f"Không có mẫu {NAMES[kind].lower()}.", fix),)
    review = review_of(path, next(module for module in KINDS if kind == module.KIND))
    errors = (finding.problem for finding in review.findings if finding.problem.is_error)
    return tuple(dict.fromkeys(errors)) or review.fields or frozenset()


def template_of(folder: Path, kind: str) -> Path:
    """Return the template of a kind."""
    return folder / f"{kind}.docx"


def faults_of(path: Path, kind: Kind | None) -> tuple[Problem, ...]:
    """Return everything wrong with a template of a kind; None allows every kind's words."""
    return tuple(dict.fromkeys(finding.problem for finding in review_of(path, kind).findings))


def review_of(path: Path, kind: Kind | None) -> Review:
    """Return everything wrong with a template of a kind, and the fields it uses; None allows every kind's words."""
    known = list_vocabulary() if path.stem == SIGNING_LIST else vocabulary(kind)
    return review_template(path, known=known, file=path.name, names=merge_names(), elsewhere=elsewhere(kind))


def elsewhere(kind: Kind | None) -> Mapping[str, str]:
    """Return the objects that a kind has not but others have, each with where it is to be used."""
    objects = {other: {_object(path) for path in vocabulary(other)} for other in KINDS}
    own, told = {_object(path) for path in vocabulary(kind)}, {}
    for name in dict.fromkeys(_object(path) for path in vocabulary()):
        if name not in own:
            kinds = [other.NAME.lower() for other, names in objects.items() if name in names]
            told[name] = f"«{name}» chỉ có trong mẫu {join_list(kinds)}." + _INSTEAD.get(name, "")
    return told


def _object(path: str) -> str:
    return path.partition(".")[0].removesuffix("[]")


_INSTEAD = {"nguoi": " Ở mẫu này, lặp qua mọi người: {%p for n in danh_sach %} {{ n.ho_ten }} {%p endfor %}."}

_EVENT_SAID = ("su_kien.ten_su_kien", "su_kien.ten_trong_cau", "van_ban.trich_yeu")
_NAMED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "giay-moi": {"họ tên người được mời": ("giay_moi.kinh_moi", "nguoi.ho_ten")},
    "giay-chung-nhan": {"họ tên người được cấp": ("nguoi.ho_ten",)},
}
ASKED_FOR: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "tin-bai": {"tên sự kiện": (*_EVENT_SAID, "tin.tieu_de")},
    **{
        kind.KIND: {
            **_NAMED.get(kind.KIND, {}),
            f"số của {kind.NAME.lower()}": ("van_ban.ky_hieu", "van_ban.so"),
            "tên sự kiện": _EVENT_SAID,
        }
        for kind in KINDS
        if kind.SERIES
    },
}
"""What a paper of each kind is no use without, and the fields any of which says it."""


def _unsaid(used: frozenset[str], file: str, kind: Kind) -> Iterator[Finding]:
    """Give a warning for each thing that a kind's papers need and the template never prints."""
    for what, fields in ASKED_FOR.get(kind.KIND, {}).items():
        if used.isdisjoint(fields):
            fix = f"Thêm {{{{ {fields[0]} }}}} vào chỗ cần in."
            yield Finding(Problem(Where(file), f"Mẫu không in {what}.", fix, "warning"))


def field_lines() -> Iterator[str]:
    """Yield the whole vocabulary: the objects with their fields, then the filters and functions."""
    for prefix, paths in groupby(vocabulary().items(), key=lambda entry: entry[0].split(".")[0]):
        yield f"{prefix}: {OBJECTS[prefix]}"
        yield from (f"  {path}  {meaning}" for path, meaning in paths)
    yield "Cách viết (bộ lọc và hàm)"
    yield from (f"  {word.example}  {word.explanation}: {word.gives}" for word in WORDS)


def annotate(verdicts: Sequence[Verdict], templates: Path, folder: Path) -> list[Path]:
    """Write NAME.loi.docx into a folder for every template with faults; remove the copies of those without.

    A copy somebody has worked in is kept. Raises MachineError where the folder cannot be written.
    """
    with writing(f"bản sao vào {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        return [copy for verdict in verdicts for copy in _copies(verdict, templates, folder)]


def _copies(verdict: Verdict, templates: Path, folder: Path) -> Sequence[Path]:
    name, content = annotated_name(verdict.file), None
    with suppress(TemplateError):  # no Word file: there is nothing to write in
        if verdict.problems:
            content = marked(read_bytes(templates / verdict.file, verdict.file), verdict.findings, verdict.file)
    if content is not None:
        return (put_file(folder, name, content),)
    remove_file(folder, name)
    return ()
