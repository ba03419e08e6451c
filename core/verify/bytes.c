/* The file as bytes: what a reader of objects no longer sees. ISO 19005-2, 6.1. */
#include <string.h>

#include "verify/audit.h"
#include "verify/lex.h"

typedef struct {
  brv_audit *audit;
  brv_lex lex;
  int object; /* the indirect object being read, or 0 */
} scan;

static bool is_eol(guint8 byte)
{
  return byte == '\n' || byte == '\r';
}

/* How many bytes of an end of line stand at `at`: 0, 1 or 2. */
static gsize eol_at(const brv_audit *a, gsize at)
{
  if (at >= a->length || !is_eol(a->bytes[at]))
    return 0;
  return a->bytes[at] == '\r' && at + 1 < a->length && a->bytes[at + 1] == '\n' ? 2 : 1;
}

static bool stands_at(const brv_audit *a, gsize at, const char *text)
{
  gsize length = strlen(text);
  return at + length <= a->length && memcmp(a->bytes + at, text, length) == 0;
}

static void check_header(brv_audit *a)
{
  enum { NAME = 8 };
  bool fine = a->length > NAME && stands_at(a, 0, "%PDF-1.") && a->bytes[7] >= '0' &&
              a->bytes[7] <= '7' && eol_at(a, NAME);
  if (!fine)
    brv_audit_fault(a, BRV_HEADER_FAULT, BRV_NO_SPOT, NULL);
  gsize at = 0;
  while (at < a->length && !is_eol(a->bytes[at]))
    at++;
  at += eol_at(a, at);
  bool is_binary = at + 5 <= a->length && a->bytes[at] == '%';
  for (gsize i = at + 1; is_binary && i < at + 5; i++)
    is_binary = a->bytes[i] > 127;
  if (!is_binary)
    brv_audit_fault(a, BRV_BINARY_FAULT, BRV_NO_SPOT, NULL);
}

static void check_end(brv_audit *a)
{
  gsize at = a->length < 5 ? 0 : a->length - 5;
  while (at && !stands_at(a, at, "%%EOF"))
    at--;
  gsize end = at + 5;
  if (!stands_at(a, at, "%%EOF") || end + eol_at(a, end) != a->length)
    brv_audit_fault(a, BRV_AFTER_END_FAULT, BRV_NO_SPOT, NULL);
}

static brv_spot here(const scan *s)
{
  return s->object ? brv_audit_spot(s->audit, 0, "object %d", s->object) : BRV_NO_SPOT;
}

static void check_number(const scan *s)
{
  const double INTEGER = 2147483647, REAL = 3.403e38, TINY = 1.175e-38;
  double size = ABS(s->lex.number);
  if (s->lex.type == BRV_LEX_INT && (s->lex.number > INTEGER || s->lex.number < -INTEGER - 1))
    brv_audit_fault(s->audit, BRV_LIMIT_INTEGER_FAULT, here(s), NULL);
  else if (s->lex.type == BRV_LEX_REAL && size > REAL)
    brv_audit_fault(s->audit, BRV_LIMIT_REAL_FAULT, here(s), NULL);
  else if (s->lex.type == BRV_LEX_REAL && size > 0 && size < TINY)
    brv_audit_fault(s->audit, BRV_LIMIT_TINY_FAULT, here(s), NULL);
}

static void check_token(const scan *s)
{
  enum { STRING = 32767, NAME = 127 };
  const brv_lex *lex = &s->lex;
  if (lex->type == BRV_LEX_HEX && lex->hex_digits % 2)
    brv_audit_fault(s->audit, BRV_HEX_ODD_FAULT, here(s), NULL);
  if (lex->type == BRV_LEX_HEX && lex->hex_other)
    brv_audit_fault(s->audit, BRV_HEX_OTHER_FAULT, here(s), NULL);
  if ((lex->type == BRV_LEX_HEX || lex->type == BRV_LEX_STRING) && lex->text->len > STRING)
    brv_audit_fault(s->audit, BRV_LIMIT_STRING_FAULT, here(s), NULL);
  if (lex->type == BRV_LEX_NAME && lex->text->len > NAME)
    brv_audit_fault(s->audit, BRV_LIMIT_NAME_FAULT, here(s), NULL);
  check_number(s);
}

/* The tokens of what is packed in a stream. */
static void check_inner(const scan *s, const brv_obj *stream)
{
  g_autoptr(GBytes) data = brv_obj_data(s->audit->pdf, stream);
  if (!data)
    return;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  scan inner = {.audit = s->audit, .object = s->object};
  brv_lex_init(&inner.lex, bytes, length);
  while (brv_lex_next(&inner.lex))
    check_token(&inner);
  brv_lex_clear(&inner.lex);
}

static gsize find_endstream(const brv_audit *a, gsize from)
{
  const guint8 *found = memmem(a->bytes + from, a->length - from, "endstream", 9);
  return found ? (gsize)(found - a->bytes) : a->length;
}

/* Where the endstream stands: behind Length, or where it is found. */
static gsize stream_end(const scan *s, const brv_obj *stream, gsize start)
{
  const brv_audit *a = s->audit;
  gint64 length = brv_obj_int(brv_obj_get(a->pdf, stream, "Length"), -1);
  if (length >= 0 && (guint64)length <= a->length - start) {
    gsize end = start + (gsize)length, gap = eol_at(a, end);
    bool counts_eol = !gap && length && is_eol(a->bytes[end - 1]);
    if (stands_at(a, end + gap, "endstream") && !counts_eol)
      return end + gap;
  }
  brv_audit_fault(s->audit, BRV_STREAM_LENGTH_FAULT, here(s), NULL);
  return find_endstream(a, start);
}

/* After the keyword `stream`: its spacing, its length; goes on behind its data. */
static void read_stream(scan *s)
{
  brv_audit *a = s->audit;
  gsize gap = eol_at(a, s->lex.at);
  bool fine = gap == 2 || (gap == 1 && a->bytes[s->lex.at] == '\n');
  if (!s->object)
    return;
  const brv_obj *stream = brv_pdf_at(a->pdf, s->object, 0);
  gsize start = s->lex.at + gap, end = stream_end(s, stream, start);
  fine = fine && end > start && is_eol(a->bytes[end - 1]);
  if (!fine)
    brv_audit_fault(a, BRV_STREAM_SPACING_FAULT, here(s), NULL);
  if (brv_obj_is_name(brv_obj_get(a->pdf, stream, "Type"), "ObjStm"))
    check_inner(s, stream);
  s->lex.at = end;
}

/* `number generation obj`, the tokens starting at those places. */
static void check_opening(const scan *s, const gsize starts[2], gsize first_end, gsize second_end)
{
  const brv_audit *a = s->audit;
  bool before = !starts[0] || is_eol(a->bytes[starts[0] - 1]);
  bool between = starts[1] == first_end + 1 && s->lex.start == second_end + 1;
  if (!before || !between || !eol_at(a, s->lex.at))
    brv_audit_fault(s->audit, BRV_OBJECT_SPACING_FAULT, here(s), NULL);
}

static void check_closing(const scan *s)
{
  const brv_audit *a = s->audit;
  bool before = s->lex.start && is_eol(a->bytes[s->lex.start - 1]);
  if (!before || (!eol_at(a, s->lex.at) && s->lex.at < a->length))
    brv_audit_fault(s->audit, BRV_OBJECT_SPACING_FAULT, here(s), NULL);
}

/* `xref`, an end of line, and the first subsection's header, one space in it. */
static void check_xref(const scan *s)
{
  brv_audit *a = s->audit;
  gsize at = s->lex.at + eol_at(a, s->lex.at);
  bool fine = at > s->lex.at && at < a->length && g_ascii_isdigit(a->bytes[at]);
  while (at < a->length && g_ascii_isdigit(a->bytes[at]))
    at++;
  fine = fine && at + 1 < a->length && a->bytes[at] == ' ' && g_ascii_isdigit(a->bytes[at + 1]);
  for (at++; at < a->length && g_ascii_isdigit(a->bytes[at]);)
    at++;
  if (!fine)
    brv_audit_fault(a, BRV_XREF_SPACING_FAULT, BRV_NO_SPOT, NULL);
}

static void scan_word(scan *s, const gsize starts[2], const gsize ends[2], double number)
{
  if (brv_lex_is_word(&s->lex, "obj")) {
    s->object = number > 0 && number < G_MAXINT ? (int)number : 0;
    check_opening(s, starts, ends[0], ends[1]);
  } else if (brv_lex_is_word(&s->lex, "stream")) {
    read_stream(s);
  } else if (brv_lex_is_word(&s->lex, "endobj")) {
    check_closing(s);
    s->object = 0;
  } else if (brv_lex_is_word(&s->lex, "xref")) {
    check_xref(s);
  }
}

static void scan_file(brv_audit *audit)
{
  scan s = {.audit = audit};
  brv_lex_init(&s.lex, audit->bytes, audit->length);
  gsize starts[2] = {0}, ends[2] = {0};
  double numbers[2] = {0};
  while (brv_lex_next(&s.lex)) {
    if (s.lex.type == BRV_LEX_WORD)
      scan_word(&s, starts, ends, numbers[0]);
    else if (s.object)
      check_token(&s);
    starts[0] = starts[1], ends[0] = ends[1], numbers[0] = numbers[1];
    starts[1] = s.lex.start, ends[1] = s.lex.at, numbers[1] = s.lex.number;
  }
  brv_lex_clear(&s.lex);
}

static bool is_file_id(brv_audit *a, const brv_obj *id)
{
  return id->type == BRV_OBJ_ARRAY && id->count == 2 && brv_obj_item(a->pdf, id, 0)->length &&
         brv_obj_item(a->pdf, id, 1)->length;
}

static void check_encryption(brv_audit *a)
{
  enum { FOR_ACCESS = 1 << 9 };
  if (!brv_obj_has(a->trailer, "Encrypt"))
    return;
  brv_audit_fault(a, BRV_ENCRYPTED_FAULT, BRV_NO_SPOT, NULL);
  const brv_obj *encrypt = brv_obj_get(a->pdf, a->trailer, "Encrypt");
  const brv_obj *permissions = brv_obj_get(a->pdf, encrypt, "P");
  if (permissions->type != BRV_OBJ_INT)
    brv_audit_fault(a, BRV_ENCRYPT_P_FAULT, BRV_NO_SPOT, NULL);
  else if (!(permissions->integer & FOR_ACCESS))
    brv_audit_fault(a, BRV_ENCRYPT_ACCESS_FAULT, BRV_NO_SPOT, NULL);
}

void brv_audit_bytes(brv_audit *a)
{
  enum { OBJECTS = 8388607 };
  check_header(a);
  if (brv_audit_asks(a, BRV_AFTER_END_FAULT)) {
    check_end(a);
    scan_file(a);
  }
  if (!is_file_id(a, brv_obj_get(a->pdf, a->trailer, "ID")))
    brv_audit_fault(a, BRV_TRAILER_ID_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_int(brv_obj_get(a->pdf, a->trailer, "Size"), 0) > OBJECTS)
    brv_audit_fault(a, BRV_LIMIT_OBJECTS_FAULT, BRV_NO_SPOT, NULL);
  check_encryption(a);
}
