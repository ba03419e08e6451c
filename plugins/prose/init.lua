local b = require "brevier"

return {
  sections = {
    ["prose"] = {
      titles = {
        en = { "Text" },
        de = { "Text" },
        fr = { "Texte" },
        es = { "Texto" },
      },
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
