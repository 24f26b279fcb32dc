"""Make the pictures of the clerk's guides: sheets and papers by LibreOffice, pages of ours by Chromium."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from PIL import Image, ImageChops

from flows.page import app

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
SOFFICE = shutil.which("soffice") or ""
WIDTH, COLOURS, MARGIN, WIDEST = 1000, 32, 12, 48
FOLDER_PAGE = """<!doctype html><meta charset="utf-8"><style>body { font: 17px/1.75 "Liberation Sans", sans-serif; margin: 8px 16px; }
ul { list-style: none; margin: 0; padding-left: 30px; } b::before { content: ""; display: inline-block; width: 20px; height: 13px;
margin-right: 9px; background: #e5b54a; border-radius: 1px 4px 2px 2px; } i { color: #666; padding-left: 14px; }</style>"""


def cropped(image):
    """The picture without the blank rim around it."""
    flat = image.convert("RGB")
    rim = Image.new("RGB", flat.size, flat.getpixel((flat.width - 1, flat.height - 1)))
    left, top, right, bottom = ImageChops.difference(flat, rim).getbbox()
    return flat.crop(
        (
            max(0, left - MARGIN),
            max(0, top - MARGIN),
            min(flat.width, right + MARGIN),
            min(flat.height, bottom + MARGIN),
        )
    )


def save(image, path, width=WIDTH, colours=COLOURS):
    """Write a picture as small as a page to read allows."""
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)


def printed(*files):
    """The first page of each file, as LibreOffice prints it."""
    folder = files[0].parent / "pdf"
    profile = f"-env:UserInstallation={(folder / 'ho-so').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    images = []
    for file in files:
        document = pypdfium2.PdfDocument(folder / f"{file.stem}.pdf")
        images.append(cropped(document[0].render(scale=2).to_pil()))
        document.close()
    return images


def sheet_to_print(content, name, columns, last, path):
    """Write a workbook of which only some columns of one sheet are printed, with the letters and numbers of its cells."""
    book = load_workbook(BytesIO(content))
    for other in set(book.sheetnames) - {name}:
        del book[other]
    sheet = book[name]
    for letter, dimension in sheet.column_dimensions.items():
        dimension.hidden = letter not in columns
        dimension.width = min(dimension.width, WIDEST)
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
        cell.hyperlink = None
    for row in sheet.row_dimensions.values():
        row.height = None if row.height and row.height < 20 else row.height
    sheet.print_area = f"A1:{columns[-1]}{last}"
    sheet.print_title_rows = sheet.print_title_cols = None
    sheet.print_options.headings = sheet.print_options.gridLines = True
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = ""
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    book.save(path)
    return path


def browsed(page, path, height):
    """A page as Chromium shows it, so high at most."""
    css = (Path(app.__file__).parent / "templates" / "page.css").read_text("utf-8")
    page = re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{css}</style>", page)
    path.with_suffix(".html").write_text(page, "utf-8")
    # Chromium has no sandbox for root, nor for anybody in most containers; the page is our own.
    own = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
    size = [f"--window-size={WIDTH},{height}", f"--user-data-dir={path.parent / 'chromium'}"]
    command = [CHROMIUM, *own, *size, f"--screenshot={path}", path.with_suffix(".html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return cropped(Image.open(path))


def tree(folder, words, below=""):
    """The folder's list as a page: what is in it, and beside some of it what it is."""
    items = []
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_file(), path.name)):
        place = f"{below}{path.name}"
        if place not in words:
            continue
        told = f"<i>{words[place]}</i>" if words[place] else ""
        inner = tree(path, words, f"{place}/") if path.is_dir() else ""
        items.append(f"<li>{f'<b>{path.name}</b>' if path.is_dir() else path.name}{told}{inner}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""
