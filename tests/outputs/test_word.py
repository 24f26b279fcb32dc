"""Word's road, as far as it goes without Windows: another docx2pdf in its place, with the same function."""

import os
from pathlib import Path

import pytest

from flows.errors import MachineError
from flows.pdf import convert
from flows.pdf.convert import Word

# As docx2pdf 0.1.8: folder to folder, by name, and it ends with the first document that Word refuses.
DOCX2PDF = """
from pathlib import Path

def convert(input_path, output_path=None, keep_active=False):
    with open({calls!r}, "a") as calls:
        print(len(list(Path(input_path).glob("*.docx"))), keep_active, file=calls)
    for path in sorted(Path(input_path).glob("*.docx")):
        {hang}
        if path.read_bytes() == b"broken":
            raise OSError("Word cannot open this")
        (Path(output_path) / (path.stem + ".pdf")).write_bytes(b"%PDF of " + path.read_bytes())
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Give what installs such a docx2pdf, and the documents."""

    def office(*contents, hang="pass"):
        (tmp_path / "docx2pdf.py").write_text(DOCX2PDF.format(calls=str(tmp_path / "calls"), hang=hang))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path.cwd())]))
        (tmp_path / "out").mkdir()
        documents = [tmp_path / f"{number}.docx" for number in range(len(contents))]
        for path, content in zip(documents, contents, strict=True):
            path.write_bytes(content)
        return documents

    return office


def test_word_is_asked_once_for_all_papers(office, tmp_path):
    Word().convert(office(b"an", b"ba", b"ca"), tmp_path / "out", papers=3)
    assert sorted(path.read_bytes() for path in (tmp_path / "out").iterdir()) == [
        b"%PDF of an",
        b"%PDF of ba",
        b"%PDF of ca",
    ]
    assert (tmp_path / "calls").read_text() == "3 False\n"


def test_a_paper_that_word_refuses_leaves_out_no_other(office, tmp_path):
    Word().convert(office(b"an", b"broken", b"ca"), tmp_path / "out", papers=3)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0.pdf", "2.pdf"]


def test_a_word_that_asks_something_and_waits_is_told(office, tmp_path, monkeypatch):
    monkeypatch.setattr(convert, "WORD_SECONDS_TO_START", 2)
    monkeypatch.setattr(convert, "WORD_SECONDS_A_PAPER", 0)
    documents = office(b"an", hang="import time; time.sleep(600)")
    with pytest.raises(MachineError, match="Word không trả lời quá 2 giây"):
        Word().convert(documents, tmp_path / "out", papers=1)
