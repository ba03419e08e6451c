#include "typeset/pages-private.h"

static const brv_value *written_family(const brv_layout *layout, const char *role)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  return brv_value_member(brv_value_member(styles, role), "family");
}

/* Styles that are like another need not be told of again: only where the family was written. */
bool brv_check_families(const brv_layout *layout, const brv_fonts *fonts, brv_diags *diags)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  bool all = true;
  for (guint i = 0; styles && i < styles->count; i++) {
    const brv_value *family = written_family(layout, styles->members[i].key);
    if (!family || brv_fonts_has(fonts, family->text))
      continue;
    all = false;
    brv_report(diags, BRV_MISSING_FONT, family->place,
               "put its files into the pack's fonts/, or name another family",
               "no font family \"%s\"", family->text);
  }
  return all;
}
