#include <string.h>

#include "document/typography-private.h"

/* Spaces that no line may end at. Only a single typed space is ever replaced. */

/* Behind a number. */
static const char UNITS[] =
    "|m|km|cm|mm|nm|µm|μm|km²|m²|m³|cm³|ha|l|L|ml|hl|kg|g|mg|µg|t|kt|Mt|s|ms|min|h|W|kW|MW|GW|TW|"
    "Wh|"
    "kWh|MWh|GWh|TWh|V|kV|mA|Hz|kHz|MHz|GHz|THz|K|°C|°F|Pa|hPa|kPa|MPa|bar|J|kJ|MJ|GJ|B|kB|KB|MB|"
    "GB|TB|PB|EB|KiB|MiB|GiB|TiB|PiB|bit|kbit|Mbit|Gbit|bps|Mbps|Gbps|FLOPS|TFLOPS|PFLOPS|dB|px|pt|"
    "dpi|bn|tn|million|billion|trillion|millions|billions|milliards|milliard|Mio|Mrd|Millionen|"
    "Milliarden|Billionen|millones|milioni|miliardi|milhões|miljoen|miljard|mln|mld|млн|млрд|тыс|"
    "трлн|mil|percent|pct|USD|EUR|GBP|JPY|CHF|CNY|RMB|KRW|TWD|INR|HKD|PLN|RUB|Uhr|a.m|p.m|am|pm|"
    "руб|долл|%|‰|°|€|£|¥|₽|₹|₩|$|zł|Kč|kr|";

/* Cells [start, end) that no space parts. */
typedef struct {
  gsize start, end;
} span_of_cells;

static bool is_plain_space(const brv_line_of_cells *line, gsize i)
{
  return brv_char_at(line, i) == ' ' && !brv_cell_at(line, i)->literal;
}

static span_of_cells word_before(const brv_line_of_cells *line, gsize space)
{
  enum { LONGEST = 40 };
  gsize start = space;
  while (start > 0 && space - start < LONGEST && !brv_char_is_space(brv_char_at(line, start - 1)))
    start--;
  return (span_of_cells){start, space};
}

static span_of_cells word_behind(const brv_line_of_cells *line, gsize space)
{
  enum { LONGEST = 40 };
  gsize end = space + 1;
  while (end < line->cells->len && end - space < LONGEST &&
         !brv_char_is_space(brv_char_at(line, end)))
    end++;
  return (span_of_cells){space + 1, end};
}

/* Brackets and quotes do not belong to a word. */
static bool is_wrapping(gunichar c)
{
  if (c < 0x80)
    return c && strchr("([{)]}", (int)c);
  return !g_unichar_isalnum(c) && g_utf8_strchr("“‘„‚«‹」』「『»›”’", -1, c);
}

static span_of_cells without_wrapping(const brv_line_of_cells *line, span_of_cells word)
{
  while (word.start < word.end && is_wrapping(brv_char_at(line, word.start)))
    word.start++;
  while (word.start < word.end && is_wrapping(brv_char_at(line, word.end - 1)))
    word.end--;
  return word;
}

static bool is_stop(gunichar c)
{
  return c < 0x80 ? c && strchr(".,;:!?", (int)c) : c == BRV_ELLIPSIS;
}

static span_of_cells without_stops(const brv_line_of_cells *line, span_of_cells word)
{
  while (word.start < word.end &&
         (is_wrapping(brv_char_at(line, word.end - 1)) || is_stop(brv_char_at(line, word.end - 1))))
    word.end--;
  return word;
}

/* Whether a word is in a list "|one|two|". */
static bool is_listed(const brv_line_of_cells *line, span_of_cells word, const char *list)
{
  enum { LONGEST = 16 };
  if (!list || word.end <= word.start || word.end - word.start > LONGEST)
    return false;
  char text[LONGEST * 6 + 3] = "|";
  gsize length = 1;
  for (gsize i = word.start; i < word.end; i++) {
    gunichar c = brv_char_at(line, i);
    if (c == '|')
      return false;
    length += (gsize)g_unichar_to_utf8(c, text + length);
  }
  text[length] = '|';
  return strstr(list, text);
}

static bool is_month(const brv_line_of_cells *line, span_of_cells word)
{
  if (!line->words || !g_unichar_isalpha(brv_char_at(line, word.start)))
    return false;
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = word.start; i < word.end; i++)
    g_string_append_unichar(text, brv_char_at(line, i));
  return brv_words_is_month(line->words, text->str);
}

/* Digits with points and commas between them, and with a sign or a currency before. */
static bool is_number(const brv_line_of_cells *line, span_of_cells word)
{
  bool digit = brv_char_is_digit(brv_char_at(line, word.end - 1));
  if (!digit)
    return false;
  for (gsize i = word.start; i < word.end; i++) {
    gunichar c = brv_char_at(line, i);
    digit = brv_char_is_digit(c);
    bool sign = g_utf8_strchr("+-−–±~≈<>€£$¥", -1, c) && i == word.start;
    if (!digit && !sign && !g_utf8_strchr(".,–-/", -1, c))
      return false;
  }
  return digit;
}

static gsize count_digits(const brv_line_of_cells *line, span_of_cells word)
{
  gsize count = 0;
  while (word.start + count < word.end && brv_char_is_digit(brv_char_at(line, word.start + count)))
    count++;
  return count;
}

static bool is_day(const brv_line_of_cells *line, span_of_cells word)
{
  gsize digits = count_digits(line, word), rest = word.end - word.start - digits;
  return digits >= 1 && digits <= 2 &&
         (rest == 0 || (rest == 1 && brv_char_at(line, word.end - 1) == '.') ||
          (rest == 2 && brv_char_at(line, word.end - 2) == 'e'));
}

/* "J.": one capital and a stop. */
static bool is_initial(const brv_line_of_cells *line, span_of_cells word)
{
  return word.end - word.start == 2 && brv_char_is_upper(brv_char_at(line, word.start)) &&
         brv_char_at(line, word.start + 1) == '.';
}

/* "z.", "B.": parts of an abbreviation. */
static bool is_dotted(const brv_line_of_cells *line, span_of_cells word)
{
  return word.end >= word.start + 2 && g_unichar_isalpha(brv_char_at(line, word.start)) &&
         brv_char_at(line, word.start + 1) == '.';
}

/* "12 500": groups of three. */
static bool goes_on(const brv_line_of_cells *line, span_of_cells left, span_of_cells right)
{
  gsize before = 0;
  while (left.end - before > left.start &&
         brv_char_is_digit(brv_char_at(line, left.end - before - 1)))
    before++;
  return before >= 1 && before <= 3 && before == left.end - left.start &&
         count_digits(line, right) == 3;
}

static bool begins_number(const brv_line_of_cells *line, gsize at)
{
  gunichar c = brv_char_at(line, at);
  return c == BRV_THING || brv_char_is_digit(c);
}

/* "5 per cent" */
static bool is_per_cent(const brv_line_of_cells *line, span_of_cells right)
{
  return is_listed(line, right, "|per|") && brv_char_at(line, right.end + 1) == 'c' &&
         brv_char_at(line, right.end + 2) == 'e';
}

/* The space between two words that hold together; 0 for a common one. */
static gunichar space_between(const brv_line_of_cells *line, gsize at)
{
  const brv_tongue *tongue = brv_tongue_at(line, at);
  span_of_cells left = without_wrapping(line, word_before(line, at)), right = word_behind(line, at);
  span_of_cells bare = without_stops(line, right);
  if (left.start >= left.end || right.start >= right.end || tongue->dense)
    return 0;
  if (tongue->groups && goes_on(line, left, right))
    return BRV_NARROW_NBSP;
  if (tongue->dotted && is_dotted(line, left) && left.end - left.start == 2 &&
      (is_dotted(line, right) || is_listed(line, right, "|Chr.|Chr|")))
    return BRV_NARROW_NBSP;
  bool before_number = begins_number(line, right.start);
  bool before_name = brv_char_is_upper(brv_char_at(line, right.start));
  bool holds =
      (is_number(line, left) && (is_listed(line, bare, UNITS) || is_per_cent(line, right))) ||
      (is_day(line, left) && is_month(line, bare)) ||
      (is_day(line, bare) && is_month(line, left)) ||
      (before_number && is_listed(line, left, "|§|§§|№|¶|#|")) ||
      (before_number && is_listed(line, left, tongue->before_number)) ||
      (before_name && is_listed(line, left, tongue->before_name)) ||
      (before_name && is_initial(line, left)) || is_listed(line, left, tongue->clinging);
  return holds ? BRV_NBSP : 0;
}

/* A dash between spaces does not begin a line; one that begins the block holds to its words. */
static gunichar space_at_dash(const brv_line_of_cells *line, gsize at)
{
  gunichar left = brv_char_at(line, at - 1), right = brv_char_at(line, at + 1);
  bool before = (right == BRV_EN_DASH || right == BRV_EM_DASH) &&
                brv_char_is_space(brv_char_at(line, at + 2));
  bool first = at == 1 && (left == BRV_EN_DASH || left == BRV_EM_DASH);
  return before || first ? BRV_NBSP : 0;
}

/* French. */

enum { LEFT_GUILLEMET = 0xAB, RIGHT_GUILLEMET = 0xBB };

static gunichar space_before_mark(const brv_tongue *tongue, gunichar c)
{
  if (c == ':')
    return tongue->colon_space;
  if (c == RIGHT_GUILLEMET)
    return tongue->quote_space;
  return c == ';' || c == '!' || c == '?' ? tongue->mark_space : 0;
}

static bool is_mark(gunichar c)
{
  return c && strchr(";:!?", (int)MIN(c, 0x7F));
}

static bool opens(gunichar c)
{
  return c && g_utf8_strchr("([{«‹“‘", -1, c);
}

/* Where no space is typed one is set, if the mark ends a word: not in "12:30". */
static void space_mark(brv_line_of_cells *line, gsize i)
{
  const brv_cell *cell = brv_cell_at(line, i);
  gunichar space =
      brv_around_at(line, i).before ? 0 : space_before_mark(brv_tongue_at(line, i), cell->c);
  gunichar before = brv_char_at(line, i - 1), behind = brv_char_at(line, i + 1);
  if (!space || cell->literal || is_mark(before) || i == 0)
    return;
  if (is_plain_space(line, i - 1))
    brv_cell_set(line, i - 1, space);
  else if (!brv_char_is_space(before) && !opens(before) && !brv_char_is_word(behind) &&
           behind != '/')
    brv_cell_set_before(line, i, space);
}

/* Behind an opening guillemet that was typed. */
static void space_opening(brv_line_of_cells *line, gsize i)
{
  const brv_cell *cell = brv_cell_at(line, i);
  gunichar space = brv_tongue_at(line, i)->quote_space, behind = brv_char_at(line, i + 1);
  if (cell->c != LEFT_GUILLEMET || !space || cell->literal || brv_around_at(line, i).after ||
      !behind)
    return;
  if (is_plain_space(line, i + 1))
    brv_cell_set(line, i + 1, space);
  else if (!brv_char_is_space(behind))
    brv_cell_set_after(line, i, space);
}

/* "z.B." typed as one word. */
static void space_dotted(brv_line_of_cells *line, gsize i)
{
  static const char KNOWN[] = "|z.B.|d.h.|u.a.|u.U.|v.a.|z.T.|s.o.|s.u.|o.Ä.|u.Ä.|i.A.|m.E.|";
  if (brv_char_at(line, i) != '.' || !brv_tongue_at(line, i)->dotted || i == 0 ||
      brv_cell_at(line, i)->literal || brv_char_is_word(brv_char_at(line, i - 2)))
    return;
  if (is_listed(line, (span_of_cells){i - 1, MIN(i + 3, line->cells->len)}, KNOWN))
    brv_cell_set_after(line, i, BRV_NARROW_NBSP);
}

/* Whether two words might hold together, as seen at once: a number is one of them (`digits`: the
 * first has any), the second is a name, or the language has a rule for other words. */
static bool may_hold(const brv_line_of_cells *line, gsize at, bool digits)
{
  const brv_tongue *tongue = brv_tongue_at(line, at);
  return digits || tongue->dotted || tongue->clinging || begins_number(line, at + 1) ||
         brv_char_is_upper(brv_char_at(line, at + 1));
}

/* The space at `at`, behind a word that has `digits` or none. */
static void space_words(brv_line_of_cells *line, gsize at, bool digits)
{
  if (!is_plain_space(line, at) || brv_char_is_space(brv_char_at(line, at + 1)) ||
      brv_char_is_space(brv_char_at(line, at - 1)))
    return;
  gunichar space = space_at_dash(line, at);
  if (!space && may_hold(line, at, digits))
    space = space_between(line, at);
  if (space)
    brv_cell_set(line, at, space);
}

/* Most characters, which no rule is about. */
static inline bool is_common_letter(gunichar c)
{
  return c >= 'a' && c <= 'z';
}

static void space_marks(brv_line_of_cells *line)
{
  const brv_cell *cells = brv_cell_at(line, 0);
  for (gsize i = 0, count = line->cells->len; i < count; i++) {
    gunichar c = cells[i].c;
    if (is_common_letter(c) || c == ' ' || (c < 0x80 && g_ascii_isalpha((char)c)))
      continue;
    space_mark(line, i);
    space_opening(line, i);
    space_dotted(line, i);
  }
}

static void space_all_words(brv_line_of_cells *line)
{
  const brv_cell *cells = brv_cell_at(line, 0);
  bool digits = brv_char_is_digit(brv_char_at(line, 0));
  for (gsize i = 1, count = line->cells->len; i + 1 < count; i++) {
    gunichar c = cells[i].c;
    if (is_common_letter(c))
      continue;
    bool is_space = brv_char_is_space(c);
    if (is_space)
      space_words(line, i, digits);
    digits = !is_space && (digits || brv_char_is_digit(c));
  }
}

void brv_typography_spaces(brv_line_of_cells *line)
{
  if (line->has_marks)
    space_marks(line);
  space_all_words(line);
}
