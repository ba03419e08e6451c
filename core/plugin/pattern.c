#include "plugin/pattern.h"

#include <string.h>

enum { DEPTH_LIMIT = 180, STEPS_A_PAYMENT = 256 };

static const char *match_from(brv_matcher *m, const char *s, const char *p);

static void pay(brv_matcher *m)
{
  if (++m->unpaid < STEPS_A_PAYMENT)
    return;
  m->unpaid = 0;
  brv_sandbox_charge(m->L, STEPS_A_PAYMENT);
}

/* --- one character --- */

/* The end of the part of the pattern that stands for one character. */
static const char *piece_end(brv_matcher *m, const char *p)
{
  char first = *p++;
  if (first == '%') {
    if (p == m->pattern_end)
      luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[')
    return p;
  p += p < m->pattern_end && *p == '^';
  for (bool at_start = true; at_start || p == m->pattern_end || *p != ']'; at_start = false) {
    if (p == m->pattern_end)
      luaL_error(m->L, "malformed pattern (missing ']')");
    p += *p == '%' && p + 1 < m->pattern_end ? 2 : 1;
  }
  return p + 1;
}

/* The letters of ASCII only, whatever the locale. */
static bool class_holds(guchar c, char class)
{
  bool holds;
  switch (g_ascii_tolower(class)) {
  case 'a':
    holds = g_ascii_isalpha(c);
    break;
  case 'c':
    holds = g_ascii_iscntrl(c);
    break;
  case 'd':
    holds = g_ascii_isdigit(c);
    break;
  case 'g':
    holds = g_ascii_isgraph(c);
    break;
  case 'l':
    holds = g_ascii_islower(c);
    break;
  case 'p':
    holds = g_ascii_ispunct(c);
    break;
  case 's':
    holds = g_ascii_isspace(c) || c == '\v';
    break;
  case 'u':
    holds = g_ascii_isupper(c);
    break;
  case 'w':
    holds = g_ascii_isalnum(c);
    break;
  case 'x':
    holds = g_ascii_isxdigit(c);
    break;
  default:
    return (guchar) class == c;
  }
  return g_ascii_isupper(class) ? !holds : holds;
}

/* `p` is behind the '[' and `last` at the ']'. */
static bool set_holds(guchar c, const char *p, const char *last)
{
  bool negated = *p == '^';
  p += negated;
  while (p < last) {
    if (*p == '%' && p + 1 < last) {
      if (class_holds(c, p[1]))
        return !negated;
      p += 2;
    } else if (p + 2 < last && p[1] == '-') {
      if ((guchar)p[0] <= c && c <= (guchar)p[2])
        return !negated;
      p += 3;
    } else if ((guchar)*p++ == c) {
      return !negated;
    }
  }
  return negated;
}

static bool piece_holds(guchar c, const char *p, const char *end)
{
  if (*p == '.')
    return true;
  if (*p == '%')
    return class_holds(c, p[1]);
  if (*p == '[')
    return set_holds(c, p + 1, end - 1);
  return (guchar)*p == c;
}

static bool piece_fits(brv_matcher *m, const char *s, const char *p, const char *end)
{
  pay(m);
  return s < m->text_end && piece_holds((guchar)*s, p, end);
}

/* --- repetitions --- */

static const char *match_longest(brv_matcher *m, const char *s, const char *p, const char *end)
{
  ptrdiff_t count = 0;
  while (piece_fits(m, s + count, p, end))
    count++;
  for (; count >= 0; count--) {
    const char *found = match_from(m, s + count, end + 1);
    if (found)
      return found;
  }
  return NULL;
}

static const char *match_shortest(brv_matcher *m, const char *s, const char *p, const char *end)
{
  for (;; s++) {
    const char *found = match_from(m, s, end + 1);
    if (found)
      return found;
    if (!piece_fits(m, s, p, end))
      return NULL;
  }
}

/* --- captures, balance, frontier --- */

static const char *open_capture(brv_matcher *m, const char *s, const char *p)
{
  bool is_position = p + 1 < m->pattern_end && p[1] == ')';
  if (m->count >= BRV_PATTERN_CAPTURES)
    luaL_error(m->L, "too many captures");
  m->captures[m->count++] = (brv_capture){s, is_position ? BRV_CAPTURE_POSITION : BRV_CAPTURE_OPEN};
  const char *found = match_from(m, s, p + (is_position ? 2 : 1));
  if (!found)
    m->count--;
  return found;
}

static const char *close_capture(brv_matcher *m, const char *s, const char *p)
{
  int i = m->count - 1;
  while (i >= 0 && m->captures[i].length != BRV_CAPTURE_OPEN)
    i--;
  if (i < 0)
    luaL_error(m->L, "invalid pattern capture");
  m->captures[i].length = s - m->captures[i].start;
  const char *found = match_from(m, s, p + 1);
  if (!found)
    m->captures[i].length = BRV_CAPTURE_OPEN;
  return found;
}

/* The text that `%1` stands for must come again; where it ends. */
static const char *match_again(brv_matcher *m, const char *s, char digit)
{
  int i = digit - '1';
  if (i < 0 || i >= m->count || m->captures[i].length == BRV_CAPTURE_OPEN)
    luaL_error(m->L, "invalid capture index %%%d", i + 1);
  if (m->captures[i].length == BRV_CAPTURE_POSITION)
    return NULL;
  gsize length = (gsize)m->captures[i].length;
  brv_sandbox_charge(m->L, length / 16);
  if ((gsize)(m->text_end - s) < length || memcmp(m->captures[i].start, s, length) != 0)
    return NULL;
  return s + length;
}

static const char *match_balance(brv_matcher *m, const char *s, const char *p)
{
  if (p + 4 > m->pattern_end)
    luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->text_end || *s != p[2])
    return NULL;
  int open = 1;
  while (++s < m->text_end) {
    pay(m);
    if (*s == p[3]) {
      if (--open == 0)
        return s + 1;
    } else if (*s == p[2]) {
      open++;
    }
  }
  return NULL;
}

static bool is_frontier(brv_matcher *m, const char *s, const char *set, const char *end)
{
  guchar before = s == m->text ? '\0' : (guchar)s[-1];
  guchar here = s == m->text_end ? '\0' : (guchar)*s;
  return !set_holds(before, set + 1, end - 1) && set_holds(here, set + 1, end - 1);
}

/* --- the pattern --- */

/* The three things behind a '%' that are no class of characters. On success `*p` is moved behind
 * it. */
static bool match_special(brv_matcher *m, const char **s, const char **p)
{
  char what = (*p)[1];
  if (what == 'b') {
    *s = match_balance(m, *s, *p);
    *p += 4;
  } else if (what == 'f') {
    const char *set = *p + 2;
    if (set >= m->pattern_end || *set != '[')
      luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = piece_end(m, set);
    *s = is_frontier(m, *s, set, end) ? *s : NULL;
    *p = end;
  } else {
    *s = match_again(m, *s, what);
    *p += 2;
  }
  return *s != NULL;
}

static bool is_special(const brv_matcher *m, const char *p)
{
  return *p == '%' && p + 1 < m->pattern_end &&
         (p[1] == 'b' || p[1] == 'f' || g_ascii_isdigit(p[1]));
}

static const char *match_here(brv_matcher *m, const char *s, const char *p)
{
  for (;;) {
    pay(m);
    if (p == m->pattern_end)
      return s;
    if (*p == '(')
      return open_capture(m, s, p);
    if (*p == ')')
      return close_capture(m, s, p);
    if (*p == '$' && p + 1 == m->pattern_end)
      return s == m->text_end ? s : NULL;
    if (is_special(m, p)) {
      if (!match_special(m, &s, &p))
        return NULL;
      continue;
    }
    const char *end = piece_end(m, p);
    char repeat = end < m->pattern_end ? *end : '\0';
    if (repeat == '*')
      return match_longest(m, s, p, end);
    if (repeat == '-')
      return match_shortest(m, s, p, end);
    bool fits = piece_fits(m, s, p, end);
    if (repeat == '+')
      return fits ? match_longest(m, s + 1, p, end) : NULL;
    if (repeat == '?') {
      const char *found = fits ? match_from(m, s + 1, end + 1) : NULL;
      if (found)
        return found;
      p = end + 1;
      continue;
    }
    if (!fits)
      return NULL;
    s++;
    p = end;
  }
}

static const char *match_from(brv_matcher *m, const char *s, const char *p)
{
  if (++m->depth > DEPTH_LIMIT)
    luaL_error(m->L, "pattern too complex");
  const char *found = match_here(m, s, p);
  m->depth--;
  return found;
}

const char *brv_pattern_match(brv_matcher *m, const char *at)
{
  m->count = 0;
  m->depth = 0;
  return match_from(m, at, m->pattern);
}

void brv_pattern_push(brv_matcher *m, int index, const char *start, const char *end)
{
  if (index >= m->count) {
    if (index > 0)
      luaL_error(m->L, "invalid capture index %%%d", index + 1);
    lua_pushlstring(m->L, start, (size_t)(end - start));
    return;
  }
  const brv_capture *capture = &m->captures[index];
  if (capture->length == BRV_CAPTURE_OPEN)
    luaL_error(m->L, "unfinished capture");
  else if (capture->length == BRV_CAPTURE_POSITION)
    lua_pushinteger(m->L, capture->start - m->text + 1);
  else
    lua_pushlstring(m->L, capture->start, (size_t)capture->length);
}

int brv_pattern_push_all(brv_matcher *m, const char *start, const char *end, bool whole)
{
  int count = m->count ? m->count : whole ? 1 : 0;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++)
    brv_pattern_push(m, i, start, end);
  return count;
}
