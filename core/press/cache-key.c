/* What a galley depends on. Whatever setting a part looks at must be here. */
#include <hb.h>
#include <pango/pango.h>

#include "base/part.h"
#include "document/wire.h"
#include "plugin/wire-node.h"
#include "press/cache-key.h"

static void put_colours(brv_wire_writer *w, const brv_layout *layout)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const char *const *names = brv_layout_colours(arena, layout);
  for (; *names; names++) {
    brv_colour colour = brv_layout_colour(layout, *names);
    brv_wire_put_text(w, *names);
    brv_wire_put_block(w, &colour, sizeof colour);
  }
}

/* The table that the layout's file gave, and what the pack wished besides. */
static void put_layout(brv_wire_writer *w, const brv_layout *layout)
{
  brv_wire_put_value(w, layout->source);
  brv_wire_put_number(w, layout->page_width);
  brv_wire_put_number(w, layout->page_height);
  put_colours(w, layout);
}

/* And the libraries that shape and cut. */
static void put_program(brv_wire_writer *w)
{
  gsize length;
  const guint8 *identity = brv_core_identity(&length);
  brv_wire_put_block(w, identity, length);
  identity = brv_part_identity((void (*)(void))put_program, &length);
  brv_wire_put_block(w, identity, length);
  brv_wire_put_text(w, hb_version_string());
  brv_wire_put_text(w, pango_version_string());
}

GChecksum *brv_cache_base(const brv_document *document, const brv_layout *layout,
                          const brv_font_files *fonts)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(GString) files = g_string_new(NULL);
  brv_wire_writer w = {bytes, NULL};
  put_program(&w);
  put_layout(&w, layout);
  brv_font_files_identify(fonts, files);
  brv_wire_put_text(&w, files->str);
  brv_wire_put_text(&w, document->language);
  brv_wire_put_value(&w, brv_words_table(document->words));
  GChecksum *sum = g_checksum_new(G_CHECKSUM_MD5);
  g_checksum_update(sum, bytes->data, bytes->len);
  return sum;
}

static void add_images(GChecksum *sum, const brv_node *part)
{
  for (const brv_node *node = part; node; node = brv_node_next(node, part))
    if (node->kind == BRV_NODE_IMAGE && node->asset) {
      guint64 length = node->asset->length;
      g_checksum_update(sum, (const guint8 *)&length, sizeof length);
      g_checksum_update(sum, node->asset->bytes, (gssize)node->asset->length);
    }
}

/* Places go by numbers within the part: a message that was kept finds its source by them. */
brv_cache_keys brv_cache_key(const GChecksum *base, const brv_node *part)
{
  brv_cache_keys keys;
  g_autoptr(GChecksum) sum = g_checksum_copy(base);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(brv_wire_names) names = brv_wire_names_new();
  brv_wire_name_tree(names, part);
  brv_wire_writer w = {bytes, names};
  brv_wire_put_tree(&w, part);
  g_checksum_update(sum, bytes->data, bytes->len);
  add_images(sum, part);
  brv_cache_name("galley", sum, keys.galley);
  brv_cache_name("plates", sum, keys.plates);
  return keys;
}
