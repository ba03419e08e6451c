#include <string.h>

#include "verify/lex.h"

/* Deeper nesting than this is read as one level. */
enum { DEPTH = 100 };

static brv_obj *string_of(brv_lex *lex, brv_arena *arena, brv_obj_type type)
{
  brv_obj *object = brv_obj_new(arena, type);
  char *copy = brv_arena_alloc(arena, lex->text->len + 1);
  memcpy(copy, lex->text->str, lex->text->len);
  object->text = copy;
  object->length = lex->text->len;
  return object;
}

/* Strings that are texts stand in property lists; libqpdf reads the others. PDFDocEncoding is taken
 * for Latin-1, which differs in signs only. */
static void add_utf8(brv_arena *arena, brv_obj *string)
{
  const char *bytes = string->text;
  bool is_utf16 = string->length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0;
  gsize skip = is_utf16 ? 2 : 0;
  g_autofree char *utf8 = g_convert(bytes + skip, (gssize)(string->length - skip), "UTF-8",
                                    is_utf16 ? "UTF-16BE" : "ISO-8859-1", NULL, NULL, NULL);
  string->utf8 = brv_arena_strdup(arena, utf8 ? utf8 : "\xef\xbf\xbd");
}

static brv_obj *value_of(brv_lex *lex, brv_arena *arena)
{
  if (lex->type == BRV_LEX_NAME)
    return string_of(lex, arena, BRV_OBJ_NAME);
  if (lex->type == BRV_LEX_STRING || lex->type == BRV_LEX_HEX) {
    brv_obj *string = string_of(lex, arena, BRV_OBJ_STRING);
    add_utf8(arena, string);
    return string;
  }
  brv_obj *number = brv_obj_new(arena, lex->type == BRV_LEX_INT ? BRV_OBJ_INT : BRV_OBJ_REAL);
  number->real = lex->number;
  number->integer = ABS(lex->number) < 9e15 ? (gint64)lex->number : 0;
  return number;
}

static brv_obj *keyword(brv_lex *lex, brv_arena *arena)
{
  bool is_true = strcmp(lex->text->str, "true") == 0;
  if (!is_true && strcmp(lex->text->str, "false") != 0 && strcmp(lex->text->str, "null") != 0)
    return NULL;
  brv_obj *object = brv_obj_new(arena, *lex->text->str == 'n' ? BRV_OBJ_NULL : BRV_OBJ_BOOL);
  object->truth = is_true;
  return object;
}

/* What follows the opening bracket. Operators in it are passed over. */
static brv_obj *read_container(brv_lex *lex, brv_arena *arena, brv_lex_type end, int depth)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  while (brv_lex_next(lex) && lex->type != end) {
    bool opens = lex->type == BRV_LEX_ARRAY || lex->type == BRV_LEX_DICT;
    brv_lex_type inner = lex->type == BRV_LEX_DICT ? BRV_LEX_DICT_END : BRV_LEX_ARRAY_END;
    brv_obj *item = NULL;
    if (opens && depth < DEPTH)
      item = read_container(lex, arena, inner, depth + 1);
    else if (lex->type == BRV_LEX_WORD)
      item = keyword(lex, arena);
    else if (!opens && lex->type != BRV_LEX_ARRAY_END && lex->type != BRV_LEX_DICT_END)
      item = value_of(lex, arena);
    if (item)
      g_ptr_array_add(items, item);
  }
  return end == BRV_LEX_DICT_END ? brv_obj_new_dict(arena, items) : brv_obj_new_array(arena, items);
}

static bool ends_image(const brv_lex *lex, gsize at)
{
  return brv_lex_is_space(lex->bytes[at]) && lex->bytes[at + 1] == 'E' &&
         lex->bytes[at + 2] == 'I' &&
         (at + 3 >= lex->length || brv_lex_is_space(lex->bytes[at + 3]));
}

/* Whether what follows an EI reads as content and not as more bytes of a picture. */
static bool goes_on_as_text(const brv_lex *lex, gsize at)
{
  for (gsize i = at; i < MIN(at + 12, lex->length); i++)
    if (lex->bytes[i] > 126 || (lex->bytes[i] < 32 && !brv_lex_is_space(lex->bytes[i])))
      return false;
  return true;
}

static void skip_image(brv_lex *lex)
{
  for (gsize at = lex->at; at + 2 < lex->length; at++)
    if (ends_image(lex, at) && goes_on_as_text(lex, at + 3)) {
      lex->at = at + 3;
      return;
    }
  lex->at = lex->length;
}

/* The dictionary between BI and ID; the data is passed over. */
static brv_obj *read_inline_image(brv_lex *lex, brv_arena *arena)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new();
  while (brv_lex_next(lex) && !brv_lex_is_word(lex, "ID")) {
    bool opens = lex->type == BRV_LEX_ARRAY || lex->type == BRV_LEX_DICT;
    brv_obj *item =
        opens                       ? read_container(lex, arena,
                               lex->type == BRV_LEX_DICT ? BRV_LEX_DICT_END : BRV_LEX_ARRAY_END, 0)
        : lex->type == BRV_LEX_WORD ? keyword(lex, arena)
                                    : value_of(lex, arena);
    if (item)
      g_ptr_array_add(pairs, item);
  }
  skip_image(lex);
  return brv_obj_new_dict(arena, pairs);
}

bool brv_lex_operation(brv_lex *lex, brv_arena *arena, GPtrArray *operands, GString *operator)
{
  g_ptr_array_set_size(operands, 0);
  g_string_truncate(operator, 0);
  while (brv_lex_next(lex)) {
    brv_obj *operand = NULL;
    if (lex->type == BRV_LEX_ARRAY || lex->type == BRV_LEX_DICT)
      operand = read_container(lex, arena,
                               lex->type == BRV_LEX_DICT ? BRV_LEX_DICT_END : BRV_LEX_ARRAY_END, 0);
    else if (lex->type == BRV_LEX_WORD)
      operand = keyword(lex, arena);
    else if (lex->type != BRV_LEX_ARRAY_END && lex->type != BRV_LEX_DICT_END)
      operand = value_of(lex, arena);
    if (operand) {
      g_ptr_array_add(operands, operand);
    } else if (lex->type == BRV_LEX_WORD) {
      g_string_assign(operator, lex->text->str);
      if (strcmp(operator->str, "BI") == 0)
        g_ptr_array_add(operands, read_inline_image(lex, arena));
      return true;
    }
  }
  return false;
}
