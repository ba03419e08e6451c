"""The same text by brevier, LuaLaTeX and Typst: what each is given to read, and how it is run."""

import re
import shutil
import subprocess

from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
PACKAGES = ["texlive-luatex", "texlive-latex-recommended", "texlive-latex-extra", "texlive-lang-english",
            "fonts-texgyre", "tex-gyre", "poppler-utils", "pandoc", "weasyprint", "valgrind", "libc6-dbg"]
GYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre")

# Points; `layout` is a bundled one, or None for one of the bench's own.
Setting = namedtuple("Setting", "name family folder files measure size leading indent layout")

SETTINGS = [
    Setting("TeX Gyre Pagella 10.5/14 on 459 pt", "TeX Gyre Pagella", GYRE, "texgyrepagella-*.otf",
            459, 10.5, 14, 14, None),
    Setting("Source Serif 4 10.2/13.5 on 328.8 pt, the column of `briefing`", "Source Serif 4", TOP / "fonts",
            "SourceSerif4-*.otf", 328.82, 10.2, 13.5, 13.5, "briefing"),
]

LAYOUT = """return {{
  title = "Bench",
  page = {{ size = "a4", left = {side}, right = {side}, top = 72, foot = 72, baseline = {leading}, head_at = 36, foot_at = 36 }},
  palette = {{ ink = "#000000", accent = "#b3301b", paper = "#ffffff" }},
  styles = {{
    para = {{ family = "{family}", size = {size}, leading = {leading}, set = "justified", hyphenate = true,
      indent_first = {indent}, colour = "ink" }},
    title = {{ size = 18, leading = 28, set = "ragged", space_after = 14 }},
    ["heading-2"] = {{ weight = 700, size = 12, leading = 14, set = "ragged", space_before = 14, keep_with_next = true }},
  }},
}}
"""

TEX = r"""\documentclass{article}
\usepackage[a4paper,textwidth=%(measure)sbp,textheight=698bp,hcentering]{geometry}
\usepackage{fontspec}
\usepackage[%(language)s]{babel}
%(micro)s
\setmainfont{%(regular)s}[Path=%(folder)s/,Extension=.otf]
\pagestyle{empty}\setlength{\parindent}{%(indent)sbp}\setlength{\parskip}{0pt}\raggedbottom
\makeatletter\renewcommand\normalsize{\@setfontsize\normalsize{%(size)sbp}{%(leading)sbp}}\makeatother
\begin{document}\normalsize
%(body)s\end{document}
"""

TYPST = """#set document(title: "Bench")
#set page(paper: "a4", margin: (x: %(side)spt, y: 72pt))
#set text(font: "%(family)s", size: %(size)spt, lang: "en", region: "%(region)s", hyphenate: true)
#set par(justify: true, leading: %(lead)spt, spacing: %(lead)spt, first-line-indent: %(indent)spt)
%(body)s"""


def install():
    """Brings them, from Debian and npm."""
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], check=True)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True)


def typst_version():
    return subprocess.run(["node", HERE / "typst.js", "--version"], check=True, capture_output=True, text=True).stdout.strip()


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed in {folder}:\n{(done.stdout + done.stderr)[-3000:]}")


def side(setting):
    return round((595.276 - setting.measure) / 2, 3)


def copy_fonts(setting, folder):
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(setting.folder.glob(setting.files))
    if not found:
        raise SystemExit(f"no {setting.files} in {setting.folder}: run tests/bench/typo --install")
    for path in found:
        shutil.copy(path, folder)


def pack_yaml(setting, language, count):
    contents = ", ".join(f"b{i}.md" for i in range(count))
    return (f"title: Bench\ndate: 2026-04-26\nlanguage: {language}\nlayout: {setting.layout or 'bench'}\n"
            f"tiers:\n  - id: open\n    name: Open\ncontents: [{contents}]\n")


def brevier(program, texts, setting, language, folder):
    (folder / "layouts").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack_yaml(setting, language, len(texts)))
    if not setting.layout:
        copy_fonts(setting, folder / "fonts")
        (folder / "layouts/bench.lua").write_text(LAYOUT.format(side=side(setting), **setting._asdict()))
    for i, (title, sections) in enumerate(texts):
        body = "\n".join(f"## {head}\n\n" + "\n\n".join(paragraphs) + "\n" for head, paragraphs in sections)
        (folder / f"b{i}.md").write_text(f"---\ntitle: {title}\n---\n\n{body}")
    shutil.rmtree(folder / "out", ignore_errors=True)
    run([program, "build", "--quiet", "--format", "pdf"], folder)
    return next((folder / "out").glob("*.pdf"))


def tex_text(text):
    return re.sub(r"([#$%&_{}])", r"\\\1", text).replace("~", r"\textasciitilde{}").replace("^", r"\^{}")


def typst_text(text):
    return re.sub(r"([#$*_`@<>\\\[\]=])", r"\\\1", text)


def lualatex(texts, setting, language, folder, micro=False):
    copy_fonts(setting, folder / "fonts")
    regular = "texgyrepagella-regular" if "Pagella" in setting.family else "SourceSerif4-Regular"
    body = "\n".join(
        f"\\section*{{{tex_text(title)}}}\n" + "\n".join(
            f"\\subsection*{{{tex_text(head)}}}\n" + "\n\n".join(map(tex_text, paragraphs)) + "\n"
            for head, paragraphs in sections) + "\\clearpage\n" for title, sections in texts)
    values = dict(setting._asdict(), body=body, regular=regular, folder=folder / "fonts",
                  language="british" if language == "en-GB" else "american",
                  micro=r"\usepackage{microtype}" if micro else "")
    (folder / "bench.tex").write_text(TEX % values)
    run(["lualatex", "-interaction=batchmode", "bench.tex"], folder)
    return folder / "bench.pdf"


def typst(texts, setting, language, folder):
    copy_fonts(setting, folder / "fonts")
    body = "\n#pagebreak()\n".join(
        f"= {typst_text(title)}\n" + "\n".join(f"== {typst_text(head)}\n" + "\n\n".join(map(typst_text, paragraphs)) + "\n"
                                           for head, paragraphs in sections) for title, sections in texts)
    values = dict(setting._asdict(), side=side(setting), body=body, region=language[3:],
                  lead=round(setting.leading - 0.66 * setting.size, 2))
    (folder / "bench.typ").write_text(TYPST % values)
    run(["node", HERE / "typst.js", "bench.typ", "bench.pdf", "fonts"], folder)
    return folder / "bench.pdf"
