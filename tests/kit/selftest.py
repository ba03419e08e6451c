#!/usr/bin/env python3
"""Shows that the tests' own machinery can fail: each check is given something that is wrong."""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "rules"), str(HERE.parent / "cases"), str(HERE.parent / "counts")]
sys.dont_write_bytecode = True

import api  # noqa: E402
import bands  # noqa: E402
import codes  # noqa: E402
import layers  # noqa: E402
import manual  # noqa: E402
import run as cases  # noqa: E402
import style  # noqa: E402
from kit import callgrind, tally  # noqa: E402
from kit.tap import Tap  # noqa: E402

# A case's text, and a part of the problem that must be found (None: there is no problem).
CASES = {
    "a true case passes": ("T\n--- run: echo a\n--- stdout\na\n", None),
    "input files are laid out": ("T\n--- file: d/x\nhello\n\n--- run: cat d/x\n--- stdout\nhello\n",
                                 None),
    "base64 is decoded": ("T\n--- base64: x\naGVsbG8K\n--- run: cat x\n--- stdout\nhello\n", None),
    "links are made": ("T\n--- link: x -> gone\n--- run: test -e x\n--- exit: 1\n", None),
    "a part of the output is enough for has": (
        "T\n--- run: echo one; echo two\n--- stdout: has\nwo\n", None),
    "other output": ("T\n--- run: echo a\n--- stdout\nb\n", "+a"),
    "unexpected output": ("T\n--- run: echo a\n", "+a"),
    "missing output": ("T\n--- run: true\n--- stdout\nb\n", "-b"),
    "unexpected message": ("T\n--- run: echo a >&2\n", "+a"),
    "other status": ("T\n--- run: exit 3\n--- exit: 1\n", "exit status 3, expected 1"),
    "status not asked for": ("T\n--- run: exit 3\n", "exit status 3, expected 0"),
    "a file that should not be": ("T\n--- run: touch out\n--- absent: out\n", "should not be"),
    "a file that should be": ("T\n--- run: true\n--- present: out\n", "is not there"),
    "a line that has asks for": ("T\n--- run: echo a\n--- stdout: has\nb\n", "no (further) line"),
    "a missing newline": ("T\n--- run: printf a\n--- stdout\na\n", "no newline"),
    "a block nobody knows": ("T\n--- fiel: x\n--- run: true\n", "no block called"),
    "no command": ("T\n--- file: x\n", "no run block"),
    "no title": ("--- run: true\n", "say first"),
}

RENEWED = {
    "T\n--- run: echo a; exit 2\n": "T\n--- run: echo a; exit 2\n--- exit: 2\n--- stdout\na\n",
    "T\n--- run: echo b\n--- stdout\na\n\n--- run: echo c >&2\n":
        "T\n--- run: echo b\n--- stdout\nb\n\n--- run: echo c >&2\n--- stderr\nc\n",
    "T\n--- run: true\n--- exit: 3\n--- stderr\nx\ny\n--- absent: z\n":
        "T\n--- run: true\n--- exit: 0\n--- absent: z\n",
}

LAYERS = {
    "a higher layer": ({"base/a.h": '#include "pack/p.h"', "pack/p.h": ""}, "may not include pack"),
    "a sibling": ({"pdf/a.h": '#include "epub/e.h"', "epub/e.h": ""}, "may not include epub"),
    "plugin and typeset": ({"plugin/a.h": '#include "typeset/t.h"', "typeset/t.h": ""},
                           "may not include typeset"),
    "a private header": ({"pdf/a.h": '#include "base/x-private.h"', "base/x-private.h": ""},
                         "is private"),
    "a header that says it is private": (
        {"pdf/a.h": '#include "base/x.h"', "base/x.h": "/* X. Private to core/base. */"},
        "is private"),
    "an unknown folder": ({"web/a.h": ""}, "no layer is known"),
    "a short name": ({"base/a.c": '#include "a.h"', "base/a.h": ""}, "is not named from"),
    "what is allowed": ({"pdf/a.c": '#include "base/b.h"\n#include "pdf/p-private.h"',
                         "base/b.h": "", "pdf/p-private.h": ""}, None),
}

STYLE = {
    "a long file": (style.long_files, "core/a.c", "x\n" * 601),
    "a long function": (style.long_functions, "core/a.c", "f()\n{\n" + "x;\n" * 61 + "}\n"),
    "a call": (style.calls, "core/a.c", "double x = strtod(s, NULL);\n"),
    "a float": (style.float_formats, "core/a.c", 'g_print("%.2f", x);\n'),
    "a mark": (style.leftovers, "core/a.c", "/* TO" "DO */\n"),
    "a path": (style.leftovers, "README.md", "see /" "home/me/x\n"),
    "trailing space": (style.whitespace, "core/a.c", "x; \n"),
    "no hash": (style.lock_files, "package-lock.json", '{"packages": {"a": {}}}'),
}


HELP = "Usage:\n  -o, --output=DIR    write to this folder\n  --release  be strict\n"
PAGE = (".Sh SYNOPSIS\n.Nm\n.Cm build\n.Op Fl o | Fl -output Ar DIR\n.Op Fl -release\n"
        ".Sh OPTIONS\n.It Fl o , Fl -output Ar DIR\nWrite to this folder.\n"
        ".It Fl -release\nBe strict.\n")
MANUAL = {
    "a page that agrees": (PAGE, None),
    "an option left out": (PAGE.replace(".Op Fl -release\n", ""), "only --help has --release"),
    "an option too many": (PAGE.replace("-release\n", "-release\n.Op Fl x\n", 1), "page has -x"),
    "other words": (PAGE.replace("this folder", "a folder"), "is \"write to this folder\""),
    "a command left out": (PAGE.replace("build", "bild"), "only the program has a command build"),
}


STUB = ("---@class brevier.context\n---@field title string\n---@field date? string\n\n"
        "---@class brevier.schema\n---@field type string\n\n"
        "---@alias brevier.type \"any\"|\"text\"\n\n"
        "function b.para(content, options) end\nfunction canvas:line(x, y) end\n")
HANDBOOK = ("## What init.lua returns\n`type` is `any` or `text`.\n\n## What a function gets\n"
            "`ctx.title`, `ctx.date`\n\n`b.para(content, {role})`\n\n| on the canvas | |\n|---|---|\n| `line(x, y)` | |\n\n")
# What the manual of plugins or the stubs have too little or too much; which check; what it must say.
API = {
    "a manual that agrees": (api.functions_told, HANDBOOK, None),
    "a function left out": (api.functions_told, HANDBOOK.replace("b.para", "b.paar"), "does not tell of b.para"),
    "a function too many": (api.functions_told, HANDBOOK + "`b.list(items)`\n", "tells of b.list"),
    "other parameters": (api.functions_told, HANDBOOK.replace("(content", "(text"), "the stubs b.para(content, options)"),
    "a parameter left out": (api.functions_told, HANDBOOK.replace("(x, y)", "(x)"), "the stubs c:line(x, y)"),
    "a field left out": (api.fields_told, HANDBOOK.replace("`ctx.date`", ""), "does not tell of context.date"),
    "a field too many": (api.fields_told, HANDBOOK + "`ctx.weather`\n", "tells of ctx.weather"),
    "a type left out": (api.fields_told, HANDBOOK.replace("or `text`", ""), "does not tell of the type text"),
}


def check_api(tap):
    for name, (check, handbook, wanted) in API.items():
        found = "\n".join(check(handbook, STUB))
        good = wanted in found if wanted else not found
        tap.check(f"api: {name}", [] if good else [found or "no problem found"])
    for name, keys, wanted in (("a key that no stub has", {"title", "date", "luck"}, "find context.luck"),
                               ("a key that is not there", {"title"}, "do not find context.date")):
        found = "\n".join(api.keys_declared({"context": keys}, STUB))
        tap.check(f"api: {name}", [] if wanted in found else [found or "no problem found"])


def check_cases(tap):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.case"
        for name, (text, wanted) in CASES.items():
            path.write_text(text)
            found = "\n".join(cases.run_case(path, Path(folder), False))
            good = wanted in found if wanted else not found
            tap.check(f"case: {name}", [] if good else [found or "no problem found"])
        for text, wanted in RENEWED.items():
            path.write_text(text)
            cases.run_case(path, Path(folder), True)
            now = path.read_text()
            again = cases.run_case(path, Path(folder), False)
            tap.check("case: renewing", [] if now == wanted and not again else [now, *again])


def check_rules(tap):
    for name, (files, wanted) in LAYERS.items():
        found = "\n".join(layers.problems(files))
        good = wanted in found if wanted else not found
        tap.check(f"layers: {name}", [] if good else [found or "no problem found"])
    for name, (rule, path, text) in STYLE.items():
        tap.check(f"style: {name}", [] if list(rule({path: text})) else ["no problem found"])
    for name, (page, wanted) in MANUAL.items():
        found = "\n".join(manual.problems({"build": HELP}, page))
        good = wanted in found if wanted else not found
        tap.check(f"manual: {name}", [] if good else [found or "no problem found"])
    kinds = 'BRV_CODE(A, "a-b", ERROR, USAGE, "x")\nBRV_CODE(C, "c-d", ERROR, USAGE, "x")\n'
    found = list(codes.problems(kinds, ["x.md:1:1: error: no [a-b]"]))
    tap.check("codes: one without a case", [] if found == ["no case shows [c-d]"] else found)
    quiet = 'int f(void)\n{\n  return g_ascii_strtod("%f%%", 0); /* strtod("%f") */\n}\n'
    tap.check("style: a comment is no code", style.calls({"core/a.c": quiet}))


TALLY = {
    "lines of TAP": ({"result": "OK", "stdout": "ok 1 - a\nok 2 - b # SKIP no\n1..2\n"}, (1, 0, 1)),
    "a failed line": ({"result": "FAIL", "stdout": "ok 1 - a\nnot ok 2 - b\n1..2\n"}, (1, 1, 0)),
    "a crash after a pass": ({"result": "ERROR", "stdout": "ok 1 - a\n"}, (1, 1, 0)),
    "a test that hangs": ({"result": "TIMEOUT", "stdout": None}, (0, 1, 0)),
    "a test without TAP": ({"result": "OK", "stdout": ""}, (1, 0, 0)),
    "a test left out": ({"result": "SKIP", "stdout": ""}, (0, 0, 1)),
}


def check_tally(tap):
    for name, (test, wanted) in TALLY.items():
        now = tally.count(test)
        tap.check(f"tally: {name}", [] if now == wanted else [f"{now}"])


# What callgrind writes of a program in which main, 5 instructions, calls f twice, and f, 40, calls g.
CALLGRIND = """version: 1
events: Ir
fl=(1) a.c
fn=(1) main
1 3
+1 2
cfn=(2) f.part.0
calls=2 9
* 70
fn=(2)
9 40
cfn=(3) g
calls=6 20
9 30
fn=(3)
20 30
"""
COUNTS = "| shaped | `f` `g` | 8 | 10 % | why |\n| all | all | 75 | 10 % | why |\n"
# What the table says in its place, and what must be found.
BANDS = {
    "what the table says": ("8", "8", None),
    "a call more": ("`f` `g` | 8", "`f` `g` | 7", "8, and 7 and 10 % more"),
    "work done twice": ("| 75 |", "| 37 |", "75, and 37 and 10 % more"),
    "a table that is out of date": ("| 75 |", "| 151 |", "less than half of 151"),
    "a function that is not there": ("`g`", "`h`", "is never called"),
}


def check_counts(tap):
    profile = callgrind.Profile()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.1"
        path.write_text(CALLGRIND)
        profile.add(path)
    now = profile.total, profile.calls["f"], profile.inclusive("f"), profile.inclusive("main")
    tap.check("counts: callgrind's file is read", [] if now == (75, 2, 70, 75) else [f"{now}"])
    for name, (old, new, wanted) in BANDS.items():
        found = "\n".join(problem for row in bands.rows(COUNTS.replace(old, new)) for problem in bands.problems(row, profile))
        good = wanted in found if wanted else not found
        tap.check(f"counts: {name}", [] if good else [found or "no problem found"])
    renewed = bands.renewed(COUNTS.replace("| 75 |", "| 1 |"), profile)
    tap.check("counts: renewing", [] if renewed == COUNTS else [renewed])


def main():
    tap = Tap()
    check_counts(tap)
    check_cases(tap)
    check_rules(tap)
    check_api(tap)
    check_tally(tap)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
