#include "pdf/codes.h"

#include <string.h>

/* Of one byte: frequent characters. */
enum { FIRST_FREQUENT = 0x80, LAST_SHORT = 0xcf };

/* Of two bytes, in fonts where some have one. */
enum { FIRST_LETTER = 0xd000, FIRST_NAMED = 0xd800, FIRST_FREE = 0xf800, LAST_FREE = 0xffff };

/* Characters that have codes by their number: letters of Europe; punctuation, currencies, arrows,
 * signs of mathematics. */
enum { LETTERS = 0xa0, LETTERS_END = 0x530, SIGNS = 0x2000, SIGNS_END = 0x2300 };

/* Where all have two: what are no characters of Unicode's own. */
enum { FIRST_WIDE_FREE = 0xe000, LAST_WIDE_FREE = 0xf8ff };

/* What a glyph says: its name; its name in small letters; nothing. */
enum { SAYS_NAME, SAYS_SMALL, SAYS_NOTHING, SAYINGS };
enum { NAMED_END = (FIRST_FREE - FIRST_NAMED) / SAYINGS };

enum { NAME_MOST = 64 };

/* In the order of their codes; no more than there are. Never to be changed within a file. */
static const gunichar FREQUENT[] = {
    '(',    ')',    '\\',   0x2019, 0x2018, 0x201c, 0x201d, 0x2013, 0x2014, 0x2026, 0x00ad, 0x2010,
    0x00b7, 0x2022, 0x00d7, 0x2212, 0x20ac, 0x00a3, 0x00a7, 0x00a9, 0x00b0, 0x00bd, 0x00ab, 0x00bb,
    0x2039, 0x203a, 0x201e, 0x201a, 0x2192, 0x00e0, 0x00e1, 0x00e2, 0x00e3, 0x00e4, 0x00e5, 0x00e6,
    0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb, 0x00ec, 0x00ed, 0x00ee, 0x00ef, 0x00f1, 0x00f2, 0x00f3,
    0x00f4, 0x00f5, 0x00f6, 0x00f8, 0x00f9, 0x00fa, 0x00fb, 0x00fc, 0x00fd, 0x00df, 0x0153, 0x00c0,
    0x00c4, 0x00c5, 0x00c7, 0x00c9, 0x00d6, 0x00d8, 0x00dc, 0x010d, 0x0107, 0x0119, 0x0142, 0x0159,
    0x015b, 0x0161, 0x017e, 0x011f, 0x0131, 0x2009, 0x202f, 0x2032,
};
G_STATIC_ASSERT(G_N_ELEMENTS(FREQUENT) <= LAST_SHORT - FIRST_FREQUENT + 1);
G_STATIC_ASSERT(FIRST_LETTER + LETTERS_END - LETTERS + SIGNS_END - SIGNS <= FIRST_NAMED);

struct brv_codes {
  hb_font_t *font;
  bool wide;
  GHashTable
      *characters; /* glyph -> the first character that it is the glyph of; made when needed */
};

brv_codes *brv_codes_new(hb_font_t *font, bool wide)
{
  brv_codes *codes = g_new0(brv_codes, 1);
  codes->font = hb_font_reference(font);
  codes->wide = wide;
  return codes;
}

void brv_codes_free(brv_codes *codes)
{
  hb_font_destroy(codes->font);
  g_clear_pointer(&codes->characters, g_hash_table_unref);
  g_free(codes);
}

/* --- characters --- */

static guint glyph_of(const brv_codes *codes, gunichar c)
{
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(codes->font, c, &glyph) ? glyph : 0;
}

static guint code_of_character(gunichar c)
{
  if (c < 0x80 && g_ascii_isprint((char)c) && !strchr("()\\", (char)c))
    return c;
  for (gsize i = 0; i < G_N_ELEMENTS(FREQUENT); i++)
    if (FREQUENT[i] == c)
      return FIRST_FREQUENT + (guint)i;
  if (c >= LETTERS && c < LETTERS_END)
    return FIRST_LETTER + c - LETTERS;
  if (c >= SIGNS && c < SIGNS_END)
    return FIRST_LETTER + (LETTERS_END - LETTERS) + c - SIGNS;
  return 0;
}

static guint code_of_wide_character(gunichar c)
{
  return c > G_MAXUINT16 || (c >= FIRST_WIDE_FREE && c <= LAST_WIDE_FREE) ? 0 : c;
}

/* --- names --- */

static GHashTable *list_characters(const brv_codes *codes)
{
  GHashTable *first = g_hash_table_new(NULL, NULL);
  hb_set_t *all = hb_set_create();
  hb_face_collect_unicodes(hb_font_get_face(codes->font), all);
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(all, &c);) {
    gpointer glyph = GUINT_TO_POINTER(glyph_of(codes, c));
    if (!g_hash_table_contains(first, glyph))
      g_hash_table_insert(first, glyph, GUINT_TO_POINTER(c));
  }
  hb_set_destroy(all);
  return first;
}

/* Whether a glyph stands for a character before others. Of ASCII that is taken for granted: to look
 * through all characters takes long, and most names need none but these. */
static bool is_first(brv_codes *codes, guint glyph, gunichar c)
{
  if (c < 0x80)
    return true;
  if (!codes->characters)
    codes->characters = list_characters(codes);
  return g_hash_table_lookup(codes->characters, GUINT_TO_POINTER(glyph)) == GUINT_TO_POINTER(c);
}

/* Whether a character is what its glyph stands for first, and the glyph has this name. */
static bool has_name(brv_codes *codes, gunichar c, const char *name, gsize length)
{
  char own[NAME_MOST] = {0};
  guint glyph = glyph_of(codes, c);
  return glyph > 0 && is_first(codes, glyph, c) &&
         hb_font_get_glyph_name(codes->font, glyph, own, sizeof own) && strlen(own) == length &&
         strncmp(own, name, length) == 0;
}

/* The capital of a small letter, where it is that of no other one. */
static gunichar capital_of(gunichar c)
{
  gunichar capital = g_unichar_toupper(c);
  return g_unichar_tolower(capital) == c ? capital : 0;
}

/* Whether a glyph's name, "f_f_i" or "one.tnum", is that of the characters of a text. */
static bool is_named(brv_codes *codes, const char *name, const char *text, gsize length, bool small)
{
  const char *end = text + length, *at = name;
  gsize left = strcspn(name, ".");
  while (text < end && left > 0) {
    gunichar c = g_utf8_get_char(text);
    gsize part = MIN(strcspn(at, "_"), left);
    if (!has_name(codes, small ? capital_of(c) : c, at, part))
      return false;
    text = g_utf8_next_char(text);
    left -= MIN(part + 1, left);
    at += part + 1;
  }
  return text == end && left == 0;
}

static guint code_of_glyph(brv_codes *codes, guint glyph, const char *text, gsize length)
{
  char name[NAME_MOST] = {0};
  guint says = SAYINGS;
  if (glyph >= NAMED_END)
    return 0;
  if (length == 0)
    says = SAYS_NOTHING;
  else if (!hb_font_get_glyph_name(codes->font, glyph, name, sizeof name))
    return 0;
  else if (is_named(codes, name, text, length, false))
    says = SAYS_NAME;
  else if (is_named(codes, name, text, length, true))
    says = SAYS_SMALL;
  return says == SAYINGS ? 0 : FIRST_NAMED + SAYINGS * glyph + says;
}

guint brv_codes_find(brv_codes *codes, guint glyph, const char *text, gsize length)
{
  gunichar c = length > 0 ? g_utf8_get_char(text) : 0;
  bool is_character =
      length > 0 && g_utf8_next_char(text) == text + length && glyph_of(codes, c) == glyph;
  if (codes->wide)
    return is_character ? code_of_wide_character(c) : 0;
  guint code = is_character ? code_of_character(c) : 0;
  return code ? code : code_of_glyph(codes, glyph, text, length);
}

/* --- the rest --- */

guint brv_codes_first_free(const brv_codes *codes)
{
  return codes->wide ? FIRST_WIDE_FREE : FIRST_FREE;
}

guint brv_codes_last_free(const brv_codes *codes)
{
  return codes->wide ? LAST_WIDE_FREE : LAST_FREE;
}

bool brv_codes_is_long(const brv_codes *codes, guint code)
{
  return codes->wide || code > LAST_SHORT;
}

const char *brv_codes_ranges(const brv_codes *codes)
{
  return codes->wide ? "1 begincodespacerange\n<0000><ffff>\n"
                     : "2 begincodespacerange\n<00><cf>\n<d000><ffff>\n";
}
