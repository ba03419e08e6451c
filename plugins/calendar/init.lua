local b = require "brevier"
local gather = require "gather"

local function day(entry, ctx)
  local text = ctx.date(entry.date)
  return entry.watched and b.fill(ctx.words.by, { date = text }) or text
end

local function row(entry, whole_pack, ctx)
  local what = { whole_pack and b.plain(entry.what) or entry.what }
  if entry.source and not whole_pack then
    what[2] = b.cite(entry.source)
  end
  local cells = { day(entry, ctx), b.cell(what) }
  if whole_pack then
    cells[3] = b.cell(b.link(entry.briefing.short or entry.briefing.title, "pack:" .. entry.briefing.id))
  end
  return cells
end

local function list(entries, whole_pack, ctx, options)
  local rows, words = {}, ctx.words
  for i, entry in ipairs(entries) do
    rows[i] = row(entry, whole_pack, ctx)
  end
  if #rows == 0 then
    return {}
  end
  return b.table {
    role = options.role,
    id = options.id,
    caption = options.caption,
    head = { words.date, words.what, whole_pack and words.briefing or nil },
    widths = whole_pack and { 0.27, 0.48, 0.25 } or { 0.29, 0.71 },
    row_heads = true,
    rows = rows,
  }
end

-- The tables that the section's own blocks became give way to one of all dates.
local function merged(content, whole)
  local blocks, placed = {}, false
  for _, block in ipairs(content) do
    if block.kind ~= "table" or block.role ~= "dates" then
      blocks[#blocks + 1] = block
    elseif not placed then
      blocks[#blocks + 1] = whole
      placed = true
    end
  end
  if not placed then
    blocks[#blocks + 1] = whole
  end
  return blocks
end

local function is_wanted(section, ctx)
  return not section.generated or ctx.options.generate
end

local section = {
  titles = {
    en = { "Dates ahead", "Calendar" },
    de = { "Termine", "Was ansteht" },
    fr = { "Dates à venir", "Calendrier" },
    es = { "Próximas fechas", "Calendario" },
  },
  rank = 75,
  generated = true,
  authored = true,
  attributes = {
    gather = {
      type = "choice", choices = { "briefing", "pack" }, default = "briefing",
      help = "whose dates: this briefing’s, or those of all briefings of the pack",
    },
  },
  check = function(section, ctx)
    local whole_pack = section.attributes.gather == "pack"
    if not section.generated and #gather(whole_pack, ctx) == 0 then
      ctx.warn(section, "no dates are ahead; write a block {.dates}, or {by=2026-12-31} behind what to watch")
    end
  end,
  build = function(section, ctx)
    local whole_pack = section.attributes.gather == "pack"
    local entries = is_wanted(section, ctx) and gather(whole_pack, ctx) or {}
    if #entries == 0 and #section.content == 0 then
      return {}
    end
    return { b.heading(ctx.title), merged(section.content, list(entries, whole_pack, ctx, { role = "calendar" })) }
  end,
}

local dates = {
  attributes = { caption = { type = "text", help = "stands over the table, outside of a calendar" } },
  data = {
    type = "list",
    item = {
      type = "map",
      fields = {
        date = { type = "date", required = true, help = "the day" },
        what = { type = "markdown", inline = true, required = true, help = "what is due on it" },
        source = { type = "text", help = "the id of the source that says so" },
      },
    },
  },
  check = function(block, ctx)
    for _, entry in ipairs(block.data) do
      if entry.date < ctx.pack.date then
        ctx.warn(entry, b.fill("{date} is past", entry))
      end
    end
  end,
  build = function(block, ctx)
    return { list(block.data, false, ctx, { role = "dates", id = block.id, caption = block.attributes.caption }) }
  end,
}

return { sections = { calendar = section }, blocks = { dates = dates } }
