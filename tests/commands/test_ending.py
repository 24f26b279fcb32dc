"""How the program ends: quickly, with its exit code, and with every line said."""

import subprocess
import sys

import pytest

REGISTERED = """
import atexit, sys
from flows import cli
cli.main = lambda: atexit.register(print, "đã đóng máy chủ") and print("x" * 200_000) or {code}
sys.exit(cli.entry())
"""


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_exit_code_stands_and_what_was_to_be_ended_is_ended_first(code):
    command = [sys.executable, "-X", "utf8", "-c", REGISTERED.format(code=code)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout == "x" * 200_000 + "\nđã đóng máy chủ\n"


def test_help_and_wrong_words_end_as_they_always_did():
    for words, code in ((["--help"], 0), (["run", "--khong-co"], 2)):
        done = subprocess.run([sys.executable, "-m", "flows", *words], capture_output=True, check=False)
        assert done.returncode == code
