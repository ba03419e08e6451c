/* What the build prepares of the bundled plugins: used as long as it tells the truth, and no
 * longer. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "plugin/host.h"

static const char WORDS[] =
    "xx:\n  two: zwei\n  one: eins\nen: {months: [May, June], one: \"o\\u0301\"}\n";
static const char LAYOUT[] = "return { title = \"Plain\", depth = math.huge > 1 and 7 or 0 }\n";

typedef struct {
  char *top, *plugin, *init, *file; /* the folder of plugins, one of them, its init.lua; prepared */
  brv_arena *arena;
  brv_folder *folder, *layouts;
} kit;

static void put(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void put_init(const kit *k, const char *title)
{
  g_autofree char *text =
      g_strdup_printf("return { sections = { one = { titles = { en = { \"%s\" } } } } }\n", title);
  put(k->plugin, "init.lua", text);
}

/* Writes the file anew so that nothing shows it. */
static void put_init_unseen(const kit *k, const char *title)
{
  struct stat before;
  g_assert_cmpint(stat(k->init, &before), ==, 0);
  struct stat folder;
  g_assert_cmpint(stat(k->plugin, &folder), ==, 0);
  put_init(k, title);
  const struct timespec then[2] = {before.st_mtim, before.st_mtim};
  const struct timespec folders[2] = {folder.st_mtim, folder.st_mtim};
  g_assert_cmpint(utimensat(AT_FDCWD, k->init, then, 0), ==, 0);
  g_assert_cmpint(utimensat(AT_FDCWD, k->plugin, folders, 0), ==, 0);
}

/* The titles of all sections, as a host knows them that is offered the file. */
static char *titles(const kit *k, const char *prepared)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  const brv_host_limits limits = {.prepared = prepared};
  g_autoptr(brv_host) host = brv_host_new(k->folder, NULL, limits, diags);
  GString *out = g_string_new(NULL);
  const GPtrArray *sections = brv_host_registry(host)->sections;
  for (guint i = 0; i < sections->len; i++) {
    const brv_section_type *type = sections->pdata[i];
    g_string_append_printf(out, "%s.%s:%s;", type->plugin, type->name, type->titles[0]);
  }
  g_assert_cmpint(brv_diags_errors(diags), ==, 0);
  return g_string_free(out, FALSE);
}

static void assert_titles(const kit *k, const char *expected)
{
  g_autofree char *found = titles(k, k->file);
  g_assert_cmpstr(found, ==, expected);
}

static void prepare(const kit *k)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_host) host = brv_host_new(k->folder, NULL, (brv_host_limits){0}, diags);
  g_autoptr(GByteArray) bytes = brv_host_prepare(host, k->folder, k->layouts, diags);
  g_assert_nonnull(bytes);
  g_assert_true(g_file_set_contents(k->file, (const char *)bytes->data, (gssize)bytes->len, NULL));
}

static void set_up(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  k->top = g_dir_make_tmp("prepared-XXXXXX", NULL);
  k->plugin = g_build_filename(k->top, "first", NULL);
  k->init = g_build_filename(k->plugin, "init.lua", NULL);
  k->file = g_strconcat(k->top, ".file", NULL);
  k->arena = brv_arena_new();
  g_assert_cmpint(g_mkdir(k->plugin, 0755), ==, 0);
  put(k->plugin, "plugin.yaml", "id: first\nversion: 1.0.0\napi: 1\n");
  put_init(k, "Alpha");
  k->layouts = brv_folder_in_memory(k->arena, "layouts");
  brv_folder_put(k->layouts, "plain.lua", LAYOUT, strlen(LAYOUT));
  brv_folder_put(k->layouts, BRV_WORDS_FILE, WORDS, strlen(WORDS));
  k->folder = brv_folder_open(k->arena, k->top, diags);
  prepare(k);
}

static void tear_down(kit *k, const void *unused G_GNUC_UNUSED)
{
  const char *argv[] = {"rm", "-r", k->top, k->file, NULL};
  brv_arena_free(k->arena);
  g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                             NULL, NULL));
  g_free(k->top);
  g_free(k->plugin);
  g_free(k->init);
  g_free(k->file);
}

/* Nothing of the folder is read: what nobody can see has changed is not seen. */
static void test_used(kit *k, const void *unused G_GNUC_UNUSED)
{
  assert_titles(k, "first.one:Alpha;");
  put_init_unseen(k, "Omega");
  assert_titles(k, "first.one:Alpha;");
  g_autofree char *ordinary = titles(k, NULL);
  g_assert_cmpstr(ordinary, ==, "first.one:Omega;");
}

static void test_changed_file(kit *k, const void *unused G_GNUC_UNUSED)
{
  put_init(k, "Omega");
  assert_titles(k, "first.one:Omega;");
}

/* A copy has other times; the texts say that it is the same. */
static void test_touched_file(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_assert_cmpint(utimensat(AT_FDCWD, k->init, NULL, 0), ==, 0);
  g_assert_cmpint(utimensat(AT_FDCWD, k->plugin, NULL, 0), ==, 0);
  assert_titles(k, "first.one:Alpha;");
}

static void test_new_plugin(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_autofree char *second = g_build_filename(k->top, "second", NULL);
  g_assert_cmpint(g_mkdir(second, 0755), ==, 0);
  put(second, "plugin.yaml", "id: second\nversion: 1.0.0\napi: 1\n");
  put(second, "init.lua", "return { sections = { two = { titles = { en = { \"Beta\" } } } } }\n");
  assert_titles(k, "first.one:Alpha;second.two:Beta;");
}

static void test_gone_plugin(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_autofree char *manifest = g_build_filename(k->plugin, "plugin.yaml", NULL);
  g_assert_cmpint(g_unlink(manifest), ==, 0);
  assert_titles(k, "");
}

/* Cut off anywhere, of another build, or no such file at all: it is as if there were none. */
static void test_damaged(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_autofree char *whole = NULL;
  gsize length;
  g_assert_true(g_file_get_contents(k->file, &whole, &length, NULL));
  put_init_unseen(k, "Omega");
  for (gsize size = 0; size < length; size += 1 + size / 4) {
    g_assert_true(g_file_set_contents(k->file, whole, (gssize)size, NULL));
    assert_titles(k, "first.one:Omega;");
  }
  whole[17] ^= 1;
  g_assert_true(g_file_set_contents(k->file, whole, (gssize)length, NULL));
  assert_titles(k, "first.one:Omega;");
  g_assert_cmpint(g_unlink(k->file), ==, 0);
  assert_titles(k, "first.one:Omega;");
  g_assert_true(g_file_set_contents(k->file, "", 0, NULL));
}

static double depth_of(const kit *k, const brv_folder *layouts)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  const brv_host_limits limits = {.prepared = k->file, .instructions = 1};
  g_autoptr(brv_host) host = brv_host_new(k->folder, NULL, limits, diags);
  brv_value *layout = brv_host_layout(host, k->arena, &layouts, 1, "plain", BRV_NO_PLACE, diags);
  return layout ? brv_value_number(layout, "depth", 0) : -1;
}

/* Nothing is run where the text is the one that was: only a single instruction would be allowed. */
static void test_layout(kit *k, const void *unused G_GNUC_UNUSED)
{
  brv_folder *other = brv_folder_in_memory(k->arena, "layouts");
  g_autofree char *text = g_strconcat("for i = 1, 100000 do end\n", LAYOUT, NULL);
  brv_folder_put(other, "plain.lua", text, strlen(text));
  g_assert_cmpfloat(depth_of(k, k->layouts), ==, 7);
  g_assert_cmpfloat(depth_of(k, other), ==, -1);
}

static const brv_value *known(const kit *k, const char *text)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  const brv_host_limits limits = {.prepared = k->file};
  g_autoptr(brv_host) host = brv_host_new(k->folder, NULL, limits, diags);
  return brv_host_known_value(host, k->arena, brv_source_new(k->arena, "x", text, strlen(text)));
}

static void assert_same_place(brv_place one, brv_place other)
{
  g_assert_cmpuint(one.offset, ==, other.offset);
  g_assert_cmpuint(one.length, ==, other.length);
  g_assert_cmpstr(brv_source_name(one.source), ==, "x");
}

static void assert_same(const brv_value *one, const brv_value *other)
{
  g_assert_cmpint(one->kind, ==, other->kind);
  g_assert_cmpstr(one->text, ==, other->text);
  g_assert_cmpuint(one->length, ==, other->length);
  g_assert_cmpuint(one->count, ==, other->count);
  assert_same_place(one->place, other->place);
  for (guint i = 0; i < one->count && one->kind == BRV_VALUE_LIST; i++)
    assert_same(one->items[i], other->items[i]);
  for (guint i = 0; i < one->count && one->kind == BRV_VALUE_MAP; i++) {
    g_assert_cmpstr(one->members[i].key, ==, other->members[i].key);
    assert_same_place(one->members[i].place, other->members[i].place);
    assert_same(one->members[i].value, other->members[i].value);
  }
}

/* What YAML says, in its order and with its places. */
static void test_words(kit *k, const void *unused G_GNUC_UNUSED)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  const brv_source *source = brv_source_new(k->arena, "x", WORDS, strlen(WORDS));
  const brv_value *found = known(k, WORDS);
  g_assert_nonnull(found);
  assert_same(found, brv_words_read(k->arena, source, diags));
  g_assert_null(known(k, "xx: {one: eins}\n"));
}

/* A layout's keys have the places where they are written. */
static void test_layout_places(kit *k, const void *unused G_GNUC_UNUSED)
{
  const brv_value *layout = known(k, LAYOUT);
  const char *depth = strstr(LAYOUT, "depth");
  g_assert_nonnull(layout);
  g_assert_cmpstr(layout->members[0].key, ==, "depth");
  g_assert_cmpuint(layout->members[0].place.offset, ==, depth - LAYOUT);
  g_assert_cmpuint(layout->members[0].place.length, ==, strlen("depth"));
  g_assert_cmpuint(brv_value_member(layout, "title")->place.offset, ==,
                   strstr(LAYOUT, "\"Plain") - LAYOUT);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  static const struct {
    const char *name;
    void (*test)(kit *, const void *);
  } tests[] = {{"/prepared/used", test_used},
               {"/prepared/changed-file", test_changed_file},
               {"/prepared/touched-file", test_touched_file},
               {"/prepared/new-plugin", test_new_plugin},
               {"/prepared/gone-plugin", test_gone_plugin},
               {"/prepared/layout", test_layout},
               {"/prepared/layout-places", test_layout_places},
               {"/prepared/words", test_words},
               {"/prepared/damaged", test_damaged}};
  for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].name, kit, NULL, set_up, tests[i].test, tear_down);
  return g_test_run();
}
