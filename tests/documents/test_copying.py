"""People are copied and sent to other processes in a way of our own: what comes out is as `dataclasses` has it."""

from __future__ import annotations

from copy import copy
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from flows.model.copying import changed, parts, restored
from flows.model.person import Person
from flows.problems import Where

AN = Person(name="Lê Văn An", born=date(1965, 7, 1), unit="xã Hát Môn", present=(True, False), where=Where("a.xlsx"))


def test_a_copy_differs_in_what_was_changed_alone_and_leaves_the_first_as_it_was():
    other = changed(AN, key="an", title="Chủ tịch")
    assert other == replace(AN, key="an", title="Chủ tịch")
    assert (AN.key, AN.title, other.present) == ("", None, (True, False))


@pytest.mark.parametrize("copied", [changed, copy, lambda one: restored(*parts(one))])
def test_a_copy_is_a_person_like_any_other_that_nobody_changes(copied):
    other = copied(AN)
    assert (type(other), other, hash(other), repr(other)) == (Person, AN, hash(AN), repr(AN))
    with pytest.raises(FrozenInstanceError):
        other.name = "Lê Văn Ân"
