/* CharSet and CIDSet: the lists of a subset's glyphs. ISO 19005-2, 6.2.11.4.2. */
#include <string.h>

#include "verify/font.h"

static void fault(const brv_font *font, brv_condition condition, const char *detail)
{
  brv_audit_fault(font->audit, condition, brv_font_spot(font), detail ? "%s" : NULL, detail);
}

/* "ABCDEF+Name". */
static bool is_subset(const char *name)
{
  for (int i = 0; i < 6; i++)
    if (!g_ascii_isupper(name[i]))
      return false;
  return name[6] == '+';
}

static GHashTable *listed_names(const char *text)
{
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) parts = g_strsplit(text, "/", 0);
  for (guint i = 0; parts[i]; i++)
    g_hash_table_add(names, g_strdup(g_strstrip(parts[i])));
  return names;
}

static void check_charset(const brv_font *font)
{
  const char *text = brv_obj_string(brv_obj_get(font->audit->pdf, font->descriptor, "CharSet"));
  if (!text)
    return;
  g_autoptr(GHashTable) names = listed_names(text);
  for (guint glyph = 0; glyph < brv_program_glyphs(font->program); glyph++) {
    const char *name = brv_program_name_of(font->audit, font->program, glyph);
    if (*name && strcmp(name, ".notdef") != 0 && !g_hash_table_contains(names, name)) {
      fault(font, BRV_CHARSET_FAULT, name);
      return;
    }
  }
  GHashTableIter iter;
  void *name;
  guint glyph = 0, strangers = 0;
  g_hash_table_iter_init(&iter, names);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    strangers += *(const char *)name && !brv_program_named(font->program, name, &glyph);
  if (strangers)
    fault(font, BRV_CHARSET_MORE_FAULT, NULL);
}

static bool has_bit(const guint8 *bytes, gsize length, guint32 bit)
{
  return bit / 8 < length && bytes[bit / 8] >> (7 - bit % 8) & 1;
}

/* Whether the program has the CID: by its own list, by the map to glyphs, or as a glyph's number.
 */
static bool has_cid(const brv_font *font, guint32 cid)
{
  guint glyph = 0;
  gsize length = 0;
  const guint8 *map = font->gids ? g_bytes_get_data(font->gids, &length) : NULL;
  if (map)
    return (gsize)cid * 2 + 1 < length && (map[cid * 2] || map[cid * 2 + 1]);
  return brv_program_cid(font->program, cid, &glyph);
}

static void check_cidset(const brv_font *font)
{
  enum { HIGHEST = 65535 };
  const brv_obj *stream = brv_obj_get(font->audit->pdf, font->descriptor, "CIDSet");
  g_autoptr(GBytes) data = brv_obj_data(font->audit->pdf, stream);
  if (!data)
    return;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  for (guint32 cid = 1; cid <= HIGHEST; cid++) {
    bool is_there = has_cid(font, cid), is_listed = has_bit(bytes, length, cid);
    if (is_there != is_listed) {
      g_autofree char *detail =
          g_strdup_printf("CID %u is %s", cid, is_there ? "not listed" : "not there");
      fault(font, BRV_CIDSET_FAULT, detail);
      return;
    }
  }
}

void brv_font_check_sets(brv_font *font)
{
  const char *name = brv_obj_name(brv_obj_get(font->audit->pdf, font->descendant, "BaseFont"));
  if (font->kind == BRV_FONT_TYPE1 && is_subset(font->name))
    check_charset(font);
  if (font->kind == BRV_FONT_COMPOSITE && (is_subset(font->name) || is_subset(name)))
    check_cidset(font);
}
