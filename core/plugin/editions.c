#include <string.h>

#include "plugin/internal.h"

/* Editions are built side by side, each in a worker with a state of its own: what a plugin kept
 * from one cannot show up in another. */

typedef struct {
  const brv_edition *edition;
  const brv_words *words;
  brv_node *root; /* what came of it */
} edition_build;

/* --- in the worker --- */

static void build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const edition_build *b = task->data;
  const brv_node *root = brv_build_tree(task->host, b->edition, b->words, diags);
  if (root)
    brv_wire_put_tree(result, root);
}

/* --- in the parent --- */

static void read_tree(brv_crew_task *task, brv_wire_reader *result)
{
  edition_build *b = task->data;
  b->root = brv_wire_take_tree(result);
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

static brv_document *new_document(const edition_build *b)
{
  const brv_edition *edition = b->edition;
  brv_document *document = brv_new(edition->arena, brv_document);
  *document = (brv_document){
      .arena = edition->arena,
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
      .tier = edition->tier,
      .tier_name = edition->tier_name,
      .edition_name = edition->edition_name,
      .accent = edition->accent,
      .literal = edition->literal,
      .words = b->words,
      .root = b->root,
      .assets = brv_arena_ptr_array(edition->arena),
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

static void free_names(void *names)
{
  brv_wire_names_free(names);
}

void brv_host_build_all(brv_host *host, const brv_edition *const *editions, gsize count,
                        guint side_by_side, const brv_words *words, brv_document **documents,
                        brv_diags *diags)
{
  memset(documents, 0, count * sizeof *documents);
  if (!can_build(host))
    return;
  g_autofree brv_crew_task *tasks = g_new0(brv_crew_task, count);
  g_autofree edition_build *builds = g_new0(edition_build, count);
  for (gsize i = 0; i < count; i++) {
    builds[i] = (edition_build){.edition = editions[i], .words = words};
    tasks[i] = (brv_crew_task){
        .host = host,
        .arena = editions[i]->arena,
        .names = brv_arena_own(editions[i]->arena, names_of(host, editions[i]), free_names),
        .failed_code = BRV_PLUGIN_FAILED,
        .data = &builds[i],
        .body = build,
        .read = read_tree,
    };
  }
  brv_crew_run(tasks, count, side_by_side, diags);
  for (gsize i = 0; i < count; i++)
    documents[i] = tasks[i].is_done && builds[i].root ? new_document(&builds[i]) : NULL;
}

brv_document *brv_host_build(brv_host *host, const brv_edition *edition, const brv_words *words,
                             brv_diags *diags)
{
  brv_document *document;
  brv_host_build_all(host, &edition, 1, 1, words, &document, diags);
  return document;
}
