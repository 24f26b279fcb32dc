"""Every event has a folder of its own, for good, also on disks to which AN-01 and an-01 are one name."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing_office import TEMPLATE, Killed, power_cut, tree

from flows.errors import MachineError
from flows.model.draft import Draft, EventBatch, Heading
from flows.outputs.outputs_folder import Outputs

ALIKE = ("AN-01", "an-01", "Lớp 1", "lop 1", "lớp-1", "An-01")


def publish(root, code, text="kế hoạch"):
    paper = Draft(code, "ke-hoach", "", "", 0, "ke-hoach", Heading("", ""), {})
    with Outputs(root, patience=0.2).publication(EventBatch(code, "", (paper,))) as publication:
        publication.add(paper, text.encode(), TEMPLATE)
        return publication.commit().documents[0].path.partition("/")[0]


def test_codes_that_differ_in_case_or_signs_only_have_folders_that_differ_in_more(tmp_path):
    folders = [publish(tmp_path, code, code) for code in ALIKE]
    assert len({folder.casefold() for folder in folders}) == len(ALIKE)
    assert folders[0] == "AN-01"
    assert {(tmp_path / folder / "ke-hoach.docx").read_text() for folder in folders} == set(ALIKE)


@pytest.mark.parametrize("order", list(permutations(ALIKE[:3])))
def test_an_event_keeps_its_folder_whatever_run_comes_next(tmp_path, order):
    first = {code: publish(tmp_path, code) for code in ALIKE}
    before = tree(tmp_path)
    assert {code: publish(tmp_path, code) for code in order} == {code: first[code] for code in order}
    assert tree(tmp_path) == before


@given(st.lists(st.text("aAăĂ-. 1Đđ", min_size=1, max_size=4), unique=True, max_size=5))
def test_any_codes_have_folders_of_their_own(tmp_path_factory, codes):
    root = tmp_path_factory.mktemp("outputs")
    folders = {code: publish(root, code) for code in codes}
    assert len({folder.casefold() for folder in folders.values()}) == len(codes)
    assert {code: publish(root, code) for code in reversed(codes)} == folders


def test_a_folder_that_a_killed_run_had_only_decided_on_is_taken_too(tmp_path):
    for change in range(1, 100):
        root = tmp_path / f"{change}"
        with power_cut(change) as cut, suppress(Killed):
            publish(root, "AN-01")
        if cut.changes < change:
            break
        folders = {publish(root, "an-01"), publish(root, "AN-01")}
        assert len({folder.casefold() for folder in folders}) == 2
    assert change > 10


def test_events_whose_folders_might_be_one_wait_for_each_other(tmp_path):
    with Outputs(tmp_path).publication(EventBatch("AN-01", "")), pytest.raises(MachineError):
        publish(tmp_path, "an-01")


def test_an_event_whose_folder_belongs_to_another_stands_apart(tmp_path):
    publish(tmp_path, "AN-01")
    manifest = tmp_path / "AN-01" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"event": "an-01"}))
    assert publish(tmp_path, "AN-01").startswith("an-01--")
    assert json.loads(manifest.read_text("utf-8"))["event"] == "an-01"
