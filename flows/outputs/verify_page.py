"""The page by which anybody checks a paper's code: one file, which needs neither server nor network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.model.codes import BITS, OfficeKey
from flows.outputs.disk import place, read
from flows.outputs.file_names import VERIFIED
from flows.problems import Problem, Where

_HERE = Path(__file__).parent
_KEY = re.compile(rb'"key": "([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class CodeState:
    """What became of the paper that bears a code: issued, void or replaced, under which number, and by which."""

    state: str
    number: str
    day: date | None
    successor: str = ""

    @property
    def what(self) -> str:
        """Return the state in a word."""
        return "replaced" if self.successor else self.state

    def as_json(self) -> list[str]:
        """Return it as the page reads it."""
        return [self.what, self.number, self.day.isoformat() if self.day else "", self.successor]


def refresh(outputs: Path, key: OfficeKey, states: Mapping[str, CodeState]) -> tuple[Problem, ...]:
    """Write the page where it differs; one of another key is kept beside, for it still checks that key's codes."""
    path, content = outputs / VERIFIED / "index.html", verify_page(key, states)
    before = read(path)
    if before == content:
        return ()
    found = _KEY.search(before or b"")
    if before is None or found is None or found[1].decode() == key.public.hex():
        place({path: content})
        return ()
    old = path.with_name(f"khoa-cu-{found[1].decode()[:8]}.html")
    place({old: before})
    place({path: content})
    message = "Khóa ký mã QR đã đổi: mã trên các giấy trước chỉ còn kiểm được bằng trang cũ, nay là " + old.name + "."
    fix = "Nếu không cố ý: chép sổ đăng ký cũ từ .sao-luu về chỗ cũ rồi chạy lại."
    return (Problem(Where(f"{VERIFIED}/index.html"), message, fix, "warning"),)


def verify_page(key: OfficeKey, states: Mapping[str, CodeState]) -> bytes:
    """Return the page; it names nobody: a mark in its list is the hash of a whole code."""
    told = {
        "key": key.public.hex(),
        "salt": key.salt,
        "symbols": {bits: symbol for symbol, bits in BITS.items()},
        "list": {mark: states[mark].as_json() for mark in sorted(states)},
    }
    words = {
        "style": (_HERE / "verify_page.css").read_text("utf-8"),
        "script": (_HERE / "verify_page.js").read_text("utf-8"),
        "data": json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"),
        "key": key.public.hex()[:16],
    }
    words |= {f"{name}_hash": _hash(words[name]) for name in ("style", "script")}
    page = (_HERE / "verify_page.html").read_text("utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda word: words[word[1]], page).encode()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
