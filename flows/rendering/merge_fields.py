"""Word's own merge fields in, Jinja tags out: a template of Word's mail merge works as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from flows.rendering.fields import Element, W, WordField, empty_copy, fields_in, paragraph_of, with_text
from flows.rendering.package import packed, parsed, read_parts
from flows.rendering.tags import FILLED_PART
from flows.vietnamese.text import bare, heading_key

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[*@#bfmv])|(\S+)')
_CASES = {"upper": "upper", "lower": "lower", "firstcap": "hoa_dau", "caps": "hoa_tung_tu"}
_FORMATS_KEPT = {"mergeformat", "charformat", "mergeformatinet"}
_GROUPED = {"#,##0", "#.##0", "#,###", "#.###"}
_SOURCE_OF_DATA = re.compile(r'<Relationship [^>]*/(?:mailMergeSource|mailMergeHeaderSource)"[^>]*/>')
_MAIL_MERGE = re.compile(r"<w:mailMerge>.*?</w:mailMerge>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MergeField:
    """A merge field as it is typed: the name, and its switches with their arguments."""

    name: str
    switches: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The field as Word shows it."""
        return f"«{self.name}»"


def read_instruction(instruction: str) -> MergeField | None:
    """Return the merge field that an instruction writes, or None for another field."""
    tokens = [next((part for part in found if part), "") for found in _TOKEN.findall(instruction)]
    if len(tokens) < 2 or tokens[0].upper() != "MERGEFIELD":
        return None
    rest = tokens[2:]
    switches = [
        (token[1], rest[at + 1] if at + 1 < len(rest) else "") for at, token in enumerate(rest) if _is_switch(token)
    ]
    return MergeField(tokens[1], tuple(switches))


def _is_switch(token: str) -> bool:
    return len(token) == 2 and token[0] == "\\"


class Names:
    """The expressions that merge fields stand for, found by key or heading; marks and case may be missing."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take expressions by name: {"ho_ten": "nguoi.ho_ten", "Họ và tên": "nguoi.ho_ten"}."""
        self._exact = _index(names, _with_marks)
        self._bare = _index(names, _without_marks)

    def find(self, name: str) -> str | None:
        """Return the expression, or None for a name that is unknown or fits two."""
        return self._exact.get(_with_marks(name)) or self._bare.get(_without_marks(name)) or None


def _with_marks(name: str) -> str:
    return heading_key(name.replace("_", " ")).replace(" ", "")


def _without_marks(name: str) -> str:
    return bare(heading_key(name.replace("_", " "))).replace(" ", "")


def _index(names: Mapping[str, str], key: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, expression in names.items():
        # A key that fits two expressions fits none.
        found[key(name)] = expression if found.get(key(name), expression) == expression else ""
    return found


def tag_of(merge_field: MergeField, expression: str) -> str | None:
    """Return the Jinja that prints a merge field, or None where a switch is left to Word."""
    before = after = ""
    filters = ""
    for switch, argument in merge_field.switches:
        match switch:
            case "*" if argument.lower() in _CASES:
                filters += f"|{_CASES[argument.lower()]}"
            case "*" if argument.lower() in _FORMATS_KEPT:
                continue
            case "@":
                filters += f"|ngay_theo_mau({_quoted(argument)})"
            case "#" if argument in _GROUPED:
                filters += "|nhom_ba_so"
            case "b":
                before = argument
            case "f":
                after = argument
            case "m" | "v":
                continue
            case _:
                return None
    printed = f"{{{{ {expression}{filters} }}}}"
    return f"{{% if {expression} %}}{before}{printed}{after}{{% endif %}}" if before or after else printed


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def with_tags(data: bytes, names: Mapping[str, str], file: str) -> bytes:
    """Return the template with the merge fields it knows as Jinja tags; without any, the same bytes."""
    parts = read_parts(data, file)
    known = Names(names)
    changed = {
        name: converted
        for name, content in parts.items()
        if FILLED_PART.fullmatch(name) and (converted := _converted(name, content, known, file)) is not None
    }
    return packed({**parts, **changed, **_without_data_source(parts)}) if changed else data


def _without_data_source(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the settings without the workbook that Word's mail merge would ask for when the document is opened."""
    changes = (("word/settings.xml", _MAIL_MERGE), ("word/_rels/settings.xml.rels", _SOURCE_OF_DATA))
    return {name: pattern.sub("", parts[name].decode()).encode() for name, pattern in changes if name in parts}


def has_fields(content: bytes) -> bool:
    """Tell whether a part has fields of Word at all."""
    return b"instrText" in content or b"fldSimple" in content


def _converted(name: str, content: bytes, names: Names, file: str) -> bytes | None:
    if not has_fields(content):
        return None
    root = parsed(content, name, file)
    made = [_convert(found, names) for found in list(fields_in(root))]
    return etree.tostring(root, encoding="UTF-8", standalone=True) if any(made) else None


def _convert(found: WordField, names: Names) -> bool:
    tag = _tag_for(found, names)
    if tag is None or len(_paragraphs(found)) > 1:
        return False
    run = empty_copy(_formatted(found))
    if found.is_argument:
        with_text(run, tag.replace(" }}", """|string|replace('"', '\\\\"') }}"""), "instrText")
    else:
        with_text(run, tag)
    found.first.addprevious(run)
    for each in found.runs:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    _leave_to_word(found.outer)
    return True


def _paragraphs(found: WordField) -> set[Element]:
    return {paragraph_of(run) for run in found.runs if run.getparent() is not None}


def _tag_for(found: WordField, names: Names) -> str | None:
    merge_field = read_instruction(found.instruction)
    expression = names.find(merge_field.name) if merge_field else None
    return tag_of(merge_field, expression) if merge_field and expression else None


def _formatted(found: WordField) -> Element:
    """Return the run whose formatting Word gives the result."""
    with_text_in = (run for run in found.result if run.find(f"{W}t") is not None)
    plain = found.first if found.first.tag == f"{W}r" else found.first.makeelement(f"{W}r")
    return next(with_text_in, next(iter(found.result), plain))


def _leave_to_word(outer: WordField | None) -> None:
    """Have Word compute anew a field around a merge field when the document is opened."""
    while outer is not None:
        outer.first.find(f"{W}fldChar").set(f"{W}dirty", "true")
        outer = outer.outer


def merge_fields_of(content: bytes) -> Iterator[tuple[MergeField, str, int]]:
    """Give the merge fields of a part with the text and the number of their paragraph."""
    if not has_fields(content):
        return
    root = etree.fromstring(content)
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
    for found in fields_in(root):
        merge_field = read_instruction(found.instruction)
        paragraph = paragraph_of(found.first)
        if merge_field and paragraph is not None:
            yield merge_field, "".join(text.text or "" for text in paragraph.iter(f"{W}t")), numbers[paragraph]
