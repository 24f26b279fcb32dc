"""What an office sets in cai-dat.toml: the words it may use, and what it is told about others."""

import pytest

from flows.errors import UsageError
from flows.settings import load


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("VANTHU_SETTINGS", str(tmp_path / "cai-dat.toml"))
    return tmp_path / "cai-dat.toml"


def test_without_a_file_everything_has_its_default():
    assert load().phuc_vu.lich == "0 7 * * 1-5"


def test_a_file_with_a_mark_of_windows_notepad_is_read(file):
    file.write_bytes(b'\xef\xbb\xbf[phuc_vu]\r\nlich = "30 6 * * *"\r\n')
    assert load().phuc_vu.lich == "30 6 * * *"


def test_the_environment_stands_above_the_file(file, monkeypatch):
    file.write_text('[phuc_vu]\nlich = "30 6 * * *"')
    monkeypatch.setenv("VANTHU_PHUC_VU__LICH", "0 9 * * *")
    assert load().phuc_vu.lich == "0 9 * * *"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[phuc_vu]\nlic = "0 9 * * *"', "«phuc_vu.lic»: không có mục này; có phải «lich» không?"),
        ("[phuc_vu]\nlich = 5", "«phuc_vu.lich»: «5» không dùng được (ghi trong dấu nháy kép)"),
        ('[thong_bao]\nmay_chu = "thu.xa.vn"\ntu = "a@xa.vn"', "«thong_bao»: gửi thư còn thiếu «may_chu» (tên:cổng)"),
        ('[thong_bao]\nden = "a@xa.vn"', "còn thiếu «may_chu» (tên:cổng) và «tu» hoặc «tai_khoan»"),
        ('[thong_bao]\nmay_chu = "thu.xa.vn:25"\ntu = "a"\nden = "a@xa.vn"', "phải là địa chỉ thư"),
        ('[thong_bao]\nmat_khau = "mật"', "«mat_khau» và «webhook_khoa» phải là chữ không dấu"),
        ('[thong_bao]\nwebhook = "xa.vn"', "«webhook» phải bắt đầu bằng http://"),
        ("[pv]", "không có phần [pv]. Các phần: [phuc_vu]"),
        ("lich = ", "không đọc được từ dòng 1"),
        ("[phuc_vu]\n\nduyet = đúng\nlich =", "không đọc được từ dòng 3. Mỗi dòng viết"),
        ('[thong_bao]\nden = """a@xa.vn,\nb@xa.vn"""\n[phuc_vu', "không đọc được từ dòng 4"),
        ('[phuc_vu]\nduyet = "có"', "«phuc_vu.duyet»: «có» không dùng được (chỉ ghi true hoặc false)"),
        ("[quy_mo]\nso_may = -1", "«quy_mo.so_may»: «-1» không dùng được (số quá nhỏ)"),
        ("phuc_vu = 1", "«phuc_vu»: phải là một phần, tên trong ngoặc vuông"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file, text, told):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="cai-dat") as failure:
        load()
    assert told in str(failure.value)


def test_a_file_that_notepad_saved_as_unicode_is_told_with_what_to_choose(file):
    file.write_bytes("[phuc_vu]\r\nduyet = true\r\n".encode("utf-16"))
    with pytest.raises(UsageError, match="Encoding chọn UTF-8"):
        load()


@pytest.mark.parametrize("text", ["mat_khau = 20240703", 'mat_khau = "20240703"\nden = "a@xa.vn"'])
def test_a_password_is_told_nowhere(file, text):
    file.write_text(f"[thong_bao]\n{text}")
    with pytest.raises(UsageError, match="thong_bao") as failure:
        load()
    assert "20240703" not in str(failure.value)
    file.write_text('[thong_bao]\nmat_khau = "20240703"')
    assert "20240703" not in repr(load())


@pytest.mark.parametrize("text", ["0 7 * * 1-5", "*/15 7-17 * * 1,3,5", "30 6 1 1-12/2 7", ""])
def test_a_schedule_is_five_parts_of_cron_or_none(file, text):
    file.write_text(f'[phuc_vu]\nlich = "{text}"')
    assert load().phuc_vu.lich == text


@pytest.mark.parametrize(
    "text", ["7 giờ", "60 7 * * *", "0 24 * * *", "0 7 * *", "0 7 0 * *", "0 7 * * 5-1", "0 7 * * */0"]
)
def test_another_schedule_is_told_with_an_example(file, text):
    file.write_text(f'[phuc_vu]\nlich = "{text}"')
    with pytest.raises(UsageError, match=r"cần năm phần: .* ví dụ 0 7"):
        load()


@pytest.mark.parametrize("text", ['"ngan"', '"mật-khẩu-dài"', "12345678"])
def test_a_password_that_cannot_serve_is_told_without_showing_it(file, text):
    file.write_text(f"[phuc_vu]\nmat_khau = {text}", encoding="utf-8")
    with pytest.raises(UsageError, match="mat_khau") as failure:
        load()
    assert text.strip('"') not in str(failure.value)


def test_a_password_does_not_show_where_settings_are_printed(file):
    file.write_text('[phuc_vu]\nmat_khau = "mat-khau-1"')
    assert load().phuc_vu.mat_khau.get_secret_value() == "mat-khau-1"
    assert "mat-khau-1" not in repr(load())
