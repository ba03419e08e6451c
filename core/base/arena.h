/* Memory of one compilation.
 *
 * A compiler makes many small things and forgets them all at once. Everything that lives as long
 * as a pack, an edition or a document is taken from an arena and never freed alone. Foreign
 * objects (GLib containers, Pango objects) can be handed to an arena, which releases them, newest
 * first, when it is freed.
 *
 * An arena is not safe to share between threads; each worker has its own.
 * Running out of memory ends the process, as everywhere in GLib.
 */
#ifndef BRV_BASE_ARENA_H
#define BRV_BASE_ARENA_H

#include <glib.h>

typedef struct brv_arena brv_arena;

/* A new, empty arena; free it with brv_arena_free (NULL is fine). */
brv_arena *brv_arena_new(void);
void brv_arena_free(brv_arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_arena, brv_arena_free)

/* `size` zeroed bytes, aligned for any type. */
void *brv_arena_alloc(brv_arena *arena, gsize size);

/* Copies that live as long as the arena; NULL in, NULL out. */
char *brv_arena_strdup(brv_arena *arena, const char *text);
char *brv_arena_strndup(brv_arena *arena, const char *text, gsize length);
char *brv_arena_printf(brv_arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Gives `object` to the arena, which calls `release(object)` when it is freed. Returns `object`. */
void *brv_arena_own(brv_arena *arena, void *object, GDestroyNotify release);

/* A GPtrArray (of things that it does not free) or a string-keyed GHashTable owned by the arena.
 * Keys and values of the table are not copied. */
GPtrArray *brv_arena_ptr_array(brv_arena *arena);
GHashTable *brv_arena_table(brv_arena *arena);

/* A `type`, or an array of them, zeroed. */
#define brv_new(arena, type) ((type *)brv_arena_alloc((arena), sizeof(type)))
#define brv_new_array(arena, type, count)                                                          \
  ((type *)brv_arena_alloc((arena), sizeof(type) * (gsize)(count)))

#endif
