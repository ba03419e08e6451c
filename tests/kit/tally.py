#!/usr/bin/env python3
"""Counts the single results behind Meson's logs and prints `N passed, N failed` alone on a line.

A test that speaks TAP counts once for each of its lines, any other once. A test that ended badly
without saying which check failed counts as one failure, so that a crash is never a pass.
"""

import json
import re
import sys
from pathlib import Path

LINE = re.compile(r"^(not )?ok\b(.*)$", re.MULTILINE)
GOOD = {"OK", "EXPECTEDFAIL"}


def count(test):
    """(passed, failed, skipped) of one entry of the log."""
    passed = failed = skipped = 0
    for bad, rest in LINE.findall(test.get("stdout") or ""):
        if re.search(r"#\s*skip", rest, re.IGNORECASE):
            skipped += 1
        elif bad:
            failed += 1
        else:
            passed += 1
    if test["result"] == "SKIP":
        skipped = skipped or 1
    elif test["result"] in GOOD:
        passed = passed or (0 if skipped else 1)
    else:
        failed = failed or 1
    return passed, failed, skipped


def main(paths):
    tests = [json.loads(line) for path in paths for line in Path(path).read_text().splitlines()]
    totals = [sum(column) for column in zip(*(count(test) for test in tests))]
    passed, failed, skipped = totals or (0, 0, 0)
    skips = f", {skipped} skipped" if skipped else ""
    print(f"\n{passed} passed, {failed} failed{skips}")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
