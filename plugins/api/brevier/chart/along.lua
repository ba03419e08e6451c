-- The axis of positions under a chart: days by months and years, numbers, or names. Labels that would touch are left
-- out; what belongs to several ticks (a year, a month) stands once, on a second line.
local b = require "brevier"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"

local along = {}

local ranks = { day = 1, month = 2, quarter = 3, year = 4 }

-- Ticks are never finer than the data.
local function date_ticks(positions, from, to, most)
  for count = most, 1, -1 do
    local days, unit = scale.date_ticks(from, to, count)
    if ranks[unit] >= ranks[positions.unit] or count == 1 then
      return days, unit
    end
  end
end

local function tick_text(chart, positions, day, unit)
  local year, month, of_month = scale.civil(day)
  if unit == "year" then
    return tostring(year), ""
  elseif unit == "day" then
    local name = chart.words.months[month]
    return tostring(of_month), b.fill(chart.words["month-year"], { month = name, year = year })
  elseif unit == "quarter" and positions.unit == "quarter" then
    return b.fill(chart.words.quarter, { number = scale.quarter(day) }), tostring(year)
  end
  return chart.words.months[month], tostring(year)
end

local function dated(chart, positions, width)
  local x, ticks, above = positions.x, {}, nil
  local from, to = math.min(table.unpack(x)), math.max(table.unpack(x))
  local days, unit = date_ticks(positions, from, to, math.max(2, math.floor(width / 34)))
  if #days == 0 then
    days, unit = { from }, positions.unit == "day" and "day" or "month"
  end
  for i, day in ipairs(days) do
    local text, group = tick_text(chart, positions, day, unit)
    ticks[i] = { x = day, text = text, group = group ~= above and group or nil }
    above = group
  end
  return ticks
end

local function numbered(chart, positions, width)
  local x, ticks = positions.x, {}
  local low, high = math.min(table.unpack(x)), math.max(table.unpack(x))
  for i, value in ipairs(scale.ticks(low, high, math.max(2, math.floor(width / 45)))) do
    ticks[i] = { x = value, text = kit.plain(chart, value, scale.decimals(value)) }
  end
  return ticks
end

local function named(positions, width)
  local ticks = {}
  local room = width / math.max(#positions.x, 1)
  for i, x in ipairs(positions.x) do
    ticks[i] = { x = x, text = labels.short(positions.texts[i], math.max(room * 2 - 6, 60)) }
  end
  return ticks
end

---The ticks of an axis so wide.
---@param chart brevier.chart
---@param positions table of series.positions
---@param width number points
---@return {x: number, text: string, group?: string}[]
function along.ticks(chart, positions, width)
  if positions.kind == "date" then
    return dated(chart, positions, width)
  elseif positions.kind == "number" then
    return numbered(chart, positions, width)
  end
  return named(positions, width)
end

---How high the labels are.
---@param ticks {group?: string}[]
---@return number
function along.height(ticks)
  for _, tick in ipairs(ticks) do
    if tick.group and tick.group ~= "" then
      return 24
    end
  end
  return 14.5
end

-- The labels of one line that do not touch; where a group's name has no room before the next, the next has it.
local function put_labels(c, list, baseline, right)
  local clear = math.huge
  for i = #list, 1, -1 do
    local label = list[i]
    local half = labels.width(label.text) / 2
    local middle = scale.clamp(label.at, half, right - half)
    if middle + half + 4 <= clear then
      c:text(middle, baseline, label.text, { anchor = "middle", colour = "grey" })
      clear = middle - half
    end
  end
end

---Draws ticks and labels under an axis at y.
---@param c brevier.canvas
---@param ticks {x: number, text: string, group?: string}[]
---@param x brevier.scale
---@param y number
---@param right number the frame's edge
function along.draw(c, ticks, x, y, right)
  local texts, groups = {}, {}
  for _, tick in ipairs(ticks) do
    local at = x(tick.x)
    c:move(at, y):line(at, y + 3):stroke("grey", 0.5)
    texts[#texts + 1] = { at = at, text = tick.text }
    groups[#groups + 1] = tick.group and tick.group ~= "" and { at = at, text = tick.group } or nil
  end
  put_labels(c, texts, y + 10.5, right)
  put_labels(c, groups, y + 20, right)
end

return along
