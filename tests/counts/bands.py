"""The table of counts, and whether what a build did is in it."""

import re

from collections import namedtuple

# A row of the table: `functions` are counted together; `share` more is borne.
Row = namedtuple("Row", "what functions count share why")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([\d,]+) \| (\d+) % \| ([^|]+) \|$", re.M)


def rows(page):
    return [Row(what, re.findall(r"`(\w+)`", functions), int(count.replace(",", "")), int(share) / 100, why)
            for what, functions, count, share, why in ROW.findall(page)]


def counted(row, profile):
    return sum(profile.calls[name] for name in row.functions) if row.functions else profile.total


def problems(row, profile):
    """More than the band is a slip. Under half of what is told, the band is of no use any more."""
    count, most = counted(row, profile), row.count * (1 + row.share)
    if row.functions and not all(profile.calls[name] for name in row.functions):
        yield f"one of {', '.join(row.functions)} is never called: renamed, or linked another way? Mend the table of README.md"
    elif count > most:
        yield f"{count:,}, and {row.count:,} and {100 * row.share:.0f} % more are borne"
    elif count < row.count / 2:
        yield f"{count:,}, less than half of {row.count:,}: renew the table (run.py --accept BUILD-DIR), so that a slip is seen"


def renewed(page, profile):
    def line(match):
        row = rows(match[0])[0]
        return match[0].replace(f"| {match[3]} |", f"| {counted(row, profile):,} |", 1)
    return ROW.sub(line, page)
