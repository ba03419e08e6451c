local b = require "brevier"

return {
  sections = {
    standfirst = {
      titles = { en = { "Standfirst" }, de = { "Vorspann" }, fr = { "Chapeau" }, es = { "Entradilla" } },
      rank = 10,
      opening = "text",
      header = true,
      build = function(section)
        for _, block in ipairs(section.content) do
          if block.kind == "para" then
            block.role = "standfirst"
          end
        end
        return section.content
      end,
    },
  },
}
