"""Sheets as a scanner sees them, and stacks of them in a file."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from flows.word.pictures import qr_picture

DOTS = 200
MM = DOTS / 25.4
PAPER = 250
_SHEET = (round(297 * MM), round(210 * MM))
_PRINTED = Path(__file__).parents[2] / "templates" / "huong-dan" / "giay-chung-nhan.png"


def sheet(code="", turned=0, skew=0.0, noise=14):
    """A lying A4 sheet: a certificate with this code in place of its own, or nothing; tilted, turned, with noise."""
    page = Image.new("L", _SHEET, PAPER)
    if code:
        page.paste(_printed())
        picture = Image.open(io.BytesIO(qr_picture(code).png)).convert("L")
        page.paste(PAPER, tuple(round(edge * MM) for edge in (25, 162, 50, 188)))
        page.paste(picture.resize((round(20 * MM),) * 2), (round(27 * MM), round(165 * MM)))
    page = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=PAPER).rotate(turned, expand=True)
    return ImageChops.add(page.filter(ImageFilter.GaussianBlur(0.6)), _noise(page.size, noise), 1, -128)


@lru_cache
def _printed():
    return Image.open(_PRINTED).convert("L").resize(_SHEET, Image.Resampling.BICUBIC)


@lru_cache
def _noise(size, strength):
    return Image.effect_noise(size, strength * 2)


def stack(folder, name, sheets):
    folder.mkdir(exist_ok=True)
    first, *others = sheets
    first.save(
        folder / name,
        resolution=DOTS,
        dpi=(DOTS, DOTS),
        **({"save_all": True, "append_images": others} if others else {}),
    )
    return folder / name
