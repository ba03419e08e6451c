local b = require "brevier"
local terms = require "terms"

local function build(block)
  local rows, seen = {}, {}
  for i, entry in ipairs(terms.sorted(block)) do
    local id = terms.id(entry.term)
    local name = { b.para({ entry.term }, { role = "glossary-term", id = not seen[id] and id or nil }) }
    seen[id] = true
    if #(entry.also or {}) > 0 then
      name[2] = b.para(table.concat(entry.also, ", "), { role = "glossary-also" })
    end
    rows[i] = { b.cell(name), b.cell { b.group(entry.meaning, { role = "glossary-meaning" }) } }
  end
  if #rows == 0 then
    return {}
  end
  return { b.table { role = "glossary-table", id = block.id, widths = { 0.3, 0.7 }, row_heads = true, rows = rows } }
end

local function check(block, ctx)
  local data, seen = block.data or {}, {}
  if #data == 0 then
    ctx.warn(block, "no terms are listed")
  end
  for _, entry in ipairs(data) do
    for _, name in ipairs(terms.names(entry)) do
      if seen[terms.id(name)] then
        ctx.warn(entry, "“" .. name .. "” is explained twice")
      end
      seen[terms.id(name)] = true
    end
    if not terms.is_used(entry, ctx.briefing) then
      ctx.warn(entry, "“" .. entry.term .. "” occurs nowhere in this briefing")
    end
  end
end

local function target_of(span)
  return span.attributes.of or span.text
end

return {
  sections = {
    glossary = {
      titles = {
        en = { "Glossary", "Terms" },
        de = { "Glossar", "Begriffe" },
        fr = { "Glossaire", "Lexique" },
        es = { "Glosario", "Términos" },
      },
      rank = 145,
    },
  },
  blocks = {
    glossary = {
      attributes = { sort = { type = "boolean", default = true, help = "false: in the order written" } },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            term = { type = "text", required = true, help = "the word as it is looked up" },
            meaning = { type = "markdown", required = true, help = "what it means here" },
            also = { type = "list", item = "text", help = "other words for it" },
          },
        },
      },
      check = check,
      build = build,
    },
  },
  spans = {
    term = {
      attributes = { of = { type = "text", help = "the term that it means, where the words differ" } },
      check = function(span, ctx)
        if not terms.find(target_of(span), ctx.briefing) then
          ctx.warn(span, "“" .. target_of(span) .. "” is in no glossary of this briefing")
        end
      end,
      build = function(span, ctx)
        local entry = terms.find(target_of(span), ctx.briefing)
        return entry and b.link(span.content, "#" .. terms.id(entry.term), { role = "term" }) or span.content
      end,
    },
  },
}
