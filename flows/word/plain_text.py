"""Fill a text file with the words of the templates, as for a mail."""

from __future__ import annotations

from collections.abc import Mapping

from flows.word.sandbox import ENVIRONMENT, budget
from flows.word.template_errors import told


def filled_text(source: str, values: Mapping[str, object], file: str) -> str:
    """Return the text; what a value holds stands as typed. Raises TemplateError."""
    plain = ENVIRONMENT.overlay(autoescape=False)
    try:
        with budget():
            return str(plain.from_string(source).render(dict(values)))
    except Exception as error:  # a template computes, so it can raise whatever Python can
        raise told(error, file, source, values) from error
