-- Line charts: lines over days, numbers or names, each labelled at its end, with a band where values have a range.
local along = require "brevier.chart.along"
local alt = require "brevier.chart.alt"
local axis = require "brevier.chart.axis"
local data = require "brevier.chart.data"
local fields = require "brevier.fields"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"
local series = require "brevier.chart.series"
local trace = require "brevier.chart.trace"

local TOP = 5         -- free over the plot, for half a label
local LABELS = 10     -- from a line's end to its label
local LABEL_PART = 0.3
local FEW = 3         -- lines that have room for their values

local function role_of(line)
  return line.marked and "drawing-title" or "drawing-label"
end

-- The label of a line: its name, and where there are few its last value.
local function end_label(chart, line, limit, few)
  local last = series.last(line)
  local value = last and kit.number(chart, last.value) or chart.words["no-data"]
  if line.name == "" then
    return { value }
  end
  local lines = labels.lines(line.name, limit, few and 2 or 1, role_of(line))
  lines[#lines + 1] = few and value or nil
  return lines
end

local function end_labels(chart, lines, limit)
  local items, widest = {}, 0
  for i, line in ipairs(lines) do
    local words = end_label(chart, line, limit, #lines <= FEW)
    items[i] = { line = line, lines = words, size = #words * labels.leading }
    widest = math.max(widest, labels.widest(words, role_of(line)))
  end
  return items, widest
end

-- With the labels' places on the page: at the height of each line's end, those without one at the foot.
local function place_labels(items, x, y, foot)
  for _, item in ipairs(items) do
    local last = series.last(item.line)
    item.at = last and y(last.value) or foot
    item.end_x = last and x(last.x) or x.range[2]
  end
  table.sort(items, function(p, q)
    return p.at < q.at
  end)
  return items
end

local function draw_lines(c, lines, x, y)
  for _, line in ipairs(lines) do
    trace.band(c, line, x, y)
  end
  for _, marked in ipairs { false, true } do
    for i, line in ipairs(lines) do
      if (line.marked or false) == marked then
        trace.line(c, line, i, x, y)
      end
    end
  end
end

-- Everything about the chart that is drawn later.
local function plan(chart, positions, lines)
  local p = { items = {}, height = chart.spec.height or (chart.width < 200 and 68 or 128) }
  local widest
  p.items, widest = end_labels(chart, lines, chart.width * LABEL_PART)
  local needed = 0
  for _, item in ipairs(p.items) do
    needed = needed + item.size + 1
  end
  p.height = math.max(p.height, needed)
  local count = p.height < 90 and 2 or 3
  p.axis = axis.around(chart, series.values(lines), { low = chart.spec.from, high = chart.spec.to, count = count })
  p.left = labels.widest(p.axis.texts) + 5
  p.right = chart.width - widest - LABELS
  p.ticks = along.ticks(chart, positions, p.right - p.left)
  p.total = kit.height(chart, TOP + p.height + along.height(p.ticks))
  p.foot = p.total - along.height(p.ticks)
  return p
end

local shape = fields.join({ height = "number" }, series.shape)

---@class brevier.chart.lines: brevier.chart.spec
---@field at (string|number)[] positions: days, months, quarters, years; or numbers; or names
---@field series {name?: string, values: (number|false)[], low?: (number|false)[], high?: (number|false)[], marked?: boolean}[]
---@field from? number where the axis of values begins at the latest
---@field to? number
---@field height? number of the plot, in points

---Lines; where `low` and `high` are given, a band between them.
---@param spec brevier.chart.lines
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("lines", spec, ctx, shape)
  local positions = series.positions(chart, spec.at)
  local lines = series.lines(chart, positions)
  local p = plan(chart, positions, lines)
  return kit.figure(chart, {
    height = p.total,
    alt = alt.series(chart, lines),
    table = data.series(chart, lines),
    draw = function(c)
      local ends = { math.min(table.unpack(positions.x)), math.max(table.unpack(positions.x)) }
      local x = scale.linear(ends, { p.left + 4, p.right })
      local y = scale.linear({ p.axis.low, p.axis.high }, { p.foot, TOP })
      axis.up(c, p.axis, y, p.left, p.right)
      along.draw(c, p.ticks, x, p.foot, chart.width)
      draw_lines(c, lines, x, y)
      trace.labels(c, place_labels(p.items, x, y, p.foot), p.right + LABELS, 0, p.foot + 5)
    end,
  })
end
