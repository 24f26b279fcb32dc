"""What the tests on pages need of the machine."""

import shutil

import pytest

NEEDS_OFFICE = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs LibreOffice and poppler-utils (apt install libreoffice-writer-nogui poppler-utils)",
)
