/* What Cairo drew of an SVG, taken over from its file object by object. */
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "pdf/pictures.h"

typedef struct {
  qpdf_data pdf;
  brv_pdf_file *file;
  GHashTable *ids;   /* number of an object there -> its number here */
  GArray *waiting;   /* of qpdf_oh: named, but not yet written */
} taker;

static void append_object(taker *t, qpdf_oh object, GString *out);

/* The number here of an object there that has one. */
static guint id_of(taker *t, qpdf_oh object)
{
  gpointer there = GINT_TO_POINTER(qpdf_oh_get_object_id(t->pdf, object));
  guint id = GPOINTER_TO_UINT(g_hash_table_lookup(t->ids, there));
  if (id)
    return id;
  id = brv_pdf_reserve(t->file);
  g_hash_table_insert(t->ids, there, GUINT_TO_POINTER(id));
  g_array_append_val(t->waiting, object);
  return id;
}

static void append_named(taker *t, qpdf_oh object, GString *out)
{
  if (qpdf_oh_is_indirect(t->pdf, object))
    g_string_append_printf(out, " %u 0 R", id_of(t, object));
  else
    append_object(t, object, out);
}

static bool has_name(taker *t, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh value = qpdf_oh_get_key(t->pdf, dictionary, key);
  return qpdf_oh_is_name(t->pdf, value) && strcmp(qpdf_oh_get_name(t->pdf, value), name) == 0;
}

/* What the standards do not want, and what the writer of the stream says itself. */
static bool is_dropped(const char *key)
{
  static const char *const KEYS[] = {"/Interpolate", "/CIDSet", "/Length", "/StructParents"};
  for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
    if (strcmp(key, KEYS[i]) == 0)
      return true;
  return false;
}

static void append_entries(taker *t, qpdf_oh dictionary, GString *out)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  qpdf_oh_begin_dict_key_iter(t->pdf, dictionary);
  while (qpdf_oh_dict_more_keys(t->pdf))
    g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(t->pdf)));
  for (guint i = 0; i < keys->len; i++) {
    const char *key = keys->pdata[i];
    if (is_dropped(key))
      continue;
    g_string_append(out, key);
    g_string_append_c(out, ' ');
    append_named(t, qpdf_oh_get_key(t->pdf, dictionary, key), out);
  }
  /* Cairo leaves it out. */
  if (has_name(t, dictionary, "/Subtype", "/CIDFontType2") &&
      !qpdf_oh_has_key(t->pdf, dictionary, "/CIDToGIDMap"))
    g_string_append(out, "/CIDToGIDMap/Identity");
}

static void append_object(taker *t, qpdf_oh object, GString *out)
{
  if (qpdf_oh_is_array(t->pdf, object)) {
    int count = qpdf_oh_get_array_n_items(t->pdf, object);
    g_string_append_c(out, '[');
    for (int i = 0; i < count; i++) {
      g_string_append_c(out, ' ');
      append_named(t, qpdf_oh_get_array_item(t->pdf, object, i), out);
    }
    g_string_append_c(out, ']');
  } else if (qpdf_oh_is_dictionary(t->pdf, object)) {
    g_string_append(out, "<<");
    append_entries(t, object, out);
    g_string_append(out, ">>");
  } else if (qpdf_oh_is_string(t->pdf, object)) {
    size_t length = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(t->pdf, object, &length);
    g_string_append_c(out, '<');
    for (size_t i = 0; i < length; i++)
      g_string_append_printf(out, "%02x", (guint8)bytes[i]);
    g_string_append_c(out, '>');
  } else {
    g_string_append(out, qpdf_oh_unparse(t->pdf, object));
  }
}

/* The stream's bytes as they are there; the caller frees them. */
static guint8 *raw_bytes(taker *t, qpdf_oh stream, gsize *length)
{
  unsigned char *bytes = NULL;
  size_t count = 0;
  QPDF_BOOL filtered = QPDF_FALSE;
  qpdf_oh_get_stream_data(t->pdf, stream, qpdf_dl_none, &filtered, &bytes, &count);
  guint8 *copy = g_memdup2(bytes, count);
  free(bytes);
  *length = count;
  return copy;
}

static void write_object(taker *t, qpdf_oh object)
{
  guint id = id_of(t, object);
  g_autoptr(GString) out = g_string_new(NULL);
  if (!qpdf_oh_is_stream(t->pdf, object)) {
    append_object(t, object, out);
    brv_pdf_put(t->file, id, out->str);
    return;
  }
  gsize length = 0;
  g_autofree guint8 *bytes = raw_bytes(t, object, &length);
  append_entries(t, qpdf_oh_get_dict(t->pdf, object), out);
  brv_pdf_put_stream(t->file, id, out->str, bytes, length, BRV_PDF_AS_IS);
}

static bool is_one(taker *t, qpdf_oh dictionary, const char *key)
{
  return !qpdf_oh_has_key(t->pdf, dictionary, key) ||
         qpdf_oh_get_numeric_value(t->pdf, qpdf_oh_get_key(t->pdf, dictionary, key)) >= 1;
}

/* Whether something can be seen through. Cairo makes every page a group, which PDF/A allows only
 * where it is needed. */
static bool is_sheer(taker *t, qpdf_oh resources)
{
  qpdf_oh states = qpdf_oh_get_key(t->pdf, resources, "/ExtGState");
  bool sheer = qpdf_oh_has_key(t->pdf, resources, "/XObject") ||
               qpdf_oh_has_key(t->pdf, resources, "/Pattern");
  if (!qpdf_oh_is_dictionary(t->pdf, states))
    return sheer;
  qpdf_oh_begin_dict_key_iter(t->pdf, states);
  while (qpdf_oh_dict_more_keys(t->pdf)) {
    qpdf_oh state = qpdf_oh_get_key(t->pdf, states, qpdf_oh_dict_next_key(t->pdf));
    sheer |= !is_one(t, state, "/CA") || !is_one(t, state, "/ca") ||
             qpdf_oh_has_key(t->pdf, state, "/SMask") || qpdf_oh_has_key(t->pdf, state, "/BM");
  }
  return sheer;
}

static void write_form(taker *t, qpdf_oh page, guint id, const double size[2])
{
  unsigned char *bytes = NULL;
  size_t length = 0;
  g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Form/BBox[0 0 ");
  qpdf_oh_get_page_content_data(t->pdf, page, &bytes, &length);
  brv_pdf_numbers(entries, size, 2, 2);
  g_string_append(entries, "]/Resources");
  append_named(t, qpdf_oh_get_key(t->pdf, page, "/Resources"), entries);
  if (qpdf_oh_has_key(t->pdf, page, "/Group") &&
      is_sheer(t, qpdf_oh_get_key(t->pdf, page, "/Resources"))) {
    g_string_append(entries, "/Group");
    append_named(t, qpdf_oh_get_key(t->pdf, page, "/Group"), entries);
  }
  brv_pdf_put_stream(t->file, id, entries->str, bytes, length, BRV_PDF_DEFLATE);
  free(bytes);
}

static bool write_forms(taker *t, const guint *ids, const double (*sizes)[2], guint count)
{
  if (qpdf_get_num_pages(t->pdf) < (int)count)
    return false;
  for (guint i = 0; i < count; i++)
    write_form(t, qpdf_get_page_n(t->pdf, i), ids[i], sizes[i]);
  for (guint i = 0; i < t->waiting->len; i++)
    write_object(t, g_array_index(t->waiting, qpdf_oh, i));
  return true;
}

bool brv_pdf_put_forms(brv_pdf_file *file, GBytes *drawn, const guint *ids,
                       const double (*sizes)[2], guint count)
{
  taker t = {.pdf = qpdf_init(), .file = file};
  gsize length = 0;
  const char *bytes = g_bytes_get_data(drawn, &length);
  t.ids = g_hash_table_new(NULL, NULL);
  t.waiting = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
  qpdf_silence_errors(t.pdf);
  qpdf_set_suppress_warnings(t.pdf, QPDF_TRUE);
  bool good = !(qpdf_read_memory(t.pdf, "drawn.pdf", bytes, length, NULL) & QPDF_ERRORS) &&
              write_forms(&t, ids, sizes, count);
  g_hash_table_unref(t.ids);
  g_array_unref(t.waiting);
  qpdf_cleanup(&t.pdf);
  return good;
}
