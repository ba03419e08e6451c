"""Runs a command under valgrind's callgrind, with all the processes that it forks, and reads what was counted: how often each function was
called, and how many instructions ran in it and below it. Counted, not clocked: the same program on the same input counts the same on a busy
machine, or nearly."""

import os
import re
import subprocess

from collections import Counter
from pathlib import Path

FUNCTION = re.compile(r"c?fn=\((\d+)\)(?: (.*))?")
SUFFIX = re.compile(r"('\d+|\.(part|constprop|isra|cold)\.\d+|\.cold)+$")  # recursion levels, and pieces that gcc cuts off

BEGINS = "brv_worker_child"  # a forked process has its parent's counts until it comes here, and then none


class Profile:
    """By a function's name: `calls`, and the instructions that ran in it (`own`) and in what it called (`below`)."""

    def __init__(self):
        self.calls, self.own, self.below, self.total = Counter(), Counter(), Counter(), 0

    def inclusive(self, name):
        """A function with all below it. What calls itself is counted again at each level."""
        return self.own[name] + self.below[name]

    def add(self, path):
        """A file that one process left."""
        names, inside, is_call = {}, None, False
        with open(path, errors="replace") as lines:
            for line in lines:
                if line[0] in "0123456789+-*":
                    self.add_cost(inside, is_call, int(line.split()[1]))
                    is_call = False
                elif "fn=" == line[:3] or "cfn=" == line[:4]:
                    number, name = FUNCTION.match(line).groups()
                    if name:
                        names[number] = SUFFIX.sub("", name.strip())
                    if line[0] == "c":
                        target = names[number]
                    else:
                        inside = names[number]
                elif line.startswith("calls="):
                    self.calls[target] += int(line[6:].split()[0])
                    is_call = True

    def add_cost(self, inside, is_call, cost):
        if is_call:
            self.below[inside] += cost
        else:
            self.own[inside] += cost
            self.total += cost


def profile(command, folder, tool_folder, environment=None):
    """Runs the command in a folder; callgrind's files go to another, which must be empty."""
    tool = ["valgrind", "--tool=callgrind", "--quiet", f"--zero-before={BEGINS}", f"--callgrind-out-file={tool_folder}/out.%p"]
    environment = {**(os.environ if environment is None else environment)}
    environment.pop("MALLOC_PERTURB_", None)  # which meson sets at random: what is freed is then written over
    done = subprocess.run([*tool, *map(str, command)], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
    found = Profile()
    for path in Path(tool_folder).iterdir():
        if not path.stat().st_size:
            raise RuntimeError("a worker was ended before it could tell what it counted")
        found.add(path)
    return found
