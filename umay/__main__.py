"""`python -m umay VERB`: the same as the `umay` command."""

from umay.front.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
