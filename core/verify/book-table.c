#include <stdlib.h>
#include <string.h>

#include "verify/book.h"

/* Tables: heads that say what they head, and rows that fill a grid. */

enum { MOST_COLUMNS = 1000, MOST_ROWS = 65534 }; /* as HTML bounds them */

static guint span(const brv_book_audit *audit, xmlNode *cell, const char *name, guint most)
{
  const char *text = brv_book_attribute(audit, cell, name);
  guint64 number = text ? g_ascii_strtoull(text, NULL, 10) : 1;
  return (guint)CLAMP(number, 1, most);
}

/* Columns that cells of rows above still take, by column: for how many rows more. */
static guint fill_row(const brv_book_audit *audit, const brv_book_entry *entry, xmlNode *row,
                      guint *hanging)
{
  g_autoptr(GPtrArray) cells = brv_book_find(entry, row, "h:td|h:th");
  guint at = 0, used = 0;
  g_autofree guint *next = g_new0(guint, MOST_COLUMNS);
  for (guint i = 0; i < MOST_COLUMNS; i++)
    next[i] = hanging[i] ? hanging[i] - 1 : 0;
  for (guint i = 0; i < cells->len; i++) {
    guint wide = span(audit, cells->pdata[i], "colspan", MOST_COLUMNS);
    guint high = span(audit, cells->pdata[i], "rowspan", MOST_ROWS);
    while (at < MOST_COLUMNS && hanging[at])
      at++;
    for (; wide && at < MOST_COLUMNS; wide--, at++)
      next[at] = MAX(next[at], high - 1);
    used = MAX(used, at);
  }
  for (guint i = 0; i < MOST_COLUMNS; i++)
    used = hanging[i] ? MAX(used, i + 1) : used;
  memcpy(hanging, next, MOST_COLUMNS * sizeof *hanging);
  return used;
}

static void check_grid(brv_book_audit *audit, const brv_book_entry *entry, xmlNode *table)
{
  g_autoptr(GPtrArray) rows = brv_book_find(entry, table, "h:thead/h:tr|h:tbody/h:tr|h:tr");
  g_autofree guint *hanging = g_new0(guint, MOST_COLUMNS);
  guint first = 0;
  for (guint i = 0; i < rows->len; i++) {
    guint columns = fill_row(audit, entry, rows->pdata[i], hanging);
    if (i && columns != first) {
      brv_book_fault(audit, BRV_BOOK_TABLE_GRID, entry, rows->pdata[i], "%u and %u columns", first,
                     columns);
      return;
    }
    first = columns;
  }
}

static void check_table(brv_book_audit *audit, const brv_book_entry *entry, xmlNode *table)
{
  g_autoptr(GPtrArray) heads = brv_book_find(entry, table, ".//h:th");
  for (guint i = 0; i < heads->len; i++) {
    const char *scope = brv_book_attribute(audit, heads->pdata[i], "scope");
    if (!scope || !brv_book_lists("col row colgroup rowgroup", scope))
      brv_book_fault(audit, BRV_BOOK_TABLE_SCOPE, entry, heads->pdata[i], NULL);
  }
  if (!heads->len)
    brv_book_fault(audit, BRV_BOOK_TABLE_HEADS, entry, table, NULL);
  check_grid(audit, entry, table);
}

void brv_book_audit_tables(brv_book_audit *audit)
{
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    g_autoptr(GPtrArray) tables = brv_book_find(entry, NULL, "//h:table");
    for (guint k = 0; k < tables->len; k++)
      check_table(audit, entry, tables->pdata[k]);
  }
}
