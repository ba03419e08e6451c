local b = require "brevier"

return {
  sections = {
    ["source-notes"] = {
      titles = {
        en = { "Source notes", "Notes on the sources" },
        de = { "Zu den Quellen" },
        fr = { "Notes sur les sources" },
        es = { "Notas sobre las fuentes" },
      },
      rank = 140,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
