#include <string.h>

#include "pack/load-private.h"

/* The scales that a pack has unless it brings its own. The confidence scale is the publisher's;
 * the grades are the Admiralty code; the likelihood words follow the yardstick of the United
 * Kingdom's Professional Head of Intelligence Assessment, its gaps given to the band above. */
static const char built_in[] = "confidence:\n"
                               "  - {from: 0.90, grade: A, words: \"High: direct sources\"}\n"
                               "  - {from: 0.75, grade: A/B, words: Strong}\n"
                               "  - {from: 0.55, grade: B/C, words: Medium}\n"
                               "  - {from: 0.35, grade: C/D, words: Weak to medium}\n"
                               "  - {from: 0.10, grade: D, words: Weak signal}\n"
                               "  - {from: 0, grade: D, words: Internal monitoring}\n"
                               "likelihood:\n"
                               "  - {from: 0.93, words: almost certain}\n"
                               "  - {from: 0.78, words: highly likely}\n"
                               "  - {from: 0.53, words: likely}\n"
                               "  - {from: 0.38, words: a realistic possibility}\n"
                               "  - {from: 0.23, words: unlikely}\n"
                               "  - {from: 0.08, words: highly unlikely}\n"
                               "  - {from: 0, words: a remote chance}\n"
                               "grades:\n"
                               "  A: completely reliable\n"
                               "  B: usually reliable\n"
                               "  C: fairly reliable\n"
                               "  D: not usually reliable\n"
                               "  E: unreliable\n"
                               "  F: reliability cannot be judged\n"
                               "  \"1\": confirmed by others\n"
                               "  \"2\": probably true\n"
                               "  \"3\": possibly true\n"
                               "  \"4\": doubtful\n"
                               "  \"5\": improbable\n"
                               "  \"6\": truth cannot be judged\n";

static const brv_field band_fields[] = {
    {"from", {.type = BRV_TYPE_NUMBER, .required = true, .min = 0, .max = 1}},
    {"grade", {.type = BRV_TYPE_TEXT, .required = true}},
    {"words", {.type = BRV_TYPE_TEXT, .required = true}},
    {0}};
static const brv_schema band_schema = {.type = BRV_TYPE_MAP, .fields = band_fields};

static const brv_field likelihood_fields[] = {
    {"from", {.type = BRV_TYPE_NUMBER, .required = true, .min = 0, .max = 1}},
    {"words", {.type = BRV_TYPE_TEXT, .required = true}},
    {0}};
static const brv_schema likelihood_schema = {.type = BRV_TYPE_MAP, .fields = likelihood_fields};
static const brv_schema words_schema = {.type = BRV_TYPE_TEXT};

const brv_field brv_scales_fields[] = {
    {"confidence", {.type = BRV_TYPE_LIST, .item = &band_schema}},
    {"likelihood", {.type = BRV_TYPE_LIST, .item = &likelihood_schema}},
    {"grades", {.type = BRV_TYPE_MAP, .item = &words_schema}},
    {0}};

static const brv_value *built_in_scales(brv_arena *arena, brv_diags *diags)
{
  brv_source *source = brv_source_new(arena, "(built in)", built_in, strlen(built_in));
  brv_place whole = {.source = source, .length = (guint32)strlen(built_in)};
  return brv_yaml_read(arena, whole, diags);
}

/* A scale runs from high to low and ends at 0, so that every score has one place in it. */
static bool check_order(const brv_value *scale, const char *name, brv_diags *diags)
{
  double last = 2;
  for (guint i = 0; i < scale->count; i++) {
    double from = brv_value_number(scale->items[i], "from", 0);
    if (from >= last) {
      brv_report(diags, BRV_BAD_SCALE, scale->items[i]->place, "write the rows from high to low",
                 "scales.%s[%u]: its `from` is not below that of the row above", name, i + 1);
      return false;
    }
    last = from;
  }
  if (scale->count && last <= 0)
    return true;
  brv_report(diags, BRV_BAD_SCALE, scale->place, "let the last row start at 0",
             "scales.%s: does not reach down to 0", name);
  return false;
}

static brv_value *choose(const brv_value *own, const brv_value *usual, const char *name)
{
  brv_value *scale = brv_value_member(own, name);
  bool fits = scale && (scale->kind == BRV_VALUE_LIST || scale->kind == BRV_VALUE_MAP);
  return fits ? scale : brv_value_member(usual, name);
}

/* Both ends of a band are printed with two decimals: just under 0.90 is 0.89. */
static void fill_bands(brv_pack *pack, const brv_value *scale)
{
  double above = 1.01;
  for (guint i = 0; i < scale->count; i++) {
    const brv_value *row = scale->items[i];
    brv_band band = {
        .from = brv_value_number(row, "from", 0),
        .to = above - 0.01,
        .grade = brv_value_text(row, "grade", ""),
        .words = brv_value_text(row, "words", ""),
    };
    above = band.from;
    g_array_append_val(pack->confidence, band);
  }
}

static void unref_array(void *array)
{
  g_array_unref(array);
}

void brv_pack_load_scales(brv_pack *pack, const brv_value *own, brv_diags *diags)
{
  const brv_value *usual = built_in_scales(pack->arena, diags);
  const brv_value *confidence = choose(own, usual, "confidence");
  pack->likelihood = choose(own, usual, "likelihood");
  pack->grades = choose(own, usual, "grades");
  pack->confidence =
      brv_arena_own(pack->arena, g_array_new(FALSE, FALSE, sizeof(brv_band)), unref_array);
  if (check_order(confidence, "confidence", diags))
    fill_bands(pack, confidence);
  check_order(pack->likelihood, "likelihood", diags);
}
