/* The author's desk where a case cannot reach: runners that hang or die, records that are none, and
 * plugins that change while the program runs. */
#include <string.h>

#include "desk/desk-private.h"
#include "plugin-kit.h"

static void set_up(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
}

static void tear_down(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

/* Runs the spec of a plugin "try" in a pack with nothing else; what was printed. */
static char *run_spec(plugin_kit *kit, const char *limits, const char *spec, guint patience)
{
  g_autofree char *yaml = g_strdup_printf("id: try\nversion: 1\napi: 1\n%s", limits);
  kit_write(kit, "plugins/try/plugin.yaml", yaml);
  kit_write(kit, "plugins/try/init.lua", "return {}");
  kit_write(kit, "plugins/try/spec/try.lua", spec);
  g_autoptr(brv_desk) desk = brv_desk_open_at(g_getenv("BRV_TEST_TOP"), kit->folder, kit->diags);
  brv_test_job job = {.form = BRV_TEST_TEXT, .patience = patience};
  brv_test_counts counts = {0};
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  g_assert_true(brv_desk_test(desk, &job, out, &counts, kit->diags));
  fclose(out);
  char *copy = g_strdup(text);
  free(text);
  return copy;
}

static void expect(const char *text, const char *part)
{
  if (!strstr(text, part))
    g_error("expected: %s\nfound: %s", part, text);
}

static void test_hangs(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *said = run_spec(kit, "limits: {work: 200000000}\n",
                                   "it('passes', function() end)\n"
                                   "it('hangs', function() while true do end end)\n",
                                   100);
  expect(said, "✗ hangs\n    plugins/try/spec/try.lua:2\n    it took too long and was ended\n");
  expect(said, "1 passed, 1 failed");
}

static void test_hangs_at_once(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *said = run_spec(kit, "limits: {work: 200000000}\n", "while true do end\n", 100);
  expect(said, "✗ plugins/try/spec/try.lua\n");
  expect(said, "it took too long and was ended\n0 passed, 1 failed");
}

static void test_passes(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *said = run_spec(kit, "", "it('passes', function() build 'Text' end)\n", 0);
  g_assert_cmpstr(said, ==, "✓ try                      1\n1 passed, 0 failed\n");
}

/* --- records --- */

static void test_records(plugin_kit *kit G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  const char *const fields[] = {"a", "", "three", NULL};
  g_assert_true(brv_record_write(ends[1], BRV_RECORD_FAILED, fields));
  guint8 bytes[256];
  gssize count = read(ends[0], bytes, sizeof bytes);
  g_autoptr(GByteArray) buffer = g_byte_array_new();
  g_autoptr(GByteArray) held = g_byte_array_new();
  brv_record record;
  bool broken = false;
  for (gssize i = 0; i < count; i++) {
    g_assert_false(brv_record_take(buffer, held, &record, &broken));
    g_byte_array_append(buffer, bytes + i, 1);
  }
  g_assert_true(brv_record_take(buffer, held, &record, &broken));
  g_assert_cmpint(record.kind, ==, BRV_RECORD_FAILED);
  g_assert_cmpstrv(record.fields, fields);
  g_assert_cmpuint(buffer->len, ==, 0);
  g_assert_false(broken);
  close(ends[0]);
  close(ends[1]);
}

/* Whatever bytes come, a record or none is read, and nothing beyond them. */
static void test_no_records(plugin_kit *kit G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  GRand *chance = g_rand_new_with_seed(17);
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GByteArray) buffer = g_byte_array_new();
    g_autoptr(GByteArray) held = g_byte_array_new();
    guint32 length = (guint32)g_rand_int_range(chance, 0, 40);
    g_byte_array_append(buffer, (const guint8 *)&length, sizeof length);
    for (guint32 i = 0; i < length; i++) {
      guint8 byte = (guint8)(i % 4 ? 0 : g_rand_int_range(chance, 0, 8));
      g_byte_array_append(buffer, &byte, 1);
    }
    brv_record record;
    bool broken = false;
    bool taken = brv_record_take(buffer, held, &record, &broken);
    g_assert_true(taken != broken);
    for (int i = 0; taken && record.fields[i]; i++)
      g_assert_cmpuint(strlen(record.fields[i]), <, held->len);
  }
  g_rand_free(chance);
}

/* --- plugins that change --- */

static void expect_built(plugin_kit *kit, const char *part)
{
  g_clear_pointer(&kit->host, brv_host_free);
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(dump);
  expect(dump, part);
}

/* What is changed on the disk is in the next compilation: code, modules, words, and what was
 * broken. */
static void test_picks_up_changes(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local m = require 'm'", "return b.para(m .. ctx.words.w)");
  kit_write(kit, "try/m.lua", "return 'one '");
  kit_write(kit, "try/locale/en.yaml", "w: two");
  expect_built(kit, "\"one two\"");
  kit_write(kit, "try/m.lua", "return 'three '");
  expect_built(kit, "\"three two\"");
  kit_write(kit, "try/locale/en.yaml", "w: four");
  expect_built(kit, "\"three four\"");
  kit_section(kit, "local m = require 'm'", "return b.para('five')");
  expect_built(kit, "\"five\"");
  kit_write(kit, "try/m.lua", "return nil + 1");
  g_clear_pointer(&kit->host, brv_host_free);
  g_assert_null(kit_build(kit));
  kit_write(kit, "try/m.lua", "return 1");
  expect_built(kit, "\"five\"");
}

#define ADD(name, test) g_test_add("/desk/" name, plugin_kit, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("hangs", test_hangs);
  ADD("hangs-at-once", test_hangs_at_once);
  ADD("passes", test_passes);
  ADD("records", test_records);
  ADD("no-records", test_no_records);
  ADD("picks-up-changes", test_picks_up_changes);
  return g_test_run();
}
