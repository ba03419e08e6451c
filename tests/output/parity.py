"""The PDF and the EPUB of an edition carry the same words."""

from collections import Counter
from difflib import SequenceMatcher

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


def order_problems(pdf, epub, least):
    """The part of the tokens that stand in the same order must be at least `least`.

    Notes stand at the foot of a page in one and behind the briefing in the other, and the margin
    beside the text in one and above it in the other, so that it cannot be all of them.
    """
    matcher = SequenceMatcher(None, pdf, epub, autojunk=False)
    ratio = matcher.ratio()
    if ratio < least:
        yield f"{ratio:.0%} of the words stand in the same order, {least:.0%} should"
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal" and max(b - a, d - c) > CONTEXT:
                yield f"first at: PDF {excerpt(pdf, a)} | EPUB {excerpt(epub, c)}"
                return
