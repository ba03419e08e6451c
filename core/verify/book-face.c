#include "verify/book-face.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_SFNT_NAMES_H
#include FT_TRUETYPE_TABLES_H
#include FT_TYPE1_TABLES_H
#include <string.h>

enum { COPYRIGHT = 0, LICENCE = 13, LICENCE_URL = 14 };

/* Records in Unicode alone: ours have no others, and whoever has both says the same in them. */
static const char *text_of(brv_arena *arena, const FT_SfntName *name)
{
  enum { UNICODE = 0, WINDOWS = 3 };
  if (name->platform_id != UNICODE && name->platform_id != WINDOWS)
    return NULL;
  g_autofree char *text = g_convert((const char *)name->string, name->string_len, "UTF-8",
                                    "UTF-16BE", NULL, NULL, NULL);
  return text ? brv_arena_strdup(arena, text) : NULL;
}

/* Whether what stands under a number is a name, and not a version, a notice or an address. */
static bool is_name(guint id)
{
  enum { FAMILY = 1, UNIQUE = 3, FULL = 4, POSTSCRIPT = 6, WIDE_FAMILY = 16, COMPATIBLE = 18 };
  enum { FIRST_OF_OTHERS = 20, LAST_OF_OTHERS = 25 };
  return id == FAMILY || id == UNIQUE || id == FULL || id == POSTSCRIPT || id == WIDE_FAMILY ||
         id == COMPATIBLE || (id >= FIRST_OF_OTHERS && id <= LAST_OF_OTHERS);
}

static void read_names(brv_arena *arena, FT_Face font, brv_book_face *face)
{
  for (FT_UInt i = 0; i < FT_Get_Sfnt_Name_Count(font); i++) {
    FT_SfntName name;
    const char *text = FT_Get_Sfnt_Name(font, i, &name) ? NULL : text_of(arena, &name);
    if (!text)
      continue;
    if (is_name(name.name_id))
      g_ptr_array_add(face->names, (void *)text);
    else if (name.name_id == COPYRIGHT)
      face->copyright = text;
    else if (name.name_id == LICENCE)
      face->licence = text;
    else if (name.name_id == LICENCE_URL)
      face->licence_url = text;
  }
}

static void add_name(brv_arena *arena, brv_book_face *face, const char *name)
{
  if (name)
    g_ptr_array_add(face->names, brv_arena_strdup(arena, name));
}

/* The name that a CFF table opens with (Technical Note 5176, 6 and 7), which FreeType keeps to
 * itself: a header, whose third byte is its length; how many names; the size of places; where the
 * first begins and ends; the name. */
static void read_cff_name(brv_arena *arena, FT_Face font, brv_book_face *face)
{
  enum { MOST = 512, HEADER = 2, LARGEST_HEADER = 64, LARGEST_SIZE = 4 };
  guint8 table[MOST] = {0};
  FT_ULong length = 0, tag = FT_MAKE_TAG('C', 'F', 'F', ' ');
  if (FT_Load_Sfnt_Table(font, tag, 0, NULL, &length))
    return;
  length = MIN(length, MOST);
  if (FT_Load_Sfnt_Table(font, tag, 0, table, &length))
    return;
  const guint8 *size = table + MIN(table[HEADER], LARGEST_HEADER) + 2, *end_at = size + 1 + *size;
  guint end = 0;
  for (guint i = 0; i < MIN(*size, LARGEST_SIZE); i++)
    end = end << 8 | end_at[i];
  const guint8 *name = end_at + MIN(*size, LARGEST_SIZE);
  if (end == 0 || *size > LARGEST_SIZE || end > (gsize)(table + MOST - name))
    return;
  g_autofree char *text = g_strndup((const char *)name, end - 1);
  add_name(arena, face, text);
}

static void read_inner_names(brv_arena *arena, FT_Face font, brv_book_face *face)
{
  PS_FontInfoRec info = {0};
  if (!FT_Get_PS_Font_Info(font, &info)) {
    add_name(arena, face, info.full_name);
    add_name(arena, face, info.family_name);
  }
  read_cff_name(arena, font, face);
}

/* "… with Reserved Font Name 'Source'", "… Names 'A' and 'B'". */
static void read_reserved(brv_arena *arena, brv_book_face *face)
{
  g_autoptr(GRegex) told = g_regex_new("Reserved Font Names?(.*)", G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GRegex) quoted = g_regex_new("['\"‘“]([^'\"’”]+)['\"’”]", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL, name = NULL;
  if (!face->copyright || !g_regex_match(told, face->copyright, 0, &found))
    return;
  g_autofree char *rest = g_match_info_fetch(found, 1);
  for (g_regex_match(quoted, rest, 0, &name); g_match_info_matches(name);
       g_match_info_next(name, NULL)) {
    g_autofree char *one = g_match_info_fetch(name, 1);
    g_ptr_array_add(face->reserved, brv_arena_strdup(arena, one));
  }
}

static void destroy_set(void *set)
{
  hb_set_destroy(set);
}

static void read_letters(FT_Face font, brv_book_face *face)
{
  FT_UInt glyph = 0;
  for (FT_ULong c = FT_Get_First_Char(font, &glyph); glyph; c = FT_Get_Next_Char(font, c, &glyph))
    hb_set_add(face->letters, (hb_codepoint_t)c);
}

static brv_book_face *read_face(brv_arena *arena, FT_Face font)
{
  enum { ABSENT = 0xffff };
  const TT_OS2 *os2 = FT_Get_Sfnt_Table(font, FT_SFNT_OS2);
  brv_book_face *face = brv_new(arena, brv_book_face);
  face->names = brv_arena_ptr_array(arena);
  face->reserved = brv_arena_ptr_array(arena);
  face->letters = brv_arena_own(arena, hb_set_create(), destroy_set);
  face->rights = os2 && os2->version != ABSENT ? os2->fsType : -1;
  read_letters(font, face);
  read_names(arena, font, face);
  read_inner_names(arena, font, face);
  read_reserved(arena, face);
  return face;
}

brv_book_face *brv_book_face_open(brv_arena *arena, const char *bytes, gsize length)
{
  FT_Library library = NULL;
  FT_Face font = NULL;
  brv_book_face *face = NULL;
  if (FT_Init_FreeType(&library))
    return NULL;
  if (!FT_New_Memory_Face(library, (const FT_Byte *)bytes, (FT_Long)length, 0, &font) &&
      FT_IS_SFNT(font) && !FT_Select_Charmap(font, FT_ENCODING_UNICODE))
    face = read_face(arena, font);
  if (font)
    FT_Done_Face(font);
  FT_Done_FreeType(library);
  return face;
}
