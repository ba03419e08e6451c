local b = require "brevier"

local function relations(block, ctx)
  local rows, words = {}, ctx.words
  for i, relation in ipairs(block.data or {}) do
    local source = relation.source
    rows[i] = {
      relation.from,
      relation.kind,
      relation.to,
      relation.evidence or "",
      source and b.cell(b.cite(source)) or "",
    }
  end
  if #rows == 0 then
    return {}
  end
  return {
    b.table {
      role = "relations",
      id = block.id,
      caption = block.attributes.caption,
      head = { words.from, words.kind, words.to, words.evidence, words.source },
      align = { "start", "start", "start", "start", "end" },
      widths = { 0.16, 0.14, 0.16, 0.43, 0.11 },
      row_heads = true,
      rows = rows,
    },
  }
end

return {
  sections = {
    ["relationship-evidence"] = {
      titles = {
        en = { "Relationship evidence" },
        de = { "Belege der Beziehungen" },
        fr = { "Liens et preuves" },
        es = { "Relaciones y pruebas" },
      },
      rank = 130,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
  blocks = {
    relations = {
      attributes = { caption = { type = "text", help = "stands over the table" } },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            from = { type = "text", required = true, help = "who" },
            to = { type = "text", required = true, help = "to whom" },
            kind = { type = "text", required = true, help = "what ties them: supplies, owns, trains on…" },
            evidence = { type = "text", help = "what shows it" },
            source = { type = "text", help = "the id of the source that says so" },
          },
        },
      },
      build = relations,
    },
  },
}
