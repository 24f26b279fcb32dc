"""A copy of the papers at an address of fsspec: only the difference, the manifest last, and it goes on where it was."""

from __future__ import annotations

import json

import fsspec
import pytest

from flows.steps.copy_elsewhere import mirror

EVENT = "AN-01"


@pytest.fixture(params=["memory", "file"])
def copy(request, tmp_path):
    """An address, a store, and what stands there."""
    address = "memory://kho/van-thu" if request.param == "memory" else f"file://{tmp_path}/kho"
    store, root = fsspec.core.url_to_fs(address)
    yield Copy(address, store, root)
    if store.exists(root):
        store.rm(root, recursive=True)


class Copy:
    def __init__(self, address, store, root):
        self.address, self.store, self.root = address, store, root

    def holds(self):
        """The copied files by path, without the list of what the copy holds."""
        found = self.store.find(self.root)
        files = {path.partition(self.root.strip("/"))[2].lstrip("/"): self.store.cat_file(path) for path in found}
        return {path: content for path, content in files.items() if not path.endswith(".ban-sao.json")}


def standing(bureau):
    files = (file for file in (bureau.outputs / EVENT).rglob("*") if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(bureau.outputs).as_posix(): file.read_bytes() for file in files}


def test_the_copy_holds_what_the_event_holds_and_follows_it(bureau, copy):
    bureau.make()
    assert mirror(bureau.outputs, [EVENT], copy.address) == ()
    assert copy.holds() == standing(bureau)
    assert f"{EVENT}/manifest.json" in copy.holds()
    bureau.write(roster="Họ và tên | Đơn vị | Kết quả\nLê Văn Ân | thôn Một | hoàn thành")
    bureau.make()
    assert mirror(bureau.outputs, [EVENT], copy.address) == ()
    assert copy.holds() == standing(bureau)


def test_only_what_differs_is_copied_and_the_manifest_after_all_it_names(bureau, copy, monkeypatch):
    bureau.make()
    written = []
    put = type(copy.store).open

    def noted(self, path, mode="rb", **options):
        if mode == "wb":
            written.append(path.rpartition("/")[2])
        return put(self, path, mode, **options)

    monkeypatch.setattr(type(copy.store), "open", noted)
    mirror(bureau.outputs, [EVENT], copy.address)
    assert written[-2:] == ["manifest.json", ".ban-sao.json"]
    written.clear()
    mirror(bureau.outputs, [EVENT], copy.address)
    assert written == []


def test_a_copy_that_was_broken_off_goes_on(bureau, copy, monkeypatch):
    bureau.make()
    monkeypatch.setattr("flows.steps.copy_elsewhere._EVERY", 1)
    put, left = type(copy.store).open, iter(range(6))

    def breaking(self, path, mode="rb", **options):
        if mode == "wb" and next(left, None) is None:
            raise ConnectionError("mất mạng")
        return put(self, path, mode, **options)

    with monkeypatch.context() as broken:
        broken.setattr(type(copy.store), "open", breaking)
        [problem] = mirror(bureau.outputs, [EVENT], copy.address)
    assert "mất mạng" in problem.message
    assert problem.severity == "warning"
    assert f"{EVENT}/manifest.json" not in copy.holds()
    assert len(copy.holds()) == 3
    assert mirror(bureau.outputs, [EVENT], copy.address) == ()
    assert copy.holds() == standing(bureau)


def test_what_arrives_otherwise_than_it_was_sent_is_told(bureau, copy, monkeypatch):
    bureau.make()
    monkeypatch.setattr(type(copy.store), "cat_file", lambda *_, **__: b"{}")
    [problem] = mirror(bureau.outputs, [EVENT], copy.address)
    assert problem.where.file == EVENT


def test_an_address_nobody_knows_is_a_warning_without_its_password(bureau):
    bureau.make()
    [problem] = mirror(bureau.outputs, [EVENT], "kho-la://toi:bi-mat@may/thu-muc")
    assert "bi-mat" not in problem.message.partition("(")[0]
    assert "kho-la://may/thu-muc" in problem.message


def test_a_list_that_somebody_damaged_makes_the_copy_anew(bureau, copy):
    bureau.make()
    mirror(bureau.outputs, [EVENT], copy.address)
    copy.store.pipe_file(f"{copy.root}/{EVENT}/.ban-sao.json", b"{")
    assert mirror(bureau.outputs, [EVENT], copy.address) == ()
    held = json.loads(copy.store.cat_file(f"{copy.root}/{EVENT}/.ban-sao.json"))
    assert {f"{EVENT}/{path}" for path in held} == set(standing(bureau))
