/* Files: reading inside one folder and no further, and writing whole or not at all. */
#ifndef BRV_BASE_FILES_H
#define BRV_BASE_FILES_H

#include "base/diag.h"

/* A folder that reading is confined to. Names are relative to it, with '/'. */
typedef struct brv_folder brv_folder;

/* Opens a folder; NULL after a report when it is none. The arena closes it. */
brv_folder *brv_folder_open(brv_arena *arena, const char *path, brv_diags *diags);

/* A folder that is nowhere but in memory, and a file for it; the bytes are copied. What reads
 * folders cannot tell it from one on a disk. */
brv_folder *brv_folder_in_memory(brv_arena *arena, const char *name);
void brv_folder_put(brv_folder *folder, const char *name, const char *bytes, gsize length);

/* The folder `name` inside another, or NULL, with no report, when there is none. */
brv_folder *brv_folder_inside(brv_arena *arena, const brv_folder *folder, const char *name);

/* The folder's own last name ("weekly"), for messages; never the absolute path. */
const char *brv_folder_name(const brv_folder *folder);

/* Works out the name, relative to the folder, of what the file `from` (NULL: the folder) calls
 * `path`. Absolute paths, URLs and paths that climb out by ".." are reported at `place`; NULL. */
const char *brv_folder_resolve(brv_arena *arena, const char *from, const char *path,
                               brv_place place, brv_diags *diags);

bool brv_folder_has(const brv_folder *folder, const char *name);

/* Reads the file `name`, at most `limit` bytes, with a NUL after the last. Symbolic links are
 * followed only while they stay inside the folder (openat2, RESOLVE_BENEATH). Only regular files
 * are read. What fails is reported at `place`; NULL. The bytes live in the arena. */
const char *brv_folder_read(brv_arena *arena, const brv_folder *folder, const char *name,
                            gsize limit, gsize *length, brv_place place, brv_diags *diags);

/* As brv_folder_read for text: reports what is not UTF-8 with its place; strips a byte-order mark;
 * gives a source named `name`. */
brv_source *brv_folder_read_text(brv_arena *arena, const brv_folder *folder, const char *name,
                                 gsize limit, brv_place place, brv_diags *diags);

/* Names of the entries of the sub-folder `name` (NULL: the folder itself), sorted by bytes; empty
 * when there is none. */
GPtrArray *brv_folder_list(brv_arena *arena, const brv_folder *folder, const char *name);

/* What changes with a file or folder (of which: with the names in it): its size and the time of its
 * last change, in nanoseconds. All zero when there is none, or where it is only in memory. */
typedef struct {
  gint64 size, changed;
} brv_stamp;

brv_stamp brv_folder_stamp(const brv_folder *folder, const char *name);

/* A file to be written. */
typedef struct {
  char *path;
  GBytes *bytes;
} brv_file;

/* Writes all of `files` or none: new files beside their places, fsync, and only then, when every
 * one is safe, renames. Makes `folder`, which holds them, if need be. Reports; false. */
bool brv_files_write(const char *folder, const brv_file *files, gsize count, brv_diags *diags);

/* Where the program's own data is (plugins/, layouts/, fonts/): the source tree when run from its
 * build folder, else the installed data folder. Absolute; never to be printed, and
 * written only where a new plugin tells its author's editor where the stubs are. */
const char *brv_data_folder(void);

#endif
