#!/usr/bin/env python3
"""A build that finds what was set before gives the same bytes as one that does not.

    again.py BUILD-DIR

A pack is edited at random, built over its last output, and built afresh; then its cache is damaged in every way.
"""

import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]
sys.dont_write_bytecode = True

from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

CACHE = ".brevier-cache"
HEADING = struct.Struct("<8s16sII")
EDITS = 24
KINDS_KEPT = 7


def build(program, pack, out):
    done = subprocess.run([program, "build", "--quiet", "--output", out, pack], capture_output=True, text=True)
    files = {path.name: path.read_bytes() for path in Path(out).glob("[!.]*")} if out.exists() else {}
    return files, done.stderr.replace(str(out), ""), done.returncode


def entries(data):
    """What a cache holds: kinds, keys and bytes."""
    at = data.index(b"\n") + 1
    while at < len(data):
        kind, key, length, _ = HEADING.unpack_from(data, at)
        at += HEADING.size + length
        yield kind.rstrip(b"\0").decode(), key, data[at - length:at]


def keys(out):
    return {(kind, key) for kind, key, _ in entries((out / CACHE).read_bytes())}


def text_file(pack, pick):
    return pick.choice(sorted((pack / "briefings").glob("*.md")))


def change_word(pack, pick):
    path = text_file(pack, pick)
    words = [m for m in re.finditer(r"\b[a-z]{4,}\b", path.read_text()) if m.start() > 600]
    found = pick.choice(words)
    text = path.read_text()
    path.write_text(text[:found.start()] + pick.choice(["otherwise", "so", "figures"]) + text[found.end():])


def add_paragraph(pack, pick):
    path = text_file(pack, pick)
    path.write_text(path.read_text() + f"\n\nOne more paragraph, of number {pick.randrange(1000)}, at its end.\n")


def swap_briefings(pack, pick):
    manifest = pack / "pack.yaml"
    lines = manifest.read_text().splitlines()
    listed = [i for i, line in enumerate(lines) if re.fullmatch(r"\s+- briefings/\S+", line)]
    a, b = pick.sample(listed, 2)
    lines[a], lines[b] = lines[b], lines[a]
    manifest.write_text("\n".join(lines) + "\n")


def set_key(key, values):
    def edit(pack, pick):
        manifest = pack / "pack.yaml"
        text = re.sub(rf"^{key}:.*\n", "", manifest.read_text(), flags=re.M)
        manifest.write_text(f"{key}: {pick.choice(values)}\n" + text)
    return edit


def change_image(pack, pick):
    path = pick.choice(sorted(pack.glob("img/*.svg")))
    path.write_text(path.read_text().replace("</svg>", f'<path d="M0 0h{pick.randrange(1, 9)}"/></svg>'))


def withhold_section(pack, pick):
    """What it alone names goes with it, and links to it."""
    path = text_file(pack, pick)
    headings = re.findall(r"^## [^{\n]+$", path.read_text(), flags=re.M)
    if headings:
        heading = pick.choice(headings)
        path.write_text(path.read_text().replace(heading, heading + " {tier=strategic-circle}", 1))


def withhold_briefing(pack, pick):
    """Links to it from others become their text: what was kept of those is of no use."""
    path = text_file(pack, pick)
    path.write_text(re.sub(r"^(title:.*)$", r"\1\ntier: leadership-alliance", path.read_text(), count=1, flags=re.M))


def admit_briefing(pack, pick):
    for path in sorted((pack / "briefings").glob("*.md")):
        path.write_text(path.read_text().replace("\ntier: leadership-alliance\n", "\n", 1))


def change_data(pack, pick):
    """Front matter: values, and all that stands behind them moves."""
    path = text_file(pack, pick)
    path.write_text(re.sub(r"^confidence: .*$", f"confidence: 0.{pick.randrange(30, 90)}", path.read_text(), count=1, flags=re.M))


def forget_date(pack, pick):
    """A plugin warns: what it said of a briefing comes again each time."""
    path = text_file(pack, pick)
    path.write_text(re.sub(r"by=\d{4}-\d\d-\d\d ?", "", path.read_text(), count=1))


def own_plugin(pack, pick):
    """A plugin of the pack's own in place of a bundled one, each time with another word."""
    own = pack / "plugins" / "watch"
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(tree.TOP / "plugins" / "watch", own)
    words = own / "locale" / "en.yaml"
    words.write_text(words.read_text().replace("by {date}", f"{pick.choice(['until', 'before'])} {{date}}"))


def no_own_plugin(pack, pick):
    shutil.rmtree(pack / "plugins", ignore_errors=True)


KINDS = [withhold_briefing, admit_briefing, withhold_section, change_data, own_plugin, change_word, no_own_plugin, forget_date, change_word,
         change_word, add_paragraph, swap_briefings, change_image, set_key("accent", ["'#0b5d4d'", "'#8c1c13'", "'#26408b'"]), set_key("page", ["a4", "letter"]),
         set_key("layout", ["briefing", "digest", "pocket"]), set_key("language", ["en-GB", "en-US"])]


def compare(again, fresh):
    if again[2] != fresh[2] or again[1] != fresh[1]:
        yield f"ended with {again[2]} and {fresh[2]}, said {again[1]!r} and {fresh[1]!r}"
    if fresh[2]:
        return
    if not again[0] or sorted(again[0]) != sorted(fresh[0]):
        yield f"files {sorted(again[0])} and {sorted(fresh[0])}"
    yield from (f"{name} differs" for name in again[0] if again[0][name] != fresh[0].get(name))


def edited(tap, program, pack, folder):
    pick, out = random.Random(17), folder / "out"
    build(program, pack, out)
    for number in range(EDITS):
        kind = KINDS[number % len(KINDS)] if number < len(KINDS) else pick.choice(KINDS)
        before = folder / "before"
        shutil.copytree(pack, before)
        kind(pack, pick)
        again = build(program, pack, out)
        fresh = folder / f"fresh-{number}"
        anew = build(program, pack, fresh)
        tap.check(f"edit {number}, {kind.__name__}", compare(again, anew))
        if anew[2]:  # it was an error: the files are those from before
            shutil.rmtree(pack)
            shutil.copytree(before, pack)
        shutil.rmtree(before)
        shutil.rmtree(fresh, ignore_errors=True)


def works(tap, program, pack, folder):
    """What did not change is found: nothing is set anew, or one briefing of each edition that has other words."""
    out = folder / "works"
    files = build(program, pack, out)[0]
    before, stamp = keys(out), (out / CACHE).stat().st_mtime_ns
    build(program, pack, out)
    tap.check("nothing changed, nothing was set",
              [] if (out / CACHE).stat().st_mtime_ns == stamp else ["the cache was written again"])
    add_paragraph(pack, random.Random(3))
    now = build(program, pack, out)[0]
    new = Counter(kind for kind, _ in keys(out) - before)
    changed = sum(now[name] != files[name] for name in files if name.endswith(".pdf"))
    most = {"galley": changed, "plates": changed, "contents": changed, "sections": 3, "words": 0, "face": 8 * changed, "packed": 12 * changed}
    fine = new["galley"] == new["plates"] == changed > 0 and all(new[kind] <= most.get(kind, 0) for kind in new)
    tap.check("one briefing changed, and was set", [] if fine else [f"{dict(new)}, for {changed}"])


def flip(data, pick):
    at = pick.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << pick.randrange(8)]) + data[at + 1:]


def damages(good):
    pick = random.Random(5)
    yield "empty", b""
    yield "cut short", good[:len(good) // 2]
    yield "a length that lies", good[:good.index(b"\n") + 25] + b"\xff\xff\xff\x7f" + good[good.index(b"\n") + 29:]
    yield "zeroes", bytes(len(good))
    for number in range(5):
        data = good
        for _ in range(40):
            data = flip(data, pick)
        yield f"bits turned over, {number}", data


def damaged(tap, program, pack, folder):
    out = folder / "damaged"
    fresh = build(program, pack, out)
    good = (out / CACHE).read_bytes()
    for name, data in damages(good):
        (out / CACHE).write_bytes(data)
        tap.check(f"a cache that is {name}", compare(build(program, pack, out), fresh))
    for name, make in [("a folder", os.mkdir), ("a pipe", os.mkfifo),
                       ("a link to nowhere", lambda path: os.symlink("/nonexistent/x", path)),
                       ("a link to a device", lambda path: os.symlink("/dev/zero", path))]:
        path = out / CACHE
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        make(path)
        tap.check(f"a cache that is {name}", compare(build(program, pack, out), fresh))


def forged(data, wanted, pick):
    """The cache with other bytes in all of a kind, and with sums that are right."""
    out = data[:data.index(b"\n") + 1]
    for kind, key, bytes_ in entries(data):
        for _ in range(12 if kind == wanted and bytes_ else 0):
            bytes_ = flip(bytes_, pick)
        out += HEADING.pack(kind.encode(), key, len(bytes_), zlib.crc32(bytes_)) + bytes_
    return out


def believed(tap, program, pack, folder):
    """Who may write into the folder may write other files there too, and errors into galleys; but no worker dies."""
    out, pick = folder / "forged", random.Random(23)
    fresh = build(program, pack, out)
    good = (out / CACHE).read_bytes()
    kinds = sorted({kind for kind, _, _ in entries(good)})
    tap.check("there are all kinds", [] if len(kinds) == KINDS_KEPT else [f"only {kinds}"])
    for kind in kinds:
        for number in range(3):
            (out / CACHE).write_bytes(forged(good, kind, pick))
            again = build(program, pack, out)
            ends = again[2] in range(5) and "cannot be set and drawn" not in again[1]
            tap.check(f"a cache in which an enemy wrote each {kind}, {number}",
                      [] if ends else [f"ended with {again[2]}: {again[1]}"])
            if kind == "packed":  # it is unpacked to see
                tap.check(f"packed by an enemy, {number}", compare(again, fresh))


def main():
    program = Path(sys.argv[1]).resolve() / "brevier"
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="brevier-again-") as name:
        folder = Path(name)
        pack = folder / "pack"
        shutil.copytree(tree.TOP / "samples" / "weekly", pack, ignore=shutil.ignore_patterns("out"))
        works(tap, program, pack, folder)
        damaged(tap, program, pack, folder)
        believed(tap, program, pack, folder)
        edited(tap, program, pack, folder)
    sys.exit(tap.finish())


if __name__ == "__main__":
    main()
