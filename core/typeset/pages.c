#include "typeset/pages.h"

#include <string.h>

#include "typeset/flow.h"
#include "typeset/pages-private.h"

/* Rounds of setting in which page numbers settle. A number may push its own target to and fro, for
 * figures are not equally wide: from round ROOMY on each takes as much room as the widest that it
 * was seen as, and from round ROOMIEST on as any of as many figures as the last page has. Then the
 * pages no longer depend on what is said of them, but for the count of those figures, which grows
 * once at most: within four rounds all numbers are true. */
enum { ROOMY = 3, ROOMIEST = 8, ROUNDS = 12, CONTENTS_ROUNDS = 4 };

/* The pages of one briefing, or of the contents. */
typedef struct {
  const brv_node *node;
  guint first, count;
} stretch;

typedef struct {
  brv_setter *setter;
  brv_pages *out;
  GPtrArray *body;     /* of brv_page *, without cover and contents */
  GArray *body_heads;  /* of brv_flow_heading; pages counted in `body` */
  GArray *stretches;   /* of stretch, in body */
  GPtrArray *contents; /* of brv_page * */
  brv_page *cover;
  GHashTable *body_refs, *front_refs; /* setter.page_refs while each is set */
} book;

static const brv_node *child_of(const brv_node *root, brv_node_kind kind)
{
  for (const brv_node *node = root->first; node; node = node->next)
    if (node->kind == kind)
      return node;
  return NULL;
}

static void set_stretch(book *b, const brv_node *node)
{
  brv_setter *setter = b->setter;
  brv_column column = brv_column_new(setter, setter->text_width);
  stretch s = {node, b->body->len, 0};
  if (node->id)
    g_ptr_array_add(column.waiting, (void *)node);
  brv_set_blocks(setter, &column, node);
  brv_column_end(setter, &column);
  brv_flow(setter, column.strip, b->body, b->body_heads);
  s.count = b->body->len - s.first;
  g_array_append_val(b->stretches, s);
}

static void set_body(book *b)
{
  const brv_node *root = b->setter->document->root;
  g_ptr_array_set_size(b->body, 0);
  g_array_set_size(b->body_heads, 0);
  g_array_set_size(b->stretches, 0);
  for (const brv_node *node = root->first; node; node = node->next) {
    if (node->kind == BRV_NODE_PART)
      for (const brv_node *briefing = node->first; briefing; briefing = briefing->next)
        set_stretch(b, briefing);
    else if (node->kind != BRV_NODE_COVER && node->kind != BRV_NODE_CONTENTS)
      set_stretch(b, node);
  }
}

/* From now on a target may be called by this label. */
static void note_seen(brv_setter *setter, const char *id, const char *label)
{
  GPtrArray *seen = g_hash_table_lookup(setter->seen, id);
  if (!seen)
    g_hash_table_insert(setter->seen, (char *)id, seen = brv_arena_ptr_array(setter->arena));
  if (!g_ptr_array_find_with_equal_func(seen, label, g_str_equal, NULL))
    g_ptr_array_add(seen, (char *)label);
}

static void label_page(book *b, brv_page *page, guint number)
{
  brv_setter *setter = b->setter;
  page->label = brv_arena_printf(setter->arena, "%u", number);
  for (guint i = 0; i < page->anchors->len; i++) {
    const brv_page_anchor *anchor = &g_array_index(page->anchors, brv_page_anchor, i);
    if (g_hash_table_contains(setter->labels, anchor->id))
      continue;
    g_hash_table_insert(setter->labels, (char *)anchor->id, (char *)page->label);
    note_seen(setter, anchor->id, page->label);
  }
}

/* Pages are counted from the cover. */
static void label_pages(book *b, guint contents)
{
  guint number = b->cover || child_of(b->setter->document->root, BRV_NODE_COVER) ? 2 : 1;
  g_hash_table_remove_all(b->setter->labels);
  for (guint i = 0; i < b->contents->len; i++)
    label_page(b, b->contents->pdata[i], number + i);
  for (guint i = 0; i < b->body->len; i++)
    label_page(b, b->body->pdata[i], number + contents + i);
}

static void set_contents_once(book *b, const brv_node *contents)
{
  brv_setter *setter = b->setter;
  brv_column column = brv_column_new(setter, setter->text_width);
  g_autoptr(GArray) headings = g_array_new(FALSE, FALSE, sizeof(brv_flow_heading));
  if (contents->id)
    g_ptr_array_add(column.waiting, (void *)contents);
  brv_set_blocks(setter, &column, contents);
  brv_column_end(setter, &column);
  g_ptr_array_set_size(b->contents, 0);
  brv_flow(setter, column.strip, b->contents, headings);
}

/* The contents move what follows them, so they are set until their own length stays. */
static void set_contents(book *b)
{
  const brv_node *contents = child_of(b->setter->document->root, BRV_NODE_CONTENTS);
  guint count = contents ? MAX(b->contents->len, 1) : 0, words = b->setter->words;
  for (int i = 0; contents && i < CONTENTS_ROUNDS; i++) {
    label_pages(b, count);
    b->setter->words = words;
    set_contents_once(b, contents);
    if (b->contents->len == count)
      break;
    count = b->contents->len;
  }
  label_pages(b, b->contents->len);
}

static void set_cover(book *b)
{
  const brv_node *cover = child_of(b->setter->document->root, BRV_NODE_COVER);
  b->cover = cover ? brv_set_cover(b->setter, cover) : NULL;
  if (b->cover)
    b->cover->label = "1";
}

/* Whether all numbers that are said are those that the pages got in the end. */
static bool is_settled(const book *b, GHashTable *refs)
{
  GHashTableIter iter;
  gpointer id, label;
  g_hash_table_iter_init(&iter, refs);
  while (g_hash_table_iter_next(&iter, &id, &label)) {
    const char *found = g_hash_table_lookup(b->setter->labels, id);
    if (found && g_strcmp0(found, label) != 0)
      return false;
  }
  return true;
}

/* As if each had been seen as every number of as many equal figures as the last page's has. */
static void see_all_figures(const book *b, GHashTable *refs)
{
  GHashTableIter iter;
  gpointer id;
  g_autofree char *last = g_strdup_printf("%u", b->contents->len + b->body->len + 1);
  g_hash_table_iter_init(&iter, refs);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    for (char figure = '0'; figure <= '9'; figure++) {
      char *label = brv_arena_strdup(b->setter->arena, last);
      memset(label, figure, strlen(label));
      note_seen(b->setter, id, label);
    }
}

static void set_rounds(book *b)
{
  brv_setter *setter = b->setter;
  for (guint round = 0; round < ROUNDS; round++) {
    b->out->rounds = round + 1;
    setter->words = 0;
    setter->roomy = round >= ROOMY;
    if (round >= ROOMIEST) {
      see_all_figures(b, b->body_refs);
      see_all_figures(b, b->front_refs);
    }
    setter->page_refs = b->body_refs;
    g_hash_table_remove_all(b->body_refs);
    set_body(b);
    setter->page_refs = b->front_refs;
    g_hash_table_remove_all(b->front_refs);
    set_contents(b);
    set_cover(b);
    if (is_settled(b, b->body_refs) && is_settled(b, b->front_refs))
      return;
  }
}

static void add_outline(book *b, const char *title, int level, guint page, double y)
{
  brv_outline_entry entry = {title, level, page, y};
  if (title && *title)
    g_array_append_val(b->out->outline, entry);
}

static guint first_body_page(const book *b)
{
  return (b->cover != NULL) + b->contents->len;
}

static bool names_section(const brv_node *heading)
{
  return heading->level == 2 && heading->parent && heading->parent->kind == BRV_NODE_SECTION;
}

/* A part stands where its first briefing does. */
static void outline_briefing(book *b, const stretch *s, guint *heading)
{
  const brv_node *node = s->node;
  bool in_part = node->parent && node->parent->kind == BRV_NODE_PART;
  int level = in_part ? 2 : 1;
  guint page = first_body_page(b) + s->first;
  double top = b->setter->layout->top;
  if (in_part && !node->prev)
    add_outline(b, node->parent->text, 1, page, top);
  add_outline(b, node->kind == BRV_NODE_BRIEFING && node->briefing ? node->briefing->title : NULL,
              level, page, top);
  for (; *heading < b->body_heads->len; (*heading)++) {
    const brv_flow_heading *h = &g_array_index(b->body_heads, brv_flow_heading, *heading);
    if (h->page >= s->first + s->count)
      return;
    if (names_section(h->node))
      add_outline(b, brv_node_plain(b->setter->arena, h->node), level + 1,
                  first_body_page(b) + h->page, h->y);
  }
}

static void build_outline(book *b)
{
  const brv_node *contents = child_of(b->setter->document->root, BRV_NODE_CONTENTS);
  guint heading = 0;
  if (contents && contents->first && contents->first->kind == BRV_NODE_HEADING &&
      b->contents->len > 0)
    add_outline(b, brv_node_plain(b->setter->arena, contents->first), 1, b->cover != NULL,
                b->setter->layout->top);
  for (guint i = 0; i < b->stretches->len; i++)
    outline_briefing(b, &g_array_index(b->stretches, stretch, i), &heading);
}

static void furnish(book *b)
{
  for (guint i = 0; i < b->contents->len; i++)
    brv_page_furnish(b->setter, b->contents->pdata[i], NULL, i == 0);
  for (guint i = 0; i < b->stretches->len; i++) {
    const stretch *s = &g_array_index(b->stretches, stretch, i);
    const brv_node *briefing = s->node->kind == BRV_NODE_BRIEFING ? s->node : NULL;
    if (briefing)
      brv_pages_advise(b->setter, briefing, b->body, s->first, s->count);
    for (guint k = 0; k < s->count; k++) {
      brv_page *page = b->body->pdata[s->first + k];
      brv_page_continue(b->setter, page, k > 0 ? b->body->pdata[s->first + k - 1] : NULL);
      brv_page_furnish(b->setter, page, briefing, k == 0);
    }
  }
}

/* A document with nothing in it is still a sheet of paper. */
static void bind(book *b)
{
  GPtrArray *pages = b->out->pages;
  if (b->cover)
    g_ptr_array_add(pages, b->cover);
  g_ptr_array_extend(pages, b->contents, NULL, NULL);
  g_ptr_array_extend(pages, b->body, NULL, NULL);
  if (pages->len == 0) {
    brv_page *page = brv_page_new(b->setter);
    page->label = "1";
    page->why = "the text ends";
    g_ptr_array_add(pages, page);
  }
}

static brv_setter make_setter(brv_arena *arena, const brv_document *document,
                              const brv_layout *layout, brv_fonts *fonts, brv_diags *diags)
{
  brv_setter setter = {arena, document, layout, fonts, diags};
  setter.labels = brv_arena_table(arena);
  setter.seen = brv_arena_table(arena);
  brv_layout_columns(layout, &setter.text_width, &setter.margin_width, &setter.wide_width);
  setter.text_height = layout->page_height - layout->top - layout->foot;
  return setter;
}

static brv_pages *make_pages(brv_setter *setter)
{
  brv_arena *arena = setter->arena;
  brv_pages *pages = brv_new(arena, brv_pages);
  pages->arena = arena;
  pages->document = setter->document;
  pages->layout = setter->layout;
  pages->pages = brv_arena_ptr_array(arena);
  pages->outline = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_outline_entry)),
                                 (GDestroyNotify)g_array_unref);
  return pages;
}

brv_pages *brv_typeset(brv_arena *arena, const brv_document *document, const brv_layout *layout,
                       brv_fonts *fonts, brv_diags *diags)
{
  guint errors = brv_diags_errors(diags);
  if (!brv_check_families(layout, fonts, diags))
    return NULL;
  brv_setter setter = make_setter(arena, document, layout, fonts, diags);
  book b = {.setter = &setter,
            .out = make_pages(&setter),
            .body = brv_arena_ptr_array(arena),
            .body_heads = g_array_new(FALSE, FALSE, sizeof(brv_flow_heading)),
            .stretches = g_array_new(FALSE, FALSE, sizeof(stretch)),
            .contents = brv_arena_ptr_array(arena),
            .body_refs = brv_arena_table(arena),
            .front_refs = brv_arena_table(arena)};
  g_autoptr(brv_missing) missing = setter.missing = brv_missing_new();
  set_rounds(&b);
  build_outline(&b);
  furnish(&b);
  bind(&b);
  brv_missing_report(missing, diags);
  b.out->words = setter.words;
  b.out->work = setter.work;
  g_array_unref(b.body_heads);
  g_array_unref(b.stretches);
  return brv_diags_errors(diags) > errors ? NULL : b.out;
}

int brv_pages_find(const brv_pages *pages, const char *id)
{
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *page = pages->pages->pdata[i];
    for (guint k = 0; k < page->anchors->len; k++)
      if (g_strcmp0(g_array_index(page->anchors, brv_page_anchor, k).id, id) == 0)
        return (int)i;
  }
  return -1;
}
