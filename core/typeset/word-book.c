/* Books: words of one process as bytes, for others with the same files of fonts and the same
 * libraries. A book is of voices; each is told when its font is first spoken in here. The words of a
 * voice stand behind a table of their places by their hashes, so that only those are read that are
 * asked for. */
#include <string.h>

#include "typeset/galley.h"
#include "typeset/word-cache-private.h"

/* Of a book: those of twenty briefings. */
enum { MOST_WORDS = 4096 };

/* Bytes of a word that is kept, and its glyphs. */
enum { LONGEST = 128 };

/* A voice as a book has it. */
typedef struct {
  brv_font_name font;
  const char *language, *features;
  int level, script, space;
  const char *openers, *openers_end;
  guint slots; /* a power of two */
  const char *table, *words, *words_end;
} book_voice;

static const brv_wire_field VOICE[] = {
    BRV_WIRE_NEEDED_TEXT(book_voice, language),
    BRV_WIRE_TEXT_FIELD(book_voice, features),
    BRV_WIRE_INT_FIELD(book_voice, level, 0, 1),
    BRV_WIRE_INT_FIELD(book_voice, script, 0, G_MAXUINT8),
    BRV_WIRE_INT_FIELD(book_voice, space, BRV_SPACE_APART, BRV_SPACE_MIXED),
    {BRV_WIRE_END},
};

/* Glyphs that stand where their advance puts them, as those of nearly all words do; others are
 * shaped anew. */
typedef struct {
  guint16 glyph, width, cluster;
} plain_glyph;

/* --- writing --- */

static bool is_plain(const PangoGlyphString *glyphs, int i)
{
  const PangoGlyphInfo *g = &glyphs->glyphs[i];
  const int *clusters = glyphs->log_clusters;
  bool starts = i == 0 || clusters[i] != clusters[i - 1];
  return g->glyph <= G_MAXUINT16 && g->geometry.width >= 0 && g->geometry.width <= G_MAXUINT16 &&
         !g->geometry.x_offset && !g->geometry.y_offset && !g->attr.is_color &&
         g->attr.is_cluster_start == starts && clusters[i] >= (i == 0 ? 0 : clusters[i - 1]);
}

static bool can_be_kept(const brv_kept_word *w)
{
  if (!w->glyphs || w->length > LONGEST || w->glyphs->num_glyphs > LONGEST)
    return false;
  for (int i = 0; i < w->glyphs->num_glyphs; i++)
    if (!is_plain(w->glyphs, i))
      return false;
  return true;
}

static void put_word(brv_wire_writer *w, const brv_kept_word *word)
{
  const PangoGlyphString *glyphs = word->glyphs;
  const guint8 head[] = {(guint8)word->length, (guint8)word->joins, (guint8)glyphs->num_glyphs};
  brv_wire_put_block(w, head, sizeof head);
  brv_wire_put_block(w, word->bytes, word->length);
  for (int i = 0; i < glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *g = &glyphs->glyphs[i];
    const plain_glyph plain = {(guint16)g->glyph, (guint16)g->geometry.width,
                               (guint16)glyphs->log_clusters[i]};
    brv_wire_put_block(w, &plain, sizeof plain);
  }
}

static void put_openers(brv_wire_writer *w, GHashTable *openers)
{
  GHashTableIter iter;
  gpointer glyph, so;
  g_hash_table_iter_init(&iter, openers);
  while (g_hash_table_iter_next(&iter, &glyph, &so)) {
    brv_wire_put_count(w, GPOINTER_TO_UINT(glyph));
    brv_wire_put_count(w, GPOINTER_TO_UINT(so));
  }
}

/* Slots are a power of two, half of them free. */
static guint slots_for(guint words)
{
  guint slots = 1;
  while (slots < 2 * words)
    slots *= 2;
  return slots;
}

static guint slot_of(const brv_kept_word *word, guint step, guint slots)
{
  return (word->hash + step) & (slots - 1);
}

static void fill_slot(guint32 *table, guint slots, const brv_kept_word *word, guint32 place)
{
  guint step = 0;
  while (table[slot_of(word, step, slots)])
    step++;
  table[slot_of(word, step, slots)] = place;
}

/* The table: 0, or a word's place, counted in bytes from 1. */
static void put_words(brv_wire_writer *w, GHashTable *words, guint *left)
{
  guint slots = slots_for(MIN(g_hash_table_size(words), *left));
  g_autofree guint32 *table = g_new0(guint32, slots);
  brv_wire_writer all = {g_byte_array_new(), NULL};
  GHashTableIter iter;
  gpointer word;
  g_hash_table_iter_init(&iter, words);
  while (*left > 0 && g_hash_table_iter_next(&iter, &word, NULL))
    if (can_be_kept(word)) {
      fill_slot(table, slots, word, all.out->len + 1);
      put_word(&all, word);
      --*left;
    }
  brv_wire_put_count(w, slots);
  brv_wire_put_block(w, table, slots * sizeof *table);
  brv_wire_put_block(w, all.out->data, all.out->len);
  g_byte_array_unref(all.out);
}

static void put_voice(brv_wire_writer *w, const brv_kept_voice *v, guint *left)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_font_name font = brv_fonts_name(arena, v->font);
  const book_voice voice = {.language = pango_language_to_string(v->language),
                            .features = v->features,
                            .level = v->level,
                            .script = v->script,
                            .space = (int)v->space};
  brv_wire_put_fields(w, brv_font_name_fields, &font);
  brv_wire_put_fields(w, VOICE, &voice);
  guint begun = brv_wire_begin(w);
  put_openers(w, v->openers);
  brv_wire_end(w, begun);
  begun = brv_wire_begin(w);
  put_words(w, v->words, left);
  brv_wire_end(w, begun);
}

GBytes *brv_word_cache_put(const brv_word_cache *cache)
{
  brv_wire_writer w = {g_byte_array_new(), NULL};
  guint left = MOST_WORDS;
  for (guint i = 0; i < cache->voices->len; i++)
    if (brv_voice_is_learned(cache->voices->pdata[i]))
      put_voice(&w, cache->voices->pdata[i], &left);
  return g_byte_array_free_to_bytes(w.out);
}

/* --- reading --- */

static const char *take_block(brv_wire_reader *r, const char **end)
{
  guint32 length = brv_wire_take_measure(r);
  const char *at = brv_wire_take_block(r, length);
  *end = at ? at + length : NULL;
  return at;
}

/* In front of the words. */
static void take_table(brv_wire_reader *r, book_voice *voice)
{
  brv_wire_reader in = {.at = voice->words, .end = voice->words_end};
  voice->slots = r->bad ? 0 : brv_wire_take_count(&in, G_MAXINT32);
  voice->table = brv_wire_take_block(&in, voice->slots * sizeof(guint32));
  voice->words = in.at;
  bool is_power = voice->slots > 0 && (voice->slots & (voice->slots - 1)) == 0;
  r->bad = r->bad || in.bad || !voice->table || !is_power;
}

void brv_word_cache_take(brv_word_cache *cache, GBytes *book)
{
  brv_wire_reader r = brv_wire_read_bytes(cache->arena, NULL, g_bytes_ref(book));
  while (r.at < r.end && !r.bad) {
    book_voice *voice = brv_new(cache->arena, book_voice);
    brv_wire_take_fields(&r, brv_font_name_fields, &voice->font);
    brv_wire_take_fields(&r, VOICE, voice);
    voice->openers = take_block(&r, &voice->openers_end);
    voice->words = take_block(&r, &voice->words_end);
    take_table(&r, voice);
    if (!r.bad)
      g_ptr_array_add(cache->books, voice);
  }
}

static bool is_font(const brv_font_name *one, const brv_font_name *other)
{
  return one->size == other->size && one->weight == other->weight && one->slant == other->slant &&
         one->width == other->width && one->index == other->index &&
         strcmp(one->file, other->file) == 0 && strcmp(one->family, other->family) == 0 &&
         g_strcmp0(one->variations, other->variations) == 0;
}

static bool is_voice(const book_voice *voice, const brv_font_name *font, const brv_kept_voice *v)
{
  return voice->level == v->level && voice->script == v->script &&
         g_strcmp0(voice->features, v->features) == 0 &&
         strcmp(voice->language, pango_language_to_string(v->language)) == 0 &&
         is_font(&voice->font, font);
}

static void recall_openers(const book_voice *voice, brv_kept_voice *v)
{
  brv_wire_reader r = {voice->openers, voice->openers_end, NULL, NULL, false, false};
  while (r.at < r.end && !r.bad) {
    guint glyph = brv_wire_take_count(&r, G_MAXUINT32);
    guint so = brv_wire_take_count(&r, BRV_YES);
    if (!r.bad && so != BRV_UNKNOWN)
      g_hash_table_insert(v->openers, GUINT_TO_POINTER(glyph), GUINT_TO_POINTER(so));
  }
}

void brv_voice_recall(brv_word_cache *cache, brv_kept_voice *v)
{
  g_autoptr(brv_arena) arena = cache->books->len > 0 ? brv_arena_new() : NULL;
  const brv_font_name font = arena ? brv_fonts_name(arena, v->font) : (brv_font_name){0};
  for (guint i = 0; i < cache->books->len; i++) {
    book_voice *voice = cache->books->pdata[i];
    if (!is_voice(voice, &font, v))
      continue;
    if (!v->books)
      v->books = g_ptr_array_new();
    g_ptr_array_add(v->books, voice);
    v->space = (brv_space)voice->space;
    recall_openers(voice, v);
  }
}

/* --- one word --- */

/* A word as a book has it. */
typedef struct {
  const char *bytes, *glyphs;
  guint8 length, joins, count; /* count: of glyphs */
} book_word;

/* False where there is none at a place. */
static bool read_word(const book_voice *voice, guint32 place, book_word *word)
{
  enum { HEAD = 3 };
  gsize left = (gsize)(voice->words_end - voice->words);
  if (place > left || left - (place - 1) < HEAD)
    return false;
  const guint8 *at = (const guint8 *)voice->words + place - 1;
  left -= place - 1 + HEAD;
  word->length = at[0];
  word->joins = at[1];
  word->count = at[2];
  word->bytes = (const char *)at + HEAD;
  word->glyphs = word->bytes + word->length;
  return left >= word->length + word->count * sizeof(plain_glyph) && word->joins <= BRV_YES;
}

static bool find_word(const book_voice *voice, const brv_kept_word *like, book_word *word)
{
  for (guint step = 0; step < voice->slots; step++) {
    guint32 place;
    memcpy(&place, voice->table + slot_of(like, step, voice->slots) * sizeof place, sizeof place);
    if (place == 0 || !read_word(voice, place, word))
      return false;
    if (word->length == like->length && memcmp(word->bytes, like->bytes, like->length) == 0)
      return true;
  }
  return false;
}

/* Clusters begin with the word, at characters of it, and go on in order. */
static bool is_sound(const book_word *w, const plain_glyph *glyph, int before)
{
  return glyph->cluster < w->length && glyph->cluster >= before &&
         (before >= 0 || glyph->cluster == 0) &&
         ((guint8)w->bytes[glyph->cluster] & 0xc0) != 0x80;
}

/* NULL where they cannot be of the word. */
static PangoGlyphString *read_glyphs(const book_word *w)
{
  PangoGlyphString *glyphs = pango_glyph_string_new();
  const char *at = w->glyphs;
  bool sound = w->count > 0;
  pango_glyph_string_set_size(glyphs, w->count);
  for (int i = 0, before = -1; sound && i < glyphs->num_glyphs; i++, at += sizeof(plain_glyph)) {
    plain_glyph plain;
    memcpy(&plain, at, sizeof plain);
    sound = is_sound(w, &plain, before);
    glyphs->log_clusters[i] = plain.cluster;
    glyphs->glyphs[i] = (PangoGlyphInfo){
        plain.glyph, {plain.width, 0, 0}, {.is_cluster_start = plain.cluster != before}};
    before = plain.cluster;
  }
  if (!sound)
    g_clear_pointer(&glyphs, pango_glyph_string_free);
  return glyphs;
}

void brv_word_recall(const brv_kept_voice *v, brv_kept_word *word)
{
  book_word found;
  for (guint i = 0; i < v->books->len && !word->glyphs; i++)
    if (find_word(v->books->pdata[i], word, &found)) {
      word->joins = (brv_answer)found.joins;
      word->glyphs = read_glyphs(&found);
    }
}
