#include <string.h>

#include "cli/judge.h"

static bool is_epub(const char *name)
{
  return g_str_has_suffix(name, ".epub");
}

/* Those of the standards that are for such a file. */
int brv_cli_standards_for(const char *name, int standards)
{
  return standards & (is_epub(name) ? BRV_STANDARD_EPUB : ~BRV_STANDARD_EPUB);
}

char *brv_cli_sibling(const char *name)
{
  if (!g_str_has_suffix(name, ".pdf"))
    return NULL;
  g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".pdf"));
  return g_strconcat(stem, ".epub", NULL);
}

static const brv_reading *reading_of(const GArray *files, const GPtrArray *readings,
                                     const char *name)
{
  for (guint i = 0; name && i < files->len; i++)
    if (strcmp(g_array_index(files, brv_cli_file, i).name, name) == 0)
      return readings->pdata[i];
  return NULL;
}

static void tell(const brv_cli_judge *judge, brv_verdict *verdict)
{
  if (judge->tell)
    judge->tell(verdict, judge->data);
  brv_verdict_free(verdict);
}

static void judge_one(const brv_cli_judge *judge, const GArray *files, const GPtrArray *readings,
                      guint index)
{
  const brv_cli_file *file = &g_array_index(files, brv_cli_file, index);
  const brv_reading *reading = readings->pdata[index];
  g_autofree char *name = brv_cli_sibling(file->name);
  const brv_reading *sibling = reading_of(files, readings, name);
  if (file->is_beside)
    return;
  if (brv_cli_standards_for(file->name, judge->standards))
    tell(judge, brv_verify_file(reading, judge->diags));
  if (sibling)
    tell(judge, brv_verify_parity(reading, sibling, judge->diags));
  if (judge->secrets)
    tell(judge, brv_verify_tier(judge->secrets, reading, file->tier, judge->diags));
}

void brv_cli_judge_files(const brv_cli_judge *judge, const GArray *files)
{
  g_autofree brv_exhibit *exhibits = g_new0(brv_exhibit, files->len);
  for (guint i = 0; i < files->len; i++) {
    const brv_cli_file *file = &g_array_index(files, brv_cli_file, i);
    exhibits[i] = (brv_exhibit){
        .name = file->name,
        .bytes = file->bytes,
        .standards = file->is_beside ? 0 : brv_cli_standards_for(file->name, judge->standards),
        .listen = true};
  }
  const GPtrArray *readings = brv_verify_read(judge->arena, exhibits, files->len);
  for (guint i = 0; i < files->len; i++)
    judge_one(judge, files, readings, i);
}

void brv_cli_judge_outputs(const GPtrArray *outputs, brv_diags *diags, void *data)
{
  const brv_cli_proof *proof = data;
  g_autoptr(GArray) files = g_array_new(FALSE, TRUE, sizeof(brv_cli_file));
  for (guint i = 0; i < outputs->len; i++) {
    const brv_output *output = outputs->pdata[i];
    brv_cli_file file = {.name = output->path, .tier = output->tier, .bytes = output->bytes};
    g_array_append_val(files, file);
  }
  g_autoptr(brv_diags) told = brv_diags_new(); /* of the pack all has been said */
  const brv_cli_judge judge = {.arena = proof->arena,
                               .diags = diags,
                               .standards = BRV_CLI_STANDARDS,
                               .secrets = brv_secrets_new(proof->arena, proof->pack, told)};
  brv_cli_judge_files(&judge, files);
}
