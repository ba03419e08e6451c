local b = require "brevier"

-- Newest first; those of one day as they were written.
local function sorted(corrections)
  local list = table.move(corrections, 1, #corrections, 1, {})
  table.sort(list, function(one, other)
    return one.date > other.date
  end)
  return list
end

-- Where it stood, as a link if this edition has the briefing that says it right.
local function linked(correction, ctx)
  for _, briefing in ipairs(correction.briefing and ctx.pack.briefings or {}) do
    if briefing.id == correction.briefing then
      return b.link(correction.where or briefing.short or briefing.title, "pack:" .. briefing.id)
    end
  end
  return correction.where
end

local function where(correction, ctx)
  local blocks = { b.para(ctx.date(correction.date), { role = "correction-date" }) }
  local place = linked(correction, ctx)
  blocks[2] = place and b.para(place, { role = "correction-where" }) or nil
  return blocks
end

local function right(correction)
  local pieces = { correction.right }
  pieces[2] = correction.source and b.cite(correction.source) or nil
  local blocks = { b.para(pieces, { role = "correction-right" }) }
  blocks[2] = correction.note and b.para(correction.note, { role = "correction-note" }) or nil
  return blocks
end

local function build(block, ctx)
  local rows = {}
  for i, correction in ipairs(sorted(block.data)) do
    rows[i] = {
      b.cell(where(correction, ctx)),
      b.cell(b.para(correction.said, { role = "correction-said" })),
      b.cell(right(correction)),
    }
  end
  if #rows == 0 then
    return {}
  end
  return {
    b.table {
      role = "corrections",
      id = block.id,
      caption = block.attributes.caption,
      head = { ctx.words.where, ctx.words.said, ctx.words.right },
      widths = { 0.24, 0.36, 0.4 },
      row_heads = true,
      rows = rows,
    },
  }
end

local function check(block, ctx)
  for _, correction in ipairs(block.data) do
    if correction.date > ctx.pack.date then
      ctx.warn(correction, b.fill("the correction is dated {date}, after this edition", correction))
    end
    if b.plain(correction.said) == b.plain(correction.right) then
      ctx.warn(correction, "what was said and what is right are the same words")
    end
    if not correction.where and not correction.briefing then
      ctx.warn(correction, "no word on where it stood; write where: Number 16, page 4")
    end
  end
end

return {
  sections = {
    corrections = {
      titles = {
        en = { "Corrections", "Correction" },
        de = { "Berichtigungen", "Berichtigung" },
        fr = { "Rectificatifs", "Rectificatif" },
        es = { "Correcciones", "Fe de erratas" },
      },
      rank = 155,
    },
  },
  blocks = {
    corrections = {
      attributes = { caption = { type = "text", help = "stands over the table" } },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            date = { type = "date", required = true, help = "the day of the correction" },
            said = { type = "markdown", inline = true, required = true, help = "what was said, in its words" },
            right = { type = "markdown", inline = true, required = true, help = "what is right" },
            where = { type = "text", help = "where it stood: the edition’s number, the page" },
            briefing = { type = "text", help = "the id of a briefing of this edition that says it right" },
            note = { type = "markdown", inline = true, help = "how it came about, or what follows" },
            source = { type = "text", help = "the id of the source for what is right" },
          },
        },
      },
      check = check,
      build = build,
    },
  },
}
