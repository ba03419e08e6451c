#include <string.h>

#include "base/met.h"
#include "plugin/editions-private.h"

/* Editions are built side by side, in pieces of some briefings of all of them, each in a worker
 * (pieces.c). Where the pack is cut depends on nothing but how many briefings and editions there
 * are, and not on how many are known from a build before. */

enum {
  SHEETS_A_PIECE = 8, /* or more: a state costs what two briefings do */
  MOST_PIECES = 4,
  KEPT_MOST = 2 << 20 /* bytes of all briefings of an edition that are kept: about fifty */
};

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
static brv_wire_names *names_of(const brv_host *host, const brv_plan *p)
{
  brv_wire_names *names = brv_crew_names(host);
  brv_wire_name_value(names, p->edition->options);
  brv_wire_name_source(names, p->edition->place.source);
  for (guint i = 0; i < p->sheets->len; i++) {
    const brv_sheet *s = brv_sheet_at(p, i);
    if (s->names)
      name_all_of(names, s->names);
    else
      name_briefing(names, &s->source->briefing);
  }
  return brv_arena_own(p->edition->arena, names, free_names);
}

/* Puts the briefings, one for each of the edition, into their parts. */
static brv_node *join_sheets(const brv_plan *p)
{
  const brv_edition *edition = p->edition;
  const brv_sheet *next = (const brv_sheet *)(const void *)p->sheets->data;
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

static void find_kept(const brv_memo *memo, const brv_plan *p, brv_sheet *s)
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
  brv_sheet_take(&r, s);
}

static void find_all_kept(brv_cache *cache, const brv_host *host, const brv_plan *p)
{
  g_autoptr(GChecksum) base = cache ? brv_kept_base(host, p->edition, p->words) : NULL;
  const brv_memo memo = {cache, base};
  for (guint i = 0; base && i < p->sheets->len; i++)
    find_kept(&memo, p, brv_sheet_at(p, i));
}

/* `fine`: the edition was built. */
static void keep_made(brv_cache *cache, const brv_plan *p, bool fine)
{
  gsize length = 0;
  for (guint i = 0; i < p->sheets->len; i++) {
    brv_sheet *s = brv_sheet_at(p, i);
    length += s->made ? g_bytes_get_size(s->made) : 0;
    if (fine && s->made && length <= KEPT_MOST)
      brv_cache_keep(cache, s->key, s->made);
    g_clear_pointer(&s->made, g_bytes_unref);
  }
}

/* --- all of it --- */

static GArray *list_sheets(const brv_edition *edition)
{
  GArray *sheets = g_array_new(FALSE, TRUE, sizeof(brv_sheet));
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++) {
      const brv_sheet s = {.source = part->briefings->pdata[j]};
      g_array_append_val(sheets, s);
    }
  }
  return brv_arena_own(edition->arena, sheets, (GDestroyNotify)g_array_unref);
}

static brv_plan new_plan(const brv_host *host, const brv_edition *edition, const brv_words *words,
                         brv_cache *cache)
{
  brv_plan p = {
      .edition = edition, .words = words, .arena = brv_arena_new(), .sheets = list_sheets(edition)};
  find_all_kept(cache, host, &p);
  p.names = names_of(host, &p);
  return p;
}

/* A briefing has the same number in all editions. Returns how many there are. */
static guint number_sheets(brv_plan *plans, gsize count)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < count; i++)
    for (guint k = 0; k < plans[i].sheets->len; k++) {
      brv_sheet *s = brv_sheet_at(&plans[i], k);
      s->order = brv_met_number(numbers, s->source->briefing.id);
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
static GArray *cut(const brv_host *host, brv_plan *plans, gsize plan_count)
{
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(brv_piece));
  guint briefings = number_sheets(plans, plan_count);
  guint count = (guint)MIN(briefings * plan_count / SHEETS_A_PIECE, briefings);
  count = CLAMP(count, 1, MOST_PIECES);
  for (guint i = 0; i < count; i++) {
    const brv_piece one = {plans, plan_count, start_of(briefings, i, count),
                           start_of(briefings, i + 1, count)};
    bool is_wanted = false;
    for (gsize k = 0; k < plan_count; k++)
      is_wanted = is_wanted || brv_piece_asks(host, &one, &plans[k]);
    if (is_wanted)
      g_array_append_val(pieces, one);
  }
  return pieces;
}

static brv_crew_task task_of(brv_host *host, brv_plan *plans, const brv_wire_names *names,
                             brv_piece *p)
{
  return (brv_crew_task){
      .host = host,
      .arena = plans[0].arena,
      .names = names,
      .failed_code = BRV_PLUGIN_FAILED,
      .data = p,
      .body = brv_piece_build,
      .read = brv_piece_read,
  };
}

/* All that a message may point at, of whichever edition. */
static brv_wire_names *all_names(const brv_host *host, const brv_plan *plans, gsize count)
{
  brv_wire_names *names = brv_crew_names(host);
  for (gsize i = 0; i < count; i++)
    name_all_of(names, plans[i].names);
  return names;
}

/* NULL when a piece failed, though it may have brought its briefings. Its arena is the document's.
 */
static brv_document *take_document(const brv_plan *p, bool all_done)
{
  if (all_done && !p->failed)
    return new_document(p->arena, p->edition, p->words, join_sheets(p));
  brv_arena_free(p->arena);
  return NULL;
}

static bool run_pieces(brv_host *host, brv_plan *plans, gsize count, guint side_by_side,
                       brv_diags *diags)
{
  g_autoptr(GArray) pieces = cut(host, plans, count);
  g_autoptr(brv_wire_names) names = all_names(host, plans, count);
  g_autofree brv_crew_task *tasks = g_new0(brv_crew_task, pieces->len);
  for (guint i = 0; i < pieces->len; i++)
    tasks[i] = task_of(host, plans, names, &g_array_index(pieces, brv_piece, i));
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
  g_autofree brv_plan *plans = g_new0(brv_plan, count);
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
