#!/usr/bin/env python3
"""Whatever an editor writes, a build that judges its own files finds nothing in them.

    anything.py BUILD-DIR [FIRST-SEED [COUNT]]

Each seed makes a pack: its tiers, language, layout and sheet, and briefings of every kind of block, nested, in many
scripts, with pictures of every kind that is read, odd addresses, long and empty things. It is built with --verify:
PDF/UA-1, PDF/A-2a, the lint of the EPUB, parity of both, and no withheld word. Another pack shows that the words of
the formats themselves are not taken for withheld ones.
"""

import random
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import standards  # noqa: E402
from kit.tap import Tap  # noqa: E402

FIRST, COUNT = 1, 16
LAYOUTS, SHEETS = ("briefing", "digest", "pocket"), ("a4", "letter")
TIERS = ("open", "circle", "inner")
LANGUAGES = ("en-GB", "en-US", "de", "fr-CA", "nl", "pl", "ru", "el", "ar", "he", "ja", "zh-Hans", "ko", "th", "hi")
TONGUES = {
    "de": "Lieferkettensorgfaltspflichtengesetz „so“ Straße größer Zeitenwende",
    "fr": "l’intelligence « ainsi » développement naïf cœur",
    "ru": "достопримечательность и в производство заказов",
    "el": "παραγγελίες πριν από τις δοκιμές",
    "he": "הזמנות שָׁבְבִים (2026) גָּדוֹל",
    "ar": "الطَّلَبات على الرَّقائق 2026 لا كَبيرةٌ",
    "ja": "注文は、評価より先に来た。「三社」",
    "zh-Hans": "订单先于评测。“三家”公司",
    "ko": "주문이 벤치마크보다 먼저",
    "th": "คำสั่งซื้อมาก่อนการทดสอบ",
    "hi": "मानक से पहले आदेश",
}
WORDS = ("office affluent difficult shuffle orders came before the tests of a chip in training and serving 48,500 3.5% "
         "co-operative naïve “quoted” H~2~O x^2^ $7 & &lt;angle&gt; §4 ½ № → ≥ ∞ …").split()
SYLLABLES = "con sid er ble in ter na tion al pro ces sor re port ing fi ffi fl tta ly um qua xe zo".split()
ADDRESSES = (
    "https://example.org/", "https://example.org/a(b)?x=1&y=2#z", "https://münchen.example/straße", "mailto:a@b.example",
    "https://example.org/%E2%82%AC/%20", "https://[2001:db8::1]:8080/x", "https://example.org/?q=%22a%22'b'",
    "http://user:word@example.org:80/~x;y=1", "https://example.org/" + "long-way/" * 40)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rand):
    """Of any kind of colour and depth that PNG has, interlaced or not, with or without transparency."""
    kind = rand.choice((0, 2, 3, 4, 6))
    depth = rand.choice({0: (1, 2, 4, 8, 16), 3: (1, 2, 4, 8)}.get(kind, (8, 16)))
    width, height = rand.choice(((1, 1), (3, 7), (40, 30), (300, 20)))
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    rows = b"".join(b"\0" + rand.randbytes((width * bits + 7) // 8) for _ in range(height))
    extra = b""
    if kind == 3:
        extra += chunk(b"PLTE", rand.randbytes(3 << depth))
    if rand.random() < 0.3:
        extra = chunk(b"gAMA", struct.pack(">I", 45455)) + extra
    if kind in (0, 2, 3) and rand.random() < 0.5:
        extra += chunk(b"tRNS", {0: b"\0\1", 2: b"\0\1\0\2\0\3", 3: b"\0\x80"}[kind])
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)) + extra
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def svg(rand):
    inside = [
        '<rect width="90" height="50" fill="url(#g)" opacity=".5"/>', '<circle cx="40" cy="30" r="20" fill="none" stroke="red"/>',
        '<text x="5" y="20" font-family="\'Source Sans 3\', sans-serif">Words in it</text>',
        '<path d="M0 0L90 50" stroke="#0a7" stroke-dasharray="4 2"/>', '<g filter="url(#f)"><rect width="20" height="20"/></g>',
        '<g opacity=".4" transform="rotate(20)"><ellipse cx="9" cy="9" rx="5" ry="3"/></g>']
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><defs><linearGradient id="g"><stop stop-color="red"/>'
            '<stop offset="1" stop-opacity="0"/></linearGradient><filter id="f"><feGaussianBlur stdDeviation="2"/></filter></defs>'
            + "".join(rand.sample(inside, rand.randint(0, 4))) + "</svg>").encode()


class Maker:
    """One pack, from its seed."""

    def __init__(self, folder, seed):
        self.rand = random.Random(seed)
        self.folder = folder
        self.notes = []
        self.ids = []
        self.pictures = []
        for i in range(3):
            name = f"p{i}.{self.rand.choice(('png', 'png', 'svg'))}"
            (folder / name).write_bytes(png(self.rand) if name.endswith("png") else svg(self.rand))
            self.pictures.append(name)

    def maybe(self, chance):
        return self.rand.random() < chance

    def new_word(self):
        """One that hardly stands elsewhere: what is withheld is known again."""
        return "".join(self.rand.choice(SYLLABLES) for _ in range(self.rand.randint(2, 4)))

    def tier(self, chance=0.08):
        return f" tier={self.rand.choice(TIERS[1:])}" if self.maybe(chance) else ""

    def words(self, least=1, most=12):
        return " ".join(self.rand.choice(WORDS) if self.maybe(0.4) else self.new_word()
                        for _ in range(self.rand.randint(least, most)))

    def note(self):
        if len(self.notes) > 30:
            return ""
        name = f"n{len(self.notes)}"
        self.notes.append(f"[^{name}]: Of {self.line(False)}")
        return f"[^{name}]"

    def piece(self, calls):
        tongue = self.rand.choice(sorted(TONGUES))
        return self.rand.choice((
            lambda: f"*{self.words(1, 3)}*", lambda: f"**{self.words(1, 3)}**", lambda: f"`{self.rand.choice(('a  b', 'x--y', '<p>'))}`",
            lambda: f"[{TONGUES[tongue]}]{{lang={tongue}}}", lambda: f"[{self.words(1, 2)}]{{.smallcaps}}",
            lambda: f"[{self.words(1, 3)}]({self.rand.choice(ADDRESSES)})", lambda: "[*a **b** c*](https://example.org/x)",
            lambda: f"[{self.new_word()}]{{tier={self.rand.choice(TIERS[1:])}}}", lambda: "[3 5 8 2]{.spark}",
            lambda: "[@wire]" if calls else "", lambda: "[@wire, p. 3; @desk]" if calls else "",
            lambda: self.note() if calls else "", lambda: "two\\\nlines",
            lambda: f"[there](#{self.rand.choice(self.ids)})" if self.ids else "", lambda: "[two](b2.md)" if calls else ""))()

    def line(self, calls=True):
        return " ".join(self.piece(calls) if self.maybe(0.25) else self.words(1, 5) for _ in range(self.rand.randint(1, 9)))

    def items(self, depth):
        mark = self.rand.choice(("-", "1.", "7)"))
        pad = " " * (len(mark) + 1)
        for _ in range(self.rand.randint(1, 4)):
            yield f"{mark} {self.line()}"
            if depth < 4 and self.maybe(0.3):
                yield from ("", *(pad + row for row in self.block(depth + 1).split("\n")), "")

    def table(self):
        columns = self.rand.randint(1, 9)
        rows = [[self.line() if self.maybe(0.6) else self.rand.choice(("", "12.5", "n/a")) for _ in range(columns)]
                for _ in range(self.rand.choice((1, 2, 5, 30)))]
        heads = [self.words(1, 2) for _ in range(columns)]
        if columns > 1 and self.maybe(0.2):
            heads = [""] * columns
            rows[0][0] = "Named"
        text = "\n".join("| " + " | ".join(cell.replace("|", "").replace("\\\n", "") for cell in row) + " |"
                         for row in [heads] + [["---:"] * columns] + rows)
        return f"Table: {self.words(1, 4)}\n\n{text}" if self.maybe(0.5) else text

    def picture(self):
        return f'![{self.line(False) if self.maybe(0.6) else ""}]({self.rand.choice(self.pictures)}){{alt="{self.rand.choice(("", "Seen"))}"}}'

    def fenced(self):
        return self.rand.choice((
            "```\ncode  with   spaces\n\n\tand <tabs> & a very long line " + "x" * self.rand.choice((3, 200)) + "\n```",
            '```{.bar-chart title="Sales"}\n- {label: A, value: 3}\n- {label: B, value: 12}\n```',
            '```{.relations}\n- {from: A, to: B, kind: supplies}\n- {from: B, to: C, kind: owns, status: reported}\n```',
            "```{.entities}\n- {name: A, kind: Maker, role: Makes}\n```",
            "```{.faq}\n- {question: Why?, answer: Because.}\n```"))

    def block(self, depth=0):
        kinds = [self.line] * 6 + [lambda: "\n".join(self.items(depth))] * 2 + [lambda: "> " + self.line()]
        if depth < 3:
            kinds += [self.table, self.picture, self.fenced]
        if depth == 0:
            kinds += [lambda: f"::: {{.{self.rand.choice(('callout', 'keep', 'float', 'new-page'))}{self.tier()}}}\n{self.block(1)}\n:::",
                      lambda: f"### {self.words(1, 20)}", lambda: f"#### {self.words(1, 4)} {self.note()}",
                      lambda: f'::: {{.pull-quote who="Ann Öther"}}\n{self.words(3, 9)}\n:::', lambda: "---"]
        return self.rand.choice(kinds)()

    def briefing(self, name):
        self.notes, self.ids = [], []
        language = f"language: {self.rand.choice(LANGUAGES)}\n" if self.maybe(0.3) else ""
        front = (f"title: {name} {self.words(0, self.rand.choice((2, 40))).replace('“', '').replace(':', '')}{self.rand.choice(list(TONGUES.values()))}\n{language}"
                 "sources:\n  - {id: wire, title: The wire, url: 'https://example.org/?a=1&b=2', grade: B2}\n"
                 "  - {id: desk, title: 'The “desk”', publisher: P & Co}\n"
                 + ("confidence: 0.5\ncategory: Supply\nimpact: low\n" if self.maybe(0.5) else ""))
        parts = [self.block() for _ in range(self.rand.choice((0, 1, 3)))]
        for number in range(self.rand.choice((0, 1, 4))):
            self.ids.append(f"s{number}")
            title = self.rand.choice(("The fact", "The assessment", self.words(1, 30), "Words " + self.note()))
            parts += [f"## {title} {{#s{number}{self.tier(0.2)}}}"] + [self.block() for _ in range(self.rand.choice((1, 2, 6)))]
        (self.folder / f"{name}.md").write_text(f"---\n{front}---\n" + "\n\n".join(parts + self.notes) + "\n")

    def pack(self):
        names = [f"b{i}" for i in range(1, self.rand.choice((3, 3, 6)))]
        for name in names:
            self.briefing(name)
        listed = [f"  - {{path: {name}.md{', tier: inner' if name == 'b5' else ''}}}" for name in names]
        tiers = "".join(f"  - {{id: {tier}, name: The {tier}, about: More., join: 'https://example.org/join'}}\n" for tier in TIERS)
        (self.folder / "pack.yaml").write_text(
            f"title: Pack {self.words(1, 3) if self.maybe(0.5) else ''}\ndate: 2026-02-28\nlanguage: {self.rand.choice(LANGUAGES)}\n"
            f"layout: {self.rand.choice(LAYOUTS)}\npage: {self.rand.choice(SHEETS)}\nteaser: {str(self.maybe(0.5)).lower()}\n"
            f"{'publisher: Desk & Söhne' if self.maybe(0.5) else 'number: 7'}\ntiers:\n{tiers}sections: [standfirst, confidence-table, sources]\n"
            "contents:\n" + "\n".join(listed) + "\n" + ("epub: {fonts: embed}\n" if self.maybe(0.4) else ""))


def findings(brevier, seed):
    with tempfile.TemporaryDirectory(prefix="brevier-anything-") as folder:
        Maker(Path(folder), seed).pack()
        done = subprocess.run([brevier, "build", "--verify", "--quiet", folder], capture_output=True, text=True)
        errors = [line for line in done.stderr.splitlines() if ": error: " in line]
        return errors or ([] if done.returncode == 0 else [f"exit {done.returncode}", *done.stderr.splitlines()])


ALARM = """---
title: One
---
A line of text, a [link](https://example.com/x) and a note.[^1]

| a | b |
|---|---|
| 1 | 2 |

[^1]: A note.
"""


def alarms(brevier, folder):
    """All words that the files of a pack are made of are hidden in another edition of it; none is told."""
    (folder / "pack.yaml").write_text("title: Small\nnumber: 3\ndate: 2026-04-26\npublisher: Desk\nrights: Mine\ncontents: [one.md]\n"
                                      "tiers: [{id: open, name: Everyone}, {id: inner, name: The few}]\n")
    (folder / "one.md").write_text(ALARM)
    subprocess.run([brevier, "build", "--quiet", folder], check=True)
    book = zipfile.ZipFile(folder / "out" / "small-3-open.epub")
    texts = book.namelist() + [book.read(name).decode("latin-1") for name in book.namelist() if not name.endswith(".png")]
    pdf = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", folder / "out" / "small-3-open.pdf", "-"], capture_output=True)
    words = sorted(set(re.findall(r"[A-Za-z]{3,}|\b\d{4}\b", " ".join([*texts, pdf.stdout.decode("latin-1")]))))
    lines = [" ".join(words[at:at + 40]) for at in range(0, len(words), 40)]
    (folder / "one.md").write_text(ALARM + "\n## Hidden {tier=inner}\n\n" + "\n\n".join(lines) + "\n")
    done = subprocess.run([brevier, "build", "--verify", "--quiet", "--tier", "open", folder], capture_output=True, text=True)
    yield from [] if len(words) > 300 else [f"only {len(words)} words"]
    yield from [] if done.returncode == 0 else done.stderr.splitlines()


def large(brevier, folder):
    """A briefing, and in it one section, that no old reader takes as one file: what it is cut into is a sound book."""
    links = " ".join(f"[word {i}](https://example.org/{'long-way/' * 130}{i})" for i in range(30))
    parts = [f"{links}[^n{i}]\n\n{'### Head' if i % 4 else f'## Section {i // 12}'} {i}\n\nText." if i % 12 else links for i in range(1, 40)]
    notes = "\n\n".join(f"[^n{i}]: Note {i}." for i in range(1, 40) if i % 12)
    (folder / "pack.yaml").write_text("title: Large\ndate: 2026-04-26\ncontents: [one.md]\n")
    (folder / "one.md").write_text("---\ntitle: One\n---\n" + "\n\n".join(parts) + "\n\n" + notes + "\n")
    done = subprocess.run([brevier, "build", "--verify", "--quiet", folder], capture_output=True, text=True)
    if done.returncode:
        yield from [line for line in done.stderr.splitlines() if ": error: " in line] or [f"exit {done.returncode}"]
        return
    epub = next((folder / "out").glob("*.epub"))
    count = sum(name.startswith("EPUB/one") for name in zipfile.ZipFile(epub).namelist())
    yield from [] if count > 4 else [f"only {count} files"]
    yield from standards.epubcheck_problems(epub, folder / "a.json")
    yield from standards.epubcheck_ts_problems(epub, folder / "b.json")
    yield from standards.ace_problems(epub, folder / "ace")


def main(build, first=FIRST, count=COUNT):
    tap = Tap()
    brevier = Path(build).resolve() / "brevier"
    seeds = range(int(first), int(first) + int(count))
    with ThreadPoolExecutor(2) as pool:
        for seed, problems in zip(seeds, pool.map(lambda seed: findings(brevier, seed), seeds)):
            tap.check(f"nothing is found in pack {seed}", problems)
    with tempfile.TemporaryDirectory(prefix="brevier-anything-") as folder:
        tap.check("a large briefing is cut into a sound book", list(large(brevier, Path(folder))))
    with tempfile.TemporaryDirectory(prefix="brevier-anything-") as folder:
        tap.check("words of the formats are not taken for withheld ones", list(alarms(brevier, Path(folder))))
    return tap.finish()


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "--write":
        Maker(Path(sys.argv[3]), int(sys.argv[2])).pack()
    else:
        sys.exit(main(*sys.argv[1:]))
