/* What elements claim and what pages have: the same, once each. ISO 32000-1, 14.7.4.4. */
#include "verify/content.h"

void brv_claim_met(brv_content *c, gint64 mcid)
{
  brv_audit *a = c->audit;
  GHashTable *met = g_hash_table_lookup(a->met, c->container);
  if (!met) {
    met = brv_audit_set(a);
    g_hash_table_insert(a->met, (void *)c->container, met);
  }
  /* A form may be run again under other marks; a page is run once. */
  if (!g_hash_table_add(met, GSIZE_TO_POINTER((gsize)mcid)) && !c->depth)
    brv_audit_fault(a, BRV_CLAIMED_TWICE_FAULT, brv_content_spot(c), "MCID %d is there twice",
                    (int)mcid);
}

static void check_container(brv_audit *a, const brv_obj *container, GHashTable *claims)
{
  GHashTable *met = g_hash_table_lookup(a->met, container);
  GHashTableIter iter;
  void *mcid, *element;
  g_hash_table_iter_init(&iter, claims);
  while (g_hash_table_iter_next(&iter, &mcid, &element))
    if (!met || !g_hash_table_contains(met, mcid))
      g_hash_table_add(a->idle, element);
}

/* In the order of the tree, not of the tables. */
void brv_audit_claims(brv_audit *a)
{
  if (!a->tree)
    return;
  GHashTableIter iter;
  void *container, *claims;
  a->idle = brv_audit_set(a);
  g_hash_table_iter_init(&iter, a->tree->claims);
  while (g_hash_table_iter_next(&iter, &container, &claims))
    check_container(a, container, claims);
  for (guint i = 0; i < a->tree->elements->len; i++)
    if (g_hash_table_contains(a->idle, a->tree->elements->pdata[i]))
      brv_audit_fault(a, BRV_CLAIM_EMPTY_FAULT, brv_element_spot(a, a->tree->elements->pdata[i]),
                      NULL);
}
