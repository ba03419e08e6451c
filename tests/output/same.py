"""The same pack gives the same bytes: elsewhere, later, in another locale, with more workers."""

import os
import shutil
import subprocess
from pathlib import Path

# Two builds that have nothing in common but the pack.
FIRST = {"env": {"TZ": "UTC", "LC_ALL": "C", "HOME": "/nonexistent"}, "jobs": "1", "umask": 0o022,
         "date": "2026-01-05 08:00:00", "folder": "a"}
SECOND = {"env": {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8",
                  "LANGUAGE": "tr", "COLUMNS": "40", "G_SLICE": "always-malloc", "MALLOC_PERTURB_": "165"},
          "jobs": "2", "umask": 0o077, "date": "2031-12-31 23:59:30",
          "folder": "some where/else, quite different"}


def build(brevier, pack, folder, conditions, options=()):
    """Copies the pack, so that paths and file times differ, and builds it; returns its `out`."""
    place = Path(folder) / conditions["folder"] / pack.name
    shutil.copytree(pack, place, ignore=shutil.ignore_patterns("out"), copy_function=shutil.copyfile)
    environment = {"PATH": os.environ["PATH"], **conditions["env"]}
    done = subprocess.run(["faketime", "-f", conditions["date"], str(brevier), "build", "--quiet",
                           "-j", conditions["jobs"], *options, str(place)],
                          env=environment, umask=conditions["umask"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"brevier build ended with {done.returncode}: {done.stderr}")
    return place / "out"


def difference(name, first, second):
    """Where two files first differ, as text, or nothing."""
    if first == second:
        return
    at = next((i for i, (a, b) in enumerate(zip(first, second)) if a != b),
              min(len(first), len(second)))
    yield (f"{name} differs at byte {at} of {len(first)} and {len(second)}: "
           f"{first[at - 20 if at > 20 else 0:at + 20]!r} and {second[at - 20 if at > 20 else 0:at + 20]!r}")


def folder_problems(first, second):
    """What differs between two folders of files: names, then bytes. What begins with a dot the program keeps for itself."""
    names = [sorted(path.name for path in folder.glob("[!.]*")) for folder in (first, second)]
    if names[0] != names[1] or not names[0]:
        yield f"other files: {names[0]} and {names[1]}"
        return
    for name in names[0]:
        yield from difference(name, (first / name).read_bytes(), (second / name).read_bytes())
