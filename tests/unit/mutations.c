/* Robustness: the sample pack, broken at random places in ways that are the same on every run, is
 * loaded, bound and, where no error was found, projected for every tier. Nothing may crash or take
 * long, and every error must have a place. Sanitizers see what no assertion here does. */
#include <glib/gstdio.h>

#include "help.h"

#include "edition/edition.h"
#include "plugin/host.h"

enum { ROUNDS = 300, SECONDS = 20 };

static const char *const files[] = {
    "pack.yaml",           "briefings/deepseek-v4-huawei.md", "briefings/orders.md",
    "briefings/nvidia.md", "briefings/not-known.md",          "briefings/controls.json",
    "img/claims.svg",
};

static const char *const tokens[] = {
    "{",        "}",
    "[",        "]",
    ":::\n",    "\n::: {tier=open}\n",
    "```\n",    "```{.relations}\n",
    "[^1]",     "[^1]: x",
    "{tier=",   "\r",
    "\x01",     "|",
    "\xff",     "---\n",
    "> ",       "- ",
    "\t",       "    ",
    "\\",       "\"",
    "'",        ": ",
    "&",        "*",
    "![",       "](",
    "[@",       "# ",
    "<",        "<!--",
    "\n\n",     "**",
    "`",        "\xc3",
    "\xe2\x80", "$",
    "%",        "{#x .y z=\"",
};

/* A linear congruential generator (Knuth's MMIX constants), so that every run is the same. */
static guint64 state;

static guint pick(guint below)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (guint)(state >> 33) % MAX(below, 1);
}

static void mutate(GString *text)
{
  guint length = (guint)text->len, from = pick(length), span = pick(200) + 1;
  const char *token = tokens[pick(G_N_ELEMENTS(tokens))];
  span = MIN(span, length - from);
  switch (pick(5)) {
  case 0:
    if (length)
      text->str[from] = (char)pick(256);
    break;
  case 1:
    g_string_erase(text, from, span);
    break;
  case 2: {
    g_autofree char *copy = g_strndup(text->str + from, span);
    for (guint times = pick(30); times--;)
      g_string_insert_len(text, (gssize)pick((guint)text->len), copy, -1);
    break;
  }
  case 3:
    for (guint times = pick(50); times--;)
      g_string_insert(text, from, token);
    break;
  default:
    g_string_insert(text, from, token);
    break;
  }
}

static char *read_file(const char *folder, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  g_file_get_contents(path, &text, length, &error);
  g_assert_no_error(error);
  return text;
}

static void write_file(const char *folder, const char *name, const char *text, gsize length)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  g_autoptr(GError) error = NULL;
  g_mkdir_with_parents(parent, 0700);
  g_file_set_contents_full(path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                           &error);
  g_assert_no_error(error);
}

static void copy_folder(const char *from, const char *to, const char *name)
{
  g_autofree char *path = g_build_filename(from, name, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *entry; (entry = g_dir_read_name(dir));) {
    g_autofree char *inside = g_build_filename(name, entry, NULL);
    g_autofree char *whole = g_build_filename(from, inside, NULL);
    if (g_file_test(whole, G_FILE_TEST_IS_DIR))
      continue;
    gsize length;
    g_autofree char *bytes = read_file(from, inside, &length);
    write_file(to, inside, bytes, length);
  }
}

static void remove_folder(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  for (const char *entry; dir && (entry = g_dir_read_name(dir));) {
    g_autofree char *inside = g_build_filename(path, entry, NULL);
    if (g_file_test(inside, G_FILE_TEST_IS_DIR))
      remove_folder(inside);
    else
      g_unlink(inside);
  }
  g_rmdir(path);
}

static void project_all(const brv_pack *pack)
{
  for (guint i = 0; i < pack->tiers->len; i++) {
    g_autoptr(brv_arena) arena = brv_arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    brv_edition_dump(brv_edition_project(arena, pack, (int)i), out);
    g_assert_cmpuint(out->len, >, 0);
  }
}

/* Loads the folder once; gives how many errors were found. */
static guint load(const char *folder, const brv_registry *registry)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  gint64 before = g_get_monotonic_time();
  brv_pack *pack = brv_pack_load(arena, folder, diags);
  if (pack)
    brv_pack_bind(pack, registry, diags);
  guint errors = brv_diags_errors(diags);
  if (pack && !errors)
    project_all(pack);
  g_autoptr(GString) dump = g_string_new(NULL);
  if (pack)
    brv_pack_dump(pack, dump);
  char *messages = help_messages(diags);
  if (strstr(messages, "brevier: error"))
    g_error("an error without a place:\n%s", messages);
  free(messages);
  g_assert_true(pack || errors);
  g_assert_cmpint((g_get_monotonic_time() - before) / G_USEC_PER_SEC, <, SECONDS);
  return errors;
}

static void round_of(const char *sample, const char *folder, const brv_registry *registry,
                     guint number, guint *failed)
{
  gsize length;
  state = number;
  const char *name = files[pick(G_N_ELEMENTS(files))];
  g_autofree char *original = read_file(sample, name, &length);
  GString *text = g_string_new_len(original, (gssize)length);
  for (guint times = pick(6) + 1; times--;)
    mutate(text);
  write_file(folder, name, text->str, text->len);
  *failed += load(folder, registry) > 0;
  write_file(folder, name, original, length);
  g_string_free(text, TRUE);
}

static void test_mutations(void)
{
  g_autofree char *sample = g_build_filename(g_getenv("BRV_TEST_TOP"), "samples", "weekly", NULL);
  g_autofree char *plugins = g_build_filename(g_getenv("BRV_TEST_TOP"), "plugins", NULL);
  g_autofree char *folder = g_dir_make_tmp("brevier-XXXXXX", NULL);
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_host) host =
      brv_host_new(brv_folder_open(arena, plugins, diags), NULL, (brv_host_limits){0}, diags);
  help_assert_clean(diags);
  static const char *const parts[] = {"", "briefings", "img"};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    copy_folder(sample, folder, parts[i]);
  g_assert_cmpuint(load(folder, brv_host_registry(host)), ==, 0);
  guint failed = 0, rounds = g_test_slow() ? ROUNDS * 20 : ROUNDS;
  for (guint i = 1; i <= rounds; i++)
    round_of(sample, folder, brv_host_registry(host), i, &failed);
  remove_folder(folder);
  g_test_message("%u of %u broken packs were refused", failed, rounds);
  g_assert_cmpuint(failed, >, rounds / 4);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mutations", test_mutations);
  return g_test_run();
}
