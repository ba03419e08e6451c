/* Faces, cut down, as objects of a file. */
#include <hb-ot.h>
#include <math.h>
#include <string.h>

#include "pdf/faces-private.h"

/* A face as it is written. */
typedef struct {
  const brv_face *face;
  char *name;
  brv_face_cut cut;
  GPtrArray *codes; /* of const brv_said *, by code */
} part;

/* As the font says, and of a variable face where it stands. */
static char *ps_name(const brv_face *face)
{
  char name[128] = {0};
  guint length = sizeof name;
  hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length,
                      name);
  g_autofree char *axes = g_strdelimit(g_strdup(face->axes), "=,", '-');
  return g_strconcat(*name ? name : "Font", *axes ? "-" : "", axes, NULL);
}

/* Six letters before the name say that it is a part; each face of a file has others (9.6.4). */
static char *part_name(const brv_face *face, guint index)
{
  enum { LETTERS = 26, LENGTH = 6 };
  char tag[LENGTH + 1] = "AAAAAA";
  guint number = index + 1;
  for (int i = LENGTH; i-- > 0; number /= LETTERS)
    tag[i] = (char)('A' + number % LETTERS);
  g_autofree char *whole = ps_name(face);
  g_autoptr(GString) name = g_string_new(NULL);
  brv_pdf_name(name, whole);
  return g_strconcat(tag, "+", name->str + 1, NULL);
}

static int by_code(const void *one, const void *other)
{
  const brv_said *const *a = one, *const *b = other;
  return (*a)->code < (*b)->code ? -1 : (*a)->code > (*b)->code;
}

static bool open_part(const brv_face *face, guint index, brv_pdf_file *file, part *p)
{
  *p = (part){.face = face};
  if (!brv_face_cut_down(face, file, &p->cut))
    return false;
  p->name = part_name(face, index);
  p->codes = g_ptr_array_copy(face->all, NULL, NULL);
  g_ptr_array_set_free_func(p->codes, NULL);
  g_ptr_array_sort(p->codes, by_code);
  return true;
}

static void clear_part(part *p)
{
  brv_face_cut_clear(&p->cut);
  g_clear_pointer(&p->codes, g_ptr_array_unref);
  g_free(p->name);
}

/* --- writing --- */

static guint character_of(const part *p, guint glyph)
{
  return hb_map_get(p->cut.characters, glyph);
}

static void append_code(const part *p, GString *out, guint code)
{
  g_string_append_printf(out, brv_codes_is_long(p->face->codes, code) ? "<%04x>" : "<%02x>", code);
}

static void append_map_head(const part *p, GString *map, bool texts)
{
  g_string_append_printf(
      map,
      "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry"
      "(Adobe)/Ordering(%s)/Supplement 0>>def\n/CMapName/%s%s def\n/CMapType %d def\n"
      "%sendcodespacerange\n",
      texts ? "UCS" : "Identity", p->face->name, texts ? "-UCS" : "", texts ? 2 : 1,
      brv_codes_ranges(p->face->codes));
}

/* Rows of a map, as many at once as programs take. */
typedef struct {
  GString *out, *rows;
  const char *kind; /* "bfrange" */
  guint count;
} map_rows;

static void flush_rows(map_rows *r)
{
  if (r->count > 0)
    g_string_append_printf(r->out, "%u begin%s\n%send%s\n", r->count, r->kind, r->rows->str,
                           r->kind);
  g_string_truncate(r->rows, 0);
  r->count = 0;
}

static void end_row(map_rows *r)
{
  enum { AT_ONCE = 100 };
  g_string_append_c(r->rows, '\n');
  if (++r->count == AT_ONCE)
    flush_rows(r);
}

/* How many codes from `first` on follow one another in one row of codes, with characters or texts
 * that do so too, as `value` has them. */
static guint run_length(const part *p, guint first, guint (*value)(const part *, const brv_said *))
{
  const brv_said *start = p->codes->pdata[first];
  guint count = 1;
  for (; first + count < p->codes->len; count++) {
    const brv_said *s = p->codes->pdata[first + count];
    if (s->code != start->code + count || s->code >> 8 != start->code >> 8 ||
        value(p, start) == G_MAXUINT || value(p, s) != value(p, start) + count ||
        (value(p, s) & 0xff) == 0)
      break;
  }
  return count;
}

static guint character_value(const part *p, const brv_said *s)
{
  return character_of(p, s->glyph);
}

/* Where a code says one character of the first plane, that. */
static guint text_value(const part *p G_GNUC_UNUSED, const brv_said *s)
{
  gunichar c = s->length > 0 ? g_utf8_get_char(s->text) : 0;
  bool one = s->length > 0 && *g_utf8_next_char(s->text) == '\0';
  return one && c < 0x10000 ? c : G_MAXUINT;
}

/* From codes to the font's characters. */
static guint write_codes(const part *p, brv_pdf_file *file)
{
  g_autoptr(GString) map = g_string_new(NULL), buffer = g_string_new(NULL);
  map_rows rows = {map, buffer, "cidrange", 0};
  append_map_head(p, map, false);
  for (guint i = 0; i < p->codes->len;) {
    const brv_said *s = p->codes->pdata[i];
    guint count = run_length(p, i, character_value);
    append_code(p, buffer, s->code);
    append_code(p, buffer, s->code + count - 1);
    g_string_append_printf(buffer, "%u", character_of(p, s->glyph));
    end_row(&rows);
    i += count;
  }
  flush_rows(&rows);
  g_string_append(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
  g_autofree char *entries =
      g_strdup_printf("/Type/CMap/CMapName/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                      "/Supplement 0>>",
                      p->face->name);
  return brv_pdf_add_stream(file, entries, map->str, map->len, BRV_PDF_DEFLATE);
}

/* What a code says where nothing can be copied: it stands for a part of what another says. */
static const char NOTHING[] = "\357\277\275";

/* From codes to what they say (9.10.3). */
static guint write_texts(const part *p, brv_pdf_file *file)
{
  g_autoptr(GString) map = g_string_new(NULL), buffer = g_string_new(NULL);
  map_rows rows = {map, buffer, "bfrange", 0};
  append_map_head(p, map, true);
  for (guint i = 0; i < p->codes->len;) {
    const brv_said *s = p->codes->pdata[i];
    guint length = run_length(p, i, text_value);
    glong count = 0;
    g_autofree gunichar2 *units =
        g_utf8_to_utf16(s->length > 0 ? s->text : NOTHING, -1, NULL, &count, NULL);
    append_code(p, buffer, s->code);
    append_code(p, buffer, s->code + length - 1);
    g_string_append_c(buffer, '<');
    for (glong k = 0; k < count; k++)
      g_string_append_printf(buffer, "%04x", units[k]);
    g_string_append_c(buffer, '>');
    end_row(&rows);
    i += length;
  }
  flush_rows(&rows);
  g_string_append(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
  return brv_pdf_add_stream(file, "", map->str, map->len, BRV_PDF_DEFLATE);
}

/* A character and how far it advances. */
typedef struct {
  guint character;
  int advance;
} width;

static int by_character(const void *one, const void *other)
{
  const width *a = one, *b = other;
  return a->character < b->character ? -1 : a->character > b->character;
}

/* [character [advance advance ...] character ...]: a run for those that follow one another. */
static void append_widths(const part *p, GString *out)
{
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(width));
  for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(p->face->glyphs, &glyph);) {
    width w = {character_of(p, glyph), (int)brv_face_advance(p->face, glyph)};
    g_array_append_val(widths, w);
  }
  g_array_sort(widths, by_character);
  g_string_append(out, "/W[");
  for (guint i = 0; i < widths->len; i++) {
    const width *w = &g_array_index(widths, width, i);
    bool goes_on = i > 0 && w->character == w[-1].character + 1;
    if (!goes_on)
      g_string_append_printf(out, "%s%u[", i > 0 ? "]" : "", w->character);
    g_string_append_printf(out, "%s%d", goes_on ? " " : "", w->advance);
  }
  g_string_append(out, widths->len > 0 ? "]]" : "]");
}

static gint16 signed_at(const guint8 *bytes, gsize at)
{
  return (gint16)(bytes[at] << 8 | bytes[at + 1]);
}

/* The box around all glyphs, from the font's head. */
static void append_box(const brv_face *face, GString *out)
{
  enum { X_MIN_AT = 36, SIDES = 4 };
  hb_blob_t *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));
  guint length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(head, &length);
  double scale = BRV_FACE_EM / (double)hb_face_get_upem(face->face);
  g_string_append(out, "/FontBBox[");
  for (gsize i = 0; i < SIDES; i++)
    g_string_append_printf(out, "%s%d", i > 0 ? " " : "",
                           length >= X_MIN_AT + 2 * SIDES
                               ? (int)lround(signed_at(bytes, X_MIN_AT + 2 * i) * scale)
                               : 0);
  g_string_append_c(out, ']');
  hb_blob_destroy(head);
}

static int metric(const brv_face *face, hb_ot_metrics_tag_t tag, int fallback)
{
  hb_position_t value = 0;
  return hb_ot_metrics_get_position(face->font, tag, &value) ? value : fallback;
}

static guint write_program(const part *p, brv_pdf_file *file)
{
  gsize length;
  const void *bytes = g_bytes_get_data(p->cut.program, &length);
  g_autofree char *entries = p->cut.is_cff
                                 ? g_strdup("/Subtype/CIDFontType0C/Filter/FlateDecode")
                                 : g_strdup_printf("/Length1 %u/Filter/FlateDecode", p->cut.length);
  return brv_pdf_add_stream(file, entries, bytes, length, BRV_PDF_AS_IS);
}

/* 9.8: the thickness of stems is not in the font, and nobody asks for it where it is embedded. */
static guint write_descriptor(const part *p, brv_pdf_file *file)
{
  enum { SYMBOLIC = 4, ITALIC = 64, STEM = 80 };
  float slant = hb_style_get_value(p->face->font, HB_STYLE_TAG_SLANT_ANGLE);
  g_autoptr(GString) out = g_string_new("<</Type/FontDescriptor");
  g_string_append_printf(out, "/FontName/%s/Flags %d/StemV %d/ItalicAngle ", p->name,
                         SYMBOLIC | (slant != 0 ? ITALIC : 0), STEM);
  brv_pdf_number(out, (double)slant, 1);
  int ascent = metric(p->face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 800);
  g_string_append_printf(out, "/Ascent %d/Descent %d/CapHeight %d", ascent,
                         metric(p->face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -200),
                         metric(p->face, HB_OT_METRICS_TAG_CAP_HEIGHT, ascent));
  append_box(p->face, out);
  g_string_append_printf(out, "/FontFile%c %u 0 R>>", p->cut.is_cff ? '3' : '2',
                         write_program(p, file));
  return brv_pdf_add(file, out->str);
}

static guint write_descendant(const part *p, brv_pdf_file *file)
{
  g_autoptr(GString) out = g_string_new("<</Type/Font/Subtype/CIDFontType");
  g_string_append_printf(out,
                         "%c/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                         "/Supplement 0>>%s/FontDescriptor %u 0 R",
                         p->cut.is_cff ? '0' : '2', p->name,
                         p->cut.is_cff ? "" : "/CIDToGIDMap/Identity", write_descriptor(p, file));
  append_widths(p, out);
  g_string_append(out, ">>");
  return brv_pdf_add(file, out->str);
}

static guint write_part(const part *p, brv_pdf_file *file)
{
  guint descendant = write_descendant(p, file), codes = write_codes(p, file);
  g_autofree char *text = g_strdup_printf(
      "<</Type/Font/Subtype/Type0/BaseFont/%s%s%s/Encoding %u 0 R/DescendantFonts[%u 0 R]"
      "/ToUnicode %u 0 R>>",
      p->name, p->cut.is_cff ? "-" : "", p->cut.is_cff ? p->face->name : "", codes, descendant,
      write_texts(p, file));
  return brv_pdf_add(file, text);
}

static int by_name(const void *one, const void *other)
{
  const brv_face *const *a = one, *const *b = other;
  return strcmp((*a)->name, (*b)->name);
}

char *brv_faces_write(brv_faces *faces, brv_pdf_file *file, char **name)
{
  g_autoptr(GString) entries = g_string_new(NULL);
  g_ptr_array_sort(faces->all, by_name);
  for (guint i = 0; i < faces->all->len; i++) {
    const brv_face *face = faces->all->pdata[i];
    part p = {0};
    if (hb_set_is_empty(face->glyphs))
      continue;
    bool good = !face->full && open_part(face, i, file, &p);
    if (good)
      g_string_append_printf(entries, "/%s %u 0 R", face->name, write_part(&p, file));
    clear_part(&p);
    if (!good) {
      *name = ps_name(face);
      return NULL;
    }
  }
  return g_string_free(g_steal_pointer(&entries), FALSE);
}
