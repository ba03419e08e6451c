#!/usr/bin/env python3
"""Editions of which no PDF is made: their e-books say nothing of pages, and all else that the others say.

    unpaged.py BUILD-DIR
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import book_faults  # noqa: E402
import parity  # noqa: E402
import readers  # noqa: E402
import run  # noqa: E402
import same  # noqa: E402
from kit.tap import Tap  # noqa: E402

PACKAGE = "EPUB/package.opf"
SOURCE = '<meta property="pageBreakSource">urn:uuid:6b1c7f9e-0a63-4a64-9d0c-0c0c0c0c0c0c</meta>'
CLAIM = '<meta property="schema:accessibilityFeature">{}</meta>'

# What must be told of a book that says it has what it has not.
FAULTS = [
    ("page-source", PACKAGE, "</metadata>", SOURCE + "</metadata>"),
    ("access-claim", PACKAGE, "</metadata>", CLAIM.format("pageNavigation") + "</metadata>"),
    ("access-claim", PACKAGE, "</metadata>", CLAIM.format("pageBreakMarkers") + "</metadata>"),
]

# Where a book of an edition with a PDF says a number of one of its pages.
NUMBERS = [
    r'<p class="contents-page">.*?</p>',
    r'<span epub:type="pagebreak"[^>]*/>',
    r'(?<=<p class="cover-more">)and (.*?), from page\u00a0[0-9]+(?=</p>)',
]


def without_pages(pack, folder):
    copy = folder / pack.name
    shutil.copytree(pack, copy, ignore=shutil.ignore_patterns("out"))
    with open(copy / "pack.yaml", "a", encoding="utf-8") as listed:
        listed.write("\nformats: [epub]\n")
    return copy


def texts(path):
    """{name: text} of the book's pages."""
    files = book_faults.Book(path).files
    return {name: data.decode() for name, data in files.items()
            if name.endswith(".xhtml") and not name.endswith("nav.xhtml")}


def text_problems(path, paged):
    """What its pages say beyond, or short of, those of the same edition that has a PDF."""
    own, others = texts(path), texts(paged)
    if set(own) != set(others):
        yield f"other files: {sorted(set(own) ^ set(others))}"
    for name, other in others.items():
        for pattern in NUMBERS:
            other = re.sub(pattern, lambda m: f"and {m.group(1)}" if m.re.groups else "", other)
        yield from parity.order_problems(own[name].split(), other.split())


def page_problems(path):
    for name, data in book_faults.Book(path).files.items():
        found = re.search(rb"page-?list|page-?break(?!-)|pageTarget|pageNav", data, re.I)
        if found and not name.endswith(".css"):
            yield f"{name} has {found.group()}"


def check_faults(tap, brevier, book, folder):
    for number, (name, file, old, new) in enumerate(FAULTS):
        spoiled = book_faults.Book(book)
        spoiled.sub(file, old, new)
        path = folder / f"{number}-{name}.epub"
        spoiled.write(path)
        done = subprocess.run([brevier, "verify", "--standard", "epub", path], capture_output=True, text=True)
        found = book_faults.found_in(done.stderr, path)
        tap.check(f"caught: {path.stem}", [] if name in found else [f"found {sorted(found) or 'nothing'}"])


def main(build):
    tap = Tap()
    brevier = run.brevier_of(build)
    with tempfile.TemporaryDirectory(prefix="brevier-unpaged-") as folder:
        folder = Path(folder)
        for name in ("weekly", "specimen"):
            pack = without_pages(TOP / "samples" / name, folder)
            out = same.build(brevier, pack, folder / name, same.FIRST)
            again = same.build(brevier, pack, folder / name, same.SECOND)
            paged = folder / f"{name}-paged"
            subprocess.run([brevier, "build", "-q", "--format", "epub", "-o", paged, TOP / "samples" / name],
                           check=True, capture_output=True)
            tap.check(f"{name}: same bytes twice", same.folder_problems(out, again))
            tap.check(f"{name}: only e-books", [p.name for p in out.iterdir()
                                                if p.suffix not in (".epub", ".json") and p.name[0] != "."])
            run.check_standards(tap, brevier, out, folder, True)
            run.check_verify(tap, brevier, pack, out)
            for book in sorted(out.glob("*.epub")):
                tap.check(f"no word of pages: {book.name}", page_problems(book))
                tap.check(f"nothing else is missing: {book.name}", text_problems(book, paged / book.name))
        check_faults(tap, brevier, next(out.glob("*.epub")), folder)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
