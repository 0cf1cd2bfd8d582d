"""What stands before every page: who may ask, and what browsers must not do with the answer."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


class Guard:
    """Refuses requests that name another host, and sets the headers of all answers.

    A page of another site can make a browser ask any address under its own name (DNS rebinding); the Host header then
    has that name. Loopback names, `names` and, where the explorer listens beyond loopback, addresses in figures pass.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = (), addresses: bool = False) -> None:
        self.app = app
        self._names = LOOPBACK | {name.lower() for name in names}
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, held in HEADERS.items():
                    headers.setdefault(name, held)
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and self._allows(host_name(hosts[0])):
            await self.app(scope, receive, send_guarded)
        else:
            refused = PlainTextResponse("The Host header names a host that this explorer does not serve.\n", 421)
            await refused(scope, receive, send_guarded)

    def _allows(self, name: str) -> bool:
        return name in self._names or (self._addresses and is_address(name))


def host_name(host: str) -> str:
    """Return the name in a Host header: without port, brackets and the dot of an absolute name, in lower case."""
    host = host.strip().lower()
    name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
    return name.removesuffix(".")


def is_address(name: str) -> bool:
    """Tell whether a host name is an address in figures."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether only this computer can reach what listens at `host`."""
    return host in LOOPBACK or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def names_of(host: str) -> frozenset[str]:
    """Return the names under which what listens at `host` may be asked for."""
    everywhere = host in ("", "0.0.0.0", "::")
    return frozenset({socket.gethostname().lower(), socket.getfqdn().lower()} if everywhere else {host})
