#!/usr/bin/env python3
"""Runs the case files below this folder: tests/cases/run.py [--accept] BUILD-DIR [CASE]..

--accept writes what the commands do now into the cases, and says which it changed.
"""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

from kit import casefile, expect  # noqa: E402
from kit.tap import Tap  # noqa: E402


def run_case(path, build, accept):
    """The problems of one case; with `accept`, whether it was changed."""
    text = path.read_text()
    with tempfile.TemporaryDirectory(prefix="brevier-case-") as name:
        folder = Path(name).resolve() / "here"
        folder.mkdir()
        try:
            _, blocks = casefile.parse(text)
            steps = casefile.steps_of(blocks)
            extra = casefile.lay_out(blocks, folder, TOP)
        except casefile.CaseError as error:
            return [str(error)]
        problems, outcomes = [], []
        for step in steps:
            outcome = casefile.run_step(step, folder, build, extra)
            outcomes.append(outcome)
            for problem in expect.problems_of(step, outcome, folder, path.parent):
                problems.append(problem)
        if problems and len(steps) > 1:
            problems.insert(0, "commands: " + "; ".join(step.run.argument for step in steps))
    if accept and problems:
        path.write_text(expect.renewed(text, steps, outcomes, path.parent))
    return problems


def main(arguments):
    accept = "--accept" in arguments
    build, *named = [argument for argument in arguments if argument != "--accept"]
    build = Path(build).resolve()
    paths = [Path(name).resolve() for name in named] or sorted(HERE.glob("**/*.case"))
    tap = Tap()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = pool.map(lambda path: run_case(path, build, accept), paths)
        for path, problems in zip(paths, results):
            name = str(path.relative_to(HERE))[:-len(".case")]
            if accept and problems:
                print(f"renewed {name}")
            elif not accept:
                tap.check(name, problems)
    return 0 if accept else tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
