-- How a line is drawn: its band, its runs, its dots, and the label at its end.
local labels = require "brevier.chart.labels"
local series = require "brevier.chart.series"

local trace = {}

local DOTTED = 14 -- lines of at most so many points show each of them

-- Greys of the lines that the text is not about, in turn.
local strengths = { 1, 0.6, 0.8 }

local function has_band(point)
  return point.low and point.high
end

local function has_value(point)
  return point.value
end

---The range in which the values lie, as an area behind all lines.
---@param c brevier.canvas
---@param line brevier.chart.line
---@param x brevier.scale
---@param y brevier.scale
function trace.band(c, line, x, y)
  for _, run in ipairs(series.runs(line.points, has_band)) do
    c:move(x(run[1].x), y(run[1].high))
    for i = 2, #run do
      c:line(x(run[i].x), y(run[i].high))
    end
    for i = #run, 1, -1 do
      c:line(x(run[i].x), y(run[i].low))
    end
    c:close()
    if line.marked then
      c:fill("accent", 0.16)
    else
      c:fill("grey", 0.16)
    end
  end
end

local function stroke(c, line, index, width)
  if line.marked then
    c:stroke("accent", width or 1.5, 0, { join = "round" })
  else
    c:stroke("grey", width or 1, 0, { join = "round", strength = strengths[(index - 1) % 3 + 1] })
  end
end

local function fill(c, line, index)
  if line.marked then
    c:fill("accent")
  else
    c:fill("grey", strengths[(index - 1) % 3 + 1])
  end
end

---The line itself, broken where values are missing; a value between two gaps is a dot.
---@param c brevier.canvas
---@param line brevier.chart.line
---@param index integer its number, for its grey
---@param x brevier.scale
---@param y brevier.scale
---@param width? number of the stroke
function trace.line(c, line, index, x, y, width)
  local last = series.last(line)
  for _, run in ipairs(series.runs(line.points, has_value)) do
    c:move(x(run[1].x), y(run[1].value))
    for i = 2, #run do
      c:line(x(run[i].x), y(run[i].value))
    end
    stroke(c, line, index, width)
    for _, point in ipairs(run) do
      if #run == 1 or point ~= last and #line.points <= DOTTED and not width then
        c:circle(x(point.x), y(point.value), line.marked and 1.9 or 1.5)
        fill(c, line, index)
      end
    end
  end
  trace.end_dot(c, line, index, x, y)
end

---A dot at the line's last value.
---@param c brevier.canvas
---@param line brevier.chart.line
---@param index integer
---@param x brevier.scale
---@param y brevier.scale
function trace.end_dot(c, line, index, x, y)
  local last = series.last(line)
  if last then
    c:circle(x(last.x), y(last.value), line.marked and 2.4 or 1.8)
    fill(c, line, index)
  end
end

---Draws the labels at the lines' ends, moved apart, with a hairline to those that moved.
---@param c brevier.canvas
---@param items {line: brevier.chart.line, lines: string[], at: number, end_x: number, size: number}[] from top to foot
---@param left number where the labels begin
---@param top number
---@param foot number
function trace.labels(c, items, left, top, foot)
  local middles = labels.spread(items, 1, top, foot)
  for i, item in ipairs(items) do
    local marked, y = item.line.marked, middles[i]
    if math.abs(y - item.at) > 3 or left - item.end_x > 14 then
      c:move(item.end_x + 3.5, item.at):line(left - 5.5, item.at):line(left - 1.5, y):stroke("grey", 0.4)
    end
    labels.beside(c, left, y, item.lines, {
      role = marked and "drawing-title" or "drawing-label", colour = marked and "accent" or "grey",
    })
  end
end

return trace
