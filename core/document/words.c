#include "document/words.h"

#include <string.h>

enum { WORDS_LIMIT = 256 * 1024 };

struct brv_words {
  const brv_value *all;           /* language -> table */
  const brv_value *own, *english; /* maps of key to text; `months` and `numbers` are lists */
};

/* The table of the language, else of its primary language ("de-AT": "de"), else NULL. */
static const brv_value *table_for(const brv_value *all, const char *language)
{
  const brv_value *table = brv_value_member(all, language);
  g_auto(GStrv) subtags = g_strsplit(language, "-", 2);
  return table ? table : brv_value_member(all, subtags[0]);
}

brv_words *brv_words_new(brv_arena *arena, const brv_value *all, const char *language)
{
  if (!all)
    return NULL;
  brv_words *words = brv_new(arena, brv_words);
  words->all = all;
  words->english = brv_value_member(all, "en");
  words->own = table_for(all, language);
  if (!words->own)
    words->own = words->english;
  return words;
}

const brv_source *brv_words_source(brv_arena *arena, const brv_folder *layouts, brv_diags *diags)
{
  return brv_folder_read_text(arena, layouts, BRV_WORDS_FILE, WORDS_LIMIT, BRV_NO_PLACE, diags);
}

const brv_value *brv_words_read(brv_arena *arena, const brv_source *source, brv_diags *diags)
{
  brv_place whole = {.source = source, .length = (guint32)brv_source_length(source)};
  return brv_yaml_read(arena, whole, diags);
}

brv_words *brv_words_load(brv_arena *arena, const brv_folder *layouts, const char *language,
                          brv_diags *diags)
{
  const brv_source *source = brv_words_source(arena, layouts, diags);
  return source ? brv_words_new(arena, brv_words_read(arena, source, diags), language) : NULL;
}

const brv_value *brv_words_table(const brv_words *words)
{
  return words->all;
}

const brv_words *brv_words_for(brv_arena *arena, const brv_words *words, const char *language)
{
  return brv_words_new(arena, words->all, language);
}

static const brv_value *entry(const brv_words *words, const char *key)
{
  const brv_value *value = brv_value_member(words->own, key);
  return value ? value : brv_value_member(words->english, key);
}

const char *brv_word(const brv_words *words, const char *key)
{
  const brv_value *value = entry(words, key);
  return value && value->text ? value->text : key;
}

/* Item `index` of the list `key`, or NULL. */
static const char *listed(const brv_words *words, const char *key, gint64 index)
{
  const brv_value *list = entry(words, key);
  if (!list || list->kind != BRV_VALUE_LIST || index < 0 || index >= list->count)
    return NULL;
  return list->items[index]->text;
}

/* The value for the name between braces, or NULL. */
static const char *value_of(const char *name, gsize length, const char *const *pairs)
{
  for (; *pairs; pairs += 2)
    if (strlen(pairs[0]) == length && memcmp(pairs[0], name, length) == 0)
      return pairs[1];
  return NULL;
}

static char *fill(brv_arena *arena, const char *pattern, const char *const *pairs)
{
  g_autoptr(GString) out = g_string_new(NULL);
  while (*pattern) {
    const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
    const char *value = close ? value_of(pattern + 1, (gsize)(close - pattern - 1), pairs) : NULL;
    if (value) {
      g_string_append(out, value);
      pattern = close + 1;
    } else {
      g_string_append_c(out, *pattern++);
    }
  }
  return brv_arena_strdup(arena, out->str);
}

char *brv_words_format(brv_arena *arena, const brv_words *words, const char *key, ...)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new();
  va_list args;
  va_start(args, key);
  for (const char *text; (text = va_arg(args, const char *));)
    g_ptr_array_add(pairs, (void *)text);
  va_end(args);
  g_ptr_array_add(pairs, NULL);
  return fill(arena, brv_word(words, key), (const char *const *)pairs->pdata);
}

char *brv_words_date(brv_arena *arena, const brv_words *words, const char *iso)
{
  g_auto(GStrv) parts = g_strsplit(iso, "-", 3);
  guint count = g_strv_length(parts);
  const char *month =
      count > 1 ? listed(words, "months", g_ascii_strtoll(parts[1], NULL, 10) - 1) : NULL;
  if (!month)
    return brv_arena_strdup(arena, iso);
  g_autofree char *day =
      count == 3 ? g_strdup_printf("%d", (int)g_ascii_strtoll(parts[2], NULL, 10)) : NULL;
  return brv_words_format(arena, words, day ? "date" : "month", "month", month, "year", parts[0],
                          day ? "day" : NULL, day, NULL);
}

bool brv_words_is_month(const brv_words *words, const char *word)
{
  const brv_value *months = entry(words, "months");
  if (!months || months->kind != BRV_VALUE_LIST)
    return false;
  for (guint i = 0; i < months->count; i++)
    if (g_strcmp0(months->items[i]->text, word) == 0)
      return true;
  return false;
}

char *brv_words_number(brv_arena *arena, const brv_words *words, const char *number)
{
  g_autoptr(GString) out = g_string_new(*number == '-' ? "\u2212" : "");
  number += *number == '-';
  gsize digits = strspn(number, "0123456789");
  bool groups = digits >= (gsize)g_ascii_strtoull(brv_word(words, "group-from"), NULL, 10);
  for (gsize i = 0; i < digits; i++) {
    if (groups && i && (digits - i) % 3 == 0)
      g_string_append(out, brv_word(words, "group"));
    g_string_append_c(out, number[i]);
  }
  const char *rest = number + digits;
  if (*rest == '.') {
    g_string_append(out, brv_word(words, "decimal"));
    rest++;
  }
  g_string_append(out, rest);
  return brv_arena_strdup(arena, out->str);
}

char *brv_words_count(brv_arena *arena, const brv_words *words, guint count)
{
  const char *word = listed(words, "numbers", (gint64)count - 1);
  return word ? brv_arena_strdup(arena, word) : brv_arena_printf(arena, "%u", count);
}
