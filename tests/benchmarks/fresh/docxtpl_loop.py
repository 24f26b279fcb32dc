"""A whole process that fills 230 papers with docxtpl: TEMPLATE VALUES."""

import io
import json
import sys

import jinja2
from docxtpl import DocxTemplate

from flows.rendering.words import WORDS

with open(sys.argv[2], encoding="utf-8") as opened:  # noqa: PTH123 - no import that is not needed
    all_values = json.load(opened)
environment = jinja2.Environment(autoescape=True)
words = {word.name: word.function for word in WORDS}
environment.filters.update(words)
environment.globals.update(words)
for number in range(230):
    docx = DocxTemplate(sys.argv[1])
    docx.render(all_values[number % len(all_values)], environment, autoescape=True)
    docx.save(io.BytesIO())
