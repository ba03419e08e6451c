/* What a tier may not read is in none of its files.
 *
 * The pack is loaded and projected; a word (a number of four digits, a name, an id, a part of an
 * address), or a run of five words, that stands only in what the projection left out must not be in
 * the edition's files. What the plugins and layouts themselves can say is not held against a file.
 */
#include <string.h>

#include "base/files.h"
#include "edition/edition.h"
#include "plugin/host.h"
#include "verify/reading.h"

/* So many words of a file are told. */
enum { TOLD = 10, SOURCE_LIMIT = 4 << 20, DEPTH = 8 };

/* Words of the formats: names of files and spaces, of colours and of sets of characters. */
static const char FORMATS[] = "Brevier application pdf epub zip http https www org urn uuid xml meta inf "
                              "mimetype container package opf ncx dtb uid nav toc page cover style night "
                              "xhtml css png jpeg svg fonts otf ttf licences txt "
                              "Adobe Identity sRGB IEC 61966 color";

struct brv_secrets {
  brv_arena *arena;
  brv_pack *pack;
  brv_host *host;
  GHashTable *all;     /* words of the whole pack to where they are written (brv_place *) */
  GHashTable *program; /* words that plugins, layouts and the pack's head may say anywhere */
};

static void free_host(void *host)
{
  brv_host_free(host);
}

static GHashTable *new_words(brv_arena *arena)
{
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return brv_arena_own(arena, words, (GDestroyNotify)g_hash_table_unref);
}

/* Collecting words. */

typedef struct {
  GHashTable *words;
  const brv_place *place;
} collector;

static void collect(const char *word, void *data)
{
  const collector *c = data;
  if (!g_hash_table_contains(c->words, word))
    g_hash_table_insert(c->words, g_strdup(word), (void *)c->place);
}

static void add(GHashTable *words, const char *text, const brv_place *place)
{
  collector c = {words, place};
  if (text)
    brv_words_of(text, collect, &c);
}

static void add_tree(GHashTable *words, const brv_node *root);

static void add_value(GHashTable *words, const brv_value *value)
{
  if (!value->tree)
    add(words, value->text, &value->place);
  if (value->file)
    add(words, brv_source_text(value->file), &value->place);
  if (value->tree)
    add_tree(words, value->tree);
  for (guint i = 0; i < value->count; i++)
    if (value->kind == BRV_VALUE_LIST) {
      add_value(words, value->items[i]);
    } else if (strcmp(value->members[i].key, "body") != 0 &&
               strcmp(value->members[i].key, "language") != 0) {
      /* A body in JSON is read as the briefing's tree; the name of a language says nothing. */
      add(words, value->members[i].key, &value->members[i].place);
      add_value(words, value->members[i].value);
    }
}

static void add_node(GHashTable *words, const brv_node *node)
{
  const char *const texts[] = {node->id, node->text, node->target, node->alt};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    add(words, texts[i], &node->place);
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next) {
    if (strcmp(attr->key, "lang") == 0)
      continue;
    add(words, attr->value, &attr->place);
    if (attr->read)
      add_value(words, attr->read);
  }
  if (node->value)
    add_value(words, node->value);
}

static void add_tree(GHashTable *words, const brv_node *root)
{
  /* Words that are styled in part stand in several nodes: a paragraph is read as one text too. */
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    add_node(words, node);
    g_autoptr(GString) line = g_string_new(NULL);
    for (const brv_node *n = node->kind == BRV_NODE_PARA ? node : NULL; n;
         n = brv_node_next(n, node))
      g_string_append(line, n->text ? n->text : n->kind == BRV_NODE_SPACE ? " " : "");
    add(words, line->str, &node->place);
  }
}

static void add_reference(GHashTable *words, const brv_reference *r)
{
  const char *const texts[] = {r->id,  r->title, r->publisher,    r->author, r->date,
                               r->url, r->grade, r->derived_from, r->note};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    add(words, texts[i], &r->place);
}

static void add_briefing(GHashTable *words, const brv_briefing *b)
{
  const char *const texts[] = {b->id, b->title, b->short_title, b->kind, b->date, b->file};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    add(words, texts[i], &b->place);
  if (b->front)
    add_value(words, b->front);
  for (guint i = 0; i < b->references->len; i++)
    add_reference(words, b->references->pdata[i]);
  if (b->body)
    add_tree(words, b->body);
}

/* What the program may say anywhere. */

static void add_sources(brv_secrets *s, const brv_folder *folder, int depth)
{
  const GPtrArray *names = brv_folder_list(s->arena, folder, NULL);
  g_autoptr(brv_diags) unused = brv_diags_new();
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    bool is_example = strcmp(name, "spec") == 0 || strcmp(name, "api") == 0;
    const brv_folder *inner =
        is_example || depth > DEPTH ? NULL : brv_folder_inside(s->arena, folder, name);
    if (inner)
      add_sources(s, inner, depth + 1);
    else if (g_str_has_suffix(name, ".lua") || g_str_has_suffix(name, ".yaml")) {
      const brv_source *source =
          brv_folder_read_text(s->arena, folder, name, SOURCE_LIMIT, BRV_NO_PLACE, unused);
      add(s->program, source ? brv_source_text(source) : NULL, NULL);
    }
  }
}

static void add_data(brv_secrets *s, const char *name, const brv_folder *own)
{
  g_autofree char *path = g_build_filename(brv_data_folder(), name, NULL);
  g_autoptr(brv_diags) unused = brv_diags_new();
  const brv_folder *bundled = brv_folder_open(s->arena, path, unused);
  if (bundled)
    add_sources(s, bundled, 0);
  if (own)
    add_sources(s, own, 0);
}

/* pack.yaml itself is for every reader: titles, tiers and what they offer. */
static void add_head(brv_secrets *s)
{
  const brv_pack *p = s->pack;
  const char *const texts[] = {p->slug,     p->title,     p->strapline, p->number, p->date,
                               p->language, p->publisher, p->address,   p->about,  p->rights};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    add(s->program, texts[i], NULL);
  if (p->certificate) {
    const brv_certificate *c = p->certificate;
    const char *const own[] = {c->conforms_to, c->certified_by, c->credential, c->report};
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
      add(s->program, own[i], NULL);
  }
  for (guint i = 0; i < p->tiers->len; i++) {
    const brv_tier *tier = p->tiers->pdata[i];
    const char *const own[] = {tier->id, tier->name, tier->about, tier->join, tier->edition};
    for (guint k = 0; k < G_N_ELEMENTS(own); k++)
      add(s->program, own[k], NULL);
  }
  for (guint i = 0; i < p->confidence->len; i++)
    add(s->program, g_array_index(p->confidence, brv_band, i).words, NULL);
  if (p->likelihood)
    add_value(s->program, p->likelihood);
  if (p->grades)
    add_value(s->program, p->grades);
  if (p->options)
    add_value(s->program, p->options);
  add(s->program, FORMATS, NULL);
}

static brv_folder *own_folder(const brv_secrets *s, const char *name)
{
  return brv_folder_inside(s->arena, s->pack->folder, name);
}

brv_secrets *brv_secrets_new(brv_arena *arena, const char *pack, brv_diags *diags)
{
  guint before = brv_diags_errors(diags);
  brv_secrets *s = brv_new(arena, brv_secrets);
  s->arena = arena;
  s->pack = brv_pack_load(arena, pack, diags);
  g_autofree char *path = g_build_filename(brv_data_folder(), "plugins", NULL);
  const brv_folder *bundled = brv_folder_open(arena, path, diags);
  if (!s->pack || !bundled)
    return NULL;
  s->host = brv_host_new(bundled, own_folder(s, "plugins"), (brv_host_limits){0}, diags);
  brv_arena_own(arena, s->host, free_host);
  brv_pack_bind(s->pack, brv_host_registry(s->host), diags);
  if (brv_diags_errors(diags) != before)
    return NULL;
  s->all = new_words(arena);
  s->program = new_words(arena);
  for (guint i = 0; i < s->pack->parts->len; i++) {
    const brv_part *part = s->pack->parts->pdata[i];
    add(s->all, part->title, &part->place);
  }
  for (guint i = 0; i < s->pack->briefings->len; i++)
    add_briefing(s->all, s->pack->briefings->pdata[i]);
  add_data(s, "plugins", own_folder(s, "plugins"));
  add_data(s, "layouts", own_folder(s, "layouts"));
  add_head(s);
  return s;
}

/* The words that an edition has. */
static void add_edition(GHashTable *words, const brv_edition *edition)
{
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    add(words, part->title, NULL);
    for (guint k = 0; k < part->briefings->len; k++)
      add_briefing(words, &((const brv_edition_briefing *)part->briefings->pdata[k])->briefing);
  }
}

/* Looking. */

typedef struct {
  const brv_secrets *secrets;
  GHashTable *withheld; /* words to places */
  GHashTable *told;
  const brv_reading *reading;
  const brv_passage *passage;
  const char *tier;
  brv_diags *diags;
  guint found;
} search;

static void look(const char *word, void *data)
{
  search *s = data;
  void *key = NULL, *place = NULL;
  if (!g_hash_table_lookup_extended(s->withheld, word, &key, &place) ||
      !g_hash_table_add(s->told, key))
    return;
  if (s->found++ < TOLD)
    brv_report_via(s->diags, BRV_WITHHELD_SHOWN,
                   brv_reading_place(s->reading, s->passage->page, s->passage->entry),
                   place ? *(const brv_place *)place : BRV_NO_PLACE, NULL,
                   "\"%s\" is in the file, and stands only in what the tier \"%s\" may not read",
                   word, s->tier);
}

static GHashTable *withheld_from(brv_secrets *s, int tier)
{
  GHashTable *shown = new_words(s->arena), *withheld = g_hash_table_new(g_str_hash, g_str_equal);
  brv_arena_own(s->arena, withheld, (GDestroyNotify)g_hash_table_unref);
  add_edition(shown, brv_edition_project(s->arena, s->pack, tier));
  GHashTableIter iter;
  void *word, *place;
  g_hash_table_iter_init(&iter, s->all);
  while (g_hash_table_iter_next(&iter, &word, &place))
    if (!g_hash_table_contains(shown, word) && !g_hash_table_contains(s->program, word))
      g_hash_table_insert(withheld, word, place);
  return withheld;
}

brv_verdict *brv_verify_tier(brv_secrets *secrets, const brv_reading *reading, const char *tier,
                             brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  verdict->name = g_strdup(reading->name);
  int index = brv_pack_tier(secrets->pack, tier);
  if (index < 0 || !reading->passages) {
    verdict->found = 1;
    brv_report(diags, BRV_WITHHELD_SHOWN, brv_reading_place(reading, 0, NULL), NULL,
               "nobody can say what the tier \"%s\" is shown: %s", tier,
               index < 0          ? "the pack has no such tier"
               : reading->failure ? reading->failure
                                  : "it is damaged");
    return verdict;
  }
  search s = {.secrets = secrets, .reading = reading, .tier = tier, .diags = diags};
  s.withheld = withheld_from(secrets, index);
  s.told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < reading->passages->len; i++) {
    s.passage = reading->passages->pdata[i];
    brv_words_of(s.passage->text, look, &s);
  }
  g_hash_table_unref(s.told);
  verdict->found = s.found;
  verdict->checked = g_strdup_printf("%u withheld words and runs of words looked for, of \"%s\"",
                                     g_hash_table_size(s.withheld), tier);
  return verdict;
}
