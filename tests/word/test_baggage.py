"""What a template would fetch from elsewhere when the paper is opened."""

from __future__ import annotations

import pytest
from word_files import docx, relation, review


def told(kind, target):
    template = docx("x", relations=relation("rId9", kind, target, external=True))
    return [(problem.severity, problem.message) for problem in review(template, known=(), file="a.docx")]


@pytest.mark.parametrize("kind", ["image", "frame", "oleObject", "aFChunk", "subDocument"])
@pytest.mark.parametrize("target", ["https://example.org/x", r"\\may-chu\x", "//example.org/x", "FTP://a/x"])
def test_content_that_comes_from_the_net_is_an_error(kind, target):
    assert told(kind, target) == [("error", "Mẫu tải nội dung từ mạng khi mở.")]


def test_a_file_beside_the_template_is_a_warning_and_a_link_is_nothing():
    assert told("image", "file:///C:/logo.png") == [("warning", "Mẫu liên kết tới một tệp bên ngoài.")]
    assert told("hyperlink", "https://example.org") == []
