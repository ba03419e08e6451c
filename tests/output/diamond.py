"""An invented pack that shares nothing with the samples: four tiers in a diamond, forty briefings,
another language, page and order of sections, every seventh briefing as JSON.

Everywhere stand marker words; the generator knows which tiers may read each. It draws on no chance:
the same call writes the same bytes.
"""

import json
import struct
import zlib

TIERS = {"kiosk": {"kiosk"}, "werk": {"kiosk", "werk"}, "rat": {"kiosk", "rat"},
         "vorstand": {"kiosk", "werk", "rat", "vorstand"}}
COUNT = 40

WORDS = """Die Lieferung der Werkstoffe bleibt nach übereinstimmenden Angaben mehrerer Häuser knapp und
die Preise folgen dem Angebot mit einer Verzögerung von wenigen Wochen während große Abnehmer ihre
Verträge früh verlängern und kleinere auf Zwischenhändler ausweichen deren Bestände niemand genau kennt
Für den nächsten Abschnitt rechnen Fachleute mit ruhigeren Verhältnissen sofern die Genehmigungen
rechtzeitig eintreffen und der Übergang zu neuen Öfen ohne größere Störung gelingt Weiß man mehr über
Herkunft Menge und Güte lässt sich auch die Straße des Erzes vom Stollen bis zur Schmelze verfolgen""".split()


class Markers:
    """Gives out marker words and remembers which tiers each needs."""

    def __init__(self):
        self.needs = {}

    def new(self, *tiers):
        number, letters = len(self.needs) + 676, ""
        while number:
            number, digit = divmod(number, 26)
            letters = chr(ord("a") + digit) + letters
        word = "Zqxv" + letters
        self.needs[word] = {tier for tier in tiers if tier}
        return word

    def visible(self, tier):
        """(words that a tier must see, words that it must not)."""
        seen = {word for word, needs in self.needs.items() if needs <= TIERS[tier]}
        return seen, set(self.needs) - seen


def prose(seed, length):
    """`length` words from the vocabulary, in sentences, by a linear congruential sequence."""
    state, words = seed * 7919 + 17, []
    for index in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        word = WORDS[state // 65536 % len(WORDS)]
        end = index % 13 == 12 or index == length - 1
        words.append(word + ("." if end else "," if index % 13 == 6 else ""))
    text = " ".join(words)
    return text[0].upper() + text[1:]


def png(shade):
    """A grey picture of 24 by 16 pixels."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes([shade]) * 24 for _ in range(16))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 16, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def own_tier(index):
    """The tier of a whole briefing, or None."""
    return {9: "werk", 18: "rat", 27: "vorstand"}.get(index)


def file_name(index):
    return f"texte/nr{index:02d}.{'json' if index % 7 == 3 else 'md'}"


def front_matter(index, new):
    front = {
        "title": f"Bericht {index} über {new(None)}",
        "short": f"Bericht {index}",
        "date": f"2025-{index % 12 + 1:02d}-{index % 28 + 1:02d}",
        "kind": "Lagebild",
        "category": f"Rohstoffe {new(None)}",
        "confidence": round(0.05 + index * 0.022, 3),
        "basis": f"Auskünfte {new(None)}",
        "sources": [
            {"id": "amt", "title": f"Amtliche Mitteilung {new(None)}", "publisher": "Amt für Erze",
             "date": "2025-01-09", "url": f"https://amt.example/{index}", "grade": "A2"},
            {"id": "brief", "title": f"Brief eines Händlers {new('werk')}", "grade": "C3",
             "tier": "werk", "derived-from": "amt"},
        ],
    }
    if index % 3 == 0:
        front["region"] = {"value": f"Mitteleuropa {new('rat')}", "note": f"Nur {new('rat')}.",
                           "tier": "rat"}
    if index % 4 == 1:
        front["topic"] = {"value": f"Erz {new(None)}", "note": f"Anmerkung {new(None)}."}
        front["impact"] = "low"
    return front


def sections(index, new):
    """The body's blocks; most briefings have only some of them."""
    yield f"{prose(index, 40)} {new(None)}"
    yield "\n".join(f"- {prose(index * 5 + k, 9)} {new(None)}" for k in range(3))
    yield (f"## Sachverhalt {{.fact}}\n\n{prose(index + 100, 70)} {new(None)} [@amt].[^a]\n\n"
           f"{prose(index + 200, 60)}\n\n[^a]: Fußnote {new(None)}.")
    if index % 2:
        yield (f"## Einschätzung {{.assessment}}\n\n{prose(index + 300, 90)}\n\n"
               f"::: {{tier=rat}}\nFür den Rat {new('rat')}: {prose(index + 400, 25)}\n:::")
    yield (f"## Ausblick {{.watch}}\n\n- Ob {new(None)} eintrifft. {{by=2026-03-31 likelihood=0.5}}\n"
           f"- Ob {new('werk')} eintrifft. {{by=2026-06-30 tier=werk}}\n- Ob {prose(index, 8)}")
    if index % 3 == 1:
        yield (f"## Hintergrund {{#tief tier=werk}}\n\n{prose(index + 500, 50)} {new('werk')} [@brief]\n\n"
               f"::: {{tier=rat}}\nNur für beide {new('werk', 'rat')}.\n:::\n\n"
               f"### Teil\n\n> Ein Zitat {new('werk')}.\n>\n> — Eine Kennerin, Hütte\n")
    if index % 5 == 2:
        yield (f"## Zahlen\n\nTable: Mengen {new(None)}\n\n| Stoff | Menge |\n|:---|---:|\n"
               + "\n".join(f"| Stoff {new(None)} | {k * 11 + index},5 |" for k in range(1, 5)))
    if index % 5 == 4:
        tier = "vorstand" if index % 2 else None
        mark = " tier=vorstand" if tier else ""
        yield (f"## Bild\n\n{prose(index, 20)}\n\n![Schaubild {new(tier)}](../bilder/b{index}.png)"
               f'{{alt="Graue Fläche" credit="Bild: {new(tier)}"{mark}}}')
    if index % 6 == 5:
        yield (f"## Reihenfolge\n\n1. Zuerst {new(None)}\n2. Dann `code {new(None)}`\n3. *Zuletzt* **{new(None)}**"
               "\n\n    - tiefer\n    - noch tiefer")
    if index + 1 < COUNT:
        target = file_name(index + 1).removeprefix("texte/")
        yield f"## Mehr dazu {{.also-read}}\n\n- [Bericht {index + 1}]({target}) {new(None)}"


def briefing(index, markers):
    """(file name, text)."""
    def new(*tiers):
        return markers.new(own_tier(index), *tiers)

    front, body = front_matter(index, new), "\n\n".join(sections(index, new)) + "\n"
    if file_name(index).endswith(".json"):
        return json.dumps({**front, "body": body}, ensure_ascii=False, indent=1) + "\n"
    lines = []
    for key, value in front.items():
        lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "---\n" + "\n".join(lines) + "\n---\n" + body


def contents():
    """Parts of ten; the third part but for its first two briefings is for one tier."""
    lines = []
    for index in range(COUNT):
        if index % 10 == 0 and index:
            lines.append(f"  - part: Teil {index // 10}\n    briefings:")
        indent = "      - " if index >= 10 else "  - "
        tier = own_tier(index)
        path = file_name(index)
        lines.append(indent + (f"{{path: {path}, tier: {tier}}}" if tier else path))
    return "\n".join(lines)


PACK = """title: Blatt der Werkstoffe {0}
strapline: Für Kenner
number: 3
date: 2025-12-01
language: de-DE
publisher: Verlag Hütte & Söhne
address: huette.example
about: Ein erfundenes Blatt.
rights: Erfunden.
layout: briefing
page: letter
accent: "#1b5e7a"
slug: werkstoffe
teaser: true
tiers:
  - id: kiosk
    name: Am Kiosk
  - id: werk
    name: Für das Werk
    about: Mehr für das Werk.
    join: https://huette.example/werk
    includes: [kiosk]
  - id: rat
    name: Für den Rat
    about: Mehr für den Rat.
    join: https://huette.example/rat
    includes: [kiosk]
  - id: vorstand
    name: Für den Vorstand
    about: Alles für den Vorstand.
    join: https://huette.example/vorstand
    includes: [werk, rat]
sections: [keypoints, standfirst, watch, fact, assessment, also-read, facets, teaser, sources, confidence]
scales:
  confidence:
    - {{from: 0.85, grade: I, words: "Sicher: amtlich belegt"}}
    - {{from: 0.6, grade: II, words: "Wahrscheinlich: mehrere Stimmen"}}
    - {{from: 0.3, grade: III, words: "Möglich: eine Stimme"}}
    - {{from: 0.0, grade: IV, words: "Offen: nur vermutet"}}
contents:
"""


def write(folder):
    """Writes the pack; returns its markers."""
    markers = Markers()
    for name in ("texte", "bilder"):
        (folder / name).mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK.format(markers.new(None)) + contents() + "\n")
    for index in range(COUNT):
        (folder / file_name(index)).write_text(briefing(index, markers))
        if index % 5 == 4:
            (folder / f"bilder/b{index}.png").write_bytes(png(index * 6))
    return markers
