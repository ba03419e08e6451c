local b = require "brevier"
local chart = require "brevier.chart"

local dates = {
  date = { type = "text", help = "a day, 2026-04-26; a month, 2026-04, quarter or year where the day is not known" },
  latest = { type = "text", help = "it was at some time from date to this" },
  ["end"] = { type = "text", help = "it lasted from date to this" },
  label = { type = "text", help = "a few words for the drawing" },
  marked = { type = "boolean", help = "true: what the text is about, in the accent" },
}

local function with(fields)
  for key, field in pairs(dates) do
    fields[key] = fields[key] or field
  end
  return fields
end

local attributes = {
  title = { type = "text", help = "stands over the timeline" },
  caption = { type = "text", help = "stands under it" },
  credit = { type = "text", help = "who made it" },
  source = { type = "text", help = "the id of the source that the dates are from" },
  width = { type = "choice", choices = { "text", "wide" }, help = "the column that it fills" },
  table = { type = "boolean", help = "false: no table of the events; the drawing and its alternative text tell them" },
  alt = { type = "text", help = "what is to be seen, in place of what is made from the events" },
}

local function spec_of(attributes_given, events)
  local spec = { events = events }
  for key, value in pairs(attributes_given) do
    spec[key] = value
  end
  return spec
end

-- An item's blocks, which go into a table: the list's language goes with them.
local function blocks_of(item, list)
  local blocks = table.move(item, 1, #item, 1, {})
  for _, block in ipairs(blocks) do
    block.language = block.language or list.language
  end
  return blocks
end

-- The items of a list as events; nil where none has a date, since that is any list.
local function events_of(list)
  local events, dated = {}, false
  for i, item in ipairs(list) do
    local given = item.attributes or {}
    events[i] = { text = blocks_of(item, list), place = item.place }
    for key in pairs(dates) do
      events[i][key] = given[key]
    end
    dated = dated or given.date ~= nil
  end
  return dated and events or nil
end

local function each_list(section, visit)
  for i, block in ipairs(section.content) do
    local events = block.kind == "list" and events_of(block)
    if events then
      visit(events, i)
    end
  end
end

-- Those without a day cannot stand on the line.
local function dated(events)
  local kept = {}
  for _, event in ipairs(events) do
    kept[#kept + 1] = event.date and event or nil
  end
  return kept
end

local function check_list(events, section, ctx)
  for _, event in ipairs(events) do
    if not event.date then
      ctx.error(event, "no date; write {date=2026-04-26} at the item's end")
    end
  end
  chart.check.events(dated(events), section, ctx)
end

return {
  sections = {
    timeline = {
      titles = {
        en = { "Timeline", "Chronology" },
        de = { "Zeitleiste", "Chronologie" },
        fr = { "Chronologie", "Repères chronologiques" },
        es = { "Cronología" },
      },
      rank = 55,
      attributes = attributes,
      item = dates,
      check = function(section, ctx)
        each_list(section, function(events)
          check_list(events, section, ctx)
        end)
      end,
      build = function(section, ctx)
        each_list(section, function(events, index)
          local kept = dated(events)
          if #kept > 0 then
            section.content[index] = chart.timeline(spec_of(section.attributes, kept), ctx)
          end
        end)
        return #section.content > 0 and { b.heading(ctx.title), section.content } or {}
      end,
    },
  },
  blocks = {
    timeline = {
      attributes = attributes,
      data = {
        type = "list",
        item = {
          type = "map",
          fields = with {
            date = { type = "text", required = true, help = dates.date.help },
            text = { type = "markdown", required = true, help = "what happened" },
          },
        },
      },
      check = function(block, ctx)
        chart.check.events(block.data, block, ctx)
      end,
      build = function(block, ctx)
        return #block.data > 0 and chart.timeline(spec_of(block.attributes, block.data), ctx) or {}
      end,
    },
  },
}
