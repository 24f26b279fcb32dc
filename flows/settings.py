"""What an office sets once for its machine: cai-dat.toml, environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.errors import UsageError


def carried_folder() -> Path:
    """Return where the default templates and the pages to read lie: in the installed package, or in a checkout."""
    package = Path(__file__).parent
    carried = package / "office"
    return carried if carried.is_dir() else package.parent


FILE = "VANTHU_SETTINGS"


def _as_cron(text: str) -> str:
    """Return a schedule as typed; ValueError when a part of it is out of bounds."""
    parts = text.split()
    if parts and (len(parts) != len(_CRON) or not all(map(_is_cron, parts, _CRON))):
        raise ValueError("cần năm phần: phút giờ ngày tháng thứ, ví dụ 0 7 * * 1-5")
    return text.strip()


_CRON = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def _is_cron(part: str, bounds: tuple[int, int]) -> bool:
    return all(_is_span(one, *bounds) for one in part.split(","))


def _is_span(text: str, low: int, high: int) -> bool:
    found = re.fullmatch(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/([1-9]\d?))?", text, re.ASCII)
    if not found:
        return False
    first, last = int(found[1] or low), int(found[2] or found[1] or high)
    return low <= first <= last <= high


def _as_password(secret: SecretStr) -> SecretStr:
    """Return a password that Prefect's server can compare: it fails on other letters than ASCII's."""
    text = secret.get_secret_value()
    if text and (len(text) < SHORTEST or not text.isascii() or not text.isprintable()):
        raise ValueError("mật khẩu cần ít nhất 8 ký tự, chữ không dấu")
    return secret


SHORTEST = 8
Cron = Annotated[str, AfterValidator(_as_cron)]
Password = Annotated[SecretStr, AfterValidator(_as_password)]


class Section(BaseModel):
    """A part of the file; the title and description of each field are what the clerk reads of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Service(Section):
    """How `vanthu serve` works."""

    lich: Cron = Field(
        default="0 7 * * 1-5",
        title="Lịch chạy",
        description="Năm phần của cron, giờ Hà Nội: phút giờ ngày tháng thứ (1-5 là thứ Hai đến thứ Sáu); "
        "để trống là không chạy theo giờ.",
    )
    mat_khau: Password = Field(
        default=SecretStr(""),
        title="Mật khẩu trang Prefect",
        description="Chữ không dấu, số và dấu câu, ít nhất 8 ký tự; để trống thì phần mềm tự đặt (mat-khau.txt, "
        "cùng thư mục với tệp này); phải tự đặt khi mở trang cho máy khác xem (--host).",
    )
    co_quan: str = Field(
        default="",
        title="Tên trên trang Prefect",
        description="Đứng trước tên các lệnh, khi nhiều cơ quan dùng chung một máy chủ Prefect.",
    )
    duyet: bool = Field(
        default=False,
        title="Duyệt trước khi cấp số",
        description="true: mỗi lần có gì để làm thì chờ người duyệt trên trang, hoặc hỏi ở cửa sổ lệnh.",
    )


class Notices(Section):
    """Who is told, beside THONG-BAO.txt, when papers are ready to sign or something waits to be mended."""

    may_chu: str = Field(default="", title="Máy chủ thư", description="Tên và cổng, ví dụ thu.xa.gov.vn:587.")
    bao_mat: Literal["starttls", "ssl", "khong"] = Field(
        default="starttls", title="Bảo mật", description="starttls (thường là cổng 587), ssl (465) hoặc khong."
    )
    tai_khoan: str = Field(default="", title="Tài khoản thư", description="Để trống khi máy chủ không hỏi.")
    mat_khau: SecretStr = Field(default=SecretStr(""), title="Mật khẩu thư", description="Không hiện ra ở đâu.")
    tu: str = Field(default="", title="Thư gửi từ", description="Để trống là tài khoản thư.")
    den: str = Field(
        default="",
        title="Thư gửi đến",
        description="Ai nhận thông báo, cách nhau bằng dấu phẩy; để trống là không ai (vanthu send không cần mục này).",
    )
    webhook: str = Field(default="", title="Webhook", description="Địa chỉ http(s) nhận số liệu dạng JSON.")
    webhook_khoa: SecretStr = Field(
        default=SecretStr(""), title="Khóa của webhook", description="Gửi kèm: Authorization: Bearer KHÓA."
    )

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the addresses that get the mail."""
        return tuple(address.strip() for address in self.den.split(",") if address.strip())

    @property
    def sender(self) -> str:
        """Return the address that the mail is from."""
        return self.tu or self.tai_khoan

    @property
    def lacking(self) -> str:
        """Return which settings a mail still needs, whoever gets it; "" for none."""
        needed = {"«may_chu» (tên:cổng)": _HOST.fullmatch(self.may_chu), "«tu» hoặc «tai_khoan»": self.sender}
        return " và ".join(name for name, is_there in needed.items() if not is_there)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Require of a mail its server and sender, of a webhook an address that can be posted to."""
        if (self.may_chu or self.den) and self.lacking:
            raise ValueError(f"gửi thư còn thiếu {self.lacking}")
        if any("@" not in one or any(sign.isspace() for sign in one) for one in (*self.recipients, self.sender) if one):
            raise ValueError("«tu» và «den» phải là địa chỉ thư")
        if not all(one.get_secret_value().isascii() for one in (self.mat_khau, self.webhook_khoa)):
            raise ValueError("«mat_khau» và «webhook_khoa» phải là chữ không dấu; máy chủ không nhận chữ khác")
        if self.webhook and not self.webhook.startswith(("http://", "https://")):
            raise ValueError("«webhook» phải bắt đầu bằng http:// hoặc https://")
        return self


_HOST = re.compile(r"[^\s:/]+:\d{1,5}")


class Scale(Section):
    """How a run is spread over cores and machines; what it makes is the same either way."""

    chay: Literal["tuan-tu", "luong", "tien-trinh", "dask"] = Field(
        default="tuan-tu",
        title="Cách chạy",
        description="tuan-tu (từng văn bản một), luong, tien-trinh (nhiều nhân máy) hoặc dask (nhiều máy).",
    )
    so_may: int = Field(default=0, ge=0, title="Số luồng, tiến trình hoặc máy", description="0 là bằng số nhân máy.")
    dia_chi: str = Field(
        default="", title="Địa chỉ Dask", description="Ví dụ tcp://may-chu:8786; để trống là tự mở trên máy này."
    )
    moi_phan: int = Field(
        default=25_000,
        ge=1,
        title="Mỗi phần",
        description="Mỗi lần giao cho một luồng, tiến trình hoặc máy nhiều nhất chừng này văn bản.",
    )
    ban_sao: str = Field(
        default="",
        title="Bản sao",
        description="Nơi chép thêm một bản văn bản sau mỗi lần chạy, ví dụ s3://kho/van-thu; để trống là không chép.",
    )


class Preferences(BaseSettings):
    """All sections; what is not set has its default."""

    model_config = SettingsConfigDict(env_prefix="VANTHU_", env_nested_delimiter="__", frozen=True, extra="ignore")

    phuc_vu: Service = Service()
    thong_bao: Notices = Notices()
    quy_mo: Scale = Scale()

    @classmethod
    def settings_customise_sources(  # pydantic's own names
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Ask the environment first, then the file."""
        return env_settings, init_settings


def settings_file() -> Path:
    """Return where the file would be, whether it is there or not."""
    return Path(os.environ.get(FILE) or Path.home() / ".vanthu" / "cai-dat.toml")


def load() -> Preferences:
    """Return what the office has set.

    Raises:
        UsageError: the file is no TOML, a name or a value in it is unknown; all of them at once.
    """
    try:
        return Preferences(**_from_file(settings_file()))
    except UnicodeDecodeError as error:
        message = f"{settings_file()}: không đọc được, vì không lưu bằng mã UTF-8."
        raise UsageError(message, "Mở bằng Notepad, chọn Save As, ở ô Encoding chọn UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{settings_file()}: không mở được.", "Kiểm tra quyền đọc tệp.") from error
    except ValidationError as error:
        raise UsageError(f"{settings_file()}: " + " ".join(_told(error)), "Sửa rồi chạy lại.") from error


def _from_file(file: Path) -> dict[str, Any]:
    """Return the file's sections; the environment may hold other programs' VANTHU_ names, the file may not."""
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fix = 'Mỗi dòng viết: tên = "giá trị"; chữ thì trong dấu nháy kép, số, true và false thì không.'
        raise UsageError(f"{file}: không đọc được từ dòng {_first_wrong(text)}.", fix) from error
    unknown = told.keys() - Preferences.model_fields.keys()
    if unknown:
        known = ", ".join(f"[{name}]" for name in Preferences.model_fields)
        raise UsageError(f"{file}: không có phần [{min(unknown)}].", f"Các phần: {known}.")
    return told


def _first_wrong(text: str) -> int:
    """Return the first line that cannot be read: Python 3.11 tells it in an English sentence only."""
    lines = text.splitlines()
    return next(end for end in range(len(lines), -1, -1) if _is_toml(lines[:end])) + 1


def _is_toml(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _told(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        place = ".".join(map(str, one["loc"]))
        yield f"«{place}»: {_wrong(one, [str(part) for part in one['loc']])}"


def _wrong(error: Any, place: list[str]) -> str:  # noqa: ANN401 pydantic's own
    if error["type"] == "extra_forbidden":
        near = get_close_matches(place[-1], _names(place[:-1]), 1)
        return f"không có mục này; có phải «{near[0]}» không?" if near else "không có mục này."
    context = error.get("ctx", {})
    # Pydantic lists the choices in English.
    wanted = (
        context.get("expected", "").replace(" or ", " hoặc ")
        or context.get("error")
        or _WANTED.get(error["type"], error["type"])
    )
    if len(place) == 1:  # a whole section, whose values may be secret
        return f"{wanted}."
    typed = "" if _annotation(place) is SecretStr else f"«{error['input']}» "
    return f"{typed}không dùng được ({wanted})."


_WANTED = {
    "bool_parsing": "chỉ ghi true hoặc false",
    "bool_type": "chỉ ghi true hoặc false",
    "int_parsing": "ghi một số",
    "int_type": "ghi một số",
    "greater_than_equal": "số quá nhỏ",
    "string_type": "ghi trong dấu nháy kép",
    "model_type": "phải là một phần, tên trong ngoặc vuông",
}
"""What pydantic tells in English alone."""


def _names(place: list[str]) -> list[str]:
    return list(_annotation(place).model_fields)


def _annotation(place: list[str]) -> Any:  # noqa: ANN401 a model or a field's type
    model: Any = Preferences
    for name in place:
        model = model.model_fields[name].annotation
    return model
