/* What a layout's table must be. Private to core/typeset. */
#ifndef BRV_TYPESET_STYLE_SCHEMA_H
#define BRV_TYPESET_STYLE_SCHEMA_H

#include "base/schema.h"

/* The whole table; its page. */
extern const brv_schema brv_layout_schema, brv_page_schema;

/* The words of the choices, in the order of their enums, ended by NULL. */
extern const char *const brv_setting_names[];
extern const char *const brv_place_names[];
extern const char *const brv_case_names[];
extern const char *const brv_figures_names[];

#endif
