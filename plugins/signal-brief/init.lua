local b = require "brevier"

local function build(_, ctx)
  local front, rows = ctx.briefing.front, {}
  local function add(key, value)
    if value then
      rows[#rows + 1] = { ctx.words[key], value }
    end
  end
  add("signal", ctx.briefing.title)
  add("signal-type", front["signal-type"] and front["signal-type"].value)
  add("region", front.region and front.region.value)
  add("market-class", front["market-class"])
  if #rows < 2 then
    return {}
  end
  return { b.heading(ctx.title), b.table { role = "pairs", row_heads = true, widths = { 0.32, 0.68 }, rows = rows } }
end

return {
  front = { ["market-class"] = { type = "text", help = "the market it belongs to" } },
  sections = {
    ["signal-brief"] = {
      titles = {
        en = { "Signal brief" },
        de = { "Das Signal in Kürze" },
        fr = { "Le signal en bref" },
        es = { "La señal en breve" },
      },
      rank = 90,
      generated = true,
      build = build,
    },
  },
}
