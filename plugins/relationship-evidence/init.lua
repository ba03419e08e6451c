local b = require "brevier"
local picture = require "picture"
local check = require "check"

local function evidence(relation, words)
  local text = relation.evidence or {}
  if not relation.status or relation.status == "stated" then
    return text
  end
  local status = b.span(words["status-" .. relation.status], { role = "relation-status" })
  return #text == 0 and { status } or { text, " · ", status }
end

local function listing(block, ctx)
  local rows, words = {}, ctx.words
  for i, relation in ipairs(block.data) do
    rows[i] = {
      relation.from,
      relation.kind,
      relation.to,
      b.cell(evidence(relation, words)),
      relation.source and b.cell(b.cite(relation.source)) or "",
    }
  end
  return b.table {
    role = "relations",
    id = block.id,
    caption = block.attributes.caption,
    head = { words.from, words.kind, words.to, words.evidence, words.source },
    align = { "start", "start", "start", "start", "end" },
    widths = { 0.16, 0.14, 0.16, 0.43, 0.11 },
    row_heads = true,
    rows = rows,
  }
end

local function relations(block, ctx)
  block.data = block.data or {}
  if #block.data == 0 then
    return {}
  end
  return { block.attributes.graph and picture(block, ctx) or {}, listing(block, ctx) }
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
    },
  },
  blocks = {
    relations = {
      attributes = {
        caption = { type = "text", help = "stands over the table" },
        graph = { type = "boolean", default = true, help = "false: the table alone" },
        focus = { type = "text", help = "the party that this is about, set in the accent" },
      },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            from = { type = "text", required = true, help = "who" },
            to = { type = "text", required = true, help = "to whom" },
            kind = { type = "text", required = true, help = "what ties them: supplies, owns, trains on…" },
            evidence = { type = "markdown", inline = true, help = "what shows it" },
            source = { type = "text", help = "the id of the source that says so" },
            status = {
              type = "choice", choices = { "stated", "reported", "ended" },
              help = "stated by a party to it (the default), only reported, or ended; a dashed or dotted line",
            },
          },
        },
      },
      check = check,
      build = relations,
    },
  },
}
