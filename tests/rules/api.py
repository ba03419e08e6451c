#!/usr/bin/env python3
"""The stubs, the manual of plugins and the program say the same of what plugins are given.

That the stubs have the program's functions and definitions is held by tests/unit/plugin-stubs.c; here they
are compared with plugins/README.md, and with what a plugin finds when it looks.

    api.py BREVIER
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

CODE = re.compile(r"`([^`\n]+)`")

# Where the manual tells of a class of the stubs: the heading of its chapter, and what opens the lines. The fields
# of the classes below "What init.lua returns" stand in text, so the whole chapter is read.
CHAPTERS = {
    "section": ("What a function gets", "| `section` |"),
    "block": ("What a function gets", "| `block` |"),
    "spanned": ("What a function gets", "| `span` |"),
    "briefing": ("What a function gets", "| `ctx.briefing` |"),
    "pack": ("What a function gets", "| `ctx.pack` |"),
    "context": ("What a function gets", None),
    "written": ("What a function gets", None),
    "definition": ("What init.lua returns", None),
    "section_type": ("What init.lua returns", None),
    "block_type": ("What init.lua returns", None),
    "span_type": ("What init.lua returns", None),
    "rule_type": ("What init.lua returns", None),
    "schema": ("What init.lua returns", None),
}

# A plugin that tells which keys it finds. What is made when first read is asked for by name.
PLUGIN = """
local b = require "brevier"
local function keys(what, t)
  local found = {}
  for key in pairs(t) do
    found[#found + 1] = key
  end
  for _, key in ipairs { "category", "front", "references", "sections", "opening", "teaser", "briefings", "scales", "title", "briefing", "pack",
    "options", "words", "columns" } do
    local had, fine, value = rawget(t, key), pcall(function() return t[key] end)
    found[#found + 1] = fine and value and not had and key or nil
  end
  return b.para("keys of " .. what .. ": " .. table.concat(found, " "))
end
local function all(what, t, ctx)
  return { keys(what, t), keys("context", ctx), keys("briefing", ctx.briefing), keys("pack", ctx.pack),
    keys("reference", ctx.briefing.references[1]), keys("written", ctx.briefing.sections[1]) }
end
return {
  sections = { try = { titles = { en = { "Try" } }, build = function(section, ctx)
    return { section.content, all("section", section, ctx) }
  end } },
  blocks = {
    data = { data = "any", build = function(block) return keys("block", block) end },
    wrap = { div = true, build = function(block) return keys("block", block) end },
  },
  spans = { mark = { build = function(span) return b.plain(keys("spanned", span)) end } },
}
"""
FILES = {
    "pack.yaml": "title: T\nnumber: 1\ndate: 2026-04-26\nteaser: true\ncontents: [a.md]\n"
                 "tiers: [{id: open, name: Open}, {id: more, name: More, about: M, join: 'https://a.org'}]\n",
    "a.md": "---\ntitle: One\nshort: O\nkind: K\ndate: 2026-04-26\ncategory: C\nsources:\n"
            "  - {id: s, title: S, publisher: P, author: A, date: 2026-04-26, url: 'https://a.org', grade: B2,\n"
            "     derived-from: x, note: N}\n---\nText [@s].\n\n## Try {#try}\n```{.data #d}\n1\n```\n"
            "::: {.wrap #w}\nText.\n:::\nA [line]{.mark #m}.\n\n## More {tier=more}\nText.\n",
    "plugins/try/plugin.yaml": "id: try\nversion: 1\napi: 1\n",
    "plugins/try/init.lua": PLUGIN,
}


def chapter(manual, title, line=None):
    """The text of a chapter of the manual, or the lines in it that begin so."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", manual, re.MULTILINE | re.DOTALL)
    text = found.group(1) if found else ""
    return "\n".join(row for row in text.split("\n") if row.startswith(line)) if line else text


def words_of(text):
    """The words in the code of a text: `ctx.title` and `{type = "number"}` have title, type and number."""
    without_blocks = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {word for code in CODE.findall(without_blocks) for word in re.findall(r"\w+", code)}


def stub_classes(stub):
    """{class: {field: whether it is always there}}"""
    found = {}
    for name, body in re.findall(r"^---@class brevier\.(\w+)[^\n]*\n((?:---.*\n)*)", stub, re.MULTILINE):
        found[name] = {field: not optional
                       for field, optional in re.findall(r"^---@field (\w+)(\??)", body, re.MULTILINE)}
    return found


def stub_functions(stub):
    """{(owner, name): parameters} of `function b.para(content, options) end`."""
    return {(owner, name): [word for word in parameters.split(", ") if word]
            for owner, name, parameters in re.findall(
                r"^function (\w+)[.:](\w+)\(([^)]*)\) end$", stub, re.MULTILINE)}


def arguments(text):
    """The arguments of a call as the manual writes it: "(a, {b, c})" gives a and {b, c}."""
    inner = text[1:-1] if text.startswith("(") else text
    found, depth = [""], 0
    for letter in inner:
        depth += (letter in "{[(") - (letter in "}])")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found if part.strip()]


def fits(told, parameters):
    """Names must be those of the stub; a table or a text in quotes may stand for any; options may be left out."""
    for i, argument in enumerate(told):
        if i >= len(parameters):
            return False
        if argument[0] not in '{"' and argument != parameters[i]:
            return False
    return all(name == "options" for name in parameters[len(told):])


def check_calls(calls, functions, owner, prefix):
    told = set()
    for name, text in calls:
        told.add(name)
        if (owner, name) not in functions:
            yield f"the manual tells of {prefix}{name}, which the stubs do not have"
        elif text and not fits(arguments(text), functions[owner, name]):
            wanted = ", ".join(functions[owner, name])
            yield f"the manual writes {prefix}{name}{text}, the stubs {prefix}{name}({wanted})"
    for key, name in sorted(functions):
        if key == owner and name not in told:
            yield f"the manual does not tell of {prefix}{name}"


def functions_told(manual, stub):
    functions = stub_functions(stub)
    flat = re.sub(r"^```.*?^```", "", manual, flags=re.MULTILINE | re.DOTALL)
    spans = CODE.findall(flat)
    calls = [(name, text) for code in spans
             for name, text in re.findall(r"^b\.(\w+) ?(\(.*\)|\{.*\})?$", code)]
    yield from check_calls(calls, functions, "b", "b.")
    table = re.search(r"^\| on the canvas \|.*?(?=^\n|\n\n)", manual, re.MULTILINE | re.DOTALL)
    drawn = [(name, text) for code in CODE.findall(table.group(0) if table else "")
             for name, text in re.findall(r"^(\w+) ?(\(.*\)|\{.*\})$", code)]
    yield from check_calls(drawn, functions, "canvas", "c:")


def fields_told(manual, stub):
    classes = stub_classes(stub)
    for name, (title, line) in CHAPTERS.items():
        told = words_of(chapter(manual, title, line))
        for field in classes.get(name, {}):
            if field not in told:
                yield f"\"{title}\" does not tell of {name}.{field}"
    types = re.search(r"^---@alias brevier\.type ((?:.*\n---\|)*.*)$", stub, re.MULTILINE)
    for name in re.findall(r'"(\w+)"', types.group(1) if types else ""):
        if name not in words_of(chapter(manual, "What init.lua returns")):
            yield f"\"What init.lua returns\" does not tell of the type {name}"
    for name in sorted(set(re.findall(r"\bctx\.(\w+)", manual)) - set(classes.get("context", {}))):
        yield f"the manual tells of ctx.{name}, which the stubs do not have"
    for name in re.findall(r"^\| `(\w+)(?:\(.*?\))?` \|", chapter(manual, "What init.lua returns"), re.MULTILINE):
        if name not in classes.get("section_type", {}) and f'"{name}"' not in stub:
            yield f"\"What init.lua returns\" tells of {name}, which the stubs do not have"


def keys_found(brevier):
    """{class: keys} that the plugin above finds."""
    with tempfile.TemporaryDirectory(prefix="brevier-api-") as folder:
        tree.write(folder, FILES)
        done = subprocess.run([brevier, "inspect", folder, "--tier", "open"], capture_output=True, text=True,
                              check=False, env={"LC_ALL": "C.UTF-8"})
    found = {}
    for name, keys in re.findall(r'"keys of (\w+): ([^"]*)"', done.stdout):
        found.setdefault(name, set()).update(keys.split())
    return found, done.stderr


def keys_declared(found, stub):
    classes = stub_classes(stub)
    for name in ("section", "block", "spanned", "context", "briefing", "pack", "reference", "written"):
        have, declared = found.get(name, set()), classes.get(name, {})
        for key in sorted(have - set(declared)):
            yield f"plugins find {name}.{key}, which the stubs do not have"
        for key in sorted(set(declared) - have):
            if declared[key] or name != "written":
                yield f"plugins do not find {name}.{key}, which the stubs have"


def run(brevier, folder, *arguments):
    done = subprocess.run([brevier, *arguments, "--in", folder], capture_output=True, text=True, check=False,
                          env={"LC_ALL": "C.UTF-8"})
    return [f"brevier {' '.join(arguments)}:", *(done.stdout + done.stderr).splitlines()] if done.returncode else []


def example_problems(manual, brevier):
    """The plugin that the manual writes works, with the spec that it writes and the briefing for it."""
    files = {name: text for name, text in re.findall(
        r"^```(?:yaml|lua)\n(?:#|--) (plugins/costs/\S+)\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)}
    briefing = re.search(r"^````markdown\n(.*?)^````", manual, re.MULTILINE | re.DOTALL)
    if len(files) != 3 or not briefing:
        yield f"the manual writes {', '.join(sorted(files))}, not a plugin with its spec, and a briefing"
        return
    files["pack.yaml"] = "title: T\ndate: 2026-04-26\ncontents: [a.md]\n"
    files["a.md"] = f"---\ntitle: One\n---\n{briefing.group(1)}"
    with tempfile.TemporaryDirectory(prefix="brevier-api-") as folder:
        tree.write(folder, files)
        yield from run(brevier, folder, "plugin", "test", "costs", "--accept")
        yield from run(brevier, folder, "plugin", "test", "costs")
        yield from run(brevier, folder, "plugin", "check", "costs", "--strict")
        done = subprocess.run([brevier, "check", folder], capture_output=True, text=True, check=False)
        yield from (done.stdout + done.stderr).replace("no problems\n", "").splitlines()


def main(brevier):
    manual = (tree.TOP / "plugins" / "README.md").read_text()
    stub = (tree.TOP / "plugins" / "api" / "brevier.lua").read_text()
    spec = (tree.TOP / "plugins" / "api" / "spec.lua").read_text()
    tap = Tap()
    tap.check("the manual has the functions of the stubs", functions_told(manual, stub))
    tap.check("the manual has the fields and types of the stubs", fields_told(manual, stub))
    found, said = keys_found(brevier)
    tap.check("plugins find what the stubs have", [*keys_declared(found, stub), *said.splitlines()[:5]])
    tap.check("the manual's own plugin works", example_problems(manual, brevier))
    words = words_of(chapter(manual, "Tests"))
    fields = [name for key in ("page", "build_options", "expectation") for name in stub_classes(spec)[key]]
    fields += [name for _, name in stub_functions(spec)]
    tap.check("the manual has what specs have",
              [f"\"Tests\" does not tell of {name}" for name in fields if name not in words])
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
