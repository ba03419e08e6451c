#include <string.h>

#include "verify/account.h"
#include "verify/apart.h"

/* The PDF and the EPUB of an edition say the same: words, numbers and marks in order, and by
 * themselves the headings, the cells of tables, the notes, the alternative texts and the links. */

enum { SECONDS = 240, ANSWER = 16 << 20, CONTEXT = 4 };

/* The words compared; what differs: the stream, where in the PDF, where in the EPUB, how. */
#define ANSWER_TYPE "(ua(ssss))"

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

/* --- in the worker --- */

typedef struct {
  GBytes *pdf, *epub;
  bool speech; /* one of them is to be spoken, not both compared */
} task;

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

static guint compare(const brv_account *pdf, const brv_account *book, guint stream,
                     GVariantBuilder *faults)
{
  g_autoptr(GArray) a = brv_account_tokens(pdf, streams[stream].kinds);
  g_autoptr(GArray) b = brv_account_tokens(book, streams[stream].kinds);
  guint at = 0;
  while (at < a->len && at < b->len &&
         strcmp(g_array_index(a, brv_token, at).word, g_array_index(b, brv_token, at).word) == 0)
    at++;
  if (at == a->len && at == b->len)
    return at;
  g_autofree char *in_pdf = around(a, at), *in_book = around(b, at);
  g_autofree char *how =
      g_strdup_printf("number %u: the PDF has \"%s\", the EPUB \"%s\"", at + 1, in_pdf, in_book);
  g_variant_builder_add(faults, "(ssss)", streams[stream].name, where(a, at), where(b, at), how);
  return at;
}

static GVariant *compared(const brv_account *pdf, const brv_account *book)
{
  GVariantBuilder faults;
  guint words = 0;
  g_variant_builder_init(&faults, G_VARIANT_TYPE("a(ssss)"));
  if (!book || !pdf->sayings->len)
    g_variant_builder_add(&faults, "(ssss)", "words", "", "", "one of the files cannot be read");
  for (guint i = 0; book && i < G_N_ELEMENTS(streams); i++) {
    guint same = compare(pdf, book, i, &faults);
    words = i ? words : same;
  }
  return g_variant_ref_sink(g_variant_new(ANSWER_TYPE, words, &faults));
}

static void work(GByteArray *answer, brv_worker_note *note, void *data)
{
  const task *t = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_account *pdf = t->pdf ? brv_account_pdf(brv_audit_new(arena, t->pdf, 0)) : NULL;
  const brv_account *book = t->epub ? brv_account_book(brv_book_audit_new(arena, t->epub)) : NULL;
  if (t->speech) {
    const brv_account *account = pdf ? pdf : book;
    g_autofree char *speech = account ? brv_account_speech(account) : g_strdup("");
    g_byte_array_append(answer, (const guint8 *)speech, (guint)strlen(speech));
    return;
  }
  g_autoptr(GVariant) all = compared(pdf, book);
  brv_apart_answer(answer, all);
}

/* --- in the parent --- */

/* The answer, or NULL after a report. */
static GBytes *run(task *t, const char *path, brv_diags *diags)
{
  g_autofree char *how = NULL;
  GBytes *answer = brv_apart_run(work, t, SECONDS, ANSWER, &how);
  if (!answer)
    brv_report(diags, BRV_PARITY, BRV_NO_PLACE, NULL, "%s cannot be read: %s", path, how);
  return answer;
}

static brv_place place_of(brv_arena *arena, const char *name, const char *where_there)
{
  return (brv_place){.source =
                         brv_source_binary(arena, name, brv_arena_strdup(arena, where_there))};
}

static void take_answer(brv_arena *arena, brv_verdict *verdict, const char *pdf, const char *other,
                        GBytes *answer, brv_diags *diags)
{
  guint words = 0;
  g_autoptr(GVariant) all = brv_apart_value(answer, ANSWER_TYPE);
  g_autoptr(GVariantIter) faults = NULL;
  const char *stream, *in_pdf, *in_book, *how;
  g_variant_get(all, ANSWER_TYPE, &words, &faults);
  for (; g_variant_iter_next(faults, "(&s&s&s&s)", &stream, &in_pdf, &in_book, &how);
       verdict->found++)
    brv_report(diags, BRV_PARITY, place_of(arena, pdf, in_pdf), NULL,
               "%s differ from those of %s (%s): %s", stream, other, in_book, how);
  verdict->checked = g_strdup_printf("%u words in the same order", words);
}

brv_verdict *brv_verify_parity(brv_arena *arena, const char *pdf, const char *epub,
                               brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  g_autofree char *other = g_path_get_basename(epub);
  verdict->name = g_strdup_printf("%s and %s", pdf, other);
  g_autoptr(GBytes) pages = brv_apart_open(pdf, diags), book = brv_apart_open(epub, diags);
  task t = {.pdf = pages, .epub = book};
  g_autoptr(GBytes) answer = pages && book ? run(&t, pdf, diags) : NULL;
  if (answer)
    take_answer(arena, verdict, pdf, other, answer, diags);
  else
    verdict->found = 1;
  return verdict;
}

char *brv_verify_speech(const char *path, brv_diags *diags)
{
  g_autoptr(GBytes) bytes = brv_apart_open(path, diags);
  if (!bytes)
    return NULL;
  bool is_pdf = g_str_has_suffix(path, ".pdf");
  task t = {.pdf = is_pdf ? bytes : NULL, .epub = is_pdf ? NULL : bytes, .speech = true};
  g_autoptr(GBytes) answer = run(&t, path, diags);
  gsize length = 0;
  const char *speech = answer ? g_bytes_get_data(answer, &length) : NULL;
  return answer ? g_strndup(speech ? speech : "", length) : NULL;
}
