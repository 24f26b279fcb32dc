"""Sentences from event data: every vector of the editor's page is composed as it says."""

import json
from pathlib import Path

import pytest
from composing_cases import SLOTS

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]


@pytest.mark.parametrize("vector", [pytest.param(one, id=one["id"]) for one in VECTORS])
def test_an_event_is_told_as_the_editor_tells_it(vector):
    slot = vector["slot"]
    compose = SLOTS.get(f"{vector['section']} {slot}") or SLOTS[slot]
    assert compose(vector["input"]) == vector["expected"]
