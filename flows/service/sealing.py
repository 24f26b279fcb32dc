"""Keep the clerk's browser in the office: Prefect's copied page in, the same page that may ask nobody else out.

With telemetry off, Prefect's page still asks a company for analytics how to watch its user, at every visit.
"""

from __future__ import annotations

from pathlib import Path

from flows.publishing import disk

POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss:"
_SEAL = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_HEAD = "<head>"


def seal(pages: Path) -> None:
    """Tell browsers to take everything from our own server: for each version of Prefect's page in the folder."""
    for page in pages.glob("*/index.html"):
        text = page.read_text("utf-8")
        if _SEAL not in text:
            disk.place({page: text.replace(_HEAD, _HEAD + _SEAL, 1).encode("utf-8")})
