#include <string.h>

#include "verify/account.h"

/* What an EPUB says: its texts in the order of the spine. */

typedef struct {
  brv_account *account;
  brv_book_audit *audit;
  const brv_book_entry *entry;
  const char *language; /* of the file */
} reader;

static const char *where(const reader *r, const xmlNode *node)
{
  return brv_arena_printf(r->account->arena, "%s:%ld", r->entry->name, xmlGetLineNo(node));
}

static void read_children(reader *r, xmlNode *node, const char *language);

/* A block whose own blocks belong to it: a heading, a cell, a note. */
static void hold(reader *r, xmlNode *node, brv_say kind, int number, const char *language)
{
  brv_saying *before = r->account->open;
  brv_account_say(r->account, kind, number, language, where(r, node));
  r->account->held++;
  read_children(r, node, language);
  r->account->held--;
  r->account->open = r->account->held ? before : NULL;
}

static bool has_class(const reader *r, const xmlNode *node, const char *class)
{
  return brv_book_lists(brv_book_attribute(r->audit, node, "class"), class);
}

static int count(const reader *r, xmlNode *node, const char *xpath)
{
  g_autoptr(GPtrArray) found = brv_book_find(r->entry, node, xpath);
  return (int)found->len;
}

/* What stands over a picture or list is said before it, and what was being said goes on behind. */
static void mention(reader *r, brv_say kind, int number, const char *text, const char *language,
                    const xmlNode *node)
{
  brv_saying *before = r->account->open;
  brv_saying *saying = brv_account_say(r->account, kind, number, language, where(r, node));
  g_string_append(saying->text, text);
  r->account->open = before;
}

static void read_picture(reader *r, xmlNode *node, const char *language)
{
  const char *alt = brv_book_attribute(r->audit, node, "alt");
  if (alt && *alt)
    mention(r, BRV_SAY_FIGURE, 0, alt, language, node);
}

static void read_link(reader *r, xmlNode *node, const char *language)
{
  const char *href = brv_book_attribute(r->audit, node, "href");
  read_children(r, node, language);
  if (href && strchr(href, ':'))
    mention(r, BRV_SAY_LINK, 0, href, NULL, node);
}

/* A number that calls a note or a source is a word of its own. */
static void read_raised(reader *r, xmlNode *node, const char *language)
{
  bool is_call = has_class(r, node, "call") || has_class(r, node, "citations");
  if (is_call)
    brv_account_add(r->account, " ", language, where(r, node));
  read_children(r, node, language);
  if (is_call)
    brv_account_add(r->account, " ", language, where(r, node));
}

static bool is_one_of(const xmlNode *node, const char *const *names)
{
  return g_strv_contains(names, (const char *)node->name);
}

/* True when the element is dealt with. */
static bool read_special(reader *r, xmlNode *node, const char *language)
{
  static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6", NULL};
  static const char *const silent[] = {"colgroup", "head", "script", "style", NULL};
  if (is_one_of(node, silent) || has_class(r, node, "label"))
    return true;
  if (is_one_of(node, headings))
    hold(r, node, BRV_SAY_HEADING, node->name[1] - '0', language);
  else if (g_strcmp0(brv_book_epub_type(r->audit, node), "footnote") == 0)
    hold(r, node, BRV_SAY_NOTE, 0, language);
  else if (brv_book_is(node, "th") || brv_book_is(node, "td"))
    hold(r, node, brv_book_is(node, "th") ? BRV_SAY_HEAD : BRV_SAY_CELL, 0, language);
  else if (brv_book_is(node, "caption") || brv_book_is(node, "figcaption"))
    hold(r, node, BRV_SAY_CAPTION, 0, language);
  else if (brv_book_is(node, "img"))
    read_picture(r, node, language);
  else if (brv_book_is(node, "a"))
    read_link(r, node, language);
  else if (brv_book_is(node, "sup"))
    read_raised(r, node, language);
  else
    return false;
  return true;
}

static void read_element(reader *r, xmlNode *node, const char *language)
{
  static const char *const blocks[] = {"p",          "div",     "section", "header", "pre",
                                       "blockquote", "article", "figure",  "body",   "nav",
                                       "dt",         "dd",      NULL};
  if (brv_book_is(node, "ul") || brv_book_is(node, "ol"))
    mention(r, BRV_SAY_LIST, count(r, node, "h:li"), "", language, node);
  else if (brv_book_is(node, "li"))
    brv_account_say(r->account, BRV_SAY_ITEM, 0, language, where(r, node));
  else if (brv_book_is(node, "table"))
    mention(r, BRV_SAY_TABLE, count(r, node, ".//h:tr"), "", language, node);
  else if (brv_book_is(node, "tr"))
    mention(r, BRV_SAY_ROW, 0, "", language, node);
  else if (is_one_of(node, blocks))
    brv_account_block(r->account, language, where(r, node));
  else if (brv_book_is(node, "br"))
    brv_account_add(r->account, " ", language, where(r, node));
  read_children(r, node, language);
}

static void read_node(reader *r, xmlNode *node, const char *language)
{
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    brv_account_add(r->account, (const char *)node->content, language, where(r, node));
    return;
  }
  if (node->type != XML_ELEMENT_NODE)
    return;
  const char *own = brv_book_attribute(r->audit, node, "lang");
  if (own)
    language = g_strcmp0(own, r->language) == 0 ? NULL : own;
  if (!read_special(r, node, language))
    read_element(r, node, language);
}

static void read_children(reader *r, xmlNode *node, const char *language)
{
  for (xmlNode *child = node->children; child; child = child->next)
    read_node(r, child, language);
}

brv_account *brv_account_book(brv_book_audit *audit)
{
  xmlNode *language = brv_book_first(audit->package, NULL, "//dc:language");
  reader r = {.account = brv_account_new(audit->arena), .audit = audit};
  r.language = language ? brv_book_words(audit, language) : NULL;
  for (guint i = 0; i < audit->spine->len; i++) {
    r.entry = audit->spine->pdata[i];
    xmlNode *root = r.entry->doc ? xmlDocGetRootElement(r.entry->doc) : NULL;
    r.account->open = NULL;
    if (root)
      read_node(&r, root, NULL);
  }
  return r.account;
}
