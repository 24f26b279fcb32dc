"""Who signed a PDF, when, and whether it was changed since: files signed by pyHanko with keys of our own."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from signed_pdfs import plain_pdf, signer, with_signature

from flows.after_signing.verify import verify
from flows.errors import UsageError
from flows.pdf.signatures import is_signed, signatures_of, signed_pdf


@pytest.fixture
def file(tmp_path):
    """A paper of one page, signed by its signer and then by the office."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        plain = io.BytesIO()
        pdf.save(plain)
    once = with_signature(plain.getvalue(), "NguoiKy", signer(tmp_path, "Lê Thị Toan"))
    twice = with_signature(once, "CoQuan", signer(tmp_path, "Uỷ ban xã An"))
    found = {"plain": plain.getvalue(), "once": once, "twice": twice}

    def file(which, change=lambda content: content):
        path = tmp_path / "giay.pdf"
        path.write_bytes(change(found[which]))
        return path

    return file


def test_one_signature_is_told_with_signer_and_time(file, caplog):
    (found,) = signatures_of(file("once"))
    assert caplog.records == []

    assert (found.signer, found.is_genuine, found.is_last) == ("Lê Thị Toan", True, True)
    assert abs(found.at - datetime.now(UTC)) < timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "told"),
    [(b"D:20240703", ""), (b"D:20240703101500", "2024-07-03T10:15:00+07:00"), (b"D:long ago", "")],
)
def test_the_time_is_told_as_the_program_wrote_it_and_no_hour_is_made_of_a_day(file, written, told):
    content = file("once").read_bytes()
    changed = re.sub(rb"(?<=/M \()D[^)]*", lambda found: written.ljust(len(found[0])), content)
    assert changed != content
    assert [one.at for one in signed_pdf(changed).signings] == [told]


def test_a_second_signature_changes_nothing_of_the_first(file):
    found = signatures_of(file("twice"))

    assert [(one.signer, one.is_genuine, one.is_last) for one in found] == [
        ("Lê Thị Toan", True, False),
        ("Uỷ ban xã An", True, True),
    ]


def test_an_altered_byte_is_told(file):
    (found,) = signatures_of(
        file("once", lambda content: content.replace(b"/MediaBox [ 0 0 612", b"/MediaBox [ 0 0 613"))
    )

    assert not found.is_genuine
    assert "ĐÃ BỊ SỬA" in found.line()


def test_a_page_added_after_the_signature_is_told(file):
    def longer(content):
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        page = writer.root["/Pages"]["/Kids"][0]
        page["/MediaBox"][2] = page["/MediaBox"][3]
        writer.update_container(page)
        changed = io.BytesIO()
        writer.write(changed)
        return changed.getvalue()

    (found,) = signatures_of(file("once", longer))

    assert (found.is_intact, found.is_genuine) == (True, False)


def test_a_file_that_was_cut_is_told(file):
    with pytest.raises(UsageError, match="tệp PDF hỏng"):
        signatures_of(file("once", lambda content: content[:-2000]))


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A PDF signed once, and twice."""
    room = tmp_path_factory.mktemp("khoa")
    once = with_signature(plain_pdf(), "NguoiKy", signer(room, "Lê Thị Toan"))
    return once, with_signature(once, "CoQuan", signer(room, "Uỷ ban xã An"))


@given(st.data())
def test_no_changed_byte_and_no_cut_goes_unseen(signed, data):
    once, twice = signed
    assert (signed_pdf(twice).fault, signed_pdf(twice).doubts) == ("", ())
    # Between both parts that a signature covers stands the signature itself, with room left over.
    gap = twice.rindex(b"/Contents <")
    changed = bytearray(twice)
    changed[data.draw(st.integers(0, gap) | st.integers(twice.index(b">", gap) + 1, len(twice) - 8))] ^= data.draw(
        st.integers(1, 255)
    )
    assert signed_pdf(bytes(changed)).fault
    assert signed_pdf(once[: data.draw(st.integers(0, len(once) - 8))]).fault


@pytest.mark.parametrize(
    ("link", "broken"),
    [(rb"/V (\d+) 0 R", rb"%V \1 0 R"), (rb"/V \d", b"/V 9"), (rb"(/Fields \[ \d+ 0 R )\d", rb"\g<1>0")],
)
def test_a_signature_that_lost_its_field_with_one_byte_is_missed(signed, link, broken):
    _, twice = signed
    last = [*re.finditer(link, twice)][-1]
    changed = twice[: last.start()] + re.sub(link, broken, last[0]) + twice[last.end() :]

    assert len(changed) == len(twice)
    assert signed_pdf(changed).fault == "đã bị sửa sau khi ký"


def test_signed_parts_of_which_one_has_no_end_are_told(signed):
    once, _ = signed
    parts = re.search(rb"/ByteRange \[[^]]*", once)[0]
    fewer = re.sub(rb"(\d) (\d)", rb"\g<1>0\2", parts, count=1)

    assert len(fewer.split()) == len(parts.split()) - 1
    assert signed_pdf(once.replace(parts, fewer)).fault == "bị cắt cụt hoặc hỏng"


def test_a_pdf_without_a_signature_is_none(file):
    assert not is_signed(file("plain"))


def test_verify_needs_no_register_for_a_signed_pdf(file, tmp_path):
    path = file("once")

    (found,) = verify(str(tmp_path / "none.sqlite"), [str(path)])

    assert found.line().startswith(f"{path}: Lê Thị Toan ký lúc ")
