/* A piece of the pack: in a worker the briefings of one edition after another, each in a state of
 * its own. What a plugin kept from one edition cannot show up in another; sections that they share
 * are built once (shared.c). */
#include "plugin/editions-private.h"

static bool is_in(const brv_piece *p, const brv_sheet *s)
{
  return s->order >= p->from && s->order < p->to;
}

/* Those of an edition that are not known. */
static guint count_wanted(const brv_piece *p, const brv_plan *of)
{
  guint wanted = 0;
  for (guint i = 0; i < of->sheets->len; i++)
    wanted += is_in(p, brv_sheet_at(of, i)) && !brv_sheet_at(of, i)->root;
  return wanted;
}

/* --- in the worker --- */

/* How a briefing comes home: whether it names what it holds itself only, and nothing was said. */
typedef enum { BY_ALL_NAMES, BY_OWN_NAMES, BY_OWN_NAMES_QUIETLY } manner;

/* False when it failed; its bytes follow their length. */
static bool put_sheet(brv_host *host, const brv_plan *p, const brv_sheet *s,
                      brv_wire_writer *result, brv_diags *diags)
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
static void count_known(brv_host *host, const brv_piece *p, const brv_plan *of)
{
  host->yielded = 0;
  host->yielded_bytes = 0;
  host->is_full = false;
  for (guint i = 0; i < of->sheets->len; i++)
    if (is_in(p, brv_sheet_at(of, i))) {
      host->yielded += brv_sheet_at(of, i)->yielded;
      host->yielded_bytes += brv_sheet_at(of, i)->yielded_bytes;
    }
}

/* Problems of all briefings are told, and then there is no result. */
static bool put_sheets(brv_host *host, const brv_piece *p, const brv_plan *of,
                       brv_wire_writer *result, brv_diags *diags)
{
  bool good = p->from > 0 || brv_build_pack_rules(host, of->edition, of->words, diags);
  count_known(host, p, of);
  brv_wire_put_count(result, count_wanted(p, of));
  for (guint i = 0; i < of->sheets->len; i++)
    if (is_in(p, brv_sheet_at(of, i)) && !brv_sheet_at(of, i)->root)
      good &= put_sheet(host, of, brv_sheet_at(of, i), result, diags);
  return good;
}

/* An edition of a piece: whether it was built, and what came of it. */
static void put_edition(brv_host *host, const brv_piece *p, const brv_plan *of,
                        brv_wire_writer *result, brv_diags *diags)
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

bool brv_piece_asks(const brv_host *host, const brv_piece *p, const brv_plan *of)
{
  return count_wanted(p, of) > 0 || (p->from == 0 && has_rules(host));
}

/* The first edition finds the state that the worker began with. */
void brv_piece_build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const brv_piece *p = task->data;
  brv_host *host = task->host;
  bool is_fresh = true, good = true;
  guint start = result->out->len;
  g_autoptr(brv_shared) shared = p->count > 1 && host->identity ? brv_shared_new() : NULL;
  host->shared = shared;
  for (gsize i = 0; i < p->count && good; i++) {
    bool is_wanted = brv_piece_asks(host, p, &p->plans[i]);
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

void brv_sheet_take(brv_wire_reader *r, brv_sheet *s)
{
  s->yielded = brv_wire_take_count(r, BRV_PLUGIN_EDITION_BLOCKS);
  s->yielded_bytes = brv_wire_take_count(r, BRV_PLUGIN_EDITION_TEXT);
  brv_node *root = brv_wire_take_tree(r);
  bool good = brv_wire_is_done(r) && root && root->first && root->first == root->last;
  s->root = good ? root : NULL;
}

static void take_sheet(const brv_plan *p, brv_sheet *s, brv_wire_reader *result)
{
  manner how = (manner)brv_wire_take_count(result, BY_OWN_NAMES_QUIETLY);
  guint32 length = brv_wire_take_measure(result);
  const char *at = brv_wire_take_block(result, length);
  result->bad = result->bad || (how != BY_ALL_NAMES && !s->names);
  if (result->bad)
    return;
  brv_wire_reader r = {.at = at, .end = at + length, .arena = result->arena};
  r.names = how == BY_ALL_NAMES ? p->names : s->names;
  brv_sheet_take(&r, s);
  result->bad = !s->root;
  if (how == BY_OWN_NAMES_QUIETLY)
    s->made = g_bytes_new(at, length);
}

static void take_sheets(const brv_piece *p, brv_plan *of, brv_wire_reader *r)
{
  guint wanted = count_wanted(p, of);
  r->bad = r->bad || brv_wire_take_count(r, wanted) != wanted;
  for (guint i = 0; i < of->sheets->len && !r->bad; i++)
    if (is_in(p, brv_sheet_at(of, i)) && !brv_sheet_at(of, i)->root)
      take_sheet(of, brv_sheet_at(of, i), r);
}

/* Each edition holds the answer that its texts stand in: they are freed apart. */
void brv_piece_read(brv_crew_task *task, brv_wire_reader *result)
{
  const brv_piece *p = task->data;
  for (gsize i = 0; i < p->count && !result->bad; i++) {
    brv_plan *of = &p->plans[i];
    brv_arena_own(of->arena, g_bytes_ref(result->all), (GDestroyNotify)g_bytes_unref);
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
