"""Prefect's page in the clerk's browser: it may ask our own server, and nobody else."""

from flows.service.start import seal


def test_every_version_of_the_page_may_ask_nobody_but_its_own_server(tmp_path):
    for version in ("v1", "v2"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "index.html").write_text('<html>\n<head>\n<script src="a.js"></script></head></html>')
    seal(tmp_path)
    for version in ("v1", "v2"):
        page = (tmp_path / version / "index.html").read_text("utf-8")
        before, _, after = page.partition("connect-src 'self' ws: wss:")
        assert "<script" not in before
        assert "a.js" in after


def test_a_page_that_is_sealed_already_is_left_alone(tmp_path):
    page = tmp_path / "v2" / "index.html"
    page.parent.mkdir()
    page.write_text("<head></head>")
    seal(tmp_path)
    once = page.read_bytes(), page.stat().st_mtime_ns
    seal(tmp_path)
    assert (page.read_bytes(), page.stat().st_mtime_ns) == once


def test_a_service_without_pages_of_its_own_has_none_to_seal(tmp_path):
    seal(tmp_path / "khong-co")
