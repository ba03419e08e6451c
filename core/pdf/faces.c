#include "pdf/faces.h"

#include <string.h>

#include "pdf/cff.h"
#include "pdf/faces-private.h"

/* A font of more glyphs is taken for one that writes in squares. */
enum { MOST_GLYPHS = 4096 };

static void free_face(void *data)
{
  brv_face *face = data;
  hb_face_destroy(face->face);
  hb_font_destroy(face->font);
  hb_set_destroy(face->glyphs);
  brv_codes_free(face->codes);
  g_free(face->file);
  g_free(face->axes);
  g_hash_table_unref(face->said);
  g_hash_table_unref(face->taken);
  g_ptr_array_unref(face->all);
  g_free(face);
}

brv_faces *brv_faces_new(void)
{
  brv_faces *faces = g_new0(brv_faces, 1);
  faces->by_file = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  faces->by_font = g_hash_table_new(NULL, NULL);
  faces->all = g_ptr_array_new_with_free_func(free_face);
  faces->used = g_ptr_array_new();
  faces->watch = 1;
  return faces;
}

void brv_faces_free(brv_faces *faces)
{
  if (!faces)
    return;
  g_hash_table_unref(faces->by_file);
  g_hash_table_unref(faces->by_font);
  g_ptr_array_unref(faces->all);
  g_ptr_array_unref(faces->used);
  g_free(faces);
}

/* Whether the font numbers its characters apart from its glyphs, as those of East Asia do: they
 * have many, and MuPDF (1.21) reads what they say only where codes are as long as the numbers. */
static bool has_characters(hb_face_t *face)
{
  hb_blob_t *cff = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
  guint length = 0;
  const char *bytes = hb_blob_get_data(cff, &length);
  g_autofree guint16 *first =
      length > 0 ? brv_cff_characters((const guint8 *)bytes, length, 1) : NULL;
  hb_blob_destroy(cff);
  return first != NULL;
}

static void add_table(GChecksum *sum, hb_face_t *face, hb_tag_t tag)
{
  hb_blob_t *table = hb_face_reference_table(face, tag);
  guint length = 0;
  const char *bytes = hb_blob_get_data(table, &length);
  g_checksum_update(sum, (const guchar *)(bytes ? bytes : ""), length);
  hb_blob_destroy(table);
}

/* A name by what the font says of itself, so that it is the same in every file. Two that say the
 * same are told apart, in this file. */
static void name_face(const brv_faces *faces, brv_face *face)
{
  enum { FIGURES = 6 };
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
  add_table(sum, face->face, HB_TAG('h', 'e', 'a', 'd'));
  add_table(sum, face->face, HB_TAG('n', 'a', 'm', 'e'));
  g_checksum_update(sum, (const guchar *)face->axes, -1);
  g_snprintf(face->name, sizeof face->name, "F%.*s", FIGURES, g_checksum_get_string(sum));
  for (guint i = 0; i < faces->all->len; i++)
    if (strcmp(((const brv_face *)faces->all->pdata[i])->name, face->name) == 0)
      g_snprintf(face->name, sizeof face->name, "F%.*s-%u", FIGURES, g_checksum_get_string(sum),
                 faces->all->len);
}

static void place_axes(hb_font_t *font, const char *written)
{
  hb_variation_t axes[BRV_MOST_AXES];
  guint count = brv_axes_read(written, axes);
  if (count > 0)
    hb_font_set_variations(font, axes, count);
}

/* `key` is taken over. */
static brv_face *add_face(brv_faces *faces, char *key, const brv_face_origin *origin,
                          hb_face_t *source)
{
  brv_face *face = g_new0(brv_face, 1);
  face->faces = faces;
  face->file = g_strdup(origin->file);
  face->index = origin->index;
  face->axes = g_strdup(origin->axes);
  face->face = hb_face_reference(source);
  face->font = hb_font_create(source);
  hb_font_set_scale(face->font, BRV_FACE_EM, BRV_FACE_EM);
  place_axes(face->font, face->axes);
  face->codes = brv_codes_new(face->font, has_characters(source) ||
                                              hb_face_get_glyph_count(source) > MOST_GLYPHS);
  face->glyphs = hb_set_create();
  face->said = g_hash_table_new(NULL, NULL);
  face->taken = g_hash_table_new(NULL, NULL);
  face->all = g_ptr_array_new_with_free_func(g_free);
  face->free = brv_codes_first_free(face->codes);
  name_face(faces, face);
  g_ptr_array_add(faces->all, face);
  g_hash_table_insert(faces->by_file, key, face);
  return face;
}

static char *key_of(const brv_face_origin *origin)
{
  return g_strdup_printf("%s#%d#%s", origin->file, origin->index, origin->axes);
}

brv_face *brv_faces_find(brv_faces *faces, PangoFont *font, double *size)
{
  hb_font_t *scaled = pango_font_get_hb_font(font);
  int x_scale = 0, y_scale = 0;
  hb_font_get_scale(scaled, &x_scale, &y_scale);
  *size = x_scale / (double)PANGO_SCALE;
  brv_face *face = g_hash_table_lookup(faces->by_font, font);
  if (face)
    return face;
  brv_face_origin origin = {.axes = brv_font_axes(font)};
  origin.file = brv_font_file(font, &origin.index);
  g_autofree char *key = key_of(&origin);
  face = g_hash_table_lookup(faces->by_file, key);
  if (!face)
    face = add_face(faces, g_steal_pointer(&key), &origin, hb_font_get_face(scaled));
  g_hash_table_insert(faces->by_font, font, face);
  return face;
}

static hb_face_t *open_face(const char *file, int index)
{
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
  hb_face_t *face = blob ? hb_face_create(blob, (guint)index) : NULL;
  hb_blob_destroy(blob);
  return face;
}

brv_face *brv_faces_at(brv_faces *faces, brv_fonts *fonts, const brv_face_origin *origin)
{
  g_autofree char *key = key_of(origin);
  brv_face *face = g_hash_table_lookup(faces->by_file, key);
  if (face || !brv_fonts_are_from(fonts, origin->file))
    return face;
  hb_face_t *source = open_face(origin->file, origin->index);
  face = source ? add_face(faces, g_steal_pointer(&key), origin, source) : NULL;
  hb_face_destroy(source);
  return face;
}

/* --- codes --- */

static brv_said *find_said(const brv_face *face, guint glyph, const char *text, gsize length)
{
  brv_said *s = g_hash_table_lookup(face->said, GUINT_TO_POINTER(glyph));
  while (s && (s->length != length || memcmp(s->text, text, length) != 0))
    s = s->next;
  return s;
}

static brv_said *add_said(brv_face *face, guint code, guint glyph, const char *text, gsize length)
{
  brv_said *s = g_malloc0(sizeof *s + length + 1);
  s->face = face;
  s->glyph = glyph;
  s->code = code;
  s->length = length;
  memcpy(s->text, text, length);
  s->next = g_hash_table_lookup(face->said, GUINT_TO_POINTER(glyph));
  g_hash_table_insert(face->said, GUINT_TO_POINTER(glyph), s);
  g_hash_table_insert(face->taken, GUINT_TO_POINTER(code), s);
  g_ptr_array_add(face->all, s);
  hb_set_add(face->glyphs, glyph);
  return s;
}

/* The code that a glyph has in every file; 0 where there is none, or another text has it. */
static guint own_code(const brv_face *face, guint glyph, const char *text, gsize length)
{
  guint code = brv_codes_find(face->codes, glyph, text, length);
  return g_hash_table_contains(face->taken, GUINT_TO_POINTER(code)) ? 0 : code;
}

static guint next_free(brv_face *face)
{
  guint last = brv_codes_last_free(face->codes);
  face->full |= face->free > last;
  return MIN(face->free++, last);
}

static bool is_special(const brv_said *s)
{
  const brv_codes *codes = s->face->codes;
  return s->code >= brv_codes_first_free(codes) && s->code <= brv_codes_last_free(codes);
}

static void use(brv_said *s)
{
  brv_faces *faces = s->face->faces;
  faces->special |= is_special(s);
  if (s->watch == faces->watch)
    return;
  s->watch = faces->watch;
  g_ptr_array_add(faces->used, s);
}

/* Spaces that do not break are spaces to those who copy. */
static bool is_space(const char *text, gsize length)
{
  static const char NO_BREAK[] = "\302\240";
  return length == strlen(NO_BREAK) && strncmp(text, NO_BREAK, length) == 0;
}

void brv_face_append(brv_face *face, guint glyph, const char *text, gsize length, GString *codes)
{
  if (is_space(text, length)) {
    text = " ";
    length = 1;
  }
  brv_said *s = find_said(face, glyph, text, length);
  if (!s) {
    guint own = own_code(face, glyph, text, length);
    s = add_said(face, own ? own : next_free(face), glyph, text, length);
  }
  use(s);
  if (brv_codes_is_long(face->codes, s->code))
    g_string_append_c(codes, (char)(s->code >> 8));
  g_string_append_c(codes, (char)s->code);
}

bool brv_face_use(brv_face *face, guint glyph, const char *text)
{
  gsize length = strlen(text);
  brv_said *s = find_said(face, glyph, text, length);
  guint own = s ? 0 : own_code(face, glyph, text, length);
  if (s ? is_special(s) : own == 0)
    return false;
  use(s ? s : add_said(face, own, glyph, text, length));
  return true;
}

void brv_faces_watch(brv_faces *faces)
{
  faces->watch++;
  faces->special = false;
  g_ptr_array_set_size(faces->used, 0);
}

bool brv_faces_special(brv_faces *faces)
{
  bool special = faces->special;
  faces->special = false;
  return special;
}

void brv_faces_each(const brv_faces *faces, brv_face_seen *seen, void *data)
{
  for (guint i = 0; i < faces->used->len; i++) {
    const brv_said *s = faces->used->pdata[i];
    if (!is_special(s))
      seen(s->face, s->glyph, s->text, data);
  }
}

brv_face_origin brv_face_from(const brv_face *face)
{
  return (brv_face_origin){face->file, face->index, face->axes};
}

double brv_face_advance(const brv_face *face, guint glyph)
{
  return hb_font_get_glyph_h_advance(face->font, glyph);
}

const char *brv_face_name(const brv_face *face)
{
  return face->name;
}
