#include "compile.h"

#include <string.h>

#include "base/hash.h"
#include "base/heap.h"
#include "base/part.h"
#include "document/document.h"
#include "edition/edition.h"
#include "manifest.h"
#include "pack/pack.h"
#include "plugin/host.h"
#include "press/press.h"
#include "typeset/fonts.h"
#include "typeset/label.h"

/* One compilation. The stages read in order: load, build, set and draw, judge, write. */
struct brv_compilation {
  const brv_job *job;
  brv_diags *diags;
  brv_arena *arena;
  brv_pack *pack; /* everything, every tier */
  brv_host *host; /* the plugins */
  const brv_words *words;
  const brv_layout *layout;
  brv_looks looks;  /* of the layout, for the plugins */
  brv_ruler *ruler; /* made when a plugin first measures a text */
  __typeof__(&brv_ruler_measure) measure;
  brv_font_files *fonts;
  bool has_looked;     /* for the fonts */
  brv_cache *cache;    /* of what was made before; NULL: nothing is kept */
  GPtrArray *editions; /* of edition_run * */
  guint done, total;   /* steps, for who watches */
  gint64 clock;        /* when the running stage began, in microseconds */
};

typedef brv_compilation run;

/* One tier's way through the stages, with its own memory. */
typedef struct {
  brv_arena *arena;       /* the edition's; NULL when it is forgotten */
  brv_edition *edition;   /* what the tier may read; nothing below sees the pack */
  brv_document *document; /* one tree of blocks, numbered and resolved; in an arena of its own */
  brv_impression made;    /* its files, still in memory */
} edition_run;

static void progress(run *r, const char *what)
{
  r->done++;
  if (r->job->progress)
    r->job->progress(what, r->done, r->total, r->job->progress_data);
}

static guint worker_count(const run *r)
{
  return r->job->workers ? (guint)r->job->workers : g_get_num_processors();
}

/* Setting and drawing are a part of the program, opened when it is first needed. */
#define PRESS(function) BRV_PART("press", function, r->diags)

/* 1. Load: the pack, the plugins that give its sections their types, the layout. */

static brv_folder *data_folder(run *r, const char *name)
{
  g_autofree char *path = g_build_filename(brv_data_folder(), name, NULL);
  return brv_folder_open(r->arena, path, r->diags);
}

/* The program's fonts, then the pack's own. */
static void find_fonts(void *data)
{
  run *r = data;
  if (r->has_looked)
    return;
  r->has_looked = true;
  g_autofree char *bundled = g_build_filename(brv_data_folder(), "fonts", NULL);
  g_autofree char *pack = g_canonicalize_filename(r->job->pack, NULL);
  g_autofree char *own = g_build_filename(pack, "fonts", NULL);
  const char *folders[3] = {bundled};
  if (brv_folder_has(r->pack->folder, "fonts"))
    folders[1] = own;
  __typeof__(&brv_font_files_new) find = PRESS(brv_font_files_new);
  r->fonts = find ? find(folders, r->diags) : NULL;
  if (r->fonts)
    brv_arena_own(r->arena, r->fonts, (GDestroyNotify)PRESS(brv_font_files_free));
}

/* The program's words are known from when it was built, as its layouts are. */
static void load_words(run *r, const brv_folder *layouts)
{
  const brv_source *source = brv_words_source(r->arena, layouts, r->diags);
  const brv_value *all = source ? brv_host_known_value(r->host, r->arena, source) : NULL;
  if (source && !all)
    all = brv_words_read(r->arena, source, r->diags);
  r->words = brv_words_new(r->arena, all, r->pack->language);
}

static void load_layout(run *r)
{
  const char *name = r->job->layout ? r->job->layout : r->pack->layout;
  brv_folder *bundled = data_folder(r, "layouts");
  brv_folder *own = brv_folder_inside(r->arena, r->pack->folder, "layouts");
  if (!bundled)
    return;
  const brv_folder *folders[] = {own ? own : bundled, bundled};
  gsize first = own ? 0 : 1;
  const brv_value *wish = r->job->layout ? NULL : brv_value_member(r->pack->source, "layout");
  brv_value *table = brv_host_layout(r->host, r->arena, folders + first, 2 - first, name,
                                     wish ? wish->place : BRV_NO_PLACE, r->diags);
  if (table)
    r->layout = brv_layout_new(r->arena, table, r->pack->page, r->pack->accent, r->diags);
  load_words(r, bundled);
}

static void make_ruler(run *r)
{
  r->ruler = PRESS(brv_ruler_open)(r->layout, r->fonts);
  brv_arena_own(r->arena, r->ruler, (GDestroyNotify)PRESS(brv_ruler_free));
  r->measure = PRESS(brv_ruler_measure);
}

/* Most packs measure nothing and open no fonts for it. */
static brv_extents measure_label(void *data, const char *text, const char *role,
                                 const char *language)
{
  run *r = data;
  find_fonts(r);
  if (!r->fonts)
    return (brv_extents){0};
  if (!r->ruler)
    make_ruler(r);
  return r->measure(r->ruler, text, role, language);
}

/* What plugins may know of the layout. */
static void show_layout(run *r)
{
  if (!r->layout)
    return;
  r->looks = (brv_looks){.measure = measure_label, .data = r};
  r->looks.colours = brv_layout_colours(r->arena, r->layout);
  brv_layout_columns(r->layout, &r->looks.text, &r->looks.margin, &r->looks.wide);
  r->looks.height = brv_layout_picture_height(r->layout);
  brv_host_set_looks(r->host, &r->looks);
}

static brv_host *new_host(run *r, const brv_folder *bundled, const brv_folder *own)
{
  g_autofree char *prepared = brv_beside_core("plugins");
  return brv_host_new(bundled, own, (brv_host_limits){.prepared = prepared}, r->diags);
}

/* What was asked for and the pack has not. */
static void check_formats(const run *r)
{
  bool pdf = r->job->formats & ~r->pack->formats & BRV_FORMAT_PDF;
  bool epub = r->job->formats & ~r->pack->formats & BRV_FORMAT_EPUB;
  const brv_value *formats = brv_value_member(r->pack->source, "formats");
  if (formats && (pdf || epub))
    brv_report(r->diags, BRV_USAGE, formats->place,
               pdf ? "ask for epub, or name pdf too" : "ask for pdf, or name epub too",
               "this pack makes no %s", pdf ? "PDF" : "EPUB");
}

static bool load(run *r)
{
  if (r->job->release)
    brv_diags_strict(r->diags);
  r->pack = brv_pack_load(r->arena, r->job->pack, r->diags);
  brv_folder *bundled = data_folder(r, "plugins");
  brv_folder *own = r->pack ? brv_folder_inside(r->arena, r->pack->folder, "plugins") : NULL;
  if (bundled)
    r->host = new_host(r, bundled, own);
  if (!r->pack || !r->host)
    return false;
  brv_pack_bind(r->pack, brv_host_registry(r->host), r->diags);
  check_formats(r);
  if (r->job->release)
    brv_pack_check_release(r->pack, r->diags);
  if (brv_folder_has(r->pack->folder, "fonts")) /* what is wrong with them is told at once */
    find_fonts(r);
  load_layout(r);
  show_layout(r);
  return !brv_diags_errors(r->diags);
}

/* 2. Build: for each tier the projection and the plugins. */

static void free_edition_run(void *data)
{
  edition_run *e = data;
  g_clear_pointer(&e->made.pdf, g_bytes_unref);
  g_clear_pointer(&e->made.epub, g_bytes_unref);
  g_clear_pointer(&e->made.dump, g_free);
  if (e->document)
    brv_arena_free(e->document->arena);
  brv_arena_free(e->arena);
  g_free(e);
}

static void add_edition(run *r, int tier)
{
  edition_run *e = g_new0(edition_run, 1);
  g_ptr_array_add(r->editions, e);
  e->arena = brv_arena_new();
  e->edition = brv_edition_project(e->arena, r->pack, tier);
  const brv_tier *readers = r->pack->tiers->pdata[tier];
  if (!e->edition->parts->len)
    brv_report(r->diags, BRV_EMPTY_EDITION, readers->place,
               "give them one, or name the other tiers with --tier",
               "the readers of \"%s\" would get no briefing", readers->id);
}

/* The plugins run in processes of their own, side by side; what they built comes back. Meanwhile
 * this one opens what pages are set with. */
static void run_plugins(run *r)
{
  guint count = r->editions->len;
  g_autofree const brv_edition **editions = g_new0(const brv_edition *, count);
  g_autofree brv_document **documents = g_new0(brv_document *, count);
  for (guint i = 0; i < count; i++)
    editions[i] = ((const edition_run *)r->editions->pdata[i])->edition;
  brv_host_set_meanwhile(r->host, find_fonts, r);
  brv_host_build_all(r->host, editions, count, worker_count(r), r->words, r->cache, documents,
                     r->diags);
  find_fonts(r);
  for (guint i = 0; i < count; i++)
    ((edition_run *)r->editions->pdata[i])->document = documents[i];
}

static const char *nearest_tier(run *r, const char *id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < r->pack->tiers->len; i++)
    g_ptr_array_add(ids, (void *)((const brv_tier *)r->pack->tiers->pdata[i])->id);
  g_ptr_array_add(ids, NULL);
  return brv_did_you_mean(r->arena, id, (const char *const *)ids->pdata);
}

/* The tiers asked for, each once, in the pack's order; all when none is named. */
static guint32 wanted_tiers(run *r)
{
  guint32 wanted = 0;
  for (const char *const *id = r->job->tiers; id && *id; id++) {
    int tier = brv_pack_tier(r->pack, *id);
    if (tier < 0)
      brv_report(r->diags, BRV_USAGE, BRV_NO_PLACE, nearest_tier(r, *id),
                 "the pack has no tier called \"%s\"", *id);
    else
      wanted |= 1u << tier;
  }
  return r->job->tiers && *r->job->tiers ? wanted : G_MAXUINT32;
}

static bool build(run *r)
{
  guint32 wanted = wanted_tiers(r);
  for (guint i = 0; i < r->pack->tiers->len; i++)
    r->total += (wanted >> i & 1) * 2;
  for (guint i = 0; i < r->pack->tiers->len; i++)
    if (wanted >> i & 1)
      add_edition(r, (int)i);
  run_plugins(r);
  return !brv_diags_errors(r->diags);
}

/* 3. Resolve: quotes and dashes, numbers, references, contents. What can be told of the editions
 * that were built is told, also where another was not. */

static void resolve_edition(run *r, const edition_run *e)
{
  if (!e->document)
    return;
  brv_document_resolve(e->document, r->diags);
  brv_document_add_front(e->document);
  progress(r, "sections");
}

static bool resolve(run *r)
{
  for (guint i = 0; i < r->editions->len; i++)
    resolve_edition(r, r->editions->pdata[i]);
  return !brv_diags_errors(r->diags);
}

/* What came before the documents is most of what a volume holds, and nothing asks for it any more:
 * it goes back to the system before there are workers, who would hold it too. */
static void forget_editions(run *r)
{
  for (guint i = 0; i < r->editions->len; i++) {
    edition_run *e = r->editions->pdata[i];
    e->edition = NULL;
    g_clear_pointer(&e->arena, brv_arena_free);
  }
  brv_pack_forget_bodies(r->pack);
  brv_heap_give_back();
}

/* 4. Set and draw: pages, and from them the files. The editions run side by side. */

static void drawn(void *r)
{
  progress(r, "pages");
}

static bool set_and_draw(run *r, int formats, bool dumps)
{
  guint count = r->editions->len;
  g_autofree brv_impression *made = g_new0(brv_impression, count);
  brv_press press = {
      .layout = r->layout,
      .fonts = r->fonts,
      .formats = formats,
      .dumps = dumps,
      .side_by_side = worker_count(r),
      .cache = r->cache,
      .finished = drawn,
      .data = r,
  };
  for (guint i = 0; i < count; i++)
    made[i].document = ((const edition_run *)r->editions->pdata[i])->document;
  PRESS(brv_press_run)(&press, made, count, r->diags);
  for (guint i = 0; i < count; i++)
    ((edition_run *)r->editions->pdata[i])->made = made[i];
  return !brv_diags_errors(r->diags);
}

static int wanted_formats(const run *r)
{
  return r->job->formats ? r->job->formats : r->pack->formats;
}

/* 5. Judge, where that is asked for, and write: all files at once, or none. */

static char *output_folder(const run *r)
{
  if (r->job->output)
    return g_strdup(r->job->output);
  bool is_here = strcmp(r->job->pack, ".") == 0;
  return is_here ? g_strdup("out") : g_build_filename(r->job->pack, "out", NULL);
}

/* Beside the files. Its name has a dot, so that nobody sends it on with them. */
static void open_cache(run *r)
{
  g_autofree char *folder = output_folder(r);
  g_autofree char *path = g_build_filename(folder, ".brevier-cache", NULL);
  r->cache = brv_cache_open(path);
}

static void add_output(run *r, GPtrArray *outputs, const edition_run *e, const char *format,
                       GBytes *bytes)
{
  if (!bytes)
    return;
  const brv_document *d = e->document;
  g_autofree char *name = d->number
                              ? g_strdup_printf("%s-%s-%s.%s", d->slug, d->number, d->tier, format)
                              : g_strdup_printf("%s-%s.%s", d->slug, d->tier, format);
  g_autofree char *folder = output_folder(r);
  brv_output *output = g_new0(brv_output, 1);
  *output = (brv_output){
      .path = g_build_filename(folder, name, NULL),
      .tier = g_strdup(d->tier),
      .format = g_strdup(format),
      .sha256 = brv_sha256(bytes),
      .bytes = g_bytes_ref(bytes),
      .size = g_bytes_get_size(bytes),
      .pages = d->unpaged ? 0 : e->made.pages,
      .words = e->made.words,
  };
  g_ptr_array_add(outputs, output);
}

static void name_outputs(run *r, GPtrArray *outputs)
{
  for (guint i = 0; i < r->editions->len; i++) {
    const edition_run *e = r->editions->pdata[i];
    add_output(r, outputs, e, "pdf", e->made.pdf);
    add_output(r, outputs, e, "epub", e->made.epub);
  }
}

static bool judge_outputs(run *r, const GPtrArray *outputs)
{
  r->job->judge(outputs, r->diags, r->job->judge_data);
  return !brv_diags_errors(r->diags);
}

static void clear_file(void *data)
{
  brv_file *file = data;
  g_free(file->path);
  g_bytes_unref(file->bytes);
}

static bool write_files(run *r, GPtrArray *outputs)
{
  g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(brv_file));
  g_array_set_clear_func(files, clear_file);
  for (guint i = 0; i < outputs->len; i++) {
    const brv_output *output = outputs->pdata[i];
    brv_file file = {g_strdup(output->path), g_bytes_ref(output->bytes)};
    g_array_append_val(files, file);
  }
  g_autofree char *folder = output_folder(r);
  brv_file manifest = {g_build_filename(folder, "build.json", NULL),
                       brv_manifest(r->pack, outputs, PRESS(brv_press_versions)(), r->diags)};
  g_array_append_val(files, manifest);
  return brv_files_write(folder, (const brv_file *)files->data, files->len, r->diags);
}

/* The whole. */

/* Tells how long a stage took; passes on whether it went well. */
static bool timed(run *r, const char *stage, bool fine)
{
  gint64 now = g_get_monotonic_time();
  if (r->job->timed)
    r->job->timed(stage, (guint)((now - r->clock) / 1000), r->job->timed_data);
  r->clock = now;
  return fine;
}

/* Problems of both are told in one run. */
static bool build_and_resolve(run *r)
{
  bool built = timed(r, "plugins", build(r));
  return timed(r, "references", resolve(r)) && built;
}

static bool judge_and_write(run *r, GPtrArray *outputs)
{
  name_outputs(r, outputs);
  if (r->job->judge && !timed(r, "verifying", judge_outputs(r, outputs)))
    return false;
  bool written = write_files(r, outputs);
  if (written)
    brv_cache_save(r->cache);
  return timed(r, "writing", written);
}

bool brv_compile(brv_compilation *c, GPtrArray *outputs)
{
  c->clock = g_get_monotonic_time();
  if (!timed(c, "load", load(c)))
    return false;
  open_cache(c);
  if (!build_and_resolve(c))
    return false;
  forget_editions(c);
  return timed(c, "pages and files", set_and_draw(c, wanted_formats(c), false)) &&
         judge_and_write(c, outputs);
}

bool brv_compile_check(brv_compilation *c)
{
  if (!load(c) || !build_and_resolve(c))
    return false;
  forget_editions(c);
  return set_and_draw(c, 0, false);
}

static void dump_edition(const edition_run *e, brv_stage stage, GString *out)
{
  if (stage == BRV_STAGE_EDITION)
    brv_edition_dump(e->edition, out);
  else if (stage == BRV_STAGE_DOCUMENT)
    brv_document_dump(e->document, out);
  else
    g_string_append(out, e->made.dump);
}

bool brv_compile_inspect(brv_compilation *c, brv_stage stage, GString *out)
{
  if (!load(c))
    return false;
  if (stage == BRV_STAGE_PACK) {
    brv_pack_dump(c->pack, out);
    return true;
  }
  if (!build_and_resolve(c) || (stage == BRV_STAGE_PAGES && !set_and_draw(c, 0, true)))
    return false;
  for (guint i = 0; i < c->editions->len; i++)
    dump_edition(c->editions->pdata[i], stage, out);
  return true;
}

brv_compilation *brv_compilation_new(const brv_job *job, brv_diags *diags)
{
  brv_compilation *c = g_new0(brv_compilation, 1);
  c->job = job;
  c->diags = diags;
  c->arena = brv_arena_new();
  c->editions = g_ptr_array_new_with_free_func(free_edition_run);
  return c;
}

void brv_compilation_free(brv_compilation *c)
{
  if (!c)
    return;
  g_ptr_array_unref(c->editions);
  brv_host_free(c->host);
  brv_cache_free(c->cache);
  brv_arena_free(c->arena);
  g_free(c);
}

void brv_output_free(brv_output *output)
{
  if (!output)
    return;
  g_free(output->path);
  g_bytes_unref(output->bytes);
  g_free(output->tier);
  g_free(output->format);
  g_free(output->sha256);
  g_free(output);
}
