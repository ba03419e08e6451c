"""The PDF and the EPUB of an edition carry the same words."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import accumulate

import readers

CONTEXT = 4  # tokens shown on either side of a difference


def excerpt(tokens, at):
    return " ".join(tokens[max(0, at - CONTEXT):at + CONTEXT + 1])


def missing(here, there, name_here, name_there):
    """A problem for each token that `here` has more often, with the first place it stands at."""
    surplus = Counter(here) - Counter(there)
    for token in sorted(surplus, key=here.index):
        at = first_unmatched(here, there, token)
        yield (f"{name_here} has \"{token}\" {surplus[token]} times more than {name_there}, "
               f"as in: {excerpt(here, at)}")


def first_unmatched(here, there, token):
    """Of the places of a token, the first whose surroundings the other text does not have."""
    def around(tokens, at):
        return tuple(tokens[max(0, at - 2):at + 3])
    known = {around(there, i) for i, t in enumerate(there) if t == token}
    places = [i for i, t in enumerate(here) if t == token]
    return next((i for i in places if around(here, i) not in known), places[0])


def word_problems(pdf, epub):
    """Both ways; `pdf` and `epub` are lists of tokens."""
    if not pdf or not epub:
        yield f"no words to compare: {len(pdf)} in the PDF, {len(epub)} in the EPUB"
        return
    yield from missing(pdf, epub, "the PDF", "the EPUB")
    yield from missing(epub, pdf, "the EPUB", "the PDF")


def order_problems(pdf, epub, what="words"):
    """Both have the same, in the same order: the first difference is told."""
    for kind, a, b, c, d in SequenceMatcher(None, pdf, epub, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{what}: the PDF has {excerpt(pdf, a)} | the EPUB {excerpt(epub, c)}"
            return


def fused_problems(read, words, known):
    """Neighbours of the text `words` that a reader of the pages took for one word; `known` are words that there are."""
    ends = list(accumulate(map(len, words), initial=0))
    borders, text = set(ends), "".join(words)
    for word in sorted(set(read) - set(known) - set(words)):
        places = (match.start() for match in re.finditer(f"(?={re.escape(word)})", text))
        if any(at in borders and at + len(word) in borders for at in places):
            yield f"\"{word}\" is read as one word"


def reader_problems(one, other):
    """What two readers of the same pages found, as sorted letters."""
    surplus, lack = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if surplus or lack:
        yield f"poppler finds more {dict(surplus)}, MuPDF finds more {dict(lack)}"
