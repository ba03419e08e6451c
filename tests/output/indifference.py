#!/usr/bin/env python3
"""What is withheld changes no byte of the files of those it is withheld from.

    indifference.py BUILD-DIR

One pack is built several times. Its open text stays as it is; what is marked for the higher tier
is rewritten, moved, grown or taken away. The open edition must be the same bytes every time.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]
sys.dont_write_bytecode = True

from kit.tap import Tap  # noqa: E402

PACK = """title: Two readers
number: 5
date: 2026-04-26
language: en-GB
teaser: true
tiers:
  - {id: open, name: Open}
  - {id: gold, name: Gold, about: What gold members read., join: "https://example.org/join"}
contents:
  - one.md
%(before)s  - two.md
"""

ONE = """---
title: One
category: Supply
region: {value: Europe, note: Open note.}
%(facet)slede: 'An *open* lede.[^1]%(lede)s

  [^1]: The note of the lede.'
sources:
%(source_first)s  - {id: open-source, title: The open source}
%(source_last)s---
The standfirst [@open-source].

- open point
%(item)s
%(section_before)s## The fact

Open text with a note.[^open] %(inline)sMore open text; see [two](two.md).

::: {tier=gold}
%(div)s
:::

## What to watch

- An open item. {by=2026-09-30 likelihood=0.5}
%(watch)s
```{.rows caption="Open rows%(caption)s"}
%(row_first)s- what: 'An open row%(words)s.[^1]

    [^1]: The note of a row.'
%(field)s- what: A last row.
```
%(section_after)s
[^open]: The open note.
%(note)s"""

TWO = """---
title: Two
---
Open standfirst.

## Where {#where tier=gold}

Always something gold here.
"""

EMPTY = dict.fromkeys("before facet source_first source_last item section_before inline div watch "
                      "section_after note lede caption row_first words field".split(), "")
BASE = {**EMPTY, "div": "Gold."}  # something stays withheld, so that the teaser does

VARIANTS = {
    "other words": {"div": "Quite other words, and many more of them, over\nseveral lines.\n\n" * 9},
    "a section before": {"section_before": "## The fact {tier=gold}\n\nA namesake first.\n\n"},
    "a section after": {"section_after": "## Deep {tier=gold}\n\n### Why\n\nBecause.\n"},
    "sources": {"source_first": "  - {id: early, title: Gold first, tier: gold}\n",
                "source_last": "  - {id: late, title: Gold last, url: 'https://example.org/gold'}\n",
                "div": "Gold [@early; @late; @open-source]."},
    "notes": {"div": "Gold.[^gold] And [^open].", "note": "[^gold]: Whispered.\n"},
    "items": {"item": "- gold point {tier=gold}\n", "watch": "- Gold item. {tier=gold}\n"},
    "a span": {"inline": "[gold words]{tier=gold}"},
    "a facet": {"facet": "topic: {value: Gold, note: Gold, tier: gold}\n"},
    "images": {"div": "![Gold](gold/open.svg){alt=\"gold\"}\n\n![Gold](other.svg){alt=\"gold\"}"},
    "a table": {"div": "Table: Gold {#where-it-is}\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"},
    "a span of a plugin": {"inline": "[gold [1 2]{.loud}]{.loud tier=gold}"},
    "Markdown in front matter": {"lede": "[Gold [@late], [two](two.md#where), [x]{.loud #x}]{tier=gold}",
                                 "source_last": "  - {id: late, title: Gold last}\n"},
    "Markdown in data": {"words": "[and gold [@late][^1]]{tier=gold}", "caption": "[of gold]{tier=gold}",
                         "field": "  aside: '[A [gold]{.loud} aside.]{tier=gold}'\n",
                         "source_last": "  - {id: late, title: Gold last}\n"},
    "a row without its text": {"row_first": "- {what: '[Gold [@late]]{tier=gold}', aside: An open aside.}\n",
                               "source_last": "  - {id: late, title: Gold last}\n"},
    "files and images in data": {"row_first": "- {what: Gold, file: gold.csv, image: gold/open.svg, tier: gold}\n"},
    "a briefing between": {"before": "  - {path: gold.md, tier: gold}\n"},
    "a part between": {"before": "  - {part: Gold, tier: gold, briefings: [gold.md]}\n"},
}

PLUGIN = """local b = require "brevier"
return {
  front = { lede = "markdown" },
  spans = { loud = { build = function(span) return b.strong(span.content) end } },
  blocks = { rows = {
    attributes = { caption = "markdown" },
    data = { type = "list", item = { type = "map", fields = {
      what = { type = "markdown", required = true }, aside = "markdown", file = "file", image = "image",
    } } },
    build = function(block, ctx)
      local items = { b.para(ctx.briefing.front.lede), b.para { block.attributes.caption, " ", #block.data } }
      for _, row in ipairs(block.data) do
        if row.image then row.image.alt = "" end
        items[#items + 1] = b.group { row.what, row.aside and { "(", row.aside, ")" } or {},
          row.file and row.file.text or {}, row.image and b.figure(row.image) or {} }
      end
      return items
    end,
  } },
}
"""
GOLD = "---\ntitle: Only gold\n---\nGold.\n\n## The fact\n\nSee [one](one.md).\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20z"/></svg>\n'


def build(program, parts, folder):
    (folder / "gold").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK % parts)
    (folder / "one.md").write_text(ONE % parts)
    (folder / "two.md").write_text(TWO)
    (folder / "gold.md").write_text(GOLD)
    (folder / "gold.csv").write_text("gold,gold")
    (folder / "plugins" / "rich").mkdir(parents=True)
    (folder / "plugins" / "rich" / "plugin.yaml").write_text("id: rich\nversion: 1\napi: 1\n")
    (folder / "plugins" / "rich" / "init.lua").write_text(PLUGIN)
    for name in ["gold/open.svg", "other.svg"]:
        (folder / name).write_text(SVG)
    run = subprocess.run([program, "build", "--quiet", folder], capture_output=True, text=True)
    return {path.name: path.read_bytes() for path in (folder / "out").glob("[!.]*")
            if path.suffix != ".json"}, run.stderr


def judge(base, files, said):
    if not files:
        return [f"nothing was built: {said}"]
    problems = [f"{name} differs" for name in sorted(base)
                if "-open." in name and files.get(name) != base[name]]
    if all(files.get(name) == base[name] for name in base if "-gold." in name):
        problems.append("the gold edition is the same: the variant changes nothing")
    return problems


def main():
    program = Path(sys.argv[1]).resolve() / "brevier"
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="brevier-indifference-") as folder:
        base, said = build(program, BASE, Path(folder) / "base")
        tap.check("the base is built", [] if len(base) == 4 else [said])
        for name, parts in VARIANTS.items():
            files, said = build(program, {**BASE, **parts}, Path(folder) / name.replace(" ", "-"))
            tap.check(name, judge(base, files, said))
    sys.exit(tap.finish())


main()
