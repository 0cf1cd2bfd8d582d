"""Serve the explorer: people, places, meetings, resolutions and figures of a store in the browser, offline.

Prints the address and serves it until Ctrl-C. Only this computer can reach it; with another --host everybody who can
reach that address can read the whole store, articles included: there is no password and no encryption. Nothing can be
changed through it. After canbo build has run beside it, it shows the new state by itself.

  canbo serve --store my-store
  canbo serve --store my-store --port 0
"""

from __future__ import annotations

import argparse
import importlib.util
import socket
import sys

from canbo.extractors.errors import CanboError

SUMMARY = "explore a store in the browser"
_LIBRARIES = ("jinja2", "starlette", "uvicorn")
_AT_ONCE = 200  # connections; beyond them the answer is 503


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--store", metavar="DIR", help="the store directory (default: CANBO_STORE or canbo-store)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8765, help="the port; 0 takes any free one (default: 8765)")
    parser.add_argument(
        "--name", metavar="HOST", action="append", default=[],
        help="a further host name under which browsers may ask for it; may be given again",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise CanboError(
            f"the explorer needs {', '.join(missing)}: install canbo with its extra, pip install 'canbo[serve]'"
        )
    import uvicorn

    from canbo.explorer.app import application
    from canbo.explorer.guard import is_loopback, names_of

    beyond = not is_loopback(args.host)
    print("canbo: opening the store; after a build its search index is made first", file=sys.stderr)
    app = application(args.store, {*names_of(args.host), *args.name}, addresses=beyond)
    listening = _listen(args.host, args.port)
    if beyond:
        print(
            f"canbo: {args.host} is not this computer alone: whoever reaches it reads the whole store, "
            "without a password and without encryption",
            file=sys.stderr,
        )
    print(f"http://{_shown(args.host)}:{listening.getsockname()[1]}/", flush=True)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, limit_concurrency=_AT_ONCE, lifespan="off"
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        hint = "; choose another with --port, 0 for any" if port else ""
        raise CanboError(f"cannot listen at {host} port {port}: {error.strerror}{hint}") from error


def _shown(host: str) -> str:
    name = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{name}]" if ":" in name else name


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
    return int(text)
