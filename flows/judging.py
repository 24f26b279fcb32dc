"""The command on templates: a folder of Word templates in, a verdict on each and the vocabulary out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from flows.documents import KINDS, Kind
from flows.documents.vocabulary import SIGNING_LIST, list_vocabulary, merge_names, vocabulary
from flows.errors import TemplateError, UsageError
from flows.inspecting import form_of_template
from flows.problems import Problem, Where
from flows.reading.inbox import is_ignored
from flows.rendering.findings import Finding
from flows.rendering.review import fields_used, findings
from flows.rendering.words import WORDS
from flows.vietnamese.text import join_list

OBJECTS: Mapping[str, str] = {
    "su_kien": "sự kiện",
    "chuong_trinh[]": "các mục chương trình: lặp for m in chuong_trinh",
    "danh_sach[]": "mọi người trong danh sách: lặp for n in danh_sach",
    "nguoi": "người nhận văn bản này (giấy mời, giấy chứng nhận)",
    "co_quan": "cơ quan ban hành",
    "van_ban": "văn bản này",
    "ke_hoach": "riêng cho kế hoạch",
    "giay_moi": "riêng cho giấy mời",
    "tin": "riêng cho tin bài",
    "chung_nhan": "riêng cho giấy chứng nhận",
    "diem_danh": "riêng cho danh sách điểm danh",
    "bien_ten": "riêng cho biển tên",
    "chuong_trinh_in": "riêng cho chương trình in riêng",
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
        return f"{name}, " + (f"{errors} lỗi" if errors else "dùng được")

    def as_json(self) -> dict[str, object]:
        """Return the verdict for programs."""
        return {"file": self.file, "kind": self.kind, "problems": [problem.as_json() for problem in self.problems]}


def judged(folder: Path) -> list[Verdict]:
    """Return a verdict on every Word template of a folder; UsageError when there is no such folder."""
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục mẫu {folder}.", "Kiểm tra lại đường dẫn.")
    return [_verdict(path) for path in sorted(folder.glob("*.docx")) if _is_template(path)]


def _is_template(path: Path) -> bool:
    """Tell whether a file is a template itself: neither Word's lock file nor a copy that we annotated."""
    return not is_ignored(path) and not path.stem.casefold().endswith((".loi", ".loi.moi"))


def _verdict(path: Path) -> Verdict:
    kind = next((kind for kind in KINDS if path.stem == kind.KIND), None)
    found = (*_findings(path, kind), *_unsaid(path, kind))
    problems = tuple(dict.fromkeys(finding.problem for finding in found))
    if kind and not any(problem.is_error for problem in problems):
        problems += form_of_template(path, kind.KIND)
    return Verdict(path.name, kind.KIND if kind else "", problems, found)


def faults_of(path: Path, kind: Kind | None) -> tuple[Problem, ...]:
    """Return everything wrong with a template of a kind; None allows every kind's words."""
    return tuple(dict.fromkeys(finding.problem for finding in _findings(path, kind)))


def _findings(path: Path, kind: Kind | None) -> tuple[Finding, ...]:
    known = list_vocabulary() if path.stem == SIGNING_LIST else vocabulary(kind)
    names = merge_names()
    return findings(path, known=known, file=path.name, names=names, elsewhere=elsewhere(kind))


def elsewhere(kind: Kind | None) -> Mapping[str, str]:
    """Return the objects that a kind has not but others have, each with where it is to be used."""
    own, told = {_object(path) for path in vocabulary(kind)}, {}
    for name in dict.fromkeys(_object(path) for path in vocabulary()):
        if name not in own:
            kinds = [other.NAME.lower() for other in KINDS if name in {_object(path) for path in vocabulary(other)}]
            told[name] = f"«{name}» chỉ có trong mẫu {join_list(kinds)}." + _INSTEAD.get(name, "")
    return told


def _object(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


_INSTEAD = {"nguoi": " Ở mẫu này, lặp qua mọi người: {%p for n in danh_sach %} {{ n.ho_ten }} {%p endfor %}."}

_EVENT_SAID = ("su_kien.ten_su_kien", "su_kien.ten_trong_cau", "van_ban.trich_yeu")
ASKED_FOR: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ke-hoach": {
        "số của kế hoạch": ("van_ban.ky_hieu", "van_ban.so"),
        "tên sự kiện": _EVENT_SAID,
    },
    "giay-moi": {
        "họ tên người được mời": ("giay_moi.kinh_moi", "nguoi.ho_ten"),
        "số của giấy mời": ("van_ban.ky_hieu", "van_ban.so"),
        "tên sự kiện": _EVENT_SAID,
    },
    "tin-bai": {"tên sự kiện": (*_EVENT_SAID, "tin.tieu_de")},
    "giay-chung-nhan": {
        "họ tên người được cấp": ("nguoi.ho_ten",),
        "số của giấy chứng nhận": ("van_ban.ky_hieu", "van_ban.so"),
        "tên sự kiện": _EVENT_SAID,
    },
}
"""What a paper of each kind is no use without, and the fields any of which says it."""


def _unsaid(path: Path, kind: Kind | None) -> Iterator[Finding]:
    """Give a warning for each thing that a kind's papers need and the template never prints."""
    try:
        used = fields_used(path, names=merge_names()) if kind else frozenset()
    except TemplateError:  # said already, and better
        return
    for what, fields in ASKED_FOR.get(kind.KIND if kind else "", {}).items():
        if used.isdisjoint(fields):
            message = f"Mẫu không in {what}."
            fix = f"Thêm {{{{ {fields[0]} }}}} vào chỗ cần in."
            yield Finding(Problem(Where(path.name), message, fix, "warning"))


def field_lines() -> Iterator[str]:
    """Yield the whole vocabulary: the objects with their fields, then the filters and functions."""
    for prefix, paths in groupby(vocabulary().items(), key=lambda entry: entry[0].split(".")[0]):
        yield f"{prefix}: {OBJECTS[prefix]}"
        yield from (f"  {path}  {meaning}" for path, meaning in paths)
    yield "Cách viết (bộ lọc và hàm)"
    yield from (f"  {word.example}  {word.explanation}: {word.gives}" for word in WORDS)


def word_table() -> str:
    """Return the vocabulary as the table of templates/README.md."""
    fields = [f"| `{path}` | {_cell(meaning)} |" for path, meaning in vocabulary().items()]
    words = [f"| `{word.example}` | {word.explanation} | {word.gives} |" for word in WORDS]
    head = ["| trường | là |", "|---|---|", *fields, "", "| cách viết | là | ví dụ in ra |", "|---|---|---|"]
    return "\n".join([*head, *words])


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")
