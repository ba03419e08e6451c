#include <string.h>

#include "plugin/internal.h"

/* Editions are built side by side, in pieces of some briefings, each in a worker with a state of
 * its own: what a plugin kept from one cannot show up in another. Where an edition is cut depends
 * on nothing but how many briefings it has, and not on how many are known from a build before. */

enum {
  BRIEFINGS_A_PIECE = 8, /* or more: a state costs what two briefings do */
  MOST_PIECES = 4,
  KEPT_MOST = 2 << 20 /* bytes of all briefings of an edition that are kept: about fifty */
};

/* A briefing on its way. */
typedef struct {
  const brv_edition_briefing *source;
  brv_wire_names *names; /* of what it holds, where it may be kept; or NULL */
  guint8 key[BRV_CACHE_KEY];
  brv_node *root;               /* DOCUMENT: what came of it; NULL: nothing yet */
  guint yielded, yielded_bytes; /* by its calls, as the host counts them */
  GBytes *made;                 /* the same as bytes, where it was built and is to be kept */
} sheet;

/* An edition. */
typedef struct {
  const brv_edition *edition;
  const brv_words *words;
  const brv_wire_names *names; /* of all that a plugin can point at */
  brv_arena *arena;            /* the document's */
  GArray *sheets;              /* of sheet; those with a root are known */
  guint first, count;          /* its pieces among those of all */
} plan;

typedef struct {
  const plan *plan;
  guint from, to; /* which sheets */
} piece;

static sheet *sheet_at(const plan *p, guint index)
{
  return &g_array_index(p->sheets, sheet, index);
}

static guint count_wanted(const piece *p)
{
  guint wanted = 0;
  for (guint i = p->from; i < p->to; i++)
    wanted += !sheet_at(p->plan, i)->root;
  return wanted;
}

/* --- in the worker --- */

static void count_one(const brv_remark *remark G_GNUC_UNUSED, void *count)
{
  ++*(guint *)count;
}

static guint count_remarks(brv_diags *diags)
{
  guint count = 0;
  brv_diags_each(diags, count_one, &count);
  return count;
}

/* How a briefing comes home: whether it names what it holds itself only, and nothing was said. */
typedef enum { BY_ALL_NAMES, BY_OWN_NAMES, BY_OWN_NAMES_QUIETLY } manner;

/* False when it failed; its bytes follow their length. */
static bool put_sheet(brv_host *host, const plan *p, const sheet *s, brv_wire_writer *result,
                      brv_diags *diags)
{
  guint before = count_remarks(diags), blocks = host->yielded;
  gsize bytes = host->yielded_bytes;
  const brv_node *root = brv_build_briefing(host, p->edition, s->source, p->words, diags);
  if (!root)
    return false;
  bool own = s->names && !host->saw_more, quiet = count_remarks(diags) == before;
  brv_wire_put_count(result, !own ? BY_ALL_NAMES : quiet ? BY_OWN_NAMES_QUIETLY : BY_OWN_NAMES);
  brv_wire_writer w = {result->out, own ? s->names : p->names};
  guint begun = brv_wire_begin(&w);
  brv_wire_put_count(&w, host->yielded - blocks);
  brv_wire_put_count(&w, (guint32)(host->yielded_bytes - bytes));
  brv_wire_put_tree(&w, root);
  brv_wire_end(&w, begun);
  return true;
}

/* What is known of a piece counts for what it may hold. */
static void count_known(brv_host *host, const piece *p)
{
  for (guint i = p->from; i < p->to; i++) {
    host->yielded += sheet_at(p->plan, i)->yielded;
    host->yielded_bytes += sheet_at(p->plan, i)->yielded_bytes;
  }
}

/* Problems of all briefings are told, and then there is no result. */
static void build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const piece *p = task->data;
  const plan *of = p->plan;
  guint start = result->out->len;
  bool good = p->from > 0 || brv_build_pack_rules(task->host, of->edition, of->words, diags);
  count_known(task->host, p);
  brv_wire_put_count(result, count_wanted(p));
  for (guint i = p->from; i < p->to; i++)
    if (!sheet_at(of, i)->root)
      good &= put_sheet(task->host, of, sheet_at(of, i), result, diags);
  if (!good)
    g_byte_array_set_size(result->out, start);
}

/* --- in the parent --- */

/* What was yielded, and a DOCUMENT with one BRIEFING, from all of the bytes. */
static void take_tree(brv_wire_reader *r, sheet *s)
{
  s->yielded = brv_wire_take_count(r, BRV_PLUGIN_EDITION_BLOCKS);
  s->yielded_bytes = brv_wire_take_count(r, BRV_PLUGIN_EDITION_TEXT);
  brv_node *root = brv_wire_take_tree(r);
  bool good = brv_wire_is_done(r) && root && root->first && root->first == root->last;
  s->root = good ? root : NULL;
}

static void take_sheet(const plan *p, sheet *s, brv_wire_reader *result)
{
  manner how = (manner)brv_wire_take_count(result, BY_OWN_NAMES_QUIETLY);
  guint32 length = brv_wire_take_measure(result);
  const char *at = brv_wire_take_block(result, length);
  result->bad = result->bad || (how != BY_ALL_NAMES && !s->names);
  if (result->bad)
    return;
  brv_wire_reader r = {.at = at, .end = at + length, .arena = result->arena};
  r.names = how == BY_ALL_NAMES ? p->names : s->names;
  take_tree(&r, s);
  result->bad = !s->root;
  if (how == BY_OWN_NAMES_QUIETLY)
    s->made = g_bytes_new(at, length);
}

static void read_trees(brv_crew_task *task, brv_wire_reader *result)
{
  const piece *p = task->data;
  guint wanted = count_wanted(p);
  result->bad = result->bad || brv_wire_take_count(result, wanted) != wanted;
  for (guint i = p->from; i < p->to && !result->bad; i++)
    if (!sheet_at(p->plan, i)->root)
      take_sheet(p->plan, sheet_at(p->plan, i), result);
}

static void name_briefing(brv_wire_names *names, const brv_briefing *briefing)
{
  brv_wire_name_tree(names, briefing->body);
  brv_wire_name_value(names, briefing->front);
  brv_wire_name_source(names, briefing->place.source);
  brv_wire_name_source(names, briefing->text.source);
  for (guint i = 0; briefing->references && i < briefing->references->len; i++)
    brv_wire_name_source(names,
                         ((const brv_reference *)briefing->references->pdata[i])->place.source);
}

static void name_all_of(brv_wire_names *names, const brv_wire_names *own)
{
  const brv_source *source;
  const brv_asset *asset;
  for (guint32 n = 1; (source = brv_wire_source(own, n)); n++)
    brv_wire_name_source(names, source);
  for (guint32 n = 1; (asset = brv_wire_asset(own, n)); n++)
    brv_wire_name_asset(names, asset);
}

static void free_names(void *names)
{
  brv_wire_names_free(names);
}

/* All that a plugin can point at, and hand on. */
static brv_wire_names *names_of(const brv_host *host, const plan *p)
{
  brv_wire_names *names = brv_crew_names(host);
  brv_wire_name_value(names, p->edition->options);
  brv_wire_name_source(names, p->edition->place.source);
  for (guint i = 0; i < p->sheets->len; i++) {
    const sheet *s = sheet_at(p, i);
    if (s->names)
      name_all_of(names, s->names);
    else
      name_briefing(names, &s->source->briefing);
  }
  return brv_arena_own(p->edition->arena, names, free_names);
}

/* Puts the briefings, one for each of the edition, into their parts. */
static brv_node *join_sheets(const plan *p)
{
  const brv_edition *edition = p->edition;
  const sheet *next = (const sheet *)(const void *)p->sheets->data;
  brv_node *root = brv_node_new(p->arena, BRV_NODE_DOCUMENT, edition->place);
  root->language = edition->language;
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    brv_node *parent = root;
    if (part->title) {
      parent = brv_node_new(p->arena, BRV_NODE_PART, BRV_NO_PLACE);
      parent->text = part->title;
      brv_node_append(root, parent);
    }
    for (guint left = part->briefings->len; left; left--, next++) {
      brv_node *briefing = next->root->first;
      brv_node_unlink(briefing);
      brv_node_append(parent, briefing);
    }
  }
  return root;
}

static brv_document *new_document(brv_arena *arena, const brv_edition *edition,
                                  const brv_words *words, brv_node *root)
{
  brv_document *document = brv_new(arena, brv_document);
  *document = (brv_document){
      .arena = arena,
      .slug = edition->slug,
      .title = edition->title,
      .strapline = edition->strapline,
      .number = edition->number,
      .date = edition->date,
      .language = edition->language,
      .publisher = edition->publisher,
      .address = edition->address,
      .about = edition->about,
      .rights = edition->rights,
      .certificate = edition->certificate,
      .tier = edition->tier,
      .tier_name = edition->tier_name,
      .edition_name = edition->edition_name,
      .accent = edition->accent,
      .literal = edition->literal,
      .book_fonts = edition->book_fonts,
      .unpaged = edition->unpaged,
      .words = words,
      .root = root,
      .assets = brv_arena_ptr_array(arena),
  };
  return document;
}

static bool can_build(const brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++)
    if (((const brv_plugin *)host->plugins->pdata[i])->broken)
      return false;
  return !host->dead;
}

/* --- what was built before --- */

static void find_kept(const brv_memo *memo, const plan *p, sheet *s)
{
  s->names = brv_arena_own(p->edition->arena, brv_wire_names_new(), free_names);
  name_briefing(s->names, &s->source->briefing);
  brv_kept_key(memo, s->source, s->names, s->key);
  brv_wire_name_value(s->names, p->edition->options);
  brv_wire_name_source(s->names, p->edition->place.source);
  GBytes *kept = brv_memo_find(memo, s->key);
  if (!kept)
    return;
  brv_wire_reader r = brv_wire_read_bytes(p->arena, s->names, kept);
  take_tree(&r, s);
}

static void find_all_kept(brv_cache *cache, const brv_host *host, const plan *p)
{
  g_autoptr(GChecksum) base = cache ? brv_kept_base(host, p->edition, p->words) : NULL;
  const brv_memo memo = {cache, base};
  for (guint i = 0; base && i < p->sheets->len; i++)
    find_kept(&memo, p, sheet_at(p, i));
}

/* `fine`: the edition was built. */
static void keep_made(brv_cache *cache, const plan *p, bool fine)
{
  gsize length = 0;
  for (guint i = 0; i < p->sheets->len; i++) {
    sheet *s = sheet_at(p, i);
    length += s->made ? g_bytes_get_size(s->made) : 0;
    if (fine && s->made && length <= KEPT_MOST)
      brv_cache_keep(cache, s->key, s->made);
    g_clear_pointer(&s->made, g_bytes_unref);
  }
}

/* --- all of it --- */

static GArray *list_sheets(const brv_edition *edition)
{
  GArray *sheets = g_array_new(FALSE, TRUE, sizeof(sheet));
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++) {
      const sheet s = {.source = part->briefings->pdata[j]};
      g_array_append_val(sheets, s);
    }
  }
  return brv_arena_own(edition->arena, sheets, (GDestroyNotify)g_array_unref);
}

static plan new_plan(const brv_host *host, const brv_edition *edition, const brv_words *words,
                     brv_cache *cache)
{
  plan p = {
      .edition = edition, .words = words, .arena = brv_arena_new(), .sheets = list_sheets(edition)};
  find_all_kept(cache, host, &p);
  p.names = names_of(host, &p);
  return p;
}

static bool has_rules(const brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    if (plugin->rules && *plugin->rules)
      return true;
  }
  return false;
}

/* Where a piece begins. The first of two is the shorter one: who waits for both has something to do
 * when a core is free. */
static guint start_of(guint briefings, guint piece_number, guint count)
{
  enum { SHORT = 3, ALL = 8 };
  bool is_second = count == 2 && piece_number == 1;
  return is_second ? briefings * SHORT / ALL : briefings * piece_number / count;
}

/* Those of which all is known are left out, but for the first where there are rules over the pack:
 * they are asked each time. */
static void add_pieces(const brv_host *host, plan *p, GArray *pieces)
{
  guint briefings = p->sheets->len, count = CLAMP(briefings / BRIEFINGS_A_PIECE, 1, MOST_PIECES);
  p->first = pieces->len;
  for (guint i = 0; i < count; i++) {
    const piece one = {p, start_of(briefings, i, count), start_of(briefings, i + 1, count)};
    if (count_wanted(&one) > 0 || (i == 0 && has_rules(host)))
      g_array_append_val(pieces, one);
  }
  p->count = pieces->len - p->first;
}

static void add_tasks(brv_host *host, const plan *p, GArray *pieces, brv_crew_task *tasks)
{
  for (guint i = p->first; i < p->first + p->count; i++)
    tasks[i] = (brv_crew_task){
        .host = host,
        .arena = p->arena,
        .names = p->names,
        .failed_code = BRV_PLUGIN_FAILED,
        .data = &g_array_index(pieces, piece, i),
        .body = build,
        .read = read_trees,
    };
}

/* NULL when a piece failed, though it may have brought its briefings. Its arena is the document's.
 */
static brv_document *take_document(const plan *p, const brv_crew_task *tasks)
{
  for (guint i = p->first; i < p->first + p->count; i++)
    if (!tasks[i].is_done) {
      brv_arena_free(p->arena);
      return NULL;
    }
  return new_document(p->arena, p->edition, p->words, join_sheets(p));
}

void brv_host_build_all(brv_host *host, const brv_edition *const *editions, gsize count,
                        guint side_by_side, const brv_words *words, brv_cache *cache,
                        brv_document **documents, brv_diags *diags)
{
  memset(documents, 0, count * sizeof *documents);
  if (!can_build(host))
    return;
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(piece));
  g_autofree plan *plans = g_new0(plan, count);
  for (gsize i = 0; i < count; i++) {
    plans[i] = new_plan(host, editions[i], words, cache);
    add_pieces(host, &plans[i], pieces);
  }
  g_autofree brv_crew_task *tasks = g_new0(brv_crew_task, pieces->len);
  for (gsize i = 0; i < count; i++)
    add_tasks(host, &plans[i], pieces, tasks);
  brv_crew_run(tasks, pieces->len, side_by_side, diags);
  for (gsize i = 0; i < count; i++) {
    documents[i] = take_document(&plans[i], tasks);
    keep_made(cache, &plans[i], documents[i] != NULL);
  }
}

static void free_arena(void *arena)
{
  brv_arena_free(arena);
}

brv_document *brv_host_build(brv_host *host, const brv_edition *edition, const brv_words *words,
                             brv_diags *diags)
{
  brv_document *document;
  brv_host_build_all(host, &edition, 1, 1, words, NULL, &document, diags);
  if (document)
    brv_arena_own(edition->arena, document->arena, free_arena);
  return document;
}
