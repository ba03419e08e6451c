#include "verify/program.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_ADVANCES_H
#include FT_TRUETYPE_TABLES_H
#include <string.h>

struct brv_program {
  FT_Library library;
  FT_Face face;
  GBytes *bytes;
  GHashTable *cids; /* CID to glyph, of a CID-keyed program; else NULL */
};

static void close_program(void *data)
{
  brv_program *program = data;
  if (program->face)
    FT_Done_Face(program->face);
  if (program->library)
    FT_Done_FreeType(program->library);
  if (program->cids)
    g_hash_table_unref(program->cids);
  g_bytes_unref(program->bytes);
}

const brv_obj *brv_program_stream(brv_audit *a, const brv_obj *descriptor, const char **key)
{
  static const char *const keys[] = {"FontFile", "FontFile2", "FontFile3"};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const brv_obj *stream = brv_obj_get(a->pdf, descriptor, keys[i]);
    *key = keys[i];
    if (stream->type == BRV_OBJ_STREAM)
      return stream;
  }
  *key = NULL;
  return NULL;
}

static void read_cids(brv_program *program)
{
  FT_Bool is_cid = 0;
  if (FT_Get_CID_Is_Internally_CID_Keyed(program->face, &is_cid) || !is_cid)
    return;
  program->cids = g_hash_table_new(NULL, NULL);
  for (guint glyph = 0; glyph < brv_program_glyphs(program); glyph++) {
    FT_UInt cid = 0;
    if (!FT_Get_CID_From_Glyph_Index(program->face, glyph, &cid))
      g_hash_table_insert(program->cids, GUINT_TO_POINTER(cid), GUINT_TO_POINTER(glyph));
  }
}

brv_program *brv_program_open(brv_audit *a, const brv_obj *stream)
{
  GBytes *bytes = brv_obj_data(a->pdf, stream);
  if (!bytes)
    return NULL;
  brv_program *program = brv_new(a->arena, brv_program);
  program->bytes = bytes;
  brv_arena_own(a->arena, program, close_program);
  gsize length = 0;
  const FT_Byte *start = g_bytes_get_data(bytes, &length);
  if (FT_Init_FreeType(&program->library) ||
      FT_New_Memory_Face(program->library, start, (FT_Long)length, 0, &program->face))
    return NULL;
  read_cids(program);
  return program;
}

guint brv_program_glyphs(const brv_program *program)
{
  return (guint)CLAMP(program->face->num_glyphs, 0, 0x10000);
}

double brv_program_width(const brv_program *program, guint glyph)
{
  FT_Fixed advance = 0;
  FT_Int32 flags = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING;
  FT_UShort em = program->face->units_per_EM;
  if (!em || FT_Get_Advance(program->face, glyph, flags, &advance))
    return -1;
  return (double)advance * 1000 / em;
}

bool brv_program_named(const brv_program *program, const char *name, guint *glyph)
{
  *glyph = FT_HAS_GLYPH_NAMES(program->face) ? FT_Get_Name_Index(program->face, name) : 0;
  return *glyph || strcmp(name, ".notdef") == 0;
}

const char *brv_program_name_of(brv_audit *a, const brv_program *program, guint glyph)
{
  char name[256] = "";
  if (!FT_HAS_GLYPH_NAMES(program->face) ||
      FT_Get_Glyph_Name(program->face, glyph, name, sizeof name))
    return "";
  return brv_arena_strdup(a->arena, name);
}

bool brv_program_has_cids(const brv_program *program)
{
  return program->cids;
}

bool brv_program_cid(const brv_program *program, guint32 cid, guint *glyph)
{
  void *found = NULL;
  if (!program->cids) {
    *glyph = cid;
    return cid < brv_program_glyphs(program);
  }
  bool is_there = g_hash_table_lookup_extended(program->cids, GUINT_TO_POINTER(cid), NULL, &found);
  /* Of a bare CFF program FreeType is asked by CID, of one in an OpenType font by glyph. */
  *glyph = FT_IS_SFNT(program->face) ? GPOINTER_TO_UINT(found) : cid;
  return is_there;
}

/* The `cmap` table's own list of what it holds: FreeType leaves out maps that it does not know, and
 * makes one up from glyph names. */
static guint map_records(const brv_program *program, guint8 *bytes, gsize room)
{
  enum { HEAD = 4, RECORD = 8 };
  FT_ULong length = 0;
  if (FT_Load_Sfnt_Table(program->face, FT_MAKE_TAG('c', 'm', 'a', 'p'), 0, NULL, &length) ||
      length < HEAD)
    return 0;
  length = MIN(length, (FT_ULong)room);
  if (FT_Load_Sfnt_Table(program->face, FT_MAKE_TAG('c', 'm', 'a', 'p'), 0, bytes, &length))
    return 0;
  guint count = (guint)bytes[2] << 8 | bytes[3];
  return MIN(count, (guint)((length - HEAD) / RECORD));
}

enum { MAP_BYTES = 1024 };

guint brv_program_maps(const brv_program *program)
{
  guint8 bytes[MAP_BYTES];
  return map_records(program, bytes, sizeof bytes);
}

bool brv_program_has_map(const brv_program *program, guint platform, guint encoding)
{
  guint8 bytes[MAP_BYTES];
  guint count = map_records(program, bytes, sizeof bytes);
  for (guint i = 0; i < count; i++) {
    const guint8 *record = bytes + 4 + 8 * (gsize)i;
    if (record[0] == 0 && record[1] == platform && record[2] == 0 && record[3] == encoding)
      return true;
  }
  return false;
}

static FT_CharMap find_map(const brv_program *program, guint platform, guint encoding)
{
  for (int i = 0; i < program->face->num_charmaps; i++) {
    FT_CharMap map = program->face->charmaps[i];
    if (map->platform_id == platform && map->encoding_id == encoding)
      return map;
  }
  return NULL;
}

guint brv_program_lookup(const brv_program *program, guint platform, guint encoding, guint32 code)
{
  FT_CharMap map = find_map(program, platform, encoding);
  if (!map || FT_Set_Charmap(program->face, map))
    return 0;
  return FT_Get_Char_Index(program->face, code);
}

guint brv_program_builtin(const brv_program *program, guint8 code)
{
  static const FT_Encoding own[] = {FT_ENCODING_ADOBE_CUSTOM, FT_ENCODING_ADOBE_STANDARD,
                                    FT_ENCODING_ADOBE_EXPERT};
  for (guint i = 0; i < G_N_ELEMENTS(own); i++)
    if (!FT_Select_Charmap(program->face, own[i]))
      return FT_Get_Char_Index(program->face, code);
  return 0;
}
