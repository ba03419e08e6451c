/* The vectors of FIPS 180-4. */
#include <string.h>

#include "base/hash.h"

static void expect(const char *text, const char *wanted)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autofree char *found = brv_sha256(bytes);
  g_assert_cmpstr(found, ==, wanted);
}

static void test_vectors(void)
{
  expect("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hash/vectors", test_vectors);
  return g_test_run();
}
