/* Words that were shaped: in the cache there are a few books of them (typeset/word-cache.h), each
 * kept once an issue by a process that met many new words. */
#include <string.h>

#include "press/press-private.h"

/* New words that are worth a book. */
enum { MANY = 200 };

static void find_key(const brv_press_edition *e, guint number, guint8 *key)
{
  const brv_memo memo = {e->press->cache, e->base};
  const brv_document *document = e->impression->document;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  brv_wire_put_text(&w, document->slug);
  brv_wire_put_text(&w, document->number);
  brv_wire_put_text(&w, document->date);
  brv_wire_put_count(&w, number);
  brv_memo_key(&memo, "words", bytes->data, bytes->len, key);
}

void brv_press_find_books(const brv_press_edition *e, brv_press_books *books)
{
  guint8 key[BRV_CACHE_KEY];
  memset(books, 0, sizeof *books);
  for (; e->base && books->count < BRV_PRESS_BOOKS; books->count++) {
    find_key(e, books->count, key);
    GBytes *book = brv_cache_find(e->press->cache, key);
    if (!book)
      return;
    books->books[books->count] = book;
  }
}

void brv_press_books_clear(brv_press_books *books)
{
  for (guint i = 0; i < BRV_PRESS_BOOKS; i++)
    g_clear_pointer(&books->books[i], g_bytes_unref);
}

brv_fonts *brv_press_fonts(const brv_press_edition *e)
{
  brv_fonts *fonts = brv_fonts_new(e->press->fonts);
  for (guint i = 0; i < BRV_PRESS_BOOKS; i++)
    if (e->books->books[i])
      brv_word_cache_take(brv_fonts_words(fonts), e->books->books[i]);
  return fonts;
}

GBytes *brv_press_make_book(const brv_press_edition *e, brv_fonts *fonts)
{
  guint asked, shaped;
  brv_word_cache_count(brv_fonts_words(fonts), &asked, &shaped);
  bool has_room = e->base && e->books->count < BRV_PRESS_BOOKS;
  return has_room && shaped >= MANY ? brv_word_cache_put(brv_fonts_words(fonts)) : NULL;
}

void brv_press_keep_book(const brv_press_edition *e, GBytes *book)
{
  guint8 key[BRV_CACHE_KEY];
  if (!book || e->books->count >= BRV_PRESS_BOOKS)
    return;
  find_key(e, e->books->count++, key);
  brv_cache_keep(e->press->cache, key, book);
}
