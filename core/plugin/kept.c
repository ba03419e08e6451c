/* Keys of briefings that were built before. Whatever building one may look at is in its key: the
 * files that it was read from, whole, with the pack's own, so that no field of theirs can be
 * forgotten; the tier, so that no edition has what another's plugins made; which links to other
 * briefings lead somewhere, as the projection left them. No briefing is kept that asked for what
 * others say beyond that, or for the extents of a text, which are the fonts' (saw_more).
 *
 * Plugins are pure, but only those that come with the program are known to be: with others nothing
 * is kept. */
#include <string.h>

#include "base/part.h"
#include "plugin/internal.h"

static void put_source(brv_wire_writer *w, const brv_source *source)
{
  gsize length = brv_source_length(source);
  brv_wire_put_text(w, brv_source_name(source));
  brv_wire_put_count(w, (guint32)length);
  brv_wire_put_block(w, brv_source_text(source), length);
}

/* Pixels are no plugin's business. */
static void put_asset(brv_wire_writer *w, const brv_asset *asset)
{
  brv_wire_put_text(w, asset->path);
  brv_wire_put_count(w, asset->kind);
  brv_wire_put_count(w, (guint32)asset->orientation);
  brv_wire_put_number(w, asset->width);
  brv_wire_put_number(w, asset->height);
}

static void put_program(brv_wire_writer *w, const brv_host *host)
{
  gsize length;
  const guint8 *identity = brv_core_identity(&length);
  brv_wire_put_count(w, (guint32)length);
  brv_wire_put_block(w, identity, length);
  brv_wire_put_text(w, LUA_RELEASE);
  brv_wire_put_text(w, host->identity);
}

/* What plugins know of the layout without measuring. */
static void put_looks(brv_wire_writer *w, const brv_looks *looks)
{
  for (const char *const *colour = looks->colours; colour && *colour; colour++)
    brv_wire_put_text(w, *colour);
  const double sides[] = {looks->text, looks->margin, looks->wide, looks->height};
  for (gsize i = 0; i < G_N_ELEMENTS(sides); i++)
    brv_wire_put_number(w, sides[i]);
}

GChecksum *brv_kept_base(const brv_host *host, const brv_edition *edition, const brv_words *words)
{
  const brv_source *pack = brv_place_outermost(edition->place).source;
  if (!host->identity || !host->looks || !words || !pack)
    return NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  put_program(&w, host);
  put_looks(&w, host->looks);
  brv_wire_put_value(&w, brv_words_table(words));
  brv_wire_put_text(&w, edition->language);
  brv_wire_put_text(&w, edition->tier);
  put_source(&w, pack);
  GChecksum *base = g_checksum_new(G_CHECKSUM_MD5);
  g_checksum_update(base, bytes->data, (gssize)bytes->len);
  return base;
}

static void put_links(brv_node *tree, void *data)
{
  for (const brv_node *node = tree; node; node = brv_node_next(node, tree))
    if (node->kind == BRV_NODE_LINK && node->target && g_str_has_prefix(node->target, "pack:"))
      brv_wire_put_text(data, node->target);
}

void brv_kept_key(const brv_memo *memo, const brv_edition_briefing *briefing,
                  const brv_wire_names *names, guint8 key[BRV_CACHE_KEY])
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  const brv_source *source;
  const brv_asset *asset;
  for (guint32 n = 1; (source = brv_wire_source(names, n)); n++)
    put_source(&w, source);
  brv_wire_put_count(&w, 0);
  for (guint32 n = 1; (asset = brv_wire_asset(names, n)); n++)
    put_asset(&w, asset);
  brv_wire_put_text(&w, briefing->briefing.id);
  put_links(briefing->briefing.body, &w);
  brv_node_each_tree(briefing->briefing.body, put_links, &w);
  if (briefing->briefing.front)
    brv_value_each_tree(briefing->briefing.front, put_links, &w);
  brv_memo_key(memo, "sections", bytes->data, bytes->len, key);
}
