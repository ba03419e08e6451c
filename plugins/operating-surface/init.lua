local b = require "brevier"

return {
  sections = {
    ["operating-surface"] = {
      titles = {
        en = { "Operating surface" },
        de = { "Wirkungsfeld" },
        fr = { "Champ d’action" },
        es = { "Ámbito operativo" },
      },
      rank = 100,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
