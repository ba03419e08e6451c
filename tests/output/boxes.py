"""A variable font of boxes, whose width is told by its weight: of one axis, wght, from 400 to 900.

Every printing character of ASCII is a box from 50 to 50 before its advance, 700 high, of 1000 units to the em. At 400 the advance
is 400, at 900 it is 800. `truetype` varies it by gvar, `cff2` has the boxes of 400 in a table that nobody can take an instance of.
"""

import struct

FAMILY = "Boxes"
EM, HIGH, SIDE = 1000, 700, 50
LEAST, MOST, GROWTH = 400, 900, 400
GLYPHS = 3  # .notdef, the space, the box


def advance(weight):
    return 400 + GROWTH * (weight - LEAST) / (MOST - LEAST)


def _head():
    return struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, EM, 0, 0,
                       SIDE, 0, 400 - SIDE, HIGH, 0, 8, 2, 1, 0)


def _hhea():
    return struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 400, SIDE, SIDE, 400 - SIDE, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS)


def _os2():
    head = struct.pack(">HhHHHhhhhhhhhhhh", 4, 400, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
    return head + bytes(10) + struct.pack(">4I4sHHHhhhHHIIhhHHH", 1, 0, 0, 0, b"NONE", 0x40, 32, 126,
                                          800, -200, 0, 800, 200, 1, 0, 500, HIGH, 0, 32, 1)


def _cmap():
    groups = [(32, 32, 1)] + [(code, code, 2) for code in range(33, 127)]
    table = b"".join(struct.pack(">III", *group) for group in groups)
    form = struct.pack(">HHIII", 12, 0, 16 + len(table), 0, len(groups)) + table
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + form


def _name():
    texts = {1: FAMILY, 2: "Regular", 3: "Boxes 1", 4: FAMILY, 5: "Version 1", 6: FAMILY, 256: "Weight"}
    records, bytes_of = b"", b""
    for number, text in texts.items():
        coded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(coded), len(bytes_of))
        bytes_of += coded
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + bytes_of


def _post():
    return struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0)


def _hmtx():
    return struct.pack(">HhHhHh", 400, 0, 400, 0, 400, SIDE)


def _fvar():
    axis = struct.pack(">4siiiHH", b"wght", LEAST << 16, LEAST << 16, MOST << 16, 0, 256)
    return struct.pack(">HHHHHHHH", 1, 0, 16, 2, 1, 20, 0, 8) + axis


def _glyf():
    """A contour of four points, given one after another."""
    right = 400 - SIDE
    steps = struct.pack(">4h", SIDE, 0, right - SIDE, 0) + struct.pack(">4h", 0, HIGH, 0, -HIGH)
    box = struct.pack(">hhhhhHH", 1, SIDE, 0, right, HIGH, 3, 0) + bytes([1, 1, 1, 1]) + steps
    box += bytes(-len(box) % 4)
    return box, struct.pack(">4I", 0, 0, 0, len(box))


def _gvar():
    """At the end of the axis the right points and the advance are further right, for all points and the four that follow them."""
    moved = struct.pack(">8h", 0, 0, GROWTH, GROWTH, 0, GROWTH, 0, 0)
    deltas = bytes([0, 0x40 | 7]) + moved + bytes([0x80 | 7])
    data = struct.pack(">HH", 1, 10) + struct.pack(">HHh", len(deltas), 0x8000 | 0x2000, 0x4000) + deltas
    data += bytes(-len(data) % 4)
    offsets = struct.pack(">4I", 0, 0, 0, len(data))
    start = 20 + len(offsets)
    return struct.pack(">HHHHIHHI", 1, 0, 1, 0, start, GLYPHS, 1, start) + offsets + data


def _index(items):
    if not items:
        return struct.pack(">I", 0)
    ends, at = [1], 1
    for item in items:
        at += len(item)
        ends.append(at)
    return struct.pack(">IB", len(items), 2) + b"".join(struct.pack(">H", end) for end in ends) + b"".join(items)


def _number(value):
    return b"\x1d" + struct.pack(">i", value)


def _cff2():
    """Boxes that do not vary, in a table for those that do."""
    def coordinate(value):
        return b"\x1c" + struct.pack(">h", value)
    right = 400 - 2 * SIDE
    box = coordinate(SIDE) + coordinate(0) + b"\x15" + coordinate(HIGH) + coordinate(right) + coordinate(-HIGH) + b"\x07"
    regions = struct.pack(">HHhhh", 1, 1, 0, 0x4000, 0x4000)
    store = struct.pack(">HIHI", 1, 12, 1, 12 + len(regions)) + regions + struct.pack(">HHHH", 0, 0, 1, 0)
    store = struct.pack(">H", len(store)) + store
    shapes = _index([b"", b"", box])
    head, top = 5, 3 * 5 + 1 + 2 + 1
    at_store = head + top + len(_index([]))
    at_shapes = at_store + len(store)
    at_fonts = at_shapes + len(shapes)
    fonts = _index([_number(0) + _number(at_fonts) + b"\x12"])
    dictionary = _number(at_shapes) + b"\x11" + _number(at_fonts) + b"\x0c\x24" + _number(at_store) + b"\x18"
    return struct.pack(">BBBH", 2, 0, head, len(dictionary)) + dictionary + _index([]) + store + shapes + fonts


def _font(version, tables):
    """The tables in the order of their names (OpenType 1.9, the font file)."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">4sHHHH", version, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    at, records, body = 12 + 16 * count, b"", b""
    for tag in sorted(tables):
        table = tables[tag]
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        records += struct.pack(">4sIII", tag.encode(), total, at + len(body), len(table))
        body += padded
    return head + records + body


def _common(glyph_points):
    maxp = struct.pack(">IH", 0x10000, GLYPHS) + struct.pack(">13H", glyph_points, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    return {"head": _head(), "hhea": _hhea(), "maxp": maxp, "OS/2": _os2(), "hmtx": _hmtx(), "cmap": _cmap(),
            "name": _name(), "post": _post(), "fvar": _fvar()}


def truetype():
    glyf, loca = _glyf()
    return _font(b"\0\1\0\0", {**_common(4), "glyf": glyf, "loca": loca, "gvar": _gvar()})


def cff2():
    tables = _common(0)
    tables["maxp"] = struct.pack(">IH", 0x5000, GLYPHS)
    return _font(b"OTTO", {**tables, "CFF2": _cff2()})
