-- Small multiples: a panel for each line, all on one scale, the others behind it in grey.
local alt = require "brevier.chart.alt"
local axis = require "brevier.chart.axis"
local data = require "brevier.chart.data"
local fields = require "brevier.fields"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"
local series = require "brevier.chart.series"
local trace = require "brevier.chart.trace"

local NARROWEST, GAP = 78, 14  -- a panel, and between two
local HEAD, FOOT = 15, 8.5
local LOWEST, HIGHEST = 44, 84 -- a plot
local POSITIONS = 13.5         -- under the last panel of each column

local function plan(chart, lines)
  local p = { axis = axis.around(chart, series.values(lines), { count = 2, low = chart.spec.from, high = chart.spec.to }) }
  p.left = labels.widest(p.axis.texts) + 5
  local room = chart.width - p.left
  p.columns = scale.clamp(math.floor((room + GAP) / (NARROWEST + GAP)), 1, math.max(#lines, 1))
  p.columns = math.min(p.columns, chart.spec.columns or 4)
  p.panel = (room - GAP * (p.columns - 1)) / p.columns
  p.plot = scale.clamp(p.panel * 0.42, LOWEST, HIGHEST)
  p.most = math.max(math.floor((kit.highest(chart) + FOOT - POSITIONS) / (HEAD + p.plot + FOOT)), 1)
  return p
end

local function height_of(chart, p, rows)
  return kit.height(chart, rows * (HEAD + p.plot + FOOT) - FOOT + POSITIONS)
end

-- The line's name, cut to leave room for its last value at the right.
local function draw_head(c, chart, line, left, top, width)
  local last, role = series.last(line), "drawing-title"
  local value = last and kit.number(chart, last.value) or chart.words["no-data"]
  local colour = line.marked and "accent" or "ink"
  local name = labels.short(line.name, width - labels.width(value, role) - 6, role)
  c:text(left, top + 7.5, name, { role = role, colour = colour })
  c:text(left + width, top + 7.5, value, { anchor = "end", role = role, colour = colour })
end

-- The first and the last position, as far as they have room.
local function draw_positions(c, positions, left, y, width)
  local first, last = positions.texts[1], positions.texts[#positions.texts]
  local room = width - labels.width(last)
  c:text(left + width, y, labels.short(last, width), { anchor = "end", colour = "grey" })
  if #positions.texts > 1 and labels.width(first) + 6 <= room then
    c:text(left, y, first, { colour = "grey" })
  end
end

local function draw_others(c, lines, own, x, y)
  for _, line in ipairs(lines) do
    if line ~= own then
      for _, run in ipairs(series.runs(line.points, function(point) return point.value end)) do
        c:move(x(run[1].x), y(run[1].value))
        for i = 2, #run do
          c:line(x(run[i].x), y(run[i].value))
        end
        c:stroke("hairline", 0.5, 0, { join = "round" })
      end
    end
  end
end

-- `first`, `last`: of the lines, those of this drawing.
local function draw_panel(c, chart, p, positions, lines, index, first, last)
  local line = lines[index]
  local left = p.left + (index - first) % p.columns * (p.panel + GAP)
  local top = (index - first) // p.columns * (HEAD + p.plot + FOOT)
  local foot = top + HEAD + p.plot
  local ends = { math.min(table.unpack(positions.x)), math.max(table.unpack(positions.x)) }
  local x = scale.linear(ends, { left + 2, left + p.panel - 3 })
  local y = scale.linear({ p.axis.low, p.axis.high }, { foot, top + HEAD })
  axis.up(c, p.axis, y, left, left + p.panel, (index - first) % p.columns > 0)
  draw_others(c, lines, line, x, y)
  trace.band(c, line, x, y)
  trace.line(c, line, 1, x, y, line.marked and 1.5 or 1.25)
  draw_head(c, chart, line, left, top, p.panel)
  if index > last - p.columns then
    draw_positions(c, positions, left, foot + 10.5, p.panel)
  end
end

-- As many drawings as pages are needed for them.
local function drawings_of(chart, p, positions, lines)
  local drawings, step = {}, p.most * p.columns
  for first = 1, math.max(#lines, 1), step do
    local last = math.min(first + step - 1, #lines)
    local shown = table.move(lines, first, last, 1, {})
    drawings[#drawings + 1] = {
      height = height_of(chart, p, math.ceil(#shown / p.columns)),
      alt = alt.series(chart, shown),
      draw = function(c)
        for index = first, last do
          draw_panel(c, chart, p, positions, lines, index, first, last)
        end
      end,
    }
  end
  return drawings
end

local shape = fields.join({ columns = "integer" }, series.shape)

---@class brevier.chart.multiples: brevier.chart.lines
---@field columns? integer at most; 4

---A panel for each line.
---@param spec brevier.chart.multiples
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("multiples", spec, ctx, shape)
  local positions = series.positions(chart, spec.at)
  local lines = series.lines(chart, positions)
  local p = plan(chart, lines)
  return kit.figure(chart, {
    drawings = drawings_of(chart, p, positions, lines),
    table = data.series(chart, lines),
  })
end
