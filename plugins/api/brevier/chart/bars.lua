-- Bar charts: one bar a row, from zero, its value at its end.
local alt = require "brevier.chart.alt"
local data = require "brevier.chart.data"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local rows = require "brevier.chart.rows"

local GAP = 4 -- between a bar and its value

-- The ends of what a row draws, on both sides of zero.
local function ends_of(row)
  if not row.value then
    return 0, 0
  end
  return math.min(row.value, row.low or 0, 0), math.max(row.value, row.high or 0, 0)
end

local function text_of(chart, row)
  return row.value and kit.number(chart, row.value) or chart.words["no-data"]
end

-- How far the bars and their values reach from zero, to the left and to the right, at so many points a unit.
local function reach(items, unit)
  local left, right = 0, 0
  for _, item in ipairs(items) do
    local low, high = ends_of(item.row)
    local room = item.width + GAP
    local negative = item.row.value and item.row.value < 0
    left = math.max(left, -low * unit + (negative and room or 0))
    right = math.max(right, high * unit + (negative and 0 or room))
  end
  return left, right
end

-- The largest unit with which all bars and values fit: the reach grows with it, so halving finds it.
local function fit(items, width)
  local most = 0
  for _, item in ipairs(items) do
    local low, high = ends_of(item.row)
    most = math.max(most, -low, high)
  end
  local low, high = 0, most > 0 and width / most or 0
  for _ = 1, 40 do
    local unit = (low + high) / 2
    local left, right = reach(items, unit)
    if left + right > width then
      high = unit
    else
      low = unit
    end
  end
  return low
end

local function measured(chart, placed)
  local items = {}
  for i, p in ipairs(placed) do
    local role = p.row.marked and "drawing-title" or "drawing-label"
    local text = text_of(chart, p.row)
    items[i] = { row = p.row, middle = p.middle, text = text, role = role, width = labels.width(text, role) }
  end
  return items
end

local function draw_range(c, row, zero, unit, y)
  if row.low and row.high then
    c:move(zero + row.low * unit, y):line(zero + row.high * unit, y):stroke("ink", 0.75)
  end
end

local function draw_bar(c, item, zero, unit, thick)
  local row, y = item.row, item.middle
  local low, high = ends_of(row)
  local length = (row.value or 0) * unit
  if row.value and row.value ~= 0 then
    length = (length < 0 and -1 or 1) * math.max(math.abs(length), 0.5)
    c:rect(zero, y - thick / 2, length, thick)
    if row.marked then
      c:fill("accent")
    else
      c:fill("mid", 0.85)
    end
  end
  draw_range(c, row, zero, unit, y)
  local negative = row.value and row.value < 0
  local at = negative and zero + math.min(low * unit, length) - GAP or zero + math.max(high * unit, length) + GAP
  c:text(at, y + labels.middle, item.text, {
    anchor = negative and "end" or "start", role = item.role,
    colour = row.marked and "accent" or row.value and "ink" or "grey",
  })
end

-- One line through all rows, or a piece beside each bar where labels stand between them.
local function draw_zero(c, place, zero)
  if not place.stacked then
    c:move(zero, 0):line(zero, place.height)
  else
    for _, p in ipairs(place.placed) do
      c:move(zero, p.middle - 5.5):line(zero, p.middle + 5.5)
    end
  end
  c:stroke("ink", 0.5)
end

local function draw(c, place, items, zero, unit)
  local thick = math.min(8, place.pitch * 0.62)
  rows.draw_labels(c, place)
  for _, item in ipairs(items) do
    draw_bar(c, item, zero, unit, thick)
  end
  draw_zero(c, place, zero)
end

---@class brevier.chart.bars: brevier.chart.spec
---@field rows brevier.chart.row[]
---@field sort? "up"|"down" by value; left out: as given

---Horizontal bars, which always begin at zero.
---@param spec brevier.chart.bars
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("bars", spec, ctx, rows.shape)
  local list = rows.sorted(spec.rows, spec.sort)
  rows.values(list, chart)
  local place = rows.place(chart, list)
  local items = measured(chart, place.placed)
  local unit = fit(items, chart.width - place.left - 1)
  local left = reach(items, unit)
  return kit.figure(chart, {
    height = kit.height(chart, place.height),
    alt = alt.rows(chart, list),
    table = data.rows(chart, list),
    draw = function(c)
      draw(c, place, items, place.left + left + 0.5, unit)
    end,
  })
end
