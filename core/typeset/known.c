#include "typeset/known.h"

#include <string.h>

/* When the texts that were asked for of late come to so much, those before them are forgotten. A
 * character takes about 75 bytes of memory, so that two workers hold less than 8 MB for it.
 * `EACH`: what a text takes besides, in characters. */
enum { MOST = 24 * 1024, EACH = 24 };

struct brv_known_texts {
  GHashTable *late, *before; /* sets of brv_known * */
  gsize size;                /* of `late` */
  GArray *runs;              /* those of the text that is looked for */
};

/* --- one text --- */

static void free_made(void *data)
{
  brv_made *made = data;
  g_ptr_array_unref(made->lines);
  g_free(made);
}

static void release(void *data)
{
  brv_known *known = data;
  if (--known->users > 0)
    return;
  g_ptr_array_unref(known->made);
  brv_shaped_free(known->shaped);
  g_string_free(known->like.bytes, TRUE);
  g_array_unref(known->like.runs);
  g_array_unref(known->like.forced);
  g_free(known);
}

/* Into zeroed memory. */
static void bare_run(brv_run *bare, const brv_run *run)
{
  bare->start = run->start;
  bare->end = run->end;
  bare->style.family = g_intern_string(run->style.family);
  bare->style.weight = run->style.weight;
  bare->style.italic = run->style.italic;
  bare->style.size = run->style.size;
  bare->style.tracking = run->style.tracking;
  bare->style.setting = run->style.setting;
  bare->style.hyphenate = run->style.hyphenate;
  bare->style.hang = run->style.hang;
  bare->style.superior = run->style.superior;
  bare->style.frame = run->style.frame;
  bare->rise = run->rise;
  bare->features = g_intern_string(run->features);
  bare->language = g_intern_string(run->language);
  bare->room = run->room;
  bare->picture = run->picture;
  if (run->picture)
    bare->style.leading = run->style.leading;
}

static guint hash_of_bytes(const GString *bytes)
{
  guint hash = 5381;
  for (gsize i = 0; i < bytes->len; i++)
    hash = hash * 33 + (guint8)bytes->str[i];
  return hash;
}

static void bare_runs(GArray *bare, const GArray *runs)
{
  g_array_set_size(bare, 0);
  g_array_set_size(bare, runs->len);
  for (guint i = 0; i < runs->len; i++)
    bare_run(&g_array_index(bare, brv_run, i), &g_array_index(runs, brv_run, i));
}

/* One that nothing is known of; `key` has what it is to be like, but not of its own. */
static brv_known *new_known(const brv_known *key)
{
  brv_known *known = g_new0(brv_known, 1);
  known->users = 1;
  known->hash = key->hash;
  known->made = g_ptr_array_new_with_free_func(free_made);
  known->like = key->like;
  known->like.bytes = g_string_new_len(key->like.bytes->str, (gssize)key->like.bytes->len);
  known->like.runs = g_array_copy(key->like.runs);
  known->like.forced = g_array_copy(key->like.forced);
  return known;
}

static bool has_picture(const brv_text *text)
{
  for (guint i = 0; i < text->runs->len; i++)
    if (g_array_index(text->runs, brv_run, i).picture)
      return true;
  return false;
}

/* --- all of them --- */

static guint hash_of(gconstpointer known)
{
  return ((const brv_known *)known)->hash;
}

static bool same_array(const GArray *a, const GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 ||
          memcmp(a->data, b->data, a->len * g_array_get_element_size((GArray *)a)) == 0);
}

static gboolean is_same(gconstpointer a, gconstpointer b)
{
  const brv_text *one = &((const brv_known *)a)->like, *other = &((const brv_known *)b)->like;
  return one->language == other->language && g_string_equal(one->bytes, other->bytes) &&
         same_array(one->runs, other->runs) && same_array(one->forced, other->forced);
}

static GHashTable *new_set(void)
{
  return g_hash_table_new_full(hash_of, is_same, release, NULL);
}

brv_known_texts *brv_known_texts_new(void)
{
  brv_known_texts *texts = g_new0(brv_known_texts, 1);
  texts->late = new_set();
  texts->before = new_set();
  texts->runs = g_array_new(FALSE, TRUE, sizeof(brv_run));
  return texts;
}

void brv_known_texts_free(brv_known_texts *texts)
{
  g_hash_table_unref(texts->late);
  g_hash_table_unref(texts->before);
  g_array_unref(texts->runs);
  g_free(texts);
}

static void add(brv_known_texts *texts, brv_known *known)
{
  known->users++;
  if (texts->size >= MOST) {
    g_hash_table_unref(texts->before);
    texts->before = texts->late;
    texts->late = new_set();
    texts->size = 0;
  }
  texts->size += known->like.bytes->len + EACH;
  g_hash_table_add(texts->late, known);
}

/* One that is as `key`, or NULL. */
static brv_known *find(brv_known_texts *texts, const brv_known *key)
{
  brv_known *known = g_hash_table_lookup(texts->late, key);
  if (known)
    return known;
  known = g_hash_table_lookup(texts->before, key);
  if (known)
    add(texts, known);
  return known;
}

/* The caller's own. */
static brv_known *recall(brv_setter *setter, const brv_text *text)
{
  brv_known_texts *texts = brv_fonts_texts(setter->fonts);
  bare_runs(texts->runs, text->runs);
  const brv_known key = {.hash = hash_of_bytes(text->bytes),
                         .like = {.bytes = text->bytes,
                                  .runs = texts->runs,
                                  .forced = text->forced,
                                  .language = g_intern_string(text->language),
                                  .measure = text->measure}};
  brv_known *known = find(texts, &key);
  if (known) {
    known->users++;
    return known;
  }
  known = new_known(&key);
  known->shaped = brv_shape(setter, &known->like);
  if (!has_picture(text))
    add(texts, known);
  return known;
}

static void report_missing(brv_setter *setter, const brv_text *text, const brv_shaped *shaped)
{
  for (guint i = 0; i < shaped->missing->len; i++) {
    guint offset = 0, byte = g_array_index(shaped->missing, guint, i);
    gunichar c = g_utf8_get_char(text->bytes->str + byte);
    const brv_node *leaf = brv_text_origin(text, byte, &offset);
    if (!leaf) {
      leaf = brv_missing_block(setter->furnished, setter->document->root, c);
      offset = 0;
    }
    brv_missing_add(setter->missing, c, leaf, offset);
  }
}

brv_known *brv_known_of(brv_setter *setter, brv_text *text)
{
  if (text->known)
    return text->known;
  text->known = brv_arena_own(setter->arena, recall(setter, text), release);
  report_missing(setter, text, text->known->shaped);
  return text->known;
}
