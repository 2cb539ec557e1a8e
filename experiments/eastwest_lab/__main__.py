"""The command `eastwest`, also `python -m eastwest_lab`."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line; what a terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    from eastwest_lab.cli.app import app

    app()


if __name__ == "__main__":
    main()
