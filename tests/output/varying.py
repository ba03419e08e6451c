#!/usr/bin/env python3
"""Variable fonts: what is printed has the weight that the layout asks for, in outlines as in widths.

    varying.py BUILD-DIR

The font's boxes (boxes.py) tell their weight: how much of a line is ink.
"""

import re
import statistics
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import boxes  # noqa: E402
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

WORD = "nnnnnnnn"
BROAD = 8  # pixels: more than any stroke of the other faces
NEAR = 0.02
LAYOUT = """return {{ extends = "briefing", styles = {{
  title = {{ family = "Boxes", weight = {0}, tracking = 0 }},
  ["cover-title"] = {{ family = "Boxes", weight = {0}, tracking = 0 }},
  ["drawing-label"] = {{ family = "Boxes", weight = {0} }} }} }}
"""
PACK = f"title: {WORD}\ndate: 2026-04-26\nlanguage: en-GB\nlayout: boxes\ncontents: [a.md]\n"
BRIEFING = f"---\ntitle: {WORD}\nconfidence: 0.7\nbasis: Medium\n---\n## The fact\nText for all.\n"


def write(folder, layout, font):
    tree.write(folder, {"pack.yaml": PACK, "a.md": BRIEFING, "layouts/boxes.lua": layout, "fonts/boxes.ttf": font})


def build(brevier, pack):
    return subprocess.run([brevier, "build", "-q", pack], capture_output=True, text=True)


# --- what is seen ---

def share_of(row):
    """Of a row of booleans in which the boxes of the word stand: how much from one to the next is ink; else None."""
    runs = [(dark, len(list(run))) for dark, run in groupby(row)][1:-1]
    inks, gaps = [length for dark, length in runs if dark], [length for dark, length in runs if not dark]
    if len(inks) != len(WORD) or min(inks) < BROAD or max(inks) - min(inks) > 2:
        return None
    return statistics.mean(inks) / (statistics.mean(inks) + statistics.mean(gaps))


def share(rows):
    seen = [found for found in map(share_of, rows) if found]
    return statistics.median(seen) if seen else 0


def page_rows(pdf, number):
    """A page's rows of pixels, true where it is dark, by Poppler."""
    command = ["pdftoppm", "-gray", "-r", "150", "-f", str(number), "-l", str(number), pdf]
    picture = subprocess.run(command, capture_output=True, check=True).stdout
    width, height = map(int, re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture).groups())
    pixels = picture[-width * height:]
    return ([value < 128 for value in pixels[at:at + width]] for at in range(0, width * height, width))


def picture_rows(png):
    """Those of a picture with a palette, unfiltered, as covers are."""
    at, packed, colours, width = 8, b"", b"", 0
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8:at + 8 + length]
        width = struct.unpack(">I", body[:4])[0] if kind == b"IHDR" else width
        colours = body if kind == b"PLTE" else colours
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    dark = [sum(colours[i:i + 3]) < 3 * 128 for i in range(0, len(colours), 3)]
    rows = zlib.decompress(packed)
    return ([dark[index] for index in rows[at + 1:at + 1 + width]] for at in range(0, len(rows), width + 1))


def drawn_share(svg):
    """Of the first outline of a letter, its width to its height, as that of an advance."""
    sides = re.search(r'<path id="g1" d="M ([-\d.]+) ([-\d.]+)L ([-\d.]+) ([-\d.]+)L ([-\d.]+)', svg).groups()
    left, bottom, _, top, right = map(float, sides)
    wide = (right - left) / (bottom - top) * boxes.HIGH
    return wide / (wide + 2 * boxes.SIDE)


def problems_of(what, found, weight):
    wide = boxes.advance(weight)
    wanted = (wide - 2 * boxes.SIDE) / wide
    return [] if abs(found - wanted) < NEAR else [f"{what}: {found:.3f} is ink, not {wanted:.3f}"]


def weight_problems(brevier, folder, weight):
    write(folder, LAYOUT.format(weight), boxes.truetype())
    done = build(brevier, folder)
    if done.returncode:
        return done.stderr.splitlines()
    pdf, book = (folder / "out" / f"{WORD}-all.{form}" for form in ("pdf", "epub"))
    with zipfile.ZipFile(book) as archive:
        cover, drawing = archive.read("EPUB/cover.png"), archive.read("EPUB/images/drawing.svg").decode()
    return (problems_of("the cover's page", share(page_rows(pdf, 1)), weight) +
            problems_of("the briefing's page", share(page_rows(pdf, 3)), weight) +
            problems_of("the e-book's cover", share(picture_rows(cover)), weight) +
            problems_of("the e-book's drawing", drawn_share(drawing), weight))


def meeting_problems(brevier, folder):
    """Two weights in one file; and again, from what was kept."""
    layout = LAYOUT.format(500).replace("500", "900", 1)
    problems = []
    for _ in range(2):
        write(folder, layout, boxes.truetype())
        done = build(brevier, folder)
        pdf = folder / "out" / f"{WORD}-all.pdf"
        problems += done.stderr.splitlines() if done.returncode else (
            problems_of("the cover's page", share(page_rows(pdf, 1)), 500) +
            problems_of("the briefing's page", share(page_rows(pdf, 3)), 900))
    return problems


def refusal_problems(brevier, folder):
    write(folder, LAYOUT.format(650), boxes.cff2())
    done = build(brevier, folder)
    told = re.findall(r"^layouts/boxes\.lua:(\d+):\d+: error: the font family \"Boxes\" varies", done.stderr, re.MULTILINE)
    wrong = [] if done.returncode and told == ["2", "3", "4"] else [f"told of lines {told}, {done.returncode}"]
    return wrong + (["something was written"] if (folder / "out").exists() else [])


def main():
    brevier, tap = Path(sys.argv[1]).resolve() / "brevier", Tap()
    with tempfile.TemporaryDirectory() as temporary:
        for weight in (400, 650, 900):
            tap.check(f"a weight of {weight}", weight_problems(brevier, Path(temporary, str(weight)), weight))
        tap.check("two weights, and again", meeting_problems(brevier, Path(temporary, "two")))
        tap.check("CFF2 is refused", refusal_problems(brevier, Path(temporary, "cff2")))
    sys.exit(tap.finish())


if __name__ == "__main__":
    main()
