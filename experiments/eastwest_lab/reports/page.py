"""What every page is made of: its template, pictures, and the command that makes one again."""

import base64
import shlex
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from eastwest_lab.language import period
from eastwest_lab.plots.gallery import Picture
from eastwest_lab.style import DPI

TEMPLATES = Path(__file__).parent / "templates"
SHOWN_DPI = 100
"""Dots of a page in an inch of a figure."""


def template(name: str) -> Template:
    """Return a page to be filled in; what it is given is escaped, what is missing is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["period"] = period
    return environment.get_template(name)


def inline(picture: Picture) -> str:
    """Return a picture as text that a page holds in itself."""
    if picture.path is None:
        return ""
    code = base64.b64encode(picture.path.read_bytes()).decode("ascii")
    return f"data:image/png;base64,{code}"


def again(folder: str, figure: str, lang: str) -> str:
    """Return the command that makes a figure of a folder again."""
    return shlex.join(["eastwest", "plot", folder, figure, "--lang", lang])


def shown_width(path: Path) -> int:
    """Return how wide a picture is shown, so that letters are as large in all of them, in dots.

    A PNG says its width in the bytes after its first chunk's name.
    """
    with path.open("rb") as file:
        return round(int.from_bytes(file.read(20)[16:20]) * SHOWN_DPI / DPI)
