"""Who we are to a server: a token, or user and password, from the environment or a netrc file; never shown."""

from __future__ import annotations

import netrc
from collections.abc import Generator
from pathlib import Path

import httpx

from canbo.graph import settings
from canbo.graph.remote.endpoint import RemoteError


def access(host: str) -> httpx.Auth | None:
    """Return how to authenticate at a host, None where nothing is set for it.

    `CANBO_REMOTE_TOKEN` goes before `CANBO_REMOTE_USER` and `CANBO_REMOTE_PASSWORD`, these before the netrc file.
    """
    token, user, password = settings.remote_access()
    if token:
        return _Token(token)
    if user:
        return _Password(user, password)
    found = _netrc(settings.netrc(), host)
    return _Password(*found) if found is not None else None


def _netrc(file: Path, host: str) -> tuple[str, str] | None:
    if not file.is_file():
        return None
    try:
        entry = netrc.netrc(str(file)).authenticators(host)
    except (netrc.NetrcParseError, OSError) as error:
        # The message of a parse error may quote a line with a password.
        where = f", line {error.lineno}" if isinstance(error, netrc.NetrcParseError) else ""
        raise RemoteError(f"{file}{where} cannot be read as a netrc file; mend it, or set CANBO_REMOTE_USER") from None
    return (entry[0] or "", entry[2] or "") if entry is not None else None


class _Token(httpx.Auth):
    """RFC 6750: bearer token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Password(httpx.Auth):
    """RFC 7617 (Basic) at once, and RFC 7616 (Digest) where the server does not know that: Virtuoso does not.

    Virtuoso answers Basic with 401 and says what it wants only to a request without credentials.
    """

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._wants_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._wants_digest:
            response = yield from self._once(request)
            asked = ", ".join(response.headers.get_list("www-authenticate")).lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or "basic" in asked:
                return
            self._wants_digest = True
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)

    def _once(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, httpx.Response]:
        flow = self._basic.auth_flow(request)
        return (yield next(flow))
