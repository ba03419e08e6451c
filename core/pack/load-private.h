/* What the parts of loading share. Private to core/pack. */
#ifndef BRV_PACK_LOAD_PRIVATE_H
#define BRV_PACK_LOAD_PRIVATE_H

#include "pack/pack.h"

/* Reads the front matter of one briefing, Markdown or JSON, named by `place`; its body waits until
 * all briefings have their ids. NULL after a report when there is none to be had; one with faults
 * is still returned. */
brv_briefing *brv_briefing_load(brv_pack *pack, const char *file, brv_place place,
                                brv_diags *diags);

/* What every briefing's front matter may hold, whatever the plugins add; NULL-ended. */
extern const brv_field brv_front_fields[];

/* What `typography:` may say, NULL-ended. */
extern const char *const brv_typographies[];

/* Checks `value` by `schema` as if no map in it had a `tier`, and all these marks by themselves. */
bool brv_bind_check_value(const brv_pack *pack, const brv_schema *schema, const brv_value *value,
                          const char *path, brv_diags *diags);

/* Reports marks that would be printed or lost: `{tier=...}` in a text that is no Markdown, and keys
 * such as `Tier` that only look like the mark. */
void brv_bind_check_marks(const brv_value *value, brv_diags *diags);
/* The same for text in a syntax of its own. */
void brv_bind_check_raw_marks(brv_place text, const char *help, brv_diags *diags);

/* One briefing while it is bound. */
typedef struct {
  brv_pack *pack;
  const brv_briefing *briefing;
  const brv_registry *registry;
  brv_diags *diags;
  int depth; /* values with Markdown around */
} brv_binding;

/* Reads what a value says beyond text (rich.c), and binds the blocks and spans in its Markdown. */
void brv_bind_read(brv_binding *b, const brv_schema *schema, brv_value *value);
void brv_bind_tree(brv_binding *b, brv_node *tree);

/* The parts of bind: types and schemas of one briefing's sections; then, once all briefings have
 * theirs, citations and links. */
void brv_bind_sections(brv_pack *pack, brv_briefing *briefing, const brv_registry *registry,
                       brv_diags *diags);
void brv_bind_references(brv_pack *pack, brv_diags *diags);

/* Fills tiers from `tiers:`; a pack without has one, "all". */
void brv_pack_load_tiers(brv_pack *pack, const brv_value *tiers, brv_diags *diags);

/* The index of the tier that `value` names; -1 when it is NULL, and after a report. */
int brv_pack_load_tier(const brv_pack *pack, const brv_value *value, brv_diags *diags);

/* Fills parts from `contents:`, loading the front matter of every briefing, then the bodies. */
void brv_pack_load_contents(brv_pack *pack, const brv_value *contents, brv_diags *diags);

/* Fills the certificate from `accessibility:`, where one is there and names who certifies. */
void brv_pack_load_certificate(brv_pack *pack, const brv_value *map, brv_diags *diags);
extern const brv_field brv_certificate_fields[];

/* Fills confidence, likelihood and grades from `scales:` and the built-in ones. */
void brv_pack_load_scales(brv_pack *pack, const brv_value *scales, brv_diags *diags);
extern const brv_field brv_scales_fields[];

#endif
