#include <hb-ot.h>
#include <string.h>

#include "epub/faces.h"

/* Numbers of the name table (OpenType 1.9). */
enum {
  COPYRIGHT = 0,
  FAMILY = 1,
  STYLE = 2,
  UNIQUE = 3,
  FULL = 4,
  VERSION = 5,
  POSTSCRIPT = 6,
  LICENCE = 13,
  LICENCE_URL = 14,
  WIDE_FAMILY = 16,
  WIDE_STYLE = 17,
};

static const char *word_of(int weight)
{
  static const char *const words[] = {"Thin",     "ExtraLight", "Light",     "Regular", "Medium",
                                      "Semibold", "Bold",       "ExtraBold", "Black"};
  int step = (weight + 50) / 100 - 1;
  return words[CLAMP(step, 0, (int)G_N_ELEMENTS(words) - 1)];
}

static char *without_spaces(brv_arena *arena, const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  g_autofree char *joined = g_strjoinv("", words);
  return brv_arena_strdup(arena, joined);
}

/* A family has four styles at most that every system tells apart; other weights are families by
 * themselves, and say which wider one they are of. */
brv_face_names brv_face_names_new(brv_arena *arena, const char *family, int weight, bool italic)
{
  const char *word = word_of(weight);
  bool plain = g_str_equal(word, "Regular"), usual = plain || g_str_equal(word, "Bold");
  const char *slant = italic ? " Italic" : "";
  brv_face_names names = {0};
  const char *whole = plain && italic ? "Italic" : brv_arena_printf(arena, "%s%s", word, slant);
  names.full = plain && !italic ? family : brv_arena_printf(arena, "%s %s", family, whole);
  names.postscript =
      brv_arena_printf(arena, "%s-%s", without_spaces(arena, family), without_spaces(arena, whole));
  names.family = usual ? family : brv_arena_printf(arena, "%s %s", family, word);
  names.style = usual ? whole : italic ? "Italic" : "Regular";
  names.wide_family = usual ? NULL : family;
  names.wide_style = usual ? NULL : whole;
  return names;
}

char *brv_face_says(hb_face_t *font, guint id)
{
  guint length = hb_ot_name_get_utf8(font, id, HB_LANGUAGE_INVALID, NULL, NULL) + 1;
  char *text = g_malloc0(length);
  hb_ot_name_get_utf8(font, id, HB_LANGUAGE_INVALID, &length, text);
  if (!*text)
    g_clear_pointer(&text, g_free);
  return text;
}

/* --- the table: its records, then their texts --- */

typedef struct {
  GByteArray *records, *texts;
  guint count;
} table;

static void put(GByteArray *out, guint number)
{
  const guint8 bytes[] = {(guint8)(number >> 8), (guint8)number};
  g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_name(table *t, guint id, const char *text)
{
  enum { WINDOWS = 3, UNICODE = 1, ENGLISH = 0x409 };
  glong count = 0;
  g_autofree gunichar2 *units = text ? g_utf8_to_utf16(text, -1, NULL, &count, NULL) : NULL;
  if (!units)
    return;
  const guint record[] = {WINDOWS, UNICODE, ENGLISH, id, (guint)count * 2, t->texts->len};
  for (guint i = 0; i < G_N_ELEMENTS(record); i++)
    put(t->records, record[i]);
  for (glong i = 0; i < count; i++)
    put(t->texts, units[i]);
  t->count++;
}

/* Records stand in the order of their numbers. */
static void put_names(table *t, hb_face_t *font, const brv_face_names *names)
{
  g_autofree char *copyright = brv_face_says(font, COPYRIGHT);
  g_autofree char *version = brv_face_says(font, VERSION);
  g_autofree char *licence = brv_face_says(font, LICENCE);
  g_autofree char *url = brv_face_says(font, LICENCE_URL);
  g_autofree char *unique = g_strconcat("Brevier;", names->postscript, NULL);
  put_name(t, COPYRIGHT, copyright);
  put_name(t, FAMILY, names->family);
  put_name(t, STYLE, names->style);
  put_name(t, UNIQUE, unique);
  put_name(t, FULL, names->full);
  put_name(t, VERSION, version);
  put_name(t, POSTSCRIPT, names->postscript);
  put_name(t, LICENCE, licence);
  put_name(t, LICENCE_URL, url);
  put_name(t, WIDE_FAMILY, names->wide_family);
  put_name(t, WIDE_STYLE, names->wide_style);
}

static void free_bytes(void *bytes)
{
  g_byte_array_unref(bytes);
}

hb_blob_t *brv_face_name_table(hb_face_t *font, const brv_face_names *names)
{
  enum { HEADER = 6 };
  g_autoptr(GByteArray) records = g_byte_array_new(), texts = g_byte_array_new();
  table t = {records, texts, 0};
  put_names(&t, font, names);
  GByteArray *out = g_byte_array_new();
  put(out, 0);
  put(out, t.count);
  put(out, HEADER + records->len);
  g_byte_array_append(out, records->data, records->len);
  g_byte_array_append(out, texts->data, texts->len);
  return hb_blob_create((const char *)out->data, out->len, HB_MEMORY_MODE_READONLY, out,
                        free_bytes);
}
