#include "pdf/plates.h"

#include <string.h>

#include "base/packer.h"
#include "base/worker.h"
#include "document/wire.h"
#include "pdf/content.h"

/* A mark goes as a number: its node's, and what of the node it is. */
enum { TEXT, LABEL, DRAWING, KINDS };

/* Points: what is beyond is no position. */
static const double FAR = 1e9;

struct brv_plate_maker {
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_faces *faces;
  brv_packer *packer;
};

struct brv_plates {
  GPtrArray *nodes; /* const brv_node *: the part's, in reading order */
  GArray *plates;   /* of brv_plate, by page */
};

brv_plate_maker *brv_plate_maker_new(const brv_layout *layout, brv_fonts *fonts)
{
  brv_plate_maker *maker = g_new0(brv_plate_maker, 1);
  maker->layout = layout;
  maker->fonts = fonts;
  maker->faces = brv_faces_new();
  maker->packer = brv_packer_new(BRV_PDF_PACKING);
  return maker;
}

void brv_plate_maker_free(brv_plate_maker *maker)
{
  if (!maker)
    return;
  brv_faces_free(maker->faces);
  brv_packer_free(maker->packer);
  g_free(maker);
}

/* --- making --- */

/* The plates of one part on their way into bytes. */
typedef struct {
  brv_plate_maker *maker;
  brv_structure *structure;
  GHashTable *numbers; /* const brv_node * -> its number in the part */
  brv_wire_writer out;
} making;

static bool has_image(const brv_page *page)
{
  for (guint i = 0; i < page->items->len; i++)
    if (g_array_index(page->items, brv_page_item, i).kind == BRV_ITEM_IMAGE)
      return true;
  return false;
}

/* Whether the page can be drawn here for any file, and was. */
static bool draw(making *m, brv_page_stream *content, const brv_page *page, guint index,
                 GArray *marks)
{
  const brv_plate_maker *maker = m->maker;
  const brv_content_job job = {maker->layout, maker->fonts, maker->faces, NULL, m->structure, NULL};
  if (has_image(page))
    return false;
  brv_faces_special(maker->faces);
  bool good = brv_content_draw_apart(&job, content, &g_array_index(page->items, brv_page_item, 0),
                                     page->items->len, index, marks);
  return good && !brv_faces_special(maker->faces);
}

static void put_box(making *m, const brv_content_mark *mark)
{
  const double box[] = {mark->x, mark->y, mark->w, mark->h};
  for (gsize i = 0; i < G_N_ELEMENTS(box); i++)
    brv_wire_put_number(&m->out, box[i]);
}

static void put_marks(making *m, const GArray *marks)
{
  brv_wire_put_count(&m->out, marks->len);
  for (guint i = 0; i < marks->len; i++) {
    const brv_content_mark *mark = &g_array_index(marks, brv_content_mark, i);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(m->numbers, mark->node));
    brv_wire_put_count(&m->out, KINDS * (number - 1) + (mark->drawing ? DRAWING : mark->label));
    if (mark->drawing)
      put_box(m, mark);
  }
}

static void put_plate(making *m, const brv_page *page, guint index)
{
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(brv_content_mark));
  g_autoptr(brv_page_stream) content =
      brv_page_stream_new(m->maker->layout->page_height, m->maker->faces, NULL);
  brv_worker_step();
  bool good = draw(m, content, page, index, marks);
  brv_wire_put_count(&m->out, good);
  if (!good)
    return;
  const GString *stream = brv_page_stream_end(content);
  gsize length = stream->len;
  g_autofree guint8 *packed = brv_pack_bytes(m->maker->packer, stream->str, &length);
  put_marks(m, marks);
  brv_wire_put_count(&m->out, (guint32)length);
  brv_wire_put_block(&m->out, packed, length);
}

/* A face is named where it is met first, by its number. */
typedef struct {
  brv_wire_writer *out;
  GHashTable *numbers; /* const brv_face * -> its number, from 1 */
} naming;

static void put_use(const brv_face *face, guint glyph, const char *text, void *data)
{
  const naming *n = data;
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(n->numbers, face));
  brv_wire_put_count(n->out, number);
  if (number == 0) {
    const brv_face_origin from = brv_face_from(face);
    brv_wire_put_text(n->out, from.file);
    brv_wire_put_count(n->out, (guint32)from.index);
    brv_wire_put_text(n->out, from.axes);
    brv_wire_put_text(n->out, brv_face_name(face));
    g_hash_table_insert(n->numbers, (void *)face,
                        GUINT_TO_POINTER(g_hash_table_size(n->numbers) + 1));
  }
  brv_wire_put_count(n->out, glyph);
  brv_wire_put_text(n->out, text);
}

GBytes *brv_plates_make(brv_plate_maker *maker, const brv_node *part, const GPtrArray *pages)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GHashTable) numbers = brv_node_numbers(part), faces = g_hash_table_new(NULL, NULL);
  brv_structure *structure = brv_structure_new(arena, maker->layout, part, pages->len);
  making m = {maker, structure, numbers, {g_byte_array_new(), NULL}};
  const naming names = {&m.out, faces};
  brv_faces_watch(maker->faces);
  brv_wire_put_count(&m.out, pages->len);
  for (guint i = 0; i < pages->len; i++)
    put_plate(&m, pages->pdata[i], i);
  brv_faces_each(maker->faces, put_use, (void *)&names);
  return g_byte_array_free_to_bytes(m.out.out);
}

/* --- in the PDF --- */

static void take_box(brv_wire_reader *r, brv_content_mark *mark)
{
  double *const box[] = {&mark->x, &mark->y, &mark->w, &mark->h};
  for (gsize i = 0; i < G_N_ELEMENTS(box); i++)
    *box[i] = brv_wire_take_number(r, -FAR, FAR);
}

static void take_marks(brv_wire_reader *r, const GPtrArray *nodes, brv_plate *plate)
{
  plate->marks = brv_arena_own(r->arena, g_array_new(FALSE, FALSE, sizeof(brv_content_mark)),
                               (GDestroyNotify)g_array_unref);
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    guint32 number = brv_wire_take_count(r, KINDS * nodes->len - 1);
    brv_content_mark mark = {nodes->pdata[number / KINDS], number % KINDS == LABEL,
                             number % KINDS >= DRAWING};
    if (mark.drawing)
      take_box(r, &mark);
    g_array_append_val(plate->marks, mark);
  }
}

static void take_plate(brv_wire_reader *r, brv_plates *plates)
{
  brv_plate plate = {0};
  if (brv_wire_take_count(r, true)) {
    take_marks(r, plates->nodes, &plate);
    plate.length = brv_wire_take_length(r);
    plate.bytes = brv_wire_take_block(r, plate.length);
  }
  g_array_append_val(plates->plates, plate);
}

/* The face that is named here, if it has the same name in this file. */
static brv_face *take_face(brv_wire_reader *r, brv_faces *faces, brv_fonts *fonts)
{
  brv_face_origin from = {.file = brv_wire_take_text(r)};
  from.index = (int)brv_wire_take_count(r, G_MAXINT);
  from.axes = brv_wire_take_text(r);
  const char *name = brv_wire_take_text(r);
  bool is_whole = from.file && from.axes && !r->bad;
  brv_face *face = is_whole ? brv_faces_at(faces, fonts, &from) : NULL;
  r->bad = r->bad || !face || g_strcmp0(name, brv_face_name(face)) != 0;
  return face;
}

static void take_use(brv_wire_reader *r, brv_faces *faces, brv_fonts *fonts, GPtrArray *named)
{
  guint32 number = brv_wire_take_count(r, named->len);
  if (number == 0)
    g_ptr_array_add(named, take_face(r, faces, fonts));
  guint32 glyph = brv_wire_take_count(r, G_MAXUINT16);
  const char *text = brv_wire_take_text(r);
  if (!r->bad)
    r->bad =
        !text || !brv_face_use(named->pdata[number ? number - 1 : named->len - 1], glyph, text);
}

const brv_plates *brv_plates_open(brv_arena *arena, const brv_node *part, brv_faces *faces,
                                  brv_fonts *fonts, GBytes *bytes)
{
  brv_plates *plates = brv_new(arena, brv_plates);
  g_autoptr(GPtrArray) named = g_ptr_array_new();
  brv_wire_reader r = brv_wire_read_bytes(arena, NULL, g_bytes_ref(bytes));
  plates->nodes = brv_node_list(arena, part);
  plates->plates = brv_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(brv_plate)),
                                 (GDestroyNotify)g_array_unref);
  for (guint32 left = brv_wire_take_length(&r); left > 0 && !r.bad; left--)
    take_plate(&r, plates);
  while (r.at < r.end && !r.bad)
    take_use(&r, faces, fonts, named);
  return r.bad ? NULL : plates;
}

const brv_plate *brv_plates_at(const brv_plates *plates, guint sheet)
{
  const brv_plate *plate =
      sheet < plates->plates->len ? &g_array_index(plates->plates, brv_plate, sheet) : NULL;
  return plate && plate->bytes ? plate : NULL;
}
