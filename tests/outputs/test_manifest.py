import json

from hypothesis import given
from hypothesis import strategies as st

from flows.model.recorded_paper import Document
from flows.outputs.manifest import Manifest, loads
from flows.problems import Problem, Where

TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
ENTRIES = st.lists(
    st.builds(
        lambda key, name, number, blanks: Document(
            "giay-moi", f"giay-moi/{key}.docx", key, name, number, "made", "a" * 64, "b", blanks=blanks
        ),
        st.from_regex(r"[a-z]{1,6}", fullmatch=True),
        TEXT,
        st.none() | TEXT,
        st.lists(TEXT, max_size=2).map(tuple),
    ),
    max_size=3,
    unique_by=lambda entry: entry.key,
).map(tuple)


MANIFESTS = st.builds(
    Manifest,
    TEXT,
    TEXT,
    ENTRIES,
    ENTRIES,
    st.dictionaries(TEXT, TEXT, max_size=2),
    problems=st.lists(TEXT.map(lambda message: Problem(Where("lop.xlsx"), message).as_json()), max_size=2).map(tuple),
    changes=st.lists(TEXT, max_size=2).map(tuple),
)


@given(MANIFESTS)
def test_a_manifest_is_written_as_json_indents_it_and_reads_back_as_it_was(manifest):
    content = manifest.dumps("LOP-1")
    indented = json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n"
    assert content == indented.encode("utf-8", "backslashreplace")
    assert loads(content) == manifest


def test_what_was_just_written_is_what_reading_it_would_give(office):
    office.run("ke-hoach - 0 ke-hoach | kế hoạch\ngiay-moi an 1 Lê \ud800An | mời An\ngiay-moi binh 2 Bình | mời Bình")
    office.run("ke-hoach - 0 ke-hoach | kế hoạch mới\ngiay-moi an 1 Lê \ud800An | mời An")
    content = office.path("manifest.json").read_bytes()
    noted = loads(content)
    loads(b"{}")
    assert loads(content) == noted
    assert len(noted.entries) == len(noted.removed) + 1 == 2
