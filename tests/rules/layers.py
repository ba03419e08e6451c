#!/usr/bin/env python3
"""The layer rule: which folder of core/ may include which, and which headers are private."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit import tree  # noqa: E402
from kit.tap import Tap  # noqa: E402

# A stage may include itself and what is listed. Only compile.c sees every stage.
BELOW = {
    "base": set(),
    "document": {"base"},
    "pack": {"base", "document"},
    "edition": {"base", "document", "pack"},
    "plugin": {"base", "document", "pack", "edition"},
    "typeset": {"base", "document", "pack", "edition"},
    "pdf": {"base", "document", "pack", "edition", "typeset"},
    # The e-book draws its pictures and drawings with the one drawing routine.
    "epub": {"base", "document", "pack", "edition", "typeset", "pdf"},
}
STAGES = set(BELOW)
# The author's desk runs the stages up to the document by itself.
BELOW["desk"] = {"base", "document", "pack", "edition", "plugin", "typeset"}
# Finished files are judged without the stages that set and write them; what a tier may read is asked
# of the projection.
BELOW["verify"] = {"base", "document", "pack", "edition", "plugin"}
BELOW["manifest"] = STAGES | {"compile"}
BELOW["press"] = STAGES | {"compile"}
BELOW["compile"] = STAGES | {"manifest", "press"}
BELOW["cli"] = STAGES | {"compile", "desk", "verify"}
BELOW["main"] = {"base", "compile", "cli"}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def stage_of(name):
    """The stage that a file of core/ belongs to: its folder, or its stem at the top."""
    path = Path(name)
    return path.parts[0] if len(path.parts) > 1 else path.stem


def is_private(name, text):
    """By its name, or because its first comment says so: `Private to core/base.`"""
    stem = Path(name).stem
    head = text.split("*/", 1)[0]
    return stem.endswith("-private") or stem == "internal" or "Private to core/" in head


def problems(files):
    """`files` maps names below core/ to texts."""
    private = {name for name, text in files.items() if is_private(name, text)}
    for name, text in sorted(files.items()):
        stage = stage_of(name)
        if stage not in BELOW:
            yield f"core/{name}: no layer is known for {stage}; see tests/rules/layers.py"
            continue
        for match in INCLUDE.finditer(text):
            target = match.group(1)
            line = text.count("\n", 0, match.start()) + 1
            place = f"core/{name}:{line}"
            if target not in files:
                yield f"{place}: \"{target}\" is not named from core/ (folder/name.h)"
            elif stage_of(target) != stage and stage_of(target) not in BELOW[stage]:
                yield f"{place}: {stage} may not include {stage_of(target)} ({target})"
            elif stage_of(target) != stage and target in private:
                yield f"{place}: {target} is private to core/{stage_of(target)}"


def main():
    core = tree.TOP / "core"
    files = {str(path.relative_to(core)): path.read_text()
             for path in tree.text_files("core") if path.suffix in (".c", ".h")}
    tap = Tap()
    tap.check("includes follow the layer rule", problems(files))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
