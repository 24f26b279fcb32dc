"""Word documents: a template and values in, the bytes of a .docx out; the only place that knows docxtpl."""

from __future__ import annotations

from flows.rendering.template import Filling, Template

__all__ = ["Filling", "Template"]
