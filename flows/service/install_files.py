"""Write what makes a system service of `vanthu serve`, for Linux and Windows."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from flows.errors import writing
from flows.model.order import Order, user

UNIT, RECIPE = "vanthu.service", "vanthu.ps1"


def install_files(order: Order, to: Path, *, host: str, port: int) -> list[Path]:
    """Write both files, with the paths of this computer and the page's address in them; return where they are.

    Raises:
        MachineError: the folder cannot be written.
    """
    words = {**_words(order, host, port), "port": str(port)}
    unit = {name: value.replace("%", "%%") for name, value in words.items()}
    recipe = {name: value.replace("'", "''") for name, value in words.items()}
    with writing(f"vào {to}"):
        to.mkdir(parents=True, exist_ok=True)
        (to / UNIT).write_text(_filled(UNIT, unit), "utf-8", newline="\n")
        # Windows' own PowerShell reads a file without this mark in its old code page, Vietnamese paths and all.
        (to / RECIPE).write_text(_filled(RECIPE, recipe), "utf-8-sig", newline="\r\n")
    return [to / UNIT, to / RECIPE]


def _words(order: Order, host: str, port: int) -> dict[str, str]:
    options = {"inputs": order.inputs, "outputs": order.outputs, "templates": order.templates}
    told = [f'"--{name}={folder.absolute()}"' for name, folder in options.items()]
    told += [f'"--register={order.register}"'] if order.register else []
    told += [f"--host={host}", f"--port={port}"]
    return {"python": sys.executable, "folder": str(Path.cwd()), "user": user(), "words": " ".join(told)}


def _filled(name: str, words: dict[str, str]) -> str:
    text = files("flows.service").joinpath("files", name).read_text("utf-8")
    for word, value in words.items():
        text = text.replace(f"{{{word}}}", value)
    return text
