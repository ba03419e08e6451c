#include <string.h>

#include "document/document.h"

/* Briefings that the cover names. */
enum { COVER_ENTRIES = 3 };

typedef struct {
  brv_document *document;
  brv_arena *arena;
  GPtrArray *briefings; /* of brv_node *, in order */
} front;

static brv_node *add(front *f, brv_node *parent, brv_node_kind kind, const char *role)
{
  brv_node *node = brv_node_new(f->arena, kind, parent->place);
  node->role = role;
  brv_node_append(parent, node);
  return node;
}

static void add_text(front *f, brv_node *parent, const char *text)
{
  if (text && *text)
    brv_node_append(parent, brv_node_new_text(f->arena, text, parent->place));
}

/* Words of a briefing, in its language. */
static void add_words(front *f, brv_node *parent, const brv_node *briefing, const char *text)
{
  if (briefing->language && text && *text) {
    parent = add(f, parent, BRV_NODE_SPAN, NULL);
    parent->language = briefing->language;
  }
  add_text(f, parent, text);
}

static void add_briefing_line(front *f, brv_node *parent, const char *role,
                              const brv_node *briefing, const char *text)
{
  if (text && *text)
    add_words(f, add(f, parent, BRV_NODE_PARA, role), briefing, text);
}

/* A paragraph of plain text; none when there is no text. */
static void add_line(front *f, brv_node *parent, const char *role, const char *text)
{
  if (text && *text)
    add_text(f, add(f, parent, BRV_NODE_PARA, role), text);
}

static void add_page_ref(front *f, brv_node *parent, const brv_node *to)
{
  brv_node *ref = add(f, parent, BRV_NODE_PAGE_REF, NULL);
  ref->target = brv_arena_printf(f->arena, "#%s", to->id);
}

static void add_link(front *f, brv_node *parent, const brv_node *briefing)
{
  brv_node *link = add(f, parent, BRV_NODE_LINK, NULL);
  link->target = brv_arena_printf(f->arena, "#%s", briefing->id);
  add_words(f, link, briefing, briefing->briefing->title);
}

static void add_cover_entry(front *f, brv_node *list, guint index)
{
  const brv_node *briefing = f->briefings->pdata[index];
  brv_node *entry = add(f, list, BRV_NODE_GROUP, "cover-entry");
  entry->place = briefing->place;
  add_briefing_line(f, entry, "cover-kicker", briefing, briefing->briefing->category);
  add_link(f, add(f, entry, BRV_NODE_PARA, "cover-entry-title"), briefing);
  if (index == 0)
    add_briefing_line(f, entry, "cover-summary", briefing, briefing->briefing->summary);
}

static const char *more_words(const brv_document *d, guint count)
{
  if (d->unpaged)
    return count == 1 ? "more-one-unpaged" : "more-unpaged";
  return count == 1 ? "more-one" : "more";
}

/* "and three more, from page 9": the words around the number, which only the pages know. */
static void add_more(front *f, brv_node *cover)
{
  if (f->briefings->len <= COVER_ENTRIES)
    return;
  guint count = f->briefings->len - COVER_ENTRIES;
  const char *pattern =
      brv_words_format(f->arena, f->document->words, more_words(f->document, count), "count",
                       brv_words_count(f->arena, f->document->words, count), NULL);
  g_auto(GStrv) around = g_strsplit(pattern, "{page}", 2);
  brv_node *line = add(f, cover, BRV_NODE_PARA, "cover-more");
  add_text(f, line, around[0]);
  if (around[0] && around[1]) {
    add_page_ref(f, line, f->briefings->pdata[COVER_ENTRIES]);
    add_text(f, line, around[1]);
  }
}

static const char *issue_line(front *f)
{
  const brv_document *d = f->document;
  const char *date = brv_words_date(f->arena, d->words, d->date);
  if (!d->number)
    return date;
  return brv_words_format(f->arena, d->words, "issue-dated", "number", d->number, "date", date,
                          NULL);
}

static const char *edition_line(front *f)
{
  const brv_document *d = f->document;
  if (d->edition_name)
    return d->edition_name;
  return brv_words_format(f->arena, d->words, "edition", "tier", d->tier_name, NULL);
}

static brv_node *build_cover(front *f)
{
  const brv_document *d = f->document;
  brv_node *cover = brv_node_new(f->arena, BRV_NODE_COVER, f->document->root->place);
  cover->id = "cover";
  add_line(f, cover, "cover-strapline", d->strapline);
  add_line(f, cover, "cover-issue", issue_line(f));
  add_line(f, cover, "cover-title", d->title);
  brv_node *list = add(f, cover, BRV_NODE_GROUP, "cover-list");
  for (guint i = 0; i < MIN(f->briefings->len, COVER_ENTRIES); i++)
    add_cover_entry(f, list, i);
  add_more(f, cover);
  add_line(f, cover, "cover-edition", edition_line(f));
  add_line(f, cover, "cover-publisher", d->publisher);
  return cover;
}

static void add_contents_entry(front *f, brv_node *contents, const brv_node *briefing)
{
  brv_node *entry = add(f, contents, BRV_NODE_GROUP, "contents-entry");
  entry->place = briefing->place;
  add_link(f, add(f, entry, BRV_NODE_PARA, "contents-entry-title"), briefing);
  if (!f->document->unpaged)
    add_page_ref(f, add(f, entry, BRV_NODE_PARA, "contents-page"), briefing);
  add_briefing_line(f, entry, "contents-summary", briefing, briefing->briefing->summary);
}

static brv_node *build_contents(front *f)
{
  brv_node *contents = brv_node_new(f->arena, BRV_NODE_CONTENTS, f->document->root->place);
  contents->id = "contents";
  brv_node *title = add(f, contents, BRV_NODE_HEADING, "contents-title");
  title->level = 1;
  add_text(f, title, brv_word(f->document->words, "contents"));
  const brv_node *root = f->document->root;
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    if (node->kind == BRV_NODE_PART && node->text) {
      brv_node *part = add(f, contents, BRV_NODE_HEADING, "contents-part");
      part->level = 2;
      add_text(f, part, node->text);
    } else if (node->kind == BRV_NODE_BRIEFING) {
      add_contents_entry(f, contents, node);
    }
  }
  return contents;
}

void brv_document_add_front(brv_document *document)
{
  front f = {document, document->arena, brv_arena_ptr_array(document->arena)};
  brv_node *root = document->root;
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_BRIEFING)
      g_ptr_array_add(f.briefings, node);
  brv_node *cover = build_cover(&f), *contents = build_contents(&f);
  brv_node *old_first = root->first;
  if (old_first) {
    brv_node_insert_before(old_first, cover);
    brv_node_insert_before(old_first, contents);
  } else {
    brv_node_append(root, cover);
    brv_node_append(root, contents);
  }
}
