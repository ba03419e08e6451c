#include "typeset/text.h"

#include <string.h>

#include "document/direction.h"
#include "typeset/label.h"

/* Letters and marks that the font has no superior form of: this much of the size, raised. */
static const double SUPERIOR_SIZE = 0.62, SUPERIOR_RISE = 0.34, INFERIOR_DROP = 0.14;

/* What the inlines around a leaf say of it. */
typedef struct {
  brv_style style;
  const brv_node *node;
  const char *target, *language;
  bool inferior;        /* below the line, as H2O has it */
  bool plain_citations; /* nothing else stands in the block: no figures to raise */
} look;

typedef struct {
  brv_setter *setter;
  brv_text *text;
} builder;

static GArray *own_array(brv_arena *arena, guint size)
{
  return brv_arena_own(arena, g_array_new(FALSE, TRUE, size), (GDestroyNotify)g_array_unref);
}

static void free_string(void *string)
{
  g_string_free(string, TRUE);
}

brv_text *brv_text_new(brv_setter *setter, const char *language)
{
  brv_arena *arena = setter->arena;
  brv_text *text = brv_new(arena, brv_text);
  text->bytes = brv_arena_own(arena, g_string_new(NULL), free_string);
  text->runs = own_array(arena, sizeof(brv_run));
  text->origins = own_array(arena, sizeof(brv_origin));
  text->notes = own_array(arena, sizeof(brv_mark));
  text->anchors = own_array(arena, sizeof(brv_mark));
  text->forced = own_array(arena, sizeof(guint));
  text->language = language ? language : setter->document->language;
  return text;
}

static bool same_style(const brv_style *a, const brv_style *b)
{
  return g_strcmp0(a->family, b->family) == 0 && a->weight == b->weight && a->italic == b->italic &&
         a->size == b->size && a->tracking == b->tracking &&
         memcmp(&a->colour, &b->colour, sizeof a->colour) == 0 && a->frame == b->frame &&
         a->letter_case == b->letter_case && a->figures == b->figures &&
         a->hyphenate == b->hyphenate;
}

static bool continues(const brv_run *run, const brv_run *next)
{
  return run->node == next->node && run->rise == next->rise && !run->picture && !next->picture &&
         g_strcmp0(run->features, next->features) == 0 &&
         g_strcmp0(run->language, next->language) == 0 && same_style(&run->style, &next->style);
}

/* The bytes from `start` to the end become a run, or part of the last one. */
static void close_run(builder *b, guint start, brv_run run)
{
  brv_text *text = b->text;
  run.start = start;
  run.end = (guint)text->bytes->len;
  if (run.start == run.end)
    return;
  brv_run *last = text->runs->len ? &g_array_index(text->runs, brv_run, text->runs->len - 1) : NULL;
  if (last && continues(last, &run))
    last->end = run.end;
  else
    g_array_append_val(text->runs, run);
}

static brv_run make_run(const look *l, bool small_figures)
{
  brv_run run = {.style = l->style, .node = l->node, .target = l->target, .language = l->language};
  run.features =
      small_figures ? (l->inferior ? "subs=1" : "sups=1") : brv_style_features(&l->style);
  if ((l->style.superior || l->inferior) && !small_figures) {
    run.rise = (l->inferior ? -INFERIOR_DROP : SUPERIOR_RISE) * l->style.size;
    run.style.size *= SUPERIOR_SIZE;
  }
  return run;
}

/* What the parts of a text in one look differ in. */
typedef enum { AS_IT_IS, SMALL_FIGURE, SQUARE_MARK } manner;

/* Superior figures are the font's own; all else that is superior is small and raised. Marks that
 * East Asian and other scripts share are as wide as the characters that they stand between. */
static manner manner_of(const look *l, const char *at, const char *square, bool figures)
{
  static const char MARKS[] = "“”‘’…—―·";
  if (l->style.superior || l->inferior)
    return figures && g_ascii_isdigit(*at) ? SMALL_FIGURE : AS_IT_IS;
  return square && !g_ascii_isprint(*at) && g_utf8_strchr(MARKS, -1, g_utf8_get_char(at))
             ? SQUARE_MARK
             : AS_IT_IS;
}

/* Whether the font draws the figures itself. Below the line and in superscripts of letters all are
 * made alike. */
static bool has_small_figures(builder *b, const look *l, const char *words, gsize length)
{
  if (!l->style.superior && !l->inferior)
    return false;
  bool mixed = strspn(words, "0123456789") < length;
  if (mixed && (l->inferior || g_strcmp0(l->node->role, "superscript") == 0))
    return false;
  return brv_fonts_has_feature(b->setter->fonts, l->style.family, l->style.weight, l->style.italic,
                               l->inferior ? "subs" : "sups");
}

/* Appends words in one look. */
static void append(builder *b, const look *l, const char *words, gsize length)
{
  const char *end = words + length;
  const char *square = brv_fonts_square_families(b->setter->fonts, l->style.family, l->language);
  bool figures = has_small_figures(b, l, words, length);
  for (const char *p = words; p < end;) {
    guint start = (guint)b->text->bytes->len;
    manner m = manner_of(l, p, square, figures);
    while (p < end && manner_of(l, p, square, figures) == m) {
      g_string_append_unichar(b->text->bytes,
                              brv_style_letter(&l->style, g_utf8_get_char(p), l->language));
      p = g_utf8_next_char(p);
    }
    brv_run run = make_run(l, m == SMALL_FIGURE);
    if (m == SQUARE_MARK)
      run.style.family = square;
    close_run(b, start, run);
  }
}

static bool ends_with_space(const builder *b)
{
  const GString *bytes = b->text->bytes;
  return bytes->len == 0 || bytes->str[bytes->len - 1] == ' ';
}

static void append_space(builder *b, const look *l)
{
  if (!ends_with_space(b))
    append(b, l, " ", 1);
}

static void note_origin(builder *b, const brv_node *leaf)
{
  brv_origin origin = {(guint)b->text->bytes->len, leaf};
  g_array_append_val(b->text->origins, origin);
}

/* Whether words in a look are appended as they stand, as a run or a part of one. */
static bool is_plain(const builder *b, const look *l)
{
  return l->style.letter_case != BRV_CASE_UPPER && !l->style.superior && !l->inferior &&
         !brv_fonts_square_families(b->setter->fonts, l->style.family, l->language);
}

/* Folds white space to single spaces, and none at the start of the text. */
static void append_folded(builder *b, const look *l, const char *words)
{
  GString *bytes = b->text->bytes;
  guint start = (guint)bytes->len;
  bool plain = is_plain(b, l);
  for (const char *p = words; *p; p += strspn(p, " \t\r\n")) {
    gsize word = strcspn(p, " \t\r\n");
    b->setter->words += word > 0 && ends_with_space(b);
    if (plain)
      g_string_append_len(bytes, p, (gssize)word);
    else
      append(b, l, p, word);
    p += word;
    if (*p && plain)
      g_string_append_len(bytes, " ", !ends_with_space(b));
    else if (*p)
      append_space(b, l);
  }
  if (plain)
    close_run(b, start, make_run(l, false));
}

static void mark(GArray *marks, const builder *b, const brv_node *node)
{
  brv_mark m = {(guint)b->text->bytes->len, node};
  g_array_append_val(marks, m);
}

static void append_inlines(builder *b, const look *l, const brv_node *parent);

static const char *role_of_kind(brv_node_kind kind)
{
  switch (kind) {
  case BRV_NODE_EMPH:
    return "emph";
  case BRV_NODE_STRONG:
    return "strong";
  case BRV_NODE_LINK:
    return "link";
  case BRV_NODE_CODE_SPAN:
    return "code-span";
  case BRV_NODE_CITE:
    return "cite";
  case BRV_NODE_NOTE:
    return "note-call";
  default:
    return NULL;
  }
}

/* Italics inside italics stand upright; what is as bold already grows bolder. */
static void emphasise(look *l, const brv_node *node, bool italic_outside, double weight_outside)
{
  enum { BOLD = 700, BLACK = 900 };
  if (node->kind == BRV_NODE_EMPH)
    l->style.italic = !italic_outside;
  if (node->kind == BRV_NODE_STRONG && l->style.weight <= weight_outside)
    l->style.weight = weight_outside < BOLD ? BOLD : BLACK;
}

/* An inline kind's style: that for the block it stands in ("teaser-text-link"), else its own. */
static const brv_style *kind_style(const builder *b, const look *outer, const brv_node *node)
{
  const char *role = role_of_kind(node->kind);
  if (!role)
    return NULL;
  g_autofree char *inside = g_strconcat(outer->style.role, "-", role, NULL);
  const brv_style *style = brv_layout_find_style(b->setter->layout, inside);
  return style ? style : brv_layout_find_style(b->setter->layout, role);
}

/* What is said in the text itself holds in every layout. */
static void apply_manner(const builder *b, look *l, const brv_node *node)
{
  if (g_strcmp0(node->role, "superscript") == 0) {
    l->style.superior = true;
    l->inferior = false;
  } else if (g_strcmp0(node->role, "subscript") == 0) {
    l->inferior = true;
    l->style.superior = false;
  } else if (g_strcmp0(node->role, "smallcaps") == 0) {
    l->style.letter_case = BRV_CASE_SMALL_CAPS;
    if (!brv_fonts_has_feature(b->setter->fonts, l->style.family, l->style.weight, l->style.italic,
                               "smcp"))
      brv_report(b->setter->diags, BRV_MISSING_GLYPH, node->place,
                 "name a family that has them in the layout, or take {.smallcaps} off",
                 "the family \"%s\" has no small capitals in this style", l->style.family);
  }
}

static double x_height(const builder *b, const brv_style *style)
{
  return brv_fonts_x_height(b->setter->fonts, style->family, style->weight, style->italic);
}

/* What a layout wrote for an inline role, here. A role that names a family and no size has letters
 * as high as those around it. */
static void apply(const builder *b, look *l, const brv_style *written)
{
  brv_style before = l->style, names = {0};
  brv_style_apply(&names, written);
  brv_style_apply(&l->style, written);
  if (names.size > 0)
    l->style.size *= 1 - b->setter->in_table.smaller;
  else if (names.family)
    l->style.size *= x_height(b, &before) / x_height(b, &l->style);
}

static look look_inside(const builder *b, const look *outer, const brv_node *node)
{
  look l = *outer;
  const brv_layout *layout = b->setter->layout;
  const brv_style *kind = kind_style(b, outer, node);
  const brv_style *role = brv_layout_find_style(layout, node->role);
  if (kind)
    apply(b, &l, kind);
  emphasise(&l, node, outer->style.italic, outer->style.weight);
  if (role)
    apply(b, &l, role);
  if (l.plain_citations && node->kind != BRV_NODE_NOTE)
    l.style.superior = false;
  apply_manner(b, &l, node);
  if (node->language)
    l.language = node->language;
  if (node->kind != BRV_NODE_EMPH && node->kind != BRV_NODE_STRONG)
    l.node = node;
  if (node->kind == BRV_NODE_LINK || node->kind == BRV_NODE_CITE || node->kind == BRV_NODE_NOTE ||
      node->kind == BRV_NODE_PAGE_REF)
    l.target = node->target;
  return l;
}

static void append_note_call(builder *b, const look *l, const brv_node *note)
{
  char number[16];
  g_snprintf(number, sizeof number, "%d", note->number);
  if (note->first)
    mark(b->text->notes, b, note);
  append(b, l, number, strlen(number));
}

/* How wide the widest number is that the page of `id` was seen to have. */
static double widest_seen(const builder *b, const look *l, const char *id)
{
  const GPtrArray *seen = g_hash_table_lookup(b->setter->seen, id);
  double widest = 0;
  for (guint i = 0; seen && i < seen->len; i++) {
    PangoLayout *label = brv_label_new(seen->pdata[i], &l->style, l->language, b->setter->fonts);
    widest = MAX(widest, brv_label_extents(label).width);
    g_object_unref(label);
  }
  return widest;
}

/* The label is what the round before found; 0 stands for it in the first. */
static void append_page_ref(builder *b, const look *l, const brv_node *ref)
{
  const char *target = ref->target ? ref->target : "";
  const char *id = target + (*target == '#');
  const char *label = g_hash_table_lookup(b->setter->labels, id);
  if (!label)
    label = "0";
  g_hash_table_insert(b->setter->page_refs, (char *)id, (char *)label);
  b->setter->words += ends_with_space(b);
  append(b, l, label, strlen(label));
  if (b->setter->roomy)
    g_array_index(b->text->runs, brv_run, b->text->runs->len - 1).room = widest_seen(b, l, id);
}

static void append_picture(builder *b, const look *l, const brv_node *picture)
{
  static const char OBJECT[] = "\357\277\274"; /* U+FFFC */
  guint start = (guint)b->text->bytes->len;
  g_string_append(b->text->bytes, OBJECT);
  brv_run run = make_run(l, false);
  run.node = run.picture = picture;
  close_run(b, start, run);
}

static void append_line_break(builder *b, const look *l)
{
  if (b->text->bytes->len == 0)
    return;
  append_space(b, l);
  guint at = (guint)b->text->bytes->len;
  g_array_append_val(b->text->forced, at);
}

static void append_leaf(builder *b, const look *l, const brv_node *node)
{
  note_origin(b, node);
  switch (node->kind) {
  case BRV_NODE_TEXT:
  case BRV_NODE_CODE_SPAN:
    append_folded(b, l, node->text ? node->text : "");
    break;
  case BRV_NODE_SPACE:
    append_space(b, l);
    break;
  case BRV_NODE_LINE_BREAK:
    append_line_break(b, l);
    break;
  case BRV_NODE_NOTE:
    append_note_call(b, l, node);
    break;
  case BRV_NODE_PAGE_REF:
    append_page_ref(b, l, node);
    break;
  case BRV_NODE_IMAGE:
  case BRV_NODE_DRAWING:
    append_picture(b, l, node);
    break;
  default:
    break;
  }
}

/* Words of the other direction are an island: what stands around does not mix with them. */
static bool is_island(const look *outer, const brv_node *node)
{
  return node->language && node->first &&
         brv_language_is_rtl(node->language) != brv_language_is_rtl(outer->language);
}

static void append_island(builder *b, const look *outer, const look *l, const brv_node *node)
{
  static const char LTR[] = "\342\201\246", RTL[] = "\342\201\247", END[] = "\342\201\251";
  const char *start = brv_language_is_rtl(node->language) ? RTL : LTR;
  append(b, outer, start, strlen(start));
  append_inlines(b, l, node);
  append(b, outer, END, strlen(END));
}

static void append_inline(builder *b, const look *outer, const brv_node *node)
{
  if (node->id)
    mark(b->text->anchors, b, node);
  switch (node->kind) {
  case BRV_NODE_TEXT:
  case BRV_NODE_SPACE:
  case BRV_NODE_LINE_BREAK:
    append_leaf(b, outer, node);
    return;
  default:
    break;
  }
  look l = look_inside(b, outer, node);
  if (node->kind == BRV_NODE_NOTE || !node->first)
    append_leaf(b, &l, node);
  else if (is_island(outer, node))
    append_island(b, outer, &l, node);
  else
    append_inlines(b, &l, node);
}

static void append_inlines(builder *b, const look *l, const brv_node *parent)
{
  for (const brv_node *node = parent->first; node; node = node->next)
    append_inline(b, l, node);
}

void brv_text_add(brv_setter *setter, brv_text *text, const char *words, const brv_style *style,
                  const brv_node *node)
{
  builder b = {setter, text};
  look l = {.style = *style, .node = node, .language = text->language};
  append(&b, &l, words, strlen(words));
}

/* A cell of a table that names sources, and nothing besides. */
static bool only_cites(const brv_node *block)
{
  bool cites = false;
  for (const brv_node *node = block->first; node; node = node->next) {
    bool is_cite = node->kind == BRV_NODE_CITE || g_strcmp0(node->role, "citations") == 0;
    bool is_space = node->kind == BRV_NODE_SPACE ||
                    (node->kind == BRV_NODE_TEXT && !node->text[strspn(node->text, " ")]);
    if (!is_cite && !is_space)
      return false;
    cites |= is_cite;
  }
  return cites;
}

void brv_text_add_inlines(brv_setter *setter, brv_text *text, const brv_node *block,
                          const brv_style *style)
{
  builder b = {setter, text};
  look l = {.style = *style, .node = block, .language = text->language};
  l.plain_citations = only_cites(block);
  append_inlines(&b, &l, block);
}

const brv_node *brv_text_origin(const brv_text *text, guint at, guint *offset)
{
  guint low = 0, high = text->origins->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(text->origins, brv_origin, middle).start <= at)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return NULL;
  const brv_origin *origin = &g_array_index(text->origins, brv_origin, low - 1);
  *offset = at - origin->start;
  return origin->leaf;
}

guint brv_count_words(const char *text)
{
  guint count = 0;
  for (const char *p = text + strspn(text, " \t\r\n"); *p; p += strspn(p, " \t\r\n")) {
    p += strcspn(p, " \t\r\n");
    count++;
  }
  return count;
}
