"""A small tagged PDF that is PDF/UA-1 and PDF/A-2a, made by hand, to be made wrong on purpose.

Objects are texts by name; "@name" in them is a reference. `Document().bytes()` is the correct file.
"""

import re
import struct
import zlib


def pad(data):
    return data + b"\0" * (-len(data) % 4)


def sfnt(tables):
    """A font file of tables, with its directory and checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    out = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1,
                      count * 16 - power * 16)
    offset, body = 12 + 16 * count, b""
    for tag, data in sorted(tables.items()):
        total = sum(struct.unpack(f">{len(pad(data)) // 4}I", pad(data))) & 0xFFFFFFFF
        out += tag.encode() + struct.pack(">III", total, offset + len(body), len(data))
        body += pad(data)
    return out + body


def glyph():
    """A square of 500 by 700 units."""
    head = struct.pack(">hhhhh", 1, 50, 0, 550, 700)
    return head + struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1]) + struct.pack(
        ">hhhhhhhh", 50, 500, 0, -500, 0, 0, 700, 0)


def cmap(maps):
    """A character map table: (platform, encoding) to {code: glyph}."""
    head, body = struct.pack(">HH", 0, len(maps)), b""
    for (platform, encoding), codes in sorted(maps.items()):
        head += struct.pack(">HHI", platform, encoding, 4 + 8 * len(maps) + len(body))
        first, last = min(codes, default=0), max(codes, default=0)
        ids = [codes.get(code, 0) for code in range(first, last + 1)]
        segments = struct.pack(">HHH", last, 0xFFFF, 0) + struct.pack(">HH", first, 0xFFFF)
        segments += struct.pack(">HH", 0, 1) + struct.pack(">HH", 4, 0)
        segments += struct.pack(f">{len(ids)}H", *ids)
        body += struct.pack(">HHHHHHH", 4, 14 + len(segments), 0, 4, 4, 1, 0) + segments
    return head + body


def font(maps=None):
    """TrueType: .notdef, A, B and a space, each 600 units wide."""
    one = glyph()
    glyphs = [one, one, one, b""]
    offsets, at = [0], 0
    for data in glyphs:
        at += len(pad(data))
        offsets.append(at)
    maps = {(3, 1): {0x20: 3, 0x41: 1, 0x42: 2}} if maps is None else maps
    return sfnt({
        "head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, 1000,
                            0, 0, 50, 0, 550, 700, 0, 8, 2, 1, 0),
        "hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, 800, -200, 0, 600, 50, 50, 550, 1, 0,
                            0, 0, 0, 0, 0, 0, 4),
        "maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 4, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        "hmtx": struct.pack(">HhHhHhHh", 600, 50, 600, 50, 600, 50, 600, 0),
        "loca": struct.pack(">5I", *offsets),
        "glyf": b"".join(pad(data) for data in glyphs),
        "cmap": cmap(maps),
        "post": struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 0, 0, 0, 0, 0),
    })


def profile(kind=b"mntr", space=b"RGB ", version=2):
    """An ICC profile with primaries and gamma."""
    def xyz(*values):
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(int(v * 65536) for v in values))
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78
    tags = {b"desc": text, b"cprt": b"text\0\0\0\0none\0", b"wtpt": xyz(0.9642, 1, 0.8249),
            b"rXYZ": xyz(0.436, 0.222, 0.014), b"gXYZ": xyz(0.385, 0.717, 0.097),
            b"bXYZ": xyz(0.143, 0.061, 0.714)}
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        tags[name] = b"curv\0\0\0\0" + struct.pack(">IH", 1, 0x0233)
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += pad(data)
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", version << 24, kind, space,
                       b"XYZ ") + b"\0" * 12 + b"acsp" + b"\0" * 28
    head += struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A test</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Nobody</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2026-04-26T00:00:00Z</xmp:CreateDate><pdf:Producer>By hand</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

CONTENT = """/Artifact <</Type /Pagination>> BDC q 0 0 1 rg 10 10 50 5 re f Q EMC
/H1 <</MCID 0>> BDC BT /F1 24 Tf 72 760 Td <0001> Tj ET EMC
/P <</MCID 1>> BDC BT /F1 12 Tf 72 740 Td <00010002> Tj ET EMC
/Link <</MCID 2>> BDC BT /F2 12 Tf 72 720 Td (A B) Tj ET EMC
/Lbl <</MCID 3>> BDC BT /F1 12 Tf 72 700 Td <0001> Tj ET EMC
/LBody <</MCID 4>> BDC BT /F1 12 Tf 90 700 Td <0002> Tj ET EMC
/TH <</MCID 5>> BDC BT /F1 12 Tf 72 680 Td <0001> Tj ET EMC
/TH <</MCID 6>> BDC BT /F1 12 Tf 172 680 Td <0001> Tj ET EMC
/TD <</MCID 7>> BDC BT /F1 12 Tf 72 660 Td <0002> Tj ET EMC
/TD <</MCID 8>> BDC BT /F1 12 Tf 172 660 Td <0002> Tj ET EMC
/Figure <</MCID 9>> BDC q 50 0 0 50 72 600 cm /Im1 Do Q EMC
/Note <</MCID 10>> BDC BT /F1 9 Tf 72 580 Td <0001> Tj ET EMC
/Formula <</MCID 11>> BDC BT /F1 9 Tf 72 560 Td <0002> Tj ET EMC
/TOCI <</MCID 12>> BDC BT /F1 9 Tf 72 540 Td <0002> Tj ET EMC
/H2 <</MCID 13>> BDC BT /F1 9 Tf 72 520 Td <0002> Tj ET EMC
"""

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <0041> <0002> <0042> endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""


def element(kind, parent, kids, more=""):
    return f"<< /Type /StructElem /S /{kind} /P @{parent} /K {kids} /Pg @page {more} >>"


class Document:
    def __init__(self):
        self.streams = {}  # name: (entries, bytes)
        self.objects = {
            "catalog": "<< /Type /Catalog /Pages @pages /Lang (en-GB) /MarkInfo << /Marked true >> "
                       "/ViewerPreferences << /DisplayDocTitle true >> /Metadata @xmp "
                       "/StructTreeRoot @root /OutputIntents [@intent] /Outlines @outline >>",
            "info": "<< /Title (A test) /Author (Nobody) /Producer (By hand) "
                    "/CreationDate (D:20260426000000Z) >>",
            "pages": "<< /Type /Pages /Kids [@page] /Count 1 >>",
            "page": "<< /Type /Page /Parent @pages /MediaBox [0 0 595 842] /Contents @content "
                    "/Resources << /Font << /F1 @f1 /F2 @f2 >> /XObject << /Im1 @image >> >> "
                    "/StructParents 0 /Tabs /S /Annots [@link] >>",
            "link": "<< /Type /Annot /Subtype /Link /Rect [72 715 120 735] /F 4 /StructParent 1 "
                    "/Contents (a place) /Border [0 0 0] "
                    "/A << /Type /Action /S /URI /URI (https://example.org/) >> >>",
            "outline": "<< /Type /Outlines /First @entry /Last @entry /Count 1 >>",
            "entry": "<< /Title (A) /Parent @outline /Dest [@page /Fit] >>",
            "intent": "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
                      "/DestOutputProfile @icc >>",
            "root": "<< /Type /StructTreeRoot /K [@document] /ParentTree @parents "
                    "/ParentTreeNextKey 2 /RoleMap << /Headline /H1 >> >>",
            "parents": "<< /Nums [0 [@h1 @p @a @lbl @lbody @th1 @th2 @td1 @td2 @figure @note "
                       "@formula @toci @h2] 1 @a] >>",
            "document": element("Document", "root", "[@h1 @p @list @table @figure @note @formula "
                                                    "@toc @h2]"),
            "h1": element("Headline", "document", "0"),
            "p": element("P", "document", "[1 @a]"),
            "a": element("Link", "p", "[2 << /Type /OBJR /Obj @link >>]"),
            "list": element("L", "document", "[@item]"),
            "item": element("LI", "list", "[@lbl @lbody]"),
            "lbl": element("Lbl", "item", "3"),
            "lbody": element("LBody", "item", "4", "/Lang (de)"),
            "table": element("Table", "document", "[@row1 @row2]"),
            "row1": element("TR", "table", "[@th1 @th2]"),
            "row2": element("TR", "table", "[@td1 @td2]"),
            "th1": element("TH", "row1", "5", "/A << /O /Table /Scope /Column >>"),
            "th2": element("TH", "row1", "6", "/A << /O /Table /Scope /Column >>"),
            "td1": element("TD", "row2", "7"),
            "td2": element("TD", "row2", "8"),
            "figure": element("Figure", "document", "9", "/Alt (a picture) "
                              "/A << /O /Layout /BBox [72 600 122 650] >>"),
            "note": element("Note", "document", "10", "/ID (n1)"),
            "formula": element("Formula", "document", "11", "/Alt (b)"),
            "toc": element("TOC", "document", "[@toci]"),
            "toci": element("TOCI", "toc", "12"),
            "h2": element("H2", "document", "13"),
            "f1": "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Test /Encoding /Identity-H "
                  "/DescendantFonts [@cid] /ToUnicode @unicode >>",
            "cid": "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Test /FontDescriptor "
                   "@describe1 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                   "/Supplement 0 >> /CIDToGIDMap /Identity /DW 1000 /W [1 [600 600]] >>",
            "describe1": "<< /Type /FontDescriptor /FontName /ABCDEF+Test /Flags 4 /FontBBox "
                         "[50 0 550 700] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
                         "/StemV 80 /FontFile2 @program >>",
            "f2": "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEG+Test /FirstChar 32 /LastChar 66 "
                  f"/Widths [{'600 ' * 35}] /FontDescriptor @describe2 /Encoding /WinAnsiEncoding >>",
            "describe2": "<< /Type /FontDescriptor /FontName /ABCDEG+Test /Flags 32 /FontBBox "
                         "[50 0 550 700] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
                         "/StemV 80 /FontFile2 @program2 >>",
        }
        self.stream("xmp", "/Type /Metadata /Subtype /XML", XMP.encode())
        self.stream("content", "", CONTENT.encode())
        self.stream("image", "/Type /XObject /Subtype /Image /Width 1 /Height 1 "
                    "/ColorSpace /DeviceRGB /BitsPerComponent 8", b"\xff\0\0")
        self.stream("icc", "/N 3", profile())
        self.stream("unicode", "", TO_UNICODE.encode())
        self.stream("program", "", font(), pack=True)
        self.stream("program2", "", font(), pack=True)
        self.trailer = "/Root @catalog /Info @info /ID [<0123456789abcdef> <0123456789abcdef>]"
        self.version = "1.7"

    def stream(self, name, entries, data, pack=False):
        if pack:
            data, entries = zlib.compress(data), entries + " /Filter /FlateDecode"
        self.streams[name] = (entries, data)

    def change(self, name, old, new):
        """Puts `new` for `old`, which must be there, into an object, a stream's entries or its text."""
        if name == "trailer":
            assert old in self.trailer, (name, old)
            self.trailer = self.trailer.replace(old, new, 1)
        elif name in self.objects:
            assert old in self.objects[name], (name, old)
            self.objects[name] = self.objects[name].replace(old, new, 1)
        else:
            entries, data = self.streams[name]
            assert old in entries or old.encode() in data, (name, old)
            self.streams[name] = (entries.replace(old, new, 1) if old in entries else entries,
                                  data if old in entries else data.replace(old.encode(),
                                                                          new.encode(), 1))

    def bytes(self):
        names = [*self.objects, *self.streams]
        number = {name: i for i, name in enumerate(names, 1)}

        def linked(text):
            return re.sub(r"@(\w+)", lambda m: f"{number[m[1]]} 0 R", text)
        out = bytearray(f"%PDF-{self.version}\n%".encode() + b"\xe2\xe3\xcf\xd3\n")
        offsets = []
        for name in names:
            offsets.append(len(out))
            out += f"{number[name]} 0 obj\n".encode()
            if name in self.objects:
                out += linked(self.objects[name]).encode()
            else:
                entries, data = self.streams[name]
                length = "" if "/Length " in entries else f"/Length {len(data)}"
                out += linked(f"<< {entries} {length} >>\nstream\n").encode() + data
                out += b"\nendstream"
            out += b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(names) + 1}\n0000000000 65535 f \n".encode()
        for offset in offsets:
            out += f"{offset:010} 00000 n \n".encode()
        out += linked(f"trailer\n<< /Size {len(names) + 1} {self.trailer} >>\n").encode()
        return bytes(out) + f"startxref\n{start}\n%%EOF\n".encode()
