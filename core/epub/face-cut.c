#include <hb-subset.h>

#include "epub/faces.h"

/* Of the features that HarfBuzz keeps by itself, those that no sheet of ours asks for; and those
 * that one does ask for, by font-variant-numeric and font-variant. */
static const hb_tag_t NEVER[] = {HB_TAG('f', 'r', 'a', 'c'), HB_TAG('n', 'u', 'm', 'r'),
                                 HB_TAG('d', 'n', 'o', 'm')},
                      FIGURES[] = {HB_TAG('o', 'n', 'u', 'm'), HB_TAG('l', 'n', 'u', 'm'),
                                   HB_TAG('p', 'n', 'u', 'm'), HB_TAG('t', 'n', 'u', 'm')},
                      SMALL_CAPITALS = HB_TAG('s', 'm', 'c', 'p');

static hb_subset_input_t *wish(const hb_set_t *letters, bool small_capitals)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  hb_set_union(hb_subset_input_unicode_set(input), letters);
  hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
  for (gsize i = 0; i < G_N_ELEMENTS(NEVER); i++)
    hb_set_del(features, NEVER[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(FIGURES); i++)
    hb_set_add(features, FIGURES[i]);
  if (small_capitals)
    hb_set_add(features, SMALL_CAPITALS);
  /* Tables that speak of axes and styles name texts that are not kept. */
  hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), HB_TAG('S', 'T', 'A', 'T'));
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
  return input;
}

/* The table of a cut font as it goes into the book; NULL where it cannot. */
static hb_blob_t *take_table(hb_face_t *cut, hb_tag_t tag, hb_face_t *font,
                             const brv_face_names *names)
{
  if (tag == HB_TAG('n', 'a', 'm', 'e'))
    return brv_face_name_table(font, names);
  hb_blob_t *table = hb_face_reference_table(cut, tag);
  if (tag != HB_TAG('C', 'F', 'F', ' '))
    return table;
  hb_blob_t *renamed = brv_face_rename_cff(table, names);
  hb_blob_destroy(table);
  return renamed;
}

static bool take_tables(hb_face_t *cut, hb_face_t *font, const brv_face_names *names,
                        hb_face_t *out)
{
  enum { MOST = 64 };
  hb_tag_t tags[MOST];
  guint count = MOST;
  hb_face_get_table_tags(cut, 0, &count, tags);
  bool good = count > 0;
  for (guint i = 0; good && i < count; i++) {
    hb_blob_t *table = take_table(cut, tags[i], font, names);
    good = table && hb_face_builder_add_table(out, tags[i], table);
    hb_blob_destroy(table);
  }
  return good;
}

/* The file of a face that is put together from tables. */
static GBytes *to_bytes(hb_face_t *face)
{
  hb_blob_t *blob = hb_face_reference_blob(face);
  guint length = 0;
  const char *data = hb_blob_get_data(blob, &length);
  GBytes *bytes = length ? g_bytes_new(data, length) : NULL;
  hb_blob_destroy(blob);
  return bytes;
}

GBytes *brv_face_cut(hb_face_t *font, const hb_set_t *letters, bool small_capitals,
                     const brv_face_names *names)
{
  hb_subset_input_t *input = wish(letters, small_capitals);
  hb_face_t *made = input ? hb_subset_or_fail(font, input) : NULL;
  hb_subset_input_destroy(input);
  if (!made)
    return NULL;
  /* What the subsetter gives does not list its tables; what is read from its bytes does. */
  hb_blob_t *blob = hb_face_reference_blob(made);
  hb_face_t *cut = hb_face_create(blob, 0), *out = hb_face_builder_create();
  GBytes *bytes = take_tables(cut, font, names, out) ? to_bytes(out) : NULL;
  hb_face_destroy(out);
  hb_face_destroy(cut);
  hb_blob_destroy(blob);
  hb_face_destroy(made);
  return bytes;
}
