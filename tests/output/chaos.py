#!/usr/bin/env python3
"""Whatever plugins return ends in an error with its place, or in files that all checkers accept.

    chaos.py BUILD-DIR [FIRST-SEED [COUNT]]

Each briefing of one pack has a block of random blocks and pieces, made by chaos.lua from a seed. Those
whose blocks are refused are left out; the rest must be built, in both formats, without a word lost.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import readers  # noqa: E402
import standards  # noqa: E402
from kit.tap import Tap  # noqa: E402

FIRST, COUNT = 1, 150
STAGES = 5  # problems of one stage hide those of the next
ACCEPTED_AT_LEAST = 0.3  # of the trees, or the test tests little

PACK = """title: Chaos
date: 2026-04-26
language: en-GB
sections: [sources]
contents: [%s]
"""

BRIEFING = """---
title: Briefing %(seed)d
sources: [{id: wire, title: The wire, url: "https://example.org/"}]
---
Words.

### Heading {#heading}

```{.chaos}
seed: %(seed)d
```
"""

MARK = re.compile(r"zq\d+x\d+")


def write(pack, seeds):
    plugin = pack / "plugins" / "chaos"
    plugin.mkdir(parents=True, exist_ok=True)
    (plugin / "plugin.yaml").write_text("id: chaos\nversion: 1\napi: 1\n")
    shutil.copy(HERE / "chaos.lua", plugin / "init.lua")
    names = ["one" if seed == seeds[0] else f"s{seed}" for seed in seeds]
    (pack / "pack.yaml").write_text(PACK % ", ".join(f"{name}.md" for name in names))
    for name, seed in zip(names, seeds):
        (pack / f"{name}.md").write_text(BRIEFING % {"seed": seed})
    return dict(zip((f"{name}.md" for name in names), seeds))


def messages(brevier, pack):
    done = subprocess.run([brevier, "build", "--quiet", "--diagnostics=json", pack],
                          capture_output=True, text=True)
    return done.returncode, json.loads(done.stderr or "[]")


def refused(brevier, pack, seeds, tap):
    """The seeds that errors name; each error has a place in a briefing."""
    names = write(pack, seeds)
    status, told = messages(brevier, pack)
    errors = [m for m in told if m["severity"] == "error"]
    tap.check(f"errors have places, of {len(seeds)}", [m["message"] for m in errors if m.get("file") not in names])
    tap.check("the exit status tells of errors",
              [f"exit {status}"] if (status != 0) != bool(errors) or status not in (0, 1, 3) else [])
    return {names[m["file"]] for m in errors if m.get("file") in names}, status


def lost(brevier, pack, out):
    """Marks that stand in the document and not in a file."""
    dump = readers.run(brevier, "inspect", "--stage", "document", pack)
    marks = set(MARK.findall(dump))
    for path in sorted(out.iterdir()):
        if path.suffix == ".pdf":
            text = readers.pdf_everything(path)
        elif path.suffix == ".epub":
            text = readers.Epub(path).everything()
        else:
            continue
        text = re.sub("\u00ad\n?|\\s", "", text).casefold()
        yield from (f"{path.name}: {mark}" for mark in sorted(marks) if mark not in text)


def main(build, first=FIRST, count=COUNT):
    tap = Tap()
    brevier = Path(build).resolve() / "brevier"
    seeds = list(range(int(first), int(first) + int(count)))
    with tempfile.TemporaryDirectory(prefix="brevier-chaos-") as folder:
        folder = Path(folder)
        left, status = seeds, 1
        for stage in range(STAGES):
            wrong, status = refused(brevier, folder / str(stage), left, tap)
            left = [seed for seed in left if seed not in wrong]
            if not wrong:
                break
        pack, out = folder / str(stage), folder / str(stage) / "out"
        tap.check("the rest is built", [f"exit {status}"] if status else [])
        tap.check("enough is accepted",
                  [] if len(left) >= ACCEPTED_AT_LEAST * len(seeds) else [f"{len(left)} of {len(seeds)}"])
        if status == 0:
            for pdf in out.glob("*.pdf"):
                tap.check("qpdf", list(standards.qpdf_problems(pdf)))
            for epub in out.glob("*.epub"):
                tap.check("EPUBCheck", list(standards.epubcheck_problems(epub, folder / "a.json")))
                tap.check("epubcheck-ts",
                          list(standards.epubcheck_ts_problems(epub, folder / "b.json")))
            tap.check("nothing is lost", list(lost(brevier, pack, out)))
    sys.exit(tap.finish())


if __name__ == "__main__":
    main(*sys.argv[1:])
