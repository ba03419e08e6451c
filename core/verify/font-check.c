/* Fonts' dictionaries, and what is embedded. ISO 19005-2, 6.2.11.2 to 6.2.11.6. */
#include <string.h>

#include "verify/font.h"

static const brv_obj *get(const brv_font *font, const brv_obj *dict, const char *key)
{
  return brv_obj_get(font->audit->pdf, dict, key);
}

static void fault(const brv_font *font, brv_condition condition, const char *detail)
{
  brv_audit_fault(font->audit, condition, brv_font_spot(font), detail ? "%s" : NULL, detail);
}

static bool is_standard_14(const char *name)
{
  static const char *const names[] = {"Courier",
                                      "Courier-Bold",
                                      "Courier-Oblique",
                                      "Courier-BoldOblique",
                                      "Helvetica",
                                      "Helvetica-Bold",
                                      "Helvetica-Oblique",
                                      "Helvetica-BoldOblique",
                                      "Times-Roman",
                                      "Times-Bold",
                                      "Times-Italic",
                                      "Times-BoldItalic",
                                      "Symbol",
                                      "ZapfDingbats",
                                      NULL};
  return g_strv_contains(names, name);
}

static void check_dict(const brv_font *font)
{
  static const char *const types[] = {"Type0", "Type1", "MMType1", "TrueType", "Type3", NULL};
  const char *type = brv_obj_name(get(font, font->dict, "Subtype"));
  if (!brv_obj_is_name(get(font, font->dict, "Type"), "Font"))
    fault(font, BRV_FONT_DICT_FAULT, "its Type is not Font");
  if (!g_strv_contains(types, type))
    fault(font, BRV_FONT_DICT_FAULT, "its Subtype is unknown");
  if (!*font->name && font->kind != BRV_FONT_TYPE3)
    fault(font, BRV_FONT_DICT_FAULT, "it has no BaseFont");
}

static void check_widths(const brv_font *font)
{
  gint64 first = brv_obj_int(get(font, font->dict, "FirstChar"), -1);
  gint64 last = brv_obj_int(get(font, font->dict, "LastChar"), -1);
  const brv_obj *widths = get(font, font->dict, "Widths");
  if (font->kind == BRV_FONT_COMPOSITE || is_standard_14(font->name))
    return;
  if (first < 0 || last < 0 || widths->type != BRV_OBJ_ARRAY)
    fault(font, BRV_FONT_WIDTHS_FAULT, NULL);
  else if ((gint64)widths->count != last - first + 1)
    fault(font, BRV_FONT_WIDTHS_FAULT, "Widths has another length");
}

/* What a FontFile3 of each kind of font may be, OpenType apart. */
static const char *compact_type(const brv_font *font)
{
  return font->kind == BRV_FONT_COMPOSITE ? "CIDFontType0C"
         : font->kind == BRV_FONT_TYPE1   ? "Type1C"
                                          : "";
}

static void check_file_type(const brv_font *font, const brv_obj *stream, const char *key)
{
  const char *type = brv_obj_name(get(font, stream, "Subtype"));
  const char *below = brv_obj_name(get(font, font->descendant, "Subtype"));
  bool is_fine = strcmp(type, "OpenType") == 0 || (*type && strcmp(type, compact_type(font)) == 0);
  if (strcmp(key, "FontFile") == 0)
    is_fine = font->kind == BRV_FONT_TYPE1;
  if (strcmp(key, "FontFile2") == 0)
    is_fine = font->kind == BRV_FONT_TRUETYPE || strcmp(below, "CIDFontType2") == 0;
  if (!is_fine)
    fault(font, BRV_FONT_FILE_TYPE_FAULT, *type ? type : key);
}

static void check_embedded(brv_font *font)
{
  const char *key = NULL;
  const brv_obj *stream = brv_program_stream(font->audit, font->descriptor, &key);
  if (font->kind == BRV_FONT_TYPE3)
    return;
  if (!stream) {
    if (font->is_visible)
      fault(font, BRV_FONT_OUTSIDE_FAULT, NULL);
    return;
  }
  check_file_type(font, stream, key);
  font->program = brv_program_open(font->audit, stream);
  if (!font->program && font->is_visible)
    fault(font, BRV_FONT_OUTSIDE_FAULT, "its program cannot be read");
}

void brv_font_check(brv_font *font)
{
  check_dict(font);
  check_widths(font);
  check_embedded(font);
  if (font->kind == BRV_FONT_COMPOSITE)
    brv_font_check_composite(font);
  if (font->kind == BRV_FONT_TRUETYPE)
    brv_font_check_truetype(font);
  if (font->program)
    brv_font_check_sets(font);
  brv_font_check_codes(font);
}

/* Composite fonts. */

static bool is_same_text(const brv_obj *a, const brv_obj *b)
{
  return g_strcmp0(brv_obj_string(a), brv_obj_string(b)) == 0;
}

/* An embedded CMap's system against that of the CID font. */
static void check_system(const brv_font *font, const brv_obj *cmap)
{
  const brv_obj *outer = get(font, cmap, "CIDSystemInfo");
  const brv_obj *inner = get(font, font->descendant, "CIDSystemInfo");
  if (outer->type == BRV_OBJ_ARRAY)
    outer = brv_obj_item(font->audit->pdf, outer, 0);
  if (!is_same_text(get(font, outer, "Registry"), get(font, inner, "Registry")))
    fault(font, BRV_CID_REGISTRY_FAULT, NULL);
  if (!is_same_text(get(font, outer, "Ordering"), get(font, inner, "Ordering")))
    fault(font, BRV_CID_ORDERING_FAULT, NULL);
  if (brv_obj_int(get(font, inner, "Supplement"), 0) >
      brv_obj_int(get(font, outer, "Supplement"), 0))
    fault(font, BRV_CID_SUPPLEMENT_FAULT, NULL);
}

static void check_known(const brv_font *font)
{
  const char *ordering = NULL;
  const brv_obj *inner = get(font, font->descendant, "CIDSystemInfo");
  if (!brv_cmap_is_known(font->cmap_name, &ordering)) {
    fault(font, BRV_CMAP_OUTSIDE_FAULT, font->cmap_name);
    return;
  }
  if (!ordering)
    return;
  if (g_strcmp0(brv_obj_string(get(font, inner, "Registry")), "Adobe") != 0)
    fault(font, BRV_CID_REGISTRY_FAULT, NULL);
  if (g_strcmp0(brv_obj_string(get(font, inner, "Ordering")), ordering) != 0)
    fault(font, BRV_CID_ORDERING_FAULT, NULL);
}

static void check_uses(const brv_font *font, const brv_obj *stream)
{
  const char *ordering = NULL;
  const brv_obj *used = get(font, stream, "UseCMap");
  const char *name = used->type == BRV_OBJ_NAME ? used->text : font->cmap->uses;
  if (used->type == BRV_OBJ_STREAM)
    name = brv_obj_name(get(font, used, "CMapName"));
  if (name && !brv_cmap_is_known(name, &ordering))
    fault(font, BRV_CMAP_USES_FAULT, name);
}

static void check_cmap(const brv_font *font)
{
  enum { HIGHEST = 65535 };
  const brv_obj *encoding = get(font, font->dict, "Encoding");
  if (encoding->type != BRV_OBJ_STREAM) {
    check_known(font);
    return;
  }
  check_system(font, encoding);
  if (!font->cmap)
    return;
  if (brv_obj_int(get(font, encoding, "WMode"), 0) != font->cmap->mode)
    fault(font, BRV_CMAP_MODE_FAULT, NULL);
  if (font->cmap->highest > HIGHEST)
    fault(font, BRV_LIMIT_CID_FAULT, NULL);
  check_uses(font, encoding);
}

void brv_font_check_composite(brv_font *font)
{
  const brv_obj *map = get(font, font->descendant, "CIDToGIDMap");
  bool is_truetype = brv_obj_is_name(get(font, font->descendant, "Subtype"), "CIDFontType2");
  const char *key = NULL;
  bool is_embedded = brv_program_stream(font->audit, font->descriptor, &key);
  if (is_truetype && is_embedded && map->type == BRV_OBJ_NULL)
    fault(font, BRV_CID_TO_GID_NONE_FAULT, NULL);
  else if (is_truetype && is_embedded && map->type != BRV_OBJ_STREAM &&
           !brv_obj_is_name(map, "Identity"))
    fault(font, BRV_CID_TO_GID_FAULT, NULL);
  check_cmap(font);
}

/* TrueType. */

static void check_differences(const brv_font *font)
{
  bool has_any = false;
  for (guint code = 0; code < 256; code++) {
    const char *name = font->differences[code];
    has_any |= name != NULL;
    if (name && strcmp(name, ".notdef") != 0 && !brv_glyph_unicode(name))
      fault(font, BRV_DIFFERENCES_NAMES_FAULT, name);
  }
  if (has_any && font->program && !brv_program_has_map(font->program, 3, 1))
    fault(font, BRV_DIFFERENCES_CMAP_FAULT, NULL);
}

static void check_plain(const brv_font *font)
{
  const brv_obj *encoding = get(font, font->dict, "Encoding");
  bool has_base = font->base == BRV_ENCODING_WIN || font->base == BRV_ENCODING_MAC;
  guint maps = font->program ? brv_program_maps(font->program) : 1;
  bool has_symbol_map = font->program && brv_program_has_map(font->program, 3, 0);
  if (encoding->type == BRV_OBJ_NULL)
    fault(font, BRV_ENCODING_NONE_FAULT, NULL);
  else if (!has_base)
    fault(font, BRV_ENCODING_BASE_FAULT, NULL);
  check_differences(font);
  if (maps == 0 || (maps == 1 && has_symbol_map))
    fault(font, BRV_CMAP_NONE_FAULT, NULL);
}

static void check_symbolic(const brv_font *font)
{
  if (font->has_encoding)
    fault(font, BRV_SYMBOLIC_ENCODING_FAULT, NULL);
  if (!font->program)
    return;
  guint maps = brv_program_maps(font->program);
  if (!maps)
    fault(font, BRV_SYMBOLIC_CMAP_NONE_FAULT, NULL);
  else if (maps > 1 && !brv_program_has_map(font->program, 3, 0))
    fault(font, BRV_SYMBOLIC_CMAPS_FAULT, NULL);
}

void brv_font_check_truetype(brv_font *font)
{
  if (font->is_symbolic)
    check_symbolic(font);
  else
    check_plain(font);
}
