"""The command on templates: a folder of Word templates in, a verdict on each and the vocabulary out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from flows.documents import KINDS, Kind
from flows.documents.vocabulary import merge_names, vocabulary
from flows.errors import UsageError
from flows.problems import Problem
from flows.reading.inbox import is_ignored
from flows.rendering.review import review
from flows.rendering.words import WORDS

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

    @property
    def purpose(self) -> str:
        """Return the verdict in a few words."""
        errors = sum(problem.is_error for problem in self.problems)
        name = next((f"mẫu {kind.NAME.lower()}" for kind in KINDS if self.kind == kind.KIND), "không thuộc loại nào")
        return f"{name}, " + (f"{errors} lỗi" if errors else "dùng được")

    def as_json(self) -> dict[str, object]:
        """Return the verdict for programs."""
        return {"file": self.file, "kind": self.kind, "problems": [problem.as_json() for problem in self.problems]}


def judged(folder: Path) -> list[Verdict]:
    """Return a verdict on every Word template of a folder; UsageError when there is no such folder."""
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục mẫu {folder}.", "Kiểm tra lại đường dẫn.")
    return [_verdict(path) for path in sorted(folder.glob("*.docx")) if not is_ignored(path)]


def _verdict(path: Path) -> Verdict:
    kind = next((kind for kind in KINDS if path.stem == kind.KIND), None)
    return Verdict(path.name, kind.KIND if kind else "", faults_of(path, kind))


def faults_of(path: Path, kind: Kind | None) -> tuple[Problem, ...]:
    """Return everything wrong with a template of a kind; None allows every kind's words."""
    return review(path, known=vocabulary(kind), file=path.name, names=merge_names())


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
