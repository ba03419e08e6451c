#!/usr/bin/env python3
"""`brevier verify` on PDFs made wrong on purpose: each fault is caught by its number, the correct file
has none, and files that are broken or hostile end in findings, never in a crash or a hang.

    faults.py BUILD-DIR
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import tagged  # noqa: E402
from kit.tap import Tap  # noqa: E402

# How many broken files are made, of each kind.
MUTATIONS, CUTS = 240, 30


def swap(name, old, new):
    return lambda doc: doc.change(name, old, new)


def content(old, new):
    return swap("content", old, new)


def xmp(old, new):
    return swap("xmp", old, new)


def program(name, maps):
    return lambda doc: doc.stream(name, "", tagged.font(maps), pack=True)


def icc(**what):
    return lambda doc: doc.stream("icc", "/N 3", tagged.profile(**what))


def put(name, text):
    """Another object, and what leads to it."""
    def change(doc):
        doc.objects[name] = text
    return change


def stream(name, entries, data):
    return lambda doc: doc.stream(name, entries, data)


def after(data):
    """A change of the finished bytes."""
    return ("bytes", data)


def all_of(*changes):
    def change(doc):
        for one in changes:
            one(doc)
    return change


def state(entries):
    return all_of(swap("page", "/XObject", f"/ExtGState << /G1 << {entries} >> >> /XObject"),
                  content("q 0 0 1 rg", "q /G1 gs 0 0 1 rg"))


def space(text, use="/C1 cs 1 scn"):
    return all_of(swap("page", "/XObject", f"/ColorSpace << /C1 {text} >> /XObject"),
                  content("q 0 0 1 rg", f"q {use}"))


def annotation(entries):
    """One more annotation, tagged as Annot."""
    return all_of(swap("page", "[@link]", "[@link @more]"),
                  put("more", f"<< /Type /Annot /Rect [10 10 20 20] /StructParent 2 {entries} >>"),
                  put("annot", tagged.element("Annot", "document", "<< /Type /OBJR /Obj @more >>")),
                  swap("document", "@h2]", "@h2 @annot]"), swap("parents", "1 @a]", "1 @a 2 @annot]"),
                  stream("look", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]", b""))


def form_xobject(entries="", data=b"", resources="/Resources << >>"):
    return all_of(swap("page", "/Im1 @image", "/Im1 @image /Fm1 @form"),
                  stream("form", f"/Type /XObject /Subtype /Form /BBox [0 0 1 1] {resources} {entries}",
                         data), content("/Im1 Do", "/Im1 Do /Fm1 Do"))


def encrypted(data, *options):
    """The file as qpdf encrypts it, for anybody to read."""
    with tempfile.TemporaryDirectory() as folder:
        plain, secret = Path(folder) / "plain.pdf", Path(folder) / "secret.pdf"
        plain.write_bytes(data)
        subprocess.run(["qpdf", "--static-id", "--allow-weak-crypto", "--encrypt", "", "owner", "128",
                        *options, "--", str(plain), str(secret)], check=True, capture_output=True)
        return secret.read_bytes()


def box(kind, data):
    return (len(data) + 8).to_bytes(4, "big") + kind + data


def jpx(channels=3, bits=7, spaces=((1, 0, 16),), depths=b""):
    """An image in place of the one there is, whose boxes say so."""
    head = (1).to_bytes(4, "big") * 2 + channels.to_bytes(2, "big") + bytes([bits, 7, 0, 0])
    body = box(b"ihdr", head) + depths
    for method, approximation, number in spaces:
        body += box(b"colr", bytes([method, 0, approximation]) + number.to_bytes(4, "big"))
    return stream("image", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode",
                  box(b"jP  ", b"\r\n\x87\n") + box(b"jp2h", body))


def cmap_of(data, entries="", registry="Adobe", supplement=0):
    """A CMap of our own for the composite font."""
    return all_of(swap("f1", "/Identity-H", "@cmap"),
                  stream("cmap", f"/Type /CMap /CMapName /X {entries} /CIDSystemInfo << /Registry "
                         f"({registry}) /Ordering (Identity) /Supplement {supplement} >>",
                         b"1 begincodespacerange <0000> <FFFF> endcodespacerange " + data))


WIDGET = ("/Subtype /Widget /F 4 /FT /Tx /T (f) /TU (a field) /Contents (x) "
          "/AP << /N @look >>")

# What is made wrong, how, and the number that must be told.
SEEDED = [
    ("no version", after(lambda b: b.replace(b"%PDF-1.7\n", b"%PDF-1.9\n", 1)), "A 6.1.2-1"),
    ("no comment of high bytes", after(lambda b: b.replace(b"%\xe2\xe3\xcf\xd3", b"%abcd", 1)),
     "A 6.1.2-2"),
    ("no ID", swap("trailer", "/ID [<0123456789abcdef> <0123456789abcdef>]", ""), "A 6.1.3-1"),
    ("bytes after the end", after(lambda b: b + b"more\n"), "A 6.1.3-3"),
    ("a space behind xref", after(lambda b: b.replace(b"xref\n0 ", b"xref \n0 ", 1)), "A 6.1.4-2"),
    ("half a byte in a string", swap("note", "(n1)", "<6e3>"), "A 6.1.6-1"),
    ("no digit in a string", swap("note", "(n1)", "<6e3x>"), "A 6.1.6-2"),
    ("a wrong Length", swap("unicode", "", "/Length 5 "), "A 6.1.7.1-1"),
    ("no end of line before endstream",
     after(lambda b: b.replace(b"\nendstream", b"endstream", 1)), "A 6.1.7.1-2"),
    ("a stream in a file", swap("icc", "/N 3", "/N 3 /F (x)"), "A 6.1.7.1-3"),
    ("LZW", swap("icc", "/N 3", "/N 3 /Filter /LZWDecode"), "A 6.1.7.2-1"),
    ("a name not in UTF-8", swap("h2", "/S /H2", "/S /H#ff"), "A 6.1.8-1"),
    ("two spaces before obj", after(lambda b: b.replace(b"1 0 obj", b"1 0  obj", 1)), "A 6.1.9-1"),
    ("an inline image in LZW", content("/Im1 Do", "BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI"),
     "A 6.1.10-1"),
    ("an unknown permission", swap("catalog", "/Lang", "/Perms << /X 1 >> /Lang"), "A 6.1.12-1"),
    ("a large integer", swap("h2", "/Pg", "/X 2147483648 /Pg"), "A 6.1.13-1"),
    ("a long string", swap("h2", "/Pg", f"/X ({'x' * 32768}) /Pg"), "A 6.1.13-3"),
    ("a long name", swap("h2", "/Pg", f"/X /{'x' * 128} /Pg"), "A 6.1.13-4"),
    ("deep nesting", content("q 0 0 1 rg", "q " * 30 + "Q " * 29 + "0 0 1 rg"), "A 6.1.13-8"),
    ("33 colourants", space(f"[/DeviceN [{'/None ' * 33}] /DeviceRGB @tint]"), "A 6.1.13-9"),
    ("a tiny page", swap("page", "[0 0 595 842]", "[0 0 595 2]"), "A 6.1.13-11"),
    ("an unknown operator", content("q 0 0 1 rg", "q BX hello EX 0 0 1 rg"), "A 6.2.2-1"),
    ("resources of the page in a form", form_xobject(data=b"/F1 1 Tf", resources=""), "A 6.2.2-2"),
    ("a profile for input", icc(kind=b"scnr"), "A 6.2.3-1"),
    ("two profiles", all_of(swap("catalog", "[@intent]", "[@intent @other]"),
                            put("other", "<< /Type /OutputIntent /S /GTS_PDFX /DestOutputProfile @icc2 >>"),
                            stream("icc2", "/N 3", tagged.profile())), "A 6.2.3-2"),
    ("an ICC space that is none", all_of(space("[/ICCBased @icc2]"),
                                         stream("icc2", "/N 3", b"nothing")), "A 6.2.4.2-1"),
    ("RGB without an intent", swap("catalog", "/OutputIntents [@intent]", ""), "A 6.2.4.3-2"),
    ("CMYK", content("0 0 1 rg", "0 0 0 1 k"), "A 6.2.4.3-3"),
    ("grey without an intent", swap("catalog", "/OutputIntents [@intent]", ""), "A 6.2.4.3-4"),
    ("a spot colour without colourants", space("[/DeviceN [/Red] /DeviceRGB @tint]"), "A 6.2.4.4-1"),
    ("two separations of a name",
     all_of(space("[/Separation /Red /DeviceRGB @tint]", "/C1 cs 1 scn 0 0 1 1 re f /C2 cs 1 scn"),
            swap("page", "/C1", "/C2 [/Separation /Red /DeviceGray @tint] /C1")), "A 6.2.4.4-2"),
    ("a transfer function", state("/TR /Identity"), "A 6.2.5-1"),
    ("another TR2", state("/TR2 /Identity"), "A 6.2.5-2"),
    ("a halftone of type 6", state("/HT << /HalftoneType 6 >>"), "A 6.2.5-4"),
    ("a named halftone", state("/HT << /HalftoneType 1 /HalftoneName (x) >>"), "A 6.2.5-5"),
    ("an unknown intent", content("q 0 0 1 rg", "q /Fine ri 0 0 1 rg"), "A 6.2.6-1"),
    ("alternates", swap("image", "/Width 1", "/Width 1 /Alternates []"), "A 6.2.8-1"),
    ("interpolation", swap("image", "/Width 1", "/Width 1 /Interpolate true"), "A 6.2.8-3"),
    ("three bits", swap("image", "/BitsPerComponent 8", "/BitsPerComponent 3"), "A 6.2.8-4"),
    ("a form with PS", form_xobject("/PS null /Subtype2 /PS"), "A 6.2.9-1"),
    ("a form from elsewhere", form_xobject("/Ref << >>"), "Matterhorn 30-001"),
    ("an unknown blend mode", state("/BM /Glow"), "A 6.2.10-1"),
    ("transparency without a group",
     all_of(state("/ca 0.5"), swap("catalog", "/OutputIntents [@intent]", "")), "A 6.2.10-2"),
    ("no widths", swap("f2", "/FirstChar 32", ""), "A 6.2.11.2-4"),
    ("another registry",
     all_of(swap("f1", "/Identity-H", "@cmap"),
            stream("cmap", "/Type /CMap /CMapName /X /CIDSystemInfo << /Registry (Other) "
                   "/Ordering (Identity) /Supplement 0 >>",
                   b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
                   b"1 begincidrange <0000> <FFFF> 0 endcidrange")), "Matterhorn 31-001"),
    ("another ordering",
     all_of(swap("f1", "/Identity-H", "@cmap"),
            stream("cmap", "/Type /CMap /CMapName /X /CIDSystemInfo << /Registry (Adobe) "
                   "/Ordering (Other) /Supplement 0 >>",
                   b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
                   b"1 begincidrange <0000> <FFFF> 0 endcidrange")), "Matterhorn 31-002"),
    ("another mode of writing",
     all_of(swap("f1", "/Identity-H", "@cmap"),
            stream("cmap", "/Type /CMap /CMapName /X /WMode 1 /CIDSystemInfo << /Registry (Adobe) "
                   "/Ordering (Identity) /Supplement 0 >>",
                   b"/WMode 0 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
                   b"1 begincidrange <0000> <FFFF> 0 endcidrange")), "Matterhorn 31-007"),
    ("a name for a CIDToGIDMap", swap("cid", "/CIDToGIDMap /Identity", "/CIDToGIDMap /Other"),
     "Matterhorn 31-004"),
    ("no CIDToGIDMap", swap("cid", "/CIDToGIDMap /Identity", ""), "Matterhorn 31-005"),
    ("a CMap from elsewhere", swap("f1", "/Identity-H", "/Our-Own-H"), "Matterhorn 31-006"),
    ("a font that is not embedded", swap("describe2", "/FontFile2 @program2", ""),
     "Matterhorn 31-009"),
    ("a glyph that is not there", content("<00010002>", "<00010009>"), "Matterhorn 31-011"),
    ("a CIDSet that lacks one", all_of(swap("describe1", "/StemV", "/CIDSet @set /StemV"),
                                       stream("set", "", b"\xc0")), "Matterhorn 31-014"),
    ("a wrong width", swap("cid", "[600 600]", "[600 555]"), "Matterhorn 31-016"),
    ("a wrong width in a simple font", swap("f2", "/Widths [600", "/Widths [601.5"), "Matterhorn 31-016"),
    ("a map for symbols only", program("program2", {(3, 0): {0x41: 1, 0x42: 2, 0x20: 3}}),
     "Matterhorn 31-017"),
    ("no encoding", swap("f2", "/Encoding /WinAnsiEncoding", ""), "Matterhorn 31-019"),
    ("another encoding", swap("f2", "/WinAnsiEncoding", "/StandardEncoding"), "Matterhorn 31-021"),
    ("an unknown glyph name",
     swap("f2", "/WinAnsiEncoding", "<< /BaseEncoding /WinAnsiEncoding /Differences [65 /qqq] >>"),
     "Matterhorn 31-022"),
    ("differences without a Unicode map",
     all_of(swap("f2", "/WinAnsiEncoding",
                 "<< /BaseEncoding /WinAnsiEncoding /Differences [65 /B] >>"),
            program("program2", {(1, 0): {0x41: 1, 0x42: 2, 0x20: 3}})), "Matterhorn 31-023"),
    ("an encoding in a symbolic font", swap("describe2", "/Flags 32", "/Flags 4"),
     "Matterhorn 31-024"),
    ("two maps, none for symbols",
     all_of(swap("describe2", "/Flags 32", "/Flags 4"),
            program("program2", {(1, 0): {0x41: 1, 0x42: 2, 0x20: 3}, (3, 1): {0x41: 1, 0x20: 3}})),
     "Matterhorn 31-026"),
    ("no Unicode for a character", swap("unicode", "<0002> <0042>", "<0003> <0042>"),
     "Matterhorn 31-027"),
    ("Unicode zero", swap("unicode", "<0042>", "<0000>"), "Matterhorn 31-028"),
    ("a byte-order mark", swap("unicode", "<0042>", "<FEFF>"), "Matterhorn 31-029"),
    ("private use", swap("unicode", "<0042>", "<E001>"), "A 6.2.11.7.3-1"),
    (".notdef", content("<00010002>", "<00010000>"), "Matterhorn 31-030"),
    ("a sound", annotation("/Subtype /Sound /F 4 /Contents (x) /AP << /N @look >>"), "A 6.3.1-1"),
    ("no flags", swap("link", "/F 4", ""), "A 6.3.2-1"),
    ("not printed", swap("link", "/F 4", "/F 0"), "A 6.3.2-2"),
    ("no appearance", annotation("/Subtype /Text /F 28 /Contents (x)"), "A 6.3.3-1"),
    ("more than one appearance",
     annotation("/Subtype /Text /F 28 /Contents (x) /AP << /N @look /D @look >>"), "A 6.3.3-2"),
    ("a widget's action", annotation(WIDGET + " /A << /S /URI /URI (x) >>"), "A 6.4.1-1"),
    ("appearances to be made", swap("catalog", "/Lang", "/AcroForm << /NeedAppearances true >> /Lang"),
     "A 6.4.1-3"),
    ("XFA", swap("catalog", "/Lang", "/AcroForm << /XFA [] >> /Lang"), "A 6.4.2-1"),
    ("JavaScript", swap("catalog", "/Lang", "/OpenAction << /S /JavaScript /JS (x) >> /Lang"),
     "A 6.5.1-1"),
    ("Launch", swap("link", "/S /URI", "/S /Launch"), "A 6.5.1-1"),
    ("a named action", swap("link", "/S /URI", "/S /Named /N /Print"), "A 6.5.1-2"),
    ("actions of the catalog", swap("catalog", "/Lang", "/AA << >> /Lang"), "A 6.5.2-1"),
    ("actions of a page", swap("page", "/Tabs", "/AA << >> /Tabs"), "A 6.5.2-2"),
    ("no XMP", swap("catalog", "/Metadata @xmp", ""), "Matterhorn 06-001"),
    ("bytes in the packet's header", xmp('id="W5M', 'bytes="9" id="W5M'), "A 6.6.2.1-2"),
    ("XMP that is not closed", xmp("</rdf:RDF>", ""), "A 6.6.2.1-4"),
    ("an unknown property", xmp("<pdf:Producer>", "<pdf:Toast>x</pdf:Toast><pdf:Producer>"),
     "A 6.6.2.3.1-1"),
    ("a creator in a Bag", xmp("<rdf:Seq><rdf:li>Nobody</rdf:li></rdf:Seq>",
                               "<rdf:Bag><rdf:li>Nobody</rdf:li></rdf:Bag>"), "A 6.6.2.3.1-2"),
    ("an extension without a prefix", xmp("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", ""),
     "A 6.6.2.3.3-1"),
    ("not said to be PDF/A", xmp("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A"
                                 "</pdfaid:conformance>", ""), "A 6.6.4-1"),
    ("PDF/A-1", xmp("<pdfaid:part>2", "<pdfaid:part>1"), "A 6.6.4-2"),
    ("level B", xmp("<pdfaid:conformance>A", "<pdfaid:conformance>B"), "A 6.6.4-3"),
    ("another title in Info", swap("info", "(A test)", "(Another)"), "Brevier 1"),
    ("not said to be PDF/UA", xmp("<pdfuaid:part>1</pdfuaid:part>", ""), "UA 5-1"),
    ("PDF/UA-3", xmp("<pdfuaid:part>1", "<pdfuaid:part>3"), "UA 5-2"),
    ("not marked", swap("catalog", "/Marked true", "/Marked false"), "UA 6.2-1"),
    ("suspects", swap("catalog", "/Marked true", "/Marked true /Suspects true"), "Matterhorn 01-007"),
    ("no structure tree", swap("catalog", "/StructTreeRoot @root", ""), "UA 7.1-11"),
    ("an artifact in a paragraph", content("BT /F1 12 Tf 72 740 Td <00010002> Tj ET",
                                           "/Artifact BMC 0 0 1 1 re f EMC"), "Matterhorn 01-003"),
    ("a paragraph in an artifact", content("/P <</MCID 1>> BDC", "/Artifact BMC /P <</MCID 1>> BDC EMC"),
     "Matterhorn 01-004"),
    ("text without a mark", content("/P <</MCID 1>> BDC BT /F1 12 Tf 72 740 Td <00010002> Tj ET EMC",
                                    "BT /F1 12 Tf 72 740 Td <00010002> Tj ET /P <</MCID 1>> BDC EMC"),
     "Matterhorn 01-005"),
    ("a path without a mark", content("/P <</MCID 1>>", "0 0 1 1 re f /P <</MCID 1>>"),
     "Matterhorn 01-005"),
    ("an unknown structure type", swap("p", "/S /P", "/S /Musing"), "Matterhorn 02-001"),
    ("a circle of types", swap("root", "/Headline /H1", "/Headline /Other /Other /Headline"),
     "Matterhorn 02-003"),
    ("a standard type mapped", swap("root", "/Headline /H1", "/Headline /H1 /P /H2"),
     "Matterhorn 02-004"),
    ("no title", xmp(tagged.XMP[tagged.XMP.index("<dc:title>"):tagged.XMP.index("<dc:creator>")], ""),
     "Matterhorn 06-003"),
    ("the title is not shown", swap("catalog", "/DisplayDocTitle true", ""), "Matterhorn 07-001"),
    ("the title is hidden", swap("catalog", "/DisplayDocTitle true", "/DisplayDocTitle false"),
     "Matterhorn 07-002"),
    ("another parent", swap("p", "/P @document", "/P @list"), "UA 7.1-12"),
    ("a paragraph in a table", swap("row1", "[@th1 @th2]", "[@th1 @th2 @h2]"), "Matterhorn 09-004"),
    ("overlapping cells", all_of(swap("row1", "[@th1 @th2]", "[@th1 @th2 @th3]"),
                                 put("th3", tagged.element("TH", "row1", "[]", "/A << /O /Table "
                                     "/Scope /Column /RowSpan 2 >>")),
                                 swap("td1", "/K 7", "/K 7 /A << /O /Table /ColSpan 3 >>"),
                                 swap("row2", "[@td1 @td2]", "[@td1 @td2 @th1]")), "UA 7.2-15"),
    ("a short row", swap("row2", "[@td1 @td2]", "[@td1]"), "UA 7.2-42"),
    ("a cell that reaches too far", swap("td1", "/K 7", "/K 7 /A << /O /Table /RowSpan 3 >>"),
     "UA 7.2-41"),
    ("an item outside of a list", swap("list", "/S /L", "/S /Div"), "Matterhorn 09-005"),
    ("an entry outside of the contents", swap("toc", "/S /TOC", "/S /Div"), "Matterhorn 09-006"),
    ("RB without Ruby", swap("p", "/S /P", "/S /RB"), "Matterhorn 09-007"),
    ("no language", swap("catalog", "/Lang (en-GB)", ""), "Matterhorn 11-001"),
    ("no language of an Alt", swap("catalog", "/Lang (en-GB)", ""), "Matterhorn 11-002"),
    ("no language of the outline", swap("catalog", "/Lang (en-GB)", ""), "Matterhorn 11-003"),
    ("no language of Contents", swap("catalog", "/Lang (en-GB)", ""), "Matterhorn 11-004"),
    ("no language of the metadata", swap("catalog", "/Lang (en-GB)", ""), "Matterhorn 11-006"),
    ("no language tag", swap("lbody", "(de)", "(Deutsche Sprache)"), "UA 7.2-29"),
    ("a picture without Alt", swap("figure", "/Alt (a picture)", ""), "Matterhorn 13-004"),
    ("a picture without its box", swap("figure", "/BBox [72 600 122 650]", ""), "Brevier 2"),
    ("H2 first", swap("root", "/Headline /H1", "/Headline /H2"), "Matterhorn 14-002"),
    ("H3 behind H1", swap("h2", "/S /H2", "/S /H3"), "Matterhorn 14-003"),
    ("two H in one element", all_of(swap("p", "/S /P", "/S /H"), swap("h2", "/S /H2", "/S /H")),
     "Matterhorn 14-006"),
    ("H and H1", swap("h2", "/S /H2", "/S /H"), "Matterhorn 14-007"),
    ("no scope", swap("th1", "/Scope /Column", ""), "Matterhorn 15-003"),
    ("headers that are none", swap("td1", "/K 7", "/K 7 /A << /O /Table /Headers [(x)] >>"),
     "UA 7.5-2"),
    ("a formula without Alt", swap("formula", "/Alt (b)", ""), "Matterhorn 17-002"),
    ("a note without an ID", swap("note", "/ID (n1)", ""), "Matterhorn 19-003"),
    ("two notes of one ID", swap("h2", "/S /H2", "/S /Note /ID (n1)"), "Matterhorn 19-004"),
    ("two elements of one ID", all_of(swap("h2", "/K 13", "/K 13 /ID (x)"),
                                      swap("p", "/K [1", "/ID (x) /K [1")), "ISO 32000-1 14.7.2-3"),
    ("optional content without a name", swap("catalog", "/Lang", "/OCProperties << /OCGs [] /D << >> >> "
                                             "/Lang"), "Matterhorn 20-001"),
    ("AS in optional content", swap("catalog", "/Lang", "/OCProperties << /OCGs [] /D << /Name (x) "
                                    "/AS [] >> >> /Lang"), "Matterhorn 20-003"),
    ("a group without its order",
     all_of(swap("catalog", "/Lang", "/OCProperties << /OCGs [@group] /D << /Name (x) /Order [] >> >> "
                 "/Lang"), put("group", "<< /Type /OCG /Name (g) >>")), "A 6.9-3"),
    ("an embedded file without UF",
     all_of(swap("catalog", "/Lang", "/Names << /EmbeddedFiles << /Names [(x) @spec] >> >> /Lang"),
            put("spec", "<< /Type /Filespec /F (x) /EF << /F @data >> >>"),
            stream("data", "", b"text")), "Matterhorn 21-001"),
    ("an embedded file that is text",
     all_of(swap("catalog", "/Lang", "/Names << /EmbeddedFiles << /Names [(x) @spec] >> >> /Lang"),
            put("spec", "<< /Type /Filespec /F (x) /UF (x) /EF << /F @data >> >>"),
            stream("data", "", b"text")), "A 6.8-5"),
    ("alternate presentations", swap("catalog", "/Lang", "/Names << /AlternatePresentations << >> >> "
                                     "/Lang"), "A 6.10-1"),
    ("requirements", swap("catalog", "/Lang", "/Requirements [] /Lang"), "A 6.11-1"),
    ("a dynamic form", all_of(swap("catalog", "/Lang", "/AcroForm << /XFA @xfa >> /Lang"),
                              stream("xfa", "", b"<x><dynamicRender>required</dynamicRender></x>")),
     "Matterhorn 25-001"),
    ("an annotation that is not in Annot",
     all_of(annotation("/Subtype /Text /F 28 /Contents (x) /AP << /N @look >>"),
            swap("annot", "/S /Annot", "/S /Span")), "Matterhorn 28-002"),
    ("an annotation without Contents", annotation("/Subtype /Text /F 28 /AP << /N @look >>"),
     "Matterhorn 28-004"),
    ("a field without TU", all_of(annotation(WIDGET.replace("/TU (a field)", "")),
                                  swap("annot", "/S /Annot", "/S /Form")), "Matterhorn 28-005"),
    ("a TrapNet", annotation("/Subtype /TrapNet /F 4 /Contents (x) /AP << /N @look >>"),
     "Matterhorn 28-007"),
    ("no Tabs", swap("page", "/Tabs /S", ""), "Matterhorn 28-008"),
    ("Tabs by rows", swap("page", "/Tabs /S", "/Tabs /R"), "Matterhorn 28-009"),
    ("a widget that is not in Form", annotation(WIDGET), "Matterhorn 28-010"),
    ("a link that is not in Link", swap("a", "/S /Link", "/S /Span"), "Matterhorn 28-011"),
    ("a link without StructParent", swap("link", "/StructParent 1", ""), "Matterhorn 28-011"),
    ("a link without Contents", swap("link", "/Contents (a place)", ""), "Matterhorn 28-012"),
    ("a media clip without CT", swap("catalog", "/Lang", "/X << /Type /MediaClip /S /MCD /D (x) >> "
                                     "/Lang"), "Matterhorn 28-014"),
    ("a media clip without Alt", swap("catalog", "/Lang", "/X << /Type /MediaClip /S /MCD /D (x) "
                                      "/CT (video) >> /Lang"), "Matterhorn 28-015"),
    ("a printer's mark in the structure",
     annotation("/Subtype /PrinterMark /F 4 /Contents (x) /AP << /N @look >>"), "Matterhorn 28-017"),
    ("a form with marked content shown twice",
     all_of(form_xobject("/StructParents 3"), content("/Fm1 Do", "/Fm1 Do /Fm1 Do")),
     "Matterhorn 30-002"),
    ("a tree in a circle", swap("item", "[@lbl @lbody]", "[@lbl @lbody @list]"), "ISO 32000-1 14.7.2-1"),
    ("a number for an element", swap("root", "/K [@document]", "/K [@document (x)]"),
     "ISO 32000-1 14.7.2-2"),
    ("a parent tree that leads elsewhere", swap("parents", "[@h1 @p", "[@p @h1"),
     "ISO 32000-1 14.7.4.4-1"),
    ("content that two elements claim", swap("h2", "/K 13", "/K [12 13]"), "ISO 32000-1 14.7.4.4-2"),
    ("content that nothing claims", swap("h2", "/K 13", "/K []"), "ISO 32000-1 14.7.4.4-3"),
    ("an element that claims nothing", swap("h2", "/K 13", "/K [13 77]"), "Brevier 3"),
    ("a mark that is not closed", content("/H2 <</MCID 13>>", "/Span BMC /H2 <</MCID 13>>"),
     "ISO 32000-1 14.6-1"),
    ("a page tree in a circle", swap("pages", "[@page]", "[@page @pages]"), "A 6.1.1-1"),
    ("encryption", after(encrypted), "A 6.1.3-2"),
    ("encryption that keeps readers out", after(lambda b: encrypted(b, "--accessibility=n", "--extract=n")),
     "Matterhorn 26-002"),
    ("encryption without P", after(lambda b: encrypted(b).replace(b"/P -", b"/Q -")), "Matterhorn 26-001"),
    ("a digest under DocMDP",
     swap("catalog", "/Lang", "/Perms << /DocMDP << /Type /Sig /Reference [<< /DigestValue (x) >>] >> >> "
          "/Lang"), "A 6.1.12-2"),
    ("a real number beyond all", content("q 0 0 1 rg", "q " + "9" * 39 + ".0 0 1 rg"), "A 6.1.13-2"),
    ("a real number of nearly nothing", content("q 0 0 1 rg", "q 0." + "0" * 38 + "1 0 1 rg"),
     "A 6.1.13-5"),
    ("too large a CID", cmap_of(b"1 begincidrange <0000> <FFFF> 5 endcidrange"), "A 6.1.13-10"),
    ("a profile elsewhere", swap("intent", "/S /GTS", "/DestOutputProfileRef << >> /S /GTS"), "A 6.2.3-3"),
    ("overprinting with CMYK",
     all_of(state("/OP true /OPM 1"), swap("page", "/ExtGState", "/ColorSpace << /C1 [/ICCBased @icc4] >> "
                                           "/ExtGState"),
            content("/G1 gs 0 0 1 rg", "/G1 gs /C1 cs 0 0 0 1 sc"),
            stream("icc4", "/N 4", tagged.profile(kind=b"prtr", space=b"CMYK"))), "A 6.2.4.2-2"),
    ("a halftone's phase", state("/HTP [0 0]"), "A 6.2.5-3"),
    ("a transfer function in a halftone", state("/HT << /HalftoneType 1 /TransferFunction /Identity >>"),
     "A 6.2.5-6"),
    ("OPI in an image", swap("image", "/Width 1", "/Width 1 /OPI << >>"), "A 6.2.8-2"),
    ("a mask of two bits", swap("image", "/ColorSpace /DeviceRGB /BitsPerComponent 8",
                                "/ImageMask true /BitsPerComponent 2"), "A 6.2.8-5"),
    ("JPEG 2000 of two channels", jpx(channels=2), "A 6.2.8.3-1"),
    ("JPEG 2000 of two spaces", jpx(spaces=((1, 0, 16), (1, 0, 17))), "A 6.2.8.3-2"),
    ("JPEG 2000 in another way", jpx(spaces=((4, 0, 16),)), "A 6.2.8.3-3"),
    ("JPEG 2000 in CIEJab", jpx(spaces=((1, 0, 19),)), "A 6.2.8.3-4"),
    ("JPEG 2000 of mixed depths", jpx(bits=255, depths=box(b"bpcc", b"\x07\x05\x07")), "A 6.2.8.3-5"),
    ("a PostScript XObject", swap("image", "/Subtype /Image", "/Subtype /PS"), "A 6.2.9-3"),
    ("a font without a type", swap("f2", "/Type /Font /Subtype", "/Subtype"), "A 6.2.11.2-1"),
    ("a TrueType program as CFF",
     all_of(swap("describe2", "/FontFile2", "/FontFile3"),
            lambda doc: doc.stream("program2", "/Subtype /Type1C", tagged.font(), pack=True)),
     "A 6.2.11.2-7"),
    ("a supplement over the CMap's",
     all_of(cmap_of(b"1 begincidrange <0000> <FFFF> 0 endcidrange"),
            swap("cid", "/Supplement 0", "/Supplement 3")), "Matterhorn 31-003"),
    ("a CMap that uses a strange one",
     cmap_of(b"/Strange usecmap 1 begincidrange <0000> <FFFF> 0 endcidrange"), "Matterhorn 31-008"),
    ("a symbolic font without maps",
     all_of(swap("describe2", "/Flags 32", "/Flags 4"), program("program2", {})), "Matterhorn 31-025"),
    ("a button of one look", annotation(WIDGET.replace("/Tx", "/Btn")), "A 6.3.3-3"),
    ("a look that is no stream", annotation("/Subtype /Text /F 28 /Contents (x) /AP << /N << /a @look >> >>"),
     "A 6.3.3-4"),
    ("a field's actions", swap("catalog", "/Lang", "/AcroForm << /Fields [<< /T (f) /AA << >> >>] >> /Lang"),
     "A 6.4.1-2"),
    ("rendering that is needed", swap("catalog", "/Lang", "/NeedsRendering true /Lang"), "A 6.4.2-2"),
    ("encoding in the packet's header", xmp('id="W5M', 'encoding="UTF-8" id="W5M'), "A 6.6.2.1-3"),
    ("XMP in UTF-16", lambda doc: doc.stream("xmp", "/Type /Metadata /Subtype /XML",
                                             tagged.XMP.encode("utf-16")), "A 6.6.2.1-5"),
    ("a strange field in an extension", xmp("<pdfaSchema:prefix>", "<pdfaSchema:x>y</pdfaSchema:x>"
                                            "<pdfaSchema:prefix>"), "A 6.6.2.3.2-1"),
    ("another prefix of PDF/A", lambda doc: doc.stream(
        "xmp", "/Type /Metadata /Subtype /XML", tagged.XMP.replace("pdfaid", "pa").encode()), "A 6.6.4-4"),
    ("another prefix of PDF/UA", lambda doc: doc.stream(
        "xmp", "/Type /Metadata /Subtype /XML",
        tagged.XMP.replace("<pdfuaid:", "<pu:").replace("</pdfuaid:", "</pu:").replace(
            "xmlns:pdfuaid", "xmlns:pu").encode()), "UA 5-3"),
    ("WT without Warichu", swap("p", "/S /P", "/S /WT"), "Matterhorn 09-008"),
    ("no language of a field", all_of(annotation(WIDGET), swap("annot", "/S /Annot", "/S /Form"),
                                      swap("catalog", "/Lang (en-GB)", "")), "Matterhorn 11-005"),
    ("two configurations of a name",
     swap("catalog", "/Lang", "/OCProperties << /OCGs [] /D << /Name (x) >> /Configs [<< /Name (x) >>] >> "
          "/Lang"), "A 6.9-2"),
    ("steps of a page", swap("page", "/Tabs", "/PresSteps << >> /Tabs"), "A 6.10-2"),
    ("an attachment without UF",
     all_of(annotation("/Subtype /FileAttachment /F 28 /Contents (x) /AP << /N @look >> /FS @spec"),
            put("spec", "<< /Type /Filespec /F (x) >>")), "Matterhorn 28-016"),
]


def tint(doc):
    """The function that separations are made with."""
    doc.objects["tint"] = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0] /C1 [1 0 0] >>"


def made(change):
    """The bytes of a file with a change: of the document, or of its bytes."""
    doc = tagged.Document()
    if isinstance(change, tuple):
        return change[1](doc.bytes())
    tint(doc)
    if change:
        change(doc)
    return doc.bytes()


class Judge:
    def __init__(self, brevier, folder):
        self.brevier, self.folder = brevier, folder

    def __call__(self, files):
        """{name: [message..]} for {name: bytes}."""
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        done = subprocess.run([self.brevier, "verify", "--quiet", "--diagnostics", "json", *files],
                              capture_output=True, cwd=self.folder, timeout=600)
        if done.returncode not in (0, 4):
            raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode()[-500:]}")
        found = {name: [] for name in files}
        for message in json.loads(done.stderr):
            found[message["file"]].append(message["message"])
        return found


def numbers(messages):
    return {part for message in messages for part in message.split(": ")[0].split(" / ")}


def broken(rng, good):
    """Files with bytes changed, dropped, doubled; and cut short."""
    for i in range(MUTATIONS):
        data = bytearray(good)
        for _ in range(rng.choice((1, 2, 5, 20, 100))):
            at = rng.randrange(len(data))
            kind = rng.randrange(4)
            if kind == 0:
                data[at] = rng.randrange(256)
            elif kind == 1:
                del data[at:at + rng.randrange(1, 30)]
            elif kind == 2:
                data[at:at] = data[at:at + rng.randrange(1, 60)]
            else:
                data[at:at + 1] = rng.choice((b"<<", b">>", b"[", b"]", b"(", b"0 0 R", b"1 0 R", b"99999999999",
                                              b"-1", b"/", b"stream", b"endobj", b"null"))
        yield f"mutated{i}.pdf", bytes(data)
    for i in range(CUTS):
        yield f"cut{i}.pdf", good[:len(good) * i // CUTS]


# Each ends; where a number is named, it must be among what is found.
HOSTILE = [
    ("deep arrays", swap("h2", "/Pg", f"/X {'[' * 5000}{']' * 5000} /Pg"), "A 6.1.1-1"),
    ("a wide array", swap("root", "[@document]", f"[{'@document ' * 200000}]"),
     "ISO 32000-1 14.7.2-1"),
    ("a role for everything",
     swap("root", "/Headline /H1", " ".join(f"/T{i} /T{i + 1}" for i in range(5000))),
     "Matterhorn 02-001"),
    ("every page the same", swap("pages", "[@page]", f"[{'@page ' * 50000}]"), "A 6.1.1-1"),
    ("forms within forms",
     all_of(*(stream(f"form{i}", "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject "
                     f"<< /A @form{(i + 1) % 20} >> >>", b"/A Do " * 50) for i in range(20)),
            swap("page", "/Im1 @image", "/Im1 @image /A @form0"),
            content("/Im1 Do", "/Im1 Do " + "/A Do " * 50)), "A 6.1.1-1"),
    ("a form within itself",
     form_xobject(data=b"/A Do", resources="/Resources << /XObject << /A @form >> >>"), "A 6.1.1-1"),
    ("spans without end", swap("td1", "/K 7", "/K 7 /A << /O /Table /RowSpan 2000000000 "
                               "/ColSpan 2000000000 >>"), "Matterhorn 09-004"),
    ("a stack of q", content("q 0 0 1 rg", "q " * 200000 + "0 0 1 rg"), "A 6.1.13-8"),
    ("a stack of marks", content("q 0 0 1 rg", "/P BMC " * 100000 + "q 0 0 1 rg"),
     "ISO 32000-1 14.6-1"),
    ("wrong types", all_of(swap("page", "[@link]", "[1 (x) null [@link] << >> @pages]"),
                           swap("root", "[@document]", "[1 (x) null [@document] << >> @pages]"),
                           swap("catalog", "[@intent]", "[(x) @pages 3]"),
                           swap("f2", "/Widths [", "/Widths [() ")), "ISO 32000-1 14.7.2-2"),
    ("a parent tree in a circle", swap("parents", "/Nums", "/Kids [@parents @parents] /Nums"),
     "A 6.1.1-1"),
    ("a CMap that counts on", swap("unicode", "<0001> <0041> <0002> <0042> endbfchar",
                                   "<0001> <0041> <0002> <0042> endbfchar 1 beginbfrange <00000000> "
                                   "<FFFFFFFF> <0041> endbfrange"), None),
]


def main(build):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(str(Path(build).resolve() / "brevier"), Path(folder))
        good = made(None)
        tap.check("the correct file has no finding", judge({"good.pdf": good})["good.pdf"])
        for name, change, number in SEEDED:
            found = judge({"fault.pdf": made(change)})["fault.pdf"]
            tap.check(f"{name} [{number}]", [] if number in numbers(found) else [
                f"{number} is not among what was found:", *found[:20]])
        for name, change, number in HOSTILE:
            found = judge({"hostile.pdf": made(change)})["hostile.pdf"]
            problems = [text for text in found if "cannot be examined" in text]
            if number and number not in numbers(found):
                problems.append(f"{number} is not among what was found")
            tap.check(f"hostile: {name}", problems)
        rng = random.Random(17)
        files = dict(broken(rng, good))
        found = judge(files)
        crashed = [f"{name}: {text}" for name, texts in found.items() for text in texts
                   if "cannot be examined" in text]
        tap.check(f"{len(files)} broken files end in findings", crashed)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
