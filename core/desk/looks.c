#include "base/part.h"
#include "desk/desk-private.h"
#include "typeset/fonts.h"
#include "typeset/label.h"

/* What plugins may know of a layout while specs build: that of the bundled `briefing`, so that
 * colours are checked and texts measured as they will be. */

struct brv_desk_looks {
  brv_arena *arena;
  const char *data; /* the program's folder */
  const brv_layout *layout;
  bool has_looked; /* for the fonts */
  brv_ruler *ruler;
  __typeof__(&brv_ruler_measure) measure;
  brv_looks looks;
};

/* With what the part "press" has. */
static void open_fonts(brv_desk_looks *l)
{
  g_autofree char *folder = g_build_filename(l->data, "fonts", NULL);
  const char *const folders[] = {folder, NULL};
  g_autoptr(brv_diags) unused = brv_diags_new();
  __typeof__(&brv_font_files_new) find = BRV_PART("press", brv_font_files_new, unused);
  brv_font_files *files = find ? find(folders, unused) : NULL;
  l->has_looked = true;
  if (!files)
    return;
  l->ruler = BRV_PART("press", brv_ruler_open, unused)(l->layout, files);
  l->measure = BRV_PART("press", brv_ruler_measure, unused);
  brv_arena_own(l->arena, l->ruler, (GDestroyNotify)BRV_PART("press", brv_ruler_free, unused));
  BRV_PART("press", brv_font_files_free, unused)(files);
}

static brv_extents measure(void *data, const char *text, const char *role, const char *language)
{
  brv_desk_looks *l = data;
  if (!l->has_looked)
    open_fonts(l);
  return l->ruler ? l->measure(l->ruler, text, role, language) : (brv_extents){0};
}

/* Plugins measure in processes of their own, each of which would open the fonts and look through
 * them anew. The second letter is one that the first font lacks, so that all are looked through. */
void brv_desk_looks_warm(brv_desk_looks *l, const char *const *languages)
{
  static const char *const roles[] = {"drawing-label", "drawing-title", "drawing-value",
                                      "drawing-axis", "drawing-note"};
  for (; l && *languages; languages++)
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
      measure(l, "a☃", roles[i], *languages);
}

brv_desk_looks *brv_desk_looks_new(const brv_desk *desk, brv_host *host, brv_diags *diags)
{
  const brv_folder *folders[] = {desk->layouts};
  brv_value *table =
      brv_host_layout(host, desk->arena, folders, 1, "briefing", BRV_NO_PLACE, diags);
  const brv_layout *layout = table ? brv_layout_new(desk->arena, table, NULL, NULL, diags) : NULL;
  if (!layout)
    return NULL;
  brv_desk_looks *l = brv_new(desk->arena, brv_desk_looks);
  l->arena = desk->arena;
  l->data = desk->data;
  l->layout = layout;
  l->looks = (brv_looks){.measure = measure, .data = l};
  l->looks.colours = brv_layout_colours(desk->arena, layout);
  brv_layout_columns(layout, &l->looks.text, &l->looks.margin, &l->looks.wide);
  l->looks.height = brv_layout_picture_height(layout);
  return l;
}

const brv_looks *brv_desk_looks_known(const brv_desk_looks *looks)
{
  return looks ? &looks->looks : NULL;
}
