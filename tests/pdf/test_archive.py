"""PDF/A as archives ask for it: alone, cut from a joined one, and bound, judged by a program of somebody else's too."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from office_program import NEEDS_OFFICE

from flows.outputs.signing_folder import Chapter, Leaf
from flows.pdf.cut_and_stitch import stitched
from flows.pdf.paper_pdfs import add_pdfs

pytestmark = NEEDS_OFFICE
JARS = [
    Path("/usr/share/java", f"{name}.jar")
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
]
NEEDS_PREFLIGHT = pytest.mark.skipif(
    not (shutil.which("java") and all(jar.exists() for jar in JARS)),
    reason="needs PDFBox (apt install default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java)",
)


@pytest.fixture(scope="module")
def archive(outputs, documents, tmp_path_factory):
    """PDF/A of some of the sample's papers, cut and alone, and all of them bound."""
    root = tmp_path_factory.mktemp("archive")
    chosen = [one for one in documents if one.path.endswith(("ke-hoach.docx", "tin-bai.docx")) or "/00" in one.path]
    for one in chosen:
        (root / one.path).parent.mkdir(parents=True, exist_ok=True)
        (root / one.path).write_bytes((outputs / one.path).read_bytes())
    pdfs = add_pdfs(root, chosen, archive=True)
    assert len(pdfs) == 20
    leaves = tuple(Leaf(pdf.stem, pdf) for pdf in pdfs)
    (root / "tap.pdf").write_bytes(stitched("Tập trình ký: lớp A & B", leaves[0], [Chapter("Tất cả", leaves)]))
    return [*pdfs, root / "tap.pdf"]


def faults(path):
    """What ISO 19005-2 asks for and a PDF lacks, as far as its objects tell."""
    with pikepdf.open(path) as pdf:
        metadata = pdf.open_metadata()
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {"/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFiles"}
        promises = {
            "6.6.4 part and conformance": metadata.pdfa_status == "2B",
            "6.2.3 output intent": pdf.Root.OutputIntents[0].S == "/GTS_PDFA1",
            "6.2.3 its profile": len(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()) > 1000,
            "6.2.11.4 fonts are embedded": all("/FontFile2" in font.FontDescriptor for font in fonts),
            "6.2.11.7 and have their letters": all("/ToUnicode" in font for font in fonts),
            "6.1.3 not encrypted": not pdf.is_encrypted,
            "6.5 no actions": not any(
                names & set(one.keys()) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
            ),
            "6.6.2.3 metadata say what the info does": metadata["dc:title"] == str(pdf.docinfo["/Title"])
            and metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
            and set(pdf.docinfo.keys()) == {"/Title", "/Producer"},
            "6.6.2.1 metadata can be read by any program": b"<pdfaid:part>2</pdfaid:part>" in path.read_bytes(),
        }
    return [promise for promise, is_kept in promises.items() if not is_kept]


def test_nothing_that_pdf_a_asks_for_is_lost_in_cutting_and_binding(archive):
    assert {path.name: found for path in archive if (found := faults(path))} == {}


@NEEDS_PREFLIGHT
def test_pdfboxs_preflight_finds_nothing_but_the_part(archive, tmp_path):
    # It judges part 1 alone, which is stricter; so the copies it gets say that they keep to part 1.
    for number in (0, 1, 10, 19, 20):
        copy = tmp_path / f"{number}.pdf"
        copy.write_bytes(archive[number].read_bytes().replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
        command = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b", copy]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        assert "is a valid PDF/A-1b file" in told


def test_plain_pdfs_are_made_anew_for_the_archive_and_archived_ones_stay(archive, documents, tmp_path):
    paper = next(one for one in documents if one.path.endswith("tin-bai.docx"))
    (tmp_path / paper.path).parent.mkdir()
    shutil.copy(archive[0].with_name("tin-bai.docx"), tmp_path / paper.path)
    [plain] = add_pdfs(tmp_path, [paper])
    with pikepdf.open(plain) as pdf:
        assert not pdf.open_metadata().pdfa_status
    assert add_pdfs(tmp_path, [paper], archive=True) == [plain]
    assert faults(plain) == []
    assert add_pdfs(tmp_path, [paper]) == add_pdfs(tmp_path, [paper], archive=True) == []
