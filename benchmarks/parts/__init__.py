"""The parts of `make bench`: each measures one thing, in a fresh process for each of its steps."""
