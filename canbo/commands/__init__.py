"""One module for each command of the command line.

A command module has `SUMMARY` (one line of help), `arguments(parser)` and `run(args) -> int`, the exit status. It
parses, calls one function of the library and prints. It imports what is heavy inside `run`.
"""
