#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag-print.h"

typedef struct {
  const char *name, *about;
  brv_severity severity;
  brv_class class;
} code_info;

static const code_info codes[] = {
#define BRV_CODE(symbol, name, severity, class, about)                                             \
  {name, about, BRV_SEVERITY_##severity, BRV_CLASS_##class},
#include "base/diag-codes.h"
#undef BRV_CODE
};
G_STATIC_ASSERT(G_N_ELEMENTS(codes) == BRV_CODE_COUNT);

/* Messages kept; those beyond count, but are not printed. It bounds the time that a broken file can
 * take, and nobody reads more. */
enum { MESSAGE_LIMIT = 1000 };

struct brv_diags {
  GPtrArray *messages;          /* of brv_message */
  guint beyond[BRV_CODE_COUNT]; /* by code: those not kept */
  GHashTable *seen;             /* what was said where, so that a repeat is known at once */
  bool strict;
};

static void free_message(void *data)
{
  brv_message *message = data;
  g_free(message->text);
  g_free(message->help);
  g_free(message);
}

brv_diags *brv_diags_new(void)
{
  brv_diags *diags = g_new0(brv_diags, 1);
  diags->messages = g_ptr_array_new_with_free_func(free_message);
  diags->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return diags;
}

void brv_diags_free(brv_diags *diags)
{
  if (!diags)
    return;
  g_ptr_array_unref(diags->messages);
  g_hash_table_unref(diags->seen);
  g_free(diags);
}

static bool is_repeat(const brv_diags *diags, const brv_message *message)
{
  brv_place place = brv_place_outermost(message->place);
  return !g_hash_table_add(diags->seen, g_strdup_printf("%d %p %u %s", (int)message->code,
                                                        (const void *)place.source, place.offset,
                                                        message->text));
}

static void add(brv_diags *diags, brv_code code, brv_place place, brv_place via, const char *help,
                const char *format, va_list args)
{
  brv_message *message = g_new0(brv_message, 1);
  *message = (brv_message){
      .code = code,
      .severity = codes[code].severity,
      .place = brv_place_outermost(place),
      .via = brv_place_outermost(via),
      .text = g_strdup_vprintf(format, args),
      .help = g_strdup(help),
  };
  bool full = diags->messages->len >= MESSAGE_LIMIT;
  diags->beyond[code] += full;
  if (full || is_repeat(diags, message))
    free_message(message);
  else
    g_ptr_array_add(diags->messages, message);
}

void brv_report(brv_diags *diags, brv_code code, brv_place place, const char *help,
                const char *format, ...)
{
  va_list args;
  va_start(args, format);
  add(diags, code, place, BRV_NO_PLACE, help, format, args);
  va_end(args);
}

void brv_report_via(brv_diags *diags, brv_code code, brv_place place, brv_place via,
                    const char *help, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  add(diags, code, place, via, help, format, args);
  va_end(args);
}

static bool is_error(const brv_diags *diags, brv_code code)
{
  return diags->strict || codes[code].severity == BRV_SEVERITY_ERROR;
}

static brv_code code_at(const brv_diags *diags, guint i)
{
  return ((const brv_message *)diags->messages->pdata[i])->code;
}

static guint count(const brv_diags *diags, bool errors)
{
  guint n = 0;
  for (guint i = 0; i < diags->messages->len; i++)
    n += is_error(diags, code_at(diags, i)) == errors;
  for (guint code = 0; code < BRV_CODE_COUNT; code++)
    n += is_error(diags, code) == errors ? diags->beyond[code] : 0;
  return n;
}

guint brv_diags_errors(const brv_diags *diags)
{
  return count(diags, true);
}

guint brv_diags_warnings(const brv_diags *diags)
{
  return count(diags, false);
}

int brv_diags_exit(const brv_diags *diags)
{
  int status = 0;
  for (guint i = 0; i < diags->messages->len; i++)
    if (is_error(diags, code_at(diags, i)))
      status = MAX(status, (int)codes[code_at(diags, i)].class);
  for (guint code = 0; code < BRV_CODE_COUNT; code++)
    if (diags->beyond[code] && is_error(diags, code))
      status = MAX(status, (int)codes[code].class);
  return status;
}

void brv_diags_strict(brv_diags *diags)
{
  diags->strict = true;
}

static int by_place(const void *a, const void *b)
{
  const brv_message *first = *(brv_message *const *)a, *second = *(brv_message *const *)b;
  int order = brv_place_compare(first->place, second->place);
  if (!order)
    order = (int)first->code - (int)second->code;
  return order ? order : strcmp(first->text, second->text);
}

/* Sorting makes the order of the messages independent of which worker was first. */
static void each(brv_diags *diags, void (*visit)(const brv_message *, void *), void *data)
{
  g_ptr_array_sort(diags->messages, by_place);
  for (guint i = 0; i < diags->messages->len; i++) {
    brv_message message = *(brv_message *)diags->messages->pdata[i];
    if (diags->strict)
      message.severity = BRV_SEVERITY_ERROR;
    visit(&message, data);
  }
}

typedef struct {
  FILE *out;
  guint count;
} printer;

static void print_one(const brv_message *message, void *data)
{
  printer *p = data;
  brv_message_print(message, p->out, p->count++);
}

static void print_one_json(const brv_message *message, void *data)
{
  printer *p = data;
  brv_message_print_json(message, p->out, p->count++);
}

/* Standard error is not buffered: what is printed in pieces is put together first. */
static void print_at_once(brv_diags *diags, void (*print)(brv_diags *, FILE *), FILE *out)
{
  char *text = NULL;
  size_t length = 0;
  FILE *memory = open_memstream(&text, &length);
  print(diags, memory ? memory : out);
  if (memory && fclose(memory) == 0)
    fwrite(text, 1, length, out);
  free(text);
}

static void print_text(brv_diags *diags, FILE *out)
{
  printer p = {out, 0};
  each(diags, print_one, &p);
  guint more = 0;
  for (guint code = 0; code < BRV_CODE_COUNT; code++)
    more += diags->beyond[code];
  if (more)
    fprintf(out, "brevier: and %u more\n", more);
}

void brv_diags_print(brv_diags *diags, FILE *out)
{
  print_at_once(diags, print_text, out);
}

static void print_json(brv_diags *diags, FILE *out)
{
  printer p = {out, 0};
  fputc('[', out);
  each(diags, print_one_json, &p);
  fputs(diags->messages->len ? "\n]\n" : "]\n", out);
}

void brv_diags_print_json(brv_diags *diags, FILE *out)
{
  print_at_once(diags, print_json, out);
}

typedef struct {
  void (*visit)(const brv_remark *remark, void *data);
  void *data;
} visitor;

static void visit_one(const brv_message *m, void *data)
{
  const visitor *v = data;
  brv_remark remark = {m->code, m->severity, m->place, m->via, m->text, m->help};
  v->visit(&remark, v->data);
}

void brv_diags_each(brv_diags *diags, void (*visit)(const brv_remark *remark, void *data),
                    void *data)
{
  visitor v = {visit, data};
  each(diags, visit_one, &v);
}

guint brv_diags_beyond(const brv_diags *diags, brv_code code)
{
  return diags->beyond[code];
}

void brv_diags_add_beyond(brv_diags *diags, brv_code code, guint count)
{
  diags->beyond[code] += count;
}

const char *brv_code_name(brv_code code)
{
  return codes[code].name;
}
