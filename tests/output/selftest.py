#!/usr/bin/env python3
"""Shows that the judges of finished files can say no: each is handed a file made wrong on purpose.

    selftest.py BUILD-DIR
"""

import re
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import parity  # noqa: E402
import readers  # noqa: E402
import run  # noqa: E402
import same  # noqa: E402
import standards  # noqa: E402
import withheld  # noqa: E402
from kit.tap import Tap  # noqa: E402


def rewritten(epub, target, change):
    """A copy of an EPUB in which `change` has gone over each file of the text."""
    spine = readers.Epub(epub).spine
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename in spine else data)
    return target


def replaced(pdf, target, old, new):
    """A copy of a PDF with other bytes, as many."""
    target.write_bytes(pdf.read_bytes().replace(old, new))
    return target


def without_paragraph(data):
    return re.sub(rb"<p[^>]*>.*?</p>", b"", data, count=1, flags=re.DOTALL)


def with_stranger(data):
    return data.replace(b"</body>", b"<paragraph>x</paragraph></body>")


def without_role(data):
    """A contents page that is one to readers of EPUBs, and nothing to a screen reader."""
    return data.replace(b' role="doc-toc"', b"")


def backwards(data):
    """The paragraphs of a file from the last to the first."""
    found = re.findall(rb"<p[^>]*>.*?</p>", data, flags=re.DOTALL)
    return re.sub(rb"<p[^>]*>.*?</p>", lambda match: found.pop(), data, flags=re.DOTALL)


class Faults:
    """The weekly sample's files, and the means to spoil them."""

    def __init__(self, tap, brevier, out, folder):
        self.tap, self.out, self.folder = tap, out, folder
        self.files = run.editions(out)
        self.tier = next(iter(self.files))
        self.pdf, self.epub = self.files[self.tier]
        self.words = readers.tokens(readers.pdf_text(self.pdf))

    def caught(self, name, problems, needle=""):
        found = "\n".join(problems)
        self.tap.check(f"caught: {name}", [] if found and needle in found else
                       [f"not caught; found: {found or 'nothing'}"])

    def standards(self):
        cut = self.folder / "cut.pdf"
        cut.write_bytes(self.pdf.read_bytes()[:-2000])
        self.caught("a PDF cut short", standards.qpdf_problems(cut))
        self.caught("a PDF that claims another standard", standards.preflight_problems(
            replaced(self.pdf, self.folder / "claim.pdf", b"<pdfaid:part>2<", b"<pdfaid:part>3<"), self.folder), "no claim")
        self.caught("a PDF without its title", standards.preflight_problems(
            replaced(self.pdf, self.folder / "title.pdf", b"<dc:title>", b"<dc:ttile>"), self.folder), "etaData")
        strange = rewritten(self.epub, self.folder / "strange.epub", with_stranger)
        report = self.folder / "report.json"
        self.caught("an unknown element (EPUBCheck)",
                    standards.epubcheck_problems(strange, report), "RSC-005")
        report.unlink()
        self.caught("an unknown element (epubcheck-ts)",
                    standards.epubcheck_ts_problems(strange, report), "RSC-005")
        mute = rewritten(self.epub, self.folder / "mute.epub", without_role)
        self.caught("a type without a role (Ace)",
                    standards.ace_problems(mute, self.folder / "ace"), "epub-type-has-matching-role")
        self.caught("no report at all",
                    standards.epubcheck_problems(self.epub, self.folder / "gone" / "report.json"))

    def words_differ(self):
        short = rewritten(self.epub, self.folder / "short.epub", without_paragraph)
        self.caught("a paragraph that the EPUB lacks",
                    parity.word_problems(self.words, readers.tokens(readers.epub_text(short))),
                    "times more than the EPUB")
        self.caught("a word that the PDF lacks",
                    parity.word_problems(self.words[1:], self.words), "more than the PDF")
        turned = rewritten(self.epub, self.folder / "turned.epub", backwards)
        tokens = readers.tokens(readers.epub_text(turned))
        self.caught("paragraphs in another order",
                    parity.order_problems(self.words, tokens))
        shape = readers.epub_shape(self.epub)
        self.caught("a heading of another level", parity.order_problems(
            readers.pdf_shape(self.pdf), ["h3", *shape[1:]], "elements"), "elements")
        self.caught("an alternative text that is lost", parity.order_problems(
            readers.pdf_alternatives(self.pdf)[1:], readers.epub_alternatives(self.epub), "alternative texts"))
        self.caught("a letter that only one reader finds", parity.reader_problems("aab", "ab"), "poppler finds more")
        self.caught("no words", parity.word_problems([], []))

    def bytes_differ(self):
        other = self.folder / "other"
        other.mkdir()
        names = [path.name for path in sorted(self.out.glob("[!.]*"))]
        for name in names:
            (other / name).write_bytes((self.out / name).read_bytes())
        good = list(same.folder_problems(self.out, other))
        self.tap.check("a true copy passes", good)
        data = bytearray((other / names[0]).read_bytes())
        data[len(data) // 2] ^= 1
        (other / names[0]).write_bytes(data)
        self.caught("one other bit", same.folder_problems(self.out, other), "differs at byte")
        (other / names[0]).unlink()
        self.caught("a missing file", same.folder_problems(self.out, other), "other files")

    def leaks(self):
        """The files of the last tier, judged as if they were the first tier's."""
        secrets, _ = withheld.withheld(run.WEEKLY, readers.tokens)[self.tier]
        self.tap.check("something is withheld", [] if len(secrets) > 500 else [str(len(secrets))])
        pdf, epub = list(self.files.values())[-1]
        self.caught("withheld words in a PDF", withheld.leak_problems(
            secrets, readers.tokens(readers.pdf_everything(pdf)), pdf.name), "shows what is withheld")
        self.caught("withheld words in an EPUB", withheld.leak_problems(
            secrets, readers.tokens(readers.Epub(epub).everything()), epub.name), "shows what")
        named = self.folder / "named.epub"
        named.write_bytes(self.epub.read_bytes())
        with zipfile.ZipFile(named, "a") as container:
            container.writestr("EPUB/" + sorted(secrets)[-1].replace(" ", "-") + ".png", b"")
        self.caught("withheld words in a file's name", withheld.leak_problems(
            secrets, readers.tokens(readers.Epub(named).everything()), named.name), "shows what")

    def markers(self):
        text = "a Zqxvone b zqxv\u00ad\ntwo"
        self.tap.check("markers as they should be",
                       run.marker_problems(text, {"Zqxvone", "Zqxvtwo"}, {"Zqxvthree"}))
        self.caught("a marker that is withheld",
                    run.marker_problems(text, set(), {"Zqxvtwo"}), "Zqxvtwo is there")
        self.caught("a marker that is lost",
                    run.marker_problems(text, {"Zqxvthree"}, set()), "Zqxvthree is missing")


def main(build):
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="brevier-faults-") as folder:
        folder = Path(folder)
        brevier = run.brevier_of(build)
        out = same.build(brevier, run.WEEKLY, folder, same.FIRST)
        faults = Faults(tap, brevier, out, folder)
        faults.standards()
        faults.words_differ()
        faults.bytes_differ()
        faults.leaks()
        faults.markers()
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
