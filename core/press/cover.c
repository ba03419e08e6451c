/* The picture of an e-book's cover, drawn beside the text where a core is free. */
#include "pdf/draw.h"
#include "press/press-private.h"

/* Pixels: what shops ask for. */
enum { WIDTH = 1600, HEIGHT = 2400 };

struct brv_press_cover {
  brv_press_edition *edition;
  const brv_pages *pages;
  brv_fonts *fonts;
  brv_work work;
  brv_workers *workers; /* NULL: it is drawn by whoever asks for it */
};

static GBytes *draw(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  return pages ? brv_draw_png(pages, 0, WIDTH, HEIGHT, fonts, diags) : NULL;
}

/* --- in a worker --- */

static void put_answer(const brv_press_edition *e, GByteArray *answer, GBytes *png,
                       brv_diags *diags)
{
  brv_wire_writer w = {answer, e->names};
  brv_wire_put_messages(&w, diags);
  brv_wire_put_bytes(&w, png);
}

static void work(GByteArray *answer, brv_worker_note *note, void *data)
{
  const brv_press_cover *cover = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GBytes) png = draw(cover->pages, cover->fonts, diags);
  put_answer(cover->edition, answer, png, diags);
}

void brv_press_cover_work(GByteArray *answer, brv_worker_note *note, void *edition)
{
  brv_press_edition *e = edition;
  brv_worker_count_steps(note);
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_fonts *fonts = brv_press_fonts(e);
  e->set_in = brv_arena_new();
  g_autoptr(GBytes) png = draw(brv_press_set_edition(e, fonts, diags), fonts, diags);
  g_clear_pointer(&e->set_in, brv_arena_free);
  put_answer(e, answer, png, diags);
}

/* --- in whoever waits for it --- */

static bool take_answer(const brv_press_edition *e, brv_work *done, GBytes **png, brv_diags *diags)
{
  brv_wire_reader r =
      brv_wire_read(e->impression->document->arena, e->names, g_steal_pointer(&done->answer));
  brv_wire_take_messages(&r, diags);
  *png = brv_wire_take_bytes(&r);
  return brv_wire_is_done(&r);
}

GBytes *brv_press_cover_take(const brv_press_edition *e, brv_work *done, brv_diags *diags)
{
  GBytes *png = NULL;
  if (done->end == BRV_WORKER_DONE && take_answer(e, done, &png, diags))
    return png;
  g_clear_pointer(&png, g_bytes_unref);
  g_autofree char *how = brv_work_describe_end(done, &brv_press_limits);
  brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL,
             "the cover of the edition \"%s\" cannot be drawn: %s", e->impression->document->tier,
             how);
  return NULL;
}

brv_press_cover *brv_press_cover_begin(brv_press_edition *edition, const brv_pages *pages,
                                       brv_fonts *fonts)
{
  brv_press_cover *cover = g_new0(brv_press_cover, 1);
  cover->edition = edition;
  cover->pages = pages;
  cover->fonts = fonts;
  cover->work = (brv_work){.body = work, .data = cover};
  if (edition->has_core)
    cover->workers = brv_workers_start(&cover->work, 1, 1, &brv_press_limits);
  return cover;
}

GBytes *brv_press_cover_end(brv_press_cover *cover, brv_diags *diags)
{
  GBytes *png;
  if (cover->workers) {
    brv_workers_finish(cover->workers);
    png = brv_press_cover_take(cover->edition, &cover->work, diags);
  } else {
    png = draw(cover->pages, cover->fonts, diags);
  }
  brv_work_clear(&cover->work);
  g_free(cover);
  return png;
}
