"""Speak with the office's mail server, as its settings say."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import Notices


@contextmanager
def connected(wish: Notices, patience: float) -> Iterator[smtplib.SMTP]:
    """Log in and give the server; it is told good-bye at the end. `patience` is how many seconds an answer may take."""
    host, _, port = wish.may_chu.rpartition(":")
    safe = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, int(port), timeout=patience, context=safe)
        if wish.bao_mat == "ssl"
        else smtplib.SMTP(host, int(port), timeout=patience)
    )
    with server:
        if wish.bao_mat == "starttls":
            server.starttls(context=safe)
        if wish.tai_khoan:
            server.login(wish.tai_khoan, wish.mat_khau.get_secret_value())
        yield server
