/* More hostile plugins, as in plugin-attacks.c: what could differ from run to run, what loops in C,
 * and what the stages after the plugins would choke on. */
#include <string.h>

#include "plugin-kit.h"

#define WORK "more work than one call may"
#define FINE "return { b.para('fine') }"

static const kit_attack attacks[] = {
    /* addresses and chance */
    {"address-in-unknown-global", "",
     "local ok, e = pcall(function() return _ENV[{}] end) assert(e:find(\"'table'\"), e) " FINE,
     NULL},
    {"address-in-stray-global", "",
     "local ok, e = pcall(function() _ENV[{}] = 1 end) assert(e:find(\"'table'\"), e) " FINE, NULL},
    {"address-in-unknown-word", "",
     "local ok, e = pcall(function() return ctx.words[error] end)"
     " assert(e:find('\"function\"'), e) " FINE,
     NULL},
    {"weak-table", "", "setmetatable({}, { __mode = 'k' })", "no weak tables"},
    /* loops in C */
    {"plain-of-many", "", "local t = {} for i = 1, 40 do t = { t, t } end return b.plain(t)", WORK},
    {"keys-of-many", "",
     "local t, r = { kind = 'para' }, {} for i = 1, 10000 do t[-i] = 1 end"
     " for i = 1, 50000 do r[i] = t end return r",
     WORK},
    {"keys-of-many-lists", "",
     "local t, r = {}, {} for i = 1, 10000 do t[-i] = 1 end"
     " for i = 1, 50000 do r[i] = t end return r",
     WORK},
    {"copies-of-many", "",
     "local t = {} for i = 1, 10000 do t['k' .. i] = 1 end while true do b.para(t) end", WORK},
    {"long-remark", "", "ctx.warn(('x'):rep(4001))", "a remark of more than 4000 bytes"},
    /* what later stages get */
    {"script-link", "", "return { b.para(b.link('x', 'javascript:alert(1)')) }", "is no address"},
    {"file-link", "", "return { b.para(b.link('x', 'file:///etc/passwd')) }", "is no address"},
    {"address-links", "",
     "return { b.para{ 'fine', b.link('x', 'HTTPS://a.example'), b.link('y', 'mailto:a@b.example'),"
     " b.link('z', '#z'), b.link('p', 'pack:'), b.link('n', ''), b.page_ref('pack:orders') } }",
     NULL},
    {"drawing-without-width", "",
     "return { b.drawing { width = 5e-324, height = 5000, alt = 'x', draw = function(c) end } }",
     "width: expected points"},
    {"no-language", "", "return { b.para('x', { language = 'zz:__' }) }", "is no language"},
    {"language-of-noncharacters", "", "return { b.para('x', { language = '\\u{ffff}' }) }",
     "is no language"},
};

/* What is drawn by lot while plugins are read is the same in each run. */
static void test_chance_at_start(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local drawn = math.random(1 << 40)", "return { b.para('drawn ' .. drawn) }");
  g_autofree char *first = kit_build(kit);
  for (int i = 0; i < 5; i++) {
    brv_host_free(g_steal_pointer(&kit->host));
    kit_open(kit, kit->folder);
    g_autofree char *again = kit_build(kit);
    g_assert_cmpstr(again, ==, first);
  }
}

/* Many calls may not together yield what one of them may not. */
static void test_too_much_in_an_edition(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local r, one = {}, b.rule() for i = 1, 60000 do r[i] = one end", "return r");
  kit->limits.instructions = 20 * 1000 * 1000;
  brv_edition_part *part = kit->edition->parts->pdata[0];
  for (int i = 0; i < 9; i++)
    g_ptr_array_add(part->briefings, part->briefings->pdata[0]);
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, "more than 500000 blocks and pieces in one edition");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  kit_add_attacks("/attacks", attacks, G_N_ELEMENTS(attacks));
  g_test_add("/attacks/chance-at-start", plugin_kit, NULL, kit_set_up_attack, test_chance_at_start,
             kit_tear_down_attack);
  g_test_add("/attacks/too-much-in-an-edition", plugin_kit, NULL, kit_set_up_attack,
             test_too_much_in_an_edition, kit_tear_down_attack);
  return g_test_run();
}
