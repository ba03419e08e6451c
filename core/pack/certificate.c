/* `accessibility:` of the pack file. */
#include <string.h>

#include "base/url.h"
#include "pack/load-private.h"

/* What EPUB Accessibility 1.1 knows to conform to. */
static const char *const levels[] = {
    "WCAG 2.0 A",   "WCAG 2.0 AA", "WCAG 2.0 AAA", "WCAG 2.1 A",   "WCAG 2.1 AA",
    "WCAG 2.1 AAA", "WCAG 2.2 A",  "WCAG 2.2 AA",  "WCAG 2.2 AAA", NULL};

const brv_field brv_certificate_fields[] = {
    {"certified-by",
     {.type = BRV_TYPE_TEXT,
      .required = true,
      .help = "name who certifies the e-books; without, nothing is claimed"}},
    {"conforms-to",
     {.type = BRV_TYPE_CHOICE,
      .choices = levels,
      .required = true,
      .help = "say what is certified, such as `conforms-to: WCAG 2.1 AA`"}},
    {"credential", {.type = BRV_TYPE_TEXT, .help = "of who certifies: its name or address"}},
    {"report", {.type = BRV_TYPE_URL, .help = "where the report can be read"}},
    {0}};

static bool is_blank(const char *text)
{
  return text && !text[strspn(text, " \t\r\n")];
}

static const char *conformance(brv_arena *arena, const char *level)
{
  enum { VERSION = sizeof "WCAG" };
  const char *space = strrchr(level, ' ');
  return brv_arena_printf(arena, "EPUB Accessibility 1.1 - WCAG %.*s Level %s",
                          (int)(space - level - VERSION), level + VERSION, space + 1);
}

void brv_pack_load_certificate(brv_pack *pack, const brv_value *map, brv_diags *diags)
{
  static const char *const texts[] = {"certified-by", "credential"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    if (is_blank(brv_value_text(map, texts[i], NULL)))
      brv_report(diags, BRV_BAD_VALUE, brv_value_member(map, texts[i])->place, NULL,
                 "accessibility.%s: expected words, found none", texts[i]);
  const char *report = brv_value_text(map, "report", NULL);
  if (report && brv_url_is_address(report) && !brv_url_is_web(report))
    brv_report(diags, BRV_BAD_VALUE, brv_value_member(map, "report")->place, NULL,
               "accessibility.report: expected an address of the web, found \"%s\"", report);
  const char *level = brv_value_text(map, "conforms-to", NULL);
  const char *by = brv_value_text(map, "certified-by", NULL);
  if (!by || !level || !g_strv_contains(levels, level))
    return;
  brv_certificate *certificate = brv_new(pack->arena, brv_certificate);
  certificate->conforms_to = conformance(pack->arena, level);
  certificate->certified_by = by;
  certificate->credential = brv_value_text(map, "credential", NULL);
  certificate->report = report;
  pack->certificate = certificate;
}
