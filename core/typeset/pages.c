#include "typeset/pages.h"

#include "typeset/flow.h"
#include "typeset/pages-private.h"

/* Rounds of setting in which page numbers may settle. What has not settled then, because a number
 * that grows pushes its own target on and off a page, stays as the last round has it. */
enum { ROUNDS = 6, CONTENTS_ROUNDS = 4 };

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

static void label_page(book *b, brv_page *page, guint number)
{
  brv_setter *setter = b->setter;
  page->label = brv_arena_printf(setter->arena, "%u", number);
  for (guint i = 0; i < page->anchors->len; i++) {
    const brv_page_anchor *anchor = &g_array_index(page->anchors, brv_page_anchor, i);
    if (!g_hash_table_contains(setter->labels, anchor->id))
      g_hash_table_insert(setter->labels, (char *)anchor->id, (char *)page->label);
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
  guint count = contents ? 1 : 0, words = b->setter->words;
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

/* Whether the body shows the labels that its pages got in the end. */
static bool is_settled(const book *b)
{
  GHashTableIter iter;
  gpointer id, label;
  g_hash_table_iter_init(&iter, b->body_refs);
  while (g_hash_table_iter_next(&iter, &id, &label)) {
    const char *found = g_hash_table_lookup(b->setter->labels, id);
    if (found && g_strcmp0(found, label) != 0)
      return false;
  }
  return true;
}

static void set_rounds(book *b)
{
  brv_setter *setter = b->setter;
  for (int round = 0; round < ROUNDS; round++) {
    setter->words = 0;
    setter->page_refs = b->body_refs;
    g_hash_table_remove_all(b->body_refs);
    set_body(b);
    setter->page_refs = b->front_refs;
    set_contents(b);
    set_cover(b);
    if (is_settled(b))
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
