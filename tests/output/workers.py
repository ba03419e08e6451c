#!/usr/bin/env python3
"""The number of workers changes no byte: twenty briefings, three tiers, both formats, built by one, two, three and eight.

    workers.py BUILD-DIR
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "bench")]
sys.dont_write_bytecode = True

import forms  # noqa: E402
import same  # noqa: E402
import volume  # noqa: E402
from kit.tap import Tap  # noqa: E402

BRIEFINGS, FILES = 20, 7  # files: six, and build.json
WORKERS = ["1", "2", "3", "8"]


def conditions(workers):
    return {**same.FIRST, "jobs": workers, "folder": f"by-{workers}"}


def main():
    program, tap = Path(sys.argv[1]).resolve() / "brevier", Tap()
    with tempfile.TemporaryDirectory(prefix="brevier-workers-") as folder:
        pack = Path(folder) / "pack"
        pack.mkdir()
        forms.write_pack(pack, volume.volume(BRIEFINGS))
        made = [same.build(program, pack, folder, conditions(workers)) for workers in WORKERS]
        count = len(list(made[0].glob("[!.]*")))
        tap.check(f"{WORKERS[0]} worker makes all files", [] if count == FILES else [f"{count} files instead of {FILES}"])
        for workers, out in zip(WORKERS[1:], made[1:]):
            tap.check(f"{workers} workers make the same", same.folder_problems(made[0], out))
    sys.exit(tap.finish())


main()
