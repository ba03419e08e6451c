/* Every code that is shown: its glyph, its width, its character. ISO 19005-2, 6.2.11.4.1, .5, .7,
 * .8. */
#include <math.h>
#include <string.h>

#include "verify/font.h"

typedef enum { FOUND, ABSENT, NOTDEF, UNKNOWN } finding;

static const brv_obj *get(const brv_font *font, const brv_obj *dict, const char *key)
{
  return brv_obj_get(font->audit->pdf, dict, key);
}

static void fault(const brv_font *font, brv_condition condition, const brv_code_use *use,
                  const char *detail)
{
  brv_spot spot = brv_audit_spot(font->audit, use->spot.page, "font %s, code %x",
                                 *font->name ? font->name : "without a name", use->code);
  brv_audit_fault(font->audit, condition, spot, detail ? "%s" : NULL, detail);
}

/* Glyphs. */

static finding find_type1(const brv_font *font, guint8 code, guint *glyph)
{
  const char *name = brv_font_glyph_name(font, code);
  if (!name) {
    *glyph = brv_program_builtin(font->program, code);
    return *glyph ? FOUND : NOTDEF;
  }
  if (strcmp(name, ".notdef") == 0)
    return NOTDEF;
  return brv_program_named(font->program, name, glyph) ? FOUND : ABSENT;
}

static guint lookup_named(const brv_font *font, const char *name)
{
  const brv_program *program = font->program;
  gunichar unicode = brv_glyph_unicode(name);
  guint glyph = unicode ? brv_program_lookup(program, 3, 1, unicode) : 0;
  int code = brv_encoding_code(BRV_ENCODING_MAC, name);
  if (!glyph && code >= 0)
    glyph = brv_program_lookup(program, 1, 0, (guint32)code);
  if (!glyph)
    brv_program_named(program, name, &glyph);
  return glyph;
}

static guint lookup_code(const brv_font *font, guint8 code)
{
  const brv_program *program = font->program;
  static const guint32 bases[] = {0xf000, 0, 0xf100, 0xf200};
  guint glyph = 0;
  for (guint i = 0; i < G_N_ELEMENTS(bases) && !glyph; i++)
    glyph = brv_program_lookup(program, 3, 0, bases[i] + code);
  if (!glyph)
    glyph = brv_program_lookup(program, 1, 0, code);
  return glyph;
}

static finding find_truetype(const brv_font *font, guint8 code, guint *glyph)
{
  const char *name = brv_font_glyph_name(font, code);
  if (name && strcmp(name, ".notdef") == 0)
    return NOTDEF;
  *glyph = name && !font->is_symbolic ? lookup_named(font, name) : 0;
  bool is_named = !font->is_symbolic && font->base != BRV_ENCODING_NONE;
  if (!*glyph && !is_named)
    *glyph = lookup_code(font, code);
  if (!*glyph && name)
    *glyph = lookup_named(font, name);
  return *glyph ? FOUND : NOTDEF;
}

static finding find_cid(const brv_font *font, guint32 code, guint32 *cid, guint *glyph)
{
  if (!font->cmap || (font->cmap->uses && !brv_cmap_cid(font->cmap, code, cid)))
    return UNKNOWN;
  if (!brv_cmap_cid(font->cmap, code, cid))
    return NOTDEF;
  gsize length = 0;
  const guint8 *map = font->gids ? g_bytes_get_data(font->gids, &length) : NULL;
  if (map) {
    gsize at = (gsize)*cid * 2;
    *glyph = at + 1 < length ? (guint)map[at] << 8 | map[at + 1] : 0;
  } else if (!brv_program_cid(font->program, *cid, glyph)) {
    return ABSENT;
  }
  return *glyph ? FOUND : NOTDEF;
}

/* Widths. */

static double simple_width(const brv_font *font, guint8 code)
{
  gint64 first = brv_obj_int(get(font, font->dict, "FirstChar"), -1);
  const brv_obj *widths = get(font, font->dict, "Widths");
  if (widths->type != BRV_OBJ_ARRAY || first < 0)
    return -1;
  if (code < first || code - first >= (gint64)widths->count)
    return brv_obj_number(get(font, font->descriptor, "MissingWidth"), 0);
  return brv_obj_number(brv_obj_item(font->audit->pdf, widths, (guint)(code - first)), 0);
}

/* W is "first [w …]" and "first last w" by turns. */
static double cid_width(const brv_font *font, guint32 cid)
{
  brv_pdf *pdf = font->audit->pdf;
  const brv_obj *widths = get(font, font->descendant, "W");
  double otherwise = brv_obj_number(get(font, font->descendant, "DW"), 1000);
  for (guint i = 0; widths->type == BRV_OBJ_ARRAY && i + 1 < widths->count;) {
    gint64 first = brv_obj_int(brv_obj_item(pdf, widths, i), -1);
    const brv_obj *next = brv_obj_item(pdf, widths, i + 1);
    bool is_list = next->type == BRV_OBJ_ARRAY;
    gint64 last = is_list ? first + (gint64)next->count - 1 : brv_obj_int(next, -1);
    if (first >= 0 && cid >= first && cid <= last)
      return brv_obj_number(is_list ? brv_obj_item(pdf, next, (guint)(cid - first))
                                    : brv_obj_item(pdf, widths, i + 2),
                            0);
    i += is_list ? 2 : 3;
  }
  return otherwise;
}

static void check_width(const brv_font *font, const brv_code_use *use, guint32 cid, guint glyph)
{
  double told = font->kind == BRV_FONT_COMPOSITE ? cid_width(font, cid)
                                                 : simple_width(font, (guint8)use->code);
  double real = brv_program_width(font->program, glyph);
  if (told < 0 || real < 0 || fabs(told - real) <= 1.001)
    return;
  char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *detail =
      g_strdup_printf("%s and %s", g_ascii_formatd(first, sizeof first, "%.1f", told),
                      g_ascii_formatd(second, sizeof second, "%.1f", real));
  fault(font, BRV_WIDTH_FAULT, use, detail);
}

static void check_glyph(const brv_font *font, const brv_code_use *use)
{
  guint glyph = 0;
  guint32 cid = 0;
  finding found = font->kind == BRV_FONT_TYPE1      ? find_type1(font, (guint8)use->code, &glyph)
                  : font->kind == BRV_FONT_TRUETYPE ? find_truetype(font, (guint8)use->code, &glyph)
                                                    : find_cid(font, use->code, &cid, &glyph);
  if (found == UNKNOWN)
    return;
  if (found == FOUND && glyph >= brv_program_glyphs(font->program))
    found = ABSENT;
  if (found == NOTDEF)
    fault(font, BRV_NOTDEF_FAULT, use, NULL);
  else if (found == ABSENT && use->is_visible)
    fault(font, BRV_GLYPH_ABSENT_FAULT, use, NULL);
  else if (found == FOUND && use->is_visible)
    check_width(font, use, cid, glyph);
}

/* The width that a Type 3 glyph sets itself, d0 or d1 being its first operator. */
static void check_drawn_width(const brv_font *font, const brv_code_use *use)
{
  brv_audit *a = font->audit;
  const char *name = font->differences[use->code & 255];
  const brv_obj *stream =
      name ? get(font, get(font, font->dict, "CharProcs"), name) : &brv_obj_null;
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, stream);
  if (!data)
    return;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GPtrArray) operands = g_ptr_array_new();
  g_autoptr(GString) operator= g_string_new(NULL);
  brv_lex lex;
  brv_lex_init(&lex, bytes, length);
  bool is_set = brv_lex_operation(&lex, arena, operands, operator) && operands->len &&
                (strcmp(operator->str, "d0") == 0 || strcmp(operator->str, "d1") == 0);
  double told = simple_width(font, (guint8)use->code);
  double real = is_set ? brv_obj_number(operands->pdata[0], -1) : -1;
  brv_lex_clear(&lex);
  if (is_set && told >= 0 && fabs(told - real) > 1.001)
    fault(font, BRV_WIDTH_FAULT, use, NULL);
}

/* Characters. */

static bool is_private(gunichar c)
{
  return (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && c <= 0xffffd) ||
         (c >= 0x100000 && c <= 0x10fffd);
}

static void check_text(const brv_font *font, const brv_code_use *use, const guint16 *units,
                       int count)
{
  for (int i = 0; i < count; i++) {
    bool is_pair = units[i] >= 0xd800 && units[i] < 0xdc00 && i + 1 < count;
    gunichar c = is_pair ? 0x10000 + ((gunichar)(units[i] & 0x3ff) << 10) + (units[i + 1] & 0x3ff)
                         : units[i];
    i += is_pair;
    if (!c)
      fault(font, BRV_UNICODE_ZERO_FAULT, use, NULL);
    if (c == 0xfeff || c == 0xfffe)
      fault(font, BRV_UNICODE_MARK_FAULT, use, NULL);
    if (is_private(c) && use->is_bare)
      fault(font, BRV_UNICODE_PRIVATE_FAULT, use, NULL);
  }
}

/* Without ToUnicode: a glyph's name, or the characters of a known ordering. */
static gunichar other_way(const brv_font *font, const brv_code_use *use)
{
  if (font->kind == BRV_FONT_COMPOSITE) {
    static const char *const orderings[] = {"GB1", "CNS1", "Japan1", "Korea1", NULL};
    const brv_obj *system = get(font, font->descendant, "CIDSystemInfo");
    const char *registry = brv_obj_string(get(font, system, "Registry"));
    const char *ordering = brv_obj_string(get(font, system, "Ordering"));
    return g_strcmp0(registry, "Adobe") == 0 && ordering && g_strv_contains(orderings, ordering);
  }
  const char *name = brv_font_glyph_name(font, (guint8)use->code);
  if (!name && font->kind == BRV_FONT_TYPE1 && font->program)
    name = brv_program_name_of(font->audit, font->program,
                               brv_program_builtin(font->program, (guint8)use->code));
  if (name && font->kind == BRV_FONT_TRUETYPE && font->is_symbolic)
    return 0;
  return name ? brv_glyph_unicode(name) : 0;
}

int brv_font_text(const brv_font *font, guint32 code, guint16 *units, guint room)
{
  int count = font->unicode ? brv_cmap_text(font->unicode, code, units, room) : -1;
  if (count >= 0 || font->kind == BRV_FONT_COMPOSITE)
    return count;
  brv_code_use use = {.code = code};
  gunichar c = other_way(font, &use);
  if (!c || c > 0xffff)
    return -1;
  units[0] = (guint16)c;
  return 1;
}

static void check_character(const brv_font *font, const brv_code_use *use)
{
  enum { ROOM = 256 };
  guint16 units[ROOM];
  int count = font->unicode ? brv_cmap_text(font->unicode, use->code, units, ROOM) : -1;
  if (count >= 0) {
    check_text(font, use, units, count);
    return;
  }
  gunichar c = other_way(font, use);
  if (!c)
    fault(font, BRV_UNICODE_NONE_FAULT, use, NULL);
  else if (is_private(c) && use->is_bare)
    fault(font, BRV_UNICODE_PRIVATE_FAULT, use, NULL);
}

void brv_font_check_codes(brv_font *font)
{
  for (guint i = 0; i < font->order->len; i++) {
    const brv_code_use *use = font->order->pdata[i];
    if (font->program)
      check_glyph(font, use);
    if (font->kind == BRV_FONT_TYPE3)
      check_drawn_width(font, use);
    check_character(font, use);
  }
}
