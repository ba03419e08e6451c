#include "verify/content.h"

#include <string.h>

#include "base/worker.h"
#include "verify/colour.h"
#include "verify/font.h"

/* Streams within streams, and q within q, are followed so far. */
enum { STREAMS = 24, NESTED = 28, STATES = 5000 };

brv_spot brv_content_spot(const brv_content *c)
{
  return (brv_spot){c->page, c->what};
}

brv_ink *brv_content_ink(const brv_content *c)
{
  return &g_array_index(c->inks, brv_ink, c->inks->len - 1);
}

const brv_obj *brv_content_resource(brv_content *c, const char *kind, const char *name)
{
  brv_pdf *pdf = c->audit->pdf;
  for (const brv_content *holder = c; holder; holder = holder->caller) {
    const brv_obj *found = brv_obj_get(pdf, brv_obj_get(pdf, holder->resources, kind), name);
    if (found->type == BRV_OBJ_NULL)
      continue;
    if (holder != c || holder->inherits)
      brv_audit_fault(c->audit, BRV_RESOURCES_FAULT, brv_content_spot(c), "%s %s", kind, name);
    return found;
  }
  return &brv_obj_null;
}

GString *brv_content_page_text(const brv_content *c)
{
  GPtrArray *shows = c->audit->shows;
  while (shows && shows->len <= c->page)
    g_ptr_array_add(shows, g_string_new(NULL));
  return shows ? shows->pdata[c->page] : NULL;
}

static const brv_obj *operand(const GPtrArray *operands, guint index)
{
  return index < operands->len ? operands->pdata[index] : &brv_obj_null;
}

/* Colour. */

/* What everything is painted in before a colour is set. */
static const brv_obj initial = {.type = BRV_OBJ_NAME, .text = "DeviceGray", .length = 10};

static const brv_obj *device(brv_content *c, const char *name)
{
  brv_obj *space = brv_obj_new(c->audit->arena, BRV_OBJ_NAME);
  space->text = name;
  space->length = strlen(name);
  return space;
}

static const brv_obj *space_named(brv_content *c, const brv_obj *name)
{
  const char *text = brv_obj_name(name);
  if (g_str_has_prefix(text, "Device") || strcmp(text, "Pattern") == 0)
    return device(c, brv_arena_strdup(c->audit->arena, text));
  return brv_content_resource(c, "ColorSpace", text);
}

void brv_content_colour(brv_content *c, const brv_obj *space, bool is_stroke)
{
  brv_pdf *pdf = c->audit->pdf;
  const brv_ink *ink = brv_content_ink(c);
  bool overprints = is_stroke ? ink->overprints_stroke : ink->overprints_fill;
  const brv_content *holder = c;
  while (holder->caller && !brv_obj_is_dict(holder->resources))
    holder = holder->caller;
  const brv_obj *defaults = brv_obj_get(pdf, holder->resources, "ColorSpace");
  brv_paint_use(c->audit, space, defaults, brv_content_spot(c));
  if (overprints && ink->overprint_mode == 1 && brv_paint_is_icc_cmyk(c->audit, space))
    brv_audit_fault(c->audit, BRV_OVERPRINT_FAULT, brv_content_spot(c), NULL);
}

static void use_shading(brv_content *c, const brv_obj *shading)
{
  brv_content_colour(c, brv_obj_get(c->audit->pdf, shading, "ColorSpace"), false);
}

static void use_pattern(brv_content *c, const brv_obj *name)
{
  if (name->type != BRV_OBJ_NAME)
    return;
  const brv_obj *pattern = brv_content_resource(c, "Pattern", name->text);
  const brv_obj *state = brv_obj_get(c->audit->pdf, pattern, "ExtGState");
  if (pattern->type == BRV_OBJ_STREAM)
    brv_content_run_below(c, pattern, brv_obj_get(c->audit->pdf, pattern, "Resources"),
                          "a pattern");
  else if (brv_obj_is_dict(pattern))
    use_shading(c, brv_obj_get(c->audit->pdf, pattern, "Shading"));
  if (brv_obj_is_dict(state))
    brv_content_state(c, state);
}

static bool run_colour(brv_content *c, const char *name, const GPtrArray *operands)
{
  static const struct {
    const char *name, *space;
    bool is_stroke;
  } devices[] = {
      {"g", "DeviceGray", false}, {"G", "DeviceGray", true},  {"rg", "DeviceRGB", false},
      {"RG", "DeviceRGB", true},  {"k", "DeviceCMYK", false}, {"K", "DeviceCMYK", true},
  };
  brv_ink *ink = brv_content_ink(c);
  for (guint i = 0; i < G_N_ELEMENTS(devices); i++)
    if (strcmp(devices[i].name, name) == 0) {
      *(devices[i].is_stroke ? &ink->stroke : &ink->fill) = device(c, devices[i].space);
      return true;
    }
  if (strcmp(name, "cs") == 0)
    ink->fill = space_named(c, operand(operands, 0));
  else if (strcmp(name, "CS") == 0)
    ink->stroke = space_named(c, operand(operands, 0));
  else if (g_ascii_strcasecmp(name, "scn") == 0 && operands->len)
    use_pattern(c, operands->pdata[operands->len - 1]);
  else
    return false;
  return true;
}

/* What paints. */

static void paint(brv_content *c, bool fills, bool strokes, const char *kind)
{
  brv_content_needs_mark(c, kind);
  if (fills)
    brv_content_colour(c, brv_content_ink(c)->fill, false);
  if (strokes)
    brv_content_colour(c, brv_content_ink(c)->stroke, true);
}

static bool run_path(brv_content *c, const char *name)
{
  static const char *const fills[] = {"f", "F", "f*", "b", "B", "b*", "B*", NULL};
  static const char *const strokes[] = {"s", "S", "b", "B", "b*", "B*", NULL};
  bool does_fill = g_strv_contains(fills, name), does_stroke = g_strv_contains(strokes, name);
  if (does_fill || does_stroke)
    paint(c, does_fill, does_stroke, "a path");
  return does_fill || does_stroke;
}

static void show(brv_content *c, const brv_obj *string)
{
  enum { FILL = 0, STROKE = 1, BOTH = 2, CLIPS = 4 };
  if (string->type != BRV_OBJ_STRING || !string->length)
    return;
  /* A colour that was set counts, though the mode leaves it out. */
  const brv_ink *ink = brv_content_ink(c);
  int mode = ink->mode % CLIPS;
  paint(c, ink->fill != &initial || mode == FILL || mode == BOTH,
        ink->stroke != &initial || mode == STROKE || mode == BOTH, "text");
  if (!c->is_exempt && !brv_content_is_artifact(c) && !brv_content_language(c))
    brv_audit_fault(c->audit, BRV_LANG_TEXT_FAULT, brv_content_spot(c), NULL);
  brv_font_show(c, string);
}

static bool run_text(brv_content *c, const char *name, const GPtrArray *operands)
{
  const brv_obj *last = operands->len ? operands->pdata[operands->len - 1] : &brv_obj_null;
  if (strcmp(name, "Tf") == 0)
    brv_content_ink(c)->font = brv_content_resource(c, "Font", brv_obj_name(operand(operands, 0)));
  else if (strcmp(name, "Tr") == 0)
    brv_content_ink(c)->mode = (int)CLAMP(brv_obj_int(last, 0), 0, 7);
  else if (strcmp(name, "Tj") == 0 || strcmp(name, "'") == 0 || strcmp(name, "\"") == 0)
    show(c, last);
  else if (strcmp(name, "TJ") == 0)
    for (guint i = 0; last->type == BRV_OBJ_ARRAY && i < last->count; i++)
      show(c, last->items[i]);
  else
    return false;
  return true;
}

static void save(brv_content *c)
{
  brv_ink ink = *brv_content_ink(c);
  if (c->inks->len < STATES)
    g_array_append_val(c->inks, ink);
  if (c->inks->len - 1 > NESTED)
    brv_audit_fault(c->audit, BRV_LIMIT_NESTING_FAULT, brv_content_spot(c), NULL);
}

static bool run_state(brv_content *c, const char *name, const GPtrArray *operands)
{
  if (strcmp(name, "q") == 0)
    save(c);
  else if (strcmp(name, "Q") == 0)
    g_array_set_size(c->inks, MAX(c->inks->len, 2) - 1);
  else if (strcmp(name, "gs") == 0)
    brv_content_state(c, brv_content_resource(c, "ExtGState", brv_obj_name(operand(operands, 0))));
  else if (strcmp(name, "ri") == 0)
    brv_content_intent(c, operand(operands, 0));
  else
    return false;
  return true;
}

static bool run_object(brv_content *c, const char *name, const GPtrArray *operands)
{
  if (strcmp(name, "Do") == 0) {
    brv_content_xobject(c, brv_content_resource(c, "XObject", brv_obj_name(operand(operands, 0))));
  } else if (strcmp(name, "BI") == 0) {
    brv_content_needs_mark(c, "an image");
    brv_content_image(c, operand(operands, 0), true);
  } else if (strcmp(name, "sh") == 0) {
    brv_content_needs_mark(c, "a shading");
    use_shading(c, brv_content_resource(c, "Shading", brv_obj_name(operand(operands, 0))));
  } else if (strcmp(name, "BMC") == 0 || strcmp(name, "BDC") == 0) {
    brv_content_open(c, operands);
  } else if (strcmp(name, "EMC") == 0) {
    brv_content_close(c);
  } else {
    return false;
  }
  return true;
}

static void check_numbers(brv_content *c, const GPtrArray *operands)
{
  enum { LONGEST = 32767 };
  const double LARGEST = 3.403e38, SMALLEST = 1.175e-38;
  for (guint i = 0; i < operands->len; i++) {
    const brv_obj *object = operands->pdata[i];
    if (object->type == BRV_OBJ_INT && ABS(object->real) > 2147483648.0)
      brv_audit_fault(c->audit, BRV_LIMIT_INTEGER_FAULT, brv_content_spot(c), NULL);
    if (object->type == BRV_OBJ_REAL && ABS(object->real) > LARGEST)
      brv_audit_fault(c->audit, BRV_LIMIT_REAL_FAULT, brv_content_spot(c), NULL);
    if (object->type == BRV_OBJ_REAL && object->real != 0 && ABS(object->real) < SMALLEST)
      brv_audit_fault(c->audit, BRV_LIMIT_TINY_FAULT, brv_content_spot(c), NULL);
    if (object->type == BRV_OBJ_STRING && object->length > LONGEST)
      brv_audit_fault(c->audit, BRV_LIMIT_STRING_FAULT, brv_content_spot(c), NULL);
  }
}

static void run_operation(brv_content *c, const char *name, const GPtrArray *operands)
{
  check_numbers(c, operands);
  if (!brv_operator_is_known(name))
    brv_audit_fault(c->audit, BRV_OPERATOR_FAULT, brv_content_spot(c), "%s", name);
  else if (!run_state(c, name, operands) && !run_text(c, name, operands) && !run_path(c, name) &&
           !run_colour(c, name, operands))
    run_object(c, name, operands);
}

static void run(brv_content *c, const guint8 *bytes, gsize length)
{
  enum { STEP = 4096 };
  brv_lex lex;
  brv_lex_init(&lex, bytes, length);
  g_autoptr(GPtrArray) operands = g_ptr_array_new();
  g_autoptr(GString) name = g_string_new(NULL);
  for (guint i = 0; brv_lex_operation(&lex, c->arena, operands, name); i++) {
    if (i % STEP == 0)
      brv_worker_step();
    run_operation(c, name->str, operands);
  }
  if (lex.met_odd)
    brv_audit_fault(c->audit, BRV_HEX_ODD_FAULT, brv_content_spot(c), NULL);
  if (lex.met_other)
    brv_audit_fault(c->audit, BRV_HEX_OTHER_FAULT, brv_content_spot(c), NULL);
  brv_lex_clear(&lex);
  if (c->marks->len > c->marks_below) {
    brv_audit_fault(c->audit, BRV_MARKS_OPEN_FAULT, brv_content_spot(c), "not closed at the end");
    g_array_set_size(c->marks, c->marks_below);
  }
}

/* Under marks of one kind a stream is run once. */
static bool is_new(brv_content *caller, const brv_obj *stream)
{
  const brv_ink *ink = brv_content_ink(caller);
  guint kind = (guint)brv_content_is_artifact(caller) | (guint)brv_content_is_tagged(caller) << 1 |
               (guint)brv_content_has_actual(caller) << 2 |
               (guint)(brv_content_language(caller) != NULL) << 3 |
               (guint)(ink->overprint_mode == 1) << 4 | (guint)ink->overprints_fill << 5 |
               (guint)caller->is_exempt << 6;
  GHashTable *runs = g_hash_table_lookup(caller->audit->runs, stream);
  if (!runs) {
    runs = brv_audit_set(caller->audit);
    g_hash_table_insert(caller->audit->runs, (void *)stream, runs);
  }
  return g_hash_table_add(runs, GUINT_TO_POINTER(kind + 1));
}

/* Marked content in a form that is shown twice would be claimed twice. */
static void count_showing(brv_content *caller, const brv_obj *form)
{
  brv_audit *a = caller->audit;
  bool has_claims = a->tree && g_hash_table_contains(a->tree->claims, form);
  bool is_named = brv_obj_has(form, "StructParents");
  if ((has_claims || is_named) && !g_hash_table_add(a->shown, (void *)form))
    brv_audit_fault(a, BRV_FORM_TWICE_FAULT, brv_content_spot(caller), "%s",
                    brv_audit_object(a, form));
}

static bool shows_itself(const brv_content *caller, const brv_obj *stream)
{
  for (const brv_content *c = caller; c; c = c->caller)
    if (c->container == stream)
      return true;
  return false;
}

void brv_content_run_below(brv_content *caller, const brv_obj *stream, const brv_obj *resources,
                           const char *what)
{
  brv_audit *a = caller->audit;
  if (shows_itself(caller, stream)) {
    brv_audit_fault(a, BRV_UNREADABLE_FAULT, brv_content_spot(caller), "%s shows itself",
                    brv_audit_object(a, stream));
    return;
  }
  count_showing(caller, stream);
  if (caller->depth >= STREAMS || !is_new(caller, stream))
    return;
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, stream);
  if (!data)
    return;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  brv_content c = *caller;
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GArray) inks = g_array_new(FALSE, FALSE, sizeof(brv_ink));
  brv_ink ink = *brv_content_ink(caller);
  g_array_append_val(inks, ink);
  bool is_object = a->tree && g_hash_table_contains(a->tree->objects, stream);
  brv_mark mark = {.tag = "", .is_tagged = is_object};
  g_array_append_val(c.marks, mark);
  c.arena = arena;
  c.inks = inks;
  c.container = stream;
  c.resources = resources;
  c.caller = caller;
  c.what = what;
  c.inherits = false;
  c.marks_below = c.marks->len;
  c.depth++;
  run(&c, bytes, length);
  g_array_set_size(c.marks, c.marks_below - 1);
}

/* Pages and annotations. */

static GBytes *page_bytes(brv_audit *a, const brv_leaf *leaf)
{
  const brv_obj *contents = brv_obj_get(a->pdf, leaf->dict, "Contents");
  bool is_many = contents->type == BRV_OBJ_ARRAY;
  GByteArray *all = g_byte_array_new();
  for (guint i = 0; i < (is_many ? contents->count : 1); i++) {
    const brv_obj *one = is_many ? brv_obj_item(a->pdf, contents, i) : contents;
    g_autoptr(GBytes) data = brv_obj_data(a->pdf, one);
    if (data)
      g_byte_array_append(all, g_bytes_get_data(data, NULL), (guint)g_bytes_get_size(data));
    else if (one->type != BRV_OBJ_NULL)
      brv_audit_fault(a, BRV_UNREADABLE_FAULT, (brv_spot){leaf->number, NULL},
                      "its content cannot be decoded");
    g_byte_array_append(all, (const guint8 *)"\n", 1);
  }
  return g_byte_array_free_to_bytes(all);
}

static void run_looks(brv_content *c, const brv_obj *looks)
{
  brv_pdf *pdf = c->audit->pdf;
  c->is_exempt = true;
  if (looks->type == BRV_OBJ_STREAM)
    brv_content_run_below(c, looks, brv_obj_get(pdf, looks, "Resources"),
                          "an annotation's appearance");
  for (guint i = 0; looks->type == BRV_OBJ_DICT && i < looks->count; i++) {
    const brv_obj *one = brv_obj_resolve(pdf, looks->items[i]);
    if (one->type == BRV_OBJ_STREAM)
      brv_content_run_below(c, one, brv_obj_get(pdf, one, "Resources"),
                            "an annotation's appearance");
  }
}

static void run_annotations(brv_content *c, const brv_leaf *leaf)
{
  brv_pdf *pdf = c->audit->pdf;
  const brv_obj *all = brv_obj_get(pdf, leaf->dict, "Annots");
  c->resources = &brv_obj_null;
  for (guint i = 0; all->type == BRV_OBJ_ARRAY && i < all->count; i++)
    run_looks(c, brv_obj_get(pdf, brv_obj_get(pdf, brv_obj_item(pdf, all, i), "AP"), "N"));
}

static void check_group(brv_audit *a, const brv_leaf *leaf)
{
  const brv_obj *group = brv_obj_get(a->pdf, leaf->dict, "Group");
  const brv_obj *space = brv_obj_get(a->pdf, group, "CS");
  bool is_transparent =
      g_hash_table_contains(a->paint->transparent, GUINT_TO_POINTER(leaf->number));
  if (space->type != BRV_OBJ_NULL)
    brv_paint_use(a, space, brv_obj_get(a->pdf, leaf->resources, "ColorSpace"),
                  brv_audit_spot(a, leaf->number, "Group"));
  else if (is_transparent && !a->paint->output)
    brv_audit_fault(a, BRV_GROUP_FAULT, (brv_spot){leaf->number, NULL}, NULL);
}

static void run_page(brv_audit *a, const brv_leaf *leaf)
{
  g_autoptr(GBytes) data = page_bytes(a, leaf);
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GArray) inks = g_array_new(FALSE, FALSE, sizeof(brv_ink));
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(brv_mark));
  brv_content c = {.audit = a,
                   .arena = arena,
                   .page = leaf->number,
                   .container = leaf->dict,
                   .resources = leaf->resources,
                   .inherits = !leaf->owns_resources,
                   .marks = marks,
                   .inks = inks};
  brv_ink ink = {.font = &brv_obj_null, .fill = &initial, .stroke = &initial};
  g_array_append_val(inks, ink);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  run(&c, bytes, length);
  g_array_set_size(inks, 0);
  g_array_append_val(inks, ink);
  run_annotations(&c, leaf);
  check_group(a, leaf);
}

void brv_audit_contents(brv_audit *a)
{
  a->fonts = brv_new(a->arena, brv_fonts_seen);
  a->fonts->fonts = brv_audit_set(a);
  a->fonts->order = brv_arena_ptr_array(a->arena);
  a->runs = brv_audit_set(a);
  a->met = brv_audit_set(a);
  a->shown = brv_audit_set(a);
  for (guint i = 0; i < a->leaves->len; i++)
    run_page(a, a->leaves->pdata[i]);
}
