#include "typeset/style-schema.h"

#include "typeset/style.h"

const char *const brv_setting_names[] = {"justified", "ragged", "balanced",
                                         "centred",   "right",  NULL};
const char *const brv_place_names[] = {"text", "margin", "wide", NULL};
const char *const brv_case_names[] = {"none", "upper", "small-caps", NULL};
const char *const brv_figures_names[] = {"default", "old", "lining", "tabular", NULL};

G_STATIC_ASSERT(G_N_ELEMENTS(brv_setting_names) == BRV_SET_RIGHT + 2);
G_STATIC_ASSERT(G_N_ELEMENTS(brv_place_names) == BRV_PLACE_WIDE + 2);
G_STATIC_ASSERT(G_N_ELEMENTS(brv_case_names) == BRV_CASE_SMALL_CAPS + 2);
G_STATIC_ASSERT(G_N_ELEMENTS(brv_figures_names) == BRV_FIGURES_TABULAR + 2);

#define KIND_TEXT                                                                                  \
  {                                                                                                \
    .type = BRV_TYPE_TEXT                                                                          \
  }
#define KIND_NUMBER                                                                                \
  {                                                                                                \
    .type = BRV_TYPE_NUMBER                                                                        \
  }
#define KIND_LENGTH                                                                                \
  {                                                                                                \
    .type = BRV_TYPE_LENGTH                                                                        \
  }
#define KIND_FLAG                                                                                  \
  {                                                                                                \
    .type = BRV_TYPE_BOOLEAN                                                                       \
  }
#define KIND_COLOUR                                                                                \
  {                                                                                                \
    .type = BRV_TYPE_TEXT                                                                          \
  }
#define KIND_SETTING                                                                               \
  {                                                                                                \
    .type = BRV_TYPE_CHOICE, .choices = brv_setting_names                                          \
  }
#define KIND_PLACE                                                                                 \
  {                                                                                                \
    .type = BRV_TYPE_CHOICE, .choices = brv_place_names                                            \
  }
#define KIND_CASE                                                                                  \
  {                                                                                                \
    .type = BRV_TYPE_CHOICE, .choices = brv_case_names                                             \
  }
#define KIND_FIGURES                                                                               \
  {                                                                                                \
    .type = BRV_TYPE_CHOICE, .choices = brv_figures_names                                          \
  }

static const brv_field style_fields[] = {
    {"like", {.type = BRV_TYPE_TEXT, .help = "the role whose style this one starts from"}},
#define FIELD(kind, member, key) {key, KIND_##kind},
#include "typeset/style-fields.h"
#undef FIELD
    {NULL},
};

static const brv_schema style = {.type = BRV_TYPE_MAP, .fields = style_fields};
static const brv_schema colour = {.type = BRV_TYPE_COLOUR};
static const brv_schema length = {.type = BRV_TYPE_LENGTH};

static const char *const sizes[] = {"a4", "a5", "letter", "custom", NULL};

static const brv_field page_fields[] = {
    {"size",
     {.type = BRV_TYPE_CHOICE, .choices = sizes, .help = "the sheet; custom: width, height"}},
    {"width", KIND_LENGTH},
    {"height", KIND_LENGTH},
    {"left", {.type = BRV_TYPE_LENGTH, .required = true}},
    {"right", {.type = BRV_TYPE_LENGTH, .required = true}},
    {"top", {.type = BRV_TYPE_LENGTH, .required = true}},
    {"foot", {.type = BRV_TYPE_LENGTH, .required = true}},
    {"margin_column", KIND_LENGTH},
    {"gutter", KIND_LENGTH},
    {"columns", {.type = BRV_TYPE_INTEGER, .min = 1, .max = 4}},
    {"baseline", {.type = BRV_TYPE_LENGTH, .required = true}},
    {"head_at", KIND_LENGTH},
    {"foot_at", KIND_LENGTH},
    {NULL},
};

const brv_schema brv_page_schema = {.type = BRV_TYPE_MAP, .fields = page_fields};

static const brv_field furniture_fields[] = {
    {"text", {.type = BRV_TYPE_TEXT, .required = true}},
    {"role", {.type = BRV_TYPE_TEXT, .required = true}},
    {NULL},
};

static const brv_schema furniture_piece = {.type = BRV_TYPE_MAP, .fields = furniture_fields};

#define FURNITURE                                                                                  \
  {                                                                                                \
    .type = BRV_TYPE_LIST, .item = &furniture_piece                                                \
  }

static const brv_field furniture_places[] = {
    {"head_left", FURNITURE},
    {"head_right", FURNITURE},
    {"foot_left", FURNITURE},
    {"foot_right", FURNITURE},
    {"first_left", FURNITURE},
    {"first_right", FURNITURE},
    {NULL},
};

static const brv_field layout_fields[] = {
    {"title", {.type = BRV_TYPE_TEXT, .required = true}},
    {"extends", {.type = BRV_TYPE_TEXT, .help = "the layout whose table this one changes"}},
    {"page", {.type = BRV_TYPE_MAP, .fields = page_fields, .required = true}},
    {"palette", {.type = BRV_TYPE_MAP, .item = &colour, .required = true}},
    {"styles", {.type = BRV_TYPE_MAP, .item = &style, .required = true}},
    {"furniture", {.type = BRV_TYPE_MAP, .fields = furniture_places}},
    {"cover", {.type = BRV_TYPE_MAP, .item = &length, .help = "heights and rule of the cover"}},
    {"table", {.type = BRV_TYPE_MAP, .item = &length, .help = "gaps and lines of tables"}},
    {NULL},
};

const brv_schema brv_layout_schema = {.type = BRV_TYPE_MAP, .fields = layout_fields};
