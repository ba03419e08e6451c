#include "verify/account.h"

#include <string.h>

enum { SOFT_HYPHEN = 0xAD };

static void free_texts(void *data)
{
  GPtrArray *sayings = data;
  for (guint i = 0; i < sayings->len; i++)
    g_string_free(((brv_saying *)sayings->pdata[i])->text, TRUE);
  g_ptr_array_unref(sayings);
}

brv_account *brv_account_new(brv_arena *arena)
{
  brv_account *account = brv_new(arena, brv_account);
  account->arena = arena;
  account->sayings = g_ptr_array_new();
  brv_arena_own(arena, account->sayings, free_texts);
  return account;
}

brv_saying *brv_account_say(brv_account *account, brv_say kind, int number, const char *language,
                            const char *where)
{
  brv_saying *saying = brv_new(account->arena, brv_saying);
  *saying = (brv_saying){kind, number, g_string_new(NULL), language, where};
  g_ptr_array_add(account->sayings, saying);
  account->open = saying;
  return saying;
}

static bool is_blank(const char *text)
{
  return !text[strspn(text, " \t\r\n")];
}

void brv_account_block(brv_account *account, const char *language, const char *where)
{
  guint count = account->sayings->len;
  bool begins_item = account->open && account->open == account->sayings->pdata[count - 1] &&
                     account->open->kind == BRV_SAY_ITEM && is_blank(account->open->text->str);
  if (begins_item) /* its first paragraph is what the item says */
    return;
  if (!account->held || !account->open)
    brv_account_say(account, BRV_SAY_TEXT, 0, language, where);
  else if (account->open->text->len)
    g_string_append_c(account->open->text, ' ');
}

void brv_account_add(brv_account *account, const char *text, const char *language,
                     const char *where)
{
  if (!account->open)
    brv_account_say(account, BRV_SAY_TEXT, 0, language, where);
  g_string_append(account->open->text, text);
}

/* --- tokens --- */

static bool is_of_word(gunichar c)
{
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static void add_token(const brv_account *account, GArray *tokens, GString *word,
                      const brv_saying *saying)
{
  if (!word->len)
    return;
  brv_token token = {brv_arena_strdup(account->arena, word->str), saying};
  g_array_append_val(tokens, token);
  g_string_truncate(word, 0);
}

static void cut_up(const brv_account *account, GArray *tokens, const brv_saying *saying)
{
  g_autofree char *valid = g_utf8_make_valid(saying->text->str, -1);
  g_autofree char *folded = g_utf8_casefold(valid, -1);
  g_autofree char *text = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *at = text ? text : ""; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == SOFT_HYPHEN || g_unichar_type(c) == G_UNICODE_FORMAT)
      continue;
    if (!is_of_word(c))
      add_token(account, tokens, word, saying);
    if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
      continue;
    g_string_append_unichar(word, c);
    if (!is_of_word(c))
      add_token(account, tokens, word, saying);
  }
  add_token(account, tokens, word, saying);
}

/* What stands before the words of what is more than text. */
static const char *mark_of(const brv_account *account, const brv_saying *saying)
{
  switch (saying->kind) {
  case BRV_SAY_HEADING:
    return brv_arena_printf(account->arena, "[h%d]", saying->number);
  case BRV_SAY_HEAD:
    return "[head]";
  case BRV_SAY_CELL:
    return "[cell]";
  case BRV_SAY_NOTE:
    return "[note]";
  case BRV_SAY_FIGURE:
    return "[figure]";
  default:
    return NULL;
  }
}

GArray *brv_account_tokens(const brv_account *account, guint kinds)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(brv_token));
  for (guint i = 0; i < account->sayings->len; i++) {
    const brv_saying *saying = account->sayings->pdata[i];
    if (!(kinds >> saying->kind & 1))
      continue;
    brv_token mark = {mark_of(account, saying), saying};
    if (mark.word)
      g_array_append_val(tokens, mark);
    cut_up(account, tokens, saying);
  }
  return tokens;
}

/* --- speech --- */

/* White space made single, without soft hyphens. */
static char *spoken(const char *text)
{
  GString *out = g_string_new(NULL);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == SOFT_HYPHEN)
      continue;
    bool clings = c < 0x80 && strchr(",.;:)", (int)c) && out->len && out->str[out->len - 1] == ' ';
    if (clings)
      g_string_truncate(out, out->len - 1);
    if (!g_unichar_isspace(c))
      g_string_append_unichar(out, c);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  g_string_truncate(out, out->len - (out->len && out->str[out->len - 1] == ' '));
  return g_string_free(out, FALSE);
}

static void announce(GString *out, const brv_saying *saying)
{
  switch (saying->kind) {
  case BRV_SAY_HEADING:
    g_string_append_printf(out, "\nheading %d: ", saying->number);
    break;
  case BRV_SAY_LIST:
    g_string_append_printf(out, "list of %d", saying->number);
    break;
  case BRV_SAY_ITEM:
    g_string_append(out, "  item: ");
    break;
  case BRV_SAY_TABLE:
    g_string_append_printf(out, "table of %d rows", saying->number);
    break;
  case BRV_SAY_ROW:
    g_string_append(out, "  row");
    break;
  case BRV_SAY_HEAD:
    g_string_append(out, "    head: ");
    break;
  case BRV_SAY_CELL:
    g_string_append(out, "    cell: ");
    break;
  case BRV_SAY_CAPTION:
    g_string_append(out, "caption: ");
    break;
  case BRV_SAY_FIGURE:
    g_string_append(out, "figure: ");
    break;
  case BRV_SAY_NOTE:
    g_string_append(out, "note: ");
    break;
  case BRV_SAY_LINK:
    g_string_append(out, "link to ");
    break;
  case BRV_SAY_TEXT:
  case BRV_SAY_COUNT:
    break;
  }
}

char *brv_account_speech(const brv_account *account)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < account->sayings->len; i++) {
    const brv_saying *saying = account->sayings->pdata[i];
    g_autofree char *text = spoken(saying->text->str);
    bool says_nothing = !*text && (saying->kind == BRV_SAY_TEXT || saying->kind == BRV_SAY_ITEM);
    if (says_nothing)
      continue;
    announce(out, saying);
    if (saying->language)
      g_string_append_printf(out, "(%s) ", saying->language);
    g_string_append(out, text);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
