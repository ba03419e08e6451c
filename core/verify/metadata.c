/* The metadata: XMP, well-formed and said of the right standards, and equal to the information
 * dictionary. */
#include <string.h>

#include "verify/xmp.h"

/* The attributes of the packet's opening processing instruction. */
static void check_header(brv_audit *a, const char *bytes, gsize length)
{
  const char *begin = g_strstr_len(bytes, (gssize)length, "<?xpacket ");
  const char *end = begin ? g_strstr_len(begin, (gssize)length - (begin - bytes), "?>") : NULL;
  if (!end)
    return;
  g_autofree char *header = g_strndup(begin, (gsize)(end - begin));
  if (g_regex_match_simple("\\sbytes\\s*=", header, 0, 0))
    brv_audit_fault(a, BRV_XMP_BYTES_FAULT, BRV_NO_SPOT, NULL);
  if (g_regex_match_simple("\\sencoding\\s*=", header, 0, 0))
    brv_audit_fault(a, BRV_XMP_ENCODING_FAULT, BRV_NO_SPOT, NULL);
}

static void check_prefixes(brv_audit *a, const brv_xmp *xmp, const char *space, const char *prefix,
                           brv_condition condition)
{
  for (guint i = 0; i < xmp->properties->len; i++) {
    const brv_xmp_value *value = xmp->properties->pdata[i];
    if (strcmp(value->space, space) == 0 && strcmp(value->prefix, prefix) != 0)
      brv_audit_fault(a, condition, BRV_NO_SPOT, "%s:%s", value->prefix, value->name);
  }
}

/* The level that was asked for: "A", "U" or "B". */
static const char *level_of(const brv_audit *a)
{
  return a->standards & BRV_STANDARD_A_2A ? "A" : a->standards & BRV_STANDARD_A_2U ? "U" : "B";
}

static void check_pdfa(brv_audit *a, const brv_xmp *xmp)
{
  const brv_xmp_value *part = brv_xmp_property(xmp, BRV_NS_PDFA, "part");
  const brv_xmp_value *level = brv_xmp_property(xmp, BRV_NS_PDFA, "conformance");
  if (!part && !level) {
    brv_audit_fault(a, BRV_PDFA_NONE_FAULT, BRV_NO_SPOT, NULL);
    return;
  }
  const char *number = brv_xmp_text(part), *letter = brv_xmp_text(level);
  if (g_strcmp0(number, "2") != 0)
    brv_audit_fault(a, BRV_PDFA_PART_FAULT, BRV_NO_SPOT, "\"%s\"", number ? number : "");
  /* A file of a higher level is one of a lower too. */
  const char *high = level_of(a);
  bool fits = letter && strlen(letter) == 1 && strchr("AUB", *letter) &&
              (*letter == *high || *high == 'B' || (*high == 'U' && *letter == 'A'));
  if (!fits)
    brv_audit_fault(a, BRV_PDFA_LEVEL_FAULT, BRV_NO_SPOT, "\"%s\"", letter ? letter : "");
  check_prefixes(a, xmp, BRV_NS_PDFA, "pdfaid", BRV_PDFA_PREFIX_FAULT);
}

static void check_pdfua(brv_audit *a, const brv_xmp *xmp)
{
  const char *part = brv_xmp_text(brv_xmp_property(xmp, BRV_NS_PDFUA, "part"));
  bool is_named = false;
  for (guint i = 0; i < xmp->properties->len; i++)
    is_named |= strcmp(((brv_xmp_value *)xmp->properties->pdata[i])->space, BRV_NS_PDFUA) == 0;
  if (!is_named)
    brv_audit_fault(a, BRV_PDFUA_NONE_FAULT, BRV_NO_SPOT, NULL);
  else if (g_strcmp0(part, "1") != 0)
    brv_audit_fault(a, BRV_PDFUA_PART_FAULT, BRV_NO_SPOT, "\"%s\"", part ? part : "");
  check_prefixes(a, xmp, BRV_NS_PDFUA, "pdfuaid", BRV_PDFUA_PREFIX_FAULT);
}

/* Whether an Alt has nothing but its x-default, whose language is the document's. */
static bool is_default_alone(const brv_xmp_value *value)
{
  if (value->form != BRV_XMP_ALT || value->parts->len != 1)
    return false;
  const brv_xmp_value *only = value->parts->pdata[0];
  return g_strcmp0(only->language, "x-default") == 0;
}

static void check_language(brv_audit *a, const brv_xmp *xmp)
{
  for (guint i = 0; i < xmp->properties->len && !a->language; i++) {
    const brv_xmp_value *value = xmp->properties->pdata[i];
    if (is_default_alone(value))
      brv_audit_fault(a, BRV_LANG_METADATA_FAULT, BRV_NO_SPOT, "%s:%s", value->prefix, value->name);
  }
}

/* Info and XMP: the same values (ISO 19005-1, 6.7.3, tells which is which). */

/* "D:20260426000000Z" and "2026-04-26T00:00:00Z" to the same digits; "+00'00'" is "Z". */
static char *date_digits(const char *date)
{
  GString *digits = g_string_new(NULL);
  for (const char *c = date; *c; c++)
    if (g_ascii_isdigit(*c) || *c == '+' || (*c == '-' && digits->len >= 14))
      g_string_append_c(digits, *c);
  if (digits->len == 19 && g_str_has_suffix(digits->str, "+0000"))
    g_string_truncate(digits, 14);
  return g_string_free(digits, FALSE);
}

static void compare(brv_audit *a, const char *key, const char *info, const char *xmp, bool is_date)
{
  g_autofree char *first = is_date && info ? date_digits(info) : g_strdup(info);
  g_autofree char *second = is_date && xmp ? date_digits(xmp) : g_strdup(xmp);
  if (info && *info && g_strcmp0(first, second) != 0)
    brv_audit_fault(a, BRV_INFO_DIFFERS_FAULT, BRV_NO_SPOT, "%s: \"%s\" and \"%s\"", key, info,
                    xmp ? xmp : "");
}

static void check_info(brv_audit *a, const brv_xmp *xmp)
{
  static const struct {
    const char *key, *space, *name;
    bool is_date;
  } pairs[] = {
      {"Title", BRV_NS_DC, "title", false},
      {"Author", BRV_NS_DC, "creator", false},
      {"Subject", BRV_NS_DC, "description", false},
      {"Keywords", BRV_NS_PDF, "Keywords", false},
      {"Creator", BRV_NS_XMP, "CreatorTool", false},
      {"Producer", BRV_NS_PDF, "Producer", false},
      {"CreationDate", BRV_NS_XMP, "CreateDate", true},
      {"ModDate", BRV_NS_XMP, "ModifyDate", true},
  };
  const brv_obj *info = brv_obj_get(a->pdf, a->trailer, "Info");
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    compare(a, pairs[i].key, brv_obj_string(brv_obj_get(a->pdf, info, pairs[i].key)),
            brv_xmp_text(brv_xmp_property(xmp, pairs[i].space, pairs[i].name)), pairs[i].is_date);
}

static bool is_utf8(brv_audit *a, const char *bytes, gsize length)
{
  bool has_utf16_mark =
      length >= 2 && (memcmp(bytes, "\xfe\xff", 2) == 0 || memcmp(bytes, "\xff\xfe", 2) == 0);
  bool fine = !has_utf16_mark && g_utf8_validate(bytes, (gssize)length, NULL);
  if (!fine)
    brv_audit_fault(a, BRV_XMP_UTF8_FAULT, BRV_NO_SPOT, NULL);
  return fine;
}

static void check_properties(brv_audit *a, const brv_xmp *xmp)
{
  const char *title = brv_xmp_text(brv_xmp_property(xmp, BRV_NS_DC, "title"));
  if (!title || !*title)
    brv_audit_fault(a, BRV_TITLE_NONE_FAULT, BRV_NO_SPOT, NULL);
  check_pdfa(a, xmp);
  check_pdfua(a, xmp);
  check_language(a, xmp);
  check_info(a, xmp);
  if (brv_audit_asks(a, BRV_XMP_PROPERTY_FAULT))
    brv_audit_schemas(a, xmp);
}

void brv_audit_metadata(brv_audit *a)
{
  const brv_obj *stream = brv_obj_get(a->pdf, a->catalog, "Metadata");
  if (stream->type != BRV_OBJ_STREAM ||
      !brv_obj_is_name(brv_obj_get(a->pdf, stream, "Type"), "Metadata") ||
      !brv_obj_is_name(brv_obj_get(a->pdf, stream, "Subtype"), "XML"))
    brv_audit_fault(a, BRV_XMP_NONE_FAULT, BRV_NO_SPOT, NULL);
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, stream);
  if (!data)
    return;
  gsize length = 0;
  const char *bytes = g_bytes_get_data(data, &length), *why = NULL;
  check_header(a, bytes, length);
  is_utf8(a, bytes, length);
  const brv_xmp *xmp = brv_xmp_read(a->arena, bytes, length, &why);
  if (xmp)
    check_properties(a, xmp);
  else
    brv_audit_fault(a, BRV_XMP_FORM_FAULT, BRV_NO_SPOT, "%s", why);
}
