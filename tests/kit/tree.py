"""The files of the repository that are written by people; those that a test writes."""

import os
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
SKIPPED = {"node_modules", "out", "__pycache__", ".git"}
TEXT = {".c", ".h", ".py", ".lua", ".md", ".yaml", ".build", ".case", ".sh", ".txt", ".json", ".1",
        ".css", ""}


def text_files(*folders):
    """Paths of text files below the folders (all, when none is named), sorted."""
    roots = [TOP / folder for folder in folders] or [TOP]
    found = [path for path in TOP.iterdir() if path.name not in SKIPPED] if not folders else []
    for root in roots:
        for place, names, files in os.walk(root):
            inside = Path(place).relative_to(TOP).parts
            names[:] = [n for n in names if n not in SKIPPED
                        and not (not inside and n.startswith("build"))]
            found += [Path(place) / name for name in files if name not in SKIPPED]
    return sorted(p for p in set(found) if p.suffix in TEXT and p.is_file() and not p.is_symlink())


def name_of(path):
    return str(path.relative_to(TOP))


def write(folder, files):
    """Files by their names inside a folder, which is returned: texts, or bytes."""
    for name, content in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
