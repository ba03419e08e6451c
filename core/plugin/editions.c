#include <string.h>

#include "plugin/internal.h"

/* Editions are built side by side, in pieces of some briefings, each in a worker with a state of
 * its own: what a plugin kept from one cannot show up in another. Where an edition is cut depends
 * on nothing but how many briefings it has. */

enum {
  BRIEFINGS_A_PIECE = 8, /* or more: a state costs what two briefings do */
  MOST_PIECES = 4,
};

typedef struct {
  const brv_edition *edition;
  const brv_words *words;
  brv_arena *arena; /* the document's */
  guint from, to;   /* which briefings */
  brv_node *root;   /* what came of them */
} piece;

/* --- in the worker --- */

static void build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const piece *p = task->data;
  const brv_node *root =
      brv_build_briefings(task->host, p->edition, p->from, p->to, p->words, diags);
  if (root)
    brv_wire_put_tree(result, root);
}

/* --- in the parent --- */

static void read_tree(brv_crew_task *task, brv_wire_reader *result)
{
  piece *p = task->data;
  guint briefings = 0;
  p->root = brv_wire_take_tree(result);
  for (const brv_node *node = p->root ? p->root->first : NULL; node; node = node->next)
    briefings++;
  result->bad = result->bad || (p->root && briefings != p->to - p->from);
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

/* All that a plugin can point at, and hand on. */
static brv_wire_names *names_of(const brv_host *host, const brv_edition *edition)
{
  brv_wire_names *names = brv_crew_names(host);
  brv_wire_name_value(names, edition->options);
  brv_wire_name_source(names, edition->place.source);
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++)
      name_briefing(names, &((const brv_edition_briefing *)part->briefings->pdata[j])->briefing);
  }
  return names;
}

/* Puts the briefings that the pieces brought, one for each of the edition, into their parts. */
static brv_node *join_pieces(const brv_edition *edition, const piece *from)
{
  brv_arena *arena = from->arena;
  brv_node *root = brv_node_new(arena, BRV_NODE_DOCUMENT, edition->place);
  root->language = edition->language;
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    brv_node *parent = root;
    if (part->title) {
      parent = brv_node_new(arena, BRV_NODE_PART, BRV_NO_PLACE);
      parent->text = part->title;
      brv_node_append(root, parent);
    }
    for (guint left = part->briefings->len; left; left--) {
      while (!from->root->first)
        from++;
      brv_node *briefing = from->root->first;
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

static guint count_briefings(const brv_edition *edition)
{
  guint count = 0;
  for (guint i = 0; i < edition->parts->len; i++)
    count += ((const brv_edition_part *)edition->parts->pdata[i])->briefings->len;
  return count;
}

static bool can_build(const brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++)
    if (((const brv_plugin *)host->plugins->pdata[i])->broken)
      return false;
  return !host->dead;
}

static void free_names(void *names)
{
  brv_wire_names_free(names);
}

/* An edition, and its pieces among those of all. */
typedef struct {
  const brv_wire_names *names;
  brv_arena *arena; /* the document's */
  guint first, count;
} plan;

static plan add_pieces(const brv_host *host, const brv_edition *edition, const brv_words *words,
                       GArray *pieces)
{
  guint briefings = count_briefings(edition);
  plan p = {.arena = brv_arena_new(),
            .first = pieces->len,
            .count = CLAMP(briefings / BRIEFINGS_A_PIECE, 1, MOST_PIECES)};
  p.names = brv_arena_own(edition->arena, names_of(host, edition), free_names);
  for (guint i = 0; i < p.count; i++) {
    piece one = {.edition = edition,
                 .words = words,
                 .arena = p.arena,
                 .from = briefings * i / p.count,
                 .to = briefings * (i + 1) / p.count};
    g_array_append_val(pieces, one);
  }
  return p;
}

static void add_tasks(brv_host *host, const plan *p, GArray *pieces, brv_crew_task *tasks)
{
  for (guint i = p->first; i < p->first + p->count; i++) {
    piece *one = &g_array_index(pieces, piece, i);
    tasks[i] = (brv_crew_task){
        .host = host,
        .arena = one->arena,
        .names = p->names,
        .failed_code = BRV_PLUGIN_FAILED,
        .data = one,
        .body = build,
        .read = read_tree,
    };
  }
}

/* NULL when a piece failed, though it may have brought its briefings. Its arena is the document's.
 */
static brv_document *take_document(const brv_edition *edition, const plan *p, GArray *pieces,
                                   const brv_crew_task *tasks)
{
  const piece *first = &g_array_index(pieces, piece, p->first);
  for (guint i = 0; i < p->count; i++)
    if (!tasks[p->first + i].is_done || !first[i].root) {
      brv_arena_free(p->arena);
      return NULL;
    }
  return new_document(p->arena, edition, first->words, join_pieces(edition, first));
}

void brv_host_build_all(brv_host *host, const brv_edition *const *editions, gsize count,
                        guint side_by_side, const brv_words *words, brv_document **documents,
                        brv_diags *diags)
{
  memset(documents, 0, count * sizeof *documents);
  if (!can_build(host))
    return;
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(piece));
  g_autofree plan *plans = g_new0(plan, count);
  for (gsize i = 0; i < count; i++)
    plans[i] = add_pieces(host, editions[i], words, pieces);
  g_autofree brv_crew_task *tasks = g_new0(brv_crew_task, pieces->len);
  for (gsize i = 0; i < count; i++)
    add_tasks(host, &plans[i], pieces, tasks);
  brv_crew_run(tasks, pieces->len, side_by_side, diags);
  for (gsize i = 0; i < count; i++)
    documents[i] = take_document(editions[i], &plans[i], pieces, tasks);
}

static void free_arena(void *arena)
{
  brv_arena_free(arena);
}

brv_document *brv_host_build(brv_host *host, const brv_edition *edition, const brv_words *words,
                             brv_diags *diags)
{
  brv_document *document;
  brv_host_build_all(host, &edition, 1, 1, words, &document, diags);
  if (document)
    brv_arena_own(edition->arena, document->arena, free_arena);
  return document;
}
