local b = require "brevier"
local where = require "where"

local function name_cell(entity, words)
  local blocks = { b.para(entity.url and b.link(entity.name, entity.url) or entity.name, { role = "entity-name" }) }
  if #(entity.aliases or {}) > 0 then
    local also = b.fill(words.also, { names = table.concat(entity.aliases, ", ") })
    blocks[2] = b.para(also, { role = "entity-note" })
  end
  return b.cell(blocks)
end

-- "In: The fact, What to watch", each a link.
local function places(entity, sections, words)
  local pieces = {}
  for _, section in ipairs(where.find(entity, sections)) do
    pieces[#pieces + 1] = #pieces > 0 and ", " or nil
    pieces[#pieces + 1] = section.id and b.link(section.words, "#" .. section.id) or section.words
  end
  return #pieces > 0 and b.para({ words["in"], " ", pieces }, { role = "entity-note" }) or {}
end

local function build(block, ctx)
  local rows, words = {}, ctx.words
  local sections = ctx.options.where and where.read(ctx.briefing.sections) or {}
  for i, entity in ipairs(block.data or {}) do
    rows[i] = {
      name_cell(entity, words),
      entity.kind or "",
      b.cell { b.group(entity.role or "", { role = "entity-text" }), places(entity, sections, words) },
    }
  end
  if #rows == 0 then
    return {}
  end
  return {
    b.table {
      role = "entity-table",
      id = block.id,
      caption = block.attributes.caption,
      head = { words.name, words.kind, words.role },
      widths = { 0.27, 0.2, 0.53 },
      row_heads = true,
      rows = rows,
    },
  }
end

local function check(block, ctx)
  local data, seen = block.data or {}, {}
  if #data == 0 then
    ctx.warn(block, "nobody is listed")
  end
  local sections = where.read(ctx.briefing.sections)
  for _, entity in ipairs(data) do
    if seen[entity.name] then
      ctx.warn(entity, "“" .. entity.name .. "” is listed twice")
    elseif not where.opening(entity, ctx.briefing) and #where.find(entity, sections) == 0 then
      ctx.warn(entity, "“" .. entity.name .. "” is named nowhere in this briefing; give the name used there among its aliases")
    end
    if not entity.role then
      ctx.warn(entity, "no word on what “" .. entity.name .. "” does here; write role: …")
    end
    seen[entity.name] = true
  end
end

return {
  sections = {
    entities = {
      titles = {
        en = { "Who is who", "Entities", "Who is in this briefing" },
        de = { "Wer ist wer", "Die Beteiligten" },
        fr = { "Qui est qui", "Les acteurs" },
        es = { "Quién es quién", "Los actores" },
      },
      rank = 128,
    },
  },
  blocks = {
    entities = {
      attributes = { caption = { type = "text", help = "stands over the table" } },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            name = { type = "text", required = true, help = "as the briefing writes it" },
            kind = { type = "text", help = "what it is: chip maker, ministry, person" },
            role = { type = "markdown", help = "what it does in this briefing" },
            aliases = { type = "list", item = "text", help = "other names, also those that the text uses" },
            url = { type = "url", help = "where its name leads" },
          },
        },
      },
      check = check,
      build = build,
    },
  },
}
