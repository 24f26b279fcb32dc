"""The clerk's pages: tables derived from the code (`UPDATE_GOLDEN=1 pytest tests/test_docs.py` rewrites them), links, pictures."""

import os
import re
from itertools import groupby
from pathlib import Path

import pytest

from flows.cli import build, main
from flows.documents import KINDS
from flows.documents.vocabulary import vocabulary
from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.settings import Preferences
from flows.steps.check_templates import OBJECTS
from flows.word.words import WORDS

PAGES = ("README.md", "inputs/README.md", "outputs/README.md", "templates/README.md", "templates/huong-dan/cai-dat.md")
MOST_NAMES = 4
SHEETS = (("Sự kiện", Event), ("Chương trình", AgendaItem), ("Danh sách", Person), ("Cơ quan", Office))


def field_table():
    lines = []
    for name, record in SHEETS:
        fields = fields_of(record)
        lines += [f"\n### {name}\n", "| đề mục | cũng hiểu | cách ghi |", "|---|---|---|"]
        for field in fields:
            if field.note or field.required:
                star = " ✱" if field.required else ""
                lines.append(f"| {field.heading}{star} | {', '.join(field.also[:MOST_NAMES])} | {cell(field.note)} |")
        plain = (field.heading for field in fields if not (field.note or field.required))
        lines += ["", f"Không cần dặn gì: {'; '.join(plain)}."]
    return "\n".join(lines)


def cell(text):
    """The text in a cell of a table of Markdown."""
    return text.replace("\n", " ").replace("|", "\\|")


def word_table():
    lines = ["| trường | là |", "|---|---|"]
    for prefix, paths in groupby(vocabulary().items(), key=lambda entry: entry[0].split(".")[0]):
        own = (f"`{path.removeprefix(prefix)}` {meaning.partition(' (')[0]}" for path, meaning in paths)
        told = "như `nguoi`, của từng người" if prefix == "danh_sach[]" else "; ".join(own)
        lines.append(f"| `{prefix}` | {OBJECTS[prefix]}: {cell(told)} |")
    words = [f"| `{cell(word.example)}` | {word.explanation} | {word.gives} |" for word in WORDS]
    return "\n".join([*lines, "", "| cách viết | là | ví dụ in ra |", "|---|---|---|", *words])


def settings_table():
    lines = []
    for name, section in Preferences.model_fields.items():
        lines += [f"\n`[{name}]`\n", "| mục | là | ghi chú | mặc định |", "|---|---|---|---|"]
        for key, field in section.annotation.model_fields.items():
            default = str(field.default).lower() if isinstance(field.default, bool) else f"{field.default or ''}"
            lines.append(f"| `{key}` | {field.title} | {field.description} | {default and f'`{default}`'} |")
    return "\n".join(lines)


def between(page, mark, table):
    """The page with the table between its marks."""
    return re.sub(
        rf"(<!-- {mark} -->\n).*(<!-- /{mark} -->)", lambda m: f"{m[1]}{table}\n{m[2]}", page, flags=re.DOTALL
    )


@pytest.mark.parametrize(
    ("file", "mark", "table"),
    [
        ("inputs/README.md", "fields", field_table),
        ("templates/huong-dan/cai-dat.md", "settings", settings_table),
        ("templates/README.md", "words", word_table),
    ],
)
def test_the_clerks_table_says_what_the_code_declares(file, mark, table):
    page = Path(file).read_text(encoding="utf-8")
    derived = between(page, mark, table())
    if os.environ.get("UPDATE_GOLDEN"):
        Path(file).write_text(derived, encoding="utf-8")
        page = derived
    assert page == derived


def test_the_readme_names_every_command_and_kind():
    readme = Path("README.md").read_text(encoding="utf-8")
    commands = build()._subparsers._group_actions[0].choices  # argparse keeps them nowhere public
    assert all(f"vanthu {name}" in readme for name in commands)
    assert all(kind.KIND in readme for kind in KINDS)


def targets(page):
    """The files that a page's links and pictures mean."""
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    return [page.parent / link for link in links if not link.startswith("http")]


def test_every_link_and_picture_of_the_pages_is_there_also_in_an_offices_folder(tmp_path):
    assert main(["init", str(tmp_path), "--ten", "Đảng uỷ xã Sơn Lâm"]) == 0
    pages = [Path(page) for page in PAGES] + [tmp_path / page for page in PAGES[1:]]
    assert [target for page in pages for target in targets(page) if not target.exists()] == []


def test_the_pictures_are_small_and_each_stands_in_a_page():
    shown = {target.resolve() for page in PAGES for target in targets(Path(page)) if target.suffix == ".png"}
    sizes = {path.resolve(): path.stat().st_size for path in Path("templates/huong-dan").glob("*.png")}
    assert shown == sizes.keys()
    assert max(sizes.values()) < 80_000
    assert sum(sizes.values()) < 600_000
