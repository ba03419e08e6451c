"""English without end, and without sense: sentences of a small grammar over some fifty thousand words, which are put together of
roots, prefixes and endings and drawn as words are used, a few often and most hardly ever (Zipf's law, as Mandelbrot mended it). A text
of 400 briefings has more than 20,000 different words, as a year of news has; a cache of words is not flattered.

The same seed gives the same text: only `random()` of Python's generator is used, which is the same in all its versions."""

import bisect
import itertools
import random

ROOTS = """cept cise clude course cur duce duct fect fer fine firm flect flict form found fuse gest grad gress ject join late lect mand merge
mise mit move note ord part pass pel pend plete ply port pose press prise quest quire rect rupt scribe script sect sense serve sign sist
solve spect spire stant state struct sume tail tain tect tend tent test text tort tract treat tribute turb vade vent verge verse vert vince
vise vive voke volve""".split()
PREFIXES = ["", *"""ad co con counter de dis en ex fore im in inter mis ob out over per post pre pro re self sub super sur trans un
under""".split()]
STEMS = """account age air arm back bank band bar base bay bed bench bill block board boat bond book border box brand bridge build cable card care
case chain chart chip city claim class coal coast code cost craft crop cross crowd dam data day deal desk dock door draft drive dust east
edge farm field file fire flat fleet floor flow foot forest freight fuel gate gold grain grid ground guard half hand harbour head heat hill
home house ice iron key lake land law lead leaf lease life light line load loan lock mail main map mark market mast mill mine mint mouth
name neck net north note office oil order over pack paper path pay pipe plan plant plate point pool port post power price print quay rail
rain rate ring river road rock roof room root rope sail salt sand school sea seat seed shaft share sheet shelf ship shop side silver site
snow soil south space stand state steel stock stone store storm street stream tail tank tax test tide time tool tower town track trade
trail train tree truck trust turn under wage walk wall war ware waste watch water wave way weight west wheel wind wire wood wool word work
world yard year yield""".split()
NOUNS = ["ion", "ions", "or", "ors", "ment", "ments", "ance", "ures", "ability", "iveness"]
ADJECTIVES = ["ive", "able", "ent", "ional", "ory", "ed"]
NAMES = [["An", "Bel", "Cas", "Dor", "El", "Fen", "Gar", "Hol", "Ing", "Jor", "Kel", "Lin", "Mar", "Nor", "Os", "Pel", "Quin", "Ros", "Sten",
          "Tor", "Ul", "Var", "Wes", "Yar"],
         ["a", "ber", "da", "en", "fri", "go", "hol", "i", "ka", "len", "mo", "na", "o", "ra", "ste", "ti", "va", "wi"],
         ["berg", "by", "dale", "den", "ford", "gard", "ham", "heim", "holm", "ley", "low", "mann", "mere", "more", "ness", "sen", "son", "stad",
          "ton", "ville", "wick", "worth"]]
FIRMS = ["Holdings", "Ltd.", "Group", "& Sons", "Works", "Partners", "Bank", "plc"]
MONTHS = "January February March April May June July August September October November December".split()
THE = ["the", "the", "the", "a", "this", "its", "their", "every", "no", "some"]
PREPOSITIONS = "of of of in in to for on with by from at under between against through after before without across".split()
JOINTS = ["and", "but", "while", "so", "because", "although", "as", "where", "until", "since"]
OPENERS = ["In practice", "By contrast", "For now", "At first sight", "On that reading", "Even so", "Taken together", "In the U.S.",
           "In the E.U.", "As before", "Within weeks", "None the less"]
UNITS = ["per cent", "tonnes", "km", "million euros", "MW", "days", "containers", "basis points"]


class Stock:
    """Words, drawn by their rank; what is short comes early, as it does in English."""

    def __init__(self, words, seed):
        words, chance = sorted(set(words)), random.Random(seed)
        order = {word: 2 * len(word) + 9 * chance.random() for word in words}
        self.words = sorted(words, key=order.get)
        self.sums = list(itertools.accumulate((rank + 2.7) ** -1.05 for rank in range(len(words))))

    def draw(self, chance):
        return self.words[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def derived(endings):
    """A vowel at the end of a root goes before an ending that begins with one."""
    for prefix, root, ending in itertools.product(PREFIXES, ROOTS, endings):
        yield prefix + (root[:-1] if root[-1] == "e" and ending[0] in "aeiou" else root) + ending


def compounds(endings):
    return (first + second + ending for first, second, ending in itertools.product(STEMS, STEMS, endings) if first != second)


def stocks():
    return {
        "noun": Stock([*STEMS, *derived(NOUNS), *itertools.islice(compounds(["", "s"]), 0, None, 4)], 1),
        "verb": Stock([*derived(["ed"]), *(stem + "ed" for stem in STEMS if stem[-1] != "e")], 2),
        "adjective": Stock([*derived(ADJECTIVES), *itertools.islice(compounds([""]), 1, None, 9)], 3),
        "adverb": Stock((word + "ly" for word in derived(["ive", "ent", "ional"])), 4),
        "name": Stock(map("".join, itertools.product(*NAMES)), 5),
    }


STOCKS = None


class Writer:
    """Writes on from a seed."""

    def __init__(self, seed):
        global STOCKS
        STOCKS = STOCKS or stocks()
        self.chance = random.Random(seed)

    def word(self, kind):
        return STOCKS[kind].draw(self.chance)

    def one_of(self, things):
        return things[int(self.chance.random() * len(things))]

    def number(self, low, high):
        """low to high, both included"""
        return low + int(self.chance.random() * (high - low + 1))

    def happens(self, share):
        return self.chance.random() < share

    # phrases

    def firm(self):
        return f"{self.word('name')} {self.one_of(FIRMS)}"

    def person(self):
        return f"{self.one_of(['Dr.', 'Ms', 'Mr', 'Prof.'])} {self.one_of('ABCDEFGHJKLMNPRSTW')}. {self.word('name')}"

    def day(self):
        return f"{self.number(1, 28)} {self.one_of(MONTHS)} {self.number(2019, 2026)}"

    def amount(self):
        figure = self.one_of([str(self.number(2, 99)), f"{self.number(1, 98)}.{self.number(1, 9)}",
                              f"{self.number(1, 88)},{self.number(100, 999)}"])
        return f"{figure} {self.one_of(UNITS)}"

    def thing(self):
        """A noun and what stands with it."""
        if self.happens(0.08):
            return self.firm() if self.happens(0.6) else self.word("name")
        adjective = self.word("adjective") + " " if self.happens(0.35) else ""
        words = f"{self.one_of(THE)} {adjective}{self.word('noun')}"
        return words.replace("a " + words[2:3], ("an " if words[2:3] in "aeiou" else "a ") + words[2:3], 1) if words[:2] == "a " else words

    def clause(self):
        """Who did what."""
        words = [self.thing(), self.word("verb"), self.thing()]
        if self.happens(0.2):
            words.insert(1, self.word("adverb"))
        if self.happens(0.6):
            words += [self.one_of(PREPOSITIONS), self.thing()]
        return " ".join(words)

    # sentences

    def bare(self):
        """A sentence without its capital and its full stop."""
        clause = self.clause
        return self.one_of([
            clause,
            lambda: f"{clause()} {self.one_of(JOINTS)} {clause()}",
            lambda: f"{clause()}, {self.one_of(JOINTS)} {clause()}",
            lambda: f"{self.one_of(OPENERS)}, {clause()}",
            lambda: f"on {self.day()} {clause()} ({self.amount()})",
            lambda: f"{clause()}: {self.thing()}, {self.thing()} and {self.thing()}",
            lambda: f"{clause()} – e.g. {self.thing()}, No. {self.number(2, 40)} – {self.one_of(JOINTS)} {clause()}",
            lambda: f"“{self.capital(clause())},” said {self.person()} of {self.firm()}; {clause()}",
            lambda: f"{self.thing()} of {self.amount()} {self.word('verb')} {self.thing()}, not {self.thing()}",
        ])()

    @staticmethod
    def capital(text):
        at = 1 if text[0] in "“‘" else 0
        return text[:at] + text[at].upper() + text[at + 1:]

    def sentence(self):
        return self.capital(self.bare()) + "."

    def phrase(self, words):
        """So many words or a few more, with a capital and no full stop: a title, an item, a cell."""
        text = self.clause()
        while len(text.split()) < words:
            text += f" {self.one_of(PREPOSITIONS)} {self.thing()}"
        return self.capital(text)

    def paragraph(self, words):
        """Sentences of so many words together, or a few more."""
        sentences = []
        while sum(len(sentence.split()) for sentence in sentences) < words:
            sentences.append(self.sentence())
        return sentences
