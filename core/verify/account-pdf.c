#include <string.h>

#include "verify/account.h"
#include "verify/structure.h"

/* What a PDF says: the text of its marked content, in the order of the structure tree. */

typedef struct {
  brv_account *account;
  brv_audit *audit;
  GHashTable *met;     /* elements that were read: a tree that is none ends */
  const brv_obj *page; /* whose marked content numbers without a page name */
} reader;

static const char *where(const reader *r, const brv_element *element)
{
  return brv_arena_printf(r->account->arena, "page %u", element->page);
}

static const char *language_of(const brv_element *element)
{
  return brv_element_language(element);
}

static void read_kids(reader *r, const brv_element *element);

static void hold(reader *r, const brv_element *element, brv_say kind, int number)
{
  brv_saying *before = r->account->open;
  brv_account_say(r->account, kind, number, language_of(element), where(r, element));
  r->account->held++;
  read_kids(r, element);
  r->account->held--;
  r->account->open = r->account->held ? before : NULL;
}

static void mention(reader *r, const brv_element *element, brv_say kind, int number,
                    const char *text)
{
  brv_saying *before = r->account->open;
  brv_saying *saying =
      brv_account_say(r->account, kind, number, language_of(element), where(r, element));
  g_string_append(saying->text, text);
  r->account->open = before;
}

static int count(const brv_element *element, const char *type)
{
  int number = 0;
  for (guint i = 0; i < element->kids->len; i++) {
    const brv_element *kid = element->kids->pdata[i];
    number += brv_element_is(kid, type);
    if (brv_element_is(kid, "THead") || brv_element_is(kid, "TBody") ||
        brv_element_is(kid, "TFoot"))
      number += count(kid, type);
  }
  return number;
}

/* --- leaves --- */

static void read_content(reader *r, const brv_element *element, const brv_obj *container,
                         gint64 mcid)
{
  GHashTable *texts = container ? g_hash_table_lookup(r->audit->transcript, container) : NULL;
  const GString *text = texts ? g_hash_table_lookup(texts, GSIZE_TO_POINTER((gsize)mcid)) : NULL;
  if (text)
    brv_account_add(r->account, text->str, language_of(element), where(r, element));
}

/* An address outside that an annotation leads to, or NULL. */
static const char *address_of(const reader *r, const brv_obj *annotation)
{
  const brv_obj *action = brv_obj_get(r->audit->pdf, annotation, "A");
  return brv_obj_string(brv_obj_get(r->audit->pdf, action, "URI"));
}

static void read_element(reader *r, const brv_element *element);

static const brv_obj *page_at(const reader *r, const brv_obj *dict)
{
  const brv_obj *page = brv_obj_get(r->audit->pdf, dict, "Pg");
  return brv_obj_is_dict(page) ? page : r->page;
}

static void read_dict(reader *r, const brv_element *element, const brv_obj *dict)
{
  brv_pdf *pdf = r->audit->pdf;
  const brv_element *kid = g_hash_table_lookup(r->audit->tree->by_dict, dict);
  const brv_obj *type = brv_obj_get(pdf, dict, "Type");
  if (kid) {
    read_element(r, kid);
  } else if (brv_obj_is_name(type, "MCR")) {
    const brv_obj *stream = brv_obj_get(pdf, dict, "Stm");
    const brv_obj *container = brv_obj_is_dict(stream) ? stream : page_at(r, dict);
    read_content(r, element, container, brv_obj_int(brv_obj_get(pdf, dict, "MCID"), -1));
  }
}

static void read_kid(reader *r, const brv_element *element, const brv_obj *kid)
{
  if (kid->type == BRV_OBJ_INT)
    read_content(r, element, r->page, kid->integer);
  else if (brv_obj_is_dict(kid))
    read_dict(r, element, kid);
}

static void read_kids(reader *r, const brv_element *element)
{
  const brv_obj *before = r->page, *kids = brv_obj_get(r->audit->pdf, element->dict, "K");
  r->page = page_at(r, element->dict);
  if (element->actual)
    brv_account_add(r->account, element->actual, language_of(element), where(r, element));
  else if (kids->type == BRV_OBJ_ARRAY)
    for (guint i = 0; i < kids->count; i++)
      read_kid(r, element, brv_obj_item(r->audit->pdf, kids, i));
  else
    read_kid(r, element, kids);
  r->page = before;
}

/* --- elements --- */

static void read_link(reader *r, const brv_element *element)
{
  const char *address = element->objects->len ? address_of(r, element->objects->pdata[0]) : NULL;
  read_kids(r, element);
  if (address)
    mention(r, element, BRV_SAY_LINK, 0, address);
}

/* A number that calls a note or a source is a word of its own. */
static void read_reference(reader *r, const brv_element *element)
{
  brv_account_add(r->account, " ", NULL, where(r, element));
  read_kids(r, element);
  brv_account_add(r->account, " ", NULL, where(r, element));
}

static int heading_level(const brv_element *element)
{
  const char *type = element->standard;
  return type[0] == 'H' && type[1] >= '1' && type[1] <= '6' && !type[2] ? type[1] - '0' : 0;
}

static bool read_special(reader *r, const brv_element *element)
{
  if (brv_element_is(element, "Lbl"))
    return true;
  if (heading_level(element))
    hold(r, element, BRV_SAY_HEADING, heading_level(element));
  else if (brv_element_is(element, "Note"))
    hold(r, element, BRV_SAY_NOTE, 0);
  else if (brv_element_is(element, "TH") || brv_element_is(element, "TD"))
    hold(r, element, brv_element_is(element, "TH") ? BRV_SAY_HEAD : BRV_SAY_CELL, 0);
  else if (brv_element_is(element, "Caption"))
    hold(r, element, BRV_SAY_CAPTION, 0);
  else if (brv_element_is(element, "Figure") || brv_element_is(element, "Formula"))
    mention(r, element, BRV_SAY_FIGURE, 0, element->alt ? element->alt : "");
  else if (brv_element_is(element, "Link"))
    read_link(r, element);
  else if (brv_element_is(element, "Reference"))
    read_reference(r, element);
  else
    return false;
  return true;
}

static void read_element(reader *r, const brv_element *element)
{
  static const char *const inlines[] = {"Span",  "Quote",    "Code", "Em",      "Strong", "Sub",
                                        "Annot", "BibEntry", "Ruby", "Warichu", NULL};
  if (!g_hash_table_add(r->met, (void *)element) || read_special(r, element))
    return;
  if (brv_element_is(element, "L"))
    mention(r, element, BRV_SAY_LIST, count(element, "LI"), "");
  else if (brv_element_is(element, "LI"))
    brv_account_say(r->account, BRV_SAY_ITEM, 0, language_of(element), where(r, element));
  else if (brv_element_is(element, "Table"))
    mention(r, element, BRV_SAY_TABLE, count(element, "TR"), "");
  else if (brv_element_is(element, "TR"))
    mention(r, element, BRV_SAY_ROW, 0, "");
  else if (!brv_element_is_one(element, inlines))
    brv_account_block(r->account, language_of(element), where(r, element));
  read_kids(r, element);
}

brv_account *brv_account_pdf(brv_audit *audit)
{
  reader r = {.account = brv_account_new(audit->arena), .audit = audit};
  r.met = brv_audit_set(audit);
  if (!audit->tree)
    return r.account;
  for (guint i = 0; i < audit->tree->elements->len; i++) {
    const brv_element *element = audit->tree->elements->pdata[i];
    if (!element->parent)
      read_element(&r, element);
  }
  return r.account;
}
