"""Reads finished PDFs and EPUBs with programs that had no part in making them."""

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


# From Hebrew to Lao: what runs from right to left, or is drawn in clusters, is read from a PDF letter by letter.
APART = "\u0590-\u0eff"


def tokens(text):
    """Runs of letters and runs of digits, folded, so that marks between them do not matter."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return re.findall(rf"[^\W\d_{APART}]+|[^\W\d_]|\d+", text.casefold())


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


def join_words(words):
    """Text of words as drawn; a word that a soft hyphen ends goes on in the next."""
    return re.sub("\u00ad ?", "", " ".join(text for _, _, text in words))


def pdf_text(path, pictures=()):
    """The pages without furniture, and without what stands inside the boxes of pictures.

    `pictures` has for each page a list of (x, y, width, height): a drawing's letters are text in a
    PDF and outlines in an EPUB, where the alternative text stands for them.
    """
    words = []
    for number, page in enumerate(pdf_pages(path)):
        boxes = pictures[number] if number < len(pictures) else []
        words += [word for word in page.words if not any(inside(word, box) for box in boxes)]
    return join_words(words)


def inside(word, box):
    x, y, width, height = box
    return x - 2 <= word[0] <= x + width and y - 2 <= word[1] <= y + height


def picture_boxes(dump):
    """The boxes of images and drawings, by page, from `brevier inspect --stage pages`."""
    pages = []
    for line in dump.splitlines():
        fields = line.split()
        if line.startswith("page "):
            pages.append([])
        elif pages and line.startswith(("  image ", "  drawing ")):
            pages[-1].append(tuple(float(field) for field in fields[1:5]))
    return pages


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
        """All files and their names, as text; of tags only their own names are left out."""
        return "\n".join(name + "\n" + re.sub(r"</?[\w:-]+", " ", data.decode(errors="replace"))
                         for name, data in self.files.items())


    def table_heads(self):
        """The tokens of each table's head and caption, which a PDF repeats where a table goes on."""
        for name in self.spine:
            root = ElementTree.fromstring(self.files[name])
            for kind in ("thead", "caption"):
                for head in root.iter(XHTML + kind):
                    yield tokens("".join(_text_of(head)))


BLOCKS = {"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption",
          "caption", "blockquote", "pre", "section", "aside", "header", "br", "ol", "ul", "figure",
          "table", "hr"}


def _text_of(element):
    name = element.tag.split("}")[-1]
    raised = name in ("sup", "sub") and not "".join(element.itertext()).isdigit()
    if name in BLOCKS or raised:  # raised letters are words of their own to a PDF's reader
        yield " "
    yield element.text or ""
    number = int(element.get("start") or 1)
    for child in element:
        if child.tag == XHTML + "li" and name == "ol":
            yield "" if has_label(child) else f" {number} "
            number += 1
        if not (child.get(EPUB_TYPE) or "").startswith("pagebreak"):
            yield from _text_of(child)
        yield child.tail or ""
    if name in BLOCKS or raised:
        yield " "


def has_label(item):
    """Whether an item of a list carries its own number."""
    return any("label" in (element.get("class") or "").split() for element in item.iter())


def epub_text(path):
    return " ".join(text for _, text in Epub(path).texts())
