-- Rows of a chart: a label at the left, broken or cut where it must be, and room for marks at its right. In a narrow
-- column the label stands over its marks.
local axis = require "brevier.chart.axis"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"

local rows = {}

local NARROW = 200      -- points: under it labels stand over their marks
local TALLEST = 567     -- points that a page has for them all
local LABEL_PART = 0.42 -- of the width, at most

---@class brevier.chart.row
---@field label string
---@field value? number
---@field low? number the ends of the range in which the value lies
---@field high? number
---@field marked? boolean what the text is about

---The fields of a row, and the list of them.
rows.shape = {
  rows = {
    type = "list", required = true, filled = true,
    item = {
      fields = {
        label = { type = "text", required = true }, value = "number", low = "number", high = "number",
        marked = "boolean",
      },
    },
  },
  sort = { choices = { "up", "down" } },
}

---@class brevier.chart.placed
---@field row brevier.chart.row
---@field lines string[] of the label
---@field top number
---@field middle number where the marks are

local function role_of(row)
  return row.marked and "drawing-title" or "drawing-label"
end

---@param list brevier.chart.row[]
---@param way? "up"|"down"
---@return brevier.chart.row[]
function rows.sorted(list, way)
  local sorted = table.move(list, 1, #list, 1, {})
  if way then
    table.sort(sorted, function(p, q)
      local a, b = p.value or p.low, q.value or q.low
      if not a or not b then
        return a ~= nil and b == nil
      end
      return way == "up" and a < b or way ~= "up" and a > b
    end)
  end
  return sorted
end

---A row's numbers, for axes and decimals.
---@param list brevier.chart.row[]
---@param chart? brevier.chart whose decimals are to show them
---@return number[]
function rows.values(list, chart)
  local values = {}
  local function add(value)
    values[#values + 1] = value
  end
  for _, row in ipairs(list) do
    add(row.value)
    add(row.low)
    add(row.high)
    if chart then
      kit.count_decimals(chart, row.value, row.low, row.high)
    end
  end
  return values
end

local function break_labels(list, limit)
  local placed, widest = {}, 0
  for i, row in ipairs(list) do
    local role = role_of(row)
    placed[i] = { row = row, lines = labels.lines(row.label, limit, 2, role) }
    widest = math.max(widest, labels.widest(placed[i].lines, role))
  end
  return placed, widest
end

local function shorten_all(placed, limit)
  for _, place in ipairs(placed) do
    place.lines = { labels.short(place.row.label, limit, role_of(place.row)) }
  end
end

local function stack(placed, pitch, stacked)
  local y = stacked and 2.5 or 0
  for _, place in ipairs(placed) do
    local words = #place.lines * labels.leading
    local height = stacked and words + pitch or #place.lines > 1 and words + 3.9 or pitch
    place.top, place.middle = y, stacked and y + words + pitch / 2 - 1.5 or y + height / 2
    y = y + height
  end
  return y
end

---Places the rows from the top.
---@param chart brevier.chart
---@param list brevier.chart.row[]
---@return {placed: brevier.chart.placed[], left: number, height: number, pitch: number, stacked: boolean}
function rows.place(chart, list)
  local stacked = chart.width < NARROW
  local limit = stacked and chart.width or chart.width * LABEL_PART
  local placed, widest = break_labels(list, limit)
  local pitch = kit.grid
  local height = stack(placed, pitch, stacked)
  if height > TALLEST and not stacked then
    shorten_all(placed, limit)
    pitch = math.min(pitch, TALLEST / #list)
    height = stack(placed, pitch, false)
  end
  return { placed = placed, left = stacked and 0 or widest + 9, height = height, pitch = pitch, stacked = stacked }
end

---Draws the labels.
---@param c brevier.canvas
---@param place table of rows.place
function rows.draw_labels(c, place)
  for _, p in ipairs(place.placed) do
    local options = { role = role_of(p.row) }
    if place.stacked then
      for i, line in ipairs(p.lines) do
        labels.on_paper(c, 0, p.top + 7.2 + (i - 1) * labels.leading, line, options)
      end
    else
      labels.beside(c, 0, p.middle, p.lines, options)
    end
  end
end

---What dot and range plots share: rows over a value axis, whose labels stand under them.
---@param chart brevier.chart
---@param list brevier.chart.row[]
---@param before number points that marks reach beyond the least value
---@param behind number and beyond the greatest
---@return table place with `axis`, `x` and `foot` besides
function rows.over_axis(chart, list, before, behind)
  local place = rows.place(chart, list)
  local spec = chart.spec
  place.axis = axis.around(chart, rows.values(list), { low = spec.from, high = spec.to, count = 3 })
  place.x = scale.linear({ place.axis.low, place.axis.high }, { place.left + before, chart.width - behind })
  place.foot = place.height + 1.5
  place.total = kit.height(chart, place.foot + 12)
  return place
end

return rows
