"""PDFs signed by pyHanko with certificates of our own, stamped and spoilt, for the tests of electronic originals."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers


def signer(folder, name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    usage = x509.KeyUsage(True, True, *[False] * 7)
    own = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    (folder / "own.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    return signers.SimpleSigner.load(str(folder / "key.pem"), str(folder / "own.pem"))


def with_signature(content, field, by):
    """Sign in the field of that name, which is made where the PDF has none."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    if field not in {name for name, *_ in fields.enumerate_sig_fields(writer)}:
        fields.append_signature_field(writer, fields.SigFieldSpec(field))
    return signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=by).getvalue()


def _text(text, x, y):
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET".encode()


def _font():
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def plain_pdf(text="01/KH"):
    """A page with some ASCII letters."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font()))
        page.obj.Contents = pdf.make_stream(_text(text, 72, 700))
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, compress_streams=False)
    return made.getvalue()


def with_stamp(content, text):
    """Stamp a text onto the first page, as signing programs do: an annotation behind the earlier bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    name, array, number = generic.NameObject, generic.ArrayObject, generic.NumberObject
    font = generic.DictionaryObject(
        {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
    )
    box = array(map(number, (0, 0, 200, 20)))
    look = generic.StreamObject(
        {
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Form"),
            name("/BBox"): box,
            name("/Resources"): generic.DictionaryObject(
                {name("/Font"): generic.DictionaryObject({name("/F1"): font})}
            ),
        },
        stream_data=_text(text, 2, 5),
    )
    stamp = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/Stamp"),
            name("/Rect"): array(map(number, (72, 600, 272, 620))),
            name("/F"): number(4),
            name("/AP"): generic.DictionaryObject({name("/N"): writer.add_object(look)}),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page[name("/Annots")] = array([*page.get("/Annots", ()), writer.add_object(stamp)])
    writer.update_container(page)
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()
