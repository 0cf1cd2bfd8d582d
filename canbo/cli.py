"""The command line: finds the command, runs it, turns errors into messages and exit statuses.

Exit status 0: done. 1: the data does not conform, or nothing was found where something had to be. 2: usage, or
input or output that cannot be read or written. 130: stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from canbo import __version__
from canbo.extractors.errors import CanboError

# Every command and the module that has it. A module is imported only for its own command and for its help.
COMMANDS = (
    "build", "load", "query", "queries", "export", "validate", "explain", "draw", "serve", "link", "status", "backup",
    "restore",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(argv: Sequence[str]) -> int:
    """Run the command line and return its exit status."""
    try:
        args = _parser().parse_args(argv)
        status: int = args.module.run(args)
        sys.stdout.flush()
        return status
    except CanboError as error:
        print(f"canbo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("canbo: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; what is left must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="canbo",
        description="Build, query, validate and draw a knowledge graph of Vietnamese officials, their offices, "
        "meetings, resolutions and reported figures, out of newspaper articles.",
        epilog="canbo COMMAND --help explains a command.",
    )
    parser.add_argument("--version", action="version", version=f"canbo {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for name in COMMANDS:
        module = _module(name)
        command = commands.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        module.arguments(command)
        command.set_defaults(module=module)
    return parser


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"canbo.commands.{name}")
