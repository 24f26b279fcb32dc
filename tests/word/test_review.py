"""A template's faults come all at once, each with its paragraph, its tag and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from word_files import cell, docx, paragraph, parts_of, relation, review, row, table, text, text_box

from flows.errors import TemplateError
from flows.rendering import Template
from flows.word.check_template import review_template, texts_of

KNOWN = {
    "su_kien.ten_su_kien",
    "su_kien.ngay_bat_dau",
    "su_kien.can_cu",
    "nguoi.ho_ten",
    "danh_sach[].ho_ten",
    "danh_sach[].don_vi",
    "chuong_trinh[].noi_dung",
    "van_ban.so",
}


def problems(*body, names=None, **more):
    return review(docx(*body, **more), known=KNOWN, file="giay-moi.docx", names=names)


def told(*body, **more):
    return [
        (problem.severity, problem.where.heading, problem.message, problem.fix) for problem in problems(*body, **more)
    ]


GOOD = [
    "{{ su_kien.ten_su_kien|upper }} {{ su_kien.ngay_bat_dau|ngay_day_du }} {{ van_ban.so }}",
    "{% for n in danh_sach %}{{ loop.index }}. {{ n.ho_ten }}{% endfor %}",
    "{% for n in danh_sach|sort(attribute='ho_ten') %}{{ n.don_vi }}{% else %}không ai{% endfor %}",
    "{% for a, b in danh_sach|groupby('don_vi') %}{{ a }}{% for n in b %}{{ n.gi_cung_duoc }}{% endfor %}{% endfor %}",
    "{% for n in danh_sach[:1] %}{{ n.ho_ten }}{% endfor %}",
    "{% for dong in su_kien.can_cu %}{{ dong }}{{ dong.x }}{% endfor %}",
    "{% set ten = nguoi.ho_ten %}{{ ten }}{% set n = danh_sach|first %}{{ n.ho_ten }}",
    "{% macro chao(ai, x=1) %}{{ ai.ten }}{{ x }}{% endmacro %}{{ chao(nguoi) }}",
    "{{ danh_sach|length }} {{ danh_sach[0].ho_ten }} {{ nguoi['ho_ten'] }} {{ nguoi.ho_ten.upper() }}",
    "{{ khoang_ngay(su_kien.ngay_bat_dau, '2024-07-02') }} {{ range(3)|list }}",
    "{% if nguoi.ho_ten is defined and 'a' in nguoi.ho_ten %}x{% elif van_ban.so %}y{% else %}z{% endif %}",
    "{%p if van_ban.so %}",
    "{%p endif %}",
    "{# ghi chú “gì” cũng được {{ #} và {số} thường",
    "{% raw %}{{ bat_ky }}{% endraw %}",
    "{{r nguoi.ho_ten }} {% with a = nguoi.ho_ten %}{{ a }}{% endwith %}",
]


def test_a_good_template_has_no_problem():
    rows = table(row("{%tr for n in danh_sach %}"), row("{{ n.ho_ten }}", "{% cellbg 'FF' %}"), row("{%tr endfor %}"))
    assert told(*[line for line in GOOD if "{số}" not in line], rows, header=paragraph("{{ van_ban.so }}")) == []


@pytest.mark.parametrize(
    ("typed", "tag", "what", "fix"),
    [
        ("{{ su_kien.ten_su_kin }}", "{{ su_kien.ten_su_kin }}", "không có trường «su_kien.ten_su_kin»", "su_kien.ten_su_kien"),
        ("{{ ho_ten }}", "{{ ho_ten }}", "không có trường «ho_ten»", "nguoi.ho_ten"),
        ("{{ nguoi.HoTen }}", "{{ nguoi.HoTen }}", "không có trường «nguoi.HoTen»", "nguoi.ho_ten"),
        ("{{ su_kien.ten }}", "{{ su_kien.ten }}", "không có trường «su_kien.ten»", "su_kien.ten_su_kien"),
        ("{{ van_bn.so }}", "{{ van_bn.so }}", "không có trường «van_bn»", "van_ban"),
        ("{{ zzz }}", "{{ zzz }}", "không có trường «zzz»", "vanthu templates --fields"),
        ("{% for n in danh_sach %}{{ n.ho_tn }}{% endfor %}", "{{ n.ho_tn }}", "không có trường «n.ho_tn»", "«n.ho_ten»"),
        ("{% for n in danh_sch %}{{ n.x }}{% endfor %}", "{% for n in danh_sch %}", "không có trường «danh_sch»", "danh_sach"),
        ("{{ danh_sach|map(attribute='ho_tn') }}", "{{ danh_sach|map(attribute='ho_tn') }}", "không có trường «ho_tn»", "ho_ten"),
        ("{{ van_ban.so|ngay_daydu }}", "{{ van_ban.so|ngay_daydu }}", "không có bộ lọc «ngay_daydu»", "ngay_day_du"),
        ("{{ khoang_ngy(1, 2) }}", "{{ khoang_ngy(1, 2) }}", "không có hàm «khoang_ngy»", "khoang_ngay"),
        ("{{ 1 if van_ban.so is defind }}", "{{ 1 if van_ban.so is defind }}", "không có phép thử «defind»", "defined"),
        ("{{ a b }}", "{{ a b }}", "viết sai", "dấu ngoặc"),
        ("{% fro n in danh_sach %}", "{% fro n in danh_sach %}", "không có lệnh «fro»", "Sửa tên lệnh"),
        ("{{ van_ban.so", "{{ van_ban.so", "chưa đóng", "}}"),
        ("{{ van_ban.so }", "{{ van_ban.so }", "chưa đóng", "}}"),
        ("{{ van_ban.so %}", "{{ van_ban.so %}", "chưa đóng", "}}"),
        ("số van_ban.so }} nhé", "số van_ban.so }}", "dấu đóng thừa", "{{"),
        ("{% if van_ban.so %}x", "{% if van_ban.so %}", "chưa đóng", "{% endif %}"),
        ("x{% endif %}", "{% endif %}", "chưa mở", "{% if"),
        ("x{% else %}", "{% else %}", "không nằm trong", "{% if"),
        ("{% for n in danh_sach %}{% if n.ho_ten %}{% endfor %}{% endif %}", "{% endfor %}", "chưa đóng", "{% endif %}"),
        ("{{ ['a']|join(„,“) }}", "{{ ['a']|join(„,“) }}", "dấu nháy lạ", "nháy thẳng"),
        ("{%tr for n in danh_sach %}", "{%tr for n in danh_sach %}", "một hàng của bảng", "bảng"),
        ("{% include 'x' %}", "{% include 'x' %}", "tệp khác", "Chép"),
        ("{% tr for n in danh_sach %}", "{% tr for n in danh_sach %}", "viết sai", "{%tr for n in danh_sach %}"),
        ("{%P If van_ban.so %}", "{%P If van_ban.so %}", "viết sai", "{%p if van_ban.so %}"),
        ("{% if van_ban.so %}x{% End if %}", "{% End if %}", "viết sai", "{% endif %}"),
        ("{% for n in nguoi %}{{ n }}{% endfor %}", "{% for n in nguoi %}", "«nguoi» không phải danh sách", "danh_sach"),
        ("{{ van_ban.so.bang_chu }}", "{{ van_ban.so.bang_chu }}", "không có trường «van_ban.so.bang_chu»", "«van_ban.so|bang_chu»"),
        ("{{ m.ho_ten }}", "{{ m.ho_ten }}", "không có trường «m»", "vanthu templates --fields"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_paragraph_its_tag_and_a_way_out(typed, tag, what, fix):
    found = told(typed)
    shown = " ".join(typed.split())
    assert any(heading == tag and what in message and fix in way for _, heading, message, way in found), found
    assert all(message.startswith(f"Đoạn «{shown}»") for _, _, message, _ in found)


def test_all_faults_come_at_once_in_the_order_of_the_paragraphs():
    found = problems("{{ a b }}", "{{ nguoi.x }}", "{{ zzz", "{% endif %}", header=paragraph("{{ qqq }}"))
    assert [problem.where.heading for problem in found] == [
        "{{ a b }}",
        "{{ nguoi.x }}",
        "{{ zzz",
        "{% endif %}",
        "{{ qqq }}",
    ]
    assert all(problem.where.file == "giay-moi.docx" and not problem.where.cell for problem in found)


def test_a_tag_split_over_runs_is_read_as_one():
    [(_, heading, _, _)] = told(paragraph(text("{{ ngu"), text("oi.x", "<w:rPr><w:b/></w:rPr>"), text(" }}")))
    assert heading == "{{ nguoi.x }}"


def test_a_tag_in_a_text_box_is_counted_once():
    assert len(told(paragraph(text_box("{{ nguoi.x }}")))) == 1


def test_mistyped_single_braces_are_a_warning():
    [(severity, heading, _, fix)] = told("Kính gửi {ho_ten}")
    assert (severity, heading) == ("warning", "{ho_ten}")
    assert "{{ ho_ten }}" in fix


HEADINGS = {"ho_ten": "nguoi.ho_ten", "Họ và tên": "nguoi.ho_ten"}


@pytest.mark.parametrize(
    ("typed", "severity", "shown"),
    [
        ("A: {{ Họ và tên }}", "error", "{{ Họ và tên }}"),
        ("A: «Họ_và_tên»", "warning", "«Họ_và_tên»"),
        ("A: <<Ho_ten>>", "warning", "<<Ho_ten>>"),
        ("A: ${ho_ten}", "warning", "${ho_ten}"),
    ],
)
def test_a_field_typed_in_another_way_is_told_with_its_tag(typed, severity, shown):
    [(how, heading, _, fix)] = told(typed, names=HEADINGS)
    assert (how, heading) == (severity, shown)
    assert "{{ nguoi.ho_ten }}" in fix


def test_quotation_marks_around_words_are_no_field():
    assert told("Phong trào «Đền ơn đáp nghĩa», 2 << 3", names=HEADINGS) == []


def inserted(shown):
    return f'<w:ins w:id="1" w:author="A">{text(shown)}</w:ins>'


def test_a_tag_half_inside_a_change_is_an_error_since_word_could_not_open_the_paper():
    found = told(paragraph(text("Gửi {{ nguoi."), inserted("ho_ten }}")))
    assert ("error", "{{ nguoi.ho_ten }}") in [(severity, heading) for severity, heading, _, _ in found]
    for whole in (inserted("{{ nguoi.ho_ten }}"), text("{{ nguoi.") + inserted("ho_") + text("ten }}")):
        assert "error" not in [severity for severity, *_ in told(paragraph(text("Gửi "), whole))]


@pytest.mark.parametrize(
    ("title", "what"), [("{{ su_kien.ten_su_kin }}", "không có trường"), ("{%p if van_ban.so %}", "")]
)
def test_a_faulty_tag_in_the_title_that_word_keeps_is_told_as_such(title, what):
    found = [message for _, _, message, _ in told("x", properties={"title": title})]
    assert all(message.startswith("Thuộc tính của tệp") for message in found)
    assert any(what in message for message in found)


def test_a_tag_where_no_paper_is_filled_is_a_warning():
    notes = docx("x", footnotes=paragraph("{{ van_ban.so }}"))
    endnotes = parts_of(notes)["word/footnotes.xml"].replace(b"footnotes", b"endnotes")
    [problem] = review(docx("x", extra={"word/endnotes.xml": endnotes}), known=KNOWN, file="a.docx")
    assert (problem.severity, problem.where.heading) == ("warning", "{{ van_ban.so }}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tệp trống"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "dạng cũ"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
    ],
)
def test_a_file_that_is_none_is_told_by_what_it_is(data, said):
    [problem] = review(data, known=KNOWN, file="a.docx")
    assert said in problem.message


def test_curly_quotes_that_still_work_are_a_warning():
    assert [each[0] for each in told("{{ danh_sach|join(“; ”) }}")] == ["warning"]


def test_two_row_tags_in_one_row_are_an_error():
    found = told(table(row("{%tr for n in danh_sach %}", "{%tr endfor %}")))
    assert any("cùng một hàng của bảng" in message for _, _, message, _ in found)


def test_text_in_the_row_of_a_row_tag_is_a_warning_since_it_is_lost():
    found = told(table(row("{%tr for n in danh_sach %}", "mất"), row("{{ n.ho_ten }}"), row("{%tr endfor %}")))
    assert [(severity, heading) for severity, heading, _, _ in found] == [("warning", "{%tr for n in danh_sach %}")]


def test_a_loop_over_rows_that_is_closed_otherwise_is_an_error():
    found = told(table(row("{%tr for n in danh_sach %}"), row("{{ n.ho_ten }}"), row("{% endfor %}")))
    assert [fix for _, _, _, fix in found] == ["Viết {%tr endfor %}."]


def test_a_loop_over_rows_of_two_tables_is_an_error():
    found = told(table(row("{%tr for n in danh_sach %}")), "giữa", table(row("{%tr endfor %}")))
    assert any("không ở cùng bảng" in message for _, _, message, _ in found)


def test_macros_comments_tracked_changes_and_outside_files_are_told():
    template = docx(
        paragraph('<w:ins w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>'),
        extra={
            "word/vbaProject.bin": b"x",
            "word/comments.xml": '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"/></w:comments>',
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + relation("rId1", "attachedTemplate", "https://example.org/x.dotm", external=True)
            + "</Relationships>",
        },
        relations=relation("rId8", "image", "file:///C:/logo.png", external=True)
        + relation("rId9", "hyperlink", "http://a", external=True),
    )
    found = review(template, known=KNOWN, file="a.docx")
    assert {(problem.severity, problem.message.rstrip(".")) for problem in found} == {
        ("error", "Mẫu có macro"),
        ("error", "Mẫu tải một mẫu khác từ mạng khi mở"),
        ("warning", "Mẫu liên kết tới một tệp bên ngoài"),
        ("warning", "Mẫu còn 1 chỗ sửa đang theo dõi"),
        ("warning", "Mẫu còn 1 nhận xét bên lề"),
    }


def test_the_authors_own_normal_template_is_no_fault():
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relation("rId1", "attachedTemplate", "file:///C:\\Users\\An\\Normal.dotm", external=True)
        + "</Relationships>"
    )
    assert review(docx("x", extra={"word/_rels/settings.xml.rels": rels}), known=KNOWN, file="a.docx") == ()


def test_a_file_that_is_no_word_file_is_a_problem_too():
    [problem] = review(b"x", known=KNOWN, file="a.docx")
    assert problem.where.file == "a.docx"
    assert "Word" in problem.message


def merge(name):
    return paragraph(f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r><w:t>«{name}»</w:t></w:r></w:fldSimple>')


def test_a_merge_field_that_is_unknown_is_told_with_the_nearest_name():
    names = {"ho_ten": "nguoi.ho_ten", "Họ và tên": "nguoi.ho_ten"}
    [(_, heading, message, fix)] = told(merge("ho_ten"), merge("Họ_và_tn"), names=names)
    assert (heading, fix) == ("«Họ_và_tn»", "Ý bạn là «Họ và tên»?")
    assert message == "Đoạn ««Họ_và_tn»»: trường trộn thư «Họ_và_tn» không điền được."


def test_the_fields_a_template_uses_are_listed_with_the_lists_they_come_from():
    form = docx(*GOOD, merge("ten"), footer=paragraph("{{ van_ban.ngay }}"))
    used = review_template(form, known=None, file="", names={"ten": "nguoi.ten"}).fields
    assert {
        "su_kien.ten_su_kien",
        "danh_sach[].ho_ten",
        "danh_sach",
        "van_ban.ngay",
        "nguoi.ten",
        "su_kien.can_cu",
    } <= used
    assert not {"loop.index", "n.ho_ten", "ten", "bat_ky", "chao", "khoang_ngay"} & used


@pytest.mark.parametrize(
    ("rows", "shown", "what", "fix"),
    [
        (
            [row("{%tr for n in danh_sach %}"), row("{%tr endfor %}"), row("{{ n.ho_ten }}")],
            "{{ n.ho_ten }}",
            "«n» không dùng được ở chỗ này",
            "«n» chỉ có giữa {%tr for n in danh_sach %} và thẻ endfor của nó.",
        ),
        (
            [row("{%tr for n in danh_sach %}"), row("{%tr endfor %}")],
            "{%tr for n in danh_sach %}",
            "giữa {%tr for n in danh_sach %} và {%tr endfor %} không có hàng nào",
            "Đặt hàng cần in vào giữa hai hàng có thẻ.",
        ),
        (
            [row("{% for n in danh_sach %}{{ n.ho_ten }}", "{{ n.don_vi }}{% endfor %}")],
            "{% for n in danh_sach %}",
            "mở ở một ô nhưng đóng ở ô khác",
            "Để lặp hoặc ẩn cả hàng: {%tr for n in danh_sach %} và {%tr endfor %}, mỗi thẻ một hàng riêng.",
        ),
    ],
)
def test_a_loop_in_the_wrong_row_is_told(rows, shown, what, fix):
    assert any(
        heading == shown and what in message and way == fix for _, heading, message, way in told(table(*rows))
    ), told(table(*rows))


def test_a_loop_that_leaves_its_table_is_an_error():
    found = told("{% for n in danh_sach %}", table(row("{{ n.ho_ten }}{% endfor %}")))
    assert ("error", "{% endfor %}") in [(severity, heading) for severity, heading, _, _ in found]


def test_a_loop_inside_one_cell_is_no_fault():
    assert told(table(row(cell("{%p for n in danh_sach %}", "{{ n.ho_ten }}", "{%p endfor %}")))) == []


def test_an_object_of_another_kind_is_told_whose_it_is():
    advice = "«nguoi» chỉ có trong mẫu giấy mời và giấy chứng nhận."
    template = docx("{{ nguoi.ho_ten }} {{ ho_ten }}")
    found = review(template, known=KNOWN - {"nguoi.ho_ten"}, file="a.docx", elsewhere={"nguoi": advice})
    assert (found[0].where.heading, found[0].fix) == ("{{ nguoi.ho_ten }}", advice)


@pytest.mark.parametrize("typed", ["{{ }}", "{{}}", "{% %}"])
def test_an_empty_tag_is_told(typed):
    assert [(severity, heading) for severity, heading, _, _ in told(typed)] == [("error", typed)]


def test_a_tag_with_an_empty_run_in_it_is_whole():
    assert told(paragraph(text("{{ nguoi"), text(""), text(".ho_ten }}"), text(""))) == []


def damaged(template):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts_of(template).items():
            archive.writestr(name, content[:-30] if name == "word/document.xml" else content)
    return buffer.getvalue()


def test_a_damaged_part_is_told_by_name_and_is_no_failure_of_the_machine():
    found = review(damaged(docx("{{ nguoi.ho_ten }}")), known=KNOWN, file="giay-moi.docx")
    assert [problem.message for problem in found] == ["phần word/document.xml bên trong tệp bị hỏng."]


def test_a_damaged_form_is_refused_by_name_when_it_is_adopted_or_its_merge_fields_are_read():
    form = damaged(docx('<w:fldSimple w:instr=" MERGEFIELD ho_ten "/>'))
    for read in (texts_of, lambda data, file: Template(data, names={"ho_ten": "nguoi.ho_ten"}, file=file)):
        with pytest.raises(TemplateError, match=r"mau\.docx: phần word/document\.xml bên trong tệp bị hỏng"):
            read(form, "mau.docx")
