/* What the tests of the plugin host share: a host over a folder of plugins, bundled or written by
 * the test, and an edition with one briefing made by hand. */
#ifndef PLUGIN_KIT_H
#define PLUGIN_KIT_H

#include "plugin/host.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  char *folder; /* a temporary one; NULL when the bundled plugins are used */
  brv_host *host;
  brv_edition *edition;
  brv_briefing *briefing; /* of the edition */
  brv_host_limits limits;
} plugin_kit;

void kit_set_up(plugin_kit *kit);
void kit_tear_down(plugin_kit *kit);

/* Writes a file of a plugin into the temporary folder: "watch/init.lua". */
void kit_write(plugin_kit *kit, const char *name, const char *text);
/* A plugin with the manifest that is usual in tests. */
void kit_plugin(plugin_kit *kit, const char *id, const char *init);
/* A plugin "try" with one generated section "try" whose build is the function body given, with `b`,
 * `section` and `ctx` in reach. `head` goes before the table that it returns. */
void kit_section(plugin_kit *kit, const char *head, const char *body);
/* The same with a front that has no title: the briefing's front matter, as YAML. */
void kit_front(plugin_kit *kit, const char *yaml);
void kit_reference(plugin_kit *kit, brv_reference reference);

/* Opens the host over the temporary folder (NULL: the bundled plugins). */
void kit_open(plugin_kit *kit, const char *folder);
/* Opens it if needed and builds the document; its dump, or NULL when it failed. */
char *kit_build(plugin_kit *kit);

/* A hostile plugin: it must end in an error that names the plugin's line and the briefing, within
 * its limits, or do no harm at all. */
typedef struct {
  const char *name;
  const char *head;     /* at the top of init.lua's first line */
  const char *body;     /* of build(section, ctx) */
  const char *expected; /* part of the messages; NULL: none, and "fine" comes out */
} kit_attack;

void kit_add_attacks(const char *path, const kit_attack *attacks, gsize count);
/* For tests of their own kind beside them: small limits, and a briefing that has a place. */
void kit_set_up_attack(plugin_kit *kit, gconstpointer data);
void kit_tear_down_attack(plugin_kit *kit, gconstpointer data);

/* All that was reported, as text. */
char *kit_messages(plugin_kit *kit);
void kit_expect(plugin_kit *kit, const char *part);

#endif
