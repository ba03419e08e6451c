/* The plugin host with every allocation of its Lua state failing in turn: each run ends in a report
 * or goes well, and nothing is lost or touched after it was freed.
 *
 * Here the state runs in this very process, so that what watches over its memory sees it. */
#include <string.h>

#include "plugin-kit.h"
#include "plugin/internal.h"

static void set_up(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  kit_set_up(kit);
  kit_write(kit, "api/brevier/scale.lua", "return { double = function(x) return 2 * x end }");
  kit_write(kit, "try/words.lua", "return { 'a', 'b' }");
  kit_section(kit, "local m, words = require 'brevier.scale', require 'words'",
              "local t = {} for k, v in pairs { a = 1, b = 2 } do t[#t + 1] = k .. m.double(v) end"
              " local co = coroutine.wrap(function() coroutine.yield(words[1]) end)"
              " table.sort(t, function(x, y) return x > y end)"
              " return { b.heading(ctx.title), b.list(t), b.para(('%d-%s'):format(1, co())),"
              " b.table { head = { 'x' }, rows = { { b.strong((('y'):gsub('y', 'z'))) } } },"
              " b.drawing { width = 9, height = 9, alt = 'x', draw = function(c)"
              " c:move(1, 1):line(2, 2):stroke('ink') end } }");
}

static void tear_down(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

/* The plugins as they are in a worker that has just started. */
static void forget_states(brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    brv_plugin *plugin = host->plugins->pdata[i];
    plugin->definition = LUA_NOREF;
    plugin->broken = false;
  }
}

/* The last briefing that was built; NULL where one failed. */
static const brv_node *build(brv_host *host, const brv_edition *edition, brv_diags *diags)
{
  const brv_node *root = NULL;
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++) {
      root = brv_build_briefing(host, edition, part->briefings->pdata[j], NULL, diags);
      if (!root)
        return NULL;
    }
  }
  return root;
}

/* Opens a state, loads the plugin and builds the section, all in this process. Whether it went
 * well; if not, it was reported. */
static bool attempt(plugin_kit *kit, guint fail_at, bool fail_once)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_worker_note note = {0};
  brv_host *host = kit->host;
  brv_edition edition = *kit->edition;
  edition.arena = arena;
  host->note = &note;
  host->limits.fail_at = fail_at;
  host->limits.fail_once = fail_once;
  forget_states(host);
  const brv_node *root =
      brv_host_open_state(host, diags) ? build(host, &edition, diags) : NULL;
  if (!fail_at)
    brv_diags_print(diags, stderr);
  g_assert_true((root != NULL) == (brv_diags_errors(diags) == 0));
  g_assert_true(root || brv_diags_exit(diags) == BRV_CLASS_PLUGIN);
  return root != NULL;
}

/* The least number of allocations that suffices. */
static guint walk(plugin_kit *kit)
{
  guint n = 1;
  g_assert_true(attempt(kit, 0, false));
  while (!attempt(kit, n, false))
    n++;
  return n;
}

static void open_host(plugin_kit *kit, brv_wire_names **names)
{
  kit_open(kit, NULL);
  *names = brv_crew_names(kit->host);
  kit->host->names = *names;
}

static void test_from_one_on(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  g_autoptr(brv_wire_names) names = NULL;
  open_host(kit, &names);
  guint count = walk(kit);
  g_test_message("%u allocations", count);
  g_assert_cmpuint(count, >, 500);
  g_assert_true(attempt(kit, count + 1, false));
}

/* One alone: mostly Lua collects its garbage and asks again. */
static void test_once(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  g_autoptr(brv_wire_names) names = NULL;
  open_host(kit, &names);
  guint count = walk(kit), passed = 0;
  for (guint n = 1; n <= count; n++)
    passed += attempt(kit, n, true);
  g_assert_cmpuint(passed, >, count / 2);
}

/* The same by way of workers, loading included: what fails there is reported here. */
static void test_in_workers(plugin_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  guint failed = 0, passed = 0;
  for (guint n = 1; !passed; n += 1 + n / 8) {
    g_autoptr(brv_diags) diags = brv_diags_new();
    const brv_folder *folder = brv_folder_open(kit->arena, kit->folder, diags);
    brv_host_limits limits = {.fail_at = n};
    g_autoptr(brv_host) host = brv_host_new(folder, NULL, limits, diags);
    brv_document *document = brv_host_build(host, kit->edition, NULL, diags);
    g_assert_true((document != NULL) == (brv_diags_errors(diags) == 0));
    *(document ? &passed : &failed) += 1;
  }
  g_assert_cmpuint(failed, >, 20);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/failures/from-one-on", plugin_kit, NULL, set_up, test_from_one_on, tear_down);
  g_test_add("/failures/once", plugin_kit, NULL, set_up, test_once, tear_down);
  g_test_add("/failures/in-workers", plugin_kit, NULL, set_up, test_in_workers, tear_down);
  return g_test_run();
}
