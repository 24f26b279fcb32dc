"""Word documents: a template and values in, the bytes of a .docx out; the only place that knows docxtpl."""

from __future__ import annotations

from flows.rendering.review import fields_used, review
from flows.rendering.template import Filling, Template
from flows.rendering.words import WORDS, Word

__all__ = ["WORDS", "Filling", "Template", "Word", "fields_used", "review"]
