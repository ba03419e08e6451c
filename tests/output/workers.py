#!/usr/bin/env python3
"""The number of workers changes no byte: twenty briefings, three tiers, both formats, built by one, two, three and eight.
Nor does it whether an edition is built alone or with the others, with which it has sections in common.

    workers.py BUILD-DIR
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "bench")]
sys.dont_write_bytecode = True

import diamond  # noqa: E402
import forms  # noqa: E402
import same  # noqa: E402
import volume  # noqa: E402
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

BRIEFINGS, FILES = 20, 7  # files: six, and build.json
WORKERS = ["1", "2", "3", "8"]
SAMPLES = HERE.parent.parent / "samples"


def conditions(workers):
    return {**same.FIRST, "jobs": workers, "folder": f"by-{workers}"}


# It keeps what it has seen, which no other edition may see; all of its calls look alike.
HOARDER = """local b = require "brevier"
local seen = {}
return { sections = { hoard = { titles = { en = { "Hoard" } }, generated = true, rank = 5, build = function(section, ctx)
  for _, s in ipairs(ctx.briefing.sections) do
    seen[#seen + 1] = s.id
  end
  return b.para(table.concat(seen, " "))
end } } }
"""
HOARD = {
    "pack.yaml": "title: Hoard\ndate: 2026-04-26\nsections: [fact, prose, hoard]\n"
                 "tiers: [{id: open, name: Open}, {id: more, name: More, includes: [open]}]\ncontents: [a.md, b.md]\n",
    "a.md": "---\ntitle: A\n---\n## The fact\nSame.\n\n## Of few {#few tier=more}\nFew.\n",
    "b.md": "---\ntitle: B\n---\n## The fact\nSame.\n\n## Of all {#all}\nAll.\n",
    "plugins/hoard/plugin.yaml": "id: hoard\nversion: 1\napi: 1\n",
    "plugins/hoard/init.lua": HOARDER,
}


def alone_problems(program, pack, folder):
    """Each edition by itself, against the build of all."""
    tiers = re.findall(r"\bid: ([\w-]+)", (pack / "pack.yaml").read_text().split("contents:")[0])
    whole = folder / "whole"
    done = subprocess.run([program, "build", "-q", "-o", whole, pack], capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.splitlines()
    problems = [] if len(tiers) > 1 else ["the pack has no tiers"]
    for tier in tiers:
        out = folder / tier
        subprocess.run([program, "build", "-q", "-o", out, "--tier", tier, pack], check=True, capture_output=True)
        made = sorted(path.name for path in out.iterdir() if path.suffix in (".pdf", ".epub"))
        problems += [] if len(made) == 2 else [f"{tier}: {made}"]
        problems += [f"{name} is another with the others" for name in made
                     if (out / name).read_bytes() != (whole / name).read_bytes()]
    return problems


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
        packs = [pack, tree.write(Path(folder) / "hoard", HOARD), Path(folder) / "diamond"]
        packs[-1].mkdir()
        diamond.write(packs[-1])
        for name in ("weekly", "specimen"):
            packs.append(Path(shutil.copytree(SAMPLES / name, Path(folder) / name, ignore=shutil.ignore_patterns("out"))))
        for one in packs:
            out = Path(folder) / f"{one.name}-alone"
            tap.check(f"{one.name}: each edition alone is the same", alone_problems(program, one, out))
    sys.exit(tap.finish())


main()
