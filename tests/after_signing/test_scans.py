"""Stacks of scans, in any order and however they lie: each page goes to its person, what cannot go is named."""

from __future__ import annotations

import math
import random
from itertools import islice, product

import pikepdf
import pytest
from PIL import Image, ImageChops
from scanner import sheet, stack
from small_office import AT, CERTIFICATE, Bureau

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.after_signing.scans import scan
from flows.after_signing.verify import images_of, verify
from flows.errors import UsageError
from flows.model.codes import OfficeKey, Said
from flows.steps.record_papers import codes_in
from flows.word.pictures import codes_seen

KIND = "giay-chung-nhan"
SCANS = "AN-01/phat-hanh/ban-ky/giay-chung-nhan"
ROSTER = "Họ và tên | Đơn vị | Kết quả\n" + "\n".join(
    f"Lê {name} | thôn Một | đạt" for name in ["An", "Bình", "Cảnh", "Dung"]
)
GIVEN = ("An", "Bình", "Cảnh", "Dung", "Giang", "Hoa", "Khoa")
PAPERS = ("001-le-an", "002-le-binh", "003-le-canh", "004-le-dung")


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory):
    made = Bureau.furnished(tmp_path_factory.mktemp("co-quan"))
    made.template(KIND, CERTIFICATE)
    made.write(roster=ROSTER)
    made.make()
    issue(made.order(only=(KIND,)), day=None, at=AT)
    return made


@pytest.fixture
def issued(issued_once, tmp_path):
    return issued_once.copied(tmp_path / "co-quan")


def code_of(bureau, name):
    return next(codes_in((bureau.outputs / "AN-01" / KIND / f"{name}.docx").read_bytes()))


def pictures(path):
    """The pictures of a PDF's pages, as they are stored."""
    with pikepdf.open(path) as pdf:
        return [image.read_raw_bytes() for page in pdf.pages for image in page.Resources.XObject.values()]


def whose(path):
    """The codes on the pages of a filed scan, each with how far it is still turned."""
    return [(seen.text, seen.turned) for image in images_of(path) for seen in codes_seen(image)]


def test_a_shuffled_turned_and_tilted_stack_goes_to_its_persons(issued, tmp_path):
    codes = [code_of(issued, name) for name in PAPERS]
    third, first, fourth, second = (codes[at] for at in (2, 0, 3, 1))
    stack(
        tmp_path / "quet", "chong.pdf", [sheet(third, 180, 2), sheet(), sheet(first, 90, -2), sheet(fourth, 270, 1.5)]
    )
    stack(tmp_path / "quet", "le.jpg", [sheet(second, 0, -1)])

    done = scan(issued.order(), [tmp_path / "quet"])

    assert done.problems == ()
    assert done.paths == tuple(f"{SCANS}/{name}.pdf" for name in PAPERS)
    assert [whose(issued.outputs / path) for path in done.paths] == [[(code, 0)] for code in codes]


@pytest.mark.parametrize("name", ["chong.tiff", "mot.png"])
def test_pictures_of_one_page_and_of_many_are_read(issued, tmp_path, name):
    codes = [code_of(issued, paper) for paper in PAPERS]
    sheets = [sheet(code) for code in codes] if name.endswith("tiff") else [sheet(codes[0], 180)]

    done = scan(issued.order(), [stack(tmp_path / "quet", name, sheets)])

    assert done.paths == tuple(f"{SCANS}/{paper}.pdf" for paper in PAPERS[: len(sheets)])
    assert whose(issued.outputs / done.paths[0]) == [(codes[0], 0)]


def test_the_grain_of_a_scanner_hides_no_code():
    codes = [
        OfficeKey(bytes(range(at, 32 + at))).code(Said("012/GCN", None, "Lê An", "Lớp", "Xã An")) for at in range(3)
    ]
    pages = [sheet(code, noise=0) for code in codes]
    grain = Image.frombytes("L", pages[0].size, random.Random(4).randbytes(math.prod(pages[0].size)))  # noqa: S311

    assert [[seen.text for seen in codes_seen(ImageChops.add(page, grain, 1, -128))] for page in pages] == [
        [code] for code in codes
    ]


def test_doubles_pages_without_a_code_strangers_and_missing_persons_are_named(issued, tmp_path):
    code = code_of(issued, PAPERS[0])
    plain = sheet("khong phai ma cua giay")
    file = stack(tmp_path / "quet", "chong.pdf", [sheet(code), plain, sheet(code, 180), sheet()])

    done = scan(issued.order(), [file])

    assert [str(problem.where) for problem in done.problems] == [
        "chong.pdf, tờ 2",
        "chong.pdf, tờ 3",
        "AN-01/phat-hanh/ban-ky",
    ]
    assert [problem.message for problem in done.problems] == [
        "Không đọc được mã QR nào trên tờ này.",
        "Tờ này là của Lê An (001/GCN), đã có ở chong.pdf, tờ 1.",
        "3 người chưa có bản quét: Lê Bình (002/GCN), Lê Cảnh (003/GCN), Lê Dung (004/GCN).",
    ]


def test_a_code_of_another_office_and_an_altered_one_are_told(issued, tmp_path):
    code = code_of(issued, PAPERS[0])
    altered = f"{code[:40]}{'A' if code[40] != 'A' else 'B'}{code[41:]}"

    done = scan(issued.order(), [stack(tmp_path / "quet", "la.png", [sheet(altered)])])

    assert (done.paths, done.problems[0].message) == ((), "Mã QR trên tờ này không phải của cơ quan.")


def test_who_is_forgotten_has_no_scan_any_more_and_the_paper_is_still_genuine(issued, tmp_path):
    code, order = code_of(issued, PAPERS[1]), issued.order()
    scan(order, [stack(tmp_path / "quet", "mot.png", [sheet(code)])])

    list(forget(order, found(order, Wish("Lê Bình")), at=AT))

    assert not (issued.outputs / SCANS / f"{PAPERS[1]}.pdf").exists()
    assert [one.what for one in verify(order.register_target, [code])] == ["issued"]


def test_the_same_stack_again_changes_nothing(issued, tmp_path):
    file = stack(tmp_path / "quet", "chong.pdf", [sheet(code_of(issued, name)) for name in PAPERS])
    scan(issued.order(), [file])
    before = issued.times()

    done = scan(issued.order(), [file])

    assert (done.paths, done.kept, done.problems) == ((), 4, ())
    assert issued.times() == before


def test_a_sheet_of_a_paper_that_was_replaced_is_not_filed_and_the_new_one_is(issued, tmp_path):
    old = code_of(issued, PAPERS[1])
    scan(issued.order(), [stack(tmp_path / "quet", "cu.png", [sheet(old)])])
    reissue(issued.order(events=("AN-01",)), Replacing("002/GCN", "sai đơn vị"), day=None, at=AT)
    new = code_of(issued, PAPERS[1])

    told = scan(issued.order(), [stack(tmp_path / "quet", "cu.png", [sheet(old)])])
    done = scan(issued.order(), [stack(tmp_path / "quet", "moi.png", [sheet(new)])])

    assert told.problems[0].message.startswith("Giấy của Lê Bình (002/GCN) đã hủy hoặc đã thay")
    assert done.paths == (f"{SCANS}/{PAPERS[1]}.pdf",)
    assert whose(issued.outputs / done.paths[0]) == [(new, 0)]


def test_a_print_of_before_the_data_changed_is_not_the_paper_that_went_out(bureau, tmp_path):
    bureau.write(roster=ROSTER)
    bureau.make()
    old = code_of(bureau, PAPERS[0])
    bureau.write(
        roster=f"{ROSTER}".replace("đạt", "hoàn thành")
        .replace("Kết quả", "Kết quả | Xếp loại")
        .replace("hoàn thành", "hoàn thành | Giỏi")
    )
    bureau.make()
    issue(bureau.order(only=(KIND,)), day=None, at=AT)

    done = scan(bureau.order(), [stack(tmp_path / "quet", "cu.png", [sheet(old)])])

    assert (done.paths, done.problems[0].message) == (
        (),
        "Tờ này của Lê An (001/GCN) không phải bản đang có trong outputs.",
    )


@pytest.mark.wide
def test_a_large_stack_in_any_order_with_blanks_and_doubles_misfiles_no_page(bureau, tmp_path, wide):
    """230 certificates, each sheet turned and tilted by up to 2 degrees, with noise; of them some in the plain run."""
    count, doubles, blanks, in_a_file = (230, 12, 12, 20) if wide else (6, 1, 1, 8)
    parts = ("Lê", "Hà", "Vũ", "Đỗ", "Tạ"), ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Kim"), GIVEN
    people = [f"{' '.join(name)} | thôn Một | đạt" for name in islice(product(*parts), count)]
    bureau.write(roster="\n".join(["Họ và tên | Đơn vị | Kết quả", *people]))
    bureau.make()
    papers = sorted((bureau.outputs / "AN-01" / KIND).iterdir())
    names = {next(codes_in(paper.read_bytes())): paper.stem for paper in papers}
    chance = random.Random(4)  # noqa: S311 nothing secret
    codes = [*names, *chance.sample([*names], doubles), *[""] * blanks]
    chance.shuffle(codes)
    for at in range(0, len(codes), in_a_file):
        sheets = (
            sheet(code, chance.choice((0, 90, 180, 270)), chance.uniform(-2, 2)) for code in codes[at:][:in_a_file]
        )
        stack(tmp_path / "quet", f"{at:03}.pdf", sheets)

    done = scan(bureau.order(), [tmp_path / "quet"])

    scanned = [one for file in sorted((tmp_path / "quet").iterdir()) for one in pictures(file)]
    owners = dict(zip(scanned, (names.get(code) for code in codes), strict=True))
    filed = {path: [owners[one] for one in pictures(bureau.outputs / path)] for path in done.paths}
    assert filed == {f"{SCANS}/{owner}.pdf": [owner] for (owner,) in filed.values()}
    assert len(filed) >= 0.99 * count
    assert sum("đã có ở" in problem.message for problem in done.problems) >= doubles - 0.01 * count


def test_the_pages_of_a_pdf_are_taken_over_as_they_were_scanned(issued, tmp_path):
    file = stack(tmp_path / "quet", "chong.pdf", [sheet(code_of(issued, name)) for name in PAPERS[:2]])

    done = scan(issued.order(), [file])

    assert pictures(issued.outputs / done.paths[1]) == pictures(file)[1:]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("hong.pdf", b"%PDF-1.7 nothing", "tệp hỏng hoặc không mở được"),
        ("hong.jpg", b"nothing", "tệp hỏng hoặc không mở được"),
        ("thu.docx", b"PK", "không đọc được loại tệp này"),
        ("khong-co.pdf", None, "Không có tệp hoặc thư mục"),
    ],
)
def test_what_is_no_scan_is_told(issued, tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(UsageError, match=told):
        scan(issued.order(), [tmp_path / name])


def test_without_codes_there_is_nothing_to_file_by(bureau, tmp_path):
    bureau.template(KIND, CERTIFICATE.partition("{{ chung_nhan")[0])
    bureau.make()

    with pytest.raises(UsageError, match="chưa ký mã nào"):
        scan(bureau.order(), [tmp_path])
