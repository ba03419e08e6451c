#include "press/press.h"

#include <hb.h>

#include "base/heap.h"
#include "base/worker.h"
#include "epub/epub.h"
#include "pdf/pdf.h"
#include "pdf/plates.h"
#include "press/press-private.h"
#include "typeset/pages.h"

/* Seconds that may pass without a paragraph set, a page drawn or a file written; bytes of memory
 * beyond what a worker starts with, and of an edition's files or galleys together: several times
 * what a volume of 400 briefings takes. */
const brv_worker_limits brv_press_limits = {
    .seconds = 600, .memory = (gsize)4 << 30, .answer = (gsize)2 << 30};

/* --- in the worker --- */

static GBytes *write_pdf(const brv_press_edition *e, const brv_pages *pages, brv_fonts *fonts,
                         brv_diags *diags)
{
  g_autoptr(GHashTable) plates = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < e->parts->len; i++)
    if (e->plates[i])
      g_hash_table_insert(plates, e->parts->pdata[i], e->plates[i]);
  const brv_memo memo = {e->base ? e->press->cache : NULL, e->base};
  return brv_pdf_write(pages, plates, fonts, &memo, diags);
}

static bool wants_book(const brv_press_edition *e)
{
  return e->press->formats & BRV_FORMAT_EPUB;
}

/* An edition without pages: its cover alone is set, where it is drawn. */
static bool is_unset(const brv_press_edition *e)
{
  return e->impression->document->unpaged && wants_book(e);
}

/* The cover and the text are made whatever becomes of the other: what is wrong with both is told.
 */
static void draw(brv_press_edition *e, const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  bool has_cover = wants_book(e) && !is_unset(e);
  brv_press_cover *cover = has_cover ? brv_press_cover_begin(e, pages, fonts) : NULL;
  if (e->press->formats & BRV_FORMAT_PDF)
    e->impression->pdf = write_pdf(e, pages, fonts, diags);
  if (wants_book(e))
    e->archive = brv_epub_write(pages, fonts, diags);
  if (cover)
    e->cover = brv_press_cover_end(cover, diags);
}

/* Of what contents depend on. */
static GChecksum *base_of_contents(const brv_press_edition *e)
{
  GChecksum *base = e->base ? g_checksum_copy(e->base) : NULL;
  const brv_node *node = e->impression->document->root->first;
  while (node && node->kind != BRV_NODE_CONTENTS)
    node = node->next;
  if (base && node) {
    brv_cache_keys keys = brv_cache_key(base, node);
    g_checksum_update(base, keys.galley, sizeof keys.galley);
  }
  return base;
}

brv_pages *brv_press_set_edition(brv_press_edition *e, brv_fonts *fonts, brv_diags *diags)
{
  g_autoptr(brv_plate_maker) maker = brv_press_plate_maker(e->press, fonts);
  g_autoptr(GChecksum) base = base_of_contents(e);
  const brv_memo memo = {e->press->cache, base};
  brv_press_plates plates = {e, maker};
  brv_typesetting job = brv_press_job(&plates, fonts);
  job.memo = base ? &memo : NULL;
  return brv_typeset(e->set_in, &job, e->galleys, diags);
}

static brv_pages *set(brv_press_edition *e, brv_fonts *fonts, brv_diags *diags)
{
  return is_unset(e) ? brv_unset_pages(e->set_in, e->impression->document, e->press->layout)
                     : brv_press_set_edition(e, fonts, diags);
}

static void set_and_draw(brv_press_edition *e, brv_fonts *fonts, brv_diags *diags)
{
  brv_impression *made = e->impression;
  brv_pages *pages = set(e, fonts, diags);
  if (!pages)
    return;
  made->pages = pages->pages->len;
  if (e->press->dumps) {
    g_autoptr(GString) dump = g_string_new(NULL);
    brv_pages_dump(pages, dump);
    made->dump = brv_arena_strdup(made->document->arena, dump->str);
  }
  if (!brv_diags_errors(diags))
    draw(e, pages, fonts, diags);
  made->words = brv_pages_words(pages);
}

/* A file may be large: it is not held twice for longer than it must be. */
static void put_file(brv_wire_writer *w, GBytes **file)
{
  brv_wire_put_bytes(w, *file);
  g_clear_pointer(file, g_bytes_unref);
}

static void put_answer(brv_wire_writer *w, brv_press_edition *e, brv_diags *diags)
{
  brv_impression *made = e->impression;
  brv_wire_put_messages(w, diags);
  brv_wire_put_count(w, made->pages);
  brv_wire_put_count(w, made->words);
  brv_wire_put_text(w, made->dump);
  put_file(w, &made->pdf);
  brv_archive_put(w, e->archive);
  g_clear_pointer(&e->archive, brv_archive_free);
  put_file(w, &e->cover);
}

/* Unless the cache has them. */
static void keep_parts(const brv_press_edition *e)
{
  for (guint i = 0; e->press->cache && i < e->parts->len; i++) {
    if (e->galleys[i])
      brv_cache_keep(e->press->cache, e->keys[i].galley, e->galleys[i]);
    if (e->plates[i])
      brv_cache_keep(e->press->cache, e->keys[i].plates, e->plates[i]);
  }
}

/* Pages go back to the system before the answer is put together, which is as large as the files.
 * The fonts do not grow with the volume. */
static void make(brv_press_edition *e, brv_diags *diags)
{
  brv_fonts *fonts = brv_press_fonts(e);
  e->set_in = brv_arena_new();
  set_and_draw(e, fonts, diags);
  g_autoptr(GBytes) book = brv_press_make_book(e, fonts);
  brv_press_keep_book(e, book);
  g_clear_pointer(&e->set_in, brv_arena_free);
  if (!is_unset(e))
    brv_heap_give_back();
}

static void work(GByteArray *answer, brv_worker_note *note, void *data)
{
  brv_press_edition *e = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_cache *cache = e->press->cache;
  if (cache)
    brv_cache_watch(cache);
  make(e, diags);
  brv_wire_writer writer = {answer, e->names};
  put_answer(&writer, e, diags);
  keep_parts(e);
  if (cache)
    brv_cache_put_news(cache, answer);
}

/* --- in the parent --- */

static void finished(void *data)
{
  const brv_press_edition *e = data;
  if (e->press->finished)
    e->press->finished(e->press->data);
}

/* What it found and made goes to the cache, which is the parent's. */
static bool take_news(const brv_press_edition *e, brv_wire_reader *r)
{
  brv_cache *cache = e->press->cache;
  gsize length = (gsize)(r->end - r->at);
  const void *news = r->bad ? NULL : brv_wire_take_block(r, length);
  return !news || !cache || brv_cache_take_news(cache, news, length);
}

static bool take_answer(brv_press_edition *e, brv_diags *diags)
{
  brv_impression *made = e->impression;
  brv_wire_reader r =
      brv_wire_read(made->document->arena, e->names, g_steal_pointer(&e->work->answer));
  brv_wire_take_messages(&r, diags);
  made->pages = brv_wire_take_count(&r, G_MAXINT32);
  made->words = brv_wire_take_count(&r, G_MAXINT32);
  made->dump = g_strdup(brv_wire_take_text(&r));
  made->pdf = brv_wire_take_bytes(&r);
  e->archive = brv_archive_take(&r);
  e->cover = brv_wire_take_bytes(&r);
  return take_news(e, &r) && brv_wire_is_done(&r);
}

static void settle(brv_press_edition *e, brv_diags *diags)
{
  if (e->work->end != BRV_WORKER_DONE || !take_answer(e, diags)) {
    g_autofree char *how = brv_work_describe_end(e->work, &brv_press_limits);
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL,
               "the edition \"%s\" cannot be set and drawn: %s", e->impression->document->tier,
               how);
    e->archive = NULL;
  }
  if (e->cover_work)
    e->cover = brv_press_cover_take(e, e->cover_work, diags);
  if (e->archive && e->cover)
    e->impression->epub = brv_epub_finish(e->archive, e->cover, diags);
}

/* A galley whose plates are wanted is of no use without them. */
static void find_part(brv_press_edition *e, guint i)
{
  bool wants_plates = e->press->formats & BRV_FORMAT_PDF;
  e->galleys[i] = brv_cache_find(e->press->cache, e->keys[i].galley);
  if (wants_plates && e->galleys[i])
    e->plates[i] = brv_cache_find(e->press->cache, e->keys[i].plates);
  if (wants_plates && !e->plates[i])
    g_clear_pointer(&e->galleys[i], g_bytes_unref);
}

static void find_known(brv_press_edition *e)
{
  e->base = brv_cache_base(e->impression->document, e->press->layout, e->press->fonts);
  e->keys = brv_new_array(e->arena, brv_cache_keys, e->parts->len + 1);
  for (guint i = 0; i < e->parts->len; i++) {
    e->keys[i] = brv_cache_key(e->base, e->parts->pdata[i]);
    find_part(e, i);
  }
}

static brv_press_edition open_edition(const brv_press *press, brv_impression *impression)
{
  brv_press_edition e = {press, impression, brv_wire_names_new(), brv_arena_new()};
  brv_wire_name_value(e.names, press->layout->source);
  brv_wire_name_tree(e.names, impression->document->root);
  e.parts = brv_typeset_parts(e.arena, impression->document);
  e.galleys = brv_new_array(e.arena, GBytes *, e.parts->len + 1);
  e.plates = brv_new_array(e.arena, GBytes *, e.parts->len + 1);
  if (press->cache && e.parts->len > 0)
    find_known(&e);
  return e;
}

static void close_edition(brv_press_edition *e)
{
  for (guint i = 0; i < e->parts->len; i++)
    g_clear_pointer(&e->galleys[i], g_bytes_unref);
  for (guint i = 0; i < e->parts->len; i++)
    g_clear_pointer(&e->plates[i], g_bytes_unref);
  g_clear_pointer(&e->base, g_checksum_free);
  g_clear_pointer(&e->cover, g_bytes_unref);
  brv_wire_names_free(e->names);
  brv_arena_free(e->arena);
}

/* Three works on two cores: one after two would leave a core idle, so all three share them. */
static guint at_once(const brv_press *press, gsize count)
{
  guint cores = press->side_by_side;
  return cores > 1 ? cores + (guint)(count % cores) : cores;
}

/* What makes each edition, and what draws its cover apart; how many there are. */
static gsize plan(brv_press_edition *editions, gsize count, brv_work *works)
{
  gsize planned = 0;
  for (gsize i = 0; i < count; i++) {
    brv_press_edition *e = &editions[i];
    if (is_unset(e)) {
      e->cover_work = &works[planned++];
      *e->cover_work = (brv_work){.body = brv_press_cover_work, .data = e};
    }
    e->work = &works[planned++];
    *e->work = (brv_work){.body = work, .finished = finished, .data = e};
  }
  return planned;
}

static void open_packer(void *diags)
{
  brv_epub_open_packer(diags);
}

/* When a core is free, this process opens what it will put archives together with. */
static void make_all(const brv_press *press, brv_work *works, gsize count, brv_diags *diags)
{
  brv_workers *workers = brv_workers_start(works, count, at_once(press, count), &brv_press_limits);
  if (press->formats & BRV_FORMAT_EPUB)
    brv_workers_beside(workers, open_packer, diags);
  brv_workers_finish(workers);
}

void brv_press_run(const brv_press *press, brv_impression *impressions, gsize count,
                   brv_diags *diags)
{
  g_autofree brv_press_edition *editions = g_new0(brv_press_edition, count);
  g_autofree brv_work *works = g_new0(brv_work, 2 * count);
  brv_press_books books = {0};
  for (gsize i = 0; i < count; i++) {
    editions[i] = open_edition(press, &impressions[i]);
    editions[i].has_core = count < press->side_by_side;
    editions[i].books = &books;
  }
  if (count > 0)
    brv_press_find_books(&editions[0], &books);
  brv_press_set(editions, count);
  brv_heap_give_back(); /* what answers grew out of */
  for (gsize i = 0; i < count; i++)
    keep_parts(&editions[i]);
  gsize planned = plan(editions, count, works);
  make_all(press, works, planned, diags);
  for (gsize i = 0; i < count; i++) {
    settle(&editions[i], diags);
    close_edition(&editions[i]);
  }
  for (gsize i = 0; i < planned; i++)
    brv_work_clear(&works[i]);
  brv_press_books_clear(&books);
}

brv_versions brv_press_versions(void)
{
  return (brv_versions){cairo_version_string(), hb_version_string(), pango_version_string()};
}
