"""What a run takes: seconds on the clock, seconds of processor of a whole tree of processes, and its memory at the peak."""

import os
import subprocess
import threading
import time

from collections import namedtuple
from pathlib import Path

Figures = namedtuple("Figures", "wall cpu memory")  # seconds, seconds, MiB
STEP = 0.01  # seconds between two looks at the memory


def descendants(pid):
    """The process and all below it."""
    found, waiting = [], [pid]
    while waiting:
        process = waiting.pop()
        found.append(process)
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            waiting += children.read_text().split()
    return found


def shared_out(pid):
    """KiB that a process holds; what several hold is shared out among them (PSS), so that the sum of a tree counts each page once."""
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def memory_of(pid):
    total = 0
    for process in descendants(pid):
        try:
            total += shared_out(process)
        except (OSError, StopIteration):  # gone meanwhile
            pass
    return total / 1024


class Watch(threading.Thread):
    """Looks at the memory of a process and of those below it while it runs; `peak` is the most that was seen at once."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(STEP):
            try:
                self.peak = max(self.peak, memory_of(self.pid))
            except OSError:
                pass

    def stop(self):
        self.over.set()
        self.join()
        return self.peak


def begin(command, **how):
    try:
        return subprocess.Popen(command, **how)
    except FileNotFoundError:
        raise SystemExit(f"{command[0]} is not here: run tests/bench/speed --install, or leave it out with --only") from None


def run(command, folder, environment=None, watched=False):
    """Runs a command to its end. The processor's time is the kernel's count for the process and all whose end was waited for. The memory is
    looked at only when `watched`, which disturbs the clock; else it is None."""
    log = folder / "log.txt"
    with open(log, "wb") as output:
        start = time.perf_counter()
        process = begin(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        watch = Watch(process.pid) if watched else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.stop() if watch else None
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {process.returncode} in {folder}:\n{log.read_text(errors='replace')[-3000:]}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, peak)
