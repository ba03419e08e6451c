/* The bundled plugins: each section's blocks as a dump. */
#include "plugin-kit.h"

#include <string.h>

static void set_up(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  kit_set_up(kit);
  g_autofree char *bundled = g_build_filename(g_getenv("BRV_TEST_TOP"), "plugins", NULL);
  kit_open(kit, bundled);
}

static void tear_down(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

static void test_all_load(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  g_assert_cmpuint(brv_host_registry(kit->host)->sections->len, >=, 18);
}

static void test_dump(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  kit_front(kit, "category: {value: Cloud Service, note: followed}\nregion: Asia Pacific\n"
                 "impact: medium\nhorizon: Next quarter\nsignal-type: Operator\nconfidence: 0.72\n"
                 "basis: Several public sources\n");
  kit_reference(kit, (brv_reference){.id = "wire",
                                     .title = "A report",
                                     .publisher = "Wire",
                                     .url = "https://example.org/",
                                     .grade = "B2",
                                     .pending = true});
  g_autofree char *dump = kit_build(kit);
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  g_assert_nonnull(strstr(dump, "text text=\"Medium, grade B/C. Several public sources.\""));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/plugins/all-load", plugin_kit, NULL, set_up, test_all_load, tear_down);
  g_test_add("/plugins/dump", plugin_kit, NULL, set_up, test_dump, tear_down);
  return g_test_run();
}
