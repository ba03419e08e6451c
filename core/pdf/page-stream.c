#include "pdf/page-stream.h"

#include <math.h>
#include <string.h>

/* Positions have hundredths of a point; glyphs are moved by whole thousandths of their size. */
enum { PLACES = 2, SIZE_PLACES = 3, COLOUR_PLACES = 3, MATRIX_PLACES = 5 };
static const double EM = 1000;

/* What `q` remembers. */
typedef struct {
  double x, y, x_scale, y_scale; /* of the origin, in points from the page's top left */
  brv_colour colour;             /* asked for */
  brv_colour filled, stroked;    /* in force; */
  bool has_fill, has_stroke;     /* else none was set yet */
  const brv_face *face;
  double size, wide, rise;
  brv_pen pen;
  bool has_pen;
} state;

struct brv_page_stream {
  brv_canvas canvas;
  GString *out, *path;
  double height;
  brv_faces *faces;
  brv_pictures *pictures;
  state now;
  GArray *saved; /* of state */
  bool in_text, text_mark;
  double line_x, line_y; /* where the line of text begins */
  /* of the run being shown */
  GString *codes; /* not yet written */
  bool shows;     /* an array of strings and moves is open */
  double pen_at;  /* in thousandths of the size */
};

static brv_page_stream *of(brv_canvas *canvas)
{
  return (brv_page_stream *)(void *)canvas;
}

static void append_point(brv_page_stream *c, GString *out, double x, double y)
{
  brv_pdf_number(out, c->now.x + x * c->now.x_scale, PLACES);
  g_string_append_c(out, ' ');
  brv_pdf_number(out, c->height - c->now.y - y * c->now.y_scale, PLACES);
  g_string_append_c(out, ' ');
}

static void end_text(brv_page_stream *c)
{
  if (c->in_text)
    g_string_append(c->out, "ET\n");
  c->in_text = false;
}

static void begin_text(brv_page_stream *c)
{
  if (c->in_text)
    return;
  g_string_append(c->out, "BT\n");
  c->in_text = true;
  c->line_x = c->line_y = 0;
}

/* --- paths --- */

static void save(brv_canvas *canvas)
{
  brv_page_stream *c = of(canvas);
  end_text(c);
  g_string_append(c->out, "q\n");
  g_array_append_val(c->saved, c->now);
}

static void restore(brv_canvas *canvas)
{
  brv_page_stream *c = of(canvas);
  end_text(c);
  g_string_append(c->out, "Q\n");
  c->now = g_array_index(c->saved, state, c->saved->len - 1);
  g_array_set_size(c->saved, c->saved->len - 1);
}

/* Points are written in the page's own units, so nothing needs a matrix. */
static void move_origin(brv_canvas *canvas, double x, double y, double x_scale, double y_scale)
{
  state *now = &of(canvas)->now;
  now->x += x * now->x_scale;
  now->y += y * now->y_scale;
  now->x_scale *= x_scale;
  now->y_scale *= y_scale;
}

static void colour(brv_canvas *canvas, brv_colour c)
{
  of(canvas)->now.colour = c;
}

static void box(brv_canvas *canvas, double x, double y, double w, double h)
{
  brv_page_stream *c = of(canvas);
  append_point(c, c->path, x, y + h);
  brv_pdf_number(c->path, w * c->now.x_scale, PLACES);
  g_string_append_c(c->path, ' ');
  brv_pdf_number(c->path, h * c->now.y_scale, PLACES);
  g_string_append(c->path, " re ");
}

static void move(brv_canvas *canvas, double x, double y)
{
  brv_page_stream *c = of(canvas);
  append_point(c, c->path, x, y);
  g_string_append(c->path, "m ");
}

static void line(brv_canvas *canvas, double x, double y)
{
  brv_page_stream *c = of(canvas);
  append_point(c, c->path, x, y);
  g_string_append(c->path, "l ");
}

static void curve(brv_canvas *canvas, double x1, double y1, double x2, double y2, double x,
                  double y)
{
  brv_page_stream *c = of(canvas);
  append_point(c, c->path, x1, y1);
  append_point(c, c->path, x2, y2);
  append_point(c, c->path, x, y);
  g_string_append(c->path, "c ");
}

static void close_path(brv_canvas *canvas)
{
  g_string_append(of(canvas)->path, "h ");
}

static void drop(brv_canvas *canvas)
{
  g_string_truncate(of(canvas)->path, 0);
}

/* A canvas forgets a colour that nothing is painted in; so does the stream. */
static void set_colour(brv_page_stream *c, brv_colour *known, bool *has, const char *operator)
{
  brv_colour wish = c->now.colour;
  if (*has && memcmp(known, &wish, sizeof wish) == 0)
    return;
  const double parts[] = {wish.red / 255.0, wish.green / 255.0, wish.blue / 255.0};
  brv_pdf_numbers(c->out, parts, G_N_ELEMENTS(parts), COLOUR_PLACES);
  g_string_append(c->out, operator);
  *known = wish;
  *has = true;
}

static void paint(brv_page_stream *c, const char *operator)
{
  if (c->path->len == 0)
    return;
  g_string_append_len(c->out, c->path->str, (gssize)c->path->len);
  g_string_append(c->out, operator);
  g_string_truncate(c->path, 0);
}

static void fill(brv_canvas *canvas)
{
  brv_page_stream *c = of(canvas);
  end_text(c);
  set_colour(c, &c->now.filled, &c->now.has_fill, " rg\n");
  paint(c, "f\n");
}

static void clip(brv_canvas *canvas)
{
  brv_page_stream *c = of(canvas);
  end_text(c);
  if (c->path->len == 0) /* nothing is seen then */
    g_string_append(c->path, "0 0 0 0 re ");
  paint(c, "W n\n");
}

static bool same_pen(const brv_pen *a, const brv_pen *b)
{
  bool same = a->width == b->width && a->cap == b->cap && a->join == b->join &&
              a->dash_count == b->dash_count;
  for (int i = 0; same && i < a->dash_count; i++)
    same = a->dashes[i] == b->dashes[i];
  return same;
}

static void set_pen(brv_page_stream *c, const brv_pen *pen)
{
  static const int CAPS[] = {[BRV_CAP_BUTT] = 0, [BRV_CAP_ROUND] = 1, [BRV_CAP_SQUARE] = 2};
  static const int JOINS[] = {[BRV_JOIN_MITER] = 0, [BRV_JOIN_ROUND] = 1, [BRV_JOIN_BEVEL] = 2};
  if (c->now.has_pen && same_pen(&c->now.pen, pen))
    return;
  brv_pdf_number(c->out, pen->width * c->now.y_scale, SIZE_PLACES);
  g_string_append_printf(c->out, " w %d J %d j[", CAPS[pen->cap], JOINS[pen->join]);
  for (int i = 0; i < pen->dash_count; i++) {
    g_string_append_c(c->out, ' ');
    brv_pdf_number(c->out, pen->dashes[i] * c->now.y_scale, SIZE_PLACES);
  }
  g_string_append(c->out, "]0 d\n");
  c->now.pen = *pen;
  c->now.has_pen = true;
}

static void stroke(brv_canvas *canvas, const brv_pen *pen)
{
  brv_page_stream *c = of(canvas);
  end_text(c);
  set_colour(c, &c->now.stroked, &c->now.has_stroke, " RG\n");
  set_pen(c, pen);
  paint(c, "S\n");
}

/* --- text --- */

static void flush_codes(brv_page_stream *c)
{
  if (c->codes->len == 0)
    return;
  if (!c->shows)
    g_string_append_c(c->out, '[');
  c->shows = true;
  brv_pdf_bytes(c->out, c->codes->str, c->codes->len);
  g_string_truncate(c->codes, 0);
}

static void end_show(brv_page_stream *c)
{
  flush_codes(c);
  if (c->shows)
    g_string_append(c->out, "]TJ\n");
  c->shows = false;
}

static void move_pen(brv_page_stream *c, double thousandths)
{
  flush_codes(c);
  if (!c->shows)
    g_string_append_c(c->out, '[');
  c->shows = true;
  brv_pdf_number(c->out, -thousandths, 0);
  c->pen_at += thousandths;
}

static void set_font(brv_page_stream *c, const brv_face *face, double size, double wide)
{
  if (c->now.face != face || c->now.size != size) {
    g_string_append_printf(c->out, "/%s ", brv_face_name(face));
    brv_pdf_number(c->out, size, SIZE_PLACES);
    g_string_append(c->out, " Tf\n");
    c->now.face = face;
    c->now.size = size;
  }
  if (c->now.wide != wide) {
    brv_pdf_number(c->out, 100 * wide, PLACES);
    g_string_append(c->out, " Tz\n");
    c->now.wide = wide;
  }
}

static double rounded(double x)
{
  return round(x * 100) / 100;
}

static void begin_line(brv_page_stream *c, double x, double y)
{
  double at_x = rounded(c->now.x + x * c->now.x_scale);
  double at_y = rounded(c->height - c->now.y - y * c->now.y_scale);
  brv_pdf_number(c->out, at_x - c->line_x, PLACES);
  g_string_append_c(c->out, ' ');
  brv_pdf_number(c->out, at_y - c->line_y, PLACES);
  g_string_append(c->out, " Td\n");
  c->line_x = at_x;
  c->line_y = at_y;
}

static void set_rise(brv_page_stream *c, double rise)
{
  if (fabs(c->now.rise - rise) < 0.005)
    return;
  end_show(c);
  brv_pdf_number(c->out, rise, PLACES);
  g_string_append(c->out, " Ts\n");
  c->now.rise = rise;
}

/* Glyphs that stand together for a stretch of text. */
typedef struct {
  int first, end; /* of the glyphs */
  const char *text;
  gsize length;
  glong characters;
  char *parted; /* owns the text where it is not the run's own */
} cluster;

static bool is_drawn(const PangoGlyphInfo *glyph)
{
  return glyph->glyph != PANGO_GLYPH_EMPTY && !(glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG);
}

/* A character that is drawn in several parts may be written in as many: Thai's sara am, the vowels
 * around a letter of Bengali or Tamil. */
static void part_text(cluster *c)
{
  c->characters = g_utf8_strlen(c->text, (gssize)c->length);
  if (c->characters >= c->end - c->first)
    return;
  c->parted = g_utf8_normalize(c->text, (gssize)c->length, G_NORMALIZE_NFKD);
  if (c->parted) {
    c->text = c->parted;
    c->length = strlen(c->parted);
    c->characters = g_utf8_strlen(c->parted, -1);
  }
}

static cluster cluster_at(const brv_glyph_run *run, int first)
{
  const PangoGlyphString *g = run->glyphs;
  int start = g->log_clusters[first], end = run->length, next = first + 1;
  while (next < g->num_glyphs && g->log_clusters[next] == start)
    next++;
  if (run->level % 2 == 0 && next < g->num_glyphs)
    end = g->log_clusters[next];
  if (run->level % 2 == 1 && first > 0)
    end = g->log_clusters[first - 1];
  cluster c = {first, next, run->text + start, (gsize)MAX(end - start, 0), 1, NULL};
  if (next > first + 1)
    part_text(&c);
  return c;
}

/* What the glyph `i` of a cluster says: its share of the characters, which are in their order when
 * the glyphs are read in theirs; nothing where there are fewer of them. */
static const char *said_by(const brv_glyph_run *run, const cluster *c, int i, gsize *length)
{
  glong count = c->end - c->first, which = i - c->first;
  if (count == 1) {
    *length = c->length;
    return c->text;
  }
  if (run->level % 2 == 1)
    which = count - 1 - which;
  bool few = c->characters < count;
  const char *at = g_utf8_offset_to_pointer(c->text, which * c->characters / count);
  const char *end = g_utf8_offset_to_pointer(c->text, (which + 1) * c->characters / count);
  *length = few ? 0 : (gsize)(end - at);
  return at;
}

/* `at`: where the glyph's origin is, from the run's start, in units of Pango. */
static void show_glyph(brv_page_stream *c, brv_face *face, double size, const PangoGlyphInfo *glyph,
                       const char *text, gsize length, int at)
{
  double wished = (at + glyph->geometry.x_offset) / (double)PANGO_SCALE / size * EM;
  set_rise(c, -glyph->geometry.y_offset / (double)PANGO_SCALE * c->now.y_scale);
  double move = round(wished - c->pen_at);
  if (move != 0)
    move_pen(c, move);
  brv_face_append(face, glyph->glyph, text, length, c->codes);
  c->pen_at += brv_face_advance(face, glyph->glyph);
}

/* Where glyphs cannot say it the content does. */
static void begin_said(brv_page_stream *c, const cluster *k)
{
  g_autofree char *text = g_strndup(k->text, k->length);
  end_show(c);
  g_string_append(c->out, "/Span<</ActualText");
  brv_pdf_text(c->out, text);
  g_string_append(c->out, ">>BDC\n");
}

/* `*at` goes to the other side of what is shown: to the right, or where it is read from right to
 * left, to the left. */
static void show_one(brv_page_stream *c, const brv_glyph_run *run, const cluster *k, int i,
                     brv_face *face, double size, int *at)
{
  const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
  gsize length = 0;
  const char *text = said_by(run, k, i, &length);
  if (run->level % 2)
    *at -= glyph->geometry.width;
  if (is_drawn(glyph))
    show_glyph(c, face, size, glyph, text, length, *at);
  if (run->level % 2 == 0)
    *at += glyph->geometry.width;
}

static void show_cluster(brv_page_stream *c, const brv_glyph_run *run, const cluster *k,
                         brv_face *face, double size, int *at)
{
  int drawn = 0;
  for (int i = k->first; i < k->end; i++)
    drawn += is_drawn(&run->glyphs->glyphs[i]);
  bool apart = drawn > 1 && k->characters < k->end - k->first;
  if (apart)
    begin_said(c, k);
  for (int i = k->first; i < k->end; i++)
    show_one(c, run, k, run->level % 2 ? k->end - 1 - (i - k->first) : i, face, size, at);
  if (apart) {
    end_show(c);
    g_string_append(c->out, "EMC\n");
  }
}

static int cluster_before(const PangoGlyphString *g, int end)
{
  int first = end - 1;
  while (first > 0 && g->log_clusters[first - 1] == g->log_clusters[first])
    first--;
  return first;
}

/* Glyphs stand from left to right also where they are read from right to left. The content is in the
 * order in which it is read (ISO 32000-1, 14.8.2.3.3), so the pen goes back over each of them. */
static void show_run(brv_page_stream *c, const brv_glyph_run *run, brv_face *face, double size)
{
  bool back = run->level % 2;
  int count = run->glyphs->num_glyphs;
  int at = back ? pango_glyph_string_get_width(run->glyphs) : 0;
  for (int done = 0, next; done < count; done = next) {
    cluster k = cluster_at(run, back ? cluster_before(run->glyphs, count - done) : done);
    show_cluster(c, run, &k, face, size, &at);
    g_free(k.parted);
    next = done + k.end - k.first;
  }
}

static void glyphs(brv_canvas *canvas, const brv_glyph_run *run)
{
  brv_page_stream *c = of(canvas);
  double size = 0;
  brv_face *face = brv_faces_find(c->faces, run->font, &size);
  begin_text(c);
  set_colour(c, &c->now.filled, &c->now.has_fill, " rg\n");
  set_font(c, face, size * c->now.y_scale, run->scale * c->now.x_scale / c->now.y_scale);
  begin_line(c, run->x, run->y);
  c->pen_at = 0;
  show_run(c, run, face, size);
  end_show(c);
  set_rise(c, 0);
}

/* --- pictures --- */

static bool asset(brv_canvas *canvas, const brv_asset *image, double width, double height,
                  brv_fonts *fonts G_GNUC_UNUSED, brv_place place, brv_diags *diags)
{
  brv_page_stream *c = of(canvas);
  const brv_picture *picture =
      brv_pictures_find(c->pictures, image, width, height, place, diags);
  if (!picture)
    return false;
  double w = width * c->now.x_scale, h = height * c->now.y_scale;
  const cairo_matrix_t *t = &picture->turn;
  const double matrix[] = {w * t->xx / picture->width,
                           -h * t->yx / picture->width,
                           -w * t->xy / picture->height,
                           h * t->yy / picture->height,
                           c->now.x + w * (t->xy + t->x0),
                           c->height - c->now.y - h * (t->yy + t->y0)};
  end_text(c);
  g_string_append(c->out, "q ");
  brv_pdf_numbers(c->out, matrix, G_N_ELEMENTS(matrix), MATRIX_PLACES);
  g_string_append_printf(c->out, " cm/%s Do Q\n", picture->name);
  return true;
}

/* --- the stream --- */

brv_page_stream *brv_page_stream_new(double height, brv_faces *faces, brv_pictures *pictures)
{
  brv_page_stream *c = g_new0(brv_page_stream, 1);
  c->canvas = (brv_canvas){save, restore, move_origin, colour, box,    move,   line, curve,
                           close_path, drop,   fill,        clip,   stroke, glyphs, asset};
  c->out = g_string_new(NULL);
  c->path = g_string_new(NULL);
  c->codes = g_string_new(NULL);
  c->saved = g_array_new(FALSE, FALSE, sizeof(state));
  c->height = height;
  c->faces = faces;
  c->pictures = pictures;
  c->now = (state){.x_scale = 1, .y_scale = 1, .wide = 1};
  return c;
}

void brv_page_stream_free(brv_page_stream *c)
{
  if (!c)
    return;
  g_string_free(c->out, TRUE);
  g_string_free(c->path, TRUE);
  g_string_free(c->codes, TRUE);
  g_array_unref(c->saved);
  g_free(c);
}

brv_canvas *brv_page_stream_canvas(brv_page_stream *content)
{
  return &content->canvas;
}

/* A mark stands inside a text object or around whole ones. */
void brv_page_stream_mark(brv_page_stream *c, const char *mark, bool text)
{
  if (text)
    begin_text(c);
  else
    end_text(c);
  g_string_append(c->out, mark);
  g_string_append(c->out, "BDC\n");
  c->text_mark = text;
}

void brv_page_stream_close(brv_page_stream *c)
{
  if (!c->text_mark)
    end_text(c);
  g_string_append(c->out, "EMC\n");
}

const GString *brv_page_stream_end(brv_page_stream *c)
{
  end_text(c);
  return c->out;
}
