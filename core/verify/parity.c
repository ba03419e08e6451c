#include <string.h>

#include "verify/reading.h"

/* The PDF and the EPUB of an edition say the same: words, numbers and marks in order, and by
 * themselves the headings, the cells of tables, the notes, the alternative texts and the links. */

/* Words before one that differs, in a message. */
enum { CONTEXT = 4 };

#define OF(kind) (1u << BRV_SAY_##kind)

static const struct {
  const char *name;
  guint kinds;
} streams[] = {
    {"words", OF(TEXT) | OF(HEADING) | OF(ITEM) | OF(HEAD) | OF(CELL) | OF(CAPTION) | OF(FIGURE)},
    {"headings", OF(HEADING)},
    {"cells of tables", OF(HEAD) | OF(CELL)},
    {"notes", OF(NOTE)},
    {"alternative texts", OF(FIGURE)},
    {"links", OF(LINK)},
};

/* The words around a place, which they end with. */
static char *around(const GArray *tokens, guint at)
{
  GString *out = g_string_new(NULL);
  for (guint i = at > CONTEXT ? at - CONTEXT : 0; i <= at && i < tokens->len; i++)
    g_string_append_printf(out, "%s%s", out->len ? " " : "",
                           g_array_index(tokens, brv_token, i).word);
  if (at >= tokens->len)
    g_string_append(out, out->len ? " (end)" : "nothing");
  return g_string_free(out, FALSE);
}

static const char *where(const GArray *tokens, guint at)
{
  if (!tokens->len)
    return "";
  const brv_saying *saying = g_array_index(tokens, brv_token, MIN(at, tokens->len - 1)).saying;
  return saying->where;
}

typedef struct {
  const brv_reading *pdf, *epub;
  brv_diags *diags;
  guint found;
} comparison;

static void differs(comparison *c, const char *stream, const char *in_pdf, const char *in_book,
                    const char *how)
{
  g_autofree char *book = g_path_get_basename(c->epub->name);
  c->found++;
  brv_report(c->diags, BRV_PARITY, brv_reading_place(c->pdf, 0, in_pdf), NULL,
             "%s differ from those of %s (%s): %s", stream, book, in_book, how);
}

/* How many of a stream are the same, from its beginning. */
static guint compare(comparison *c, guint stream)
{
  g_autoptr(GArray) a = brv_account_tokens(c->pdf->account, streams[stream].kinds);
  g_autoptr(GArray) b = brv_account_tokens(c->epub->account, streams[stream].kinds);
  guint at = 0;
  while (at < a->len && at < b->len &&
         strcmp(g_array_index(a, brv_token, at).word, g_array_index(b, brv_token, at).word) == 0)
    at++;
  if (at == a->len && at == b->len)
    return at;
  g_autofree char *in_pdf = around(a, at), *in_book = around(b, at);
  g_autofree char *how =
      g_strdup_printf("number %u: the PDF has \"%s\", the EPUB \"%s\"", at + 1, in_pdf, in_book);
  differs(c, streams[stream].name, where(a, at), where(b, at), how);
  return at;
}

static guint compare_all(comparison *c)
{
  guint words = compare(c, 0);
  for (guint i = 1; i < G_N_ELEMENTS(streams); i++)
    compare(c, i);
  return words;
}

/* Whether there is something to compare; reports it when not. */
static bool is_read(comparison *c, const brv_reading *r)
{
  if (r->is_absent)
    c->found++;
  else if (!r->account || !r->account->sayings->len) {
    c->found++;
    brv_report(c->diags, BRV_PARITY, brv_reading_place(r, 0, NULL), NULL,
               "the file cannot be compared: %s", r->failure ? r->failure : "nothing is said in it");
  } else
    return true;
  return false;
}

brv_verdict *brv_verify_parity(const brv_reading *pdf, const brv_reading *epub, brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  comparison c = {.pdf = pdf, .epub = epub, .diags = diags};
  g_autofree char *other = g_path_get_basename(epub->name);
  verdict->name = g_strdup_printf("%s and %s", pdf->name, other);
  bool has_pages = is_read(&c, pdf), has_texts = is_read(&c, epub);
  if (has_pages && has_texts)
    verdict->checked = g_strdup_printf("%u words in the same order", compare_all(&c));
  verdict->found = c.found;
  return verdict;
}

char *brv_verify_speech(const brv_reading *r, brv_diags *diags)
{
  if (r->account)
    return brv_account_speech(r->account);
  if (!r->is_absent)
    brv_report(diags, BRV_PARITY, brv_reading_place(r, 0, NULL), NULL, "nobody can read it out: %s",
               r->failure ? r->failure : "it is damaged");
  return NULL;
}
