local b = require "brevier"

local function count_words(content)
  local count = 0
  for _, block in ipairs(content) do
    local _, words = b.plain(block):gsub("%S+", "")
    count = count + words
  end
  return count
end

local function check(section, ctx)
  local words = count_words(section.content)
  if words > ctx.options.words then
    ctx.warn(section, words .. " words; a bottom line is a sentence or two, " .. ctx.options.words .. " words at most")
  end
  for _, block in ipairs(section.content) do
    if block.kind ~= "para" then
      ctx.warn(block, "a bottom line is plain text; what is listed or shown belongs elsewhere")
    end
  end
end

return {
  sections = {
    ["bottom-line"] = {
      titles = {
        en = { "Bottom line", "The bottom line" },
        de = { "Unter dem Strich", "Fazit" },
        fr = { "En un mot", "L’essentiel" },
        es = { "En suma", "En resumen" },
      },
      rank = 45,
      check = check,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        for _, block in ipairs(section.content) do
          if block.kind == "para" then
            block.role = "bottom-line-text"
          end
        end
        return { b.group({ b.heading(ctx.title, { role = "bottom-line-head" }), section.content }, { role = "bottom-line-body" }) }
      end,
    },
  },
}
