#include "verify/cmap.h"

#include <string.h>

#include "verify/lex.h"

/* More ranges than this are not read. */
enum { RANGES = 500000, UNITS = 256 };

static void own_array(brv_arena *arena, GArray **array, guint size)
{
  *array = g_array_new(FALSE, FALSE, size);
  brv_arena_own(arena, *array, (GDestroyNotify)g_array_unref);
}

static guint32 value_of(const brv_lex *lex)
{
  guint32 value = 0;
  if (lex->type == BRV_LEX_INT)
    return (guint32)CLAMP(lex->number, 0, (double)G_MAXUINT32);
  for (gsize i = 0; i < lex->text->len; i++)
    value = value << 8 | (guint8)lex->text->str[i];
  return value;
}

static bool at_end(const brv_lex *lex)
{
  return lex->type == BRV_LEX_WORD && g_str_has_prefix(lex->text->str, "end");
}

static void read_spaces(brv_cmap *cmap, brv_lex *lex)
{
  while (cmap->spaces->len < RANGES && brv_lex_next(lex) && !at_end(lex)) {
    brv_code_range range = {.bytes = (guint)lex->text->len, .low = value_of(lex)};
    if (!brv_lex_next(lex) || at_end(lex))
      return;
    range.high = value_of(lex);
    g_array_append_val(cmap->spaces, range);
  }
}

static void read_cids(brv_cmap *cmap, brv_lex *lex, bool is_range)
{
  while (cmap->cids->len < RANGES && brv_lex_next(lex) && !at_end(lex)) {
    brv_cid_range range = {.low = value_of(lex)};
    range.high = range.low;
    if (is_range && brv_lex_next(lex))
      range.high = value_of(lex);
    if (!brv_lex_next(lex) || at_end(lex))
      return;
    range.cid = value_of(lex);
    if (range.high >= range.low) {
      cmap->highest = MAX(cmap->highest, range.cid + (range.high - range.low));
      g_array_append_val(cmap->cids, range);
    }
  }
}

static brv_text_range text_range(brv_arena *arena, const brv_lex *lex, guint32 low, guint32 high)
{
  guint units = MIN((guint)lex->text->len / 2, (guint)UNITS);
  guint16 *text = brv_new_array(arena, guint16, MAX(units, 1));
  for (guint i = 0; i < units; i++)
    text[i] = (guint16)((guint8)lex->text->str[2 * i] << 8 | (guint8)lex->text->str[2 * i + 1]);
  if (!units && lex->text->len == 1) {
    text[0] = (guint8)lex->text->str[0];
    units = 1;
  }
  return (brv_text_range){low, high, text, units};
}

static void read_texts(brv_arena *arena, brv_cmap *cmap, brv_lex *lex, bool is_range)
{
  while (cmap->texts->len < RANGES && brv_lex_next(lex) && !at_end(lex)) {
    guint32 low = value_of(lex), high = low;
    if (is_range && brv_lex_next(lex))
      high = value_of(lex);
    if (!brv_lex_next(lex) || at_end(lex))
      return;
    if (lex->type != BRV_LEX_ARRAY) {
      brv_text_range range = text_range(arena, lex, low, high);
      g_array_append_val(cmap->texts, range);
      continue;
    }
    for (; brv_lex_next(lex) && lex->type != BRV_LEX_ARRAY_END && !at_end(lex); low++) {
      brv_text_range range = text_range(arena, lex, low, low);
      if (cmap->texts->len < RANGES)
        g_array_append_val(cmap->texts, range);
    }
  }
}

/* Of both kinds of ranges, which begin with `low`; GLib's sorting may hand over copies that are not
 * aligned. */
static int by_low(const void *a, const void *b)
{
  guint32 first, second;
  memcpy(&first, a, sizeof first);
  memcpy(&second, b, sizeof second);
  return (first > second) - (first < second);
}

brv_cmap *brv_cmap_read(brv_arena *arena, const guint8 *bytes, gsize length)
{
  brv_cmap *cmap = brv_new(arena, brv_cmap);
  own_array(arena, &cmap->spaces, sizeof(brv_code_range));
  own_array(arena, &cmap->cids, sizeof(brv_cid_range));
  own_array(arena, &cmap->texts, sizeof(brv_text_range));
  brv_lex lex;
  brv_lex_init(&lex, bytes, length);
  g_autofree char *name = NULL;
  while (brv_lex_next(&lex)) {
    if (brv_lex_is_word(&lex, "begincodespacerange"))
      read_spaces(cmap, &lex);
    else if (brv_lex_is_word(&lex, "begincidrange") || brv_lex_is_word(&lex, "begincidchar"))
      read_cids(cmap, &lex, strcmp(lex.text->str, "begincidrange") == 0);
    else if (brv_lex_is_word(&lex, "beginbfrange") || brv_lex_is_word(&lex, "beginbfchar"))
      read_texts(arena, cmap, &lex, strcmp(lex.text->str, "beginbfrange") == 0);
    else if (brv_lex_is_word(&lex, "usecmap"))
      cmap->uses = brv_arena_strdup(arena, name);
    else if (lex.type == BRV_LEX_INT && g_strcmp0(name, "WMode") == 0)
      cmap->mode = (int)lex.number;
    g_free(name);
    name = lex.type == BRV_LEX_NAME ? g_strdup(lex.text->str) : NULL;
  }
  brv_lex_clear(&lex);
  g_array_sort(cmap->texts, by_low);
  g_array_sort(cmap->cids, by_low);
  return cmap;
}

guint32 brv_cmap_code(const brv_cmap *cmap, const guint8 *bytes, gsize length, gsize *at)
{
  enum { LONGEST = 4, USUAL = 2 };
  guint32 code = 0;
  for (guint count = 1; cmap->spaces && count <= LONGEST && *at + count <= length; count++) {
    code = code << 8 | bytes[*at + count - 1];
    for (guint i = 0; i < MIN(cmap->spaces->len, 100u); i++) {
      const brv_code_range *range = &g_array_index(cmap->spaces, brv_code_range, i);
      bool is_within = range->bytes == count;
      for (guint k = 0; is_within && k < count; k++) {
        guint8 byte = (guint8)(code >> 8 * k);
        is_within = byte >= (guint8)(range->low >> 8 * k) && byte <= (guint8)(range->high >> 8 * k);
      }
      if (is_within) {
        *at += count;
        return code;
      }
    }
  }
  gsize take = MIN((gsize)USUAL, length - *at);
  code = 0;
  for (gsize i = 0; i < take; i++)
    code = code << 8 | bytes[(*at)++];
  return code;
}

/* The index of the last range that begins at or before the code; ranges begin with `low`. */
static int find(const GArray *ranges, gsize size, guint32 code)
{
  int low = 0, high = (int)ranges->len;
  while (low < high) {
    int middle = low + (high - low) / 2;
    guint32 start;
    memcpy(&start, ranges->data + size * (gsize)middle, sizeof start);
    if (start <= code)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

bool brv_cmap_cid(const brv_cmap *cmap, guint32 code, guint32 *cid)
{
  if (cmap->is_identity) {
    *cid = code;
    return true;
  }
  int at = find(cmap->cids, sizeof(brv_cid_range), code);
  for (int tries = 0; at >= 0 && tries < 50; at--, tries++) {
    const brv_cid_range *range = &g_array_index(cmap->cids, brv_cid_range, at);
    if (code >= range->low && code <= range->high) {
      *cid = range->cid + (code - range->low);
      return true;
    }
  }
  return false;
}

int brv_cmap_text(const brv_cmap *cmap, guint32 code, guint16 *units, guint room)
{
  int at = find(cmap->texts, sizeof(brv_text_range), code);
  for (int tries = 0; at >= 0 && tries < 50; at--, tries++) {
    const brv_text_range *range = &g_array_index(cmap->texts, brv_text_range, at);
    if (code < range->low || code > range->high)
      continue;
    guint count = MIN(range->units, room);
    for (guint i = 0; i < count; i++)
      units[i] = range->text[i];
    if (count)
      units[count - 1] = (guint16)(units[count - 1] + (code - range->low));
    return (int)count;
  }
  return -1;
}

/* ISO 32000-1, table 118. */
static const struct {
  const char *ordering;
  const char *const names[48];
} known[] = {
    {"GB1",
     {"GB-EUC-H", "GB-EUC-V", "GBpc-EUC-H", "GBpc-EUC-V", "GBK-EUC-H", "GBK-EUC-V", "GBKp-EUC-H",
      "GBKp-EUC-V", "GBK2K-H", "GBK2K-V", "UniGB-UCS2-H", "UniGB-UCS2-V", "UniGB-UTF16-H",
      "UniGB-UTF16-V", NULL}},
    {"CNS1",
     {"B5pc-H", "B5pc-V", "HKscs-B5-H", "HKscs-B5-V", "ETen-B5-H", "ETen-B5-V", "ETenms-B5-H",
      "ETenms-B5-V", "CNS-EUC-H", "CNS-EUC-V", "UniCNS-UCS2-H", "UniCNS-UCS2-V", "UniCNS-UTF16-H",
      "UniCNS-UTF16-V", NULL}},
    {"Japan1",
     {"83pv-RKSJ-H",
      "90ms-RKSJ-H",
      "90ms-RKSJ-V",
      "90msp-RKSJ-H",
      "90msp-RKSJ-V",
      "90pv-RKSJ-H",
      "Add-RKSJ-H",
      "Add-RKSJ-V",
      "EUC-H",
      "EUC-V",
      "Ext-RKSJ-H",
      "Ext-RKSJ-V",
      "H",
      "V",
      "UniJIS-UCS2-H",
      "UniJIS-UCS2-V",
      "UniJIS-UCS2-HW-H",
      "UniJIS-UCS2-HW-V",
      "UniJIS-UTF16-H",
      "UniJIS-UTF16-V",
      NULL}},
    {"Korea1",
     {"KSC-EUC-H", "KSC-EUC-V", "KSCms-UHC-H", "KSCms-UHC-V", "KSCms-UHC-HW-H", "KSCms-UHC-HW-V",
      "KSCpc-EUC-H", "UniKS-UCS2-H", "UniKS-UCS2-V", "UniKS-UTF16-H", "UniKS-UTF16-V", NULL}},
    {NULL, {"Identity-H", "Identity-V", NULL}},
};

bool brv_cmap_is_known(const char *name, const char **ordering)
{
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (g_strv_contains(known[i].names, name)) {
      *ordering = known[i].ordering;
      return true;
    }
  return false;
}
