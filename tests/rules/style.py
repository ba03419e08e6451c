#!/usr/bin/env python3
"""Rules of the house that a machine can read off the sources."""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

FILE_LINES = 600
FUNCTION_LINES = 60
CODE = {".c", ".h", ".py", ".lua"}

# What makes output depend on a locale, the clock or chance, or cannot be bounded.
CALLS = {
    "strtod": "g_ascii_strtod", "atof": "g_ascii_strtod", "atoi": "g_ascii_string_to_signed",
    "strtof": "g_ascii_strtod", "sprintf": "g_snprintf", "strcpy": "g_strlcpy",
    "strcat": "GString", "gets": "fgets", "strtok": "g_strsplit", "rand": "nothing",
    "random": "nothing", "g_random_int": "nothing", "time": "the pack's date",
    "g_get_real_time": "the pack's date", "g_date_time_new_now_local": "the pack's date",
    "g_date_time_new_now_utc": "the pack's date", "localtime": "the pack's date",
    "isalpha": "g_ascii_isalpha", "isdigit": "g_ascii_isdigit", "isspace": "g_ascii_isspace",
    "tolower": "g_ascii_tolower", "toupper": "g_ascii_toupper",
}
CALL = re.compile(r"(?<![\w.>\"])(" + "|".join(CALLS) + r")\s*\(")
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
FLOAT = re.compile(r"(?<!%)%[-+ #0-9.*]*l?[aefgAEFG](?![A-Za-z])")
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
PLACES = re.compile(r"(?<![\w.$}/-])/(work|home|root|Users|mnt|srv)/\w")
HOSTS = re.compile(r"https?://registry\.")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def blanked(match):
    """A comment as spaces, so that lines and offsets stay."""
    return re.sub(r"[^\n]", " ", match.group(0))


def without_comments(text):
    """C text with comments blanked; a `/*` inside a string does not open one."""
    both = re.compile(LITERAL.pattern + "|" + COMMENT.pattern, re.DOTALL)
    return both.sub(lambda m: m.group(0) if m.group(0)[0] == '"' else blanked(m), text)


def long_files(files):
    for name, text in files.items():
        lines = text.count("\n")
        if Path(name).suffix in CODE and lines > FILE_LINES:
            yield f"{name}: {lines} lines, at most {FILE_LINES}"


def long_functions(files):
    """In the house's format a function's braces stand alone at the start of a line."""
    for name, text in files.items():
        start = None
        for number, line in enumerate(text.split("\n") if name.endswith(".c") else [], 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                if number - start - 1 > FUNCTION_LINES:
                    yield (f"{name}:{start}: a function of {number - start - 1} lines, "
                           f"at most {FUNCTION_LINES}")
                start = None


def calls(files):
    for name, text in files.items():
        if not (name.startswith("core/") and Path(name).suffix in (".c", ".h")):
            continue
        code = LITERAL.sub(lambda m: '"' + " " * (len(m.group(0)) - 2) + '"',
                           without_comments(text))
        for match in CALL.finditer(code):
            yield (f"{name}:{line_of(text, match.start())}: {match.group(1)}() is not for output "
                   f"that must be the same everywhere; use {CALLS[match.group(1)]}")


def float_formats(files):
    for name, text in files.items():
        if not (name.startswith("core/") and name.endswith(".c")):
            continue
        code = without_comments(text)
        for literal in LITERAL.finditer(code):
            free_of_locale = re.search(r"g_ascii_formatd\s*\([^;]*$", code[:literal.start()])
            if FLOAT.search(literal.group(0)) and not free_of_locale:
                yield (f"{name}:{line_of(text, literal.start())}: a number printed by printf "
                       "follows the locale; use g_ascii_formatd")


def leftovers(files):
    for name, text in files.items():
        for pattern, what in ((MARKS, "a mark of unfinished work"),
                              (PLACES, "a path of one machine"),
                              (HOSTS, "the address of a registry")):
            match = pattern.search(text)
            if match:
                yield f"{name}:{line_of(text, match.start())}: {what}: {match.group(0)}"


def whitespace(files):
    for name, text in files.items():
        if text and not text.endswith("\n"):
            yield f"{name}: no newline at the end"
        if name.endswith((".md", ".case", ".txt")):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip() or (line.startswith("\t") and Path(name).suffix in CODE):
                yield f"{name}:{number}: white space"


def lock_files(files):
    for name, text in files.items():
        if not name.endswith("package-lock.json"):
            continue
        for package, entry in json.loads(text)["packages"].items():
            if package and "integrity" not in entry:
                yield f"{name}: {package} has no hash"
            if "resolved" in entry:
                yield f"{name}: {package} names the registry it came from"


RULES = {
    "no file is too long": long_files,
    "no function is too long": long_functions,
    "no call depends on locale, clock or chance": calls,
    "no number is printed through the locale": float_formats,
    "nothing is left over": leftovers,
    "white space is clean": whitespace,
    "lock files pin by hash": lock_files,
}


def main():
    files = {tree.name_of(path): path.read_text(errors="replace") for path in tree.text_files()}
    tap = Tap()
    for title, rule in RULES.items():
        tap.check(title, rule(files))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
