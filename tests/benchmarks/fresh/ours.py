"""A whole process that fills 230 papers: TEMPLATE VALUES."""

import json
import sys

from flows.rendering import Template

with open(sys.argv[2], encoding="utf-8") as opened:  # noqa: PTH123 - no import that is not needed
    all_values = json.load(opened)
template = Template(sys.argv[1])
for number in range(230):
    template.render(all_values[number % len(all_values)])
