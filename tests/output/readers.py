"""Reads finished PDFs and EPUBs with programs that had no part in making them."""

import re
import subprocess
import unicodedata
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


def run(*command):
    """The command's output as text; its failure is the test's."""
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")


# From Hebrew to Lao: what runs from right to left, or is drawn in clusters, is read from a PDF letter by letter; and so is what
# has no spaces, for its lines end anywhere.
APART = "\u0590-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff"


def tokens(text):
    """Runs of letters and runs of digits, folded, so that marks between them do not matter."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return re.findall(rf"[^\W\d_{APART}]+|[^\W\d_]|\d+", text.casefold())


# PDF


class _BoxReader(HTMLParser):
    """The XHTML of `pdftotext -bbox`: for each page its words, (x, y, text), as drawn."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pages = []
        self.box = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "page":
            self.pages.append([])
        elif tag == "word":
            self.box = float(attributes["xmin"]), float(attributes["ymin"])

    def handle_endtag(self, tag):
        if tag == "word":
            self.box = None

    def handle_data(self, data):
        if self.box:
            self.pages[-1].append((*self.box, data))


def pdf_pages(path):
    reader = _BoxReader()
    reader.feed(run("pdftotext", "-bbox", "-raw", str(path), "-"))
    return reader.pages


def join_words(words):
    """Text of words as drawn; a word that a soft hyphen ends goes on in the next."""
    return re.sub("\u00ad ?", "", " ".join(text for _, _, text in words))


def pdf_text(path, left_out=()):
    """The pages without what stands inside the boxes that are left out, a list for each page."""
    words = []
    for number, page in enumerate(pdf_pages(path)):
        boxes = left_out[number] if number < len(left_out) else []
        words += [word for word in page if not any(inside(word, box) for box in boxes)]
    return join_words(words)


def inside(word, box):
    x, y, width, height = box
    return x - 2 <= word[0] <= x + width and y - 2 <= word[1] <= y + height


PICTURE = re.compile(r"  (?:image|drawing) (\S+) (\S+) (\S+) (\S+)")
ARTIFACT = re.compile(r"  text (\S+) (\S+) (\S+) [^\"]* (\S+) #\w{6} artifact ")


def boxes_left_out(dump):
    """By page, from `brevier inspect --stage pages`: the boxes of what a PDF has and an EPUB has not.

    Those are pictures, whose letters are text in one and outlines in the other, where the alternative
    text stands for them; and artifacts: running heads, folios, the heads of tables that go on. Words are
    known by the tops of their boxes, which stand about a letter's size above the baseline.
    """
    pages = []
    for line in dump.splitlines():
        if line.startswith("page "):
            pages.append([])
        picture, artifact = PICTURE.match(line), ARTIFACT.match(line)
        if pages and picture:
            pages[-1].append(tuple(map(float, picture.groups())))
        elif pages and artifact:
            x, baseline, width, size = map(float, artifact.groups())
            pages[-1].append((x, baseline - 1.5 * size, width, 1.2 * size))
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
