"""A volume of briefings in the shape of the weekly pack: what each says, before it is written for any program.

Texts are lists of pieces: a string, or a tuple of a kind and what belongs to it:

    ("em", text)  ("strong", text)  ("link", text, address)  ("to", text, briefing's id)  ("cite", source's number)  ("note", pieces)

`blocks` lays out a whole briefing for the peers, with all that brevier's plugins make of the front matter: the same words."""

from collections import namedtuple

import english

TIERS = ["open", "strategic-circle", "leadership-alliance"]  # each reads what the ones before it read
TITLE, STRAPLINE, PUBLISHER = "The Long Volume", "Member briefings", "Signal Desk"
HOW_TO_READ = ("The score weighs how direct and how independent the sources are; it says nothing of how likely an outcome is.")
SCALE = [("0.90–1.00", "A", "High: direct sources"), ("0.75–0.89", "A/B", "Strong"), ("0.55–0.74", "B/C", "Medium"),
         ("0.35–0.54", "C/D", "Weak to medium"), ("0.10–0.34", "D", "Weak signal"), ("0.00–0.09", "D", "Internal monitoring")]
LIKELIHOODS = [("0.95", "almost certain"), ("0.8", "highly likely"), ("0.6", "likely"), ("0.45", "a realistic possibility"),
               ("0.3", "unlikely"), ("0.1", "highly unlikely")]

Briefing = namedtuple("Briefing", "id title category region topic impact score basis standfirst points sections sources")
Section = namedtuple("Section", "head tier blocks")
Para = namedtuple("Para", "pieces tier")
Items = namedtuple("Items", "rows")          # of Item
Item = namedtuple("Item", "pieces tail tier")  # tail: None, or (day, month's number, likelihood's number)
Table = namedtuple("Table", "caption head rows")
Source = namedtuple("Source", "title publisher date url grade note")


def id_of(number):
    return f"b{number:03d}"


class Author:
    """Writes one briefing. Numbers of sources are handed out as they are first cited, as brevier numbers them."""

    def __init__(self, number, count):
        self.number, self.count = number, count
        self.write = english.Writer(f"briefing {number}")
        self.cited = 0

    def cite(self):
        """A source not cited yet while there are four, then any."""
        self.cited += 1
        return ("cite", self.cited if self.cited <= 4 else self.write.number(1, 4))

    def other(self):
        return id_of((self.number * 7 + self.cited) % self.count)

    def decorated(self, sentence):
        """The sentence with its third word stressed or linked, now and then."""
        words = sentence.split(" ")
        if len(words) < 6 or not self.write.happens(0.3):
            return [sentence]
        word = words[3]
        piece = self.write.one_of([("em", word), ("strong", word), ("link", word, f"https://example.org/{self.number}/{len(sentence)}"),
                                   ("to", word, self.other())])
        return [" ".join(words[:3]) + " ", piece, " " + " ".join(words[4:])]

    def para(self, words, tier=None, cites=0, note=0):
        pieces = []
        for i, sentence in enumerate(self.write.paragraph(words)):
            pieces += [" "] if pieces else []
            pieces += self.decorated(sentence)
            if i < cites:
                pieces.append(self.cite())
            if i == 0 and note:
                pieces.append(("note", self.para(note).pieces))
        return Para(pieces, tier)

    def watch(self, tier=None):
        tail = (self.write.number(1, 28), self.write.number(5, 12), self.write.number(0, len(LIKELIHOODS) - 1))
        return Item(["Whether " + self.write.clause() + "."], tail, tier)

    def surface(self, name):
        return Item([("strong", name + "."), " " + self.write.sentence()], None, None)

    def source(self):
        write = self.write
        return Source(write.phrase(5), write.firm().rstrip("."), (write.number(1, 28), write.number(1, 4)),
                      f"https://example.org/{write.word('name').lower()}", write.one_of("ABCDEF") + str(write.number(1, 6)),
                      write.sentence())

    def table(self):
        row = lambda: [[self.write.phrase(3)], [self.write.phrase(5)], [self.write.phrase(3)]]
        return Table("Ways in which this could prove wrong", ["What could fail", "How we would see it", "Consequence"],
                     [row() for _ in range(3)])

    def sections(self):
        yield Section("The fact", None, [self.para(34, cites=2, note=10), self.para(30, cites=2)])
        yield Section("The assessment", None, [self.para(34, cites=1), self.para(30, "strategic-circle"), self.para(30, note=10)])
        yield Section("What to watch", None, [Items([self.watch(), self.watch(), self.watch(), self.watch("strategic-circle")])])
        yield Section("Operating surface", None, [Items([self.surface("Parties"), self.surface("Exposure")])])
        yield Section("Deeper trend context", "strategic-circle", [self.para(34), self.para(26, cites=1)])
        yield Section("Failure paths", "leadership-alliance", [self.table()])
        yield Section("Source notes", "leadership-alliance", [self.para(26, cites=1)])

    def briefing(self):
        write = self.write
        return Briefing(
            id=id_of(self.number), title=write.phrase(7), category=write.capital(write.word("noun")), region=write.word("name"),
            topic=write.capital(write.word("noun")), impact=write.one_of(["low", "medium", "high"]), score=write.number(3, 97),
            basis="Several public sources", standfirst=self.para(25).pieces, points=[write.phrase(8) for _ in range(3)],
            sections=list(self.sections()), sources=[self.source() for _ in range(4)])


def volume(count):
    """So many briefings. The first of 400 are those of 20, but for where their links lead."""
    return [Author(number, count).briefing() for number in range(count)]


# What the peers are given.

def date_of(day, month, year=2026):
    return f"{day}\u00a0{english.MONTHS[month - 1]} {year}"


def band(score):
    return next(i for i, row in enumerate(SCALE) if score >= round(100 * float(row[0][:4])))


def summary(briefing):
    """The standfirst's first sentence, for the contents."""
    text = "".join(piece if isinstance(piece, str) else piece[1] for piece in briefing.standfirst)
    return text.split(". ")[0].rstrip(".") + "."


def item_pieces(item):
    if not item.tail:
        return item.pieces
    day, month, likelihood = item.tail
    return [*item.pieces, " ", ("small", f"by {date_of(day, month)}, {LIKELIHOODS[likelihood][1]}")]


def source_pieces(source):
    return [("link", source.title + ".", source.url), f" {source.publisher}, {date_of(*source.date)}. {source.note} ", ("small", source.grade)]


def confidence_rows(briefing):
    marked = band(briefing.score)
    return [[[span], [grade], [words, *([f" · this briefing, 0.{briefing.score:02d}"] if i == marked else [])]]
            for i, (span, grade, words) in enumerate(SCALE)]


def margin(briefing):
    """The facts that stand beside the text: (label, [pieces])."""
    _, grade, words = SCALE[band(briefing.score)]
    yield "Confidence", [f"0.{briefing.score:02d} ", f"{words}, grade {grade}. {briefing.basis}."]
    yield "Impact", [briefing.impact.capitalize()]
    yield "Category", [briefing.category]
    yield "Region", [briefing.region]
    yield "Topic", [briefing.topic]


def section_blocks(section):
    yield "head", section.head
    for block in section.blocks:
        if isinstance(block, Para):
            yield "para", block.pieces
        elif isinstance(block, Items):
            yield "items", [item_pieces(item) for item in block.rows]
        else:
            yield "table", block.caption, block.head, block.rows


def blocks(briefing):
    """A whole briefing as (kind, what belongs to it..), for the reader who may read all."""
    yield "title", briefing.title, briefing.id, f"Signal Briefing · {briefing.category}"
    yield "standfirst", briefing.standfirst
    yield "margin", list(margin(briefing))
    yield "items", [[point] for point in briefing.points]
    for section in briefing.sections[:3]:
        yield from section_blocks(section)
    yield "margin", [("How to read it.", [HOW_TO_READ])]
    yield "table", "Confidence", ["Score", "Grade", "Meaning"], confidence_rows(briefing)
    for section in briefing.sections[3:]:
        yield from section_blocks(section)
    yield "head", "Sources"
    yield "sources", briefing.id, [source_pieces(source) for source in briefing.sources]
