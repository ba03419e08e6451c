"""The page beside this file, and the tables that the commands write into it."""

from pathlib import Path

PAGE = Path(__file__).resolve().parent / "README.md"


def write(name, text):
    """Puts a text where the page has it, between <!-- NAME --> and <!-- end of NAME -->."""
    page, start, end = PAGE.read_text(), f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, rest = page.split(start)
    PAGE.write_text(before + start + "\n" + text.strip("\n") + "\n\n" + end + rest.split(end)[1])
