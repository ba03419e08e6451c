-- Dates from the sections of briefings: { date, what, briefing, watched, source }.
local b = require "brevier"

local function add_written(section, briefing, found)
  for _, block in ipairs(section.blocks) do
    if block.type == "dates" then
      for _, entry in ipairs(block.data or {}) do
        found[#found + 1] = { date = entry.date, what = entry.what, source = entry.source, briefing = briefing }
      end
    end
  end
end

local function add_watched(section, briefing, found)
  for _, list in ipairs(section.content) do
    for _, item in ipairs(list.kind == "list" and list or {}) do
      local by = item.attributes and item.attributes.by
      if by then
        found[#found + 1] = { date = by, what = b.plain(item[1]), watched = true, briefing = briefing }
      end
    end
  end
end

local function add_from(briefing, ctx, found)
  for _, section in ipairs(briefing.sections) do
    if section.type == "calendar" then
      add_written(section, briefing, found)
    elseif section.type == "watch" and ctx.options.watch then
      add_watched(section, briefing, found)
    end
  end
end

-- By day; what is fixed for a day before what is to be known by it; else as it was written.
local function before(one, other)
  if one.date ~= other.date then
    return one.date < other.date
  end
  return not one.watched and other.watched or false
end

-- Those of this briefing, or of all of the pack, from the pack's date on.
return function(whole_pack, ctx)
  local found, ahead = {}, {}
  for _, briefing in ipairs(whole_pack and ctx.pack.briefings or { ctx.briefing }) do
    add_from(briefing, ctx, found)
  end
  for _, entry in ipairs(found) do
    if entry.date >= ctx.pack.date or not entry.watched then
      ahead[#ahead + 1] = entry
    end
  end
  table.sort(ahead, before)
  return ahead
end
