local b = require "brevier"

return {
  sections = {
    keypoints = {
      titles = {
        en = { "Key points" },
        de = { "Das Wichtigste" },
        fr = { "Points clés" },
        es = { "Puntos clave" },
      },
      rank = 40,
      opening = "list",
      build = function(section)
        for _, block in ipairs(section.content) do
          if block.kind == "list" then
            block.role = "keypoints"
          end
        end
        return section.content
      end,
    },
  },
}
