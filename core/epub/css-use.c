#include <math.h>
#include <string.h>

#include "epub/css.h"
#include "epub/faces.h"
#include "document/direction.h"

/* Print's steps between sizes are too large for a phone: larger text keeps this power of its
 * ratio to plain text, and no text is smaller than the floor. */
static const double STEP_POWER = 0.62, LARGEST = 2.8, SMALLEST = 0.8;

/* From this weight on old readers know only bold. */
enum { BOLD = 600 };

void brv_css_trim(char *number)
{
  gsize length = strlen(number);
  if (!strchr(number, '.'))
    return;
  while (number[length - 1] == '0')
    length--;
  if (number[length - 1] == '.')
    length--;
  number[length] = '\0';
  if (g_str_equal(number, "-0"))
    memmove(number, number + 1, 2);
}

void brv_css_number(GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  brv_css_trim(g_ascii_formatd(text, sizeof text, "%.3f", number));
  g_string_append(out, text);
}

void brv_css_em(GString *out, const char *property, double em)
{
  g_string_append_printf(out, " %s: ", property);
  brv_css_number(out, em);
  g_string_append(out, em == 0 ? ";" : "em;");
}

void brv_css_colour(GString *out, const char *property, brv_colour c)
{
  g_string_append_printf(out, " %s: #%02x%02x%02x;", property, c.red, c.green, c.blue);
}

static const brv_style *plain(const brv_book *book)
{
  return brv_layout_style(book->layout, "para", "para");
}

/* The size of a style's text on a screen, where plain text is 1. */
static double screen_size(const brv_book *book, const brv_style *style)
{
  double ratio = style->size / plain(book)->size;
  return ratio > 1 ? MIN(pow(ratio, STEP_POWER), LARGEST) : MAX(ratio, SMALLEST);
}

bool brv_css_is_code(const char *family)
{
  g_autofree char *folded = g_ascii_strdown(family, -1);
  return strstr(folded, "mono") || strstr(folded, "code");
}

bool brv_css_is_sans(const char *family)
{
  g_autofree char *folded = g_ascii_strdown(family, -1);
  return !brv_css_is_code(family) && strstr(folded, "sans");
}

/* The reader's own font stands for the text face; only labels in a sans and code ask for more. */
static const char *generic_family(const brv_style *style)
{
  if (brv_css_is_code(style->family))
    return "monospace";
  return brv_css_is_sans(style->family) ? "sans-serif" : "inherit";
}

/* In a book that carries its faces all is as the layout has it. */
static void write_own_face(const brv_book *book, const brv_style *style, const brv_style *within,
                           bool bold_around, GString *out)
{
  if (brv_book_family_of(book, style) != brv_book_family_of(book, within))
    brv_css_family(book, style, out);
  if (style->weight != within->weight || bold_around)
    brv_css_weight(style->weight, out);
  if (style->figures != within->figures)
    brv_css_figures(style->figures, out);
}

static void write_readers_face(const brv_style *style, const brv_style *within, bool bold_around,
                               GString *out)
{
  const char *family = generic_family(style);
  if (!g_str_equal(family, generic_family(within)))
    g_string_append_printf(out, " font-family: %s;", family);
  bool bold = style->weight >= BOLD;
  if (bold != (within->weight >= BOLD) || bold_around)
    g_string_append_printf(out, " font-weight: %s;", bold ? "bold" : "normal");
}

/* `bold_around`: what it stands in may be bold whatever `within` says, as headings and marked rows.
 */
static void write_font(const brv_book *book, const brv_style *style, const brv_style *within,
                       bool bold_around, GString *out)
{
  if (book->faces)
    write_own_face(book, style, within, bold_around, out);
  else
    write_readers_face(style, within, bold_around, out);
  if (style->italic != within->italic)
    g_string_append_printf(out, " font-style: %s;", style->italic ? "italic" : "normal");
  if (style->tracking != within->tracking)
    brv_css_em(out, "letter-spacing", style->tracking);
  if (style->letter_case == BRV_CASE_UPPER)
    g_string_append(out, " text-transform: uppercase;");
  else if (style->letter_case == BRV_CASE_SMALL_CAPS)
    g_string_append(out, " font-variant: small-caps;");
}

static bool same_colour(brv_colour a, brv_colour b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static bool has_colour(const brv_book *book, const brv_use *use)
{
  const brv_style *around = use->within ? use->within : plain(book);
  return use->text && !brv_css_is_ink(use->style->colour) &&
         !same_colour(use->style->colour, around->colour);
}

static void write_block_text(const brv_book *book, const brv_use *use, GString *out)
{
  const brv_style *s = use->style, *around = use->table ? use->table : plain(book);
  double size = screen_size(book, s) / screen_size(book, around);
  if (fabs(size - 1) > 0.01)
    brv_css_em(out, "font-size", size);
  if (size > 1.1) {
    g_string_append(out, " line-height: ");
    brv_css_number(out, MAX(s->leading / s->size, 1.1));
    g_string_append_c(out, ';');
  }
  write_font(book, s, around, use->table || use->element[0] == 'h', out);
  if (g_str_equal(use->element, "p"))
    g_string_append(out, " text-indent: 0;");
  if (s->setting == BRV_SET_CENTRED || s->setting == BRV_SET_RIGHT)
    g_string_append_printf(out, " text-align: %s;",
                           s->setting == BRV_SET_CENTRED ? "center" : "right");
}

static void write_inline_text(const brv_book *book, const brv_use *use, GString *out)
{
  double size = screen_size(book, use->style) / screen_size(book, use->within);
  if (use->style->superior)
    g_string_append(out, " font-size: 0.7em; line-height: 0; vertical-align: super;");
  else if (fabs(size - 1) > 0.03)
    brv_css_em(out, "font-size", size);
  write_font(book, use->style, use->within, false, out);
  if (use->style->frame > 0)
    g_string_append(out, " border: thin solid; padding: 0 0.3em;");
}

static void write_rule(const brv_style *s, const char *side, double rule, double pad, GString *out)
{
  if (rule <= 0)
    return;
  g_string_append_printf(out, " border-%s: ", side);
  if (rule >= 1.5) {
    brv_css_number(out, rule / s->size);
    g_string_append(out, "em");
  } else {
    g_string_append(out, "thin");
  }
  g_string_append(out, " solid;");
  g_autofree char *border = g_strdup_printf("border-%s-color", side);
  if (!brv_css_is_ink(s->rule_colour))
    brv_css_colour(out, border, s->rule_colour);
  g_autofree char *padding = g_strdup_printf("padding-%s", side);
  brv_css_em(out, padding, pad / s->size);
}

static void write_box(const brv_book *book, const brv_use *use, GString *out)
{
  const brv_style *s = use->style;
  /* An em is the element's own size where it holds text, else that of plain text. */
  double em = use->text ? s->size : plain(book)->size;
  if (s->space_before > 0)
    brv_css_em(out, "margin-top", s->space_before / em);
  if (s->space_after > 0)
    brv_css_em(out, "margin-bottom", s->space_after / em);
  bool rtl = brv_language_is_rtl(book->document->language);
  if (s->indent <= 0 && g_str_equal(use->element, "blockquote"))
    g_string_append(out, " margin-left: 0; margin-right: 0;");
  if (s->indent > 0)
    brv_css_em(out, rtl ? "margin-right" : "margin-left", s->indent / em);
  write_rule(s, "top", s->rule_before, s->pad_before, out);
  write_rule(s, "bottom", s->rule_after, s->pad_after, out);
}

/* Properties between braces, or nothing when there are none. */
static void write_block(GString *out, const char *selector, const GString *properties)
{
  if (properties->len)
    g_string_append_printf(out, "%s {%s }\n", selector, properties->str);
}

const char *brv_css_marker(const brv_use *use)
{
  return use->style && g_str_equal(use->element, "ul") ? use->style->marker : NULL;
}

static void write_marker(const brv_book *book, const brv_use *use, GString *out)
{
  const char *marker = brv_css_marker(use);
  if (!marker)
    return;
  bool rtl = brv_language_is_rtl(book->document->language);
  g_string_append_printf(out, "ul.%s { list-style: none; }\n", use->role);
  g_string_append_printf(out, "ul.%s > li:before { content: \"", use->role);
  for (const char *at = marker; *at; at = g_utf8_next_char(at))
    g_string_append_printf(out, "\\%x ", g_utf8_get_char(at));
  g_string_append_printf(out, "\"; float: %s; margin-%s: -1.4em;", rtl ? "right" : "left",
                         rtl ? "right" : "left");
  if (!brv_css_is_ink(use->style->marker_colour))
    brv_css_colour(out, "color", brv_css_on_any_ground(use->style->marker_colour));
  g_string_append(out, " }\n");
}

void brv_css_use(const brv_book *book, const brv_use *use, GString *out)
{
  if (!use->style)
    return;
  g_autoptr(GString) properties = g_string_new(NULL);
  if (use->text && use->within)
    write_inline_text(book, use, properties);
  else if (use->text)
    write_block_text(book, use, properties);
  if (has_colour(book, use))
    brv_css_colour(properties, "color", brv_css_on_any_ground(use->style->colour));
  if (use->box)
    write_box(book, use, properties);
  g_autofree char *selector = g_strdup_printf("%s.%s", use->element, use->role);
  write_block(out, selector, properties);
  write_marker(book, use, out);
  if (use->text && !use->within && use->style->indent_first > 0)
    g_string_append_printf(out, "%s + %s { text-indent: 1.3em; }\n", selector, selector);
}

void brv_css_use_turned(const brv_book *book, const brv_use *use, GString *out)
{
  bool rtl = brv_language_is_rtl(book->document->language);
  const char *start = rtl ? "right" : "left", *end = rtl ? "left" : "right";
  const char *turned = rtl ? "[dir=\"ltr\"]" : "[dir=\"rtl\"]";
  const brv_style *s = use->style;
  if (!s)
    return;
  if (use->box && s->indent > 0) {
    g_string_append_printf(out, "%s.%s%s, %s %s.%s { margin-%s: 0;", use->element, use->role,
                           turned, turned, use->element, use->role, start);
    g_autofree char *margin = g_strdup_printf("margin-%s", end);
    brv_css_em(out, margin, s->indent / (use->text ? s->size : plain(book)->size));
    g_string_append(out, " }\n");
  }
  if (brv_css_marker(use))
    g_string_append_printf(out,
                           "ul.%s%s > li:before, %s ul.%s > li:before { float: %s; margin-%s: 0; "
                           "margin-%s: -1.4em; }\n",
                           use->role, turned, turned, use->role, end, start, end);
}

void brv_css_use_at_night(const brv_book *book, const brv_use *use, GString *out)
{
  if (!use->style)
    return;
  g_autoptr(GString) properties = g_string_new(NULL);
  if (has_colour(book, use))
    brv_css_colour(properties, "color", brv_css_on_dark(use->style->colour));
  g_autofree char *selector = g_strdup_printf("%s.%s", use->element, use->role);
  write_block(out, selector, properties);
}
