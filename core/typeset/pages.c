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

typedef struct {
  const brv_typesetting *job;
  brv_setter *setter;
  brv_pages *out;
  const GPtrArray *parts; /* const brv_node * */
  brv_galley **galleys;   /* of the parts */
  GBytes **ready;         /* the caller's; or NULL */
  guint *firsts;          /* of each part's pages, in `body` */
  GPtrArray *body;        /* of brv_page *, without cover and contents */
  brv_galley *front;      /* of the contents; NULL: they were not set yet, or there are none */
  GPtrArray *contents;    /* of brv_page *: its pages */
  brv_page *cover;
} book;

static const brv_node *child_of(const brv_node *root, brv_node_kind kind)
{
  for (const brv_node *node = root->first; node; node = node->next)
    if (node->kind == kind)
      return node;
  return NULL;
}

/* --- the body --- */

static void set_part(book *b, guint i)
{
  const brv_node *part = b->parts->pdata[i];
  bool is_first = !b->galleys[i];
  GBytes *bytes = brv_set_part(b->setter, part, is_first ? b->job : NULL);
  if (is_first && b->ready)
    b->ready[i] = g_bytes_ref(bytes);
  b->galleys[i] = brv_galley_take(b->setter->arena, part, b->setter->fonts, bytes);
  g_assert(b->galleys[i]); /* it was made here */
  for (guint k = 0; !is_first && k < b->galleys[i]->pages->len; k++)
    ((brv_page *)b->galleys[i]->pages->pdata[k])->again = true;
}

/* Those that were set elsewhere; the others are set in the first round. */
static void take_galleys(book *b)
{
  for (guint i = 0; b->ready && i < b->parts->len; i++) {
    if (b->ready[i])
      b->galleys[i] = brv_galley_take(b->setter->arena, b->parts->pdata[i], b->setter->fonts,
                                      g_steal_pointer(&b->ready[i]));
    b->out->work += b->galleys[i] ? b->galleys[i]->work : 0;
  }
}

/* Whether all numbers that a part says are those that the pages got. */
static bool is_true(const book *b, const brv_galley *galley)
{
  for (guint i = 0; i < galley->said->len; i++) {
    const brv_page_said *said = &g_array_index(galley->said, brv_page_said, i);
    const char *found = g_hash_table_lookup(b->setter->labels, said->id);
    if (found && strcmp(found, said->label) != 0)
      return false;
  }
  return true;
}

/* Only what says numbers depends on them. */
static void set_body(book *b)
{
  g_ptr_array_set_size(b->body, 0);
  for (guint i = 0; i < b->parts->len; i++) {
    const brv_galley *galley = b->galleys[i];
    bool says = galley && galley->said->len > 0;
    if (!galley || (says && (b->setter->roomy || !is_true(b, galley))))
      set_part(b, i);
    b->firsts[i] = b->body->len;
    g_ptr_array_extend(b->body, b->galleys[i]->pages, NULL, NULL);
    b->out->work += b->galleys[i] == galley ? 0 : b->galleys[i]->work;
  }
}

/* --- numbers --- */

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

/* The numbers that the contents say. */
static void find_key(const book *b, const brv_node *contents, guint8 *key)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  for (const brv_node *node = contents; node; node = brv_node_next(node, contents))
    if (node->kind == BRV_NODE_PAGE_REF && node->target)
      brv_wire_put_text(&w, g_hash_table_lookup(b->setter->labels,
                                                node->target + (*node->target == '#')));
  brv_memo_key(b->job->memo, "contents", bytes->data, bytes->len, key);
}

static brv_galley *take_front(const book *b, const brv_node *contents, GBytes *bytes)
{
  brv_galley *front = brv_galley_take(b->setter->arena, contents, b->setter->fonts, bytes);
  for (guint i = 0; front && i < front->pages->len; i++)
    ((brv_page *)front->pages->pdata[i])->part = NULL;
  return front;
}

/* With the room of other numbers they are set anew. */
static void set_contents_once(book *b, const brv_node *contents)
{
  const brv_memo *memo = b->setter->roomy ? NULL : b->job->memo;
  guint8 key[BRV_CACHE_KEY];
  find_key(b, contents, key);
  GBytes *known = brv_memo_find(memo, key);
  b->front = known ? take_front(b, contents, known) : NULL;
  if (!b->front) {
    known = brv_set_part(b->setter, contents, NULL);
    brv_memo_keep(memo, key, known);
    b->front = take_front(b, contents, known);
  }
  g_assert(b->front); /* it was made here */
  b->out->work += b->front->work;
  g_ptr_array_set_size(b->contents, 0);
  g_ptr_array_extend(b->contents, b->front->pages, NULL, NULL);
}

/* The contents move what follows them, so they are set until their own length stays. */
static void set_contents(book *b)
{
  const brv_node *contents = child_of(b->setter->document->root, BRV_NODE_CONTENTS);
  guint count = contents ? MAX(b->contents->len, 1) : 0;
  for (int i = 0; contents && i < CONTENTS_ROUNDS; i++) {
    label_pages(b, count);
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
static bool is_settled(const book *b)
{
  for (guint i = 0; i < b->parts->len; i++)
    if (!is_true(b, b->galleys[i]))
      return false;
  return !b->front || is_true(b, b->front);
}

/* As if each had been seen as every number of as many equal figures as the last page's has. */
static void see_all_figures(const book *b, const char *id)
{
  g_autofree char *last = g_strdup_printf("%u", b->contents->len + b->body->len + 1);
  for (char figure = '0'; figure <= '9'; figure++) {
    char *label = brv_arena_strdup(b->setter->arena, last);
    memset(label, figure, strlen(label));
    note_seen(b->setter, id, label);
  }
}

static void see_all_of(const book *b, const brv_galley *galley)
{
  for (guint i = 0; i < galley->said->len; i++)
    see_all_figures(b, g_array_index(galley->said, brv_page_said, i).id);
}

static void see_all(const book *b)
{
  for (guint i = 0; i < b->parts->len; i++)
    see_all_of(b, b->galleys[i]);
  if (b->front)
    see_all_of(b, b->front);
}

static void set_rounds(book *b)
{
  brv_setter *setter = b->setter;
  for (guint round = 0; round < ROUNDS; round++) {
    b->out->rounds = round + 1;
    setter->words = 0;
    setter->roomy = round >= ROOMY;
    if (round >= ROOMIEST)
      see_all(b);
    set_body(b);
    set_contents(b);
    set_cover(b);
    if (is_settled(b))
      return;
  }
}

/* --- the outline --- */

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

static void outline_sections(book *b, guint part, int level)
{
  const GArray *headings = b->galleys[part]->headings;
  for (guint i = 0; i < headings->len; i++) {
    const brv_flow_heading *h = &g_array_index(headings, brv_flow_heading, i);
    if (names_section(h->node))
      add_outline(b, brv_node_plain(b->setter->arena, h->node), level,
                  first_body_page(b) + b->firsts[part] + h->page, h->y);
  }
}

/* A part of the pack stands where its first briefing does. */
static void outline_part(book *b, guint part)
{
  const brv_node *node = b->parts->pdata[part];
  bool in_part = node->parent && node->parent->kind == BRV_NODE_PART;
  int level = in_part ? 2 : 1;
  guint page = first_body_page(b) + b->firsts[part];
  double top = b->setter->layout->top;
  if (in_part && !node->prev)
    add_outline(b, node->parent->text, 1, page, top);
  add_outline(b, node->kind == BRV_NODE_BRIEFING && node->briefing ? node->briefing->title : NULL,
              level, page, top);
  outline_sections(b, part, level + 1);
}

static void build_outline(book *b)
{
  const brv_node *contents = child_of(b->setter->document->root, BRV_NODE_CONTENTS);
  if (contents && contents->first && contents->first->kind == BRV_NODE_HEADING &&
      b->contents->len > 0)
    add_outline(b, brv_node_plain(b->setter->arena, contents->first), 1, b->cover != NULL,
                b->setter->layout->top);
  for (guint i = 0; i < b->parts->len; i++)
    outline_part(b, i);
}

/* --- all of it --- */

static void furnish_part(book *b, guint part)
{
  const brv_node *node = b->parts->pdata[part];
  const brv_node *briefing = node->kind == BRV_NODE_BRIEFING ? node : NULL;
  const GPtrArray *pages = b->galleys[part]->pages;
  brv_galley_report(b->galleys[part], b->setter);
  if (briefing)
    brv_pages_advise(b->setter, briefing, pages);
  for (guint i = 0; i < pages->len; i++) {
    brv_page_continue(b->setter, pages->pdata[i], i > 0 ? pages->pdata[i - 1] : NULL);
    brv_page_furnish(b->setter, pages->pdata[i], briefing, i == 0);
  }
}

static void furnish(book *b)
{
  if (b->front)
    brv_galley_report(b->front, b->setter);
  for (guint i = 0; i < b->contents->len; i++)
    brv_page_furnish(b->setter, b->contents->pdata[i], NULL, i == 0);
  for (guint i = 0; i < b->parts->len; i++)
    furnish_part(b, i);
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
    brv_page *page = brv_page_new(b->setter->arena);
    page->label = "1";
    page->why = "the text ends";
    g_ptr_array_add(pages, page);
  }
}

static brv_pages *make_pages(brv_arena *arena, const brv_document *document,
                             const brv_layout *layout)
{
  brv_pages *pages = brv_new(arena, brv_pages);
  pages->arena = arena;
  pages->document = document;
  pages->layout = layout;
  pages->pages = brv_arena_ptr_array(arena);
  pages->outline = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_outline_entry)),
                                 (GDestroyNotify)g_array_unref);
  return pages;
}

static guint words_of(const book *b)
{
  guint words = b->setter->words + (b->front ? b->front->words : 0);
  for (guint i = 0; i < b->parts->len; i++)
    words += b->galleys[i]->words;
  return words;
}

static void make_body(book *b)
{
  take_galleys(b);
  set_rounds(b);
  build_outline(b);
  furnish(b);
}

static void make_book(book *b)
{
  g_autoptr(brv_missing) missing = b->setter->missing = brv_missing_new();
  if (b->setter->document->unpaged)
    set_cover(b);
  else
    make_body(b);
  bind(b);
  brv_missing_report(missing, b->setter->diags);
  b->out->words = words_of(b);
  b->out->work += b->setter->work;
}

brv_pages *brv_typeset(brv_arena *arena, const brv_typesetting *job, GBytes **galleys,
                       brv_diags *diags)
{
  guint errors = brv_diags_errors(diags);
  if (!brv_check_families(job->layout, job->fonts, diags) ||
      (job->document->book_fonts && !brv_check_rights(job->layout, job->fonts, diags)))
    return NULL;
  brv_setter setter = brv_setter_new(arena, job, diags);
  const GPtrArray *parts = brv_typeset_parts(arena, job->document);
  book b = {.job = job,
            .setter = &setter,
            .out = make_pages(arena, job->document, job->layout),
            .parts = parts,
            .galleys = brv_new_array(arena, brv_galley *, parts->len + 1),
            .ready = galleys,
            .firsts = brv_new_array(arena, guint, parts->len + 1),
            .body = brv_arena_ptr_array(arena),
            .contents = brv_arena_ptr_array(arena)};
  make_book(&b);
  return brv_diags_errors(diags) > errors ? NULL : b.out;
}

brv_pages *brv_unset_pages(brv_arena *arena, const brv_document *document, const brv_layout *layout)
{
  return make_pages(arena, document, layout);
}

guint brv_pages_words(const brv_pages *pages)
{
  return pages->document->unpaged ? brv_document_count_words(pages->document) : pages->words;
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
