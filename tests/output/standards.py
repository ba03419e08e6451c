"""The format checkers: qpdf, EPUBCheck twice, and Ace, which judges how a book can be read."""

import json
import os
import shutil
import subprocess
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
EPUBCHECK = "/usr/share/java/epubcheck.jar"

# EPUBCheck 4.2.6 knows EPUB 3.2, and takes this name of EPUB Accessibility 1.1 for a mistake.
WRONG = ("OPF-027", "pageBreakSource")


def qpdf_problems(path):
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    output = (done.stdout + done.stderr).splitlines()
    if done.returncode or any("WARNING" in line for line in output):
        yield from output or ["qpdf --check failed"]


def epubcheck_problems(path, report):
    """Debian's EPUBCheck; `report` is a file for it to write."""
    done = subprocess.run(["java", "-jar", EPUBCHECK, str(path), "--json", str(report), "--quiet"],
                          capture_output=True, text=True)
    for identifier, problem in _messages(report, done):
        if not (identifier == WRONG[0] and WRONG[1] in problem):
            yield problem


def epubcheck_ts_problems(path, report):
    """The younger checker from npm, which knows EPUB 3.3; its report has the same form."""
    program = TESTS / "node_modules" / ".bin" / "epubcheck-ts"
    done = subprocess.run([str(program), str(path), "--json", str(report), "--quiet"],
                          capture_output=True, text=True)
    for _, problem in _messages(report, done):
        yield problem


def ace_problems(path, folder):
    """DAISY's checker of accessibility, with Debian's browser; `folder` is for its report."""
    folder.mkdir()
    program = TESTS / "node_modules" / ".bin" / "ace-cli"
    browser = shutil.which("chromium")
    environment = dict(os.environ, HOME=str(folder), ACE_TIMEOUT_INITIAL="120000",
                       PUPPETEER_EXECUTABLE_PATH=browser or "chromium")
    done = subprocess.run([str(program), "-E", "-f", "-o", str(folder / "report"), str(path)],
                          capture_output=True, text=True, env=environment, timeout=600)
    report = folder / "report" / "report.json"
    if not report.exists():
        yield f"no report was written: {done.stdout}{done.stderr}"
        return
    for part in json.loads(report.read_text())["assertions"]:
        for fault in part["assertions"]:
            test, where = fault["earl:test"], part["earl:testSubject"]["url"]
            yield f"{test['earl:impact']}: {where}: {test['dct:title']}: {fault['earl:result'].get('html', '')}"
    if done.returncode not in (0, 2):
        yield f"Ace ended with {done.returncode}"


def _messages(report, done):
    """(identifier, text) of each error and warning of a report."""
    if not report.exists():
        yield "", f"no report was written: {done.stdout}{done.stderr}"
        return
    for message in json.loads(report.read_text())["messages"]:
        severity = message["severity"].lower()
        if severity in ("fatal", "error", "warning"):
            places = [f"{place['path']}:{place['line']}" for place in message["locations"][:3]]
            yield message["ID"], " ".join([severity, message["ID"], message["message"], *places])
