#include "base/dump.h"
#include "edition/edition.h"

static void dump_reference(const brv_reference *r, GString *out)
{
  g_string_append(out, "  source");
  brv_dump_pair(out, "id", r->id);
  brv_dump_pair(out, "title", r->title);
  brv_dump_pair(out, "publisher", r->publisher);
  brv_dump_pair(out, "author", r->author);
  brv_dump_pair(out, "date", r->date);
  brv_dump_pair(out, "url", r->url);
  brv_dump_pair(out, "grade", r->grade);
  brv_dump_pair(out, "derived-from", r->derived_from);
  brv_dump_pair(out, "note", r->note);
  g_string_append(out, r->pending ? " pending\n" : "\n");
}

static void dump_teaser(const brv_teaser *teaser, GString *out)
{
  if (!teaser)
    return;
  g_string_append(out, "  teaser");
  brv_dump_pair(out, "tier", teaser->tier);
  brv_dump_pair(out, "about", teaser->about);
  brv_dump_pair(out, "join", teaser->join);
  g_string_append_c(out, '\n');
}

static void dump_briefing(const brv_edition_briefing *e, GString *out)
{
  g_string_append(out, "briefing");
  brv_dump_pair(out, "id", e->briefing.id);
  brv_dump_pair(out, "file", e->briefing.file);
  g_string_append_c(out, '\n');
  dump_teaser(e->teaser, out);
  if (e->briefing.front)
    brv_value_dump(e->briefing.front, 2, out);
  for (guint i = 0; i < e->briefing.references->len; i++)
    dump_reference(e->briefing.references->pdata[i], out);
  brv_node_dump(e->briefing.body, out);
}

void brv_edition_dump(const brv_edition *edition, GString *out)
{
  g_string_append(out, "edition");
  brv_dump_pair(out, "title", edition->title);
  brv_dump_pair(out, "number", edition->number);
  brv_dump_pair(out, "date", edition->date);
  brv_dump_pair(out, "language", edition->language);
  brv_dump_pair(out, "tier", edition->tier);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    g_string_append(out, "part");
    brv_dump_pair(out, "title", part->title);
    g_string_append_c(out, '\n');
    for (guint j = 0; j < part->briefings->len; j++)
      dump_briefing(part->briefings->pdata[j], out);
  }
}
