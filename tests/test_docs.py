"""The tables in the clerk's pages are derived from the code; `UPDATE_GOLDEN=1 pytest tests/test_docs.py` rewrites them."""

import os
import re
from pathlib import Path

import pytest

from flows.arguments import build
from flows.documents import KINDS
from flows.judging import word_table
from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.preferences import Preferences

SHEETS = (("Sự kiện", Event), ("Chương trình", AgendaItem), ("Danh sách", Person), ("Cơ quan", Office))


def field_table():
    lines = []
    for name, record in SHEETS:
        lines += [f"\n### {name}\n", "| đề mục | cũng hiểu | trong mẫu | ghi chú |", "|---|---|---|---|"]
        for field in fields_of(record):
            also = ", ".join(field.also)
            lines.append(f"| {field.heading}{' ✱' if field.required else ''} | {also} | `{field.key}` | {field.note} |")
    return "\n".join(lines)


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
        ("inputs/README.md", "settings", settings_table),
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
