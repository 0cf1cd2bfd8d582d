"""The errors that a user can mend: each message says what is wrong, where, and what to do."""

from __future__ import annotations


class CanboError(Exception):
    """Base of all errors that canbo raises on purpose; the command line prints it and ends with status 2."""
