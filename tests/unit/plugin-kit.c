#include "plugin-kit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

void kit_set_up(plugin_kit *kit)
{
  *kit = (plugin_kit){.arena = brv_arena_new(), .diags = brv_diags_new()};
  kit->folder = g_dir_make_tmp("brv-plugin-XXXXXX", NULL);
  brv_edition *edition = kit->edition = brv_new(kit->arena, brv_edition);
  brv_edition_briefing *briefing = brv_new(kit->arena, brv_edition_briefing);
  brv_edition_part *part = brv_new(kit->arena, brv_edition_part);
  GArray *bands = g_array_new(FALSE, FALSE, sizeof(brv_band));
  static const brv_band scale[] = {{0.9, 1, "A", "High: direct sources"},
                                   {0.75, 0.89, "A/B", "Strong"},
                                   {0.55, 0.74, "B/C", "Medium"},
                                   {0, 0.54, "D", "Weak signal"}};
  g_array_append_vals(bands, scale, G_N_ELEMENTS(scale));
  *edition = (brv_edition){
      .arena = kit->arena,
      .slug = "pack",
      .title = "Pack",
      .date = "2026-04-26",
      .language = "en-GB",
      .tier = "open",
      .tier_name = "Open",
      .sections = brv_arena_ptr_array(kit->arena),
      .parts = brv_arena_ptr_array(kit->arena),
      .confidence = brv_arena_own(kit->arena, bands, (GDestroyNotify)g_array_unref),
  };
  part->briefings = brv_arena_ptr_array(kit->arena);
  g_ptr_array_add(edition->parts, part);
  g_ptr_array_add(part->briefings, briefing);
  kit->briefing = &briefing->briefing;
  *kit->briefing = (brv_briefing){
      .id = "orders",
      .file = "orders.md",
      .title = "Orders",
      .kind = "Signal Briefing",
      .front = brv_value_new(kit->arena, BRV_VALUE_MAP, BRV_NO_PLACE),
      .references = brv_arena_ptr_array(kit->arena),
      .body = brv_node_new(kit->arena, BRV_NODE_BRIEFING, BRV_NO_PLACE),
      .tier = -1,
  };
}

static void remove_tree(const char *path)
{
  GDir *dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    remove_tree(inner);
  }
  if (dir)
    g_dir_close(dir);
  g_remove(path);
}

void kit_tear_down(plugin_kit *kit)
{
  brv_host_free(kit->host);
  brv_diags_free(kit->diags);
  brv_arena_free(kit->arena);
  remove_tree(kit->folder);
  g_free(kit->folder);
}

void kit_write(plugin_kit *kit, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(kit->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

void kit_plugin(plugin_kit *kit, const char *id, const char *init)
{
  g_autofree char *manifest = g_strdup_printf("%s/plugin.yaml", id);
  g_autofree char *lua = g_strdup_printf("%s/init.lua", id);
  g_autofree char *yaml = g_strdup_printf("id: %s\nversion: 1\napi: 1\n", id);
  kit_write(kit, manifest, yaml);
  kit_write(kit, lua, init);
}

void kit_section(plugin_kit *kit, const char *head, const char *body)
{
  g_autofree char *init =
      g_strdup_printf("local b = require \"brevier\" %s\n"
                      "return { sections = { try = { titles = { en = { \"Try\" } },"
                      " rank = 1, generated = true,\n"
                      "build = function(section, ctx)\n%s\nend } } }\n",
                      head, body);
  kit_plugin(kit, "try", init);
}

void kit_front(plugin_kit *kit, const char *yaml)
{
  brv_source *source = brv_source_new(kit->arena, "orders.md", yaml, strlen(yaml));
  brv_place whole = {source, 0, (guint32)strlen(yaml)};
  kit->briefing->front = brv_yaml_read(kit->arena, whole, kit->diags);
  kit->briefing->place = whole;
}

void kit_reference(plugin_kit *kit, brv_reference reference)
{
  brv_reference *copy = brv_new(kit->arena, brv_reference);
  *copy = reference;
  g_ptr_array_add(kit->briefing->references, copy);
}

void kit_open(plugin_kit *kit, const char *folder)
{
  brv_folder *opened = brv_folder_open(kit->arena, folder ? folder : kit->folder, kit->diags);
  kit->host = brv_host_new(opened, NULL, kit->limits, kit->diags);
}

char *kit_build(plugin_kit *kit)
{
  if (!kit->host)
    kit_open(kit, NULL);
  brv_document *document = brv_host_build(kit->host, kit->edition, NULL, kit->diags);
  if (!document)
    return NULL;
  GString *dump = g_string_new(NULL);
  brv_node_dump(document->root, dump);
  return g_string_free(dump, FALSE);
}

char *kit_messages(plugin_kit *kit)
{
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  brv_diags_print(kit->diags, out);
  fclose(out);
  char *copy = g_strdup(text);
  free(text);
  return copy;
}

void kit_expect(plugin_kit *kit, const char *part)
{
  g_autofree char *messages = kit_messages(kit);
  if (!strstr(messages, part))
    g_error("expected: %s\nfound: %s", part, messages);
}

/* --- attacks --- */

void kit_set_up_attack(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
  kit_front(kit, "confidence: 0.5\n");
  kit->limits = (brv_host_limits){.memory = 12 << 20, .instructions = 3 * 1000 * 1000};
}

void kit_tear_down_attack(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

static void expect_nothing(plugin_kit *kit)
{
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
}

/* An attack at the top of init.lua is found before any briefing is built. */
static void expect_attack_told(plugin_kit *kit, const kit_attack *a)
{
  kit_expect(kit, a->expected);
  kit_expect(kit, "plugins/try/init.lua");
  if (!a->head[0])
    kit_expect(kit, "orders.md:1:1: error: try: ");
  g_assert_cmpint(brv_diags_exit(kit->diags), ==, BRV_CLASS_PLUGIN);
}

/* Seconds of the processor that workers took: a busy machine must not fail a test. */
static double spent_by_workers(void)
{
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / G_USEC_PER_SEC;
}

static void test_attack(plugin_kit *kit, gconstpointer data)
{
  const kit_attack *a = data;
  kit_section(kit, a->head, a->body);
  double before = spent_by_workers();
  g_autofree char *dump = kit_build(kit);
  g_assert_cmpfloat(spent_by_workers() - before, <, 20);
  g_assert_true((dump == NULL) == (a->expected != NULL));
  if (a->expected) {
    expect_attack_told(kit, a);
  } else {
    expect_nothing(kit);
    g_assert_nonnull(strstr(dump, "text text=\"fine\""));
  }
}

void kit_add_attacks(const char *path, const kit_attack *attacks, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf("%s/%s", path, attacks[i].name);
    g_test_add(name, plugin_kit, &attacks[i], kit_set_up_attack, test_attack, kit_tear_down_attack);
  }
}
