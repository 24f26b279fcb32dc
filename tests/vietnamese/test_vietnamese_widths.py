"""A text's width is what the font measures, so that a long name is known before it is printed."""

import struct
from pathlib import Path

import pytest

from flows.vietnamese.text import _WIDTHS, fits_line, width

# Release 1 has no Vietnamese letters, and is the smaller file.
FONTS = sorted(Path("/usr/share/fonts").rglob("LiberationSerif-Bold.ttf"), key=lambda font: -font.stat().st_size)
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
)


def advances(font, letters):
    """The widths that a font's own tables give its letters (OpenType: cmap format 4, hhea, hmtx)."""
    data = font.read_bytes()

    def numbers(place, count, sign="H"):
        return struct.unpack_from(f">{count}{sign}", data, place)

    tables = {
        data[place : place + 4]: numbers(place + 8, 1, "I")[0] for place in range(12, 12 + 16 * numbers(4, 1)[0], 16)
    }
    cmap, hhea, hmtx = (tables[name] for name in (b"cmap", b"hhea", b"hmtx"))
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * one) for one in range(numbers(cmap + 2, 1)[0])]
    own = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    count = numbers(own + 6, 1)[0] // 2
    ends, starts = numbers(own + 14, count), numbers(own + 16 + 2 * count, count)
    deltas, ranges = numbers(own + 16 + 4 * count, count, "h"), own + 16 + 6 * count

    def glyph(letter):
        code = ord(letter)
        one = next(place for place in range(count) if starts[place] <= code <= ends[place])
        offset = numbers(ranges + 2 * one, 1)[0]
        if not offset:
            return (code + deltas[one]) & 0xFFFF
        return (numbers(ranges + 2 * one + offset + 2 * (code - starts[one]), 1)[0] + deltas[one]) & 0xFFFF

    last = numbers(hhea + 34, 1)[0] - 1
    return {letter: numbers(hmtx + 4 * min(glyph(letter), last), 1)[0] for letter in letters}


@pytest.mark.skipif(not FONTS, reason="needs Liberation Serif (apt install fonts-liberation)")
def test_every_letter_is_as_wide_as_the_font_says():
    letters = LETTERS + "".join(_WIDTHS.values())
    measured = {letter: round(width(letter, 72) / 25.4 * 2048) for letter in letters}
    assert measured == advances(FONTS[0], letters)


@pytest.mark.parametrize(
    ("name", "size", "room", "fits"),
    [
        ("LÊ AN", 20, 165, True),
        ("NGUYỄN HOÀNG THỊ PHƯƠNG THẢO NGUYÊN BẢO TRÂN", 20, 165, False),
        ("NGUYỄN HOÀNG THỊ PHƯƠNG THẢO NGUYÊN BẢO TRÂN", 14, 165, True),
        ("Nguyễn Hoàng Thị Phương Thảo Nguyên Bảo Trân", 20, 165, True),
        ("", 20, 0, True),
    ],
)
def test_a_line_fits_by_its_letters_not_by_their_number(name, size, room, fits):
    assert fits_line(name, size, room) is fits


def test_marks_written_apart_take_no_room():
    assert width("Nguye\u0302\u0303n", 14) == width("Nguyễn", 14) == width("Nguyen", 14)


def test_an_unknown_letter_counts_as_the_widest():
    assert width("漢", 72) == pytest.approx(25.4)
