#!/usr/bin/env python3
"""No two words of a tight line are so near that a program which takes no notice of spaces reads them as one: paragraphs of
short words and of capitals that fonts kern with spaces, in each layout.

    apart.py BUILD-DIR
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import parity  # noqa: E402
import readers  # noqa: E402
from kit.tap import Tap  # noqa: E402

PARAGRAPHS, WORDS = 120, 90
KERNED = "The TV CTV Warsaw To Vienna We Yet Vary WTV VW TWV UTV T V W Y".split()
OTHERS = "serve verses every average however wherever a the of minutes reading were and at is it to in".split()

PACK = """title: Apart
date: 2026-04-26
language: en-GB
layout: {layout}
contents: [a.md]
"""


def word(chance):
    found = chance.choice(KERNED if chance.random() < 0.4 else OTHERS)
    return f"*{found}*" if chance.random() < 0.1 else found


def write(pack, layout):
    chance = random.Random(5)
    paragraphs = (" ".join(word(chance) for _ in range(WORDS)) for _ in range(PARAGRAPHS))
    pack.mkdir()
    (pack / "pack.yaml").write_text(PACK.format(layout=layout))
    (pack / "a.md").write_text("---\ntitle: Apart\n---\n## One\n\n" + "\n\n".join(paragraphs) + "\n")


def fused(brevier, pack):
    subprocess.run([brevier, "build", "--quiet", pack], check=True, stderr=subprocess.DEVNULL)
    pdf, epub = (next((pack / "out").glob(f"*.{form}")) for form in ("pdf", "epub"))
    return parity.fused_problems(readers.words("pdftotext", "-raw", str(pdf), "-"),
                                 readers.tokens(readers.epub_text(epub)),
                                 readers.words("pdftotext", str(pdf), "-"))


def main(build):
    tap, brevier = Tap(), Path(build).resolve() / "brevier"
    with tempfile.TemporaryDirectory(prefix="brevier-apart-") as folder:
        for layout in ("briefing", "digest", "pocket"):
            pack = Path(folder) / layout
            write(pack, layout)
            tap.check(f"words apart: {layout}", fused(brevier, pack))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
