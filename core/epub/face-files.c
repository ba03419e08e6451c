#include <string.h>

#include "epub/css.h"
#include "epub/faces.h"

/* --- the characters that every face has --- */

void brv_face_add_letters(hb_set_t *letters, const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    if (!g_unichar_iscntrl(g_utf8_get_char(at)))
      hb_set_add(letters, g_utf8_get_char(at));
}

static void add_marks(hb_set_t *letters, const brv_book *book)
{
  GHashTableIter iter;
  void *use;
  g_hash_table_iter_init(&iter, book->uses);
  while (g_hash_table_iter_next(&iter, NULL, &use)) {
    const char *marker = brv_css_marker(use);
    brv_face_add_letters(letters, marker ? marker : "");
  }
}

/* What is in the book and may stand in any words, such as numbers that the book writes by itself:
 * ASCII, and marks; what readers add; marks of lists. */
static hb_set_t *common_letters(const brv_book *book)
{
  hb_set_t *letters = hb_set_create(), *common = hb_set_create();
  brv_face_add_letters(letters, book->said->str);
  hb_set_add_range(common, 0, 0x7f);
  hb_set_add_range(common, 0x2010, 0x205e);
  hb_set_intersect(common, letters);
  hb_set_destroy(letters);
  brv_face_add_letters(common, BRV_FACE_ALWAYS);
  add_marks(common, book);
  return common;
}

/* --- their files --- */

typedef struct {
  brv_book *book;
  hb_set_t *common;
  GHashTable *files;   /* "path#index" -> source * */
  GPtrArray *sources;  /* of source *, in the order in which they were met */
  GPtrArray *licensed; /* hb_face_t *: a font of each family */
  GPtrArray *names;    /* of these */
} cutter;

/* A font that faces are cut from: two may have one, as where a family has no italics. */
typedef struct {
  hb_face_t *font;
  const brv_book_face *first;
  GPtrArray *faces;
  hb_set_t *letters;
  bool small_capitals;
} source;

static void free_source(void *data)
{
  source *s = data;
  hb_face_destroy(s->font);
  hb_set_destroy(s->letters);
  g_ptr_array_unref(s->faces);
  g_free(s);
}

static source *find_source(cutter *c, PangoFont *found, const brv_book_face *face)
{
  int index = 0;
  const char *path = brv_font_file(found, &index);
  char *key = brv_arena_printf(c->book->arena, "%s#%d", path, index);
  source *s = g_hash_table_lookup(c->files, key);
  if (s)
    return s;
  s = g_new0(source, 1);
  s->font = hb_face_reference(hb_font_get_face(pango_font_get_hb_font(found)));
  s->first = face;
  s->faces = g_ptr_array_new();
  s->letters = hb_set_create();
  hb_set_union(s->letters, c->common);
  g_ptr_array_add(c->sources, s);
  g_hash_table_insert(c->files, key, s);
  return s;
}

static void note_licence(cutter *c, const brv_book_face *face, hb_face_t *font)
{
  if (g_ptr_array_find(c->names, face->family->name, NULL))
    return;
  g_ptr_array_add(c->names, (void *)face->family->name);
  g_ptr_array_add(c->licensed, hb_face_reference(font));
}

static bool gather(cutter *c, brv_book_face *face)
{
  brv_book *book = c->book;
  brv_style style = {
      .family = face->family->family, .weight = face->weight, .italic = face->italic};
  g_autoptr(PangoFont) found =
      brv_fonts_face(book->fonts, style.family, style.weight, style.italic);
  if (!found || !brv_check_font_rights(book->layout, &style, book->fonts, book->diags))
    return false;
  source *s = find_source(c, found, face);
  hb_set_union(s->letters, face->letters);
  s->small_capitals |= face->small_capitals;
  g_ptr_array_add(s->faces, face);
  note_licence(c, face, s->font);
  return true;
}

static bool cut(brv_book *book, const source *s, guint number)
{
  const brv_book_face *face = s->first;
  brv_face_names names =
      brv_face_names_new(book->arena, face->family->name, face->weight, face->italic);
  GBytes *bytes = brv_face_cut(s->font, s->letters, s->small_capitals, &names);
  if (!bytes) {
    brv_report(book->diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL,
               "the font family \"%s\" cannot be cut down for the e-book", face->family->family);
    return false;
  }
  bool is_cff = memcmp(g_bytes_get_data(bytes, NULL), "OTTO", 4) == 0;
  g_autofree char *wish = g_strdup_printf("fonts/%u.%s", number, is_cff ? "otf" : "ttf");
  brv_book_file *file = brv_book_add(book, wish, "application/vnd.ms-opentype", bytes);
  g_autofree char *rights = brv_face_says(s->font, 0);
  file->rights = brv_arena_strdup(book->arena, rights);
  for (guint i = 0; i < s->faces->len; i++)
    ((brv_book_face *)s->faces->pdata[i])->file = file;
  return true;
}

static void destroy_font(void *font)
{
  hb_face_destroy(font);
}

void brv_book_cut_faces(brv_book *book)
{
  g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(free_source);
  g_autoptr(GPtrArray) licensed = g_ptr_array_new_with_free_func(destroy_font);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  cutter c = {book, common_letters(book), files, sources, licensed, names};
  bool good = true;
  for (guint i = 0; good && i < book->faces->faces->len; i++)
    good = gather(&c, book->faces->faces->pdata[i]);
  for (guint i = 0; good && i < sources->len; i++)
    good = cut(book, sources->pdata[i], i + 1);
  hb_set_destroy(c.common);
  book->failed |= !good;
  if (names->len)
    brv_book_add(book, "fonts/licences.txt", "text/plain", brv_face_licences(licensed, names));
}
