local b = require "brevier"
local chart = require "brevier.chart"

---@type brevier.definition
return {
  -- `## @title@` opens the section. Without a `build` it is its heading and what stands under it.
  sections = {
    ["@name@"] = {
      titles = { en = { "@title@" } },
    },
  },

  -- ```{.@name@} is a block of data in YAML. The schema is checked before any of this code runs.
  blocks = {
    ["@name@"] = {
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            label = { type = "text", required = true, help = "what is measured" },
            value = { type = "number", required = true, min = 0, help = "how much of it there is" },
          },
        },
      },

      -- What the schema cannot say. The message stands at its line of the briefing.
      check = function(block, ctx)
        if #block.data == 0 then
          ctx.warn(block, "there is nothing in it")
        end
      end,

      -- Plain tables in, plain tables out: plugins/README.md has the constructors and the charts.
      build = function(block, ctx)
        if #block.data == 0 then
          return {}
        end
        if ctx.options.chart then -- the chart brings its table, and words for those who cannot see it
          return chart.bars({ rows = block.data, unit = ctx.words.unit }, ctx)
        end
        local rows = {}
        for i, row in ipairs(block.data) do
          rows[i] = { row.label, ctx.number(row.value, 1) }
        end
        return b.table {
          head = { ctx.words.label, ctx.words.value },
          align = { "start", "point" },
          rows = rows,
          row_heads = true,
        }
      end,
    },
  },
}
