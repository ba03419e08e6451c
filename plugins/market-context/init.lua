local b = require "brevier"

-- What the front matter says of relevance and time, as lines under the prose.
local function lines(ctx)
  local front, rows = ctx.briefing.front, {}
  if front.impact then
    rows[1] = { ctx.words.relevance, ctx.words["impact-" .. front.impact.value] }
  end
  if front.horizon then
    rows[#rows + 1] = { ctx.words.horizon, front.horizon.value }
  end
  return #rows > 0 and { b.table { role = "pairs", row_heads = true, widths = { 0.32, 0.68 }, rows = rows } } or {}
end

return {
  sections = {
    ["market-context"] = {
      titles = {
        en = { "Market context" },
        de = { "Das Marktumfeld" },
        fr = { "Le contexte de marché" },
        es = { "Contexto de mercado" },
      },
      rank = 110,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content, lines(ctx) }
      end,
    },
  },
}
