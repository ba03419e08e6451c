"""How evenly the justified paragraphs of a PDF are set, read off the page itself with poppler's word boxes, so that every
typesetter is judged alike.

The body is what stands in the commonest height of letters. Its lines are stacked into blocks: the same left edge but for an
indent, and one leading. A line counts when it reaches the block's right edge within 6 pt, has four words, and is not
the block's last. Gaps between words are in parts of the file's median gap:

    spread      standard deviation of the lines' mean gaps, over their mean
    p99         the 99th percentile
    loose       lines above 1.4, in %
    tight       lines under 0.7, in %
    contrast    the mean difference from a line to the next
    hyphenated  lines that end in a hyphen, in %
    ladder      the most hyphens one under the other
    widows      pages that begin with the last line of a paragraph
    orphans     pages that end with the first line of one
"""

import re
import statistics
import subprocess
import xml.etree.ElementTree as ET

from collections import Counter, namedtuple

Word = namedtuple("Word", "left right top bottom text")
Line = namedtuple("Line", "left right top bottom words")

XHTML = "{http://www.w3.org/1999/xhtml}"
EDGE, INDENT, LEADING, SHORT = 6, 24, 1.35, 4
HYPHEN = re.compile("[-\u00ad\u2010]$")
FIGURES = ["spread", "p99", "loose", "tight", "contrast", "hyphenated", "ladder", "widows", "orphans"]


def pages_of(pdf):
    """The words of each page."""
    out = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True).stdout
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out.decode(errors="replace"))
    for page in ET.fromstring(clean).iter(XHTML + "page"):
        yield [Word(*(float(w.get(key)) for key in ("xMin", "xMax", "yMin", "yMax")), w.text or "")
               for w in page.iter(XHTML + "word")]


def lines_of(words):
    """Words whose feet stand at one height, from left to right."""
    rows = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        if rows and word.bottom - rows[-1][0].bottom < 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = [sorted(row) for row in rows]
    return [Line(row[0].left, max(w.right for w in row), row[0].top, row[0].bottom, row) for row in rows]


def body_height(pages):
    heights = Counter(round(w.bottom - w.top, 1) for page in pages for w in page)
    return heights.most_common(1)[0][0]


def column(pages):
    """The body's left and right edge, by most lines."""
    lines = [line for page in pages for line in page]
    return [Counter(round(line[side]) for line in lines).most_common(1)[0][0] for side in (0, 1)]


def is_start(line, left):
    return line.left - left > 2


def blocks_of(lines, left):
    """Runs of lines in the column at one leading; a paragraph's indent does not end them."""
    block, step = [], 0
    for line in lines:
        gap = line.bottom - block[-1].bottom if block else 0
        if block and (gap > LEADING * (step or 1.6 * (line.bottom - line.top)) or line.left - left > INDENT):
            yield block
            block, step = [], 0
        if block:
            step = step or gap
        if line.left - left <= INDENT:
            block.append(line)
    if block:
        yield block


def gap_of(line, right, height):
    """The mean gap of a justified line in em, or None."""
    if len(line.words) < SHORT or abs(line.right - right) > EDGE:
        return None
    gaps = [(b.left - a.right) / height for a, b in zip(line.words, line.words[1:])]
    return statistics.mean(gaps) if min(gaps) > -0.1 else None


class Tally:
    def __init__(self):
        self.gaps, self.changes, self.hyphens, self.ladder = [], [], 0, 0
        self.widows = self.orphans = 0

    def add_block(self, block, height):
        right, before, run = max(line.right for line in block), None, 0
        for line in block[:-1]:
            gap = gap_of(line, right, height)
            if gap is None:
                before, run = None, 0
                continue
            self.gaps.append(gap)
            if before is not None:
                self.changes.append(abs(gap - before))
            before = gap
            run = run + 1 if HYPHEN.search(line.words[-1].text) else 0
            self.hyphens += run > 0
            self.ladder = max(self.ladder, run)

    def add_turn(self, above, below, left, right):
        """A page's last block, and the first of the next, in a column from left to right."""
        started = is_start(above[-1], left) or len(above) == 1
        ended = right - above[-1].right > EDGE
        begins = is_start(below[0], left)
        if started and not begins and not ended:
            self.orphans += 1
        if not begins and not ended and (len(below) == 1 or is_start(below[1], left)):
            self.widows += 1

    def figures(self):
        middle = statistics.median(self.gaps)
        shares = [gap / middle for gap in self.gaps]
        return {
            "lines": len(shares),
            "spread": statistics.pstdev(self.gaps) / statistics.mean(self.gaps),
            "p99": sorted(shares)[int(0.99 * (len(shares) - 1))],
            "loose": 100 * sum(s > 1.4 for s in shares) / len(shares),
            "tight": 100 * sum(s < 0.7 for s in shares) / len(shares),
            "contrast": statistics.mean(self.changes) / middle,
            "hyphenated": 100 * self.hyphens / len(shares),
            "ladder": self.ladder, "widows": self.widows, "orphans": self.orphans,
        }


def measure(pdf):
    """The figures of a PDF, by name; None when nothing in it is justified."""
    pages = list(pages_of(pdf))
    height = body_height(pages)
    body = [lines_of([w for w in page if abs(w.bottom - w.top - height) < 0.15]) for page in pages]
    body = [page for page in body if page]
    (left, right), tally, above = column(body), Tally(), None
    for page in body:
        blocks = list(blocks_of(page, left))
        for block in blocks:
            if len(block) > 2:
                tally.add_block(block, height / 1.25)
        if above and blocks:
            tally.add_turn(above, blocks[0], left, right)
        above = blocks[-1] if blocks else None
    return tally.figures() if tally.gaps else None
