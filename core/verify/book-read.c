#include <string.h>

#include "verify/book.h"

/* What the areas read of nodes, references and names. */

static const char *kept(const brv_book_audit *audit, xmlChar *text)
{
  const char *copy = text ? brv_arena_strdup(audit->arena, (const char *)text) : NULL;
  xmlFree(text);
  return copy;
}

const char *brv_book_attribute(const brv_book_audit *audit, const xmlNode *node, const char *name)
{
  return kept(audit, xmlGetNoNsProp(node, BAD_CAST name));
}

const char *brv_book_epub_type(const brv_book_audit *audit, const xmlNode *node)
{
  return kept(audit, xmlGetNsProp(node, BAD_CAST "type", BAD_CAST "http://www.idpf.org/2007/ops"));
}

const char *brv_book_xml_lang(const brv_book_audit *audit, const xmlNode *node)
{
  return kept(audit, xmlGetNsProp(node, BAD_CAST "lang", XML_XML_NAMESPACE));
}

const char *brv_book_single_spaced(const brv_book_audit *audit, const char *text)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (const char *at = text; *at; at++) {
    bool is_space = g_ascii_isspace(*at);
    if (!is_space)
      g_string_append_c(words, *at);
    else if (words->len && words->str[words->len - 1] != ' ')
      g_string_append_c(words, ' ');
  }
  g_string_truncate(words, words->len - (words->len && words->str[words->len - 1] == ' '));
  return brv_arena_strdup(audit->arena, words->str);
}

const char *brv_book_words(const brv_book_audit *audit, const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent(node);
  const char *words = brv_book_single_spaced(audit, content ? (const char *)content : "");
  xmlFree(content);
  return words;
}

static const char *label_of(const brv_book_audit *audit, const brv_book_entry *entry,
                            const char *xpath)
{
  xmlNode *section = brv_book_first(entry, NULL, xpath);
  return section ? brv_book_attribute(audit, section, "aria-label") : NULL;
}

bool brv_book_continues(const brv_book_audit *audit, const brv_book_entry *entry)
{
  const char *own = label_of(audit, entry, "/h:html/h:body/h:section[not(@role)]");
  const char *before = NULL;
  for (guint i = entry->spine; own && !before && i > 1; i--)
    before = label_of(audit, audit->spine->pdata[i - 2], "//h:section[@role='doc-chapter']");
  return own && g_strcmp0(own, before) == 0;
}

bool brv_book_lists(const char *list, const char *word)
{
  g_auto(GStrv) words = g_strsplit(list ? list : "", " ", -1);
  return g_strv_contains((const char *const *)words, word);
}

bool brv_book_is(const xmlNode *node, const char *element)
{
  return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST element);
}

/* A code of two or three letters (ISO 639), then subtags of up to eight letters and digits. */
bool brv_book_is_language(const char *tag)
{
  if (!tag)
    return false;
  g_auto(GStrv) subtags = g_strsplit(tag, "-", -1);
  for (guint i = 0; subtags[i]; i++) {
    gsize length = strlen(subtags[i]);
    if (length < (i ? 1 : 2) || length > (i ? 8 : 3))
      return false;
    for (const char *at = subtags[i]; *at; at++)
      if (!(i ? g_ascii_isalnum(*at) : g_ascii_isalpha(*at)))
        return false;
  }
  return subtags[0] != NULL;
}

bool brv_book_is_text(const brv_book_entry *entry)
{
  return g_strcmp0(entry->media_type, "application/xhtml+xml") == 0;
}

/* "../images/a.svg" seen from a file's folder; NULL: it leaves the book. */
static char *resolve(const char *from, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(from);
  g_autofree char *joined =
      strcmp(folder, ".") == 0 ? g_strdup(path) : g_strconcat(folder, "/", path, NULL);
  g_auto(GStrv) parts = g_strsplit(joined, "/", -1);
  g_autoptr(GPtrArray) kept_parts = g_ptr_array_new();
  for (char **part = parts; *part; part++) {
    if (strcmp(*part, "..") == 0) {
      if (!kept_parts->len)
        return NULL;
      g_ptr_array_set_size(kept_parts, (int)kept_parts->len - 1);
    } else if (strcmp(*part, ".") != 0 && **part) {
      g_ptr_array_add(kept_parts, *part);
    }
  }
  g_ptr_array_add(kept_parts, NULL);
  return g_strjoinv("/", (char **)kept_parts->pdata);
}

brv_book_entry *brv_book_target(const brv_book_audit *audit, const brv_book_entry *from,
                                const char *reference, const char **fragment)
{
  const char *hash = strchr(reference, '#');
  if (fragment)
    *fragment = hash ? hash + 1 : NULL;
  if (hash == reference)
    return g_hash_table_lookup(audit->by_name, from->name);
  g_autofree char *path =
      hash ? g_strndup(reference, (gsize)(hash - reference)) : g_strdup(reference);
  g_autofree char *plain = g_uri_unescape_string(path, NULL);
  g_autofree char *name = plain ? resolve(from->name, plain) : NULL;
  return name ? g_hash_table_lookup(audit->by_name, name) : NULL;
}
