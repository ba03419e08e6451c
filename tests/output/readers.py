"""Reads finished PDFs and EPUBs with programs that had no part in making them."""

import json
import re
import subprocess
import unicodedata
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

# Above and below these lines of a page, in points, stand running heads and folios.
HEAD, FOOT = 60, 60
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


def run(*command):
    """The command's output as text; its failure is the test's."""
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")


def tokens(text):
    """Runs of letters and runs of digits, folded, so that marks between them do not matter."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


# PDF


class PdfPage:
    """`words`: (x, y, text) outside the furniture, as drawn; `furniture`: the others."""

    def __init__(self, height):
        self.height = height
        self.words = []
        self.furniture = []


class _BoxReader(HTMLParser):
    """The XHTML of `pdftotext -bbox`."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pages = []
        self.box = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "page":
            self.pages.append(PdfPage(float(attributes["height"])))
        elif tag == "word":
            self.box = float(attributes["xmin"]), float(attributes["ymin"]), float(attributes["ymax"])

    def handle_endtag(self, tag):
        if tag == "word":
            self.box = None

    def handle_data(self, data):
        if not self.box:
            return
        x, top, bottom = self.box
        page = self.pages[-1]
        outside = bottom < HEAD or top > page.height - FOOT
        (page.furniture if outside else page.words).append((x, top, data))


def pdf_pages(path):
    reader = _BoxReader()
    reader.feed(run("pdftotext", "-bbox", "-raw", str(path), "-"))
    return reader.pages


def pdf_labels(path):
    """For each page whether its label is a plain number: the pages of the text."""
    data = json.loads(run("qpdf", "--json", "--json-key=pagelabels", "--json-key=pages", str(path)))
    count = len(data["pages"])
    numbered, kinds = False, {}
    for entry in data["pagelabels"]:
        kinds[entry["index"]] = entry["label"].get("/S") == "/D"
    result = []
    for index in range(count):
        numbered = kinds.get(index, numbered)
        result.append(numbered)
    return result


def join_words(words):
    """Text of words as drawn; a word that a soft hyphen ends goes on in the next."""
    return re.sub("\u00ad ?", "", " ".join(text for _, _, text in words))


def pdf_text(path):
    """The numbered pages without furniture."""
    parts = [page.words for page, numbered in zip(pdf_pages(path), pdf_labels(path)) if numbered]
    return join_words([word for words in parts for word in words])


def pdf_everything(path):
    """All that the file holds, decompressed, with its text, outline and metadata as text."""
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), "-"],
                           capture_output=True).stdout.decode("latin-1")
    strings = [_pdf_string(match) for match in re.finditer(r"<((?:[0-9A-Fa-f]{2})+)>", plain)]
    return "\n".join([plain, *strings, run("pdfinfo", "-meta", str(path)),
                      run("pdfinfo", str(path)), run("pdftotext", "-raw", str(path), "-")])


def _pdf_string(match):
    data = bytes.fromhex(match.group(1))
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", errors="replace")
    return data.decode("latin-1")


# EPUB


class Epub:
    """An EPUB's files by name, and the order of its text."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as container:
            self.files = {name: container.read(name) for name in container.namelist()}
        root = ElementTree.fromstring(self.files["META-INF/container.xml"])
        package = root.find(".//{*}rootfile").get("full-path")
        folder = package.rsplit("/", 1)[0] + "/" if "/" in package else ""
        self.package = ElementTree.fromstring(self.files[package])
        items = {item.get("id"): item for item in self.package.iter(OPF + "item")}
        self.spine = []
        for ref in self.package.iter(OPF + "itemref"):
            item = items[ref.get("idref")]
            if "nav" not in (item.get("properties") or "").split():
                self.spine.append(folder + item.get("href"))

    def texts(self):
        """(name, text) of each file of the spine, navigation apart."""
        for name in self.spine:
            body = ElementTree.fromstring(self.files[name]).find(XHTML + "body")
            yield name, "".join(_text_of(body))

    def everything(self):
        """All files and their names, as text."""
        return "\n".join(name + "\n" + data.decode("utf-8", errors="replace")
                         for name, data in self.files.items())


BLOCKS = {"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption",
          "caption", "blockquote", "pre", "section", "aside", "header", "br", "ol", "ul", "figure",
          "table", "hr"}


def _text_of(element):
    name = element.tag.split("}")[-1]
    if name in BLOCKS:
        yield " "
    if name == "li" and element.get("value"):
        yield element.get("value") + " "
    yield element.text or ""
    number = int(element.get("start") or 1)
    for child in element:
        if child.tag == XHTML + "li" and name == "ol" and not child.get("value"):
            yield f" {number} "
            number += 1
        if not (child.get(EPUB_TYPE) or "").startswith("pagebreak"):
            yield from _text_of(child)
        yield child.tail or ""
    if name in BLOCKS:
        yield " "


def epub_text(path):
    return " ".join(text for _, text in Epub(path).texts())
