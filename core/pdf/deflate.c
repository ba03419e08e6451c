#include "pdf/deflate.h"

#include <stdlib.h>
#include <string.h>

/* How many codes there are of bytes and lengths, of distances, and of the lengths of those two. */
enum { LITERALS = 286, DISTANCES = 30, CODES = LITERALS + DISTANCES, LENGTHS = 19 };

enum { END = 256, LONGEST_CODE = 15, LONGEST_LENGTHS_CODE = 7 };

/* A code, and the bits behind it. */
typedef struct {
  guint code, extra_bits, extra;
} symbol;

typedef struct {
  guint8 lengths[LITERALS];
  guint16 bits[LITERALS]; /* the first bit lowest */
} table;

static void put(brv_deflate *to, guint bits, guint count)
{
  to->bits |= (guint64)bits << to->count;
  to->count += count;
  if (to->count < 32)
    return;
  guint32 full = GUINT32_TO_LE((guint32)to->bits);
  g_byte_array_append(to->out, (const guint8 *)&full, sizeof full);
  to->bits >>= 32;
  to->count -= 32;
}

static void fill_up(brv_deflate *to)
{
  guint64 rest = GUINT64_TO_LE(to->bits);
  g_byte_array_append(to->out, (const guint8 *)&rest, (to->count + 7) / 8);
  to->bits = to->count = 0;
}

/* --- codes of lengths and distances (3.2.5) --- */

static symbol length_symbol(guint length)
{
  guint x = length - BRV_DEFLATE_LEAST;
  if (length == BRV_DEFLATE_MOST)
    return (symbol){LITERALS - 1, 0, 0};
  if (x < 8)
    return (symbol){END + 1 + x, 0, 0};
  guint bits = g_bit_storage(x) - 3;
  return (symbol){END + 1 + 4 * bits + (x >> bits), bits, x & ((1u << bits) - 1)};
}

static symbol distance_symbol(guint distance)
{
  guint x = distance - 1;
  if (x < 4)
    return (symbol){x, 0, 0};
  guint bits = g_bit_storage(x) - 2;
  return (symbol){2 * bits + (x >> bits), bits, x & ((1u << bits) - 1)};
}

/* --- Huffman's codes --- */

typedef struct {
  guint count;
  guint16 symbol, parent;
} node;

static int by_count(const void *a, const void *b)
{
  const node *one = a, *other = b;
  return one->count != other->count ? (one->count > other->count) - (one->count < other->count)
                                    : (one->symbol > other->symbol) - (one->symbol < other->symbol);
}

/* Readers want no code that stands alone: there are at least two. */
static guint gather(const guint *counts, guint size, node *leaves)
{
  guint used = 0;
  for (guint i = 0; i < size; i++)
    used += counts[i] > 0;
  guint missing = used < 2 ? 2 - used : 0, count = 0;
  for (guint i = 0; i < size; i++)
    if (counts[i] || missing) {
      missing -= counts[i] ? 0 : 1;
      leaves[count++] = (node){MAX(counts[i], 1), (guint16)i, 0};
    }
  qsort(leaves, count, sizeof *leaves, by_count);
  return count;
}

/* Joins the two rarest until one is left: leaves are sorted, and what is joined comes out sorted,
 * so the rarest is the first of either. */
static void join(node *nodes, guint leaves)
{
  guint leaf = 0, joined = leaves;
  for (guint made = leaves; made < 2 * leaves - 1; made++) {
    nodes[made] = (node){0};
    for (guint i = 0; i < 2; i++) {
      bool is_leaf = leaf < leaves && (joined >= made || nodes[leaf].count <= nodes[joined].count);
      guint rarest = is_leaf ? leaf++ : joined++;
      nodes[rarest].parent = (guint16)made;
      nodes[made].count += nodes[rarest].count;
    }
  }
}

/* Depths of the tree; false where a leaf lies deeper than `most`. */
static bool find_lengths(const node *nodes, guint leaves, guint most, guint8 *lengths)
{
  guint8 depth[2 * LITERALS];
  guint root = 2 * leaves - 2, deepest = 0;
  depth[root] = 0;
  for (guint i = root; i-- > 0;) {
    depth[i] = (guint8)(depth[nodes[i].parent] + 1);
    deepest = MAX(deepest, depth[i]);
  }
  for (guint i = 0; i < leaves; i++)
    lengths[nodes[i].symbol] = depth[i];
  return deepest <= most;
}

/* Where a tree is too deep, rare codes are taken for less rare: it comes out flatter. */
static void choose_lengths(guint *counts, guint size, guint most, guint8 *lengths)
{
  node nodes[2 * LITERALS];
  for (;;) {
    guint leaves = gather(counts, size, nodes);
    join(nodes, leaves);
    memset(lengths, 0, size);
    if (find_lengths(nodes, leaves, most, lengths))
      return;
    for (guint i = 0; i < size; i++)
      counts[i] = (counts[i] + 1) / 2;
  }
}

static guint16 turned(guint code, guint length)
{
  guint out = 0;
  for (guint i = 0; i < length; i++)
    out |= (code >> i & 1) << (length - 1 - i);
  return (guint16)out;
}

/* Codes of a length follow each other, those of the next length behind them (3.2.2). */
static void make_table(table *t, guint *counts, guint size, guint most)
{
  choose_lengths(counts, size, most, t->lengths);
  guint code = 0;
  for (guint length = 1; length <= most; length++, code <<= 1)
    for (guint i = 0; i < size; i++)
      if (t->lengths[i] == length)
        t->bits[i] = turned(code++, length);
}

static void put_symbol(brv_deflate *to, const table *t, const symbol *s)
{
  put(to, t->bits[s->code], t->lengths[s->code]);
  put(to, s->extra, s->extra_bits);
}

/* --- the head of a block: the lengths of its codes (3.2.7) --- */

/* What the next of `left` lengths are written as; `run`: so many of them. */
static symbol next_length(const guint8 *lengths, guint left, bool again, guint *run)
{
  enum { AGAIN = 16, ZEROS = 17, MORE_ZEROS = 18 };
  guint same = 1;
  while (same < left && lengths[same] == lengths[0])
    same++;
  if (lengths[0] == 0 && same >= 3) {
    *run = MIN(same, 138);
    return *run <= 10 ? (symbol){ZEROS, 3, *run - 3} : (symbol){MORE_ZEROS, 7, *run - 11};
  }
  *run = again && same >= 3 ? MIN(same, 6) : 1;
  return *run > 1 ? (symbol){AGAIN, 2, *run - 3} : (symbol){lengths[0], 0, 0};
}

static guint list_lengths(const guint8 *lengths, guint count, symbol *list, guint *counts)
{
  guint listed = 0;
  for (guint i = 0, run; i < count; i += run) {
    list[listed] = next_length(lengths + i, count - i, i && lengths[i] == lengths[i - 1], &run);
    counts[list[listed++].code]++;
  }
  return listed;
}

static guint used(const guint8 *lengths, guint size, guint least)
{
  while (size > least && !lengths[size - 1])
    size--;
  return size;
}

static void put_tables(brv_deflate *to, const table *literals, const table *distances)
{
  static const guint8 order[LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                        11, 4,  12, 3, 13, 2, 14, 1, 15};
  guint8 all[CODES], in_order[LENGTHS];
  symbol list[CODES];
  guint counts[LENGTHS] = {0};
  table t = {0};
  guint first = used(literals->lengths, LITERALS, END + 1);
  guint second = used(distances->lengths, DISTANCES, 1);
  memcpy(all, literals->lengths, first);
  memcpy(all + first, distances->lengths, second);
  guint listed = list_lengths(all, first + second, list, counts);
  make_table(&t, counts, LENGTHS, LONGEST_LENGTHS_CODE);
  for (guint i = 0; i < LENGTHS; i++)
    in_order[i] = t.lengths[order[i]];
  guint told = used(in_order, LENGTHS, 4);
  put(to, first - END - 1, 5);
  put(to, second - 1, 5);
  put(to, told - 4, 4);
  for (guint i = 0; i < told; i++)
    put(to, in_order[i], 3);
  for (guint i = 0; i < listed; i++)
    put_symbol(to, &t, &list[i]);
}

/* --- the block --- */

static void count_codes(const brv_deflate_token *tokens, gsize count, guint *literals,
                        guint *distances)
{
  for (gsize i = 0; i < count; i++) {
    if (tokens[i].length)
      distances[distance_symbol(tokens[i].value).code]++;
    literals[tokens[i].length ? length_symbol(tokens[i].length).code : tokens[i].value]++;
  }
  literals[END]++;
}

void brv_deflate_block(brv_deflate *to, const brv_deflate_token *tokens, gsize count, bool last)
{
  enum { DYNAMIC = 2 };
  guint literal_counts[LITERALS] = {0}, distance_counts[DISTANCES] = {0};
  table literals = {0}, distances = {0};
  count_codes(tokens, count, literal_counts, distance_counts);
  make_table(&literals, literal_counts, LITERALS, LONGEST_CODE);
  make_table(&distances, distance_counts, DISTANCES, LONGEST_CODE);
  put(to, last, 1);
  put(to, DYNAMIC, 2);
  put_tables(to, &literals, &distances);
  for (gsize i = 0; i < count; i++) {
    const symbol byte = {tokens[i].value, 0, 0};
    const symbol length = tokens[i].length ? length_symbol(tokens[i].length) : byte;
    put_symbol(to, &literals, &length);
    if (tokens[i].length) {
      const symbol distance = distance_symbol(tokens[i].value);
      put_symbol(to, &distances, &distance);
    }
  }
  put_symbol(to, &literals, &(symbol){END, 0, 0});
  if (last)
    fill_up(to);
}
