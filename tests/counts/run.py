#!/usr/bin/env python3
"""What a build does, counted: that nothing is done twice which was done once.

    run.py [--accept] BUILD-DIR

Builds a pack of two briefings for three tiers, a PDF and an EPUB each, under valgrind's callgrind, and compares how often some functions are
called with the table of README.md. No clock is asked. --accept writes what is counted now into that table.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "bench")]
sys.dont_write_bytecode = True

import bands  # noqa: E402
import counted  # noqa: E402
from kit.tap import Tap  # noqa: E402

PAGE = HERE / "README.md"
BRIEFINGS = 2


def main():
    accept, program = sys.argv[1] == "--accept", Path(sys.argv[-1]).resolve() / "brevier"
    profile, page, tap = counted.build(program, BRIEFINGS, "-j", "1"), PAGE.read_text(), Tap()
    if accept:
        page = bands.renewed(page, profile)
        PAGE.write_text(page)
    for row in bands.rows(page):
        tap.check(f"{row.what}: {bands.counted(row, profile):,}", bands.problems(row, profile))
    sys.exit(tap.finish())


if __name__ == "__main__":
    main()
