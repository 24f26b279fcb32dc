"""Refuse, in front of Prefect's server, whoever is not the office: foreign hosts, origins, pages."""

from __future__ import annotations

import socket

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

REFUSED = "Từ chối: yêu cầu không gửi đúng địa chỉ của trang, hoặc đến từ trang web khác."
_MANUALS = ("/docs", "/redoc", "/openapi.json")
"""Prefect's manual of its API asks for no password, and takes its script from elsewhere."""
_PORT_UNTOLD = 80


class Guard:
    """Let through what is asked of the host that is served, and by no other site's page."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str]) -> None:
        """Stand in front of an app that these names lead to, beside the address at which a request arrives."""
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan" or self._is_meant(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(reason=REFUSED)(scope, receive, send)
        else:
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)

    def _is_meant(self, scope: Scope) -> bool:
        headers, hosts = Headers(scope=scope), self._hosts(*scope["server"])
        asked, origins = headers.getlist("host"), headers.getlist("origin")
        # Browsers tell of which site the page is that asks, also for pictures, scripts and frames, which have no
        # origin. A link on another page may lead here: what is asked for then is a page to look at.
        is_own_page = headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
        return (
            len(asked) == 1
            and asked[0].lower() in hosts
            and all(origin.lower() in {f"http://{host}" for host in hosts} for origin in origins)
            and (is_own_page or headers.get("sec-fetch-dest") == "document")
            and scope["path"] not in _MANUALS
        )

    def _hosts(self, address: str, port: int) -> set[str]:
        """Return what a request may call us, as it stands in its header Host."""
        names = self._names | {f"[{address}]" if ":" in address else address}
        return {f"{name}:{port}" for name in names} | (names if port == _PORT_UNTOLD else set())


def names_of(host: str, *, is_loopback: bool) -> frozenset[str]:
    """Return by which names others may ask what listens there; the address itself needs none."""
    others = () if is_loopback else (host, socket.gethostname(), socket.getfqdn())
    return frozenset({"localhost", *(name.lower() for name in others if name)})
