#!/usr/bin/env python3
"""Every kind of message that the program can give is shown by a case."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

CODE = re.compile(r'^BRV_CODE\(\w+, "([\w-]+)"', re.MULTILINE)
SHOWN = re.compile(r'\[([a-z][\w-]+)\]|"code":\s*"([\w-]+)"')


def problems(header, cases):
    names = CODE.findall(header)
    if not names:
        yield "diag-codes.h names no kinds of message"
    shown = {name for text in cases for pair in SHOWN.findall(text) for name in pair}
    for name in names:
        if name not in shown:
            yield f"no case shows [{name}]"


def main():
    header = (tree.TOP / "core" / "base" / "diag-codes.h").read_text()
    cases = [path.read_text() for path in tree.text_files("tests/cases") if path.suffix == ".case"]
    tap = Tap()
    tap.check("every kind of message has a case", problems(header, cases))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
