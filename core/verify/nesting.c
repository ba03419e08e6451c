/* Which element may stand in which: tables, lists, tables of contents, Ruby and Warichu. ISO
 * 32000-1, tables 333 and 336 to 338. */
#include <string.h>

#include "verify/structure.h"

#define MANY (const char *const[])

/* An element of a type stands in one of `parents` and holds only `kids`; NULL: anything. */
static const struct {
  const char *type;
  const char *const *parents, *const *kids;
  brv_condition condition;
} rules[] = {
    {"Table", NULL, MANY{"TR", "THead", "TBody", "TFoot", "Caption", NULL}, BRV_TABLE_SYNTAX_FAULT},
    {"THead", MANY{"Table", NULL}, MANY{"TR", NULL}, BRV_TABLE_SYNTAX_FAULT},
    {"TBody", MANY{"Table", NULL}, MANY{"TR", NULL}, BRV_TABLE_SYNTAX_FAULT},
    {"TFoot", MANY{"Table", NULL}, MANY{"TR", NULL}, BRV_TABLE_SYNTAX_FAULT},
    {"TR", MANY{"Table", "THead", "TBody", "TFoot", NULL}, MANY{"TH", "TD", NULL},
     BRV_TABLE_SYNTAX_FAULT},
    {"TH", MANY{"TR", NULL}, NULL, BRV_TABLE_SYNTAX_FAULT},
    {"TD", MANY{"TR", NULL}, NULL, BRV_TABLE_SYNTAX_FAULT},
    {"L", NULL, MANY{"L", "LI", "Caption", NULL}, BRV_LIST_SYNTAX_FAULT},
    {"LI", MANY{"L", NULL}, MANY{"Lbl", "LBody", NULL}, BRV_LIST_SYNTAX_FAULT},
    {"LBody", MANY{"LI", NULL}, NULL, BRV_LIST_SYNTAX_FAULT},
    {"TOC", NULL, MANY{"TOC", "TOCI", "Caption", NULL}, BRV_TOC_SYNTAX_FAULT},
    {"TOCI", MANY{"TOC", NULL}, NULL, BRV_TOC_SYNTAX_FAULT},
    {"Ruby", NULL, MANY{"RB", "RT", "RP", NULL}, BRV_RUBY_SYNTAX_FAULT},
    {"RB", MANY{"Ruby", NULL}, NULL, BRV_RUBY_SYNTAX_FAULT},
    {"RT", MANY{"Ruby", NULL}, NULL, BRV_RUBY_SYNTAX_FAULT},
    {"RP", MANY{"Ruby", NULL}, NULL, BRV_RUBY_SYNTAX_FAULT},
    {"Warichu", NULL, MANY{"WT", "WP", NULL}, BRV_WARICHU_SYNTAX_FAULT},
    {"WT", MANY{"Warichu", NULL}, NULL, BRV_WARICHU_SYNTAX_FAULT},
    {"WP", MANY{"Warichu", NULL}, NULL, BRV_WARICHU_SYNTAX_FAULT},
};

static void check_rule(brv_audit *a, const brv_element *element, guint rule)
{
  brv_spot spot = brv_element_spot(a, element);
  const char *parent = element->parent ? element->parent->standard : "the root";
  if (rules[rule].parents && !brv_element_is_one(element->parent, rules[rule].parents))
    brv_audit_fault(a, rules[rule].condition, spot, "%s in %s", rules[rule].type,
                    *parent ? parent : element->parent->type);
  for (guint i = 0; rules[rule].kids && i < element->kids->len; i++) {
    const brv_element *kid = element->kids->pdata[i];
    if (!brv_element_is_one(kid, rules[rule].kids))
      brv_audit_fault(a, rules[rule].condition, spot, "%s holds %s", rules[rule].type, kid->type);
  }
}

static guint count_kids(const brv_element *element, const char *type)
{
  guint count = 0;
  for (guint i = 0; i < element->kids->len; i++)
    count += brv_element_is(element->kids->pdata[i], type);
  return count;
}

/* A Caption stands once, first; in a table it may also be last. */
static void check_caption(brv_audit *a, const brv_element *element, brv_condition condition,
                          bool may_be_last)
{
  guint count = count_kids(element, "Caption"), last = element->kids->len - 1;
  brv_spot spot = brv_element_spot(a, element);
  if (count > 1)
    brv_audit_fault(a, condition, spot, "%u captions", count);
  for (guint i = 1; i < element->kids->len && count; i++)
    if (brv_element_is(element->kids->pdata[i], "Caption") && !(may_be_last && i == last))
      brv_audit_fault(a, condition, spot, "the caption is not first");
}

static void check_table(brv_audit *a, const brv_element *table)
{
  guint heads = count_kids(table, "THead"), feet = count_kids(table, "TFoot");
  brv_spot spot = brv_element_spot(a, table);
  if (heads > 1 || feet > 1)
    brv_audit_fault(a, BRV_TABLE_SYNTAX_FAULT, spot, "several %s", heads > 1 ? "THead" : "TFoot");
  if ((heads || feet) && !count_kids(table, "TBody"))
    brv_audit_fault(a, BRV_TABLE_SYNTAX_FAULT, spot, "%s without TBody", heads ? "THead" : "TFoot");
  check_caption(a, table, BRV_TABLE_SYNTAX_FAULT, true);
}

void brv_audit_nesting(brv_audit *a)
{
  for (guint i = 0; i < a->tree->elements->len; i++) {
    const brv_element *element = a->tree->elements->pdata[i];
    for (guint k = 0; k < G_N_ELEMENTS(rules); k++)
      if (brv_element_is(element, rules[k].type))
        check_rule(a, element, k);
    if (brv_element_is(element, "Table"))
      check_table(a, element);
    if (brv_element_is(element, "L"))
      check_caption(a, element, BRV_LIST_SYNTAX_FAULT, false);
    if (brv_element_is(element, "TOC"))
      check_caption(a, element, BRV_TOC_SYNTAX_FAULT, false);
  }
}
