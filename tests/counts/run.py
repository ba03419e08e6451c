#!/usr/bin/env python3
"""What a build does, counted: that nothing is done twice which was done once.

    run.py [--accept] BUILD-DIR

Builds a pack of two briefings for three tiers, a PDF and an EPUB each, under valgrind's callgrind, and compares how often some functions are
called with the table of README.md. No clock is asked. --accept writes what is counted now into that table.
"""

import re
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "bench")]
sys.dont_write_bytecode = True

import forms  # noqa: E402
import volume  # noqa: E402
from kit import callgrind  # noqa: E402
from kit.tap import Tap  # noqa: E402

PAGE = HERE / "README.md"
BRIEFINGS = 2

# A row of the table: `functions` are counted together; `share` more is borne.
Row = namedtuple("Row", "what functions count share why")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([\d,]+) \| (\d+) % \| ([^|]+) \|$", re.M)
INSTRUCTIONS = "instructions"


def rows(page):
    return [Row(what, re.findall(r"`(\w+)`", functions), int(count.replace(",", "")), int(share) / 100, why)
            for what, functions, count, share, why in ROW.findall(page)]


def counted(row, profile):
    return sum(profile.calls[name] for name in row.functions) if row.functions else profile.total


def problems(row, profile):
    """More than the band is a slip. Under half of what is told, the band is of no use any more."""
    count, most = counted(row, profile), row.count * (1 + row.share)
    if row.functions and not all(profile.calls[name] for name in row.functions):
        yield f"one of {', '.join(row.functions)} is never called: renamed, or linked another way? Mend the table of {PAGE.name}"
    elif count > most:
        yield f"{count:,}, and {row.count:,} and {100 * row.share:.0f} % more are borne"
    elif count < row.count / 2:
        yield f"{count:,}, less than half of {row.count:,}: renew the table (run.py --accept BUILD-DIR), so that a slip is seen"


def count(program):
    with tempfile.TemporaryDirectory(prefix="brevier-counts-") as temporary:
        pack, told = Path(temporary) / "pack", Path(temporary) / "callgrind"
        pack.mkdir()
        told.mkdir()
        forms.write_pack(pack, volume.volume(BRIEFINGS))
        return callgrind.profile([program, "build", "--quiet", "-j", "1"], pack, told)


def renewed(page, profile):
    def line(match):
        row = rows(match[0])[0]
        return match[0].replace(f"| {match[3]} |", f"| {counted(row, profile):,} |", 1)
    return ROW.sub(line, page)


def main():
    accept = sys.argv[1] == "--accept"
    profile, page, tap = count(Path(sys.argv[-1]).resolve() / "brevier"), PAGE.read_text(), Tap()
    if accept:
        page = renewed(page, profile)
        PAGE.write_text(page)
    for row in rows(page):
        tap.check(f"{row.what}: {counted(row, profile):,}", problems(row, profile))
    sys.exit(tap.finish())


if __name__ == "__main__":
    main()
