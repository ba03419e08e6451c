#include "document/wire.h"

static const brv_wire_field fields[] = {
    BRV_WIRE_INT_FIELD(brv_remark, code, 0, BRV_CODE_COUNT - 1),
    BRV_WIRE_PLACE_FIELD(brv_remark, place),
    BRV_WIRE_PLACE_FIELD(brv_remark, via),
    BRV_WIRE_NEEDED_TEXT(brv_remark, text),
    BRV_WIRE_TEXT_FIELD(brv_remark, help),
    {BRV_WIRE_END},
};
G_STATIC_ASSERT(sizeof(brv_code) == sizeof(int));

typedef struct {
  brv_wire_writer *writer;
  guint32 count;
} putting;

static void count_one(const brv_remark *remark G_GNUC_UNUSED, void *data)
{
  ((putting *)data)->count++;
}

static void put_one(const brv_remark *remark, void *data)
{
  brv_remark valid = *remark;
  g_autofree char *text = g_utf8_make_valid(remark->text, -1);
  valid.text = text;
  brv_wire_put_fields(((putting *)data)->writer, fields, &valid);
}

void brv_wire_put_messages(brv_wire_writer *w, brv_diags *diags)
{
  putting p = {w, 0};
  brv_diags_each(diags, count_one, &p);
  brv_wire_put_count(w, p.count);
  brv_diags_each(diags, put_one, &p);
  for (guint code = 0; code < BRV_CODE_COUNT; code++)
    brv_wire_put_count(w, brv_diags_beyond(diags, code));
}

void brv_wire_take_messages(brv_wire_reader *r, brv_diags *diags)
{
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++) {
    brv_remark m = {0};
    brv_wire_take_fields(r, fields, &m);
    if (!r->bad)
      brv_report_via(diags, m.code, m.place, m.via, m.help, "%s", m.text);
  }
  for (guint code = 0; code < BRV_CODE_COUNT; code++)
    brv_diags_add_beyond(diags, code, brv_wire_take_count(r, G_MAXINT32));
}
