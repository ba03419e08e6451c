"""Reads finished PDFs and EPUBs with programs that had no part in making them."""

import json
import re
import subprocess
import unicodedata
import zipfile
from functools import lru_cache
from itertools import groupby
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
    found = re.findall(rf"[^\W\d_{APART}]+|[^\W\d_]|\d+", text.casefold())
    return [token for left, letters in groupby(found, _runs_left) for token in (sorted(letters) if left else letters)]


def _runs_left(token):
    """Whether it is of a script that runs from right to left: a page has its letters in the order of the eye."""
    return "\u0590" <= token[0] <= "\u08ff"


# PDF


# Elements that stand among words; what stands in others is apart from the words around.
AMONG_WORDS = ("Link", "Reference", "Span", "Code")


@lru_cache(maxsize=8)
def _structure(path, stamp):
    """Poppler's view of the structure, which takes it ten seconds; `stamp` tells a file from another of its name."""
    return run("pdfinfo", "-struct-text", path)


def _structure_lines(path):
    """(depth, name or None, text) of each line of poppler's view of the structure."""
    about = path.stat()
    for line in _structure(str(path), (about.st_size, about.st_mtime_ns)).split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        text = line[depth:]
        if text.startswith('"'):
            yield depth, None, text[1:].removesuffix('"')
        elif text[:1].isalpha() and not text.startswith("Object "):
            yield depth, re.match(r"\w+", text)[0], ""


def pdf_text(path):
    """The words of the structure in its order; a picture's are left out, for its alternative text is read."""
    parts, picture = [], None
    for depth, name, text in _structure_lines(path):
        if picture is not None and depth > picture:
            continue
        picture = depth if name == "Figure" else None
        if name not in AMONG_WORDS:
            parts.append(text if name is None else " ")
    return join_lines("".join(parts))


def pdf_shape(path):
    """The names of the elements that both formats have, in order."""
    return [SHAPES[name] for _, name, _ in _structure_lines(path) if name in SHAPES]


def pdf_alternatives(path):
    """The alternative texts of the pictures, in the order of the structure."""
    objects = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", str(path)))["qpdf"][1]

    def of(value):
        return objects[f"obj:{value}"]["value"] if isinstance(value, str) and value.endswith(" R") else value

    def walk(element):
        if "/Alt" in element:
            yield element["/Alt"].removeprefix("u:")
        kids = of(element.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(of(kid), dict):
                yield from walk(of(kid))

    root = of(objects["trailer"]["value"]["/Root"])
    return list(walk(of(root["/StructTreeRoot"])))


def join_lines(text):
    """A word that a soft hyphen ends goes on in the next line."""
    return re.sub("\u00ad\\s*", "", text)


def words(*command):
    """All that another reader finds in the pages, as tokens."""
    return tokens(join_lines(run(*command)))


def whole_text(*command):
    """The same as letters alone, since some readers drop a hyphen at a line's end."""
    return sorted("".join(words(*command)))


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

    def elements(self):
        """Those of the text, in order."""
        for name in self.spine:
            yield from ElementTree.fromstring(self.files[name]).find(XHTML + "body").iter()

    def everything(self):
        """All files and their names, as text; of tags only their own names are left out."""
        return "\n".join(name + "\n" + re.sub(r"</?[\w:-]+", " ", data.decode(errors="replace"))
                         for name, data in self.files.items())


BLOCKS = {"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption",
          "caption", "blockquote", "pre", "section", "aside", "header", "br", "ol", "ul", "figure",
          "table", "hr"}


def _text_of(element):
    name = element.tag.split("}")[-1]
    if name in BLOCKS:
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
    if name in BLOCKS:
        yield " "


def has_label(item):
    """Whether an item of a list carries its own number."""
    return any("label" in (element.get("class") or "").split() for element in item.iter())


# What elements of a PDF's structure are called in an EPUB.
SHAPES = {**{f"H{level}": f"h{level}" for level in range(1, 7)}, "L": "list", "LI": "li", "Table": "table", "TR": "tr",
          "TH": "th", "TD": "td", "BlockQuote": "blockquote", "Figure": "img", "Note": "footnote"}


def _shape_of(element):
    name = element.tag.split("}")[-1]
    if name in ("ul", "ol"):
        return "list"
    if element.get(EPUB_TYPE) == "footnote":
        return "footnote"
    return None if name == "img" and not element.get("alt") else name


def epub_shape(path):
    """The elements that both formats have, in order."""
    names = map(_shape_of, Epub(path).elements())
    return [name for name in names if name in SHAPES.values()]


def epub_alternatives(path):
    return [element.get("alt") for element in Epub(path).elements()
            if element.tag == XHTML + "img" and element.get("alt")]


def epub_text(path):
    return " ".join(text for _, text in Epub(path).texts())
