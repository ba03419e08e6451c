"""Twenty briefings of the project's own English, each about 830 words: sentences of samples/, put together anew
by a generator with a fixed seed, so that no two paragraphs are the same. Given a folder of text files instead, the paragraphs
of those, in order."""

import random
import re

from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
BRIEFINGS, WORDS, SECTION = 20, 830, 170
HEADS = ["What happened", "What it means", "What is not known", "What to watch"]
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘])")
MARKUP = re.compile(r"\s*\[\^[^]]*\]|\s*\[@[^]]*\]|\s*\{[^}]*\}|[*`]")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


def without_markup(paragraph):
    return " ".join(MARKUP.sub("", LINK.sub(r"\1", paragraph)).split())


def is_prose(paragraph):
    """English, without what a typesetter would read as its own marks, and in letters that all of them have."""
    if re.search("[\u0250-\u1dff\u2c00-\uffff]", paragraph):
        return False
    return paragraph[:1].isalpha() and not re.search(r"^[-:|>#\d]|^\w+: |[|<>\\_^$&#%~]|::|--", paragraph)


def paragraphs_of(text):
    blocks = (without_markup(block) for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if is_prose(block) and len(block.split()) >= 12]


def our_sentences():
    found = {}
    for path in sorted((TOP / "samples").glob("*/briefings/*.md")):
        body = path.read_text().split("\n---\n", 1)[1]
        for paragraph in paragraphs_of(body):
            for sentence in SENTENCE.split(paragraph):
                if 5 <= len(sentence.split()) <= 60 and sentence[-1] in ".!?”":
                    found[sentence] = True
    return list(found)


def recombined(sentences, chance):
    """Paragraphs of three to seven sentences, without end; every sentence comes once before any comes again."""
    while True:
        deck = sentences[:]
        chance.shuffle(deck)
        while deck:
            count = chance.randint(3, 7)
            yield " ".join(deck[:count])
            deck = deck[count:]


def sections_of(paragraphs, words):
    """[(head, [paragraph])] of about so many words."""
    sections, total = [], 0
    while total < words:
        head, body = HEADS[len(sections) % len(HEADS)], []
        while sum(len(p.split()) for p in body) < SECTION:
            body.append(next(paragraphs))
        total += sum(len(p.split()) for p in body)
        sections.append((head, body))
    return sections


def briefings(folder=None):
    """[(title, [(head, [paragraph])])]"""
    if folder:
        texts = [paragraphs_of(path.read_text(errors="replace")) for path in sorted(Path(folder).iterdir())]
        stock = iter([paragraph for text in texts for paragraph in text])
        count = sum(len(p.split()) for text in texts for p in text) // (WORDS + SECTION)
    else:
        stock, count = recombined(our_sentences(), random.Random(17)), BRIEFINGS
    return [(f"Briefing {i + 1}", sections_of(stock, WORDS)) for i in range(min(count, BRIEFINGS))]
