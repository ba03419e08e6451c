"""Case files: reading, running and renewing them. tests/README.md shows how one is written.

A case is text in blocks. Each block starts with a line `--- keyword: argument` and goes on to the
next such line; what stands before the first block says what the case shows.
"""

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path

KEYWORDS = {"file", "base64", "copy", "link", "env", "run", "exit", "stdout", "stderr",
            "absent", "present"}
MARK = re.compile(r"^--- ([a-z0-9]+)(?::(?: (.*))?)?$")
TIME_LIMIT = 120  # seconds a command may take


class CaseError(Exception):
    """The case file itself is wrong."""


class Block:
    """`keyword`, `argument`, the lines below, and where the block stands (a line from 1)."""

    def __init__(self, keyword, argument, line):
        self.keyword = keyword
        self.argument = argument
        self.line = line
        self.lines = []

    def text(self):
        """The lines without the blank ones at the end."""
        lines = list(self.lines)
        while lines and not lines[-1].strip():
            lines.pop()
        return "".join(line + "\n" for line in lines)


class Step:
    """One command with what is expected of it; a missing expectation means exit 0, no output."""

    def __init__(self, run):
        self.run = run
        self.exit = self.stdout = self.stderr = None
        self.paths = []


class Outcome:
    """What a command did."""

    def __init__(self, status, stdout, stderr):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr


def parse(text):
    """The title and the blocks of a case."""
    title, blocks = [], []
    for number, line in enumerate(text.split("\n"), 1):
        mark = MARK.match(line)
        if mark and mark.group(1) not in KEYWORDS:
            known = ", ".join(sorted(KEYWORDS))
            raise CaseError(f"line {number}: no block called \"{mark.group(1)}\"; there are {known}")
        if mark:
            blocks.append(Block(mark.group(1), (mark.group(2) or "").strip(), number))
        elif blocks:
            blocks[-1].lines.append(line)
        else:
            title.append(line)
    if not "".join(title).strip():
        raise CaseError("line 1: say first what the case shows")
    return "\n".join(title).strip(), blocks


def steps_of(blocks):
    """The commands, each with the expectations that follow it."""
    steps = []
    for block in blocks:
        if block.keyword == "run":
            steps.append(Step(block))
        elif block.keyword in ("absent", "present"):
            _last(steps, block).paths.append(block)
        elif block.keyword in ("exit", "stdout", "stderr"):
            setattr(_last(steps, block), block.keyword, block)
    if not steps:
        raise CaseError("there is no run block")
    return steps


def _last(steps, block):
    if not steps:
        raise CaseError(f"line {block.line}: {block.keyword} stands before any run block")
    return steps[-1]


def lay_out(blocks, folder, top):
    """Writes the input files into the case's folder; returns its additions to the environment."""
    environment = {}
    for block in blocks:
        if block.keyword == "file":
            _write(folder / block.argument, block.text().encode())
        elif block.keyword == "base64":
            _write(folder / block.argument, base64.b64decode("".join(block.lines)))
        elif block.keyword == "copy":
            _copy(block, folder, top)
        elif block.keyword == "link":
            name, _, target = block.argument.partition(" -> ")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(target)
        elif block.keyword == "env":
            name, _, value = block.argument.partition("=")
            environment[name] = value
    return environment


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _copy(block, folder, top):
    """`copy: FROM` or `copy: FROM TO`; FROM counts from the top of the repository."""
    origin, _, target = block.argument.partition(" ")
    source, target = top / origin, folder / (target.strip() or Path(origin).name)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out"))
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    else:
        raise CaseError(f"line {block.line}: there is no {origin} in the repository")


def run_step(step, folder, programs, extra):
    """Runs the command with sh in the case's folder, in an environment that is always the same."""
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                   "TZ": "UTC", "TERM": "dumb", **extra}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    try:
        done = subprocess.run(["sh", "-c", step.run.argument], cwd=folder, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return Outcome("none: stopped after %d s" % TIME_LIMIT, "", "")
    return Outcome(str(done.returncode), _readable(done.stdout, folder),
                   _readable(done.stderr, folder))


def _readable(data, folder):
    """Output as text, with the case's own folder written $HERE and a missing last newline shown."""
    text = data.decode(errors="backslashreplace").replace(str(folder), "$HERE")
    if text and not text.endswith("\n"):
        text += "\n\\ no newline at the end\n"
    return text
