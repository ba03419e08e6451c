/* The arena: alignment, zeroing, large blocks, release of owned objects in reverse order. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static void test_blocks(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  char *last = NULL;
  for (gsize size = 1; size < 300000; size = size * 3 + 1) {
    char *block = brv_arena_alloc(arena, size);
    g_assert_cmpuint((uintptr_t)block % _Alignof(max_align_t), ==, 0);
    for (gsize i = 0; i < size; i++)
      g_assert_cmpint(block[i], ==, 0);
    memset(block, 'x', size);
    g_assert_true(block != last);
    last = block;
  }
}

static void test_strings(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_assert_null(brv_arena_strdup(arena, NULL));
  g_assert_cmpstr(brv_arena_strdup(arena, "brevier"), ==, "brevier");
  g_assert_cmpstr(brv_arena_strndup(arena, "brevier", 4), ==, "brev");
  g_assert_cmpstr(brv_arena_printf(arena, "%d point", 8), ==, "8 point");
}

static GString *released;

static void release(gpointer letter)
{
  g_string_append(released, letter);
}

static void test_owned(void)
{
  released = g_string_new(NULL);
  brv_arena *arena = brv_arena_new();
  char letters[][2] = {"a", "b", "c"};
  for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
    g_assert_true(brv_arena_own(arena, letters[i], release) == letters[i]);
  brv_arena_free(arena);
  g_assert_cmpstr(released->str, ==, "cba");
  g_string_free(g_steal_pointer(&released), TRUE);
  brv_arena_free(NULL);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/arena/blocks", test_blocks);
  g_test_add_func("/arena/strings", test_strings);
  g_test_add_func("/arena/owned", test_owned);
  return g_test_run();
}
