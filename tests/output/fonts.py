#!/usr/bin/env python3
"""The fonts that an e-book carries: that they are parts of the layout's, under names and licences as they must be, that a
browser shows every word in them, and that they have no character which a tier may not read.

    fonts.py BUILD-DIR
"""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import sfnt  # noqa: E402
import standards  # noqa: E402
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

FONTS = TOP / "fonts"
NOTICE = (0, 13, 14)  # copyright, licence, its address
KEPT = ("kern", "liga", "lnum", "onum", "pnum", "tnum")

HEAD = "date: 2026-04-26\nlanguage: en-GB\nepub: {fonts: embed}\n"
TIERS = {
    "pack.yaml": f"title: Small\n{HEAD}tiers: [{{id: open, name: Open}}, {{id: more, name: More}}]\ncontents: [a.md]\n",
    "a.md": "---\ntitle: One\n---\n## The fact\nText for all.\n\n::: {tier=more}\nA ŵ, and the *ŷ* of a few.\n:::\n",
}
# A letter of its own in each place where words stand: the face there has it, and no other need.
PLACES = {
    "pack.yaml": f"title: Āll\nstrapline: ā\n{HEAD}contents:\n  - {{part: Ēven, briefings: [a.md]}}\n",
    "a.md": "---\ntitle: ģone\nkind: ļind\ncategory: ķat\nconfidence: 0.7\nbasis: ćome\nimpact: high\nregion: {value: ĺand, note: ňot}\n"
            "sources:\n  - {id: s, title: ńew, publisher: ŗest, grade: B2, note: ōwn}\n---\nFirst č.\n\n- key ě\n\n## The ďay\n"
            "Text ř *ť* **ů** ***ž*** `ý` [ščx]{.smallcaps} *one *ű* in* [@s].[^1]\n\n[^1]: Note ő.\n\n### Ġo on\n"
            "Table: The ĉaption\n\n| Ĥead | ĵ |\n|---|---|\n| cell ŝ | **ŭ** |\n\n"
            "```{.csv marked=żz}\nName,Ťwo\nżz,ąb\n```\n\n> quoted ę\n\n::: {.pull-quote who=\"śomeone\"}\n“łarge”\n:::\n\n"
            "::: {.callout}\n**đo.** ŵhat *ŷ* `į`.\n:::\n\n```\ncode ų\n```\n\n## What to watch\n- Whether ġ. {by=2026-09-30 likelihood=0.5}\n",
}
LAYOUT = 'return {{ extends = "briefing", styles = {{ para = {{ family = "{}" }} }} }}\n'


def with_fonts(name, folder):
    """A copy of a sample whose books carry their fonts."""
    copy = folder / name
    shutil.copytree(TOP / "samples" / name, copy, ignore=shutil.ignore_patterns("out"))
    with (copy / "pack.yaml").open("a") as pack:
        pack.write("\nepub: {fonts: embed}\n")
    return copy


def build(brevier, pack, out, *options):
    return subprocess.run([brevier, "build", "-q", "-o", out, *options, pack], capture_output=True, text=True)


def unpack(book, folder):
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return folder / "EPUB"


def fonts_of(book):
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".otf", ".ttf"))}


def style_of(names):
    return names.get(16, names[1]), names.get(17, names[2])


def originals():
    """{(family, style): font}"""
    fonts = [path.read_bytes() for path in sorted(FONTS.glob("*.otf"))]
    return {style_of(sfnt.names(font)): font for font in fonts}


def sources(book):
    """{"Brevier Serif": "Source Serif 4"}, by the text of the licences."""
    with zipfile.ZipFile(book) as archive:
        lines = archive.read("EPUB/fonts/licences.txt").decode().split("\n")
    return dict(line.split(": made from ") for line in lines if ": made from " in line)


def part_problems(font, whole):
    """What a face has that it should not have of the font it is cut from, or has not."""
    names, kept = sfnt.names(font), sfnt.names(whole)
    yield from (f"{number}: {names.get(number)}" for number in NOTICE if names.get(number) != kept[number])
    yield from (f"named {text}" for number, text in names.items() if number not in NOTICE and "Source" in text)
    if b"SourceS" in font or b"Source S" in font:
        yield "the CFF table has the reserved name"
    strange = sfnt.characters(font) - sfnt.characters(whole)
    yield from (f"U+{code:04X} is not in the original" for code in sorted(strange))
    yield from (f"no {tag}" for tag in KEPT if tag in sfnt.features(whole) and tag not in sfnt.features(font))
    if len(font) > len(whole) / 3:
        yield f"{len(font)} bytes of {len(whole)}"


def sanitiser_problems(font, path):
    """OTS, which stands between fonts from the web and what draws them in Chromium and Firefox."""
    path.write_bytes(font)
    done = subprocess.run(["ots-sanitize", path], capture_output=True, text=True)
    if done.returncode or "WARNING" in done.stderr:
        yield from (done.stdout + done.stderr).splitlines()


def check_parts(tap, book, folder):
    whole, made_from = originals(), sources(book)
    for name, font in fonts_of(book).items():
        family, style = style_of(sfnt.names(font))
        title = f"{family} {style}"
        original = whole.get((made_from.get(family), style))
        tap.check(f"a part of {made_from.get(family)}: {title}",
                  part_problems(font, original) if original else [f"{name} is made from no font of ours"])
        tap.check(f"sanitised: {title}", sanitiser_problems(font, folder / Path(name).name))


def is_own(text):
    """Whether Source has all letters of a text: no others are carried."""
    return all(ord(letter) < 0x590 or 0x1e00 <= ord(letter) < 0x2e80 for letter in text)


def check_shown(tap, book, folder):
    pages = sorted(path for path in unpack(book, folder).glob("*.xhtml") if path.name != "nav.xhtml")
    done = subprocess.run(["node", HERE / "shown.cjs", shutil.which("chromium") or "chromium", *pages],
                          capture_output=True, text=True)
    tap.check(f"a browser opens {book.name}", [] if done.returncode == 0 else done.stderr.splitlines())
    for page in json.loads(done.stdout or "[]"):
        name = f"{book.stem}, {Path(page['path']).stem}"
        tap.check(f"all words have a face: {name}", page["unknown"] if page["words"] else ["no words"])
        tap.check(f"all words are shown in it: {name}", [f"{one['font']}: {one['text']}" for one in page["foreign"]
                                                         if is_own(one["text"])])


def leak_problems(brevier, folder):
    """A character of the higher tier alone is in none of the lower one's fonts, nor is what it may turn into."""
    pack = tree.write(folder / "tiers", TIERS)
    done = build(brevier, pack, folder / "tiers-out")
    if done.returncode:
        yield from done.stderr.splitlines()
        return
    found = {book.stem: set().union(*map(sfnt.characters, fonts_of(book).values()))
             for book in (folder / "tiers-out").glob("*.epub")}
    yield from (f"{letter} is not in the fonts of its readers" for letter in "ŵŷ" if ord(letter) not in found["small-more"])
    yield from (f"{letter} is in the fonts of others" for letter in "ŵŷŴŶ" if ord(letter) in found["small-open"])


def own_font(font, family, folder):
    """A pack with a font of its own and a layout that names it."""
    return tree.write(folder, {**TIERS, "fonts/own.otf": font, "layouts/mine.lua": LAYOUT.format(family),
                               "pack.yaml": TIERS["pack.yaml"] + "layout: mine\n"})


def check_own(tap, brevier, folder):
    """A pack's own font, by what its makers say; one from TrueType; one that has no italics."""
    sans = sfnt.renamed((FONTS / "SourceSans3-Regular.otf").read_bytes(), "Source", "Sample")
    for rights, fine in ((0, True), (2, False), (4, False), (8, False), (0x100, False), (0x200, False)):
        pack = own_font(sfnt.with_rights(sans, rights), "Sample Sans 3", folder / f"own-{rights}")
        done = build(brevier, pack, folder / f"own-{rights}-out", "--verify")
        told = "mine.lua:1:" in done.stderr and "[font-rights]" in done.stderr
        tap.check(f"fsType {rights:#x}", [] if (done.returncode == 0 if fine else told) else [done.stderr or "taken"])
    noto = own_font(b"", "Noto Sans", folder / "noto")
    (noto / "fonts" / "own.otf").unlink()
    done = build(brevier, noto, folder / "noto-out", "--verify")
    tap.check("a font of TrueType outlines", done.stderr.splitlines())
    names = [name for book in (folder / "noto-out").glob("*.epub") for name in fonts_of(book)]
    tap.check("is a .ttf", [] if any(name.endswith(".ttf") for name in names) else names or ["no book"])
    check_east_asian(tap, brevier, folder)
    for path in (folder / "own-0-out", folder / "noto-out"):
        for book in sorted(path.glob("*.epub")):
            tap.check(f"EPUBCheck: {path.name}, {book.name}", standards.epubcheck_problems(book, folder / "report.json"))


def check_east_asian(tap, brevier, folder):
    """A font that numbers its characters apart from its glyphs, in a collection of many faces."""
    pack = tree.write(folder / "cjk", {**TIERS, "layouts/mine.lua": LAYOUT.format("Noto Serif CJK SC"),
                                       "a.md": "---\ntitle: One\nlanguage: zh\n---\n## The fact\n华为处理器，直门骨角。\n",
                                       "pack.yaml": TIERS["pack.yaml"] + "layout: mine\n"})
    done = build(brevier, pack, folder / "cjk-out", "--format", "epub", "--verify")
    tap.check("a font of East Asia", done.stderr.splitlines())
    fonts = list(fonts_of(folder / "cjk-out" / "small-open.epub").values()) if done.returncode == 0 else []
    tap.check("has the characters", [] if any(ord("骨") in sfnt.characters(font) for font in fonts) else ["it has not"])
    tap.check("none has its old name", [str(style_of(sfnt.names(font))) for font in fonts if b"NotoS" in font])
    for number, font in enumerate(fonts):
        tap.check(f"sanitised: East Asia {number}", sanitiser_problems(font, folder / "east.otf"))


def main(build_dir):
    tap = Tap()
    brevier = str(Path(build_dir).resolve() / "brevier")
    with tempfile.TemporaryDirectory(prefix="brevier-fonts-") as folder:
        folder = Path(folder)
        for name in ("weekly", "specimen"):
            done = build(brevier, with_fonts(name, folder), folder / f"{name}-out", "--format", "epub")
            tap.check(f"{name} is built", [] if done.returncode == 0 else done.stderr.splitlines())
            books = sorted((folder / f"{name}-out").glob("*.epub"), key=lambda book: book.stat().st_size)
            for book in books:
                check_parts(tap, book, folder)
            check_shown(tap, books[-1], folder / f"{name}-pages")
        done = build(brevier, tree.write(folder / "places", PLACES), folder / "places-out", "--verify")
        tap.check("a letter in each place", [] if done.returncode == 0 else done.stderr.splitlines())
        check_shown(tap, folder / "places-out" / "all-all.epub", folder / "places-pages")
        tap.check("no character of a higher tier", leak_problems(brevier, folder))
        check_own(tap, brevier, folder)
        build(brevier, TOP / "samples" / "hello", folder / "plain")
        tap.check("no font unless asked for", [name for book in (folder / "plain").glob("*.epub") for name in fonts_of(book)])
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
