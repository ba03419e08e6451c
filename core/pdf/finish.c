#include "pdf/finish.h"

#include "document/identity.h"

static void set_text(qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *text)
{
  if (text && *text)
    qpdf_oh_replace_key(pdf, dictionary, key, qpdf_oh_new_unicode_string(pdf, text));
}

static void add_keyword(GPtrArray *words, const char *word)
{
  if (word && *word && !g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL))
    g_ptr_array_add(words, (char *)word);
}

/* The parts' titles and the briefings' categories, each once. */
static char *keywords(const brv_document *document)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (const brv_node *n = document->root; n; n = brv_node_next(n, document->root))
    if (n->kind == BRV_NODE_PART)
      add_keyword(words, n->text);
    else if (n->kind == BRV_NODE_BRIEFING && n->briefing)
      add_keyword(words, n->briefing->category);
  g_ptr_array_add(words, NULL);
  return g_strjoinv(", ", (char **)words->pdata);
}

/* "2026-04-26" as midnight UTC, "D:20260426000000Z". */
static char *pdf_date(const char *iso)
{
  g_auto(GStrv) parts = g_strsplit(iso, "-", 3);
  g_autofree char *digits = g_strjoinv("", parts);
  return g_strdup_printf("D:%s000000Z", digits);
}

/* Replaces Cairo's, which bears the clock's time. */
static void set_info(qpdf_data pdf, const brv_document *document)
{
  qpdf_oh info = qpdf_oh_new_dictionary(pdf);
  g_autofree char *title = document->number
                               ? g_strdup_printf("%s %s", document->title, document->number)
                               : g_strdup(document->title);
  g_autofree char *words = keywords(document);
  g_autofree char *date = pdf_date(document->date);
  set_text(pdf, info, "/Title", title);
  set_text(pdf, info, "/Author", document->publisher);
  set_text(pdf, info, "/Subject", document->about);
  set_text(pdf, info, "/Keywords", words);
  set_text(pdf, info, "/Creator", "Brevier");
  set_text(pdf, info, "/Producer", "Brevier " BRV_VERSION);
  qpdf_oh_replace_key(pdf, info, "/CreationDate", qpdf_oh_new_string(pdf, date));
  qpdf_oh_replace_key(pdf, info, "/ModDate", qpdf_oh_new_string(pdf, date));
  qpdf_oh_replace_key(pdf, qpdf_get_trailer(pdf), "/Info", qpdf_make_indirect_object(pdf, info));
}

static void set_viewer(qpdf_data pdf, const brv_pages *pages)
{
  qpdf_oh root = qpdf_get_root(pdf);
  set_text(pdf, root, "/Lang", pages->document->language);
  qpdf_oh_replace_key(pdf, root, "/ViewerPreferences",
                      qpdf_oh_parse(pdf, "<< /DisplayDocTitle true >>"));
  if (pages->outline->len)
    qpdf_oh_replace_key(pdf, root, "/PageMode", qpdf_oh_new_name(pdf, "/UseOutlines"));
  else
    qpdf_oh_remove_key(pdf, root, "/PageMode");
}

/* qpdf keeps the first half of an ID that is there and makes the second from the content. The first
 * is what the e-book names as the source of its page numbers. */
static void set_identity(qpdf_data pdf, const brv_document *document)
{
  guint8 bytes[BRV_UUID_BYTES];
  brv_document_uuid_bytes(document, "pdf", bytes);
  qpdf_oh id = qpdf_oh_new_array(pdf);
  for (int i = 0; i < 2; i++)
    qpdf_oh_append_item(pdf, id,
                        qpdf_oh_new_binary_string(pdf, (const char *)bytes, BRV_UUID_BYTES));
  qpdf_oh_replace_key(pdf, qpdf_get_trailer(pdf), "/ID", id);
}

static GBytes *write_file(qpdf_data pdf)
{
  if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
    return NULL;
  qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
  qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
  qpdf_set_compress_streams(pdf, QPDF_TRUE);
  qpdf_set_minimum_pdf_version(pdf, "1.7");
  if (qpdf_write(pdf) & QPDF_ERRORS)
    return NULL;
  return g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
}

static GBytes *finish(qpdf_data pdf, GBytes *drawn, const brv_pages *pages, brv_diags *diags)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data(drawn, &length);
  qpdf_silence_errors(pdf);
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  if (qpdf_read_memory(pdf, "drawn.pdf", bytes, length, NULL) & QPDF_ERRORS)
    return NULL;
  brv_pdf_add_links(pdf, pages, diags);
  set_info(pdf, pages->document);
  set_identity(pdf, pages->document);
  set_viewer(pdf, pages);
  return write_file(pdf);
}

GBytes *brv_pdf_finish(GBytes *drawn, const brv_pages *pages, brv_diags *diags)
{
  qpdf_data pdf = qpdf_init();
  GBytes *bytes = finish(pdf, drawn, pages, diags);
  if (!bytes) {
    qpdf_error error = qpdf_get_error(pdf);
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "the PDF cannot be finished: %s",
               error ? qpdf_get_error_full_text(pdf, error) : "no reason given");
  }
  qpdf_cleanup(&pdf);
  return bytes;
}
