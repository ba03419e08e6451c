#include <string.h>

#include "pdf/parts.h"

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

static char *whole_title(const brv_document *document)
{
  return document->number ? g_strdup_printf("%s %s", document->title, document->number)
                          : g_strdup(document->title);
}

static void append_text(GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append_printf(out, "/%s", key);
  brv_pdf_text(out, text);
}

guint brv_pdf_write_info(const brv_pdf_parts *parts)
{
  const brv_document *d = parts->pages->document;
  g_autofree char *title = whole_title(d), *words = keywords(d);
  g_auto(GStrv) date = g_strsplit(d->date, "-", 3);
  g_autofree char *digits = g_strjoinv("", date); /* midnight, UTC */
  g_autoptr(GString) out = g_string_new("<<");
  append_text(out, "Title", title);
  append_text(out, "Author", d->publisher);
  append_text(out, "Subject", d->about);
  append_text(out, "Keywords", words);
  append_text(out, "Creator", "Brevier");
  append_text(out, "Producer", "Brevier " BRV_VERSION);
  g_string_append_printf(out, "/CreationDate(D:%s000000Z)/ModDate(D:%s000000Z)>>", digits, digits);
  return brv_pdf_add(parts->file, out->str);
}

static void append_element(GString *out, const char *name, const char *text)
{
  if (!text || !*text)
    return;
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append_printf(out, "<%s>%s</%s>\n", name, escaped, name);
}

/* A property with several values, of which there is one. */
static void append_one_of(GString *out, const char *name, const char *kind, const char *text,
                          const char *language)
{
  if (!text || !*text)
    return;
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_autofree char *attribute =
      language ? g_strdup_printf(" xml:lang=\"%s\"", language) : g_strdup("");
  g_string_append_printf(out, "<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n", name, kind,
                         attribute, escaped, kind, name);
}

/* PDF/A wants properties that it does not know explained (ISO 19005-2, 6.6.2.3), and PDFBox wants that
 * to stand first. */
static void append_explanation(GString *out)
{
  g_string_append(
      out,
      "<rdf:Description rdf:about=\"\" "
      "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
      "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
      "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
      "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
      "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
      "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
      "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
      "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
      "<pdfaProperty:name>part</pdfaProperty:name>"
      "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
      "<pdfaProperty:category>internal</pdfaProperty:category>"
      "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"
      "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
      "</rdf:Description>\n");
}

/* That the file keeps to PDF/UA-1 and PDF/A-2a. */
static void append_claims(GString *out)
{
  g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n<pdfaid:part>2</pdfaid:part>\n"
                       "<pdfaid:conformance>A</pdfaid:conformance>\n");
}

/* ISO 16684-1; the names that stand for those of Info are in ISO 19005-2, 6.6.3. */
guint brv_pdf_write_metadata(const brv_pdf_parts *parts)
{
  const brv_document *d = parts->pages->document;
  g_autofree char *title = whole_title(d), *words = keywords(d);
  g_autofree char *date = g_strconcat(d->date, "T00:00:00Z", NULL);
  g_autoptr(GString) out = g_string_new(
      "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
  append_explanation(out);
  g_string_append(
      out,
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
  append_one_of(out, "dc:title", "Alt", title, "x-default");
  append_one_of(out, "dc:creator", "Seq", d->publisher, NULL);
  append_one_of(out, "dc:description", "Alt", d->about, "x-default");
  append_one_of(out, "dc:language", "Bag", d->language, NULL);
  append_one_of(out, "dc:rights", "Alt", d->rights, "x-default");
  append_element(out, "pdf:Keywords", words);
  append_element(out, "pdf:Producer", "Brevier " BRV_VERSION);
  append_element(out, "xmp:CreatorTool", "Brevier");
  append_element(out, "xmp:CreateDate", date);
  append_element(out, "xmp:ModifyDate", date);
  append_claims(out);
  g_string_append(out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
  return brv_pdf_add_stream(parts->file, "/Type/Metadata/Subtype/XML", out->str, out->len,
                            BRV_PDF_AS_IS);
}
