local b = require "brevier"

local WIDTH, STEP, BAR = 240, 16, 8 -- of the chart, of one row in it, of its bar; in points

-- One bar a row. Colours are names of the layout's palette; the PDF gets vectors, the e-book an SVG.
local function chart(rows, words)
  local most, longest = 0, 0
  for _, row in ipairs(rows) do
    most = math.max(most, row.value)
    longest = math.max(longest, (b.extents(row.label)))
  end
  local left = longest + 6
  return b.drawing {
    width = WIDTH,
    height = #rows * STEP,
    alt = b.fill(words.alt, { count = #rows, most = b.number(most) }), -- for those who cannot see it
    draw = function(c)
      for i, row in ipairs(rows) do
        local base = i * STEP - 5
        c:text(left - 6, base, row.label, { anchor = "end" })
        c:rect(left, base - BAR + 1, (WIDTH - left) * row.value / math.max(most, 1), BAR):fill("accent")
      end
    end,
  }
end

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
      -- What the schema cannot say. The message stands at the block's line in the briefing.
      check = function(block, ctx)
        if #block.data == 0 then
          ctx.warn(block, "there is nothing in it")
        end
      end,
      -- Plain tables out: see the constructors in plugins/README.md.
      build = function(block, ctx)
        local rows = {}
        for i, row in ipairs(block.data) do
          rows[i] = { row.label, b.number(row.value, 1) }
        end
        if #rows == 0 then
          return {}
        end
        return {
          ctx.options.chart and b.figure(chart(block.data, ctx.words)) or {},
          b.table { head = { ctx.words.label, ctx.words.value }, align = { "start", "point" }, rows = rows, row_heads = true },
        }
      end,
    },
  },
}
