"""PDFs are made of many papers at once, cut apart, and each is its person's, page for page as if made alone."""

import io
import os
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from office_program import NEEDS_OFFICE
from service import has_ended, waited

from flows.errors import MachineError
from flows.model.recorded_paper import Document
from flows.pdf import convert
from flows.pdf.convert import LibreOffice, soffice
from flows.pdf.cut_and_stitch import Title, WrongPagesError, cut
from flows.pdf.paper_pdfs import add_pdfs
from flows.vietnamese.text import solid
from flows.word.finished_papers import joined, taken_apart

pytestmark = NEEDS_OFFICE


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def image_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=1.5).to_pil().tobytes() for page in document]
    finally:
        document.close()


def paper(path, *lines, pages=False):
    """Write a small Word file; `pages` counts its pages in a field."""
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    if pages:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " NUMPAGES ")
        document.add_paragraph("Số trang: ")._p.append(field)
    document.save(path)
    return Document("giay-moi", path.name, path.stem, lines[0], None, "made", "")


@pytest.mark.wide
def test_every_paper_gets_its_pdf_with_its_persons_name(outputs, documents, pdfs):
    assert pdfs == [(outputs / document.path).with_suffix(".pdf") for document in documents]
    wrong = [
        pdf.name for pdf, one in zip(pdfs, documents, strict=True) if solid(one.recipient) not in solid(text_of(pdf))
    ]
    assert wrong == []


def test_a_cut_page_looks_as_if_it_had_been_converted_alone(outputs, documents, pdfs, tmp_path):
    chosen = [one for one in documents if one.path.split("/")[-1][:3] in ("001", "115", "230")]
    assert len(chosen) == 6
    for number, one in enumerate(chosen):
        (tmp_path / f"{number}.docx").write_bytes((outputs / one.path).read_bytes())
    LibreOffice(soffice()).convert(sorted(tmp_path.glob("*.docx")), tmp_path, papers=6)
    different = [
        one.path
        for number, one in enumerate(chosen)
        if image_of(tmp_path / f"{number}.pdf") != image_of((outputs / one.path).with_suffix(".pdf"))
    ]
    assert different == []


def test_a_pdf_bears_title_language_and_its_fonts(outputs, documents, pdfs):
    one = next(one for one in documents if one.kind == "giay-chung-nhan")
    with pikepdf.open((outputs / one.path).with_suffix(".pdf")) as pdf:
        assert pdf.open_metadata()["dc:title"] == f"Giấy chứng nhận - {one.recipient}"
        assert str(pdf.Root.Lang) == "vi-VN"
        fonts = pdf.pages[0].Resources.Font.values()
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_a_paper_converted_alone_can_be_followed_by_a_screen_reader_and_is_the_same_twice(tmp_path):
    one = paper(tmp_path / "an.docx", "Ông An")
    made = []
    for _ in range(2):
        (pdf,) = add_pdfs(tmp_path, [one])
        made.append(pdf.read_bytes())
        pdf.unlink()
    assert made[0] == made[1]
    with pikepdf.open(io.BytesIO(made[0])) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "vi-VN")
        assert pdf.Root.StructTreeRoot.K is not None


def test_a_pdf_that_is_new_enough_is_not_made_again(outputs, documents, pdfs):
    assert pdfs
    assert add_pdfs(outputs, documents) == []


def test_a_changed_paper_gets_a_new_pdf_alone(tmp_path):
    papers = [paper(tmp_path / f"{name}.docx", f"Kính mời ông {name}") for name in ("an", "ba")]
    papers = [replace(one, recipient=one.key) for one in papers]
    add_pdfs(tmp_path, papers)
    later = (tmp_path / "ba.pdf").stat().st_mtime_ns + 10**9
    os.utime(tmp_path / "ba.docx", ns=(later, later))
    assert [path.name for path in add_pdfs(tmp_path, papers)] == ["ba.pdf"]


def test_papers_that_count_their_pages_are_converted_alone(tmp_path):
    papers = [paper(tmp_path / f"{name}.docx", f"Ông {name}", pages=True) for name in ("an", "ba", "ca")]
    assert all(taken_apart((tmp_path / one.path).read_bytes(), one.path).stands_alone for one in papers)
    assert len(add_pdfs(tmp_path, papers)) == 3
    assert "Số trang: 1" in text_of(tmp_path / "ca.pdf")


def test_a_paper_edited_by_hand_is_converted_beside_the_others(tmp_path):
    papers = [paper(tmp_path / f"{name}.docx", f"Ông {name}") for name in ("an", "ba", "ca")]
    edited = WordDocument(tmp_path / "ba.docx")
    edited.styles["Normal"].font.name = "Arial"
    edited.add_paragraph("Ghi tay thêm.")
    edited.save(tmp_path / "ba.docx")
    add_pdfs(tmp_path, papers)
    assert [("Ghi tay" in text_of(tmp_path / f"{name}.pdf")) for name in ("an", "ba", "ca")] == [False, True, False]


def test_pdf_a_says_so_in_every_part(tmp_path):
    papers = [paper(tmp_path / f"{name}.docx", f"Ông {name}") for name in ("an", "ba")]
    for pdf in add_pdfs(tmp_path, papers, archive=True):
        with pikepdf.open(pdf) as opened:
            assert opened.open_metadata().pdfa_status == "2B"
            assert "/OutputIntents" in opened.Root


def converted(tmp_path, *texts):
    """Join papers of one template and convert the whole."""
    papers = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.docx"
        paper(path, text)
        papers.append(taken_apart(path.read_bytes(), path.name))
    whole = tmp_path / "tat-ca.docx"
    whole.write_bytes(joined(papers))
    LibreOffice(soffice()).convert([whole], tmp_path, papers=len(texts))
    return whole.with_suffix(".pdf")


def test_pages_without_their_person_are_refused(tmp_path):
    pdf = converted(tmp_path, "Ông Lê Văn An", "Bà Trần Thị Ba")
    marks = ["vanthu00000", "vanthu00001"]
    with pytest.raises(WrongPagesError):
        cut(pdf, marks, [Title("Giấy mời", "Lê Văn An"), Title("Giấy mời", "Trần Thị Bốn")])
    with pytest.raises(WrongPagesError):
        cut(pdf, [*marks, "vanthu00002"], [Title("Giấy mời")] * 3)
    assert len(cut(pdf, marks, [Title("Giấy mời", "LÊ VĂN AN"), Title("Giấy mời", "Trần Thị  Ba")])) == 2


def test_a_paper_of_two_pages_takes_both(tmp_path):
    pdf = converted(tmp_path, "Ông An", "Bà Ba " + "rất dài " * 1200, "Ông Ca")
    parts = cut(pdf, [f"vanthu0000{number}" for number in range(3)], [Title(""), Title(""), Title("")])
    pages = [len(pikepdf.open(io.BytesIO(part)).pages) for part in parts]
    assert pages[0] == pages[2] == 1
    assert pages[1] > 1


# Another program in LibreOffice's place: it takes the same arguments, and leaves PDFs of one blank page.
OFFICE = """
while [ "$1" != --outdir ]; do shift; done
folder=$2; shift 2
echo $# >> "$folder/calls"
"""
CONVERT = 'for each in "$@"; do cp "$folder/blank" "$folder/$(basename "${each%.docx}").pdf"; done'


def program(tmp_path, script):
    path = tmp_path / "soffice-gia"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def documents_in(folder, count):
    folder.mkdir()
    whole = pikepdf.new()
    whole.add_blank_page()
    whole.save(folder / "blank")
    return [folder / f"{number:03}.docx" for number in range(count)]


def calls(folder):
    return [int(line) for line in (folder / "calls").read_text().split()]


@pytest.fixture
def patience(tmp_path, monkeypatch):
    """It ends once the program has left word, in the file `hangs`, that it does: no clock on a busy machine."""
    wait = subprocess.Popen.wait

    def until_it_hangs(process, timeout=None):
        hangs = tmp_path / "hangs"
        if timeout is not None and waited(lambda: hangs.exists() or process.poll() is not None) and hangs.exists():
            hangs.unlink()
            raise subprocess.TimeoutExpired(process.args, timeout)
        return wait(process)

    monkeypatch.setattr(subprocess.Popen, "wait", until_it_hangs)


def test_a_libreoffice_that_hangs_is_ended_with_its_children_and_told(tmp_path, patience):
    script = f"sleep 600 & echo $! > {tmp_path}/child; touch {tmp_path}/hangs; wait"
    hanging = LibreOffice(program(tmp_path, script), workers=1)
    limit = convert.OFFICE_SECONDS_TO_START + convert.OFFICE_SECONDS_A_PAPER
    with pytest.raises(MachineError, match=f"treo quá {limit} giây"):
        hanging.convert([tmp_path / "a.docx"], tmp_path, papers=1)
    child = int((tmp_path / "child").read_text())
    # A busy machine may take its time over a process that was killed.
    assert waited(lambda: has_ended(child))


def test_what_a_libreoffice_left_when_it_hung_is_done_by_another(tmp_path, patience):
    room = tmp_path / "room"
    papers = documents_in(room, 5)
    once = (
        'if [ ! -e "$folder/hung" ]; then touch "$folder/hung"; cp "$folder/blank" "$folder/000.pdf"; '
        f"touch {tmp_path}/hangs; sleep 600; fi\n"
    )
    LibreOffice(program(tmp_path, OFFICE + once + CONVERT), workers=1).convert(papers, room, papers=5)
    assert calls(room) == [5, 4]
    assert all(path.with_suffix(".pdf").is_file() for path in papers)


def test_no_call_gets_more_files_than_libreoffice_takes_and_each_worker_has_its_share(tmp_path):
    room = tmp_path / "room"
    papers = documents_in(room, 500)
    # As LibreOffice does: what comes after the 246th file is left out, and nothing is said.
    script = OFFICE + 'for each in "$@"; do n=$((n+1)); [ $n -gt 246 ] && exit 0; set -- "$each"; ' + CONVERT + "; done"
    LibreOffice(program(tmp_path, script), workers=2).convert(papers, room, papers=500)
    assert sum(calls(room)) == 500
    assert max(calls(room)) <= 100
    assert sum(path.with_suffix(".pdf").is_file() for path in papers) == 500


def test_a_libreoffice_that_leaves_papers_out_is_told_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    Path(program(tmp_path, "exit 0")).rename(tmp_path / "soffice")
    with pytest.raises(MachineError, match=r"an\.docx \(và 1 tệp khác\)"):
        add_pdfs(tmp_path, [paper(tmp_path / f"{name}.docx", name) for name in ("an", "ba")])
