#include <string.h>

#include "plugin/internal.h"

/* Editions are built side by side, in pieces of some briefings, each in a worker. This one builds
 * an edition's after another's, each in a state of its own: what a plugin kept from one cannot show
 * up in another; sections that they share are built once (shared.c). Where the pack is cut depends
 * on nothing but how many briefings and editions there are, and not on how many are known from a
 * build before. */

enum {
  SHEETS_A_PIECE = 8, /* or more: a state costs what two briefings do */
  MOST_PIECES = 4,
  KEPT_MOST = 2 << 20 /* bytes of all briefings of an edition that are kept: about fifty */
};

/* A briefing on its way. */
typedef struct {
  const brv_edition_briefing *source;
  guint order;           /* the same for a briefing in all editions, from 0 */
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
  bool failed;                 /* in the parent: a piece of it did */
} plan;

typedef struct {
  plan *plans;
  gsize count;
  guint from, to; /* which briefings, by their order */
} piece;

static sheet *sheet_at(const plan *p, guint index)
{
  return &g_array_index(p->sheets, sheet, index);
}

static bool is_in(const piece *p, const sheet *s)
{
  return s->order >= p->from && s->order < p->to;
}

/* Those of an edition that are not known. */
static guint count_wanted(const piece *p, const plan *of)
{
  guint wanted = 0;
  for (guint i = 0; i < of->sheets->len; i++)
    wanted += is_in(p, sheet_at(of, i)) && !sheet_at(of, i)->root;
  return wanted;
}

/* --- in the worker --- */

/* How a briefing comes home: whether it names what it holds itself only, and nothing was said. */
typedef enum { BY_ALL_NAMES, BY_OWN_NAMES, BY_OWN_NAMES_QUIETLY } manner;

/* False when it failed; its bytes follow their length. */
static bool put_sheet(brv_host *host, const plan *p, const sheet *s, brv_wire_writer *result,
                      brv_diags *diags)
{
  guint before = brv_count_remarks(diags), blocks = host->yielded;
  gsize bytes = host->yielded_bytes;
  const brv_node *root = brv_build_briefing(host, p->edition, s->source, p->words, diags);
  if (!root)
    return false;
  bool own = s->names && !(host->saw & (BRV_SAW_BRIEFINGS | BRV_SAW_EXTENTS));
  bool quiet = brv_count_remarks(diags) == before;
  brv_wire_put_count(result, !own ? BY_ALL_NAMES : quiet ? BY_OWN_NAMES_QUIETLY : BY_OWN_NAMES);
  brv_wire_writer w = {result->out, own ? s->names : p->names};
  guint begun = brv_wire_begin(&w);
  brv_wire_put_count(&w, host->yielded - blocks);
  brv_wire_put_count(&w, (guint32)(host->yielded_bytes - bytes));
  brv_wire_put_tree(&w, root);
  brv_wire_end(&w, begun);
  return true;
}

/* What is known of a piece counts for what the edition may hold. */
static void count_known(brv_host *host, const piece *p, const plan *of)
{
  host->yielded = 0;
  host->yielded_bytes = 0;
  host->is_full = false;
  for (guint i = 0; i < of->sheets->len; i++)
    if (is_in(p, sheet_at(of, i))) {
      host->yielded += sheet_at(of, i)->yielded;
      host->yielded_bytes += sheet_at(of, i)->yielded_bytes;
    }
}

/* Problems of all briefings are told, and then there is no result. */
static bool put_sheets(brv_host *host, const piece *p, const plan *of, brv_wire_writer *result,
                       brv_diags *diags)
{
  bool good = p->from > 0 || brv_build_pack_rules(host, of->edition, of->words, diags);
  count_known(host, p, of);
  brv_wire_put_count(result, count_wanted(p, of));
  for (guint i = 0; i < of->sheets->len; i++)
    if (is_in(p, sheet_at(of, i)) && !sheet_at(of, i)->root)
      good &= put_sheet(host, of, sheet_at(of, i), result, diags);
  return good;
}

/* An edition of a piece: whether it was built, and what came of it. */
static void put_edition(brv_host *host, const piece *p, const plan *of, brv_wire_writer *result,
                        brv_diags *diags)
{
  guint start = result->out->len;
  brv_wire_put_count(result, true);
  if (host->shared)
    brv_shared_begin(host->shared, of->edition);
  if (put_sheets(host, p, of, result, diags))
    return;
  g_byte_array_set_size(result->out, start);
  brv_wire_put_count(result, false);
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

static bool is_asked(const brv_host *host, const piece *p, const plan *of)
{
  return count_wanted(p, of) > 0 || (p->from == 0 && has_rules(host));
}

/* The first edition finds the state that the worker began with. */
static void build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const piece *p = task->data;
  brv_host *host = task->host;
  bool is_fresh = true, good = true;
  guint start = result->out->len;
  g_autoptr(brv_shared) shared = p->count > 1 && host->identity ? brv_shared_new() : NULL;
  host->shared = shared;
  for (gsize i = 0; i < p->count && good; i++) {
    bool is_wanted = is_asked(host, p, &p->plans[i]);
    good = !is_wanted || is_fresh || brv_host_open_state(host, diags);
    is_fresh = is_fresh && !is_wanted;
    if (good)
      put_edition(host, p, &p->plans[i], result, diags);
  }
  host->shared = NULL;
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

static void take_sheets(const piece *p, plan *of, brv_wire_reader *r)
{
  guint wanted = count_wanted(p, of);
  r->bad = r->bad || brv_wire_take_count(r, wanted) != wanted;
  for (guint i = 0; i < of->sheets->len && !r->bad; i++)
    if (is_in(p, sheet_at(of, i)) && !sheet_at(of, i)->root)
      take_sheet(of, sheet_at(of, i), r);
}

static void unref_bytes(void *bytes)
{
  g_bytes_unref(bytes);
}

/* Each edition holds the answer that its texts stand in: they are freed apart. */
static void read_editions(brv_crew_task *task, brv_wire_reader *result)
{
  const piece *p = task->data;
  for (gsize i = 0; i < p->count && !result->bad; i++) {
    plan *of = &p->plans[i];
    brv_arena_own(of->arena, g_bytes_ref(result->all), unref_bytes);
    brv_wire_reader r = *result;
    r.arena = of->arena;
    r.names = of->names;
    if (brv_wire_take_count(&r, true))
      take_sheets(p, of, &r);
    else
      of->failed = true;
    result->at = r.at;
    result->bad = r.bad;
  }
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

/* The number of a briefing among all that were met, from 0. */
static guint order_of(GHashTable *numbers, const brv_briefing *briefing)
{
  void *known = g_hash_table_lookup(numbers, briefing->id);
  if (!known) {
    known = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
    g_hash_table_insert(numbers, (char *)briefing->id, known);
  }
  return GPOINTER_TO_UINT(known) - 1;
}

/* A briefing has the same number in all editions. Returns how many there are. */
static guint number_sheets(plan *plans, gsize count)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < count; i++)
    for (guint k = 0; k < plans[i].sheets->len; k++) {
      sheet *s = sheet_at(&plans[i], k);
      s->order = order_of(numbers, &s->source->briefing);
    }
  return g_hash_table_size(numbers);
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
static GArray *cut(const brv_host *host, plan *plans, gsize plan_count)
{
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(piece));
  guint briefings = number_sheets(plans, plan_count);
  guint count = (guint)MIN(briefings * plan_count / SHEETS_A_PIECE, briefings);
  count = CLAMP(count, 1, MOST_PIECES);
  for (guint i = 0; i < count; i++) {
    const piece one = {plans, plan_count, start_of(briefings, i, count),
                       start_of(briefings, i + 1, count)};
    bool is_wanted = false;
    for (gsize k = 0; k < plan_count; k++)
      is_wanted = is_wanted || is_asked(host, &one, &plans[k]);
    if (is_wanted)
      g_array_append_val(pieces, one);
  }
  return pieces;
}

static brv_crew_task task_of(brv_host *host, plan *plans, const brv_wire_names *names, piece *p)
{
  return (brv_crew_task){
      .host = host,
      .arena = plans[0].arena,
      .names = names,
      .failed_code = BRV_PLUGIN_FAILED,
      .data = p,
      .body = build,
      .read = read_editions,
  };
}

/* All that a message may point at, of whichever edition. */
static brv_wire_names *all_names(const brv_host *host, const plan *plans, gsize count)
{
  brv_wire_names *names = brv_crew_names(host);
  for (gsize i = 0; i < count; i++)
    name_all_of(names, plans[i].names);
  return names;
}

/* NULL when a piece failed, though it may have brought its briefings. Its arena is the document's.
 */
static brv_document *take_document(const plan *p, bool all_done)
{
  if (all_done && !p->failed)
    return new_document(p->arena, p->edition, p->words, join_sheets(p));
  brv_arena_free(p->arena);
  return NULL;
}

static bool run_pieces(brv_host *host, plan *plans, gsize count, guint side_by_side,
                       brv_diags *diags)
{
  g_autoptr(GArray) pieces = cut(host, plans, count);
  g_autoptr(brv_wire_names) names = all_names(host, plans, count);
  g_autofree brv_crew_task *tasks = g_new0(brv_crew_task, pieces->len);
  for (guint i = 0; i < pieces->len; i++)
    tasks[i] = task_of(host, plans, names, &g_array_index(pieces, piece, i));
  brv_crew_run(tasks, pieces->len, side_by_side, diags);
  bool all_done = true;
  for (guint i = 0; i < pieces->len; i++)
    all_done = all_done && tasks[i].is_done;
  return all_done;
}

void brv_host_build_all(brv_host *host, const brv_edition *const *editions, gsize count,
                        guint side_by_side, const brv_words *words, brv_cache *cache,
                        brv_document **documents, brv_diags *diags)
{
  memset(documents, 0, count * sizeof *documents);
  if (!can_build(host))
    return;
  if (!count)
    return;
  g_autofree plan *plans = g_new0(plan, count);
  for (gsize i = 0; i < count; i++)
    plans[i] = new_plan(host, editions[i], words, cache);
  bool all_done = run_pieces(host, plans, count, side_by_side, diags);
  for (gsize i = 0; i < count; i++) {
    documents[i] = take_document(&plans[i], all_done);
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
