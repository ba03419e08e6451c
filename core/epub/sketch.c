#include "epub/sketch.h"

#include <math.h>
#include <string.h>

enum { DEPTH = BRV_DRAW_DEPTH + 8 }; /* of save in save: a drawing's, and those around it */

/* A picture whose sides are no whole numbers is drawn this much larger in its own units. */
static const double FINE = 10;

/* Where the origin is and how large a unit, and how many groups were open there. */
typedef struct {
  double x, y, x_scale, y_scale;
  guint groups;
} state;

struct brv_sketch {
  brv_canvas canvas;
  double width, height, scale; /* of the picture in points, with its margin; units a point */
  guint64 fine;                /* what a number is a whole multiple of, inverted: 100 for 0.01 */
  state states[DEPTH], now;
  guint depth, groups, clips;
  char colour[8];
  GString *path, *body, *defs;
  GHashTable *letters; /* outline * -> its number in this file, plus 1 */
  brv_outlines *outlines;
};

/* --- numbers --- */

/* A twenty-thousandth of the picture is as fine as any screen shows. */
static guint64 fineness(double size)
{
  guint64 fine = 1;
  for (int i = CLAMP((int)ceil(log10(20000 / size)), 0, 6); i > 0; i--)
    fine *= 10;
  return fine;
}

/* Rounded, without zeros at its end. */
static void put_number(GString *out, double number, guint64 fine)
{
  char text[32], *at = text + sizeof text;
  gint64 rounded = (gint64)llround(number * (double)fine);
  guint64 rest = (guint64)ABS(rounded);
  bool begun = false;
  for (guint64 unit = fine; unit > 1; unit /= 10, rest /= 10) {
    begun = begun || rest % 10;
    if (begun)
      *--at = (char)('0' + rest % 10);
  }
  if (begun)
    *--at = '.';
  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (rounded < 0)
    *--at = '-';
  g_string_append_len(out, at, text + sizeof text - at);
}

static void put_point(GString *out, double x, double y, guint64 fine)
{
  g_string_append_c(out, ' ');
  put_number(out, x, fine);
  g_string_append_c(out, ' ');
  put_number(out, y, fine);
}

/* --- letters --- */

typedef struct {
  PangoFont *font;
  guint32 glyph;
  guint64 fine;
  double scale;
  char *path; /* for pictures that are as fine, at such a scale; empty: a space */
} outline;

struct brv_outlines {
  GHashTable *known; /* outline * -> itself */
  cairo_surface_t *surface;
  cairo_t *cr;
};

static guint hash_outline(gconstpointer data)
{
  const outline *o = data;
  return g_direct_hash(o->font) ^ o->glyph * 2654435761u ^ (guint)o->fine;
}

static gboolean same_outline(gconstpointer a, gconstpointer b)
{
  const outline *one = a, *other = b;
  return one->font == other->font && one->glyph == other->glyph && one->fine == other->fine &&
         one->scale == other->scale;
}

static void free_outline(void *data)
{
  outline *o = data;
  g_object_unref(o->font);
  g_free(o->path);
  g_free(o);
}

brv_outlines *brv_outlines_new(void)
{
  brv_outlines *outlines = g_new0(brv_outlines, 1);
  outlines->known = g_hash_table_new_full(hash_outline, same_outline, free_outline, NULL);
  outlines->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  outlines->cr = cairo_create(outlines->surface);
  return outlines;
}

void brv_outlines_free(brv_outlines *outlines)
{
  if (!outlines)
    return;
  g_hash_table_unref(outlines->known);
  cairo_destroy(outlines->cr);
  cairo_surface_destroy(outlines->surface);
  g_free(outlines);
}

static char *write_path(const cairo_path_t *path, double scale, guint64 fine)
{
  static const char letters[] = {[CAIRO_PATH_MOVE_TO] = 'M',
                                 [CAIRO_PATH_LINE_TO] = 'L',
                                 [CAIRO_PATH_CURVE_TO] = 'C',
                                 [CAIRO_PATH_CLOSE_PATH] = 'Z'};
  GString *out = g_string_new(NULL);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *data = &path->data[i];
    bool lost = data->header.type == CAIRO_PATH_MOVE_TO && /* Cairo goes on behind every end */
                (i + data->header.length >= path->num_data ||
                 path->data[i + data->header.length].header.type == CAIRO_PATH_MOVE_TO);
    if (lost)
      continue;
    g_string_append_c(out, letters[data->header.type]);
    for (int k = 1; k < data->header.length; k++)
      put_point(out, data[k].point.x * scale, data[k].point.y * scale, fine);
  }
  return g_string_free(out, FALSE);
}

/* Cairo holds paths in 256ths of a unit: letters are drawn larger for it. */
static char *find_path(brv_outlines *outlines, PangoFont *font, guint32 glyph, double scale,
                       guint64 fine)
{
  static const double LARGER = 16;
  cairo_t *cr = outlines->cr;
  const cairo_glyph_t shown = {glyph, 0, 0};
  cairo_identity_matrix(cr);
  cairo_scale(cr, LARGER, LARGER);
  cairo_set_scaled_font(cr, brv_font_scaled(font));
  cairo_new_path(cr);
  cairo_glyph_path(cr, &shown, 1);
  cairo_path_t *path = cairo_copy_path(cr);
  char *text = write_path(path, scale, fine);
  cairo_path_destroy(path);
  return text;
}

static const outline *find_outline(brv_sketch *s, PangoFont *font, guint32 glyph)
{
  const outline key = {.font = font, .glyph = glyph, .fine = s->fine, .scale = s->scale};
  outline *known = g_hash_table_lookup(s->outlines->known, &key);
  if (known)
    return known;
  known = g_new(outline, 1);
  *known = key;
  g_object_ref(font);
  known->path = find_path(s->outlines, font, glyph, s->scale, s->fine);
  g_hash_table_add(s->outlines->known, known);
  return known;
}

/* The number of a letter's outline among those of the file. */
static guint number_letter(brv_sketch *s, const outline *letter)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(s->letters, letter));
  if (number)
    return number;
  number = g_hash_table_size(s->letters) + 1;
  g_hash_table_insert(s->letters, (void *)letter, GUINT_TO_POINTER(number));
  g_string_append_printf(s->defs, "<path id=\"g%u\" d=\"%s\"/>", number, letter->path);
  return number;
}

/* --- the canvas --- */

static brv_sketch *sketch_of(brv_canvas *canvas)
{
  return (brv_sketch *)(void *)canvas;
}

static void end_groups(brv_sketch *s, guint open)
{
  for (; s->groups > open; s->groups--)
    g_string_append(s->body, "</g>");
}

static void save(brv_canvas *canvas)
{
  brv_sketch *s = sketch_of(canvas);
  g_assert(s->depth < DEPTH);
  s->now.groups = s->groups;
  s->states[s->depth++] = s->now;
}

static void restore(brv_canvas *canvas)
{
  brv_sketch *s = sketch_of(canvas);
  s->now = s->states[--s->depth];
  end_groups(s, s->now.groups);
}

static void move_origin(brv_canvas *canvas, double x, double y, double x_scale, double y_scale)
{
  state *now = &sketch_of(canvas)->now;
  now->x += x * now->x_scale;
  now->y += y * now->y_scale;
  now->x_scale *= x_scale;
  now->y_scale *= y_scale;
}

static void colour(brv_canvas *canvas, brv_colour c)
{
  g_snprintf(sketch_of(canvas)->colour, sizeof sketch_of(canvas)->colour, "#%02x%02x%02x", c.red,
             c.green, c.blue);
}

static void put_placed(brv_sketch *s, GString *out, double x, double y)
{
  put_point(out, s->now.x + x * s->now.x_scale, s->now.y + y * s->now.y_scale, s->fine);
}

static void move(brv_canvas *canvas, double x, double y)
{
  brv_sketch *s = sketch_of(canvas);
  g_string_append_c(s->path, 'M');
  put_placed(s, s->path, x, y);
}

static void line(brv_canvas *canvas, double x, double y)
{
  brv_sketch *s = sketch_of(canvas);
  g_string_append_c(s->path, s->path->len ? 'L' : 'M'); /* as Cairo takes a line from nowhere */
  put_placed(s, s->path, x, y);
}

static void curve(brv_canvas *canvas, double x1, double y1, double x2, double y2, double x,
                  double y)
{
  brv_sketch *s = sketch_of(canvas);
  if (!s->path->len)
    move(canvas, x1, y1);
  g_string_append_c(s->path, 'C');
  put_placed(s, s->path, x1, y1);
  put_placed(s, s->path, x2, y2);
  put_placed(s, s->path, x, y);
}

static void close_path(brv_canvas *canvas)
{
  brv_sketch *s = sketch_of(canvas);
  if (s->path->len)
    g_string_append_c(s->path, 'Z');
}

static void box(brv_canvas *canvas, double x, double y, double w, double h)
{
  move(canvas, x, y);
  line(canvas, x + w, y);
  line(canvas, x + w, y + h);
  line(canvas, x, y + h);
  close_path(canvas);
}

static void drop(brv_canvas *canvas)
{
  g_string_truncate(sketch_of(canvas)->path, 0);
}

static void fill(brv_canvas *canvas)
{
  brv_sketch *s = sketch_of(canvas);
  if (s->path->len)
    g_string_append_printf(s->body, "<path fill=\"%s\" d=\"%s\"/>", s->colour, s->path->str);
  drop(canvas);
}

/* What follows stands in a group until the clip is restored. */
static void clip(brv_canvas *canvas)
{
  brv_sketch *s = sketch_of(canvas);
  g_string_append_printf(s->defs, "<clipPath id=\"c%u\"><path d=\"%s\"/></clipPath>", ++s->clips,
                         s->path->len ? s->path->str : "M 0 0");
  g_string_append_printf(s->body, "<g clip-path=\"url(#c%u)\">", s->clips);
  s->groups++;
  drop(canvas);
}

static void put_pen(brv_sketch *s, const brv_pen *pen)
{
  static const char *const caps[] = {[BRV_CAP_ROUND] = "round", [BRV_CAP_SQUARE] = "square"};
  static const char *const joins[] = {[BRV_JOIN_ROUND] = "round", [BRV_JOIN_BEVEL] = "bevel"};
  g_string_append_printf(s->body, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"", s->colour);
  put_number(s->body, pen->width * s->now.x_scale, s->fine);
  if (pen->cap != BRV_CAP_BUTT)
    g_string_append_printf(s->body, "\" stroke-linecap=\"%s", caps[pen->cap]);
  if (pen->join != BRV_JOIN_MITER)
    g_string_append_printf(s->body, "\" stroke-linejoin=\"%s", joins[pen->join]);
  else
    g_string_append(s->body, "\" stroke-miterlimit=\"10"); /* Cairo's and the PDF's, not SVG's */
  for (int i = 0; i < pen->dash_count; i++) {
    g_string_append(s->body, i ? " " : "\" stroke-dasharray=\"");
    put_number(s->body, pen->dashes[i] * s->now.x_scale, s->fine);
  }
}

static void stroke(brv_canvas *canvas, const brv_pen *pen)
{
  brv_sketch *s = sketch_of(canvas);
  if (s->path->len) {
    put_pen(s, pen);
    g_string_append_printf(s->body, "\" d=\"%s\"/>", s->path->str);
  }
  drop(canvas);
}

static void glyphs(brv_canvas *canvas, const brv_glyph_run *run)
{
  brv_sketch *s = sketch_of(canvas);
  double x = run->x;
  g_string_append_printf(s->body, "<g fill=\"%s\">", s->colour);
  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
    const outline *letter =
        glyph->glyph == PANGO_GLYPH_EMPTY ? NULL : find_outline(s, run->font, glyph->glyph);
    if (letter && *letter->path) {
      g_string_append_printf(s->body, "<use xlink:href=\"#g%u\" x=\"", number_letter(s, letter));
      double left = x + glyph->geometry.x_offset / (double)PANGO_SCALE;
      put_number(s->body, s->now.x + left * s->now.x_scale, s->fine);
      g_string_append(s->body, "\" y=\"");
      double base = run->y + glyph->geometry.y_offset / (double)PANGO_SCALE;
      put_number(s->body, s->now.y + base * s->now.y_scale, s->fine);
      g_string_append(s->body, "\"/>");
    }
    x += glyph->geometry.width / (double)PANGO_SCALE;
  }
  g_string_append(s->body, "</g>");
}

/* --- the file --- */

brv_sketch *brv_sketch_new(double width, double height, double margin, brv_outlines *outlines)
{
  brv_sketch *s = g_new0(brv_sketch, 1);
  s->canvas = (brv_canvas){.save = save,
                           .restore = restore,
                           .move_origin = move_origin,
                           .colour = colour,
                           .box = box,
                           .move = move,
                           .line = line,
                           .curve = curve,
                           .close = close_path,
                           .drop = drop,
                           .fill = fill,
                           .clip = clip,
                           .stroke = stroke,
                           .glyphs = glyphs};
  s->width = width + 2 * margin;
  s->height = height + 2 * margin;
  s->scale = s->width == floor(s->width) && s->height == floor(s->height) ? 1 : FINE;
  s->fine = fineness(MAX(s->width, s->height) * s->scale);
  s->now = (state){.x_scale = s->scale, .y_scale = s->scale};
  move_origin(&s->canvas, margin, margin, 1, 1);
  s->path = g_string_new(NULL);
  s->body = g_string_new(NULL);
  s->defs = g_string_new(NULL);
  s->letters = g_hash_table_new(NULL, NULL);
  s->outlines = outlines;
  return s;
}

brv_canvas *brv_sketch_canvas(brv_sketch *sketch)
{
  return &sketch->canvas;
}

/* White behind everything: a reader's night would swallow dark lines. */
GBytes *brv_sketch_finish(brv_sketch *s)
{
  long width = lround(s->width * s->scale), height = lround(s->height * s->scale);
  GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                              "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" ");
  end_groups(s, 0);
  g_string_append_printf(out, "width=\"%ld\" height=\"%ld\" viewBox=\"0 0 %ld %ld\">",
                         lround(s->width), lround(s->height), width, height);
  g_string_append_printf(out, "<rect width=\"%ld\" height=\"%ld\" fill=\"#ffffff\"/>", width,
                         height);
  if (s->defs->len)
    g_string_append_printf(out, "<defs>%s</defs>", s->defs->str);
  g_string_append_printf(out, "%s</svg>\n", s->body->str);
  g_string_free(s->path, TRUE);
  g_string_free(s->body, TRUE);
  g_string_free(s->defs, TRUE);
  g_hash_table_unref(s->letters);
  g_free(s);
  return g_string_free_to_bytes(out);
}
