#!/usr/bin/env python3
"""Builds a pack twice under different conditions and judges every finished file.

    run.py BUILD-DIR weekly|hello|specimen|diamond [LAYOUT [SHEET]] [fonts]
"""

import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
WEEKLY = TOP / "samples" / "weekly"
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import diamond  # noqa: E402
import parity  # noqa: E402
import readers  # noqa: E402
import same  # noqa: E402
import standards  # noqa: E402
import withheld  # noqa: E402
from kit.tap import Tap  # noqa: E402



def editions(out):
    """{tier: (pdf, epub)} by the tiers that build.json names."""
    listed = json.loads((out / "build.json").read_text())["files"]
    found = {}
    for entry in listed:
        found.setdefault(entry["tier"], {})[entry["format"]] = out / entry["file"]
    return {tier: (files["pdf"], files["epub"]) for tier, files in found.items()}


def check_standards(tap, brevier, out, folder, with_ace):
    """The Java checker takes seconds to start, so all of them run side by side. Ace takes a second a briefing, so
    the forty made-up briefings for four tiers are spared it."""
    jobs = []
    for path in sorted(out.iterdir()):
        if path.suffix == ".pdf":
            jobs += [(f"qpdf: {path.name}", standards.qpdf_problems, [path]),
                     (f"verify: {path.name}", standards.verify_problems, [brevier, path]),
                     (f"preflight: {path.name}", standards.preflight_problems, [path, folder])]
        if path.suffix == ".epub":
            jobs += [(f"EPUBCheck: {path.name}", standards.epubcheck_problems,
                      [path, folder / f"{path.name}.json"]),
                     (f"epubcheck-ts: {path.name}", standards.epubcheck_ts_problems,
                      [path, folder / f"{path.name}.ts.json"])]
        if path.suffix == ".epub" and with_ace:
            jobs.append((f"Ace: {path.name}", standards.ace_problems,
                         [path, folder / f"{path.name}.ace"]))
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda job: list(job[1](*job[2])), jobs)
        for (name, _, _), problems in zip(jobs, results):
            tap.check(name, problems)


def check_parity(tap, files):
    """The structure of the PDF, read by poppler, and the EPUB say the same in the same order."""
    for tier, (pdf, epub) in files.items():
        words, others = readers.tokens(readers.pdf_text(pdf)), readers.tokens(readers.epub_text(epub))
        tap.check(f"same words: {tier}", parity.word_problems(words, others))
        tap.check(f"same order: {tier}", parity.order_problems(words, others))
        tap.check(f"same elements: {tier}",
                  parity.order_problems(readers.pdf_shape(pdf), readers.epub_shape(epub), "elements"))
        tap.check(f"same alternative texts: {tier}", parity.order_problems(
            readers.pdf_alternatives(pdf), readers.epub_alternatives(epub), "alternative texts"))


def check_readers(tap, files):
    """Poppler and MuPDF find the same letters in the pages; and the room between words is enough for a reader that
    takes no notice of spaces, as poppler's raw order does."""
    for pdf, epub in files.values():
        tap.check(f"words apart: {pdf.name}", parity.fused_problems(
            readers.words("pdftotext", "-raw", str(pdf), "-"), readers.tokens(readers.epub_text(epub)),
            readers.words("pdftotext", str(pdf), "-")))
        tap.check(f"two readers: {pdf.name}", parity.reader_problems(
            readers.whole_text("pdftotext", str(pdf), "-"),
            readers.whole_text("mutool", "draw", "-q", "-F", "text", "-o", "-", str(pdf))))


def check_withheld(tap, pack, files):
    """No run of words from a withheld part of the source stands in a finished file."""
    for tier, (secrets, _) in withheld.withheld(pack, readers.tokens).items():
        for path, text in ((files[tier][0], readers.pdf_everything(files[tier][0])),
                           (files[tier][1], readers.Epub(files[tier][1]).everything())):
            tap.check(f"nothing withheld: {path.name}",
                      withheld.leak_problems(secrets, readers.tokens(text), path.name))


def marker_problems(text, seen, hidden):
    """Which of the marker words a file lacks, and which it should not have."""
    folded = text.replace("\u00ad\n", "").replace("\u00ad", "").casefold()
    yield from (f"{word} is there" for word in sorted(hidden) if word.casefold() in folded)
    yield from (f"{word} is missing" for word in sorted(seen) if word.casefold() not in folded)


def check_verify(tap, brevier, pack, out):
    """The program's own second look: hashes, and no withheld word in any file."""
    done = subprocess.run([brevier, "verify", "--quiet", "--standard", "house", "--diagnostics", "json",
                           pack, out], capture_output=True, text=True, check=False)
    found = [message for message in json.loads(done.stderr)
             if message["code"] in ("build-differs", "withheld-shown")]
    tap.check("brevier verify: hashes and tiers",
              [f"{message['file']}: {message['message']}" for message in found])


def check_markers(tap, markers, files):
    """Every marker word is where it may be read, and nowhere else, in any form."""
    for tier, (pdf, epub) in files.items():
        seen, hidden = markers.visible(tier)
        for path, text in ((pdf, readers.pdf_everything(pdf)),
                           (epub, readers.Epub(epub).everything())):
            tap.check(f"markers: {path.name}", marker_problems(text, seen, hidden))


def brevier_of(build):
    """The program in a build folder."""
    return Path(build).resolve() / "brevier"


def changed(pack, keys, folder):
    """A copy of a pack with more keys."""
    copy = folder / pack.name
    if copy != pack:
        shutil.copytree(pack, copy, ignore=shutil.ignore_patterns("out"))
    with open(copy / "pack.yaml", "a", encoding="utf-8") as listed:
        listed.write(f"\n{keys}\n")
    return copy


def main(build, name, *looks):
    tap = Tap()
    with_fonts = "fonts" in looks
    layout, sheet = ([look for look in looks if look != "fonts"] + [None, None])[:2]
    options = ("--layout", layout) if layout else ()
    with tempfile.TemporaryDirectory(prefix="brevier-output-") as folder:
        folder = Path(folder)
        markers = None
        pack = TOP / "samples" / name
        if name == "diamond":
            pack = folder / name
            markers = diamond.write(pack)
        if sheet:
            pack = changed(pack, f"page: {sheet}", folder)
        if with_fonts:
            pack = changed(pack, "epub: {fonts: embed}", folder)
        brevier = brevier_of(build)
        out = same.build(brevier, pack, folder, same.FIRST, options)
        again = same.build(brevier, pack, folder, same.SECOND, options)
        tap.check("same bytes twice", same.folder_problems(out, again))
        files = editions(out)
        check_standards(tap, brevier, out, folder, name != "diamond")
        check_parity(tap, files)
        check_readers(tap, files)
        check_verify(tap, brevier, pack, out)
        if markers:
            check_markers(tap, markers, files)
        else:
            check_withheld(tap, pack, files)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
