"""What a pack keeps from a tier, read from its source without the compiler's help."""

import itertools
import json
import re

TIER = re.compile(r"[{\s,\"]tier[\"]?\s*[=:]\s*[\"]?([\w-]+)")
SHINGLE = 5  # words in a row that make a text recognisable


def tiers_of(pack_text):
    """{tier: set of tiers it reads}, from pack.yaml's block or flow list of tiers; none, no tiers."""
    block = re.search(r"^tiers:(.*?)(?=^\w)", pack_text + "\nend", re.DOTALL | re.MULTILINE)
    reads, above = {}, []
    items = block.group(1) if block else ""
    for item in re.split(r"(?:^\s*- |\{)(?=.*\bid:)", items, flags=re.MULTILINE):
        found = re.search(r"\bid:\s*([\w-]+)", item)
        if not found:
            continue
        includes = re.search(r"includes:\s*\[([^\]]*)\]", item)
        below = re.findall(r"[\w-]+", includes.group(1)) if includes else list(above)
        name = found.group(1)
        reads[name] = {name}.union(*(reads[tier] for tier in below))
        above.append(name)
    return reads


def split_front(text):
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    return (parts[1], parts[2]) if len(parts) == 3 and not parts[0].strip() else ("", text)


def front_pieces(front, tier):
    """(tier, text) of front matter: a list item or flow map with `tier:` is withheld whole."""
    for item in re.split(r"^(?=\s*- |\w)", front, flags=re.MULTILINE):
        found = TIER.search(item)
        yield (found.group(1) if found else tier), re.sub(r"\btier:\s*[\w-]+", "", item)


def body_pieces(body, tier):
    """(tier, line) of Markdown: sections, divs, fences, items and images with `tier=`."""
    section, divs, fence, item = tier, [], None, None
    # A list item's attributes may stand on its last line: make it one line.
    body = re.sub(r"\n {2,}(?=[^\s*-])(?!\d+\.)", " ", body)
    for line in body.split("\n"):
        found = TIER.search(line) if "{" in line else None
        here = found.group(1) if found else None
        if fence is None and re.match(r"## ", line):
            section, item = here or tier, None
        elif fence is None and re.match(r":::+\s*\S", line):
            divs.append(here)
            item = None
        elif fence is None and re.match(r":::+\s*$", line) and divs:
            divs.pop()
        elif re.match(r"```", line):
            fence = (here or "") if fence is None else None
        elif fence is None and re.match(r"\s*([-*]|\d+\.)\s|\S", line):
            item = here
        nearest = [fence or None, item, here, *reversed(divs), section]
        # Of attributes the quoted texts are read, such as alternative texts; of citations nothing.
        plain = re.sub(r"\{[^}]*\}", lambda m: " ".join(re.findall(r'"([^"]*)"', m.group())), line)
        plain = re.sub(r"\[[@^][^\]]*\]", " ", plain)
        yield next((t for t in nearest if t), tier), plain
        if fence is None and not line.strip():
            item = None


def pieces(path, tier):
    """(tier or None, text) of one briefing."""
    text = path.read_text()
    if path.suffix == ".json":
        data = json.loads(text)
        body = data.pop("body", "")
        for key, value in data.items():
            for part in value if isinstance(value, list) else [value]:
                inner = part.get("tier") if isinstance(part, dict) else None
                yield inner or tier, json.dumps(part, ensure_ascii=False)
    else:
        front, body = split_front(text)
        yield from front_pieces(front, tier)
    yield from body_pieces(body, tier)


def entries(pack_text):
    """(path, tier) of each briefing that `contents` names; a part's own tier is not read here."""
    contents = re.search(r"^contents:(.*?)(?=^\w)", pack_text + "\nend", re.DOTALL | re.MULTILINE)
    for line in contents.group(1).split("\n"):
        tier = TIER.search(line)
        for path in re.findall(r"[\w./-]+\.(?:md|json)\b", line):
            yield path, tier.group(1) if tier else None


def runs(found):
    """Neighbours for the same tier joined, so that a broken line does not end a run of words."""
    for owner, group in itertools.groupby(found, key=lambda piece: piece[0]):
        yield owner, "\n".join(text for _, text in group)


def shingles(tokens):
    return {" ".join(tokens[i:i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)}


def withheld(folder, tokenize):
    """{tier: (shingles it must not show, how many it may show)} for each tier of a pack."""
    pack_text = (folder / "pack.yaml").read_text()
    reads = tiers_of(pack_text)
    grouped = {}
    for name, tier in entries(pack_text):
        for owner, text in runs(pieces(folder / name, tier)):
            grouped.setdefault(owner, set()).update(shingles(tokenize(text)))
    grouped.setdefault(None, set()).update(shingles(tokenize(pack_text)))
    result = {}
    for tier, readable in reads.items():
        shown = set().union(*(grouped.get(t, set()) for t in [None, *readable]))
        hidden = set().union(*(found for t, found in grouped.items() if t and t not in readable))
        result[tier] = hidden - shown, len(shown)
    return result


def leak_problems(secrets, tokens, name):
    """A problem for each withheld run of words that a text shows."""
    for shingle in sorted(secrets & shingles(tokens))[:10]:
        yield f"{name} shows what is withheld: {shingle}"
