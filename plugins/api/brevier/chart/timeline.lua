-- Timelines: events on a line of days, periods as bars, uncertain days as dashed ranges; the words in a table under it.
local along = require "brevier.chart.along"
local alt = require "brevier.chart.alt"
local b = require "brevier"
local data = require "brevier.chart.data"
local kit = require "brevier.chart.kit"
local lanes = require "brevier.chart.lanes"
local scale = require "brevier.scale"
local series = require "brevier.chart.series"

local INSET, TRACK = 5, 8 -- from the frame to the first day; between tracks of marks

---@class brevier.chart.event
---@field date string a day, month, quarter or year
---@field latest? string it was at some time from `date` to this
---@field ["end"]? string it lasted from `date` to this
---@field text brevier.content
---@field label? string a few words for the drawing
---@field marked? boolean

-- First and last day, and what kind of mark that is. A month or a year alone is a range in which the day lies.
local function extent(event)
  local first, last, unit = scale.period(event.date)
  if event["end"] then
    local _, to = scale.period(event["end"])
    return first, to, "period"
  elseif event.latest then
    local _, to = scale.period(event.latest)
    return first, to, "uncertain"
  end
  return first, last, unit == "day" and "day" or "uncertain"
end

local function date_words(chart, event)
  local first = series.date_text(chart, event.date)
  local last = event["end"] or event.latest
  if not last then
    return first
  end
  local range = { low = first, high = series.date_text(chart, last) }
  return event["end"] and range.low .. " – " .. range.high or b.fill(chart.words.sometime, range)
end

-- "26 Apr", with its year where the line goes over more than one.
local function short_date(chart, day, unit, with_year)
  local year, month, of_month = scale.civil(day)
  local text = chart.words.months[month]
  if unit == "year" then
    return tostring(year)
  elseif unit == "quarter" then
    text = b.fill(chart.words.quarter, { number = scale.quarter(day) })
  elseif unit == "day" then
    text = b.fill(chart.words["day-month"], { day = of_month, month = text })
  end
  return with_year and b.fill(chart.words["month-year"], { month = text, year = year }) or text
end

-- "10", or "10." where days are written so.
local function of_month(chart, day)
  local _, _, number = scale.civil(day)
  return (b.fill(chart.words["day-month"], { day = number, month = "" }):gsub("\u{a0}$", ""))
end

local function same_month(p, q)
  return scale.iso(p):sub(1, 7) == scale.iso(q):sub(1, 7)
end

local function short_dates(chart, item, with_year)
  local event = item.event
  local _, _, unit = scale.period(event.date)
  local last = event["end"] or event.latest
  local text = short_date(chart, item.first, unit, with_year)
  if last then
    local day, _, last_unit = scale.period(last)
    local until_text = short_date(chart, day, last_unit, with_year)
    if unit == "day" and last_unit == "day" and same_month(item.first, day) then
      return of_month(chart, item.first) .. "–" .. until_text
    end
    text = text .. "–" .. until_text
  end
  return text
end

local function parts_of(chart, item, with_year)
  local event, role = item.event, item.event.marked and "drawing-title" or "drawing-label"
  local text = event.label or not kit.has_table(chart) and b.plain(event.text) or nil
  local parts = { { text = short_dates(chart, item, with_year), role = text and "drawing-label" or role, most = 1 } }
  parts[2] = text and { text = text, role = role, most = 3 } or nil
  return parts
end

-- Colours by line: the day in grey where words follow, the marked event in the accent.
local function colour_lines(item)
  item.colours = {}
  for i in ipairs(item.lines) do
    local is_date = i == 1 and #item.parts > 1
    item.colours[i] = is_date and "grey" or item.event.marked and "accent" or "ink"
  end
end

-- Events by day; those whose days cannot be read are left out, for `check.events` has told of them.
local function collect(spec)
  local items = {}
  for _, event in ipairs(spec.events) do
    local first, last, kind = extent(event)
    if first and last then
      items[#items + 1] = { event = event, first = first, last = math.max(first, last), kind = kind }
    end
  end
  table.sort(items, function(p, q)
    return p.first < q.first or p.first == q.first and p.last < q.last
  end)
  return items
end

-- Marks that would lie on one another go to tracks above the line.
local function choose_tracks(items)
  local ends = {}
  for _, item in ipairs(items) do
    local from = item.kind == "day" and item.x - 3.5 or item.x1 - 1
    local to, track = item.kind == "day" and item.x + 3.5 or item.x2 + 1, 0
    while ends[track] and ends[track] > from do
      track = track + 1
    end
    ends[track], item.track = to, track
  end
end

local function draw_mark(c, item, y)
  local colour = item.event.marked and "accent" or "grey"
  local at = y - item.track * TRACK
  if item.kind == "period" then
    c:rect(item.x1, at - 2.25, math.max(item.x2 - item.x1, 2), 4.5):fill(colour)
  elseif item.kind == "uncertain" then
    c:move(item.x1, at):line(item.x2, at):stroke(colour, 2.25, 2.25)
  else
    c:circle(item.x, at, 3):fill(colour)
  end
end

local function place(chart, items)
  local low, high = math.huge, -math.huge
  for _, item in ipairs(items) do
    low, high = math.min(low, item.first), math.max(high, item.last)
  end
  local x = scale.linear({ low, high }, { INSET, chart.width - INSET })
  local with_year = scale.civil(low) ~= scale.civil(high)
  for _, item in ipairs(items) do
    item.x1, item.x2 = x(item.first), x(item.last)
    item.x = item.kind == "uncertain" and (item.x1 + item.x2) / 2 or item.x1
    item.parts = parts_of(chart, item, with_year)
  end
  table.sort(items, function(p, q)
    return p.x < q.x
  end)
  return x, { kind = "date", x = { low, high }, unit = "day" }
end

local function tracks_of(items)
  local most = 0
  for _, item in ipairs(items) do
    most = math.max(most, item.track)
  end
  return most
end

local function table_of(chart, items)
  local rows = {}
  for i, item in ipairs(items) do
    rows[i] = { cells = { date_words(chart, item.event), item.event.text }, marked = item.event.marked }
  end
  return data.listing(chart, { chart.words.at, chart.words.event }, rows)
end

local function say(chart, items)
  local events = {}
  for i, item in ipairs(items) do
    local row = { label = date_words(chart, item.event), value = b.plain(item.event.text) }
    events[i] = b.fill(chart.words.one, row)
  end
  local counted = b.fill(chart.words.count, {
    count = #items, first = series.date_text(chart, items[1].event.date),
    last = series.date_text(chart, items[#items].event.date),
  })
  local sentences, marked = { counted }, {}
  for i, item in ipairs(items) do
    marked[#marked + 1] = item.event.marked and events[i] or nil
  end
  if #marked > 0 then
    sentences[2] = b.fill(chart.words.marked, { items = table.concat(marked, "; ") })
  end
  if not kit.has_table(chart) then
    sentences[#sentences + 1] = b.fill(chart.words.all, { items = table.concat(events, "; ") })
  end
  return alt.sentences(chart, sentences)
end

local shape = {
  events = {
    type = "list", required = true, filled = true,
    item = {
      fields = {
        date = { type = "text", required = true }, latest = "text", ["end"] = "text",
        text = { type = "content", required = true }, label = "text", marked = "boolean",
      },
    },
  },
}

---@class brevier.chart.timeline: brevier.chart.spec
---@field events brevier.chart.event[]

---Events on a line of days, in their order.
---@param spec brevier.chart.timeline
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("timeline", spec, ctx, shape)
  local items = collect(spec)
  if #items == 0 then
    return {}
  end
  local said, listing = say(chart, items), table_of(chart, items)
  local x, positions = place(chart, items)
  choose_tracks(items)
  local above = lanes.place(items, math.min(chart.width * 0.3, 104), chart.width)
  local ticks = along.ticks(chart, positions, chart.width)
  local total = kit.height(chart, above + tracks_of(items) * TRACK + 4 + along.height(ticks) + 3)
  local y = total - along.height(ticks) - 3
  return kit.figure(chart, {
    height = total, alt = said, table = listing,
    draw = function(c)
      local lift = y - tracks_of(items) * TRACK - 4 - above
      for _, item in ipairs(items) do
        colour_lines(item)
        item.top = item.top + lift
        lanes.draw(c, item, y - item.track * TRACK)
      end
      c:move(0, y):line(chart.width, y):stroke("ink", 0.5)
      along.draw(c, ticks, x, y + 3, chart.width)
      for _, item in ipairs(items) do
        draw_mark(c, item, y)
      end
    end,
  })
end
