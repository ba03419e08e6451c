#!/usr/bin/env python3
"""How well `brevier verify` judges the public corpus of veraPDF: hits and false alarms.

    corpus.py BUILD CORPUS [--show missed|wrong|alarms] [SET..]

CORPUS is a checkout of the repository veraPDF/veraPDF-corpus, which is not part of this one. Its
files are atomic: each is made to pass or to fail one test, which its name tells
("7.18.5-t02-fail-a.pdf"). A hit is a failing file in which something is found, a right hit one in
which something of that file's clause is found; a false alarm is a passing file with any finding.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SETS = {"PDF_UA-1": "ua-1", "PDF_A-2a": "a-2a", "PDF_A-2u": "a-2u", "PDF_A-2b": "a-2b"}
NAME = re.compile(r"(\d[\d.-]*?)-t\d+-(pass|fail)-\w+\.pdf$")
CLAUSE = re.compile(r"(?:A|UA) ([\d.]+)-\d+")
TOGETHER = 40


def judge(brevier, standard, paths):
    """{path: [message..]} of the files."""
    result = subprocess.run([brevier, "verify", "--quiet", "--diagnostics", "json", "--standard",
                             standard, *paths], capture_output=True, text=True, timeout=3600)
    found = {str(path): [] for path in paths}
    for message in json.loads(result.stderr or "[]"):
        found.setdefault(message.get("file", "?"), []).append(
            (message.get("where", "") + ": " if message.get("where") else "") + message["message"])
    return found


def judge_all(brevier, standard, paths):
    parts = [paths[i:i + TOGETHER] for i in range(0, len(paths), TOGETHER)]
    with ThreadPoolExecutor(2) as pool:
        for part in pool.map(lambda some: judge(brevier, standard, some), parts):
            yield from part.items()


def is_right(clause, messages):
    """Whether a message is of the clause, of one below it, or of one above it."""
    own = clause.split(".")
    for other in CLAUSE.findall(" ".join(messages)):
        parts = other.split(".")
        length = min(len(own), len(parts))
        if length > min(1, len(own) - 1) and own[:length] == parts[:length]:
            return True
    return False


def measure(brevier, corpus, name, show):
    count = Counter()
    paths = sorted(path for path in (corpus / name).rglob("*.pdf") if NAME.search(path.name))
    for path, messages in judge_all(brevier, SETS[name], paths):
        clause, kind = NAME.search(path).groups()
        clause = clause.replace("-", ".")
        right = is_right(clause, messages)
        count[kind] += 1
        outcome = ("alarms" if messages else "clean") if kind == "pass" else (
            "right" if right else "wrong" if messages else "missed")
        count[outcome] += 1
        if outcome == show:
            print(f"{Path(path).name}")
            for message in messages:
                print(f"    {message}")
    return count


def rate(part, whole):
    return f"{part:4} of {whole:3} {100 * part / whole if whole else 0:5.1f} %"


def main(build, corpus, *rest):
    show = rest[1] if rest and rest[0] == "--show" else None
    names = rest[2:] if show else rest
    print(f"{'set':10} {'hits':>20} {'of the right clause':>20} {'false alarms':>20}")
    for name in names or SETS:
        count = measure(f"{build}/brevier", Path(corpus), name, show)
        hits = count["right"] + count["wrong"]
        print(f"{name:10} {rate(hits, count['fail']):>20} {rate(count['right'], count['fail']):>20}"
              f" {rate(count['alarms'], count['pass']):>20}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
