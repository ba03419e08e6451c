local b = require "brevier"
local check = require "check"
local columns = require "columns"

-- The likeliest one, unless two are.
local function leading(scenarios)
  local best, alone
  for _, scenario in ipairs(scenarios) do
    if not best or scenario.likelihood > best.likelihood then
      best, alone = scenario, true
    elseif scenario.likelihood == best.likelihood then
      alone = false
    end
  end
  return alone and #scenarios > 1 and best or nil
end

local function build(block, ctx)
  local rows, lead = {}, leading(block.data)
  for i, scenario in ipairs(block.data) do
    rows[i] = b.row({
      b.cell(columns.name(scenario, ctx)),
      b.cell(columns.likelihood(scenario, ctx, scenario == lead)),
      b.cell(columns.text(scenario, ctx)),
    }, { marked = scenario == lead })
  end
  if #rows == 0 then
    return {}
  end
  local words = ctx.words
  return {
    b.table {
      role = "scenarios",
      id = block.id,
      caption = block.attributes.caption,
      head = { words.scenario, words.likelihood, words.what },
      widths = { 0.24, 0.19, 0.57 },
      row_heads = true,
      rows = rows,
    },
  }
end

local function inline(help, required)
  return { type = "markdown", inline = true, required = required, help = help }
end

local fields = {
  name = { type = "text", required = true, help = "what the scenario is called" },
  likelihood = { type = "number", required = true, min = 0, max = 1, help = "how probable it is, from 0 to 1" },
  what = inline("what happens in it", true),
  means = inline "what it would mean for the reader",
  signs = { type = "list", item = inline "one sign", help = "what would show that it is coming" },
  by = { type = "date", help = "the day by which we will know" },
  horizon = { type = "text", help = "the same in words: two quarters" },
  source = { type = "text", help = "the id of the source that it rests on" },
}

return {
  sections = {
    scenarios = {
      titles = {
        en = { "Scenarios", "What may come" },
        de = { "Szenarien", "Was kommen kann" },
        fr = { "Scénarios", "Ce qui peut venir" },
        es = { "Escenarios", "Lo que puede venir" },
      },
      rank = 65,
    },
  },
  blocks = {
    scenarios = {
      attributes = {
        caption = { type = "text", help = "stands over the table" },
        exclusive = {
          type = "boolean", default = true,
          help = "only one of them can come true, and one will: the likelihoods add up to 1",
        },
      },
      data = { type = "list", item = { type = "map", fields = fields } },
      check = check,
      build = build,
    },
  },
}
