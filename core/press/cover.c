/* The picture of an e-book's cover, drawn beside the text where a core is free. */
#include "pdf/draw.h"
#include "press/press-private.h"

/* Pixels: what shops ask for. */
enum { WIDTH = 1600, HEIGHT = 2400 };

struct brv_press_cover {
  brv_press_edition *edition;
  const brv_pages *pages; /* NULL: it is set too */
  brv_fonts *fonts;
  brv_work work;
  brv_workers *workers; /* NULL: it is drawn by whoever asks for it */
};

static GBytes *draw(const brv_press_cover *cover, brv_diags *diags)
{
  const brv_pages *pages = cover->pages;
  if (!pages)
    pages = brv_press_set_edition(cover->edition, cover->fonts, diags);
  return pages ? brv_draw_png(pages, 0, WIDTH, HEIGHT, cover->fonts, diags) : NULL;
}

static void work(GByteArray *answer, brv_worker_note *note, void *data)
{
  const brv_press_cover *cover = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GBytes) png = draw(cover, diags);
  brv_wire_writer w = {answer, cover->edition->names};
  brv_wire_put_messages(&w, diags);
  brv_wire_put_bytes(&w, png);
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

static bool take_answer(brv_press_cover *cover, GBytes **png, brv_diags *diags)
{
  const brv_press_edition *e = cover->edition;
  brv_wire_reader r =
      brv_wire_read(e->impression->document->arena, e->names, g_steal_pointer(&cover->work.answer));
  brv_wire_take_messages(&r, diags);
  *png = brv_wire_take_bytes(&r);
  return brv_wire_is_done(&r);
}

static GBytes *take(brv_press_cover *cover, brv_diags *diags)
{
  GBytes *png = NULL;
  brv_workers_finish(cover->workers);
  if (cover->work.end == BRV_WORKER_DONE && take_answer(cover, &png, diags))
    return png;
  g_clear_pointer(&png, g_bytes_unref);
  g_autofree char *how = brv_work_describe_end(&cover->work, &brv_press_limits);
  brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL,
             "the cover of the edition \"%s\" cannot be drawn: %s",
             cover->edition->impression->document->tier, how);
  return NULL;
}

GBytes *brv_press_cover_end(brv_press_cover *cover, brv_diags *diags)
{
  GBytes *png = cover->workers ? take(cover, diags) : draw(cover, diags);
  brv_work_clear(&cover->work);
  g_free(cover);
  return png;
}
