#!/usr/bin/env python3
"""Shows that `brevier verify` catches what is wrong with an EPUB: each fault is put into the weekly sample's
book on purpose, and must be told by its name. The book says that it is certified, and the other checkers accept it so.

    book_faults.py BUILD-DIR
"""

import re
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
from kit.tap import Tap  # noqa: E402

TIER = "leadership-alliance"
CHAPTER = "EPUB/deepseek-v4.xhtml"
PACKAGE, NAV, NCX, CSS = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/style.css"
DRAWING = "EPUB/images/claims.svg"
FONT, LICENCES = "EPUB/fonts/1.otf", "EPUB/fonts/licences.txt"
CERTIFIED = """
accessibility:
  certified-by: Example Access House
  conforms-to: WCAG 2.2 AA
  credential: Member of the Example Board
  report: https://access.example/reports/17
"""
WHEN = (2026, 4, 26, 0, 0, 0)


class Book:
    """The files of a book, to be spoiled."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.files = {info.filename: archive.read(info) for info in archive.infolist()}
        self.stored, self.squeezed = {"mimetype"}, set()
        self.dates = {}

    def sub(self, name, old, new, count=1):
        """Replaces in a file what a pattern finds; it must find something."""
        text = self.files[name].decode()
        changed, found = re.subn(old, lambda match: match.expand(new), text, count=count,
                                 flags=re.DOTALL)
        if not found:
            raise ValueError(f"{name} has no {old}")
        self.files[name] = changed.encode()

    def change(self, name, changed):
        """Puts bytes in place of others; they must differ."""
        if self.files[name] == changed:
            raise ValueError(f"{name} is as it was")
        self.files[name] = changed

    def append(self, name, text):
        self.files[name] += text.encode()

    def write(self, path):
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in self.files.items():
                info = zipfile.ZipInfo(name, self.dates.get(name, WHEN))
                info.compress_type = (zipfile.ZIP_STORED if name in self.stored else
                                      zipfile.ZIP_BZIP2 if name in self.squeezed else
                                      zipfile.ZIP_DEFLATED)
                info.external_attr = 0o100644 << 16
                archive.writestr(info, data)


FAULTS, FONT_FAULTS = [], []


def fault(name):
    def add(spoil):
        FAULTS.append((name, spoil))
        return spoil
    return add


def sub(name, file, old, new, count=1):
    FAULTS.append((name, lambda book: book.sub(file, old, new, count)))


def css(name, text):
    FAULTS.append((name, lambda book: book.append(CSS, text)))


def font(name):
    """A fault of the book that carries its fonts; `other` is a font of other letters."""
    def add(spoil):
        FONT_FAULTS.append((name, spoil))
        return spoil
    return add


def font_sub(name, file, old, new, count=1):
    FONT_FAULTS.append((name, lambda book, other: book.sub(file, old, new, count)))


# The archive.

@fault("mimetype")
def _(book):
    book.stored = set()


@fault("mimetype")
def _(book):
    book.files = {name: book.files[name] for name in sorted(book.files)}


sub("container", "META-INF/container.xml", 'full-path="[^"]*"', 'full-path="gone.opf"')


@fault("file-name")
def _(book):
    book.files["EPUB/a b.txt"] = b"x"


@fault("unlisted")
def _(book):
    book.files["EPUB/notes.txt"] = b"x"


@fault("file-method")
def _(book):
    book.squeezed = {CHAPTER}


@fault("file-date")
def _(book):
    book.dates[CHAPTER] = (2026, 4, 27, 9, 30, 0)


@fault("absent")
def _(book):
    del book.files[DRAWING]


sub("xml", CHAPTER, "</section>", "")

# The package.
sub("identifier", PACKAGE, "<dc:title.*?</dc:title>", "")
sub("identifier", PACKAGE, 'unique-identifier="id"', 'unique-identifier="none"')
sub("identifier", PACKAGE, '<meta property="dcterms:modified">.*?</meta>', "")
sub("language", PACKAGE, "<dc:language>.*?</dc:language>", "<dc:language>English</dc:language>")
sub("series", PACKAGE, '<meta property="belongs-to-collection".*?</meta>', "")
sub("series", PACKAGE, '<meta refines="#series" property="group-position">.*?</meta>', "")
sub("cover-image", PACKAGE, ' properties="cover-image"', "")
sub("cover-image", PACKAGE, '<meta name="cover" content="[^"]*"', '<meta name="cover" content="f1"')


@fault("cover-image")
def _(book):
    data = bytearray(book.files["EPUB/cover.png"])
    data[16:20] = (800).to_bytes(4, "big")
    book.files["EPUB/cover.png"] = bytes(data)


sub("refines", PACKAGE, 'refines="#series"', 'refines="#collection"')
sub("refines", PACKAGE, 'refines="#series"', 'refines="gone.xhtml"')
sub("refines", PACKAGE, 'id="certifier"', 'id="certifiers"')
sub("old-readers", PACKAGE, ' toc="[^"]*"', "")
sub("old-readers", PACKAGE, '<reference type="text"[^>]*/>', "")
sub("spine", PACKAGE, '(<itemref idref="[^"]*"/>)', r"\1\1")
sub("media-type", PACKAGE, 'href="cover.png" media-type="image/png"', 'href="cover.png" media-type="image/jpeg"')

# Claims.
sub("access-mode", PACKAGE, '<meta property="schema:accessMode">visual</meta>', "")
sub("access-mode", PACKAGE, '<meta property="schema:accessModeSufficient">.*?</meta>', "")
sub("access-claim", CHAPTER, ' alt="[^"]+"', "")
sub("access-claim", NAV, 'epub:type="page-list"', 'epub:type="lot"')
sub("access-untold", PACKAGE, '<meta property="schema:accessibilityFeature">pageNavigation</meta>', "")
sub("access-untold", PACKAGE, '<meta property="schema:accessibilityFeature">tableOfContents</meta>', "")
sub("access-summary", PACKAGE, '<meta property="schema:accessibilityHazard">.*?</meta>', "")
sub("access-conforms", PACKAGE, "WCAG 2.2 Level AA", "WCAG 2.2 Level B")
sub("access-conforms", PACKAGE, "WCAG 2.2 Level AA<", "WCAG 2.2<")
sub("access-conforms", PACKAGE, "</metadata>", '<link rel="dcterms:conformsTo" href="https://www.w3.org/TR/epub-a11y-11/"/></metadata>')
sub("access-certified", PACKAGE, "</metadata>", '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level A</meta></metadata>')
sub("access-certified", PACKAGE, '<meta id="certifier".*?</meta>', "")
sub("access-certified", PACKAGE, ">Example Access House<", "> <")
sub("access-certifier", PACKAGE, ' refines="#conformance"', "")
sub("access-certifier", PACKAGE, '<meta id="conformance".*?</meta>', "")
sub("access-certifier", PACKAGE, 'refines="#certifier"( property="a11y:certifierCredential")', r'refines="#conformance"\1')
sub("access-certifier", PACKAGE, 'refines="#certifier" (rel="a11y:certifierReport")', r"\1")
sub("page-source", PACKAGE, '<meta property="pageBreakSource">.*?</meta>', "")
sub("page-source", NAV, '<nav epub:type="page-list".*?</nav>', "")

# Navigation.
sub("contents-file", NAV, r'<a href="orders\.xhtml', '<a href="deepseek-v4.xhtml', 0)
sub("contents-order", NAV, r'href="training-inference\.xhtml"', 'href="nvidia.xhtml"')
sub("contents-words", NAV, "The assessment", "The judgement")
sub("link-lost", NAV, "#deepseek-v4.the-assessment", "#deepseek-v4.gone")
sub("page-break", CHAPTER, ' role="doc-pagebreak"', "")
sub("page-break", CHAPTER, '(<span epub:type="pagebreak"[^>]*)/>', r"\1>4</span>")
sub("page-list", NAV, '(<a href="deepseek-v4.xhtml#page-5">)5', r"\g<1>6")
sub("page-list", CHAPTER, '<span epub:type="pagebreak"[^>]*/>', "")
sub("landmarks", NAV, '<a epub:type="bodymatter"', '<a epub:type="preface"')
sub("ncx", NCX, "<text>The assessment</text>", "<text>The judgement</text>")
sub("ncx", NCX, "<pageTarget .*?</pageTarget>", "")

# Text.
sub("text-language", CHAPTER, ' xml:lang="en-GB"', "")
sub("text-language", CHAPTER, ' lang="en-GB"', ' lang="fr"')
sub("text-title", CHAPTER, "<title>.*?</title>", "<title> </title>")
sub("id-twice", CHAPTER, '<p class="standfirst">', '<p class="standfirst" id="page-4">')
sub("link-lost", CHAPTER, 'href="orders.xhtml"', 'href="order.xhtml"')
sub("link-words", CHAPTER, '<a href="orders.xhtml">.*?</a>', '<a href="orders.xhtml"> </a>')
sub("role", CHAPTER, ' role="doc-chapter"', "")
sub("role", CHAPTER, ' role="doc-bibliography"', "")
sub("headings", CHAPTER, r"<h2 (.*?)</h2>", r"<h4 \1</h4>")
sub("heading-words", CHAPTER, r"(<h2[^>]*>).*?</h2>", r"\1</h2>")
sub("picture-words", CHAPTER, ' alt="[^"]+"', ' alt=" "')
sub("active", CHAPTER, "</body>", "<script>1</script></body>")
sub("inline-style", CHAPTER, '<p class="standfirst">', '<p class="standfirst" style="margin-left: 12px">')
sub("inline-style", CHAPTER, "</head>", "<style>p { color: red; }</style></head>")


@fault("file-size")
def _(book):
    book.sub(CHAPTER, "</body>", "<p>" + "word " * 60000 + "</p></body>")


# Notes.
sub("note-call", CHAPTER, '(epub:type="noteref"[^>]*href=")[^"]*"', r'\1#deepseek-v4.heading"')
sub("note-call", CHAPTER, '(<a [^>]*epub:type="noteref"[^>]*>)([^<]*)</a>', r"\1<b>\2</b></a>")
sub("note-back", CHAPTER, '<a class="label" role="doc-backlink"[^>]*>([^<]*)</a>', r"\1")
sub("note-uncalled", CHAPTER, '<a [^>]*epub:type="noteref"[^>]*>([^<]*)</a>', r"\1", 0)
sub("note-number", CHAPTER, '(<a [^>]*epub:type="noteref"[^>]*>)[^<]*</a>', r"\g<1>99</a>")

# Tables.
sub("table-scope", CHAPTER, '<th scope="col">', "<th>")
sub("table-scope", CHAPTER, '<th scope="row">', '<th scope="line">')
sub("table-grid", CHAPTER, r"<td>[^<]*</td></tr>", "</tr>")


@fault("table-heads")
def _(book):
    text = book.files[CHAPTER].decode()
    start, end = text.index("<table"), text.index("</table>")
    table = re.sub(r"<(/?)th\b( scope=\"\w+\")?", r"<\1td", text[start:end])
    book.files[CHAPTER] = (text[:start] + table + text[end:]).encode()


# Sheets.
css("style-at", "@media screen { p { margin: 0; } }")
css("style-at", "@import 'other.css';")
css("style-function", "p { width: min(10em, 50%); }")
css("style-function", "p { width: calc(10em + 1%); }")
css("style-custom", "p { --ink: red; }")
css("style-layout", "div { display: flex; }")
css("style-layout", "div { position: absolute; }")
css("style-absolute", "p { font-size: 12pt; }")
css("style-absolute", "p { margin: 0 4px; }")
css("style-body", "body { background-color: white; }")
css("style-body", "html, p { font-size: 1.1em; }")
css("style-remote", "p { background: url(https://example.org/a.png); }")
css("style-syntax", "p { color: red;")
sub("style-night", CHAPTER, ' media="[^"]*"', "")
sub("style-night", CHAPTER, '<link rel="stylesheet" type="text/css" href="night.css"[^>]*/>', "")

# Fonts.
font_sub("font-file", PACKAGE, r'(href="fonts/1\.otf" media-type=)"[^"]*"', r'\1"font/woff2"')
font_sub("font-rule", CSS, r"url\(fonts/1\.otf\)", "url(fonts/99.otf)")
font_sub("font-rule", CSS, r"url\(fonts/1\.otf\)", "url(cover.png)")
font_sub("font-rule", CSS, "@font-face[^}]*}", "")
font_sub("font-untold", PACKAGE, '<meta property="ibooks:specified-fonts">.*?</meta>', "")
font_sub("font-fallback", CSS, ', sans-serif;', ";")
font_sub("font-fallback", CSS, 'font-family: "Brevier Serif", serif', 'font-family: "Source Serif 4", serif')
font_sub("style-body", CSS, 'font-family: "Brevier Serif", serif', "font-family: serif")
font_sub("style-remote", CSS, r"url\(fonts/1\.otf\)", "url(https://example.org/1.otf)")
font_sub("style-at", CSS, "@font-face", "@font-feature-values")
font_sub("font-licence", LICENCES, "Copyright|\u00a9", "By")
font_sub("font-licence", LICENCES, "SIL OPEN FONT LICENSE Version 1.1", "THE LICENCE")
font_sub("font-licence", LICENCES, r"http://scripts\.sil\.org/OFL", "elsewhere", 0)
font_sub("font-licence", PACKAGE, '(property="dcterms:rights">)[^<]*', r"\1All rights reserved")


@font("font-file")
def _(book, other):
    book.change(FONT, bytes(byte ^ 0x5a for byte in book.files[FONT]))  # as if it were obfuscated


@font("font-file")
def _(book, other):
    book.change(FONT, book.files[FONT][:200])


@font("font-name")
def _(book, other):
    book.change(FONT, sfnt.renamed(book.files[FONT], "Brevier", "SourceX"))


@font("font-name")
def _(book, other):
    book.change(FONT, book.files[FONT].replace(b"BrevierSans", b"SourceXSans"))  # within the CFF table


@font("font-rights")
def _(book, other):
    book.change(FONT, sfnt.with_rights(book.files[FONT], 0x0004))


@font("font-rights")
def _(book, other):
    book.change(FONT, sfnt.with_rights(book.files[FONT], 0x0100))


@font("font-letters")
def _(book, other):
    book.change(FONT, other)


@font("font-stray")
def _(book, other):
    book.change(FONT, other)


# Drawings.
sub("svg-text", DRAWING, "</svg>", "<text>Claims</text></svg>")
sub("svg-box", DRAWING, ' viewBox="[^"]*"', "")
sub("svg-box", DRAWING, ' width="([0-9]+)" height', r' width="\1.5" height')
sub("svg-ground", DRAWING, '<rect width="[0-9]*" height="[0-9]*" fill="#ffffff"/>', "")
sub("svg-ground", DRAWING, '(<rect width="[0-9]*" height="[0-9]*" fill=)"#ffffff"', r'\1"none"')
sub("svg-active", DRAWING, "</svg>", "<script>1</script></svg>")
sub("svg-active", DRAWING, "</svg>", '<image xlink:href="https://example.org/a.png"/></svg>')


@fault("archive")
def _(book):
    book.cut = True


# What the PDF of the edition says otherwise.

SAYINGS = []


def saying(stream, file, old, new, count=1):
    SAYINGS.append((stream, lambda book: book.sub(file, old, new, count)))


saying("words", CHAPTER, "outlast the model", "outlive the model")
saying("words", CHAPTER, '<p class="standfirst">(.*?)</p>', r'<p class="standfirst">\1 Or so.</p>')
saying("words", CHAPTER, "0\\.72", "0.73", 0)
saying("headings", CHAPTER, "<h2([^>]*)>The fact</h2>", r"<h3\1>The fact</h3>")
saying("cells of tables", CHAPTER, "<td>(0[.]90[^<]*)</td>\\s*<td>(.*?)</td>", r"<td>\2</td><td>\1</td>")
saying("notes", CHAPTER, "It gives neither score nor margin", "It gives no score")
saying("alternative texts", CHAPTER, ' alt="A scale', ' alt="The scale')
saying("links", CHAPTER, 'href="https://techwireasia[.]com/"', 'href="https://techwireasia.com/else"')


def found_in(text, path):
    return set(re.findall(rf"^{re.escape(str(path))}: .*?error: ([\w-]+): ", text, re.M))


def names_of(brevier):
    listed = subprocess.run([brevier, "verify", "--list", "--standard", "epub"], capture_output=True,
                            text=True, check=True).stdout
    return {line.split()[0] for line in listed.splitlines()}


# A book of few letters, one of them in no text of the weekly.
OTHER = {"pack.yaml": "title: Ŵŵ\ndate: 2026-04-26\nslug: other\nepub: {fonts: embed}\n"
                      "tiers: [{id: open, name: o}]\ncontents: [a.md]\n",
         "a.md": "---\ntitle: ŵa\n---\n## ŵb\nŵ.\n"}


def build(brevier, pack, out, tier):
    subprocess.run([brevier, "build", "-q", "--format", "epub", "--tier", tier, "-o", out, pack], check=True)
    return next(out.glob("*.epub"))


def fonted(brevier, folder):
    """The weekly's book with its fonts; a font of other letters."""
    weekly, other = folder / "weekly", folder / "other"
    shutil.copytree(TOP / "samples" / "weekly", weekly, ignore=shutil.ignore_patterns("out"))
    with (weekly / "pack.yaml").open("a") as pack:
        pack.write("\nepub: {fonts: embed}\n")
    other.mkdir()
    for name, text in OTHER.items():
        (other / name).write_text(text)
    book = build(brevier, weekly, folder / "fonted", TIER)
    few = Book(build(brevier, other, folder / "few", "open")).files
    return book, next(data for name, data in few.items() if name.endswith(".otf") and ord("ŵ") in sfnt.characters(data))


def spoil_all(good, other, folder):
    """(name, path) of a book for each fault."""
    plain = [(name, good[0], spoil, ()) for name, spoil in FAULTS]
    with_fonts = [(name, good[1], spoil, (other,)) for name, spoil in FONT_FAULTS]
    for number, (name, path, spoil, more) in enumerate(plain + with_fonts):
        book = Book(path)
        spoil(book, *more)
        spoiled = folder / f"{number:03}-{name}.epub"
        book.write(spoiled)
        if getattr(book, "cut", False):
            spoiled.write_bytes(spoiled.read_bytes()[:-3000])
        yield name, spoiled


def check_faults(tap, brevier, good, other, folder):
    spoiled = list(spoil_all(good, other, folder))
    Book(good[0]).write(folder / "same.epub")
    fine = [*good, folder / "same.epub"]
    done = subprocess.run([brevier, "verify", "--standard", "epub", *fine, *(path for _, path in spoiled)],
                          capture_output=True, text=True)
    tap.check("faults are told by the exit status", [] if done.returncode == 4 else [str(done.returncode)])
    for path in fine:
        tap.check(f"nothing is found in {path.parent.name}/{path.name}", sorted(found_in(done.stderr, path)))
    for name, path in spoiled:
        found = found_in(done.stderr, path)
        tap.check(f"caught: {path.stem}", [] if name in found else [f"found {sorted(found) or 'nothing'}"])
    tap.check("every condition has a fault", sorted(names_of(brevier) - {name for name, _ in spoiled}))


def check_sayings(tap, brevier, good, folder):
    pdf = good.with_suffix(".pdf")
    for number, (stream, spoil) in enumerate(SAYINGS):
        book = Book(good)
        spoil(book)
        path = folder / f"said-{number}.epub"
        book.write(path)
        twin = path.with_suffix(".pdf")
        twin.write_bytes(pdf.read_bytes())
        said = subprocess.run([brevier, "verify", "-q", twin], capture_output=True, text=True)
        told = re.search(rf": error: {stream} differ from those of {path.name} ", said.stderr)
        tap.check(f"caught: {stream} {number}", [] if told and said.returncode == 4 else [said.stderr or "nothing"])


def certified(folder):
    """A copy of the weekly sample that says who certifies it."""
    pack = folder / "certified"
    shutil.copytree(TOP / "samples" / "weekly", pack, ignore=shutil.ignore_patterns("out"))
    with open(pack / "pack.yaml", "a", encoding="utf-8") as listed:
        listed.write(CERTIFIED)
    return pack


def check_standards(tap, book, folder):
    tap.check("EPUBCheck", standards.epubcheck_problems(book, folder / "epubcheck.json"))
    tap.check("epubcheck-ts", standards.epubcheck_ts_problems(book, folder / "epubcheck-ts.json"))
    tap.check("Ace", standards.ace_problems(book, folder / "ace"))


def main():
    brevier = str(Path(sys.argv[1]).resolve() / "brevier")
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        subprocess.run([brevier, "build", "-q", "--tier", TIER, "-o", folder / "out", certified(folder)],
                       check=True)
        good = next((folder / "out").glob("*.epub"))
        check_standards(tap, good, folder)
        book, other = fonted(brevier, folder)
        check_faults(tap, brevier, (good, book), other, folder)
        check_sayings(tap, brevier, good, folder)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
