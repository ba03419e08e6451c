local b = require "brevier"

return {
  sections = {
    ["assessment"] = {
      titles = {
        en = { "The assessment", "Assessment", "Our assessment" },
        de = { "Die Einschätzung", "Einschätzung" },
        fr = { "L’analyse", "Notre analyse" },
        es = { "La valoración", "Nuestra valoración" },
      },
      rank = 60,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
