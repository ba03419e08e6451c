/* Numbers for what is met again under its name. */
#ifndef BRV_BASE_MET_H
#define BRV_BASE_MET_H

#include <glib.h>

/* The number of a name, from 0, in the order in which names were met first. `met` is a table of
 * strings (g_str_hash), and holds names that outlive it; its size is how many there are. */
static inline guint brv_met_number(GHashTable *met, const char *name)
{
  void *known = g_hash_table_lookup(met, name);
  if (!known) {
    known = GUINT_TO_POINTER(g_hash_table_size(met) + 1);
    g_hash_table_insert(met, (char *)name, known);
  }
  return GPOINTER_TO_UINT(known) - 1;
}

#endif
