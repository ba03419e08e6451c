local b = require "brevier"

return {
  sections = {
    ["fact"] = {
      titles = {
        en = { "The fact", "The facts", "Fact" },
        de = { "Die Tatsache", "Die Tatsachen" },
        fr = { "Le fait", "Les faits" },
        es = { "El hecho", "Los hechos" },
      },
      rank = 50,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
