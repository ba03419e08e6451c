"""A volume as each program reads it: Typst, HTML, Pandoc's Markdown, LaTeX, and brevier's pack.

A form has a method for each kind of piece and of block (volume.py); `Form` puts them together."""

import html
import json
import re

from peers import tex_text, typst_text

import volume


class Form:
    """Writes briefings in one language. `text` escapes; the others mark."""

    def pieces(self, pieces):
        return "".join(self.text(piece) if isinstance(piece, str) else getattr(self, piece[0])(*piece[1:]) for piece in pieces)

    def briefing(self, briefing):
        self.id = briefing.id
        return "\n".join(getattr(self, block[0])(*block[1:]) for block in volume.blocks(briefing)) + "\n"

    def standfirst(self, pieces):
        return self.para(pieces)

    def margin(self, facts):
        return "".join(self.para([("strong", label), " ", *pieces]) for label, pieces in facts)

    def source_id(self, number):
        return f"{self.id}-s{number}"


class Typst(Form):
    text = staticmethod(typst_text)

    def em(self, text):
        return f"#emph[{self.text(text)}]"

    def strong(self, text):
        return f"#strong[{self.text(text)}]"

    def small(self, text):
        return f"#small[{self.text(text)}]"

    def link(self, text, address):
        return f"#link({json.dumps(address)})[{self.text(text)}]"

    def to(self, text, briefing):
        return f"#link(<{briefing}>)[{self.text(text)}]"

    def cite(self, number):
        return f"#link(<{self.source_id(number)}>)[#super[{number}]]"

    def note(self, pieces):
        return f"#footnote[{self.pieces(pieces)}]"

    def title(self, title, id, kicker):
        return f"#pagebreak()\n#kicker[{self.text(kicker)}]\n= {self.text(title)} <{id}>"

    def standfirst(self, pieces):
        return f"#standfirst[{self.pieces(pieces)}]\n"

    def margin(self, facts):
        return "#beside[" + "\\\n".join(f"#strong[{self.text(label)}] {self.pieces(pieces)}" for label, pieces in facts) + "]"

    def head(self, head):
        return f"== {self.text(head)}"

    def para(self, pieces):
        return self.pieces(pieces) + "\n"

    def items(self, rows):
        return "\n".join("- " + self.pieces(row) for row in rows) + "\n"

    def sources(self, id, rows):
        return "\n".join(f"+ {self.pieces(row)} <{id}-s{i + 1}>" for i, row in enumerate(rows)) + "\n"

    def table(self, caption, head, rows):
        cells = "\n".join("  " + ", ".join(f"[{self.pieces(cell)}]" for cell in row) + "," for row in rows)
        top = ", ".join(f"[{self.text(cell)}]" for cell in head)
        return f"#figure(caption: [{self.text(caption)}], table(columns: {len(head)}, table.header({top}),\n{cells}))\n"

    def contents(self, briefings):
        return "".join(f"#entry(<{b.id}>)[{self.text(b.title)}][{self.text(volume.summary(b))}]\n" for b in briefings)


class Html(Form):
    text = staticmethod(html.escape)

    def em(self, text):
        return f"<em>{self.text(text)}</em>"

    def strong(self, text):
        return f"<strong>{self.text(text)}</strong>"

    def small(self, text):
        return f"<small>{self.text(text)}</small>"

    def link(self, text, address):
        return f'<a href="{self.text(address)}">{self.text(text)}</a>'

    def to(self, text, briefing):
        return f'<a href="#{briefing}">{self.text(text)}</a>'

    def cite(self, number):
        return f'<a href="#{self.source_id(number)}"><sup>{number}</sup></a>'

    def note(self, pieces):
        return f'<span class="note">{self.pieces(pieces)}</span>'

    def title(self, title, id, kicker):
        return f'<p class="kicker">{self.text(kicker)}</p>\n<h1 id="{id}">{self.text(title)}</h1>'

    def head(self, head):
        return f"<h2>{self.text(head)}</h2>"

    def para(self, pieces):
        return f"<p>{self.pieces(pieces)}</p>"

    def margin(self, facts):
        return '<div class="beside">' + super().margin(facts) + "</div>"

    def items(self, rows):
        return "<ul>" + "".join(f"<li>{self.pieces(row)}</li>" for row in rows) + "</ul>"

    def sources(self, id, rows):
        return "<ol>" + "".join(f'<li id="{id}-s{i + 1}">{self.pieces(row)}</li>' for i, row in enumerate(rows)) + "</ol>"

    def table(self, caption, head, rows):
        row = lambda tag, cells: "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"
        return (f"<table><caption>{self.text(caption)}</caption><thead>{row('th', map(self.text, head))}</thead><tbody>"
                + "".join(row("td", map(self.pieces, cells)) for cells in rows) + "</tbody></table>")

    def contents(self, briefings):
        return "".join(f'<p class="entry"><a href="#{b.id}">{self.text(b.title)}</a></p><p>{self.text(volume.summary(b))}</p>\n'
                       for b in briefings)


class Markdown(Form):
    """Pandoc's. Notes are numbered through, and stand behind the briefing."""

    def __init__(self):
        self.notes = []

    @staticmethod
    def text(text):
        return re.sub(r"([\\`*_{}\[\]<>#|~^$@])", r"\\\1", text)

    def em(self, text):
        return f"*{self.text(text)}*"

    def strong(self, text):
        return f"**{self.text(text)}**"

    def small(self, text):
        return self.text(text)

    def link(self, text, address):
        return f"[{self.text(text)}]({address})"

    def to(self, text, briefing):
        return f"[{self.text(text)}](#{briefing})"

    def cite(self, number):
        return f"[^{number}^](#{self.source_id(number)})"

    def note(self, pieces):
        self.notes.append(self.pieces(pieces))
        return f"[^{self.id}-{len(self.notes)}]"

    def title(self, title, id, kicker):
        return f"# {self.text(title)} {{#{id}}}\n\n{self.text(kicker)}\n"

    def head(self, head):
        return f"\n## {self.text(head)}\n"

    def para(self, pieces):
        return self.pieces(pieces) + "\n"

    def margin(self, facts):
        return "\n".join(self.para([("strong", label), " ", *pieces]) for label, pieces in facts)

    def items(self, rows):
        return "\n".join("- " + self.pieces(row) for row in rows) + "\n"

    def sources(self, id, rows):
        return "\n".join(f"{i + 1}. []{{#{id}-s{i + 1}}}{self.pieces(row)}" for i, row in enumerate(rows)) + "\n"

    def table(self, caption, head, rows):
        row = lambda cells: "| " + " | ".join(cells) + " |\n"
        return (f"\nTable: {self.text(caption)}\n\n" + row(map(self.text, head)) + "|---" * len(head) + "|\n"
                + "".join(row(map(self.pieces, cells)) for cells in rows))

    def briefing(self, briefing):
        self.notes = []
        return super().briefing(briefing) + "".join(f"\n[^{self.id}-{i + 1}]: {note}\n" for i, note in enumerate(self.notes)) + "\n"


class Latex(Form):
    @staticmethod
    def text(text):
        return tex_text(text).replace("\u00a0", "~")

    def em(self, text):
        return rf"\emph{{{self.text(text)}}}"

    def strong(self, text):
        return rf"\textbf{{{self.text(text)}}}"

    def small(self, text):
        return rf"{{\small {self.text(text)}}}"

    def link(self, text, address):
        return rf"\href{{{address}}}{{{self.text(text)}}}"

    def to(self, text, briefing):
        return rf"\hyperref[{briefing}]{{{self.text(text)}}}"

    def cite(self, number):
        return rf"\hyperlink{{{self.source_id(number)}}}{{\textsuperscript{{{number}}}}}"

    def note(self, pieces):
        return rf"\footnote{{{self.pieces(pieces)}}}"

    def title(self, title, id, kicker):
        return rf"\clearpage\noindent {self.text(kicker)}" + "\n\n" + rf"\section{{{self.text(title)}}}\label{{{id}}}" + "\n"

    def head(self, head):
        return rf"\subsection*{{{self.text(head)}}}" + "\n"

    def para(self, pieces):
        return self.pieces(pieces) + "\n\n"

    def items(self, rows):
        return "\\begin{itemize}\n" + "".join(rf"\item {self.pieces(row)}" + "\n" for row in rows) + "\\end{itemize}\n"

    def sources(self, id, rows):
        item = lambda i, row: rf"\item\hypertarget{{{id}-s{i + 1}}}{{}}{self.pieces(row)}" + "\n"
        return "\\begin{enumerate}\n" + "".join(item(i, row) for i, row in enumerate(rows)) + "\\end{enumerate}\n"

    def table(self, caption, head, rows):
        columns = rf"p{{{0.94 / len(head):.3f}\linewidth}}" * len(head)
        row = lambda cells: " & ".join(cells) + r" \\" + "\n"
        return (rf"\begin{{longtable}}{{{columns}}}\caption*{{{self.text(caption)}}}\\" + "\n" + row(map(self.text, head)) + r"\hline\endhead"
                + "\n" + "".join(row(map(self.pieces, cells)) for cells in rows) + "\\end{longtable}\n")

    def contents(self, briefings):
        return "".join(rf"\noindent\hyperref[{b.id}]{{{self.text(b.title)}}}\dotfill\pageref{{{b.id}}}\par "
                       rf"{self.text(volume.summary(b))}\medskip" + "\n\n" for b in briefings)


class Brevier(Markdown):
    """Only what an editor writes: the plugins make the rest."""

    def cite(self, number):
        return f"[@s{number}]"

    def to(self, text, briefing):
        return f"[{self.text(text)}]({briefing}.md)"

    def front(self, b):
        sources = [{"id": f"s{i + 1}", "title": s.title, "publisher": s.publisher, "date": iso(*s.date), "url": s.url, "grade": s.grade,
                    "note": s.note} for i, s in enumerate(b.sources)]
        keys = {"id": b.id, "title": b.title, "date": "2026-04-26", "kind": "Signal Briefing", "category": b.category, "region": b.region,
                "topic": b.topic, "impact": b.impact, "confidence": b.score / 100, "basis": b.basis, "sources": sources}
        lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())
        return "---\n" + "\n".join(lines).replace('"2026-04-26"', "2026-04-26") + "\n---\n\n"

    @staticmethod
    def marks(item):
        marks = []
        if item.tail:
            day, month, likelihood = item.tail
            marks += [f"by={iso(day, month)}", f"likelihood={volume.LIKELIHOODS[likelihood][0]}"]
        if item.tier:
            marks.append(f"tier={item.tier}")
        return f" {{{' '.join(marks)}}}" if marks else ""

    def block(self, block):
        if isinstance(block, volume.Items):
            return "\n".join("- " + self.pieces(item.pieces) + self.marks(item) for item in block.rows) + "\n"
        if isinstance(block, volume.Table):
            return self.table(*block)
        text = self.para(block.pieces)
        return f"::: {{tier={block.tier}}}\n{text}:::\n" if block.tier else text

    def section(self, section):
        tier = f" {{tier={section.tier}}}" if section.tier else ""
        return f"\n## {section.head}{tier}\n\n" + "\n".join(map(self.block, section.blocks))

    def briefing(self, b):
        self.id, self.notes = b.id, []
        text = self.front(b) + self.para(b.standfirst) + "\n" + self.items([[point] for point in b.points])
        text += "".join(map(self.section, b.sections))
        return text + "".join(f"\n[^{self.id}-{i + 1}]: {note}\n" for i, note in enumerate(self.notes))


def iso(day, month, year=2026):
    return f"{year}-{month:02d}-{day:02d}"


def pack(briefings):
    """The pack file: three tiers, and a part for every twenty briefings."""
    parts = "".join(f"  - part: Part {start // 20 + 1}\n    briefings:\n"
                    + "".join(f"      - {b.id}.md\n" for b in briefings[start:start + 20]) for start in range(0, len(briefings), 20))
    tiers = "".join(f"  - id: {tier}\n    name: {tier.replace('-', ' ').capitalize()}\n    about: What members read.\n"
                    f"    join: https://example.org/join/{tier}\n" for tier in volume.TIERS)
    order = "standfirst confidence facets keypoints fact assessment watch confidence-table operating-surface trend-context teaser sources"
    return (f"title: {volume.TITLE}\nstrapline: {volume.STRAPLINE}\nnumber: 1\ndate: 2026-04-26\nlanguage: en-GB\n"
            f"publisher: {volume.PUBLISHER}\nlayout: briefing\nteaser: true\ntiers:\n{tiers}"
            f"sections: [{order.replace(' ', ', ')}]\ncontents:\n{parts}")


def write_pack(folder, briefings):
    form = Brevier()
    (folder / "pack.yaml").write_text(pack(briefings))
    for briefing in briefings:
        (folder / f"{briefing.id}.md").write_text(form.briefing(briefing))
