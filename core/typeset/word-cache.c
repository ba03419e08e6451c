#include <string.h>

#include "typeset/word-cache-private.h"

enum {
  MOST_WORDS = 1 << 14, /* of all voices together: a year's volume has 20,000 */
  WORTH = 400           /* bytes; a document has about 40 voices, half of which say little */
};

/* A word and where it begins in the text. */
typedef struct {
  const brv_kept_word *word;
  guint start;
} placed;

static guint hash_of_word(gconstpointer key)
{
  return ((const brv_kept_word *)key)->hash;
}

static gboolean same_word(gconstpointer a, gconstpointer b)
{
  const brv_kept_word *one = a, *other = b;
  return one->length == other->length && memcmp(one->bytes, other->bytes, one->length) == 0;
}

static void free_word(void *data)
{
  brv_kept_word *w = data;
  if (w->glyphs)
    pango_glyph_string_free(w->glyphs);
  g_free(w);
}

static void free_voice(void *data)
{
  brv_kept_voice *v = data;
  g_clear_pointer(&v->books, g_ptr_array_unref);
  g_hash_table_unref(v->openers);
  g_hash_table_unref(v->words);
  g_object_unref(v->font);
  g_free(v->features);
  g_free(v);
}

brv_word_cache *brv_word_cache_new(void)
{
  brv_word_cache *cache = g_new0(brv_word_cache, 1);
  cache->voices = g_ptr_array_new_with_free_func(free_voice);
  cache->faces = brv_face_notes_new();
  cache->arena = brv_arena_new();
  cache->books = brv_arena_ptr_array(cache->arena);
  cache->found = g_array_new(FALSE, FALSE, sizeof(placed));
  return cache;
}

void brv_word_cache_free(brv_word_cache *cache)
{
  if (!cache)
    return;
  g_ptr_array_unref(cache->voices);
  brv_face_notes_free(cache->faces);
  g_array_unref(cache->found);
  brv_arena_free(cache->arena);
  g_free(cache);
}

void brv_word_cache_count(const brv_word_cache *cache, guint *asked, guint *shaped)
{
  *asked = cache->asked;
  *shaped = cache->shaped;
}

/* The features that an item's attributes name (or NULL); false where they name what changes shaping
 * otherwise. */
static bool read_attributes(const PangoAnalysis *analysis, const char **features)
{
  *features = NULL;
  for (const GSList *l = analysis->extra_attrs; l; l = l->next) {
    const PangoAttribute *attribute = l->data;
    if (attribute->klass->type == PANGO_ATTR_FONT_FEATURES && !*features)
      *features = ((const PangoAttrFontFeatures *)l->data)->features;
    else if (attribute->klass->type != PANGO_ATTR_FOREGROUND)
      return false;
  }
  return true;
}

/* Scripts whose letters neither join nor change places, set in their own direction: what stands
 * beyond a word's ends does not change it. */
static bool is_plain(const PangoAnalysis *analysis)
{
  enum {
    SPECIAL = PANGO_ANALYSIS_FLAG_CENTERED_BASELINE | PANGO_ANALYSIS_FLAG_IS_ELLIPSIS |
              PANGO_ANALYSIS_FLAG_NEED_HYPHEN
  };
  bool backwards = analysis->level % 2 != 0;
  if (!analysis->font || analysis->gravity != PANGO_GRAVITY_SOUTH || analysis->flags & SPECIAL)
    return false;
  switch ((GUnicodeScript)analysis->script) {
  case G_UNICODE_SCRIPT_LATIN:
  case G_UNICODE_SCRIPT_GREEK:
  case G_UNICODE_SCRIPT_CYRILLIC:
  case G_UNICODE_SCRIPT_ARMENIAN:
  case G_UNICODE_SCRIPT_GEORGIAN:
  case G_UNICODE_SCRIPT_COMMON:
    return !backwards;
  case G_UNICODE_SCRIPT_HEBREW:
    return backwards;
  default:
    return false;
  }
}

/* Adds features as CSS writes them; false where there are too many. */
static bool add_features(brv_voice *hb, const char *features)
{
  g_auto(GStrv) each = g_strsplit(features ? features : "", ",", -1);
  for (gsize i = 0; each[i]; i++) {
    if (hb->count == BRV_VOICE_FEATURES)
      return false;
    if (hb_feature_from_string(each[i], -1, &hb->features[hb->count]))
      hb->count++;
  }
  return hb->count < BRV_VOICE_FEATURES;
}

/* False where it cannot be asked. */
static bool open_voice(brv_kept_voice *v)
{
  brv_voice *hb = &v->hb;
  if (hb->font)
    return true;
  hb->font = pango_font_get_hb_font(v->font);
  hb->props.direction = v->level % 2 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR;
  hb->props.script =
      hb_script_from_iso15924_tag(g_unicode_script_to_iso15924((GUnicodeScript)v->script));
  hb->props.language = hb_language_from_string(pango_language_to_string(v->language), -1);
  pango_font_get_features(v->font, hb->features, BRV_VOICE_FEATURES, &hb->count);
  return add_features(hb, v->features);
}

static brv_space learn_space(brv_kept_voice *v, brv_face_notes *faces)
{
  return open_voice(v) ? brv_space_of(&v->hb, faces) : BRV_SPACE_MIXED;
}

static brv_kept_voice *new_voice(brv_word_cache *cache, const PangoAnalysis *analysis, const char *features)
{
  brv_kept_voice *v = g_new0(brv_kept_voice, 1);
  v->font = g_object_ref(analysis->font);
  v->language = analysis->language;
  v->features = g_strdup(features);
  v->level = analysis->level % 2;
  v->script = analysis->script;
  v->openers = g_hash_table_new(NULL, NULL);
  v->words = g_hash_table_new_full(hash_of_word, same_word, free_word, NULL);
  brv_voice_recall(cache, v);
  if (v->books)
    v->bytes = WORTH;
  return v;
}

static bool is_voice(const brv_kept_voice *v, const PangoAnalysis *analysis, const char *features)
{
  return v->font == analysis->font && v->language == analysis->language &&
         v->level == analysis->level % 2 && v->script == analysis->script &&
         g_strcmp0(v->features, features) == 0;
}

/* NULL where text must be shaped anew. */
static brv_kept_voice *find_voice(brv_word_cache *cache, const PangoAnalysis *analysis)
{
  const char *features = NULL;
  if (!is_plain(analysis) || !read_attributes(analysis, &features))
    return NULL;
  if (cache->last && is_voice(cache->last, analysis, features))
    return cache->last;
  cache->last = NULL;
  for (guint i = 0; i < cache->voices->len && !cache->last; i++)
    if (is_voice(cache->voices->pdata[i], analysis, features))
      cache->last = cache->voices->pdata[i];
  if (!cache->last) {
    cache->last = new_voice(cache, analysis, features);
    g_ptr_array_add(cache->voices, cache->last);
  }
  return cache->last;
}

static void forget_when_full(brv_word_cache *cache)
{
  if (cache->words < MOST_WORDS)
    return;
  g_ptr_array_set_size(cache->voices, 0);
  brv_face_notes_free(cache->faces);
  cache->faces = brv_face_notes_new();
  cache->last = NULL;
  cache->words = 0;
}

guint brv_word_hash(const char *bytes, guint length)
{
  guint hash = 5381;
  for (guint i = 0; i < length; i++)
    hash = hash * 33 + (guint8)bytes[i];
  return hash;
}

/* A new one; its bytes are copied. */
brv_kept_word *brv_word_add(brv_kept_voice *v, const brv_kept_word *like)
{
  brv_kept_word *w = g_malloc(sizeof *w + like->length);
  *w = *like;
  w->bytes = memcpy(w + 1, like->bytes, like->length);
  g_hash_table_add(v->words, w);
  return w;
}

static brv_kept_word *find_word(brv_word_cache *cache, brv_kept_voice *v, const char *bytes, guint length)
{
  brv_kept_word key = {.bytes = bytes, .length = length, .hash = brv_word_hash(bytes, length)};
  brv_kept_word *known = g_hash_table_lookup(v->words, &key);
  cache->asked++;
  if (known)
    return known;
  cache->words++;
  if (v->books)
    brv_word_recall(v, &key);
  return brv_word_add(v, &key);
}

/* What leans on the character before it, or is not seen. */
static bool leans(const char *at)
{
  if ((guchar)*at < 0x80)
    return false;
  gunichar c = g_utf8_get_char(at);
  return g_unichar_ismark(c) || g_unichar_type(c) == G_UNICODE_FORMAT;
}

/* The end of the word that begins at `at`, behind the spaces after it. */
static guint word_end(const char *text, guint at, guint end)
{
  while (at < end && text[at] != ' ')
    at++;
  while (at < end && text[at] == ' ')
    at++;
  return at;
}

typedef struct {
  brv_word_cache *cache;
  brv_kept_voice *voice;
  const GString *text;
  const PangoAnalysis *analysis;
} request;

/* Shapes a word where it stands, if it was not before. */
static void shape(const request *r, brv_kept_word *w, guint start)
{
  if (w->glyphs)
    return;
  w->glyphs = pango_glyph_string_new();
  pango_shape_full(r->text->str + start, (int)w->length, r->text->str, (int)r->text->len,
                   r->analysis, w->glyphs);
  r->cache->shaped++;
}

static bool moves(const request *r, brv_kept_word *w, guint start)
{
  brv_kept_voice *v = r->voice;
  shape(r, w, start);
  PangoGlyph first = w->glyphs->glyphs[v->level ? w->glyphs->num_glyphs - 1 : 0].glyph;
  gpointer known = g_hash_table_lookup(v->openers, GUINT_TO_POINTER(first));
  if (known)
    return GPOINTER_TO_INT(known) == BRV_YES;
  bool so = !open_voice(v) || brv_space_is_mark(&v->hb, first) || brv_space_moves(&v->hb, w->bytes, w->length);
  g_hash_table_insert(v->openers, GUINT_TO_POINTER(first), GINT_TO_POINTER(so ? BRV_YES : BRV_NO));
  return so;
}

static bool joins(const request *r, brv_kept_word *w, guint start)
{
  if (w->joins == BRV_UNKNOWN) {
    bool joined = leans(w->bytes) || (r->voice->space == BRV_SPACE_PAIRS && moves(r, w, start));
    w->joins = joined ? BRV_YES : BRV_NO;
  }
  return w->joins == BRV_YES;
}

static void place(const request *r, brv_kept_word *w, guint start)
{
  shape(r, w, start);
  placed p = {w, start};
  g_array_append_val(r->cache->found, p);
}

/* Parts a text into words, those that join with what precedes them as one. */
static void find_words(const request *r, guint start, guint end)
{
  const char *text = r->text->str;
  brv_kept_word *whole = NULL; /* what was begun at `start`; NULL where it is of more than one brv_kept_word */
  g_array_set_size(r->cache->found, 0);
  for (guint at = start, next; at < end; at = next) {
    next = word_end(text, at, end);
    brv_kept_word *w = find_word(r->cache, r->voice, text + at, next - at);
    if (at > start && joins(r, w, at)) {
      whole = NULL;
      continue;
    }
    if (at > start) {
      place(r, whole ? whole : find_word(r->cache, r->voice, text + start, at - start), start);
      start = at;
    }
    whole = w;
  }
  place(r, whole ? whole : find_word(r->cache, r->voice, text + start, end - start), start);
}

static int put(PangoGlyphString *glyphs, int at, const placed *p, guint start)
{
  const PangoGlyphString *of = p->word->glyphs;
  memcpy(glyphs->glyphs + at, of->glyphs, (gsize)of->num_glyphs * sizeof *of->glyphs);
  for (int i = 0; i < of->num_glyphs; i++)
    glyphs->log_clusters[at + i] = of->log_clusters[i] + (int)(p->start - start);
  return at + of->num_glyphs;
}

/* The words' glyphs in the order of drawing. */
static void put_together(const GArray *found, guint start, bool backwards, PangoGlyphString *glyphs)
{
  int count = 0, at = 0;
  for (guint i = 0; i < found->len; i++)
    count += g_array_index(found, placed, i).word->glyphs->num_glyphs;
  pango_glyph_string_set_size(glyphs, count);
  for (guint i = 0; i < found->len; i++)
    at = put(glyphs, at, &g_array_index(found, placed, backwards ? found->len - 1 - i : i), start);
}

bool brv_voice_is_learned(const brv_kept_voice *v)
{
  return v->bytes >= WORTH;
}

/* Whether a voice's words are kept. What its font does is asked once it has said enough. */
static bool is_kept(brv_word_cache *cache, brv_kept_voice *v, guint length)
{
  if (v->bytes >= WORTH)
    return v->space != BRV_SPACE_MIXED;
  v->bytes += length;
  if (v->bytes >= WORTH)
    v->space = learn_space(v, cache->faces);
  return false;
}

PangoGlyphString *brv_word_cache_shape(brv_word_cache *cache, const GString *text, guint start,
                                       guint length, const PangoAnalysis *analysis)
{
  static const char FRACTION_SLASH[] = "\342\201\204";
  const char *part = text->str + start;
  PangoGlyphString *glyphs = pango_glyph_string_new();
  forget_when_full(cache);
  brv_kept_voice *v = find_voice(cache, analysis);
  if (!v || !is_kept(cache, v, length) || length == 0 || leans(part) ||
      memmem(part, length, FRACTION_SLASH, strlen(FRACTION_SLASH))) {
    pango_shape_full(part, (int)length, text->str, (int)text->len, analysis, glyphs);
    return glyphs;
  }
  request r = {cache, v, text, analysis};
  find_words(&r, start, start + length);
  put_together(cache->found, start, v->level, glyphs);
  return glyphs;
}
