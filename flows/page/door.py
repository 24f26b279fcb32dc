"""Let in whoever has the page's key: in the address once, in a cookie after that, and a token in every form."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, IN_ADDRESS, TOKEN = "vanthu", "khoa", "ma"
MOST_BYTES = 60_000_000
"""Of a whole request; a single file may have 50 MB (uploads.MOST_BYTES)."""
HEADERS = {
    # Nothing from elsewhere, nothing inline, no frame around it. A form posts to us alone.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers then send forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_ENTER = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Văn thư</title>'
    '<meta http-equiv="refresh" content="0;url=/"><p><a href="/">Mở trang</a></p></html>'
)
NO_KEY = "Trang này cần khóa: mở bằng địa chỉ mà cửa sổ của vanthu serve in ra (có «?khoa=» ở cuối)."
TOO_BIG = "Nặng quá: mỗi lần gửi nhiều nhất 50 MB. Gửi từng tệp, hoặc chép thẳng vào thư mục inputs."


def derived(key: str, purpose: str) -> str:
    """Return a secret that shows nothing of the key: what the cookie (COOKIE) and the forms (TOKEN) hold."""
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


class Door:
    """Stand before the page: no key, no answer; and no request that is larger than a few workbooks."""

    def __init__(self, app: ASGIApp, *, key: str) -> None:
        """Take the page and its key."""
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._answer(scope)
        await (refused or self._app)(scope, receive, closed)

    def _answer(self, scope: Scope) -> Response | None:
        """Return the answer to a request that does not go on."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get(IN_ADDRESS, [""])[0]
        if scope["method"] == "GET" and _is_same(given, self._key):
            # No redirect: after one from another page, or from a file, browsers would not send this cookie.
            inside = HTMLResponse(_ENTER)
            inside.set_cookie(COOKIE, derived(self._key, COOKIE), httponly=True, samesite="strict")
            return inside
        if not _is_same(HTTPConnection(scope).cookies.get(COOKIE, ""), derived(self._key, COOKIE)):
            return _told(NO_KEY, 403)
        length = Headers(scope=scope).get("content-length", "")
        if scope["method"] == "POST" and not (length.isdecimal() and int(length) <= MOST_BYTES):
            return _told(TOO_BIG, 413)
        return None


def _is_same(given: str, own: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), own.encode())


def _told(text: str, status: int) -> Response:
    page = f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Văn thư</title><p>{text}</p></html>'
    return HTMLResponse(page, status)


def is_own_form(key: str, token: object) -> bool:
    """Whether a form is one that this page has shown."""
    return isinstance(token, str) and _is_same(token, derived(key, TOKEN))
