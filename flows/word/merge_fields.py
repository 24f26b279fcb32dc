"""Turn Word's own merge fields, and the IF fields around them, into Jinja tags: a template of a mail merge works.

What cannot be printed as Word would print it is left as it stands, and refused when the template is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from flows.vietnamese.text import bare, heading_key
from flows.word.package import FILLED_PART, packed, parsed, read_parts
from flows.word.paragraph_runs import OBJECT, Element, WordField, empty_copy, fields_in, paragraph_of, with_text

_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.)*"|“[^”]*”)|(?P<switch>\\[^\s\w\\"]|\\[a-z]\b)'
    r'|(?P<operator><>|<=|>=|[=<>])|(?P<bare>(?:[^\s"“<>=\\]|\\.)+)',
    re.DOTALL,
)
_CASES = {"upper": "upper", "lower": "lower", "firstcap": "hoa_dau", "caps": "hoa_tung_tu"}
_FORMATS_KEPT = frozenset({"mergeformat", "charformat", "mergeformatinet"})
_GROUPED = frozenset({"#,##0", "#.##0", "#,###", "#.###"})
_NUMBER = re.compile(r"[-+]?[\d.,]+")
_PLAIN = re.compile(r"[^\w .,;:/-]")
_SOURCE_OF_DATA = re.compile(r'<Relationship [^>]*/(?:mailMergeSource|mailMergeHeaderSource)"[^>]*/>')
_MAIL_MERGE = re.compile(r"<w:mailMerge>.*?</w:mailMerge>", re.DOTALL)
_BY_TAGS = "Dùng thẻ trong ngoặc nhọn thay trường này; các trường: `vanthu templates --fields`."
_ONE_EACH = "Xóa trường này: mỗi người đã có một văn bản riêng; để kể nhiều người dùng {%tr for n in danh_sach %}."
_BY_ROSTER = "Xóa trường này: ai được làm văn bản do các cột của danh sách quyết định."
_BY_COUNT = "Xóa trường này; số thứ tự trong danh sách là {{ nguoi.stt }}."
_BY_SHEET = "Xóa trường này; ghi nội dung vào bảng tính và in bằng trường của nó."
_OF_MAIL_MERGE: Mapping[str, str] = {
    "NEXT": _ONE_EACH, "NEXTIF": _ONE_EACH, "SKIPIF": _BY_ROSTER, "MERGEREC": _BY_COUNT, "MERGESEQ": _BY_COUNT,
    "ASK": _BY_SHEET, "FILLIN": _BY_SHEET, "ADDRESSBLOCK": _BY_TAGS, "GREETINGLINE": _BY_TAGS, "DATABASE": _BY_TAGS,
}  # fmt: skip


@dataclass(eq=False)
class RefusedError(Exception):
    """A field that is left to Word, why, and what to do; `name` is that of an unknown merge field."""

    shown: str
    what: str
    fix: str = _BY_TAGS
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of an instruction: its signs with the runs and inner fields they come from, without quotes."""

    kind: str
    signs: Sequence[tuple[str, Element | WordField]]

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.signs)


@dataclass(frozen=True, slots=True)
class _Text:
    run: Element
    text: str


@dataclass(frozen=True, slots=True)
class _Print:
    run: Element
    expression: str


@dataclass(frozen=True, slots=True)
class _Choice:
    run: Element
    condition: str
    yes: Sequence[_Piece]
    no: Sequence[_Piece] = ()


_Piece = _Text | _Print | _Choice
"""What a field prints."""


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


def _converted(name: str, content: bytes, names: Names, file: str) -> bytes | None:
    if not (b"instrText" in content or b"fldSimple" in content):
        return None
    root = parsed(content, name, file)
    made = [_convert(found, names) for found in fields_in(root)]
    return etree.tostring(root, encoding="UTF-8", standalone=True) if any(made) else None


def _convert(found: WordField, names: Names) -> bool:
    if found.first.getparent() is None:  # it stood in the result of one that was converted
        return False
    try:
        pieces = _pieces_of(found, names)
    except RefusedError:
        return False
    for run in _written(pieces or ()):
        found.first.addprevious(run)
    for each in found.runs if pieces is not None else ():
        if each.getparent() is not None:
            each.getparent().remove(each)
    return pieces is not None


def refused_fields(root: Element, names: Mapping[str, str]) -> Iterator[tuple[RefusedError, Element]]:
    """Give the fields of a part that would print somebody else's data, each with its paragraph."""
    known = Names(names)
    for found in fields_in(root):
        try:
            _pieces_of(found, known)
        except RefusedError as error:
            yield error, paragraph_of(found.first)


def _pieces_of(found: WordField, names: Names) -> Sequence[_Piece] | None:
    """Return what a field prints, None where Word itself computes it; raise RefusedError where neither can be."""
    tokens = list(_tokens(found))
    kind = tokens[0].text.upper() if tokens else ""
    if kind in _OF_MAIL_MERGE:
        raise RefusedError(kind, f"trường {kind} của trộn thư không dùng được ở đây", _OF_MAIL_MERGE[kind])
    if kind == "MERGEFIELD" and len(tokens) > 1:
        pieces = _merged(found, tokens[1:], names)
    elif kind == "IF" and (_merges(found) or not any(found.inner)):
        pieces = _chosen(found, tokens[1:], names)
    elif _merges(found):
        raise RefusedError(kind, f"trường {kind} có trường trộn thư bên trong không tính được")
    else:
        return None
    if len({paragraph_of(run) for run in found.runs if run.getparent() is not None}) > 1:
        raise RefusedError(kind, f"trường {kind} kéo qua nhiều đoạn", "Để cả trường trong một đoạn.")
    return pieces


def _merges(found: WordField) -> bool:
    """Tell whether a merge field stands in the instruction of a field."""
    return any(_merges(inner) or _first_word(inner) == "MERGEFIELD" for inner in found.inner)


def _first_word(found: WordField) -> str:
    return next((token.text.upper() for token in _tokens(found)), "")


def _tokens(found: WordField) -> Iterator[_Token]:
    instruction = "".join(sign for sign, _ in found.signs)
    for token in _TOKEN.finditer(instruction):
        signs = found.signs[token.start() : token.end()]
        kind = token.lastgroup or ""
        if kind == "quoted":
            signs = signs[1:-1]
        if kind in ("quoted", "bare"):
            signs = [sign for at, sign in enumerate(signs) if sign[0] != "\\" or (at and signs[at - 1][0] == "\\")]
        yield _Token(kind, signs)


def _switches(tokens: Sequence[_Token]) -> Iterator[tuple[str, str]]:
    for at, token in enumerate(tokens):
        if token.kind == "switch":
            yield token.text[1], tokens[at + 1].text if at + 1 < len(tokens) else ""


def _merged(found: WordField, tokens: Sequence[_Token], names: Names) -> Sequence[_Piece]:
    """Return what a merge field prints, by its switches."""
    name = tokens[0].text
    shown = f"«{name}»"
    expression = names.find(name)
    if not expression:
        raise RefusedError(shown, f"trường trộn thư {shown} không điền được", name=name)
    around, filters = {"b": "", "f": ""}, ""
    for switch, argument in _switches(tokens):
        if switch in around:
            around[switch] = argument
        elif (found_filter := _filter_of(switch, argument)) is not None:
            filters += found_filter
        else:
            raise RefusedError(shown, f"trường trộn thư {shown} có khóa \\{switch} {argument} không làm được")
    run = found.formatted
    printed = _Print(run, f"{expression}{filters}")
    if not any(around.values()):
        return (printed,)
    pieces = (_Text(run, around["b"]), printed, _Text(run, around["f"]))
    return (_Choice(run, f"so_sanh('khac', [{expression}], [''])", pieces),)


def _filter_of(switch: str, argument: str) -> str | None:
    """Return the filter that does what a switch does, "" where nothing is to be done, None for an unknown one."""
    match switch, argument.lower():
        case "*", case if case in _CASES:
            return f"|{_CASES[case]}"
        case "*", kept if kept in _FORMATS_KEPT:
            return ""
        case (("m" | "v"), _):
            return ""
        case "@", _:
            return f"|ngay_theo_mau({_quoted(argument)})"
        case "#", picture if picture in _GROUPED:
            return "|nhom_ba_so"
    return None


_OPERATORS = {"=": "bang", "<>": "khac", "<": "nho", "<=": "khong_qua", ">": "lon", ">=": "it_nhat"}
_PATTERNS = {"bang": "giong", "khac": "khong_giong"}


def _chosen(found: WordField, tokens: Sequence[_Token], names: Names) -> Sequence[_Piece]:
    """Return what an IF prints (ECMA-376 part 1, 17.16.5.22)."""
    given = [token for at, token in enumerate(tokens) if not _is_of_switch(tokens, at)]
    kinds = [token.kind for token in given]
    is_odd = any(switch != "*" or argument.lower() not in _FORMATS_KEPT for switch, argument in _switches(tokens))
    if is_odd or not 4 <= len(given) <= 5 or [at for at, kind in enumerate(kinds) if kind == "operator"] != [1]:
        raise RefusedError("IF", "trường IF viết sai", 'Viết { IF { MERGEFIELD … } = "…" "nếu đúng" "nếu sai" }.')
    left, operator, right, *branches = given
    if (
        left.kind == "bare"
        and not any(isinstance(source, WordField) for _, source in left.signs)
        and not _NUMBER.fullmatch(left.text)
    ):
        raise RefusedError("IF", f"trường IF so sánh dấu trang «{left.text}»")
    sides = [_value(_argument(side, names)) for side in (left, right)]
    relation = _OPERATORS[operator.text]
    if right.kind == "quoted" and re.search(r"[*?]", right.text):
        relation = _PATTERNS.get(relation, relation)
    condition = f"so_sanh('{relation}', {sides[0]}, {sides[1]})"
    kept = found.formatted if any(_switches(tokens)) and found.result else None
    yes, no = (_argument(branch, names, kept) for branch in [*branches, _Token("quoted", ())][:2])
    return (_Choice(found.first, condition, yes, no),)


def _is_of_switch(tokens: Sequence[_Token], at: int) -> bool:
    return tokens[at].kind == "switch" or (at > 0 and tokens[at - 1].kind == "switch")


def _argument(token: _Token, names: Names, run: Element | None = None) -> Sequence[_Piece]:
    """Return what a word of an instruction prints, text in the formatting of its own run or of a given one."""
    pieces: list[_Piece] = []
    for sign, source in token.signs:
        if isinstance(source, WordField):
            inner = _pieces_of(source, names)
            if inner is None:
                raise RefusedError("IF", f"trường IF có trường {_first_word(source)} bên trong")
            pieces += inner
        elif sign == OBJECT:
            raise RefusedError("IF", "trường IF có hình hoặc ký hiệu bên trong")
        elif pieces and isinstance(pieces[-1], _Text) and pieces[-1].run is (source if run is None else run):
            pieces[-1] = _Text(pieces[-1].run, pieces[-1].text + sign)
        else:
            pieces.append(_Text(source if run is None else run, sign))
    return pieces


def _value(pieces: Sequence[_Piece]) -> str:
    """Return pieces as a list in Jinja."""
    values = []
    for piece in pieces:
        match piece:
            case _Text():
                values.append(_quoted(piece.text))
            case _Print():
                values.append(piece.expression)
            case _Choice():
                values.append(f"({_value(piece.yes)} if {piece.condition} else {_value(piece.no)})")
    return f"[{', '.join(values)}]"


def _written(pieces: Sequence[_Piece]) -> Iterator[Element]:
    """Give pieces as runs with Jinja tags."""
    for piece in pieces:
        match piece:
            case _Text():
                yield with_text(empty_copy(piece.run), piece.text)
            case _Print():
                yield with_text(empty_copy(piece.run), f"{{{{ {piece.expression} }}}}")
            case _Choice():
                yield with_text(empty_copy(piece.run), f"{{% if {piece.condition} %}}")
                yield from _written(piece.yes)
                if piece.no:
                    yield with_text(empty_copy(piece.run), "{% else %}")
                    yield from _written(piece.no)
                yield with_text(empty_copy(piece.run), "{% endif %}")


def _quoted(text: str) -> str:
    """Return a text as a literal of Jinja that docxtpl's mending of quotes and signs leaves alone."""
    return "'" + _PLAIN.sub(lambda sign: f"\\U{ord(sign[0]):08x}", text) + "'"
