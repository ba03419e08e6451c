"""Those that are measured: what each is given, and how it is run. All set the text of a volume on A4 in the column, the faces and the sizes
of our `briefing` layout, justified and hyphenated, with notes at the foot, links, tables, a contents with page numbers and bookmarks; Typst
and WeasyPrint are asked for PDF/UA-1. pdfLaTeX cannot read these fonts and sets TeX Gyre Pagella."""

import html
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile

import clock
import english
import forms
import peers
import volume

SETTING = peers.SETTINGS[1]
READER = volume.TIERS[-1]  # who may read all: its files have the words of the peers' one

TYPST = """#set document(title: "%(title)s")
#set page(paper: "a4", margin: (left: 20mm, right: 74mm, top: 24mm, bottom: 24mm), numbering: "1",
  header: text(font: "Source Sans 3", size: 7.6pt)[%(title)s 1], number-align: right)
#set text(font: "Source Serif 4", size: 10.2pt, lang: "en", region: "GB", hyphenate: true)
#set par(justify: true, leading: 6.77pt, spacing: 6.77pt, first-line-indent: 13.5pt)
#show heading: set text(font: "Source Sans 3", size: 10.8pt)
#show heading: set par(justify: false)
#show heading: set block(above: 20pt, below: 6.8pt)
#show heading.where(level: 1): set text(font: "Source Serif 4 Display", size: 29pt, weight: 600, hyphenate: false)
#show link: set text(fill: rgb("#b3301b"))
#show table: set text(font: "Source Sans 3", size: 8.6pt, hyphenate: false)
#show table: set par(justify: false, first-line-indent: 0pt, leading: 4pt)
#set figure(numbering: none, supplement: none)
#set figure.caption(position: top)
#show figure: set block(breakable: true)
#set table(align: left, stroke: (x: none, y: 0.5pt))
#set footnote.entry(gap: 4pt)
#let kicker(body) = text(font: "Source Sans 3", size: 8.6pt, weight: 600, upper(body))
#let small(body) = text(font: "Source Sans 3", size: 8.6pt, body)
#let standfirst(body) = block(above: 9pt, below: 12pt, { set par(justify: false, first-line-indent: 0pt)
  text(font: "Source Serif 4 Display", size: 13.2pt, body) })
#let beside(body) = place(right, dx: 47mm, block(width: 40mm, align(left, { set par(justify: false, first-line-indent: 0pt, leading: 4pt)
  text(font: "Source Sans 3", size: 8pt, hyphenate: false, body) })))
#let entry(target, title, summary) = block({ link(target, title); h(1fr); context counter(page).at(target).first(); linebreak(); summary })
#kicker[%(strapline)s] #text(size: 66pt)[%(title)s] %(publisher)s
#pagebreak()
= Contents
%(contents)s
%(body)s"""

HTML = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>%(title)s</title><style>
%(faces)s
@page { size: A4; margin: 24mm 74mm 24mm 20mm; @top-left { content: "%(title)s 1"; font: 7.6pt "Source Sans 3" }
  @bottom-right { content: counter(page); font: 8pt "Source Sans 3" } @footnote { border-top: 0.5pt solid } }
body { font: 10.2pt/13.5pt "Source Serif 4"; text-align: justify; hyphens: auto }
p { margin: 0; text-indent: 13.5pt }
h1 { font: 600 29pt/32pt "Source Serif 4 Display"; hyphens: manual; text-align: left; bookmark-level: 1 }
h2 { font: 700 10.8pt/13.5pt "Source Sans 3"; margin: 13.5pt 0 0; bookmark-level: 2 }
.kicker { break-before: page; font: 600 8.6pt/13.5pt "Source Sans 3"; text-indent: 0; text-transform: uppercase }
.beside { float: right; width: 40mm; margin-right: -47mm; font: 8pt/10.8pt "Source Sans 3"; text-align: left; hyphens: manual }
table { font: 8.6pt/12pt "Source Sans 3"; text-align: left; hyphens: manual; border-collapse: collapse } td, th { border-bottom: 0.5pt solid; padding: 3pt }
small { font: 8.6pt "Source Sans 3" } a { color: #b3301b; text-decoration: none }
.note { float: footnote; font-size: 8pt; line-height: 10.8pt } .entry a::after { content: leader(" ") target-counter(attr(href), page) }
</style></head><body><p>%(strapline)s</p><h1>%(title)s</h1><p>%(publisher)s</p><h1>Contents</h1>
%(contents)s
%(body)s</body></html>"""

FACES = [("Source Serif 4", 400, "normal", "SourceSerif4-Regular"), ("Source Serif 4", 400, "italic", "SourceSerif4-It"),
         ("Source Serif 4", 700, "normal", "SourceSerif4-Bold"), ("Source Serif 4 Display", 600, "normal", "SourceSerif4Display-Semibold"),
         ("Source Sans 3", 400, "normal", "SourceSans3-Regular"), ("Source Sans 3", 600, "normal", "SourceSans3-Semibold"),
         ("Source Sans 3", 700, "normal", "SourceSans3-Bold")]

TEX = r"""\documentclass[a4paper]{article}
%(fonts)s
\usepackage[british]{babel}
\usepackage[left=20mm,right=74mm,top=24mm,bottom=24mm]{geometry}
\usepackage{longtable,caption}
\usepackage[colorlinks,pdftitle={%(title)s}]{hyperref}
\makeatletter\renewcommand\normalsize{\@setfontsize\normalsize{10.2bp}{13.5bp}}\makeatother
\setlength{\parindent}{13.5bp}\raggedbottom\emergencystretch=1em
\begin{document}\normalsize
\noindent %(strapline)s\par{\Huge %(title)s\par}%(publisher)s\clearpage
\section*{Contents}
%(contents)s
%(body)s\end{document}
"""
OPEN_TYPE = r"""\usepackage{fontspec}
\setmainfont{SourceSerif4-Regular}[Path=fonts/,Extension=.otf,ItalicFont=SourceSerif4-It,BoldFont=SourceSerif4-Bold]"""
TYPE_1 = r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{tgpagella}"


class Subject:
    """A program, made ready once in a folder of its own, and run there again and again."""

    name = note = ""
    is_slow = False  # at 400 briefings: run once, unless more is asked for
    output = "out.pdf"

    def __init__(self, program):
        self.program = program

    def prepare(self, folder, briefings):
        self.folder, self.briefings = folder, briefings
        folder.mkdir(parents=True)
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache")}
        # Where this is set, fontconfig takes its caches for stale, and reads all faces at every start.
        self.environment.pop("SOURCE_DATE_EPOCH", None)
        self.write(briefings)

    def values(self, form, briefings):
        return dict(title=volume.TITLE, strapline=volume.STRAPLINE, publisher=volume.PUBLISHER, contents=form.contents(briefings),
                    body="".join(map(form.briefing, briefings)))

    def fonts(self):
        peers.copy_fonts(SETTING._replace(files="*.otf"), self.folder / "fonts")

    def run(self, turn, watched=False):
        return clock.run(self.command(turn), self.folder, self.environment, watched)

    def outputs(self):
        return [self.folder / self.output]


class Brevier(Subject):
    formats, tiers, is_edited = ["pdf"], [READER], False
    made = ""  # what the pack says of its files, where that is not all

    def write(self, briefings):
        forms.write_pack(self.folder, briefings)
        with open(self.folder / "pack.yaml", "a", encoding="utf-8") as pack:
            pack.write(self.made)

    def command(self, turn):
        tiers = [word for tier in self.tiers for word in ("--tier", tier)]
        formats = [word for name in self.formats for word in ("--format", name)]
        return [self.program, "build", "--quiet", *tiers, *formats, "-o", "made/out"]

    def run(self, turn, watched=False):
        """What is built before is taken away, with any cache beside it."""
        shutil.rmtree(self.folder / "made", ignore_errors=True)
        return super().run(turn, watched)

    def outputs(self):
        return [path for path in sorted((self.folder / "made/out").iterdir()) if path.suffix in (".pdf", ".epub")]


class BrevierPdf(Brevier):
    name, note = "brevier, one tagged PDF", "the edition that holds all"


class BrevierSix(Brevier):
    name, note = "brevier, three tiers × two formats", "six files"
    formats, tiers = ["pdf", "epub"], volume.TIERS


class BrevierEpub(Brevier):
    """Of a pack that makes no PDF: without page numbers, as Pandoc's is."""

    name, note = "brevier, one EPUB", "of an edition without a PDF"
    formats, made = ["epub"], "formats: [epub]\n"


class BrevierPagedEpub(Brevier):
    name, note = "brevier, one EPUB", "with the PDF's page numbers"
    formats = ["epub"]


def edited(briefings, turn):
    """One of the briefings with one word changed; another briefing and another word each turn."""
    briefing, word = briefings[(turn * 3 + 5) % len(briefings)], english.Writer(f"edit {turn}").word("noun")
    fact = briefing.sections[0]
    para = fact.blocks[0]
    at, piece = max(enumerate(para.pieces), key=lambda pair: len(pair[1]) if isinstance(pair[1], str) else 0)
    words = piece.split(" ")
    words[len(words) // 2] = word
    para = para._replace(pieces=[*para.pieces[:at], " ".join(words), *para.pieces[at + 1:]])
    return briefing._replace(sections=[fact._replace(blocks=[para, *fact.blocks[1:]]), *briefing.sections[1:]])


class BrevierEdit(Brevier):
    """A build with the one before still there, after a word was changed; another briefing each time."""

    name, note = "brevier, one word edited", "one PDF renewed"

    def run(self, turn, watched=False):
        if turn == 0:
            Brevier.run(self, turn)
        briefing = edited(self.briefings, turn)
        (self.folder / f"{briefing.id}.md").write_text(forms.Brevier().briefing(briefing))
        return Subject.run(self, turn, watched)


class Typst(Subject):
    name, note = "Typst, one tagged PDF", "in process; start-up and font scan not counted"

    def write(self, briefings):
        self.fonts()
        form = forms.Typst()
        values = dict(self.values(form, []), contents=form.contents(briefings),
                      body="".join(f'#include "{b.id}.typ"\n' for b in briefings))
        start = TYPST % values
        shared = start[start.index("#let kicker"):start.index("#kicker[")]
        (self.folder / "shared.typ").write_text(shared)
        (self.folder / "main.typ").write_text(start)
        for briefing in briefings:
            (self.folder / f"{briefing.id}.typ").write_text(self.part(briefing))

    @staticmethod
    def part(briefing):
        return '#import "shared.typ": *\n' + forms.Typst().briefing(briefing)

    def edit(self, turn):
        return []

    def command(self, turn):
        return ["node", peers.HERE / "typst.js", "main.typ", self.output, "fonts", *self.edit(turn)]

    def run(self, turn, watched=False):
        super().run(turn)
        return clock.Figures(**json.loads((self.folder / "log.txt").read_text()))


class TypstEdit(Typst):
    name, note = "Typst, one word edited", "in process, caches kept"

    def edit(self, turn):
        briefing = edited(self.briefings, turn)
        (self.folder / "edited.typ").write_text(self.part(briefing))
        return [f"{briefing.id}.typ", "edited.typ"]


class Pandoc(Subject):
    name, output = "Pandoc, one EPUB", "out.epub"

    def write(self, briefings):
        form = forms.Markdown()
        (self.folder / "main.md").write_text(f"---\ntitle: {volume.TITLE}\nlang: en-GB\n---\n\n" + "".join(map(form.briefing, briefings)))

    def command(self, turn):
        return ["pandoc", "main.md", "-t", "epub3", "--toc", "-o", self.output]


class WeasyPrint(Subject):
    name, is_slow = "WeasyPrint, one tagged PDF", True

    def write(self, briefings):
        self.fonts()
        faces = "\n".join(f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url(fonts/{file}.otf) }}'
                          for family, weight, style, file in FACES)
        (self.folder / "main.html").write_text(HTML % dict(self.values(forms.Html(), briefings), faces=faces))

    def command(self, turn):
        return ["weasyprint", "-q", "--pdf-variant", "pdf/ua-1", "main.html", self.output]


class PdfLatex(Subject):
    name, note, is_slow, output = "pdfLaTeX, twice", "no tags", True, "main.pdf"
    program_name, faces = "pdflatex", TYPE_1

    def write(self, briefings):
        self.fonts()
        (self.folder / "main.tex").write_text(TEX % dict(self.values(forms.Latex(), briefings), fonts=self.faces))

    def run(self, turn, watched=False):
        for path in self.folder.glob("main.aux"):
            path.unlink()
        return super().run(turn, watched)

    def command(self, turn):
        once = f"{self.program_name} -interaction=batchmode main.tex"
        return ["sh", "-c", f"{once} && {once}"]


class LuaLatex(PdfLatex):
    name, program_name, faces = "LuaLaTeX, twice", "lualatex", OPEN_TYPE


# By the word that the command takes for each.
SUBJECTS = {"pdf": BrevierPdf, "six": BrevierSix, "epub": BrevierEpub, "paged-epub": BrevierPagedEpub, "edit": BrevierEdit, "typst": Typst, "typst-edit": TypstEdit,
            "pandoc": Pandoc, "weasyprint": WeasyPrint, "pdflatex": PdfLatex, "lualatex": LuaLatex}


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


# That all say the same.

def text_of(path):
    """All text of a finished file; words that were divided at the end of a line are whole."""
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            pages = [book.read(name).decode() for name in book.namelist() if name.endswith("html")]
        return html.unescape(re.sub("<[^>]*>", "", "\n".join(pages)))
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode(errors="replace")
    return re.sub("[-\u00ad\u2010]\n", "", unicodedata.normalize("NFKC", text))


def words_of(text):
    return set(re.findall(r"[^\W\d_]{4,}", text.lower()))


def unsaid(briefings, outputs):
    """The share of the briefings' different words that stand in none of the outputs."""
    asked = words_of(re.sub(r"\]\([^)]*\)|Table: ", "]", "".join(map(forms.Markdown().briefing, briefings))))
    return len(asked - set().union(*(words_of(text_of(path)) for path in outputs))) / len(asked)
