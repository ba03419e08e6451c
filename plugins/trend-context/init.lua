local b = require "brevier"

return {
  sections = {
    ["trend-context"] = {
      titles = {
        en = { "Deeper trend context", "Trend context" },
        de = { "Der längere Trend" },
        fr = { "Tendance de fond" },
        es = { "Tendencia de fondo" },
      },
      rank = 120,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
