#!/usr/bin/env python3
"""The manual page names the options that the program has, command by command, in its words.

    manual.py BREVIER
"""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

OPTION = re.compile(r"^\s+((?:-\w, )?--[\w-]+)(?:[= ][A-Z]+)?\s{2,}(\S.*)$", re.MULTILINE)
COMMAND = re.compile(r"^  ([a-z]+) +\S", re.MULTILINE)


def help_of(brevier, *command):
    return subprocess.run([brevier, *command, "--help"], capture_output=True, text=True,
                          check=True, env={"LC_ALL": "C.UTF-8"}).stdout


def options_of(text):
    """{name: what it does} from a command's help, under both of an option's names."""
    return {name: about.strip() for names, about in OPTION.findall(text)
            for name in names.split(", ")}


def section(page, name):
    found = re.search(rf'^\.Sh "?{name}"?\n(.*?)(?=^\.Sh|\Z)', page, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def flags(text):
    return {"-" + name for name in re.findall(r"\bFl (-?[\w-]+)", text)}


def page_commands(page):
    """{command: options} of the synopsis."""
    parts = re.split(r"^\.Nm\n", section(page, "SYNOPSIS"), flags=re.MULTILINE)
    found = {}
    for part in parts:
        command = re.match(r"\.Cm (\w+(?: \w+)?)", part)
        if command:
            found[command.group(1)] = flags(part)
    return found


def page_texts(page, heading):
    """{option: what it does} of a list of options."""
    found = {}
    for head, text in re.findall(r"^\.It (Fl .*)\n(.*)", section(page, heading), re.MULTILINE):
        for name in flags(head):
            found[name] = text
    return found


def heading_of(command):
    """The section that tells the command's options: those under `brevier plugin` have their own."""
    return "PLUGIN OPTIONS" if " " in command else "OPTIONS"


def folded(text):
    return text.rstrip(".").casefold()


def problems(helps, page):
    """`helps` maps commands to their help."""
    named = page_commands(page)
    for command in sorted(set(helps) ^ set(named)):
        where = "the program" if command in helps else "the manual page"
        yield f"only {where} has a command {command}"
    for command in sorted(set(helps) & set(named)):
        options, texts = options_of(helps[command]), page_texts(page, heading_of(command))
        if not options:
            yield f"{command} --help names no options"
        for name in sorted(set(options) ^ named[command]):
            where = "--help" if name in options else "the manual page"
            yield f"{command}: only {where} has {name}"
        for name, about in options.items():
            if folded(texts.get(name, "")) != folded(about):
                yield f"{command}: {name} is \"{about}\" in --help, \"{texts.get(name)}\" on the page"
    for heading in sorted({heading_of(command) for command in helps}):
        known = {name for command, text in helps.items() if heading_of(command) == heading
                 for name in options_of(text)}
        for name in sorted(set(page_texts(page, heading)) - known):
            yield f"the manual page tells of {name}, which no command has"


def commands_of(text):
    return COMMAND.findall(text.split("Commands:")[1]) if "Commands:" in text else []


def all_helps(brevier):
    """{command: its help}; of a command that has commands of its own, theirs."""
    found = {}
    for command in commands_of(help_of(brevier)):
        text = help_of(brevier, command)
        below = commands_of(text)
        found.update({f"{command} {name}": help_of(brevier, command, name) for name in below}
                     if below else {command: text})
    return found


def main(brevier):
    helps = all_helps(brevier)
    page = (tree.TOP / "core" / "cli" / "brevier.1").read_text()
    tap = Tap()
    tap.check("the manual page and --help agree", problems(helps, page))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
