"""Compares what a case's command did with what the case expects, and renews the case."""

import difflib
from pathlib import Path


def problems_of(step, outcome, folder, case_folder):
    """Every way in which the outcome is not the expected one, as texts."""
    found = []
    wanted = step.exit.argument if step.exit else "0"
    if outcome.status != wanted:
        found.append(f"exit status {outcome.status}, expected {wanted}")
    found += stream_problems("stdout", step.stdout, outcome.stdout, case_folder)
    found += stream_problems("stderr", step.stderr, outcome.stderr, case_folder)
    for block in step.paths:
        there = any(folder.glob(block.argument))
        if block.keyword == "absent" and there:
            found.append(f"{block.argument} should not be there")
        if block.keyword == "present" and not there:
            found.append(f"{block.argument} is not there")
    return found


def stream_problems(name, block, actual, case_folder):
    if block and block.argument == "any":
        return []
    if block and block.argument == "has":
        return has_problems(name, block.text(), actual)
    expected = expected_text(block, case_folder)
    if expected == actual.rstrip("\n") + "\n" or expected == actual:
        return []
    return list(difflib.unified_diff(expected.splitlines(), actual.splitlines(),
                                     f"{name} expected", f"{name} now", lineterm=""))


def has_problems(name, wanted, actual):
    """Each wanted line must be part of a line of the output, in the order given."""
    rest = actual.splitlines()
    for line in wanted.splitlines():
        at = next((i for i, candidate in enumerate(rest) if line in candidate), None)
        if at is None:
            return [f"{name} has no (further) line with: {line}", *actual.splitlines()]
        rest = rest[at + 1:]
    return []


def expected_text(block, case_folder):
    if not block:
        return ""
    if block.argument.startswith("@"):
        golden = case_folder / block.argument[1:]
        return golden.read_text() if golden.exists() else ""
    return block.text()


def renewed(text, steps, outcomes, case_folder):
    """The case's text with its expectations replaced by what happened; writes `@` files too."""
    lines = text.split("\n")
    edits = []
    for step, outcome in zip(steps, outcomes):
        edits += _renew_exit(step, outcome.status)
        anchor = step.exit or step.run
        for name in ("stdout", "stderr"):
            edits += _renew_stream(step, name, getattr(outcome, name), anchor, case_folder)
            anchor = getattr(step, name) or anchor
    # From the last to the first, so that the line numbers of those before stay true.
    for start, end, replacement in sorted(reversed(edits), key=lambda edit: -edit[0]):
        lines[start:end] = replacement
    return "\n".join(lines).rstrip("\n") + "\n"


def _renew_exit(step, status):
    if step.exit:
        return [(step.exit.line - 1, step.exit.line, [f"--- exit: {status}"])]
    return [(step.run.line, step.run.line, [f"--- exit: {status}"])] if status != "0" else []


def _renew_stream(step, name, actual, anchor, case_folder):
    block = getattr(step, name)
    if block and block.argument in ("any", "has"):
        return []
    if block and block.argument.startswith("@"):
        Path(case_folder / block.argument[1:]).write_text(actual)
        return []
    body = [f"--- {name}", *actual.rstrip("\n").split("\n")] if actual else []
    if block:
        return [(block.line - 1, _end(block), body)]
    return [(_end(anchor), _end(anchor), body)]


def _end(block):
    """The line after the last that the block uses, as an index from 0."""
    uses_lines = block.keyword in ("stdout", "stderr")
    return block.line + (len(block.text().splitlines()) if uses_lines else 0)
