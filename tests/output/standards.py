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


# PDFBox judges PDF/A-1b alone: what that asks for beyond PDF/A-2 is let pass. Sets of the characters of a part of a font
# may be left out of PDF/A-2, and pictures may be seen through in it.
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation"))
ONLY_PDFA_1 = ("The CIDSet entry is missing", "The Charset entry is missing", "Invalid graphics transparency")


def preflight_problems(path, folder):
    """PDFBox's opinion of the file as PDF/A-1b: its objects unpacked, and its claim changed to that."""
    plain = folder / f"{path.name}.a-1b.pdf"
    subprocess.run(["qpdf", "--object-streams=disable", "--newline-before-endstream", "--force-version=1.4",
                    str(path), str(plain)], capture_output=True)
    claims = {b"<pdfaid:part>2<": b"<pdfaid:part>1<", b"<pdfaid:conformance>A<": b"<pdfaid:conformance>B<"}
    data = plain.read_bytes()
    for ours, theirs in claims.items():
        if ours not in data:
            yield f"no claim {ours.decode()}"
        data = data.replace(ours, theirs)
    plain.write_bytes(data)
    done = subprocess.run(["java", "-cp", JARS, "org.apache.pdfbox.preflight.Validator_A1b", str(plain)],
                          capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    if not lines or not lines[0].startswith("The file"):
        yield from lines or ["preflight says nothing"]
        return
    yield from (line for line in lines[1:] if line.strip() and not any(known in line for known in ONLY_PDFA_1))


def verify_problems(brevier, path):
    done = subprocess.run([str(brevier), "verify", "--quiet", str(path)], capture_output=True, text=True)
    if done.returncode:
        yield from (done.stdout + done.stderr).splitlines() or ["verify failed"]


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
