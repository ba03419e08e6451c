#include "typeset/word-space.h"

#include <glib.h>
#include <hb-ot.h>
#include <string.h>

/* Types of lookups that reach one glyph, or marks only, and those that reach two neighbours. */
enum { POS_SINGLE = 1, POS_PAIR = 2, POS_MARK_FIRST = 4, POS_MARK_LAST = 6, POS_EXTENSION = 9 };

/* Flags of lookups that look past letters. */
enum { PAST_BASES = 2, PAST_LIGATURES = 4 };

/* A lookup's byte: what it does beside the space, plus one; 0: not looked at. */
struct brv_face_notes {
  GHashTable *faces[2]; /* substitution, position: hb_face_t * -> GByteArray */
};

static void free_bytes(void *bytes)
{
  g_byte_array_unref(bytes);
}

brv_face_notes *brv_face_notes_new(void)
{
  brv_face_notes *notes = g_new0(brv_face_notes, 1);
  for (gsize i = 0; i < G_N_ELEMENTS(notes->faces); i++)
    notes->faces[i] = g_hash_table_new_full(NULL, NULL, NULL, free_bytes);
  return notes;
}

void brv_face_notes_free(brv_face_notes *notes)
{
  for (gsize i = 0; i < G_N_ELEMENTS(notes->faces); i++)
    g_hash_table_unref(notes->faces[i]);
  g_free(notes);
}

static guint8 *note_of(brv_face_notes *notes, hb_face_t *face, hb_tag_t table, unsigned lookup)
{
  GHashTable *faces = notes->faces[table == HB_OT_TAG_GPOS];
  GByteArray *bytes = g_hash_table_lookup(faces, face);
  if (!bytes) {
    bytes = g_byte_array_new();
    g_hash_table_insert(faces, face, bytes);
  }
  guint known = bytes->len;
  if (lookup >= known) {
    g_byte_array_set_size(bytes, lookup + 1);
    memset(bytes->data + known, 0, lookup + 1 - known);
  }
  return &bytes->data[lookup];
}

/* 16 bits at an offset of a table, 0 beyond its end. */
static unsigned number_at(const char *table, unsigned size, unsigned at)
{
  if (at + 1 >= size)
    return 0;
  return (unsigned)(guint8)table[at] << 8 | (guint8)table[at + 1];
}

/* The type of a lookup, and its flags. A lookup's type 9 stands for that of its subtables, which
 * name it in their second number. */
static unsigned position_type(hb_face_t *face, unsigned lookup, unsigned *flags)
{
  enum { LOOKUP_LIST = 8, OFFSETS = 2, FLAGS = 2, SUBTABLES = 6 };
  hb_blob_t *blob = hb_face_reference_table(face, HB_OT_TAG_GPOS);
  unsigned size = 0;
  const char *table = hb_blob_get_data(blob, &size);
  unsigned list = number_at(table, size, LOOKUP_LIST);
  unsigned at = list + number_at(table, size, list + OFFSETS + 2 * lookup);
  unsigned type = number_at(table, size, at);
  *flags = number_at(table, size, at + FLAGS);
  if (type == POS_EXTENSION)
    type = number_at(table, size, at + number_at(table, size, at + SUBTABLES) + 2);
  hb_blob_destroy(blob);
  return type;
}

static bool names(hb_face_t *face, hb_tag_t table, unsigned lookup, hb_codepoint_t glyph)
{
  hb_set_t *sets[4]; /* before, input, after, output */
  bool found = false;
  for (gsize i = 0; i < G_N_ELEMENTS(sets); i++)
    sets[i] = hb_set_create();
  hb_ot_layout_lookup_collect_glyphs(face, table, lookup, sets[0], sets[1], sets[2], sets[3]);
  for (gsize i = 0; i < G_N_ELEMENTS(sets); i++) {
    found |= hb_set_has(sets[i], glyph);
    hb_set_destroy(sets[i]);
  }
  return found;
}

static brv_space look_up(hb_face_t *face, hb_tag_t table, unsigned lookup, hb_codepoint_t space)
{
  unsigned flags = 0;
  if (!names(face, table, lookup, space))
    return BRV_SPACE_APART;
  unsigned type = table == HB_OT_TAG_GPOS ? position_type(face, lookup, &flags) : 0;
  if (type == POS_SINGLE || (type >= POS_MARK_FIRST && type <= POS_MARK_LAST))
    return BRV_SPACE_APART;
  bool near = type == POS_PAIR && !(flags & (PAST_BASES | PAST_LIGATURES));
  return near ? BRV_SPACE_PAIRS : BRV_SPACE_MIXED;
}

static brv_space of_lookup(brv_face_notes *notes, hb_face_t *face, hb_tag_t table, unsigned lookup,
                           hb_codepoint_t space)
{
  guint8 *note = note_of(notes, face, table, lookup);
  if (!*note)
    *note = (guint8)(look_up(face, table, lookup, space) + 1);
  return (brv_space)(*note - 1);
}

/* The lookups of a plan, but those that only U+2044 turns on. */
static void collect_lookups(const brv_voice *voice, hb_tag_t table, hb_set_t *lookups)
{
  static const char *const OFF[] = {"-frac", "-numr", "-dnom"};
  hb_feature_t features[G_N_ELEMENTS(OFF) + BRV_VOICE_FEATURES];
  unsigned count = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(OFF); i++)
    hb_feature_from_string(OFF[i], -1, &features[count++]);
  for (unsigned i = 0; i < voice->count; i++)
    features[count++] = voice->features[i];
  hb_shape_plan_t *plan =
      hb_shape_plan_create(hb_font_get_face(voice->font), &voice->props, features, count, NULL);
  hb_ot_shape_plan_collect_lookups(plan, table, lookups);
  hb_shape_plan_destroy(plan);
}

static brv_space of_table(const brv_voice *voice, brv_face_notes *notes, hb_tag_t table,
                          hb_codepoint_t space)
{
  hb_set_t *lookups = hb_set_create();
  hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
  brv_space most = BRV_SPACE_APART;
  collect_lookups(voice, table, lookups);
  while (hb_set_next(lookups, &lookup))
    most = MAX(most, of_lookup(notes, hb_font_get_face(voice->font), table, lookup, space));
  hb_set_destroy(lookups);
  return most;
}

/* Tables whose rules are not OpenType's, or whose pairs are not among its lookups. */
static bool has_other_rules(hb_face_t *face)
{
  static const char *const TABLES[] = {"kern", "kerx", "morx", "mort", "Silf"};
  bool has = false;
  for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++) {
    hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(TABLES[i], -1));
    has |= hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
  }
  return has;
}

brv_space brv_space_of(const brv_voice *voice, brv_face_notes *notes)
{
  hb_codepoint_t space = 0;
  if (!hb_font_get_nominal_glyph(voice->font, ' ', &space) ||
      has_other_rules(hb_font_get_face(voice->font)))
    return BRV_SPACE_MIXED;
  brv_space replaced = of_table(voice, notes, HB_OT_TAG_GSUB, space);
  return replaced == BRV_SPACE_APART ? of_table(voice, notes, HB_OT_TAG_GPOS, space)
                                     : BRV_SPACE_MIXED;
}

/* Whether HarfBuzz may part a shaped text behind its first byte. */
static bool parts_at_one(hb_buffer_t *buffer)
{
  unsigned count = 0;
  const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &count);
  bool begins = false;
  for (unsigned i = 0; i < count; i++) {
    if (glyphs[i].cluster != 1)
      continue;
    if (hb_glyph_info_get_glyph_flags(&glyphs[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK)
      return false;
    begins = true;
  }
  return begins;
}

bool brv_space_moves(const brv_voice *voice, const char *word, unsigned length)
{
  hb_buffer_t *buffer = hb_buffer_create();
  hb_buffer_set_segment_properties(buffer, &voice->props);
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  g_autofree char *behind = g_strdup_printf(" %.*s", (int)length, word);
  hb_buffer_add_utf8(buffer, behind, -1, 0, -1);
  hb_shape(voice->font, buffer, voice->features, voice->count);
  bool moves = !parts_at_one(buffer);
  hb_buffer_destroy(buffer);
  return moves;
}

bool brv_space_is_mark(const brv_voice *voice, hb_codepoint_t glyph)
{
  return hb_ot_layout_get_glyph_class(hb_font_get_face(voice->font), glyph) ==
         HB_OT_LAYOUT_GLYPH_CLASS_MARK;
}
