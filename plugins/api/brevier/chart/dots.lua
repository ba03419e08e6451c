-- Dot plots: one dot a row on an axis that need not begin at zero, with a hairline for its range.
local alt = require "brevier.chart.alt"
local axis = require "brevier.chart.axis"
local data = require "brevier.chart.data"
local fields = require "brevier.fields"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local rows = require "brevier.chart.rows"

local RADIUS, GAP = 3, 3

-- Room for the values, which stand right of their dots and ranges.
local function room_for(chart, list)
  local texts = {}
  for _, row in ipairs(list) do
    texts[#texts + 1] = row.value and kit.number(chart, row.value) or nil
  end
  return labels.widest(texts, "drawing-title") + RADIUS + GAP
end

local function draw_value(c, chart, place, p)
  local row = p.row
  local at = place.x(math.max(row.value, row.high or row.value)) + RADIUS + GAP
  labels.on_paper(c, at, p.middle + labels.middle, kit.number(chart, row.value), {
    role = row.marked and "drawing-title" or "drawing-label", colour = row.marked and "accent" or "ink",
  })
end

local function draw_row(c, chart, place, p)
  local row, y = p.row, p.middle
  if not row.value then
    labels.on_paper(c, place.x.range[1] + 4, y + labels.middle, chart.words["no-data"], { colour = "grey" })
    return
  end
  if row.low and row.high then
    c:move(place.x(row.low), y):line(place.x(row.high), y)
    c:stroke(row.marked and "accent" or "grey", 1)
  end
  c:circle(place.x(row.value), y, math.min(RADIUS, place.pitch * 0.28))
  if row.marked then
    c:fill("accent")
  else
    c:fill("grey")
  end
  draw_value(c, chart, place, p)
end

local shape = fields.join({ from = "number", to = "number" }, rows.shape)

---@class brevier.chart.dots: brevier.chart.spec
---@field rows brevier.chart.row[]
---@field sort? "up"|"down"
---@field from? number where the axis begins at the latest
---@field to? number where it ends at the earliest

---One dot a row, to compare values that are far from zero.
---@param spec brevier.chart.dots
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("dots", spec, ctx, shape)
  local list = rows.sorted(spec.rows, spec.sort)
  rows.values(list, chart)
  local place = rows.over_axis(chart, list, RADIUS + 1, room_for(chart, list))
  return kit.figure(chart, {
    height = place.total,
    alt = alt.rows(chart, list),
    table = data.rows(chart, list),
    draw = function(c)
      axis.across(c, place.axis, place.x, 0, place.foot, place.foot + 9, chart.width)
      rows.draw_labels(c, place)
      for _, p in ipairs(place.placed) do
        draw_row(c, chart, place, p)
      end
    end,
  })
end
