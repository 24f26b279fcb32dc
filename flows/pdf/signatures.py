"""Say of a signed PDF who signed it, when, and whether it was changed since (pyHanko, the extra `ky-so`).

Names, hours and the hash of what was signed are read without pyHanko; whether a signature is valid only with it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID
from pikepdf.models.metadata import decode_pdf_date

from flows.errors import UsageError
from flows.model.signed_paper import SignedPdf, Signing
from flows.outputs.issued_papers import bears_signature, ends_whole
from flows.problems import Mistake
from flows.vietnamese.dates import HANOI

_NOBODY = "không rõ tên"
_INSTALL = 'Cài thêm: pip install "vanthu[ky-so]"'
_DAMAGED = "bị cắt cụt hoặc hỏng"
_CHANGED = "đã bị sửa sau khi ký"
UNJUDGED = Mistake(
    "Đã giữ bản PDF ký số này làm bản gốc, nhưng chưa xét được chữ ký có hiệu lực không: máy này thiếu phần mềm.",
    f"{_INSTALL}, rồi chạy vanthu verify với tệp này.",
    "warning",
)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file: its signer, the time that the signer's machine tells, and what became of the file since.

    `is_intact` says that the signed bytes are as they were, `is_last` that nothing was added to them, `is_allowed`
    that what was added are signatures and filled fields alone.
    """

    thing: str
    signer: str
    at: datetime | None
    is_intact: bool
    is_last: bool
    is_allowed: bool

    @property
    def is_genuine(self) -> bool:
        """Whether what was signed is what stands there."""
        return self.is_intact and (self.is_last or self.is_allowed)

    def line(self) -> str:
        """Return it for the screen."""
        when = f" ký lúc {self.at:%H:%M ngày %d/%m/%Y} (theo máy người ký)" if self.at else " ký, không ghi giờ"
        since = "còn nguyên như lúc ký" if self.is_last else "còn nguyên; sau đó có thêm chữ ký hoặc điền mục"
        state = since if self.is_genuine else "ĐÃ BỊ SỬA sau khi ký"
        return f"{self.thing}: {self.signer}{when}: {state}."

    def as_json(self) -> dict[str, object]:
        """Return it for programs."""
        at = self.at.isoformat() if self.at else None
        return {"thing": self.thing, "genuine": self.is_genuine, "signer": self.signer, "signed": at}


def is_signed(path: Path) -> bool:
    """Whether a file is a PDF with a digital signature."""
    return path.suffix.lower() == ".pdf" and path.is_file() and bears_signature(path.read_bytes())


def signatures_of(path: Path) -> list[Signature]:
    """Return the signatures of a PDF, in the order in which they were made.

    Whether the certificates are those of an authority is not judged: their roots are not on every machine.

    Raises:
        UsageError: pyHanko is not installed, or the file is damaged.
    """
    try:
        return list(_judged(path.read_bytes(), str(path)))
    except ImportError as error:
        raise UsageError(f"{path}: máy này chưa có phần mềm đọc chữ ký số.", _INSTALL) from error
    except ValueError as error:
        raise UsageError(f"{path}: tệp PDF hỏng, không đọc được chữ ký.", "Lấy lại tệp từ nơi gửi.") from error


def signed_pdf(content: bytes) -> SignedPdf:
    """Return who signed a PDF and when, and what speaks against it.

    An addition behind the signed bytes is no fault: an office stamps number and day onto what its head has signed.
    """
    try:
        found, loose = _dictionaries(content)
        signings = tuple(one.signing() for one in found)
        is_unchanged = all(one.holds(content) for one in (*found, *loose))
    except Exception:  # noqa: BLE001 whatever a library raises for a damaged file is that file's fault
        return SignedPdf(content, (), _DAMAGED)
    if not (found and ends_whole(content)) or any(one.end > len(content) for one in found):
        return SignedPdf(content, signings, _DAMAGED)
    if not is_unchanged:
        return SignedPdf(content, signings, _CHANGED)
    try:
        judged = list(_judged(content))
    except ImportError:
        return SignedPdf(content, signings, doubts=(UNJUDGED,))
    except ValueError:
        return SignedPdf(content, signings, _DAMAGED)
    fault = "" if all(one.is_intact for one in judged) else _CHANGED
    doubts = tuple(_added_to(one) for one in judged if not one.is_genuine)
    return SignedPdf(content, signings, fault, doubts)


def _added_to(signature: Signature) -> Mistake:
    message = f"Sau chữ ký của {signature.signer}, trong bản PDF này có nội dung thêm vào mà không phải chữ ký."
    return Mistake(message, "Mở tệp xem lại: chỉ số, ngày hoặc con dấu đóng thêm mới là đúng.", "warning")


def text_seen(content: bytes) -> str:
    """Return what is to be read on a PDF's pages, stamps and the words of signatures included; "" for a damaged one."""
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in _flat_pages(content))
    except pypdfium2.PdfiumError:
        return ""


def shows_pictures(content: bytes) -> bool:
    """Whether a PDF's pages may show a picture, which may be of words."""
    kinds = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
    try:
        return any(next(page.get_objects(filter=kinds), None) is not None for page in _flat_pages(content))
    except pypdfium2.PdfiumError:
        return True


def looks_alike(content: bytes, other: bytes) -> bool:
    """Whether two PDFs show the same on all their pages."""
    try:
        shown = ([page.render().to_pil().tobytes() for page in _flat_pages(each)] for each in (content, other))
        return next(shown) == next(shown)
    except pypdfium2.PdfiumError:
        return False


def _flat_pages(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    """Yield the pages of a PDF as they are printed: with what stands in annotations and fields."""
    document = pypdfium2.PdfDocument(content)
    try:
        document.init_forms()
        for number in range(len(document)):
            document[number].flatten()
            yield document[number]
    finally:
        document.close()


def _judged(content: bytes, thing: str = "") -> Iterator[Signature]:
    """Yield the signatures as pyHanko judges them; ImportError without it, ValueError for a damaged file."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 an extra, and 0.7 s of processor
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 as above
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 as above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 as above

    # It writes whatever it doubts, with tracebacks, onto the clerk's screen.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        for found in PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures:
            status = validate_pdf_signature(found, nobody)
            yield Signature(
                thing,
                str(found.signer_cert.subject.native.get("common_name", _NOBODY)),
                found.self_reported_timestamp,
                status.intact and status.valid,
                status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
                bool(status.docmdp_ok) and status.modification_level is not ModificationLevel.OTHER,
            )
    except Exception as error:  # whatever it raises for a damaged file is that file's fault
        raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """A signature dictionary (ISO 32000-1, 12.8.1): which bytes of the file are signed, and what signs them."""

    ranges: tuple[int, ...]
    contents: bytes
    way: str
    name: str
    hour: str

    @property
    def end(self) -> int:
        """Return behind which byte the signed part of the file ends."""
        return sum(self.ranges[-2:])

    def holds(self, content: bytes) -> bool:
        """Whether the signature names the hash of the bytes that it covers (RFC 5652, 11.2)."""
        if self.way == "/adbe.x509.rsa_sha1":
            return True  # there the hash stands encrypted
        pairs = zip(self.ranges[::2], self.ranges[1::2], strict=True)
        covered = b"".join(content[start : start + length] for start, length in pairs)
        return any(hashlib.new(way, covered).digest() in self.contents for way in _WAYS)

    def signing(self) -> Signing:
        """Return who signed and when: the name on the signer's certificate, that which certifies no other."""
        certificates: list[Certificate] = []
        with suppress(ValueError):
            certificates = pkcs7.load_der_pkcs7_certificates(_without_padding(self.contents))
        above = {one.issuer for one in certificates if one.issuer != one.subject}
        names = [
            str(name.value)
            for one in sorted(certificates, key=lambda one: one.subject in above)
            for name in one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        ]
        return Signing(next(iter(names), self.name) or _NOBODY, _hour(self.hour))


_WAYS = ("sha256", "sha384", "sha512", "sha1")


def _dictionaries(content: bytes) -> tuple[list[_Dictionary], list[_Dictionary]]:
    """Return the signature dictionaries of a PDF's fields in the order in which they were made, and those of no field.

    A signing program may leave one behind when it clears a field; of one changed byte a field may lose its own.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form: Any = pdf.Root.get("/AcroForm", {})
        asked: list[Any] = list(form.get("/Fields", ()))
        held: list[Any] = []
        while asked:
            field = asked.pop()
            asked += field.get("/Kids", ())
            held += filter(_is_signature, [field.get("/V")])
        known = {one.objgen for one in held}
        loose = [one for one in pdf.objects if _is_signature(one) and one.objgen not in known]
        return sorted(map(_read, held), key=lambda one: one.end), list(map(_read, loose))


def _is_signature(value: Any) -> bool:  # noqa: ANN401 whatever stands in a PDF
    # A time stamp is an authority's word on the hour, and nobody's signature.
    is_dictionary = isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value
    return is_dictionary and value.get("/Type") != "/DocTimeStamp"


def _read(value: Any) -> _Dictionary:  # noqa: ANN401 as above
    told = (str(value.get(name, "")) for name in ("/SubFilter", "/Name", "/M"))
    return _Dictionary(tuple(map(int, value.ByteRange)), bytes(value.Contents), *told)


def _without_padding(der: bytes) -> bytes:
    """Return a DER object without the zeros that fill up its room (X.690, 8.1.3)."""
    if len(der) < 2 or der[1] < 0x80:
        return der
    size = der[1] - 0x80
    return der[: 2 + size + int.from_bytes(der[2 : 2 + size], "big")]


_BLANK, _HOUR = re.compile(r"[\s\0]+"), re.compile(r"\s*D:\d{10}")


def _hour(text: str) -> str:
    """Return a PDF's date (ISO 32000-1, 7.9.4) as ISO text, "" for what is none, or a day without an hour."""
    try:
        at = decode_pdf_date(_BLANK.sub("", text))
    except ValueError:
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=HANOI)).isoformat() if _HOUR.match(text) else ""
