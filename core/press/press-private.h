/* What press.c and set.c share. Private to core/press. */
#ifndef BRV_PRESS_PRIVATE_H
#define BRV_PRESS_PRIVATE_H

#include "base/worker.h"
#include "document/wire.h"
#include "epub/archive.h"
#include "pdf/plates.h"
#include "press/cache-key.h"
#include "press/press.h"

/* The words that are known from the cache. */
enum { BRV_PRESS_BOOKS = 4 };
typedef struct {
  GBytes *books[BRV_PRESS_BOOKS];
  guint count; /* of those that the cache has, with those that this run kept */
} brv_press_books;

/* An edition on its way through the press. */
typedef struct {
  const brv_press *press;
  brv_impression *impression;
  brv_wire_names *names;
  brv_arena *arena;       /* for the list of its parts */
  const GPtrArray *parts; /* const brv_node *: what is set each by itself */
  GBytes **galleys;       /* of the parts, as far as they are set */
  GBytes **plates;        /* likewise, where a PDF is wanted */
  brv_cache_keys *keys;   /* of the parts, where there is a cache */
  GChecksum *base;        /* likewise: of what else its files depend on */
  brv_arena *set_in;      /* in its worker: for its pages */
  bool has_core;          /* one is free beside that of its worker */
  brv_archive *archive;   /* the e-book's files, where one is wanted; NULL after a report */
  GBytes *cover;          /* its picture, a PNG; likewise */
  brv_work *work;         /* that makes all but the finished e-book */
  brv_work *cover_work;   /* that draws the picture; NULL: the other does, having its page */
  brv_press_books *books; /* of all editions */
} brv_press_edition;

/* Where the plates of an edition's parts are made. */
typedef struct {
  brv_press_edition *edition;
  brv_plate_maker *maker; /* NULL: none are wanted */
} brv_press_plates;

/* The maker of a worker, which all its editions share; NULL where no PDF is wanted. */
brv_plate_maker *brv_press_plate_maker(const brv_press *press, brv_fonts *fonts);

/* What is to be set of the edition; the plates of parts that are set stand in it afterwards. */
brv_typesetting brv_press_job(brv_press_plates *plates, brv_fonts *fonts);

/* The pages of an edition, of one that is unpaged the cover's; its plates stand in it afterwards.
 * NULL after errors. */
brv_pages *brv_press_set_edition(brv_press_edition *edition, brv_fonts *fonts, brv_diags *diags);

/* --- cover.c --- */

/* Begins the picture of the cover, which is the first of `pages`. The second call gives the PNG, or
 * NULL after a report, and frees it. What is reported, and the bytes, do not depend on whether it
 * was drawn beside. */
typedef struct brv_press_cover brv_press_cover;
brv_press_cover *brv_press_cover_begin(brv_press_edition *edition, const brv_pages *pages,
                                       brv_fonts *fonts);
GBytes *brv_press_cover_end(brv_press_cover *cover, brv_diags *diags);

/* The same of an edition that has no other pages, whose cover asks nothing of its text: the body of
 * a work, whose data is the edition; and what came of it. */
void brv_press_cover_work(GByteArray *answer, brv_worker_note *note, void *edition);
GBytes *brv_press_cover_take(const brv_press_edition *edition, brv_work *done, brv_diags *diags);

/* --- words.c --- */

void brv_press_find_books(const brv_press_edition *edition, brv_press_books *books);
void brv_press_books_clear(brv_press_books *books);

/* The fonts of a worker, which know the words of the books. */
brv_fonts *brv_press_fonts(const brv_press_edition *edition);

/* The words of a worker, the caller's; NULL where few are new, or there are books enough. */
GBytes *brv_press_make_book(const brv_press_edition *edition, brv_fonts *fonts);

/* Keeps one more book; NULL: none. */
void brv_press_keep_book(const brv_press_edition *edition, GBytes *book);

/* --- set.c --- */

/* Of every worker of the press. */
extern const brv_worker_limits brv_press_limits;

/* Sets the parts of all editions that have no galley yet, in as many workers as are wanted side by
 * side. Where there is too little for more than one, and where a worker fails, galleys stay NULL:
 * whoever draws the edition sets those, and tells what is wrong with them. */
void brv_press_set(brv_press_edition *editions, gsize count);

#endif
