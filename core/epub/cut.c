#include <string.h>

#include "epub/book.h"

/* Old readers take no text of more than some 260 kB, so a long briefing is cut: at its sections, and a
 * long section at its blocks. How large they will be is estimated before files have names, and never
 * too low; where one block is larger than that, the file is, and the editor is told. */
enum { MOST_ESTIMATED = 240 * 1000, MOST_MOVED = 20 * 1000, DEEPEST = 8 };

/* Bytes of marks: what every element has, a link, a call with its note, a picture. */
enum { ELEMENT = 50, LANGUAGE = 50, LINK = 120, CALL = 500, PICTURE = 250, COLUMN = 40, ESCAPED = 5, IN_URL = 3 };

static gsize text_size(const char *text)
{
  gsize size = text ? strlen(text) : 0;
  for (const char *at = text; at && (at = strpbrk(at, "&<>\"")); at++)
    size += ESCAPED - 1;
  return size;
}

/* What is not ASCII is written in three letters a byte. */
static gsize address_size(const char *address)
{
  gsize size = text_size(address);
  for (const char *at = address ? address : ""; *at; at++)
    size += (guchar)*at >= 0x80 ? IN_URL - 1 : 0;
  return size;
}

static gsize own_size(const brv_node *node)
{
  gsize size = text_size(node->text) + text_size(node->alt);
  size += node->id ? strlen(node->id) : 0;
  size += address_size(node->target);
  size += node->role ? strlen(node->role) : 0;
  size += node->language ? LANGUAGE : 0;
  switch (node->kind) {
  case BRV_NODE_TEXT:
  case BRV_NODE_SPACE:
    return size;
  case BRV_NODE_LINK:
  case BRV_NODE_CITE:
  case BRV_NODE_PAGE_REF:
    return size + LINK;
  case BRV_NODE_NOTE:
    return size + CALL;
  case BRV_NODE_IMAGE:
  case BRV_NODE_DRAWING:
    return size + PICTURE;
  case BRV_NODE_TABLE:
    return size + ELEMENT + COLUMN * (gsize)node->table.columns;
  default:
    return size + ELEMENT;
  }
}

static gsize size_of(const brv_node *root)
{
  gsize size = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    size += own_size(node);
  return size;
}

/* The file that is being filled, and the headings, and the briefing's head, at its end, which go along with what follows. */
typedef struct {
  brv_book *book;
  brv_book_file *file;
  brv_book_file *(*next)(brv_book *book, const brv_book_file *file);
  gsize filled;
  GPtrArray *headings; /* of const brv_node * */
} cutter;

static void begin_file(cutter *c)
{
  c->file = c->next(c->book, c->file);
  c->filled = 0;
  for (guint i = 0; i < c->headings->len; i++) {
    g_hash_table_insert(c->book->pieces, c->headings->pdata[i], c->file);
    c->filled += size_of(c->headings->pdata[i]);
  }
}

static void put(cutter *c, const brv_node *piece, gsize size)
{
  gsize moved = 0;
  for (guint i = 0; i < c->headings->len; i++)
    moved += size_of(c->headings->pdata[i]);
  bool is_full = c->filled + size > MOST_ESTIMATED;
  if (moved > MOST_MOVED)
    g_ptr_array_set_size(c->headings, 0);
  if (is_full && (c->filled > moved || moved > MOST_MOVED))
    begin_file(c);
  g_hash_table_insert(c->book->pieces, (void *)piece, c->file);
  c->filled += size;
  if (piece->kind != BRV_NODE_HEADING && piece->kind != BRV_NODE_HEADER)
    g_ptr_array_set_size(c->headings, 0);
  else
    g_ptr_array_add(c->headings, (void *)piece);
}

/* Of what was cut: where its first piece is. */
static void *first_file(const brv_book *book, const brv_node *frame)
{
  void *file = g_hash_table_lookup(book->frames, frame->first);
  return file ? file : g_hash_table_lookup(book->pieces, frame->first);
}

static void put_children(cutter *c, const brv_node *parent, int depth)
{
  for (const brv_node *child = parent->first; child; child = child->next) {
    gsize size = size_of(child);
    bool parts = child->kind == BRV_NODE_SECTION || child->kind == BRV_NODE_GROUP;
    if (size > MOST_ESTIMATED && parts && depth < DEEPEST && child->first) {
      put_children(c, child, depth + 1);
      g_hash_table_insert(c->book->frames, (void *)child, first_file(c->book, child));
    } else {
      put(c, child, size);
    }
  }
}

void brv_book_cut(brv_book *book, brv_book_file *file,
                  brv_book_file *(*next)(brv_book *book, const brv_book_file *file))
{
  if (size_of(file->root) <= MOST_ESTIMATED)
    return;
  g_hash_table_insert(book->pieces, (void *)file->root, file);
  g_autoptr(GPtrArray) headings = g_ptr_array_new();
  cutter c = {.book = book, .file = file, .next = next, .headings = headings};
  put_children(&c, file->root, 0);
}

const brv_book_file *brv_book_piece(const brv_book *book, const brv_book_file *before,
                                    const brv_node *node)
{
  if (!g_hash_table_size(book->pieces)) /* as in most books: nothing is cut */
    return before;
  const brv_book_file *file = g_hash_table_lookup(book->frames, node);
  file = file ? file : g_hash_table_lookup(book->pieces, node);
  return file ? file : before;
}

bool brv_book_has_piece(const brv_book *book, const brv_book_file *file, const brv_node *frame)
{
  for (const brv_node *n = frame->first; n; n = n->next) {
    bool is_frame = g_hash_table_contains(book->frames, n);
    if (is_frame ? brv_book_has_piece(book, file, n) : g_hash_table_lookup(book->pieces, n) == file)
      return true;
  }
  return false;
}

/* What stands around blocks. */
static bool is_frame(const brv_node *node)
{
  return node->kind == BRV_NODE_BRIEFING || node->kind == BRV_NODE_HEADER ||
         node->kind == BRV_NODE_SECTION || node->kind == BRV_NODE_GROUP;
}

void brv_book_check_size(brv_book *book, const brv_book_file *file)
{
  enum { LARGEST = 260 * 1000 };
  gsize size = g_bytes_get_size(file->bytes), most = 0;
  const brv_node *largest = file->root;
  const brv_book_file *at = file;
  for (const brv_node *n = file->root->first; n && size > LARGEST;
       n = brv_node_next(n, file->root)) {
    at = brv_book_piece(book, at, n);
    bool is_block = at == file && !is_frame(n) && is_frame(n->parent);
    if (is_block && size_of(n) > most) {
      largest = n;
      most = size_of(n);
    }
  }
  if (size > LARGEST)
    brv_report(book->diags, BRV_BOOK_LARGE, largest->place, "part it, or write less",
               "a file of the e-book has %u kB, and this cannot be parted; old readers take %u",
               (guint)(size / 1000), LARGEST / 1000);
}
