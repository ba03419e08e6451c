/* What a plugin's author may ask of a host beside building: for the desk. */
#ifndef BRV_PLUGIN_INSPECT_H
#define BRV_PLUGIN_INSPECT_H

#include "plugin/host.h"

/* The number of the API of this program. */
int brv_host_api(void);

/* The Lua files of a plugin, those in spec/ too; of const brv_source *, sorted by name, in the
 * arena. */
GPtrArray *brv_host_sources(const brv_host *host, brv_arena *arena, const char *plugin);

/* Its manifest as read, and the words of a language as read; NULL where there are none. */
const brv_value *brv_host_manifest(const brv_host *host, const char *plugin);
const brv_value *brv_host_words(const brv_host *host, const char *plugin, const char *language);
/* The languages that it has words for; of const char *, sorted, in the arena. */
GPtrArray *brv_host_languages(const brv_host *host, brv_arena *arena, const char *plugin);

/* The headings of a section type of a registry: a map of language to list of texts; or NULL. */
const brv_value *brv_section_titles(const brv_section_type *type);

/* Compiles every Lua file of a plugin, those that nothing requires too, and reports what cannot be
 * read. */
void brv_host_check_syntax(brv_host *host, const char *plugin, brv_diags *diags);

#endif
