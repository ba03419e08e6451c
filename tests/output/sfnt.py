"""Reads and spoils OpenType fonts: a few tables, as the standard has them."""

import struct


def tables(font):
    """{tag: (offset, length)}"""
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s3I", font, 12 + 16 * i) for i in range(count))
    return {tag.decode(): (offset, length) for tag, _, offset, length in records}


def characters(font):
    """The characters that lead to glyphs, by the map for Windows: of the first plane, or of all."""
    start, _ = tables(font)["cmap"]
    count = struct.unpack_from(">H", font, start + 2)[0]
    records = [struct.unpack_from(">HHI", font, start + 4 + 8 * i) for i in range(count)]
    found = set()
    for platform, _, offset in records:
        kind = struct.unpack_from(">H", font, start + offset)[0]
        if platform == 3 and kind == 4:
            found |= _segments(font, start + offset)
        elif platform == 3 and kind == 12:
            found |= _groups(font, start + offset)
    return found


def _segments(font, at):
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts, deltas, ranges = (at + 14, at + 16 + doubled, at + 16 + 2 * doubled, at + 16 + 3 * doubled)
    found = set()
    for i in range(0, doubled, 2):
        end, start, delta, skip = (struct.unpack_from(">H", font, place + i)[0] for place in (ends, starts, deltas, ranges))
        for code in range(start, min(end, 0xfffe) + 1):
            glyph = struct.unpack_from(">H", font, ranges + i + skip + 2 * (code - start))[0] if skip else code + delta
            if glyph & 0xffff:
                found.add(code)
    return found


def _groups(font, at):
    count = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">III", font, at + 16 + 12 * i) for i in range(count))
    return {code for start, end, _ in groups for code in range(start, end + 1)}


def names(font):
    """{number: text} of the name table's records for Windows."""
    start, _ = tables(font)["name"]
    count, texts = struct.unpack_from(">HH", font, start + 2)
    found = {}
    for i in range(count):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", font, start + 6 + 12 * i)
        if platform == 3:
            found[number] = font[start + texts + offset:start + texts + offset + length].decode("utf-16-be")
    return found


def features(font):
    """The features that a font can be asked for in its tables of substitutions and positions."""
    found = set()
    for tag in ("GSUB", "GPOS"):
        if tag in tables(font):
            start, _ = tables(font)[tag]
            at = start + struct.unpack_from(">H", font, start + 6)[0]
            count = struct.unpack_from(">H", font, at)[0]
            found |= {font[at + 2 + 6 * i:at + 6 + 6 * i].decode() for i in range(count)}
    return found


def with_rights(font, rights):
    """The font with another fsType in OS/2."""
    at = tables(font)["OS/2"][0] + 8
    return font[:at] + struct.pack(">H", rights) + font[at + 2:]


def renamed(font, old, new):
    """The font with one word for another of the same length, where its name table names it."""
    assert len(old) == len(new)
    start, length = tables(font)["name"]
    table = font[start:start + length].replace(old.encode("utf-16-be"), new.encode("utf-16-be"))
    return font[:start] + table + font[start + length:]
