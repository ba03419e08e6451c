-- Range plots: from low to high a bar, with a dot at the value in it; its ends are labelled.
local alt = require "brevier.chart.alt"
local axis = require "brevier.chart.axis"
local data = require "brevier.chart.data"
local fields = require "brevier.fields"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local rows = require "brevier.chart.rows"

local THICK, GAP, RADIUS = 4.5, 4, 3

-- Room for the labels of the ends: none may leave the frame.
local function inset_of(chart, list)
  local texts = {}
  for _, row in ipairs(list) do
    texts[#texts + 1] = row.low and kit.number(chart, row.low) or nil
    texts[#texts + 1] = row.high and kit.number(chart, row.high) or nil
  end
  return labels.widest(texts, "drawing-title") + GAP + RADIUS + 1
end

-- The labels keep clear of a dot that stands at an end; a range without extent is said once.
local function draw_ends(c, chart, place, p, low, high)
  local row, dot = p.row, p.row.value and place.x(p.row.value)
  local options = {
    role = row.marked and "drawing-title" or "drawing-label", colour = row.marked and "accent" or "grey",
  }
  local function put(value, x, anchor)
    options.anchor = anchor
    labels.on_paper(c, x, p.middle + labels.middle, kit.number(chart, value), options)
  end
  if row.low < row.high then
    put(row.low, math.min(low, dot and dot - RADIUS or low) - GAP, "end")
  end
  put(row.high, math.max(high, dot and dot + RADIUS or high) + GAP, "start")
end

local function draw_range(c, chart, place, p)
  local row, y = p.row, p.middle
  local low, high = place.x(row.low), place.x(row.high)
  c:rect(low, y - THICK / 2, math.max(high - low, 0.75), THICK)
  if row.marked then
    c:fill("accent", 0.4)
  else
    c:fill("grey", 0.4)
  end
  draw_ends(c, chart, place, p, low, high)
end

local function draw_row(c, chart, place, p)
  local row = p.row
  if row.low and row.high then
    draw_range(c, chart, place, p)
  elseif not row.value then
    labels.on_paper(c, place.x.range[1] + 4, p.middle + labels.middle, chart.words["no-data"], { colour = "grey" })
  end
  if row.value then
    c:circle(place.x(row.value), p.middle, math.min(RADIUS, place.pitch * 0.28)):fill(row.marked and "accent" or "ink")
  end
end

local shape = fields.join({ from = "number", to = "number" }, rows.shape)

---@class brevier.chart.ranges: brevier.chart.spec
---@field rows brevier.chart.row[]
---@field sort? "up"|"down"
---@field from? number
---@field to? number

---A range a row, with or without a value in it.
---@param spec brevier.chart.ranges
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("ranges", spec, ctx, shape)
  local list = rows.sorted(spec.rows, spec.sort)
  rows.values(list, chart)
  local inset = inset_of(chart, list)
  local place = rows.over_axis(chart, list, inset, inset)
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
