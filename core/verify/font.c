/* Which characters of which fonts are shown. */
#include "verify/font.h"

#include <string.h>

#include "base/worker.h"

/* So many fonts and codes of a font are looked at. */
enum { FONTS = 5000, CODES = 70000 };

brv_spot brv_font_spot(const brv_font *font)
{
  const char *name = *font->name ? font->name : brv_audit_object(font->audit, font->dict);
  return brv_audit_spot(font->audit, font->spot.page, "font %s", name);
}

/* The glyphs of a Type 3 font are streams of content. */
static void run_glyphs(brv_content *content, const brv_font *font)
{
  brv_pdf *pdf = content->audit->pdf;
  const brv_obj *glyphs = brv_obj_get(pdf, font->dict, "CharProcs");
  const brv_obj *resources = brv_obj_get(pdf, font->dict, "Resources");
  for (guint i = 0; brv_obj_is_dict(glyphs) && i < glyphs->count; i++) {
    const brv_obj *glyph = brv_obj_resolve(pdf, glyphs->items[i]);
    if (glyph->type == BRV_OBJ_STREAM)
      brv_content_run_below(content, glyph, resources, "a glyph of a Type 3 font");
  }
}

static brv_font *font_of(brv_content *content, const brv_obj *dict)
{
  brv_audit *a = content->audit;
  brv_font *font = g_hash_table_lookup(a->fonts->fonts, dict);
  if (font || a->fonts->order->len >= FONTS)
    return font;
  font = brv_new(a->arena, brv_font);
  font->audit = a;
  font->dict = dict;
  font->spot = brv_content_spot(content);
  font->uses = brv_audit_set(a);
  font->order = brv_arena_ptr_array(a->arena);
  brv_font_read(font);
  g_hash_table_insert(a->fonts->fonts, (void *)dict, font);
  g_ptr_array_add(a->fonts->order, font);
  if (font->kind == BRV_FONT_TYPE3)
    run_glyphs(content, font);
  return font;
}

/* Keeps what the page shows, where that is wanted. */
static void say(brv_content *content, const brv_font *font, guint32 code)
{
  enum { ROOM = 64 };
  guint16 units[ROOM];
  GString *out = brv_content_page_text(content);
  int count = out ? brv_font_text(font, code, units, ROOM) : -1;
  g_autofree char *text = count > 0 ? g_utf16_to_utf8(units, count, NULL, NULL, NULL) : NULL;
  if (text)
    g_string_append(out, text);
}

/* The characters of a code, where a transcript is wanted. */
static void transcribe(brv_content *content, const brv_font *font, guint32 code)
{
  enum { ROOM = 64 };
  guint16 units[ROOM];
  int count = content->audit->transcript ? brv_font_text(font, code, units, ROOM) : -1;
  g_autofree char *text = count > 0 ? g_utf16_to_utf8(units, count, NULL, NULL, NULL) : NULL;
  if (text)
    brv_content_transcribe(content, text);
}

static void note(brv_content *content, brv_font *font, guint32 code)
{
  enum { UNSEEN = 3 };
  void *key = GSIZE_TO_POINTER((gsize)code);
  brv_code_use *use = g_hash_table_lookup(font->uses, key);
  if (!use && font->order->len >= CODES)
    return;
  if (!use) {
    use = brv_new(content->audit->arena, brv_code_use);
    use->code = code;
    use->spot = brv_content_spot(content);
    g_hash_table_insert(font->uses, key, use);
    g_ptr_array_add(font->order, use);
  }
  say(content, font, code);
  bool is_visible = brv_content_ink(content)->mode != UNSEEN;
  transcribe(content, font, code);
  use->is_visible |= is_visible;
  use->is_bare |= !brv_content_has_actual(content);
  font->is_visible |= is_visible;
}

void brv_font_show(brv_content *content, const brv_obj *string)
{
  const brv_obj *dict = brv_content_ink(content)->font;
  brv_font *font = brv_obj_is_dict(dict) ? font_of(content, dict) : NULL;
  const guint8 *bytes = (const guint8 *)string->text;
  if (!font)
    return;
  if (font->kind != BRV_FONT_COMPOSITE)
    for (gsize i = 0; i < string->length; i++)
      note(content, font, bytes[i]);
  else if (font->cmap)
    for (gsize at = 0; at < string->length;)
      note(content, font, brv_cmap_code(font->cmap, bytes, string->length, &at));
  else
    font->is_visible |= brv_content_ink(content)->mode != 3;
}

void brv_audit_fonts(brv_audit *a)
{
  for (guint i = 0; i < a->fonts->order->len; i++) {
    brv_worker_step();
    brv_font_check(a->fonts->order->pdata[i]);
  }
}
