"""`python -m canbo` is the command `canbo`."""

from canbo.cli import main

if __name__ == "__main__":
    main()
