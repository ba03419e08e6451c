#include "epub/book.h"

static brv_entry *add_entry(brv_book *book, GPtrArray *to, const char *title)
{
  brv_entry *entry = brv_new(book->arena, brv_entry);
  entry->title = title;
  entry->children = brv_arena_ptr_array(book->arena);
  g_ptr_array_add(to, entry);
  return entry;
}

static void add_headings(brv_book *book, brv_entry *briefing, const brv_book_file *file)
{
  for (const brv_node *n = file->root->first; n; n = brv_node_next(n, file->root)) {
    file = brv_book_piece(book, file, n);
    if (n->kind != BRV_NODE_HEADING || n->level != 2)
      continue;
    brv_entry *entry = add_entry(book, briefing->children, brv_node_plain(book->arena, n));
    entry->language = n->language;
    entry->target = (brv_book_target){file, g_hash_table_lookup(book->ids, n)};
  }
}

/* The part's entry for a briefing in one, made at its first. */
static GPtrArray *list_for(brv_book *book, GPtrArray *outline, const brv_node *briefing)
{
  const brv_node *part = briefing->parent;
  if (!part || part->kind != BRV_NODE_PART || !part->text)
    return outline;
  if (briefing == part->first)
    return add_entry(book, outline, part->text)->children;
  return ((brv_entry *)outline->pdata[outline->len - 1])->children;
}

GPtrArray *brv_book_outline(brv_book *book)
{
  GPtrArray *outline = brv_arena_ptr_array(book->arena);
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *file = book->files->pdata[i];
    if (!file->root || file->continues)
      continue;
    if (file->root->kind != BRV_NODE_BRIEFING) {
      bool cover = file->root->kind == BRV_NODE_COVER;
      brv_entry *front =
          add_entry(book, outline, brv_word(book->document->words, cover ? "cover" : "contents"));
      front->target.file = file;
      continue;
    }
    GPtrArray *list = list_for(book, outline, file->root);
    brv_entry *entry = add_entry(book, list, file->root->briefing->title);
    entry->language = file->root->language;
    entry->target.file = file;
    add_headings(book, entry, file);
  }
  return outline;
}
