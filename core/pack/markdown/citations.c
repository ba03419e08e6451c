#include <string.h>

#include "pack/markdown/reader.h"
#include "pack/readers.h"

/* Notes are copied to each of their calls; all copies together may not exceed this. */
enum { COPIED_LIMIT = 200000 };

/* Takes the "[" before a citation or call off the text that ends with it. False when the brackets
 * were a link's. */
static bool drop_bracket(brv_md *md, brv_node *out)
{
  brv_node *last = out->last;
  if (!last || last->kind != BRV_NODE_TEXT || last->number || !g_str_has_suffix(last->text, "["))
    return false;
  gsize length = strlen(last->text) - 1;
  last->text = brv_arena_strndup(md->arena, last->text, length);
  last->place.length--;
  if (!length)
    brv_node_unlink(last);
  md->swallow = true;
  return true;
}

static bool is_closed(const brv_md *md)
{
  return md->at < md->end && md->text[md->at] == ']';
}

static gsize id_length(const char *text)
{
  gsize length = 0;
  while (g_ascii_isalnum(text[length]) || (text[length] && strchr("-_.", text[length])))
    length++;
  while (length && text[length - 1] == '.')
    length--;
  return length;
}

/* The locator after an id, without the comma before it and the spaces around; NULL: none. */
static const char *read_locator(brv_md *md, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup(text, length);
  g_strdelimit(copy, "\r\n\t", ' ');
  g_strstrip(copy);
  char *start = *copy == ',' ? copy + 1 : copy;
  g_strstrip(start);
  return *start ? brv_arena_strdup(md->arena, start) : NULL;
}

/* One `@id, locator`: bytes [from, from + length) of `place`. */
static void read_one(brv_md *md, brv_place place, gsize from, gsize length, brv_node *out)
{
  const char *text = brv_source_text(place.source) + place.offset;
  while (length && strchr(" \t\r\n", text[from])) {
    from++;
    length--;
  }
  gsize id = length && text[from] == '@' ? id_length(text + from + 1) : 0;
  id = MIN(id, length ? length - 1 : 0);
  gsize rest = from + 1 + id;
  if (!id || (id + 1 < length && !strchr(", \t\r\n", text[rest]))) {
    brv_report(md->diags, BRV_BAD_CITATION,
               brv_place_part(place, (guint32)from, (guint32)MAX(length, 1)),
               "citations are [@id], [@a; @b] or [@id, p. 3]", "a citation cannot be read");
    return;
  }
  brv_place at = brv_place_part(place, (guint32)from, (guint32)id + 1);
  brv_node *cite = brv_node_new(md->arena, BRV_NODE_CITE, at);
  cite->target = brv_arena_strndup(md->arena, text + from + 1, id);
  cite->text = read_locator(md, text + rest, length - id - 1);
  brv_node_append(out, cite);
}

void brv_md_citation(brv_md *md, const char *raw, brv_node *out)
{
  brv_place place = brv_md_pass_raw(md, raw);
  if (!is_closed(md)) {
    brv_report(md->diags, BRV_BAD_CITATION, place, "close it with ]; write \\[ for a bracket",
               "this citation is never closed");
    return;
  }
  if (!drop_bracket(md, out)) {
    brv_report(md->diags, BRV_BAD_CITATION, place, "cite outside of the link",
               "a citation cannot be the text of a link");
    return;
  }
  gsize from = 0;
  for (gsize i = 0;; i++) {
    if (raw[i] && raw[i] != ';')
      continue;
    read_one(md, place, from, i - from, out);
    if (!raw[i])
      return;
    from = i + 1;
  }
}

static const char *nearest_note(brv_md *md, const char *label)
{
  g_autoptr(GList) labels = g_list_sort(g_hash_table_get_keys(md->notes), (GCompareFunc)strcmp);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (GList *l = labels; l; l = l->next)
    g_ptr_array_add(names, l->data);
  g_ptr_array_add(names, NULL);
  const char *help = brv_did_you_mean(md->arena, label, (const char *const *)names->pdata);
  return help
             ? help
             : brv_arena_printf(md->arena, "write it in a paragraph of its own: [^%s]: ...", label);
}

/* The blocks of a note, read when it is first called. Notes do not call notes. */
static const brv_node *note_body(brv_md *md, brv_note *note)
{
  if (note->body)
    return note->body;
  brv_md inner = *md;
  inner.notes = NULL;
  inner.depth = inner.quotes = 0;
  brv_node *body = brv_node_new(md->arena, BRV_NODE_GROUP, note->place);
  brv_md_blocks(&inner, note->written, body, false);
  md->too_deep = inner.too_deep;
  if (!body->first)
    brv_report(md->diags, BRV_BAD_NOTE, note->place, "write it, or leave it out",
               "a note without words");
  return note->body = body;
}

static gsize count_nodes(const brv_node *root)
{
  gsize count = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    count++;
  return count;
}

static void fill_call(brv_md *md, brv_note *note, brv_node *call)
{
  const brv_node *body = note_body(md, note);
  md->copied += count_nodes(body);
  if (md->copied > COPIED_LIMIT) {
    brv_report(md->diags, BRV_TOO_MANY, call->place, "call long notes less often",
               "the notes called here are too much together");
    return;
  }
  brv_node_adopt(call, brv_node_copy(md->arena, body, NULL, NULL));
}

static void make_call(brv_md *md, const char *label, brv_place place, brv_node *out)
{
  brv_note *note = g_hash_table_lookup(md->notes, label);
  if (!note) {
    brv_report(md->diags, BRV_UNKNOWN_NOTE, place, nearest_note(md, label),
               "no note called \"%s\" is written", label);
    return;
  }
  brv_node *call = brv_node_new(md->arena, BRV_NODE_NOTE, place);
  call->target = note->label;
  note->called = true;
  brv_node_append(out, call);
  fill_call(md, note, call);
  g_ptr_array_add(md->calls, call);
  g_ptr_array_add(md->homes, note);
}

static const char *call_fault(const brv_md *md, const char *raw, const char **help)
{
  if (raw[1] == '[')
    return *help = "write [^1] here and [^1]: ... in a paragraph of its own",
           "notes cannot be written inside the text";
  if (!is_closed(md))
    return *help = "close it with ]; write \\[ for a bracket",
           "this call of a note is never closed";
  if (strpbrk(raw, " \t\r\n"))
    return *help = "a label is one word, such as [^rank]", "this call of a note cannot be read";
  if (!md->notes)
    return *help = "say it in the note itself", "a note cannot call a note";
  return NULL;
}

void brv_md_call(brv_md *md, const char *raw, brv_node *out)
{
  brv_place place = brv_md_pass_raw(md, raw);
  const char *help = NULL, *fault = call_fault(md, raw, &help);
  if (!fault && !drop_bracket(md, out))
    fault = "a call of a note cannot be the text of a link", help = "put a space between ] and (";
  if (fault)
    brv_report(md->diags, BRV_BAD_NOTE, place, help, "%s", fault);
  else
    make_call(md, brv_arena_strdup(md->arena, raw + 1), place, out);
}

static void add_note(brv_md *md, cmark_node *node)
{
  brv_note *note = brv_new(md->arena, brv_note);
  note->label = brv_arena_strdup(md->arena, brv_syntax_raw(node));
  note->written = node;
  brv_place place = brv_md_block_place(md, node);
  note->place = brv_place_part(place, 0, (guint32)strlen(note->label) + 3);
  if (g_hash_table_contains(md->notes, note->label))
    brv_report(md->diags, BRV_BAD_NOTE, note->place, "give one of them another label",
               "the note \"%s\" is written twice", note->label);
  else
    g_hash_table_insert(md->notes, (void *)note->label, note);
}

void brv_md_find_notes(brv_md *md, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (event == CMARK_EVENT_ENTER && brv_syntax_kind_of(node) == BRV_SYNTAX_NOTE)
      add_note(md, node);
  }
  cmark_iter_free(iter);
}

void brv_md_check_notes(brv_md *md)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, md->notes);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const brv_note *note = value;
    if (!note->called)
      brv_report(md->diags, BRV_UNUSED_NOTE, note->place, "call it, or remove it",
                 "nothing calls the note \"%s\"", note->label);
  }
  for (guint i = 0; i < md->calls->len; i++) {
    const brv_node *call = md->calls->pdata[i];
    const brv_note *note = md->homes->pdata[i];
    guint32 readers = note->home ? brv_pack_readers(md->pack, note->home) : G_MAXUINT32;
    if (brv_pack_readers(md->pack, call) & ~readers)
      brv_report(md->diags, BRV_BAD_NOTE, call->place,
                 "write the note directly after the paragraph that calls it",
                 "the note \"%s\" is written where some readers of this text cannot see it",
                 note->label);
  }
}
