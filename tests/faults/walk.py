"""A random walk of an office: a clerk's acts in any order, and after each what every office may rely on.

`python tests/faults/walk.py 20000` takes so many steps, a new office every hundred; `... 1 --seed 7` walks one again.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from fault_office import AT, EVENT, TEMPLATES, open_office, order, register_file, register_rows, workbook
from plain_template import write_template

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.after_signing.register_book import rebuild, void
from flows.after_signing.replace import Replacing, reissue
from flows.errors import RegisterError, UsageError
from flows.pipeline import make

CODE = "LOP-1"
KINDS = ("ke-hoach", "giay-moi", "giay-chung-nhan")
SURNAMES, GIVEN = ("Lê", "Hà", "Vũ", "Đỗ", "Tạ"), ("An", "Bình", "Cúc", "Dung", "Én", "Giang", "Hoa", "Khoa", "Liên")
UNITS = ("thôn Một", "thôn Hai", "thôn Ba")
MORE = {
    "ke-hoach": "{{ su_kien.muc_dich }}",
    "giay-moi": "{{ nguoi.don_vi }} {{ su_kien.muc_dich }}",
    "tin-bai": "{{ su_kien.muc_dich }} {% for ai in danh_sach %}{{ ai.don_vi }} {% endfor %}",
    "giay-chung-nhan": "{{ nguoi.don_vi }}",
}
"""What the papers of a walk say beside those of the other tests, so that more of what changes is to be seen in them."""
RANK = {"reserved": 0, "issued": 1, "void": 2}


@dataclass
class Person:
    """Somebody of the roster; `settled` says that the last run has seen the row as it stands."""

    name: str
    unit: str
    born: str
    names: set[str]
    settled: bool = False


@dataclass
class Walk:
    """An office, the clerk's acts, and what must stay true."""

    root: Path
    seed: int
    people: list[Person] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    purpose: int = 1
    lines: dict[tuple[str, int, int], tuple[str, ...]] = field(default_factory=dict)
    issued: dict[tuple[str, str, str], str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    certified: dict[int, str] = field(default_factory=dict)
    originals: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    is_blind: bool = False
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 a walk that can be walked again
        self.names = itertools.cycle(
            self.chance.sample([f"{a} Văn {b} {c}" for a in SURNAMES for b in GIVEN for c in GIVEN], 400)
        )
        self.births = (f"{1 + n % 28:02}/{1 + n // 28 % 12:02}/{1960 + n // 336}" for n in itertools.count())
        open_office(self.root)
        (self.root / "inputs" / "lop-2.xlsx").unlink()
        for kind, more in MORE.items():
            text = f"{TEMPLATES[kind]} {more}"
            write_template(self.root / "templates" / f"{kind}.docx", text)
        for _ in range(3):
            self.come()
        self.write()
        self.run()

    @property
    def folder(self) -> Path:
        return self.root / "outputs" / CODE

    @property
    def order(self):
        return order(self.root, events=(CODE,))

    def write(self) -> None:
        rows = [f"{one.name} | {one.unit} | {one.born} | hoàn thành" for one in self.people]
        roster = "\n".join(["Họ và tên | Đơn vị | Ngày sinh | Kết quả", *rows])
        event = EVENT.format(code=CODE).replace("Mục đích | Bồi dưỡng", f"Mục đích | Bồi dưỡng {self.purpose}")
        workbook(self.root / "inputs" / "lop-1.xlsx", **{"Sự kiện": event, "Danh sách": roster})

    # What a clerk does.

    def come(self) -> None:
        name, born = next(self.names), next(self.births) if self.chance.random() < 0.7 else ""
        self.left.discard(name)
        self.people.insert(
            self.chance.randint(0, len(self.people)), Person(name, self.chance.choice(UNITS), born, {name})
        )

    def leave(self) -> None:
        if len(self.people) > 1:
            person = self.people.pop(self.chance.randrange(len(self.people)))
            self.left |= person.names - self.former
            self.certified.pop(id(person), None)

    def change(self) -> None:
        """Correct a row: its name where a date of birth says who it is, else its unit."""
        person = self.chance.choice(self.people)
        if not person.settled:
            return
        if person.born and self.chance.random() < 0.5:
            person.name = next(self.names)
            person.names.add(person.name)
        else:
            person.unit = self.chance.choice(UNITS)
        person.settled = False

    def shuffle(self) -> None:
        self.chance.shuffle(self.people)

    def event_changes(self) -> None:
        self.purpose += 1

    def edit(self) -> None:
        """Work in a paper, or in the version beside it, by hand."""
        papers = self.live()
        if papers:
            path, mark = self.chance.choice(papers), f"SUA{len(self.log)}"
            write_template(path, f"{text_of(path)} {mark}")
            self.marks.add(mark)

    def sign(self) -> None:
        """Put a signed PDF beside a paper, or another signature onto the one that is there."""
        if papers := self.live():
            pdf = self.chance.choice(papers).with_suffix(".pdf")
            pdf.write_bytes(signed(pdf.read_bytes() if pdf.exists() else b""))

    def delete(self) -> None:
        """Delete a paper, or the version beside it."""
        papers = self.live()
        if papers:
            path = self.chance.choice(papers)
            self.marks -= set(re.findall(r"SUA\d+", text_of(path)))
            path.unlink()

    def lose_manifest(self) -> None:
        (self.folder / "manifest.json").unlink(missing_ok=True)
        self.is_blind = True

    def lose_outputs(self) -> None:
        shutil.rmtree(self.root / "outputs", ignore_errors=True)  # it may be lost already
        self.marks.clear()
        self.issued.clear()
        self.originals.clear()

    def lose_register(self) -> None:
        aside, lines = self.root / "aside.sqlite", register_rows(self.root)
        manifest = self.folder / "manifest.json"
        told = manifest.read_text(encoding="utf-8") if manifest.exists() else ""
        shutil.move(register_file(self.root), aside)
        if any(one.get("number") for one in self.documents()):
            try:
                make(self.order, AT)
                self.wrong("a run began another register")
            except RegisterError:
                pass
        # A rebuilt register knows no dates of birth until the next run, and no number that outputs do not tell of.
        whole = all(f'"{line.symbol}"' in told for line in lines) and all(
            one.settled and len(one.names) == 1 for one in self.people
        )
        if self.chance.random() < 0.5 or not whole:
            shutil.move(aside, register_file(self.root))
        else:
            list(rebuild(str(register_file(self.root)), self.root / "outputs", at=AT))
            self.lines.clear()
            for person in self.people:
                person.settled = False

    def run(self) -> None:
        if self.is_blind:
            # Papers under names of before are nobody's any more, but for those of the register.
            self.left.clear()
            self.former |= {name for person in self.people for name in person.names - {person.name}}
        make(self.order, AT)
        self.is_blind = False
        for person in self.people:
            person.settled = True
        self.check_whole()
        if self.chance.random() < 0.5:
            self.run_again()

    def run_again(self) -> None:
        before = self.tree()
        make(self.order, AT)
        after = self.tree()
        changed = sorted(str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        if changed:
            self.wrong(f"a second run wrote {changed}")

    def run_one_kind(self) -> None:
        make(order(self.root, events=(CODE,), only=(self.chance.choice([*KINDS, "tin-bai"]),)), AT)

    def issue(self) -> None:
        only, day = self.chance.choice([(), *((kind,) for kind in KINDS)]), self.chance.choice([None, date(2024, 7, 4)])
        issue(order(self.root, events=(CODE,), only=only), day=day, at=AT)

    def replace(self) -> None:
        lines = [line for line in register_rows(self.root) if line.state != "reserved"]
        if lines:
            with suppress(UsageError):
                reissue(self.order, Replacing(self.chance.choice(lines).symbol, "ghi sai"), day=None, at=AT)

    def void(self) -> None:
        lines = [line for line in register_rows(self.root) if line.state != "void"]
        if lines and self.chance.random() < 0.3:
            line = self.chance.choice(lines)
            void(self.order, line.symbol, "in hỏng", at=AT)

    def forget(self) -> None:
        if self.chance.random() < 0.3 and len(self.people) > 1:
            person = self.chance.choice(self.people)
            with suppress(UsageError):
                people = found(self.order, Wish(person.name, CODE))
                key = people[0].key
                mine = [self.root / "outputs" / one["path"] for one in self.documents() if one["key"] == key]
                stems = {path.stem for path in mine}
                for path in self.papers():
                    # In bo/ also under a name of before.
                    text, is_named = text_of(path), any(path.name.startswith(stem) for stem in stems)
                    if is_named or any(re.search(rf"{name}\b", text) for name in person.names):
                        self.marks -= set(re.findall(r"SUA\d+", text))
                list(forget(self.order, people, at=AT))
                self.issued = {one: sha for one, sha in self.issued.items() if one[1] != key}
                self.people.remove(person)
                self.certified.pop(id(person), None)
                self.write()

    ACTS = (
        (come, 3), (leave, 2), (change, 4), (shuffle, 1), (event_changes, 2), (edit, 4), (delete, 1), (lose_manifest, 1),
        (lose_outputs, 0.2), (lose_register, 0.5), (run, 10), (run_one_kind, 2), (issue, 3), (replace, 1.5), (void, 1),
        (forget, 0.5), (sign, 2),
    )  # fmt: skip

    def step(self) -> None:
        acts, weights = zip(*self.ACTS, strict=True)
        act: Callable[[Walk], None] = self.chance.choices(acts, weights)[0]
        self.log.append(act.__name__)
        act(self)
        self.write()
        self.check()

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            self.step()
        self.run()
        self.run_again()

    # What must be true.

    def wrong(self, what: str) -> None:
        raise AssertionError(f"seed {self.seed}, step {len(self.log)}: {what}; {' '.join(self.log[-12:])}")

    def check(self) -> None:
        self.check_numbers()
        self.check_issued()
        texts = " ".join(text_of(path) for path in self.papers())
        lost = {mark for mark in self.marks if not re.search(rf"{mark}\b", texts)}
        if lost:
            self.wrong(f"work by hand is gone: {lost}")

    def check_numbers(self) -> None:
        for line in register_rows(self.root):
            one = line.pattern, line.year, line.number
            key = "" if line.key.startswith("da-xoa-") else line.key
            before, now = self.lines.get(one), (line.kind, key, line.state, str(line.day), line.recipient)
            self.lines[one] = now
            if before is None:
                continue
            if RANK[now[2]] < RANK[before[2]] or (key and before[:2] != now[:2]):
                self.wrong(f"number {line.symbol} was {before} and is {now}")
            if key and before[2] == now[2] == "issued" and before != now:
                self.wrong(f"issued number {line.symbol} was {before} and is {now}")

    def check_issued(self) -> None:
        hashes = {digest(path) for path in self.folder.rglob("*.*") if path.is_file()}
        for one in self.documents():
            copy = self.root / "outputs" / CODE / "phat-hanh" / one["path"].partition("/")[2]
            paper = one["kind"], one["key"], one["number"]
            if one.get("original"):
                # An electronic original, which takes the place of the Word file, and a later version that of it.
                copy = copy.with_suffix(".pdf")
                if digest(copy) != one["original"]:
                    self.wrong(f"the signed {one['path']} has other bytes")
                before, self.originals[paper] = self.originals.get(paper, b""), copy.read_bytes()
                if not copy.read_bytes().startswith(before):
                    self.wrong(f"the signed {one['path']} is no later version")
                self.issued[paper] = one["original"]
            elif one.get("issued") and copy.exists():
                known = self.issued.setdefault(paper, digest(copy))
                if known != digest(copy):
                    self.wrong(f"the issued {one['path']} has other bytes")
        gone = [one for one, sha in self.issued.items() if sha not in hashes]
        if gone:
            self.wrong(f"issued papers are gone: {gone}")

    def check_whole(self) -> None:
        """Look at what a whole run leaves: nobody's papers who left, everybody's number as it was."""
        texts = {path: text_of(path) for path in self.live()}
        for name in self.left:
            stays = [path.name for path, text in texts.items() if re.search(rf"{name}\b", text)]
            if stays:
                self.wrong(f"{name} has left, {stays} are still there")
        void = {line.symbol for line in register_rows(self.root) if line.state == "void"}
        for person in self.people:
            theirs = [one for one in self.documents() if one["kind"] == KINDS[2] and one["recipient"] in person.names]
            numbers = {one["number"] for one in theirs}
            if len(numbers) > 1:
                self.wrong(f"{person.name} has {numbers}")
            before = self.certified.get(id(person))
            if before and before not in numbers | void:
                self.wrong(f"{person.name} had {before}, has {numbers}")
            self.certified |= {id(person): number for number in numbers}

    def papers(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*.docx") if path.is_file() and "trinh-ky" not in path.parts)

    def live(self) -> list[Path]:
        """Return the papers that are neither put away nor kept as issued."""
        return sorted(
            path for path in self.papers() if path.relative_to(self.folder).parts[0] not in ("bo", "phat-hanh")
        )

    def documents(self) -> list[dict[str, str]]:
        try:
            return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))["documents"]
        except FileNotFoundError:
            return []

    def tree(self) -> dict[Path, tuple[int, str]]:
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return {path: (path.stat().st_mtime_ns, digest(path)) for path in files}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _hand() -> Callable[[bytes], bytes]:
    from signed_pdfs import plain_pdf, signer, with_signature  # noqa: PLC0415 its libraries take seconds

    with tempfile.TemporaryDirectory() as folder:
        by = signer(Path(folder), "Lê Toan")
    return lambda pdf: with_signature(pdf or plain_pdf("so .../KH"), f"Ky{pdf.count(b'/ByteRange')}", by)


def signed(pdf: bytes) -> bytes:
    """Return a PDF with one more signature; a new one for b""."""
    return _hand()(pdf)


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return " ".join(re.findall(r"<w:t[^>]*>([^<]*)", package.read("word/document.xml").decode()))


def take(seed: int, steps: int) -> None:
    """Walk one office from a seed."""
    with tempfile.TemporaryDirectory() as folder:
        Walk(Path(folder), seed).walk(steps)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "making"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--length", type=int, default=100)
    wanted = parser.parse_args()
    first, wrong = wanted.seed if wanted.seed is not None else random.SystemRandom().randrange(10**6), 0
    for seed in range(first, first + max(1, wanted.steps // wanted.length)):
        try:
            take(seed, wanted.length)
        except Exception as error:  # noqa: BLE001 every way to fail is told with its seed
            wrong += 1
            sys.stdout.write(f"{type(error).__name__} seed {seed}: {error}\n")
    sys.stdout.write(f"{wanted.steps} steps from seed {first}: {wrong} went wrong\n")
    sys.exit(bool(wrong))
