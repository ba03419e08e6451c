#include "manifest.h"

#include "base/dump.h"

/* JSON in lines, as editors lay it out. */
typedef struct {
  GString *text;
  int depth;
  bool is_first; /* nothing stands yet in what was begun last */
} writer;

static void begin_line(writer *w)
{
  if (!w->is_first)
    g_string_append_c(w->text, ',');
  g_string_append_printf(w->text, "\n%*s", 2 * w->depth, "");
  w->is_first = false;
}

static void begin_member(writer *w, const char *key)
{
  begin_line(w);
  brv_dump_json(w->text, key);
  g_string_append(w->text, " : ");
}

static void begin(writer *w, char bracket)
{
  g_string_append_c(w->text, bracket);
  w->depth++;
  w->is_first = true;
}

static void end(writer *w, char bracket)
{
  w->depth--;
  g_string_append_printf(w->text, "\n%*s%c", 2 * w->depth, "", bracket);
  w->is_first = false;
}

static void add_text(writer *w, const char *key, const char *text)
{
  begin_member(w, key);
  if (text)
    brv_dump_json(w->text, text);
  else
    g_string_append(w->text, "null");
}

static void add_count(writer *w, const char *key, gsize count)
{
  begin_member(w, key);
  g_string_append_printf(w->text, "%" G_GSIZE_FORMAT, count);
}

static void add_file(writer *w, const brv_output *output)
{
  g_autofree char *name = g_path_get_basename(output->path);
  begin_line(w);
  begin(w, '{');
  add_text(w, "file", name);
  add_text(w, "tier", output->tier);
  add_text(w, "format", output->format);
  add_count(w, "bytes", output->size);
  add_text(w, "sha256", output->sha256);
  if (output->pages)
    add_count(w, "pages", output->pages);
  add_count(w, "words", output->words);
  end(w, '}');
}

static void add_files(writer *w, const GPtrArray *outputs)
{
  begin_member(w, "files");
  begin(w, '[');
  for (guint i = 0; i < outputs->len; i++)
    add_file(w, outputs->pdata[i]);
  end(w, ']');
}

static void add_problems(writer *w, const brv_diags *diags)
{
  begin_member(w, "problems");
  begin(w, '{');
  add_count(w, "errors", brv_diags_errors(diags));
  add_count(w, "warnings", brv_diags_warnings(diags));
  end(w, '}');
}

static void add_versions(writer *w, brv_versions versions)
{
  begin_member(w, "versions");
  begin(w, '{');
  add_text(w, "brevier", BRV_VERSION);
  add_text(w, "cairo", versions.cairo);
  add_text(w, "harfbuzz", versions.harfbuzz);
  add_text(w, "pango", versions.pango);
  end(w, '}');
}

GBytes *brv_manifest(const brv_pack *pack, const GPtrArray *outputs, brv_versions versions,
                     const brv_diags *diags)
{
  writer w = {.text = g_string_new(NULL)};
  begin(&w, '{');
  add_text(&w, "title", pack->title);
  add_text(&w, "number", pack->number);
  add_text(&w, "date", pack->date);
  add_files(&w, outputs);
  add_problems(&w, diags);
  add_versions(&w, versions);
  end(&w, '}');
  g_string_append_c(w.text, '\n');
  return g_string_free_to_bytes(w.text);
}
