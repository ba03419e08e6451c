local b = require "brevier"

return {
  sections = {
    ["also-read"] = {
      titles = {
        en = { "Also read", "Further reading" },
        de = { "Lesen Sie auch" },
        fr = { "À lire aussi" },
        es = { "Lea también" },
      },
      rank = 150,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        for _, block in ipairs(section.content) do
          if block.kind == "list" then
            block.role = "also-read"
          end
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
