/* Random documents in every layout: what must hold of their pages, whatever they are.
 *
 *     test-pages-random [SEED]      one document, and its pages; without it all of a run */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random-kit.h"

static const char *const LAYOUTS[] = {"briefing", "digest", "pocket"};
enum { DOCUMENTS = 240 };

/* Later ones in which something was wrong once: heads of briefings that leave room for next to
 * nothing on their page. */
static const guint32 FOUND[] = {317, 482, 617};

static GString *problems;

static void say(guint32 seed, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The first few of a kind say enough. */
static void say(guint32 seed, const char *format, ...)
{
  enum { FEW = 3 };
  static const char *kind;
  static guint count;
  va_list list;
  count = kind == format ? count + 1 : 0;
  kind = format;
  if (count >= FEW)
    return;
  va_start(list, format);
  g_string_append_printf(problems, "\n  %u: ", seed);
  g_string_append_vprintf(problems, format, list);
  va_end(list);
}

/* A line of text: what stands on one baseline in one block. */
typedef struct {
  const brv_node *block;
  guint page;
  double left, right, y;
  double size; /* of its largest letters */
  bool raised; /* only superiors */
  int level;   /* of direction: above 0 items do not go from left to right */
} line;

static const brv_page *page_of(const brv_pages *pages, guint index)
{
  return pages->pages->pdata[index];
}

static const brv_node *block_of(const brv_node *node)
{
  while (node && brv_node_is_inline(node))
    node = node->parent;
  return node;
}

static const brv_node *ancestor(const brv_node *node, brv_node_kind kind)
{
  while (node && node->kind != kind)
    node = node->parent;
  return node;
}

static bool is_in(const brv_node *node, const char *role)
{
  for (; node; node = node->parent)
    if (g_strcmp0(node->role, role) == 0)
      return true;
  return false;
}

/* Not a call of a note, nor its number, nor a marker, nor a page's number. */
static bool is_words(const brv_page_item *item)
{
  return item->kind == BRV_ITEM_TEXT && item->node && item->node->kind != BRV_NODE_NOTE &&
         item->node->kind != BRV_NODE_ITEM && item->node->kind != BRV_NODE_PAGE_REF;
}

/* Words */

static bool counts(gunichar c)
{
  bool unseen = c == 0xad || (c >= 0x2066 && c <= 0x2069);
  return !unseen && !g_unichar_isspace(c);
}

/* Whether some of it runs the other way. */
static bool is_mixed(const char *text)
{
  enum { TO_THE_LEFT = 0x2067 };
  bool mixed = false;
  for (const char *p = text; *p && !mixed; p = g_utf8_next_char(p)) {
    GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(p));
    mixed = script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_ARABIC ||
            g_utf8_get_char(p) == TO_THE_LEFT;
  }
  return mixed;
}

static int compare_letters(const void *one, const void *other)
{
  const gunichar *a = one, *b = other;
  return *a < *b ? -1 : *a > *b;
}

/* The words in their order, without spaces: addresses, code and some scripts may be divided
 * anywhere. A line is read from the left here: of `mixed` text which characters they are. */
static char *essence(const char *text, bool mixed)
{
  g_autofree char *lower = g_utf8_casefold(text, -1);
  g_autoptr(GArray) letters = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (counts(c))
      g_array_append_val(letters, c);
  }
  if (mixed)
    g_array_sort(letters, compare_letters);
  return g_ucs4_to_utf8((gunichar *)(void *)letters->data, letters->len, NULL, NULL, NULL);
}

static GString *entry(GHashTable *table, const brv_node *block)
{
  GString *words = g_hash_table_lookup(table, block);
  if (!words) {
    words = g_string_new(NULL);
    g_hash_table_insert(table, (void *)block, words);
  }
  return words;
}

static void free_words(void *words)
{
  g_string_free(words, TRUE);
}

static GHashTable *words_of_document(const brv_node *root)
{
  GHashTable *table = g_hash_table_new_full(NULL, NULL, NULL, free_words);
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    if ((node->kind == BRV_NODE_TEXT || node->kind == BRV_NODE_CODE ||
         node->kind == BRV_NODE_CODE_SPAN) &&
        node->text)
      g_string_append(entry(table, block_of(node)), node->text);
  return table;
}

static GHashTable *words_of_pages(const brv_pages *pages)
{
  GHashTable *table = g_hash_table_new_full(NULL, NULL, NULL, free_words);
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      if (is_words(item))
        g_string_append_len(entry(table, block_of(item->node)), item->text.text, item->text.length);
    }
  }
  return table;
}

/* Each block says on the pages what it says in the document: nothing is lost, doubled or moved. */
static void check_words(guint32 seed, const brv_pages *pages, const brv_node *root)
{
  g_autoptr(GHashTable) in = words_of_document(root), out = words_of_pages(pages);
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    const GString *wanted = g_hash_table_lookup(in, node), *found = g_hash_table_lookup(out, node);
    if (!wanted && !found)
      continue;
    bool mixed = found && is_mixed(found->str);
    g_autofree char *one = essence(wanted ? wanted->str : "", mixed);
    g_autofree char *other = essence(found ? found->str : "", mixed);
    if (!g_str_equal(one, other))
      say(seed, "%s in %s: wanted \"%s\", found \"%s\"", brv_node_kind_name(node->kind),
          brv_node_kind_name(node->parent->kind), one, other);
  }
}

/* What is read where it stands: not in the margin, at the foot, or afloat. */
static bool in_flow(const brv_node *block)
{
  return !ancestor(block, BRV_NODE_NOTE) && !is_in(block, "margin-note") &&
         !is_in(block, "float") && !ancestor(block, BRV_NODE_TABLE);
}

static void check_order(guint32 seed, const brv_pages *pages, const brv_node *root)
{
  g_autoptr(GHashTable) order = g_hash_table_new(NULL, NULL);
  guint count = 0, last = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    g_hash_table_insert(order, (void *)node, GUINT_TO_POINTER(++count));
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      const brv_node *block = is_words(item) ? block_of(item->node) : NULL;
      if (!block || !in_flow(block))
        continue;
      guint at = GPOINTER_TO_UINT(g_hash_table_lookup(order, block));
      if (at < last)
        say(seed, "page %u: \"%.*s\" stands behind what it comes before", i + 1, item->text.length,
            item->text.text);
      last = at;
    }
  }
}

/* Lines */

static GArray *lines_of(const brv_pages *pages)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(line));
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      if (!is_words(item))
        continue;
      PangoFontDescription *font = pango_font_describe_with_absolute_size(item->text.font);
      double size = pango_font_description_get_size(font) / (double)PANGO_SCALE;
      pango_font_description_free(font);
      const brv_node *block = block_of(item->node);
      line *last = lines->len ? &g_array_index(lines, line, lines->len - 1) : NULL;
      double apart = last ? item->y - last->y : 0;
      bool same = last && last->block == block && last->page == i && fabs(apart) < 5 &&
                  (item->x > last->left - 1 || MAX(last->level, item->text.level) > 0);
      if (same && size >= last->size)
        last->y = item->y;
      if (same) {
        last->left = MIN(last->left, item->x);
        last->level = MAX(last->level, item->text.level);
        last->right = MAX(last->right, item->x + item->w);
        last->size = MAX(last->size, size);
      } else {
        line l = {block, i, item->x, item->x + item->w, item->y, size, false, item->text.level};
        g_array_append_val(lines, l);
      }
    }
  }
  return lines;
}

static const line *line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, line, i);
}

/* Where a column ends and another begins, the text goes up. */
static bool is_parted(const line *above, const line *below)
{
  return above->page != below->page || below->y < above->y;
}

/* Only paragraphs that flow: cells are divided by rows, and what is higher than a page somewhere.
 */
static bool flows(const brv_node *block)
{
  return block->kind == BRV_NODE_PARA && !ancestor(block, BRV_NODE_TABLE);
}

/* For each line the one before it in its block: notes and margins may come between. */
static GArray *lines_before(const GArray *lines)
{
  GArray *before = g_array_sized_new(FALSE, TRUE, sizeof(const line *), lines->len);
  g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < lines->len; i++) {
    const line *l = line_at(lines, i), *found = g_hash_table_lookup(last, l->block);
    g_array_append_val(before, found);
    g_hash_table_insert(last, (void *)l->block, (void *)l);
  }
  return before;
}

/* What must be parted and finds no page is parted where that does least harm, there or on the page
 * before or behind. */
static bool is_forced(const brv_pages *pages, guint page)
{
  enum { NEVER = 10000 };
  bool forced = false;
  for (guint i = page > 0 ? page - 1 : 0; i < MIN(page + 2, pages->pages->len); i++)
    forced |= page_of(pages, i)->cost >= NEVER;
  return forced;
}

/* Neither the first nor the last line of a paragraph alone before or behind a page's end. */
static void check_alone(guint32 seed, const brv_pages *pages, const GArray *lines)
{
  g_autoptr(GArray) before = lines_before(lines);
  g_autoptr(GHashTable) after = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index(before, const line *, i))
      g_hash_table_insert(after, (void *)g_array_index(before, const line *, i),
                          (void *)line_at(lines, i));
  for (guint i = 0; i < lines->len; i++) {
    const line *l = line_at(lines, i), *above = g_array_index(before, const line *, i);
    const line *below = g_hash_table_lookup(after, l);
    bool orphan = !above && below && is_parted(l, below);
    bool widow = above && !below && is_parted(above, l);
    if (flows(l->block) && (orphan || widow) && !is_forced(pages, l->page))
      say(seed, "page %u: %s at %.1f, %s", l->page + 1, widow ? "a widow" : "an orphan", l->y,
          l->block->role ? l->block->role : brv_node_kind_name(l->block->parent->kind));
  }
}

/* Two lines at least of what follows, or all of it, under a heading in its column. */
static void check_headings(guint32 seed, const brv_pages *pages, const GArray *lines)
{
  for (guint i = 0; i + 1 < lines->len; i++) {
    const line *l = line_at(lines, i), *next = l + 1;
    if (l->block->kind != BRV_NODE_HEADING || next->block == l->block || l->block->level == 1)
      continue;
    while (next->block == l->block || ancestor(next->block, BRV_NODE_NOTE) ||
           is_in(next->block, "margin-note"))
      if ((guint)(++next - line_at(lines, 0)) >= lines->len)
        return;
    const brv_node *follows = l->block->next;
    if (!follows || is_in(follows, "new-page") || is_in(follows, "float") ||
        is_in(follows, "margin-note") || follows->kind == BRV_NODE_FIGURE)
      continue;
    if (is_parted(l, next) && !is_forced(pages, l->page))
      say(seed, "page %u: a heading at %.1f leads to nothing", l->page + 1, l->y);
  }
}

/* Nothing out of the text area; no text on other text. */
static void check_places(guint32 seed, const brv_pages *pages, const GArray *lines)
{
  const brv_layout *l = pages->layout;
  for (guint i = 0; i < lines->len; i++) {
    const line *one = line_at(lines, i);
    if (one->left < l->left - 8 || one->right > l->page_width - l->right + 4 ||
        one->y > l->page_height - l->foot + 1 || one->y < l->top)
      say(seed, "page %u: text out of the page at %.1f %.1f to %.1f", one->page + 1, one->left,
          one->y, one->right);
    for (guint k = i; k-- > 0 && line_at(lines, k)->page == one->page;) {
      const line *other = line_at(lines, k);
      bool beside = other->right <= one->left + 3 || one->right <= other->left + 3 ||
                    one->right - one->left < 1 || other->right - other->left < 1;
      if (!beside && fabs(one->y - other->y) < 0.5 * MIN(one->size, other->size))
        say(seed, "page %u: text on text at %.1f and %.1f", one->page + 1, other->y, one->y);
    }
  }
}

typedef struct {
  guint page;
  double left, top, right, bottom;
} rectangle;

static GArray *pictures_of(const brv_pages *pages)
{
  GArray *pictures = g_array_new(FALSE, FALSE, sizeof(rectangle));
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      rectangle r = {i, item->x, item->y, item->x + item->w, item->y + item->h};
      if (item->kind == BRV_ITEM_IMAGE || item->kind == BRV_ITEM_DRAWING)
        g_array_append_val(pictures, r);
    }
  }
  return pictures;
}

static bool is_on(const rectangle *one, const rectangle *other)
{
  static const double TOUCH = 0.5;
  return one->page == other->page && one->left < other->right - TOUCH &&
         other->left < one->right - TOUCH && one->top < other->bottom - TOUCH &&
         other->top < one->bottom - TOUCH;
}

/* Pictures stand in the text area, and neither on text nor on one another. */
static void check_pictures(guint32 seed, const brv_pages *pages, const GArray *lines)
{
  const brv_layout *l = pages->layout;
  g_autoptr(GArray) pictures = pictures_of(pages);
  for (guint i = 0; i < pictures->len; i++) {
    const rectangle *r = &g_array_index(pictures, rectangle, i);
    if (r->left < l->left - 1 || r->right > l->page_width - l->right + 1 || r->top < l->top - 1 ||
        r->bottom > l->page_height - l->foot + 1)
      say(seed, "page %u: a picture out of the page at %.1f %.1f to %.1f", r->page + 1, r->left,
          r->top, r->bottom);
    for (guint k = 0; k < i; k++)
      if (is_on(r, &g_array_index(pictures, rectangle, k)))
        say(seed, "page %u: a picture on another at %.1f", r->page + 1, r->top);
    for (guint k = 0; k < lines->len; k++) {
      const line *t = line_at(lines, k);
      rectangle text = {t->page, t->left, t->y - 0.6 * t->size, t->right, t->y + 0.1 * t->size};
      if (is_on(r, &text))
        say(seed, "page %u: a picture on text at %.1f", r->page + 1, t->y);
    }
  }
}

/* The first or last page on which anything of a block stands, from 1; 0: none. */
static guint page_of_block(const brv_pages *pages, const brv_node *block, bool last)
{
  guint found = 0;
  for (guint i = 0; i < pages->pages->len && (last || !found); i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_node *node = g_array_index(items, brv_page_item, n).node;
      while (node && node != block && node->kind != BRV_NODE_NOTE)
        node = node->parent;
      found = node == block ? i + 1 : found;
    }
  }
  return found;
}

/* What floats keeps its order, and no page before that of its place has it. */
static void check_floats(guint32 seed, const brv_pages *pages, const brv_node *root)
{
  guint last = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    bool picture = node->first && node->first->kind == BRV_NODE_FIGURE && !node->first->next;
    if (g_strcmp0(node->role, "float") != 0 || node->parent->kind != BRV_NODE_BRIEFING || !picture)
      continue; /* others may be too high to float */
    guint page = page_of_block(pages, node, false);
    const brv_node *over = node->prev && in_flow(node->prev) ? node->prev : NULL;
    guint due = over && over->kind == BRV_NODE_PARA ? page_of_block(pages, over, true) : 0;
    if (page > 0 && (page < last || page < due))
      say(seed, "what floats stands on page %u, behind %u, due on %u", page, last, due);
    last = MAX(page, last);
  }
}

/* Whether the page of a note's call is full of the one before it, which the same line calls. */
static bool waits_for_another(GHashTable *calls, GHashTable *bodies, const brv_node *note)
{
  const brv_node *before = note->prev;
  while (before && before->kind != BRV_NODE_NOTE)
    before = before->prev;
  return before && g_hash_table_lookup(calls, before) == g_hash_table_lookup(calls, note) &&
         g_hash_table_lookup(bodies, before) == g_hash_table_lookup(calls, note);
}

/* A note begins on the page of its call; only a row as high as the page leaves no room for it. */
static void check_notes(guint32 seed, const brv_pages *pages)
{
  g_autoptr(GHashTable) calls = g_hash_table_new(NULL, NULL), bodies = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      if (item->kind != BRV_ITEM_TEXT || !item->node)
        continue;
      const brv_node *note = ancestor(item->node, BRV_NODE_NOTE);
      if (!note)
        continue;
      GHashTable *table =
          item->node == note && !g_hash_table_contains(calls, note) ? calls : bodies;
      if (!g_hash_table_contains(table, note))
        g_hash_table_insert(table, (void *)note, GUINT_TO_POINTER(i + 1));
    }
  }
  GHashTableIter iter;
  gpointer note, page;
  g_hash_table_iter_init(&iter, calls);
  while (g_hash_table_iter_next(&iter, &note, &page))
    if (g_hash_table_lookup(bodies, note) != page && !ancestor(note, BRV_NODE_TABLE) &&
        !waits_for_another(calls, bodies, note))
      say(seed, "page %u: note %d begins on page %u", GPOINTER_TO_UINT(page),
          ((brv_node *)note)->number, GPOINTER_TO_UINT(g_hash_table_lookup(bodies, note)));
}

/* Plain paragraphs stand on the grid. */
static void check_grid(guint32 seed, const brv_pages *pages, const GArray *lines)
{
  const brv_layout *l = pages->layout;
  const brv_style *para = brv_layout_style(l, "para", NULL);
  double first = l->top + l->baseline / 2 + 0.35 * para->size;
  for (guint i = 0; i < lines->len; i++) {
    const line *one = line_at(lines, i);
    if (one->block->kind != BRV_NODE_PARA || one->block->role ||
        one->block->parent->kind != BRV_NODE_BRIEFING || fabs(one->size - para->size) > 0.01)
      continue;
    double off = remainder(one->y - first, l->baseline);
    if (fabs(off) > 0.1)
      say(seed, "page %u: %.2f off the grid at %.1f", one->page + 1, off, one->y);
  }
}

/* Page numbers that are said are true. */
static void check_references(guint32 seed, const brv_pages *pages)
{
  for (guint i = 0; i < pages->pages->len; i++) {
    const GArray *items = page_of(pages, i)->items;
    for (guint n = 0; n < items->len; n++) {
      const brv_page_item *item = &g_array_index(items, brv_page_item, n);
      if (item->kind != BRV_ITEM_TEXT || !item->node || item->node->kind != BRV_NODE_PAGE_REF)
        continue;
      g_autofree char *said = g_strstrip(g_strndup(item->text.text, (gsize)item->text.length));
      int found = brv_pages_find(pages, item->node->target + 1);
      const char *label = found < 0 ? "nowhere" : page_of(pages, (guint)found)->label;
      if (!g_str_equal(said, label))
        say(seed, "page %u: \"page %s\" is page %s", i + 1, said, label);
    }
  }
}

static void check_document(guint32 seed, GString *dump)
{
  const char *layout = LAYOUTS[seed % G_N_ELEMENTS(LAYOUTS)];
  g_autoptr(set_kit) k = set_kit_new_in(layout, NULL);
  set_random_document(k, seed);
  const brv_pages *pages = set_pages(k);
  g_autoptr(GArray) lines = lines_of(pages);
  check_words(seed, pages, k->document->root);
  check_order(seed, pages, k->document->root);
  check_alone(seed, pages, lines);
  check_headings(seed, pages, lines);
  check_places(seed, pages, lines);
  check_pictures(seed, pages, lines);
  check_floats(seed, pages, k->document->root);
  check_notes(seed, pages);
  check_grid(seed, pages, lines);
  check_references(seed, pages);
  if (dump) {
    brv_document_dump(k->document, dump);
    brv_pages_dump(pages, dump);
  }
}

static void test_all(void)
{
  problems = g_string_new(NULL);
  for (guint32 seed = 1; seed <= DOCUMENTS; seed++)
    check_document(seed, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(FOUND); i++)
    check_document(FOUND[i], NULL);
  if (problems->len > 0)
    g_error("by seed:%s", problems->str);
  g_string_free(problems, TRUE);
}

static void test_one(gconstpointer seed)
{
  g_autoptr(GString) dump = g_string_new(NULL);
  problems = g_string_new(NULL);
  check_document(GPOINTER_TO_UINT(seed), dump);
  g_print("%s", dump->str);
  if (problems->len > 0)
    g_error("by seed:%s", problems->str);
  g_string_free(problems, TRUE);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  if (argc > 1 && atoi(argv[1]) > 0)
    g_test_add_data_func("/pages-random/one", GUINT_TO_POINTER((guint)atoi(argv[1])), test_one);
  else
    g_test_add_func("/pages-random/all", test_all);
  return g_test_run();
}
