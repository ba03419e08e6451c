/* Setting side by side: briefings are cut into stretches of about the same length. What comes of a
 * briefing does not depend on where the cuts are. */
#include <string.h>

#include "base/met.h"
#include "base/worker.h"
#include "press/press-private.h"
#include "typeset/pages.h"

/* Bytes of text for which a worker is worth its start: a few briefings. */
enum { LEAST_TEXT = 20000 };

/* A briefing of an edition. */
typedef struct {
  brv_press_edition *edition;
  guint part;
  guint order; /* of the briefing in the pack: the same in all editions */
  gsize text;  /* bytes */
} sheet;

typedef struct {
  const sheet *sheets;
  guint count;
} stint;

/* --- in the worker --- */

brv_plate_maker *brv_press_plate_maker(const brv_press *press, brv_fonts *fonts)
{
  return press->formats & BRV_FORMAT_PDF ? brv_plate_maker_new(press->layout, fonts) : NULL;
}

static void make_plates(void *data, const brv_node *part, const GPtrArray *pages)
{
  const brv_press_plates *p = data;
  guint number = 0;
  while (p->edition->parts->pdata[number] != part)
    number++;
  p->edition->plates[number] = brv_plates_make(p->maker, part, pages);
}

brv_typesetting brv_press_job(brv_press_plates *plates, brv_fonts *fonts)
{
  const brv_press_edition *e = plates->edition;
  return (brv_typesetting){e->impression->document, e->press->layout, fonts,
                           plates->maker ? make_plates : NULL, plates};
}

/* A galley, and its plates or none. */
static void put_sheet(brv_wire_writer *w, const sheet *s, brv_fonts *fonts, brv_plate_maker *maker)
{
  brv_press_plates plates = {s->edition, maker};
  const brv_typesetting job = brv_press_job(&plates, fonts);
  g_autoptr(GBytes) galley = brv_typeset_part(&job, s->edition->parts->pdata[s->part]);
  GBytes **made = &s->edition->plates[s->part];
  brv_wire_put_bytes(w, galley);
  brv_wire_put_bytes(w, *made);
  g_clear_pointer(made, g_bytes_unref);
}

static void work(GByteArray *answer, brv_worker_note *note, void *data)
{
  const stint *s = data;
  const brv_press *press = s->sheets[0].edition->press;
  brv_worker_count_steps(note);
  brv_fonts *fonts = brv_press_fonts(s->sheets[0].edition);
  g_autoptr(brv_plate_maker) maker = brv_press_plate_maker(press, fonts);
  brv_wire_writer w = {answer, NULL};
  for (guint i = 0; i < s->count; i++) {
    put_sheet(&w, &s->sheets[i], fonts, maker);
    brv_worker_send(answer);
  }
  g_autoptr(GBytes) book = brv_press_make_book(s->sheets[0].edition, fonts);
  brv_wire_put_bytes(&w, book);
}

/* --- in the parent --- */

static void take_sheets(const stint *s, GByteArray *answer)
{
  g_autoptr(GBytes) all = g_byte_array_free_to_bytes(answer);
  const char *start = g_bytes_get_data(all, NULL);
  brv_wire_reader r = {.at = start, .end = start + g_bytes_get_size(all), .all = all};
  for (guint i = 0; i < s->count && !r.bad; i++) {
    const brv_press_edition *e = s->sheets[i].edition;
    guint part = s->sheets[i].part;
    e->galleys[part] = brv_wire_take_bytes(&r);
    e->plates[part] = brv_wire_take_bytes(&r);
  }
  g_autoptr(GBytes) book = brv_wire_take_bytes(&r);
  brv_press_keep_book(s->sheets[0].edition, book);
}

static gsize length_of(const brv_node *part)
{
  gsize length = 0;
  for (const brv_node *node = part; node; node = brv_node_next(node, part))
    length += node->text ? strlen(node->text) : 0;
  return length;
}

/* The number of a briefing among all that were met. */
static guint order_of(GHashTable *orders, const brv_node *part)
{
  const char *file =
      part->kind == BRV_NODE_BRIEFING && part->briefing ? part->briefing->file : NULL;
  return brv_met_number(orders, file ? file : "");
}

static int by_order(const void *a, const void *b)
{
  const sheet *one = a, *other = b;
  return one->order != other->order
             ? (one->order > other->order) - (one->order < other->order)
             : (one->edition > other->edition) - (one->edition < other->edition);
}

/* A briefing's editions stand together, so that one worker sets them: they have most words in
 * common. */
static GArray *list_sheets(brv_press_edition *editions, gsize count)
{
  g_autoptr(GHashTable) orders = g_hash_table_new(g_str_hash, g_str_equal);
  GArray *sheets = g_array_new(FALSE, FALSE, sizeof(sheet));
  for (gsize i = 0; i < count; i++)
    for (guint k = 0; k < editions[i].parts->len; k++) {
      if (editions[i].galleys[k])
        continue;
      const brv_node *part = editions[i].parts->pdata[k];
      sheet s = {&editions[i], k, order_of(orders, part), length_of(part)};
      g_array_append_val(sheets, s);
    }
  g_array_sort(sheets, by_order);
  return sheets;
}

static gsize total_of(const GArray *sheets)
{
  gsize total = 0;
  for (guint i = 0; i < sheets->len; i++)
    total += g_array_index(sheets, sheet, i).text;
  return total;
}

/* Where a stint ends that is to bring the text so far to `until` bytes. */
static guint end_of(const GArray *sheets, guint from, gsize *so_far, gsize until)
{
  guint end = from;
  while (end < sheets->len && (end == from || *so_far < until))
    *so_far += g_array_index(sheets, sheet, end++).text;
  return end;
}

static guint cut(const GArray *sheets, stint *stints, guint most)
{
  gsize total = total_of(sheets), so_far = 0;
  guint count = (guint)MIN(most, total / LEAST_TEXT), made = 0, from = 0;
  for (; count > 1 && made < count && from < sheets->len; made++) {
    guint end = end_of(sheets, from, &so_far, total * (made + 1) / count);
    if (made + 1 == count)
      end = sheets->len;
    stints[made] = (stint){&g_array_index(sheets, sheet, from), end - from};
    from = end;
  }
  return made;
}

void brv_press_set(brv_press_edition *editions, gsize count)
{
  guint most = count > 0 ? MAX(editions[0].press->side_by_side, 1) : 1;
  g_autoptr(GArray) sheets = list_sheets(editions, count);
  g_autofree stint *stints = g_new0(stint, most);
  g_autofree brv_work *works = g_new0(brv_work, most);
  guint stint_count = cut(sheets, stints, most);
  for (guint i = 0; i < stint_count; i++)
    works[i] = (brv_work){.body = work, .data = &stints[i]};
  brv_workers_finish(brv_workers_start(works, stint_count, most, &brv_press_limits));
  for (guint i = 0; i < stint_count; i++) {
    if (works[i].end == BRV_WORKER_DONE)
      take_sheets(&stints[i], g_steal_pointer(&works[i].answer));
    brv_work_clear(&works[i]);
  }
}
