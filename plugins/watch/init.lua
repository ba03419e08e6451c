local b = require "brevier"
local likelihood = require "brevier.likelihood"

local function tail(item, ctx)
  local parts = {}
  if item.attributes.by then
    parts[1] = b.fill(ctx.words.by, { date = ctx.date(item.attributes.by) })
  end
  if item.attributes.likelihood then
    parts[#parts + 1] = likelihood.words(ctx, item.attributes.likelihood)
  end
  return table.concat(parts, ", ")
end

-- The tail goes to the end of the item's first paragraph.
local function add_tail(item, ctx)
  local text = tail(item, ctx)
  local para = item[1]
  if text ~= "" and para and para.kind == "para" then
    para[#para + 1] = " "
    para[#para + 1] = b.span(text, { role = "watch-tail" })
  end
end

local function each_item(section, visit)
  for _, block in ipairs(section.content) do
    if block.kind == "list" then
      for _, item in ipairs(block) do
        visit(item)
      end
    end
  end
end

return {
  sections = {
    watch = {
      titles = {
        en = { "What to watch", "Watch list" },
        de = { "Worauf zu achten ist" },
        fr = { "À surveiller" },
        es = { "Qué observar" },
      },
      rank = 70,
      item = {
        by = { type = "date", help = "the day by which we will know" },
        likelihood = { type = "number", min = 0, max = 1, help = "how probable it is, from 0 to 1" },
      },
      check = function(section, ctx)
        each_item(section, function(item)
          local by = item.attributes.by
          if ctx.options.dates and not by then
            ctx.warn(item, "no date by which we will know; write {by=2026-12-31} at the item's end")
          elseif by and by < ctx.pack.date then
            ctx.warn(item, b.fill("{by} is past: say what came of it, or give another date", { by = by }))
          end
        end)
      end,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        each_item(section, function(item)
          add_tail(item, ctx)
        end)
        for _, block in ipairs(section.content) do
          if block.kind == "list" then
            block.role = "watch"
          end
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
