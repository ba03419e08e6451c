local b = require "brevier"

local function reference_of(id, ctx)
  for _, reference in ipairs(ctx.briefing.references) do
    if reference.id == id then
      return reference
    end
  end
end

-- "usually reliable; probably true", in the words of the pack's scale.
local function grade_words(reference, ctx)
  local grades, words = ctx.pack.scales.grades or {}, {}
  for sign in (reference and reference.grade or ""):gmatch(".") do
    words[#words + 1] = grades[sign]
  end
  return #words > 0 and table.concat(words, "; ") or nil
end

local function source_cell(entry, ctx)
  local reference = reference_of(entry.source, ctx)
  local name = reference and (reference.publisher or reference.title) or entry.source
  local blocks = { b.para({ name, b.cite(entry.source) }, { role = "source-notes-name" }) }
  if reference and reference.grade then
    local words = grade_words(reference, ctx)
    blocks[2] = b.para({ words and words .. " " or "", b.span(reference.grade, { role = "grade" }) },
      { role = "source-notes-grade" })
  end
  return b.cell(blocks)
end

local function add(blocks, label, content)
  if content then
    blocks[#blocks + 1] = b.para({ b.span(label, { role = "source-notes-label" }), " ", content },
      { role = "source-notes-text" })
  end
end

local function note_cell(entry, words)
  local blocks = {}
  add(blocks, words.claim, entry.claim)
  add(blocks, words.can, entry.can)
  add(blocks, words.cannot, entry.cannot)
  return b.cell(blocks)
end

local function build(block, ctx)
  local rows = {}
  for i, entry in ipairs(block.data or {}) do
    rows[i] = { source_cell(entry, ctx), note_cell(entry, ctx.words) }
  end
  if #rows == 0 then
    return {}
  end
  return {
    b.table {
      role = "source-notes-table",
      id = block.id,
      caption = block.attributes.caption,
      head = { ctx.words.source, ctx.words.bears },
      widths = { 0.32, 0.68 },
      row_heads = true,
      rows = rows,
    },
  }
end

local function check_entry(entry, ctx)
  local reference = reference_of(entry.source, ctx)
  if reference and not reference.grade then
    ctx.warn(entry, "the source “" .. entry.source .. "” has no grade")
  end
  if not entry.can and not entry.cannot then
    ctx.warn(entry, "no word on what the source can know and what not; write can: or cannot: …")
  end
end

local function check(block, ctx)
  local data, seen = block.data or {}, {}
  if #data == 0 then
    ctx.warn(block, "no sources are listed")
  end
  for _, entry in ipairs(data) do
    check_entry(entry, ctx)
    local key = entry.source .. "\n" .. b.plain(entry.claim or "")
    if seen[key] then
      ctx.warn(entry, "“" .. entry.source .. "” is listed twice for this claim")
    end
    seen[key] = true
  end
end

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
    },
  },
  blocks = {
    ["source-notes"] = {
      attributes = { caption = { type = "text", help = "stands over the table" } },
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            source = { type = "text", required = true, help = "the id of the source" },
            claim = { type = "markdown", inline = true, help = "what we take from it" },
            can = { type = "markdown", inline = true, help = "what it can tell, from where it stands" },
            cannot = { type = "markdown", inline = true, help = "what it cannot tell, or has reason to bend" },
          },
        },
      },
      check = check,
      build = build,
    },
  },
}
