/* What the files of the desk share. Private to core/desk. */
#ifndef BRV_DESK_DESK_PRIVATE_H
#define BRV_DESK_DESK_PRIVATE_H

#include "base/files.h"
#include "desk/desk.h"
#include "plugin/host.h"
#include "plugin/spec.h"

struct brv_desk {
  brv_arena *arena;
  const char *data;          /* the folder of the program's own plugins, layouts and fonts */
  const char *pack;          /* as the user names it; NULL: none */
  const brv_folder *bundled; /* of plugins */
  const brv_folder *own;     /* of plugins; may be NULL */
  const brv_folder *layouts;
  const brv_folder *own_layouts; /* may be NULL */
  brv_host *host;
};

/* As brv_desk_open, with the program's folder named. */
brv_desk *brv_desk_open_at(const char *data, const char *pack, brv_diags *diags);

const brv_plugin_info *brv_desk_plugin(const brv_desk *desk, const char *id);
/* The folder of plugins that it lies in, and that folder's path on the disk. */
const brv_folder *brv_desk_folder(const brv_desk *desk, const brv_plugin_info *plugin);
char *brv_desk_path(const brv_desk *desk, const brv_plugin_info *plugin, const char *file);
/* The files in the plugin's spec/ whose names end so, sorted: "spec/dates.lua". */
GPtrArray *brv_desk_specs(brv_desk *desk, const brv_plugin_info *plugin, const char *suffix);

/* --- check.c and scan.c --- */
typedef struct brv_styles brv_styles;

typedef struct {
  brv_desk *desk;
  const brv_plugin_info *plugin;
  const brv_value *manifest;
  const brv_styles *styles;
  brv_place place; /* of what has none of its own: the manifest's id */
  brv_diags *diags;
} brv_checker;

void brv_checker_doubt(const brv_checker *checker, brv_place place, const char *help,
                       const char *text);
/* The roles that the layouts at hand have styles for; in the desk's arena. */
brv_styles *brv_styles_read(brv_desk *desk);
/* Words, options and roles that the Lua names. */
void brv_check_sources(const brv_checker *checker);

/* --- looks.c: what plugins may know of the layout --- */
typedef struct brv_desk_looks brv_desk_looks;

/* Those of the bundled layout `briefing`, in the desk's arena. NULL after a report. */
brv_desk_looks *brv_desk_looks_new(const brv_desk *desk, brv_host *host, brv_diags *diags);
/* Opens the fonts now, for texts in these languages; NULL-ended. */
void brv_desk_looks_warm(brv_desk_looks *looks, const char *const *languages);
const brv_looks *brv_desk_looks_known(const brv_desk_looks *looks); /* NULL for NULL */

/* --- page.c: what `build` of a spec builds --- */
typedef struct {
  const brv_desk *desk;
  const char *plugin;         /* whose options are meant */
  brv_host *host, *backwards; /* opened at the first build */
  brv_desk_looks *looks;      /* likewise */
} brv_bench;

void brv_bench_clear(brv_bench *bench);
const brv_spec_page *brv_bench_build(brv_bench *bench, brv_arena *arena, const char *text,
                                     const brv_value *options);

/* --- record.c: what a process that runs a spec tells the one that waits for it --- */
typedef enum {
  BRV_RECORD_STARTS, /* file, line, name, groups... */
  BRV_RECORD_PASSED,
  BRV_RECORD_FAILED,  /* file, line, text */
  BRV_RECORD_GOLDEN,  /* a name that was asked for */
  BRV_RECORD_ACCEPTS, /* a name, the new text */
  BRV_RECORD_BROKEN,  /* file, line, text: the spec itself cannot be run */
  BRV_RECORD_COUNT,
} brv_record_kind;

enum { BRV_RECORD_FIELDS = 64 };

typedef struct {
  brv_record_kind kind;
  char *fields[BRV_RECORD_FIELDS + 1]; /* NULL-ended, into the buffer */
} brv_record;

/* Writes a record to a pipe; false when nobody reads any more. `fields` ends with NULL. */
bool brv_record_write(int fd, brv_record_kind kind, const char *const *fields);
/* Takes the first record off the buffer into `record`, whose fields live until the next call.
 * False when none is whole. `broken` is set when what is there is no record at all. */
bool brv_record_take(GByteArray *buffer, GByteArray *held, brv_record *record, bool *broken);

/* --- golden.c --- */
typedef struct {
  const brv_desk *desk;
  const brv_plugin_info *plugin;
  int fd;
  bool accept;
} brv_goldens;

/* As brv_spec_kit wants it: tells what it is asked for, and the new text where it is to be taken.
 */
const char *brv_golden_compare(const brv_goldens *goldens, brv_arena *arena, const char *name,
                               const char *text);

/* --- report.c --- */
typedef struct brv_reporter brv_reporter;

brv_reporter *brv_reporter_new(const brv_test_job *job, FILE *out);
void brv_reporter_free(brv_reporter *reporter);
/* One example's end; `failure` NULL: it passed. */
void brv_reporter_example(brv_reporter *reporter, const char *plugin, char *const *groups,
                          const char *name, const char *file, const char *line,
                          const char *failure);
void brv_reporter_plugin(brv_reporter *reporter, const char *plugin); /* all of it has run */
void brv_reporter_remark(brv_reporter *reporter, const char *text);
void brv_reporter_end(brv_reporter *reporter);
brv_test_counts brv_reporter_counts(const brv_reporter *reporter);

#endif
