#include <string.h>

#include "verify/font.h"

static const brv_obj *get(const brv_font *font, const brv_obj *dict, const char *key)
{
  return brv_obj_get(font->audit->pdf, dict, key);
}

static brv_cmap *read_cmap(const brv_font *font, const brv_obj *stream)
{
  g_autoptr(GBytes) data = brv_obj_data(font->audit->pdf, stream);
  if (!data)
    return NULL;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  return brv_cmap_read(font->audit->arena, bytes, length);
}

static brv_cmap *identity(const brv_font *font)
{
  brv_cmap *cmap = brv_cmap_read(font->audit->arena, (const guint8 *)"", 0);
  cmap->is_identity = true;
  return cmap;
}

static void read_composite(brv_font *font)
{
  const brv_obj *encoding = get(font, font->dict, "Encoding");
  font->descendant = brv_obj_item(font->audit->pdf, get(font, font->dict, "DescendantFonts"), 0);
  font->descriptor = get(font, font->descendant, "FontDescriptor");
  font->cmap_name = brv_obj_name(encoding);
  bool is_identity =
      strcmp(font->cmap_name, "Identity-H") == 0 || strcmp(font->cmap_name, "Identity-V") == 0;
  if (encoding->type == BRV_OBJ_STREAM)
    font->cmap = read_cmap(font, encoding);
  else if (is_identity)
    font->cmap = identity(font);
  const brv_obj *map = get(font, font->descendant, "CIDToGIDMap");
  if (map->type == BRV_OBJ_STREAM)
    font->gids = brv_obj_data(font->audit->pdf, map);
  if (font->gids)
    brv_arena_own(font->audit->arena, font->gids, (GDestroyNotify)g_bytes_unref);
}

static brv_encoding encoding_named(const char *name)
{
  return strcmp(name, "WinAnsiEncoding") == 0    ? BRV_ENCODING_WIN
         : strcmp(name, "MacRomanEncoding") == 0 ? BRV_ENCODING_MAC
         : strcmp(name, "StandardEncoding") == 0 ? BRV_ENCODING_STANDARD
                                                 : BRV_ENCODING_NONE;
}

static void read_differences(brv_font *font, const brv_obj *list)
{
  gint64 code = 0;
  for (guint i = 0; list->type == BRV_OBJ_ARRAY && i < list->count; i++) {
    const brv_obj *item = brv_obj_item(font->audit->pdf, list, i);
    if (item->type == BRV_OBJ_INT)
      code = item->integer;
    else if (item->type == BRV_OBJ_NAME && code >= 0 && code < 256)
      font->differences[code++] = item->text;
  }
}

static void read_simple(brv_font *font)
{
  enum { SYMBOLIC = 4 };
  const brv_obj *encoding = get(font, font->dict, "Encoding");
  font->descriptor = get(font, font->dict, "FontDescriptor");
  font->is_symbolic = brv_obj_int(get(font, font->descriptor, "Flags"), 0) & SYMBOLIC;
  font->has_encoding = encoding->type != BRV_OBJ_NULL;
  if (encoding->type == BRV_OBJ_NAME)
    font->base = encoding_named(encoding->text);
  else
    font->base = encoding_named(brv_obj_name(get(font, encoding, "BaseEncoding")));
  read_differences(font, get(font, encoding, "Differences"));
}

void brv_font_read(brv_font *font)
{
  const char *type = brv_obj_name(get(font, font->dict, "Subtype"));
  font->name = brv_obj_name(get(font, font->dict, "BaseFont"));
  font->descendant = &brv_obj_null;
  font->cmap_name = "";
  font->kind = strcmp(type, "Type0") == 0      ? BRV_FONT_COMPOSITE
               : strcmp(type, "TrueType") == 0 ? BRV_FONT_TRUETYPE
               : strcmp(type, "Type3") == 0    ? BRV_FONT_TYPE3
                                               : BRV_FONT_TYPE1;
  font->unicode = read_cmap(font, get(font, font->dict, "ToUnicode"));
  if (font->kind == BRV_FONT_COMPOSITE)
    read_composite(font);
  else
    read_simple(font);
}

const char *brv_font_glyph_name(const brv_font *font, guint8 code)
{
  if (font->differences[code])
    return font->differences[code];
  if (font->base != BRV_ENCODING_NONE)
    return brv_encoding_name(font->base, code);
  /* A font that is not symbolic and names no encoding has the standard one, unless its program's
   * own is at hand. */
  return font->program || font->is_symbolic ? NULL : brv_encoding_name(BRV_ENCODING_STANDARD, code);
}
