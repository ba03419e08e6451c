#include <string.h>

#include "epub/book.h"

/* Letters, digits, '-', '_' and '.', others as near as ASCII comes; '_' for the rest. Old readers
 * compare the bytes of names, and some take no others. */
static char *plain_name(brv_arena *arena, const char *wish)
{
  g_autofree char *ascii = g_str_to_ascii(wish, "C");
  char *name = brv_arena_strdup(arena, ascii);
  for (char *at = name; *at; at++)
    if (!g_ascii_isalnum(*at) && !strchr("-_.", *at))
      *at = '_';
  if (name[0] == '.')
    name[0] = '_';
  return name;
}

/* `stem` + `tail`, or `stem`-2 + `tail` and so on; what is taken is compared in lower case. */
static const char *untaken(brv_book *book, GHashTable *taken, const char *stem, const char *tail)
{
  for (guint i = 1;; i++) {
    const char *name = i == 1 ? brv_arena_printf(book->arena, "%s%s", stem, tail)
                              : brv_arena_printf(book->arena, "%s-%u%s", stem, i, tail);
    g_autofree char *folded = g_ascii_strdown(name, -1);
    if (g_hash_table_add(taken, brv_arena_strdup(book->arena, folded)))
      return name;
  }
}

const char *brv_book_new_id(brv_book *book, const char *wish)
{
  const char *name = plain_name(book->arena, wish);
  if (!g_ascii_isalpha(name[0]) && name[0] != '_')
    name = brv_arena_printf(book->arena, "_%s", name);
  return untaken(book, book->xml_ids, name, "");
}

static void unref_bytes(void *bytes)
{
  g_bytes_unref(bytes);
}

void brv_book_fill(brv_book *book, brv_book_file *file, GBytes *bytes)
{
  file->bytes = brv_arena_own(book->arena, bytes, unref_bytes);
}

brv_book_file *brv_book_add(brv_book *book, const char *wish, const char *media_type, GBytes *bytes)
{
  const char *slash = strrchr(wish, '/');
  const char *base = slash ? slash + 1 : wish, *dot = strrchr(base, '.');
  g_autofree char *stem = g_strndup(base, dot ? (gsize)(dot - base) : strlen(base));
  g_autofree char *folder = g_strndup(wish, (gsize)(base - wish));
  g_autofree char *plain =
      g_strconcat(folder, *stem ? plain_name(book->arena, stem) : "file", NULL);
  brv_book_file *file = brv_new(book->arena, brv_book_file);
  file->name = untaken(book, book->file_names, plain, dot ? dot : "");
  file->id = brv_arena_printf(book->arena, "f%u", book->files->len + 1);
  file->media_type = media_type;
  if (bytes)
    brv_book_fill(book, file, bytes);
  g_ptr_array_add(book->files, file);
  return file;
}

static void add_target(brv_book *book, const char *id, const brv_book_file *file,
                       const char *xml_id)
{
  brv_book_target *target = brv_new(book->arena, brv_book_target);
  *target = (brv_book_target){file, xml_id};
  g_hash_table_insert(book->targets, (char *)id, target);
}

static void name_node(brv_book *book, const brv_book_file *file, const brv_node *node)
{
  const char *id = brv_book_new_id(book, node->id);
  g_hash_table_insert(book->ids, (void *)node, (char *)id);
  add_target(book, node->id, file, id);
}

/* A note's body has no node of its own; the call that holds it names it. */
static void name_note(brv_book *book, const brv_book_file *file, const brv_node *note)
{
  if (note->first && note->target && note->target[0] == '#')
    add_target(book, note->target + 1, file, brv_book_new_id(book, note->target + 1));
}

/* Navigation leads to every second-level heading, so each needs an id. */
static void name_heading(brv_book *book, const brv_book_file *file, const brv_node *heading)
{
  if (heading->id || heading->level > 2)
    return;
  g_autofree char *wish = g_strdup_printf("%s.heading", file->root_id);
  g_hash_table_insert(book->ids, (void *)heading, (char *)brv_book_new_id(book, wish));
}

bool brv_book_is_data(const brv_node *node)
{
  return node->kind == BRV_NODE_TABLE &&
         (g_strcmp0(node->role, "chart-data") == 0 || g_strcmp0(node->role, "timeline-data") == 0);
}

/* Drawings point at their data. */
static void name_data(brv_book *book, const brv_book_file *file, const brv_node *table)
{
  if (table->id || table->parent->kind != BRV_NODE_FIGURE)
    return;
  g_autofree char *wish = g_strdup_printf("%s.data", file->root_id);
  g_hash_table_insert(book->ids, (void *)table, (char *)brv_book_new_id(book, wish));
}

static void name_inside(brv_book *book, const brv_book_file *file)
{
  for (const brv_node *node = file->root->first; node; node = brv_node_next(node, file->root)) {
    file = brv_book_piece(book, file, node);
    if (node->id)
      name_node(book, file, node);
    if (node->kind == BRV_NODE_NOTE)
      name_note(book, file, node);
    if (node->kind == BRV_NODE_HEADING)
      name_heading(book, file, node);
    if (brv_book_is_data(node))
      name_data(book, file, node);
  }
}

/* A file that goes on with what another began. */
static brv_book_file *next_file(brv_book *book, const brv_book_file *before)
{
  g_autofree char *name = g_strconcat(before->root->briefing->file, ".xhtml", NULL);
  g_strdelimit(name, "/", '-');
  brv_book_file *file = brv_book_add(book, name, "application/xhtml+xml", NULL);
  file->root = before->root;
  file->root_id = brv_book_new_id(book, before->root->id);
  file->continues = true;
  return file;
}

static void name_file(brv_book *book, const brv_node *root, const char *wish)
{
  g_autofree char *name = g_strconcat(wish, ".xhtml", NULL);
  g_strdelimit(name, "/", '-');
  brv_book_file *file = brv_book_add(book, name, "application/xhtml+xml", NULL);
  file->root = root;
  file->root_id = brv_book_new_id(book, root->id ? root->id : wish);
  g_hash_table_insert(book->ids, (void *)root, (char *)file->root_id);
  if (root->id)
    add_target(book, root->id, file, NULL);
  if (root->kind == BRV_NODE_BRIEFING)
    brv_book_cut(book, file, next_file);
  name_inside(book, file);
}

static void name_part(brv_book *book, const brv_node *part)
{
  guint first = book->files->len;
  for (const brv_node *briefing = part->first; briefing; briefing = briefing->next)
    name_file(book, briefing, briefing->briefing->file);
  if (part->id && first < book->files->len)
    add_target(book, part->id, book->files->pdata[first], NULL);
}

static void name_files(brv_book *book)
{
  for (const brv_node *node = book->document->root->first; node; node = node->next)
    if (node->kind == BRV_NODE_COVER)
      name_file(book, node, "cover");
    else if (node->kind == BRV_NODE_CONTENTS)
      name_file(book, node, "contents");
    else if (node->kind == BRV_NODE_PART)
      name_part(book, node);
    else if (node->kind == BRV_NODE_BRIEFING)
      name_file(book, node, node->briefing->file);
}

static void unref_array(void *array)
{
  g_array_unref(array);
}

static void add_break(brv_book *book, const brv_node *node, guint page)
{
  GArray *list = g_hash_table_lookup(book->breaks, node);
  if (!list) {
    list = brv_arena_own(book->arena, g_array_new(FALSE, FALSE, sizeof(guint)), unref_array);
    g_hash_table_insert(book->breaks, (void *)node, list);
  }
  g_array_append_val(list, page);
}

/* A page on which no text begins (one picture, say) breaks where the next one does. */
static void find_breaks(brv_book *book)
{
  GPtrArray *pages = book->pages->pages;
  book->page_targets = brv_new_array(book->arena, brv_book_target, pages->len);
  for (guint i = 0; i < pages->len && !book->document->unpaged; i++) {
    guint at = i;
    while (at < pages->len && !((const brv_page *)pages->pdata[at])->starts_at)
      at++;
    if (at < pages->len)
      add_break(book, ((const brv_page *)pages->pdata[at])->starts_at, i);
  }
}

void brv_book_name_all(brv_book *book)
{
  name_files(book);
  find_breaks(book);
}
