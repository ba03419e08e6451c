#include <string.h>

#include "verify/say.h"

/* Shorter words and numbers say nothing; so many words in a row are known again. */
enum { SHORTEST_WORD = 3, SHORTEST_NUMBER = 4, RUN = 5 };

static bool is_letter(gunichar c)
{
  return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* Marks and spaces that stand between groups of digits. */
static bool parts_digits(gunichar c)
{
  return c == ',' || c == '.' || c == '\'' || c == 0xa0 || c == 0x202f || c == 0x2009 ||
         c == 0x2019;
}

static int digits_at(const char *text)
{
  int count = 0;
  while (g_unichar_isdigit(g_utf8_get_char(text))) {
    text = g_utf8_next_char(text);
    count++;
  }
  return count;
}

static const char *read_number(const char *at, GString *word)
{
  int groups = 0;
  while (*at) {
    for (; g_unichar_isdigit(g_utf8_get_char(at)); at = g_utf8_next_char(at))
      g_string_append_printf(word, "%d", g_unichar_digit_value(g_utf8_get_char(at)));
    const char *next = *at ? g_utf8_next_char(at) : at;
    bool goes_on = *at && parts_digits(g_utf8_get_char(at)) && digits_at(next) == 3 &&
                   (groups || word->len <= 3);
    if (!goes_on)
      break;
    groups++;
    at = next;
  }
  return at;
}

static const char *read_word(const char *at, GString *word)
{
  for (; is_letter(g_utf8_get_char(at)); at = g_utf8_next_char(at))
    g_string_append_unichar(word, g_utf8_get_char(at));
  return at;
}

static char *prepare(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_auto(GStrv) parts = g_strsplit(valid, "\302\255", 0); /* soft hyphens */
  g_autofree char *joined = g_strjoinv("", parts);
  g_autofree char *folded = g_utf8_casefold(joined, -1);
  return g_utf8_normalize(folded, -1, G_NORMALIZE_NFKC);
}

/* The last words that were told, and what is done with the next. */
typedef struct {
  char *last[RUN]; /* the newest is at `count` - 1, modulo RUN */
  guint count;
  void (*found)(const char *word, void *data);
  void *data;
} teller;

static void tell(teller *t, const char *word, bool is_number)
{
  t->found(word, t->data);
  if (is_number)
    return;
  g_free(t->last[t->count % RUN]);
  t->last[t->count++ % RUN] = g_strdup(word);
  if (t->count < RUN)
    return;
  g_autoptr(GString) run = g_string_new(t->last[t->count % RUN]);
  for (guint i = 1; i < RUN; i++)
    g_string_append_printf(run, " %s", t->last[(t->count + i) % RUN]);
  t->found(run->str, t->data);
}

void brv_words_of(const char *text, void (*found)(const char *word, void *data), void *data)
{
  g_autofree char *folded = prepare(text);
  g_autoptr(GString) word = g_string_new(NULL);
  teller t = {.found = found, .data = data};
  for (const char *at = folded ? folded : ""; *at;) {
    gunichar c = g_utf8_get_char(at);
    g_string_truncate(word, 0);
    if (g_unichar_isdigit(c)) {
      at = read_number(at, word);
      if (word->len >= SHORTEST_NUMBER)
        tell(&t, word->str, true);
    } else if (is_letter(c)) {
      at = read_word(at, word);
      if (g_utf8_strlen(word->str, -1) >= SHORTEST_WORD)
        tell(&t, word->str, false);
    } else {
      at = g_utf8_next_char(at);
    }
  }
  for (guint i = 0; i < RUN; i++)
    g_free(t.last[i]);
}
