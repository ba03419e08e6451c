#include "base/lines.h"
#include "desk/desk-private.h"

enum { GOLDEN_LIMIT = 4 << 20 };

static void tell(const brv_goldens *goldens, brv_record_kind kind, const char *name,
                 const char *text)
{
  const char *const fields[] = {name, text, NULL};
  brv_record_write(goldens->fd, kind, fields);
}

static const char *read_golden(const brv_goldens *goldens, brv_arena *arena, const char *file)
{
  const brv_folder *folder = brv_desk_folder(goldens->desk, goldens->plugin);
  gsize length = 0;
  if (!brv_folder_has(folder, file))
    return NULL;
  g_autoptr(brv_diags) unused = brv_diags_new();
  return brv_folder_read(arena, folder, file, GOLDEN_LIMIT, &length, BRV_NO_PLACE, unused);
}

const char *brv_golden_compare(const brv_goldens *goldens, brv_arena *arena, const char *name,
                               const char *text)
{
  const char *file = brv_arena_printf(arena, "%s/spec/%s.golden", goldens->plugin->id, name);
  const char *expected = read_golden(goldens, arena, file);
  tell(goldens, BRV_RECORD_GOLDEN, name, NULL);
  g_autoptr(GString) lines = g_string_new(NULL);
  if (expected && !brv_lines_differ(expected, text, lines))
    return NULL;
  if (goldens->accept) {
    tell(goldens, BRV_RECORD_ACCEPTS, name, text);
    return NULL;
  }
  if (!expected)
    return brv_arena_printf(
        arena, "there is no golden spec/%s.golden yet; --accept writes it from:\n%s", name, text);
  return brv_arena_printf(arena, "differs from spec/%s.golden (- expected, + found)\n%s", name,
                          lines->str);
}
