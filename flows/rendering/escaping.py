"""Text in; the same text as XML holds it out."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Escape as markupsafe does, without making a Markup of every text."""
    return (
        text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")
    )
