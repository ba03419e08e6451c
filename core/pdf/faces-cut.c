/* Faces cut down to what is used of them, once: the same is known the next time. */
#include <hb-subset.h>
#include <string.h>

#include "document/wire.h"
#include "pdf/cff.h"
#include "pdf/faces-private.h"

#define CFF HB_TAG('C', 'F', 'F', ' ')

/* Only what draws the glyphs is kept; what a program needs beside it the PDF says. */
static hb_subset_input_t *wish(const brv_face *face)
{
  static const hb_tag_t DROPPED[] = {
      HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
      HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
      HB_TAG('D', 'S', 'I', 'G'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('v', 'h', 'e', 'a'),
      HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('S', 'T', 'A', 'T'),
      HB_TAG('g', 'a', 's', 'p'), HB_TAG('V', 'D', 'M', 'X'), HB_TAG('h', 'd', 'm', 'x'),
      HB_TAG('M', 'A', 'T', 'H'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('c', 'm', 'a', 'p'),
  };
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  hb_set_union(hb_subset_input_glyph_set(input), face->glyphs);
  hb_set_add(hb_subset_input_glyph_set(input), 0);
  hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (gsize i = 0; i < G_N_ELEMENTS(DROPPED); i++)
    hb_set_add(dropped, DROPPED[i]);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
  return input;
}

/* Of a variable face what stands where its axes do is taken, as if there were no others. */
static bool pin_axes(const brv_face *face, hb_subset_input_t *input)
{
  hb_variation_t axes[BRV_MOST_AXES];
  guint count = brv_axes_of(face->font, axes);
  bool good = true;
  for (guint i = 0; i < count; i++)
    good &= hb_subset_input_pin_axis_location(input, face->face, axes[i].tag, axes[i].value);
  return good;
}

/* The numbers that the program has. */
static void take_characters(const brv_face *face, hb_subset_plan_t *plan, const guint16 *characters,
                            brv_face_cut *cut)
{
  const hb_map_t *glyphs = hb_subset_plan_old_to_new_glyph_mapping(plan);
  for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(face->glyphs, &glyph);) {
    guint now = hb_map_get(glyphs, glyph);
    if (now == HB_MAP_VALUE_INVALID)
      now = 0;
    hb_map_set(cut->characters, glyph, characters ? characters[now] : now);
  }
}

static void take_program(const brv_face *face, hb_subset_plan_t *plan, hb_face_t *done,
                         brv_pdf_file *file, brv_face_cut *cut)
{
  hb_blob_t *program = hb_face_reference_table(done, CFF);
  cut->is_cff = hb_blob_get_length(program) > 0;
  if (!cut->is_cff)
    program = hb_face_reference_blob(done);
  const char *bytes = hb_blob_get_data(program, &cut->length);
  g_autofree guint16 *characters =
      cut->is_cff
          ? brv_cff_characters((const guint8 *)bytes, cut->length, hb_face_get_glyph_count(done))
          : NULL;
  cut->program = brv_pdf_pack(file, bytes, cut->length);
  take_characters(face, plan, characters, cut);
  hb_blob_destroy(program);
}

static bool cut_anew(const brv_face *face, brv_pdf_file *file, brv_face_cut *cut)
{
  hb_subset_input_t *input = wish(face);
  bool good = input && pin_axes(face, input);
  hb_subset_plan_t *plan = good ? hb_subset_plan_create_or_fail(face->face, input) : NULL;
  hb_face_t *done = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  hb_subset_input_destroy(input);
  if (done)
    take_program(face, plan, done, file, cut);
  hb_face_destroy(done);
  hb_subset_plan_destroy(plan);
  return done != NULL;
}

/* --- what is kept of it --- */

/* Of the face's file, beside what all files of fonts are, and of what is used of it. */
static void find_key(const brv_face *face, const brv_memo *memo, guint8 *key)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  brv_wire_put_text(&w, face->file);
  brv_wire_put_count(&w, (guint32)face->index);
  brv_wire_put_text(&w, face->axes);
  for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(face->glyphs, &glyph);)
    brv_wire_put_count(&w, glyph);
  brv_memo_key(memo, "face", bytes->data, bytes->len, key);
}

static GBytes *put(const brv_face *face, const brv_face_cut *cut)
{
  brv_wire_writer w = {g_byte_array_new(), NULL};
  brv_wire_put_count(&w, cut->is_cff);
  brv_wire_put_count(&w, cut->length);
  for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(face->glyphs, &glyph);)
    brv_wire_put_count(&w, hb_map_get(cut->characters, glyph));
  brv_wire_put_bytes(&w, cut->program);
  return g_byte_array_free_to_bytes(w.out);
}

/* Whatever an enemy wrote, it is a program of these glyphs, or another that shows something else.
 */
static bool take(const brv_face *face, GBytes *bytes, brv_face_cut *cut)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_wire_reader r = brv_wire_read_bytes(arena, NULL, bytes);
  cut->is_cff = brv_wire_take_count(&r, true);
  cut->length = brv_wire_take_count(&r, G_MAXINT32);
  for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(face->glyphs, &glyph);)
    hb_map_set(cut->characters, glyph, brv_wire_take_count(&r, G_MAXUINT16));
  cut->program = brv_wire_take_bytes(&r);
  return brv_wire_is_done(&r) && cut->program;
}

bool brv_face_cut_down(const brv_face *face, brv_pdf_file *file, brv_face_cut *cut)
{
  guint8 key[BRV_CACHE_KEY];
  const brv_memo *memo = brv_pdf_memo(file);
  find_key(face, memo, key);
  cut->characters = hb_map_create();
  GBytes *known = brv_memo_find(memo, key);
  if (known && take(face, known, cut))
    return true;
  g_clear_pointer(&cut->program, g_bytes_unref);
  if (!cut_anew(face, file, cut))
    return false;
  g_autoptr(GBytes) bytes = put(face, cut);
  brv_memo_keep(memo, key, bytes);
  return true;
}

void brv_face_cut_clear(brv_face_cut *cut)
{
  g_clear_pointer(&cut->program, g_bytes_unref);
  hb_map_destroy(cut->characters);
  cut->characters = NULL;
}
