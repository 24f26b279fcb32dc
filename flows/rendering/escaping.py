"""Text in; the same text as XML holds it out."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Escape as markupsafe does, without making a Markup of every text."""
    return (
        text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")
    )


def escaped_bytes(text: str) -> bytes:
    """Return what `escaped` gives, in UTF-8, where to replace a sign takes a third of the time."""
    return (
        text.encode()
        .replace(b"&", b"&amp;")
        .replace(b">", b"&gt;")
        .replace(b"<", b"&lt;")
        .replace(b"'", b"&#39;")
        .replace(b'"', b"&#34;")
    )
