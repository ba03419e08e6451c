-- Lines as data: positions that are days, numbers or names, and the points of each line at them.
local b = require "brevier"
local kit = require "brevier.chart.kit"
local scale = require "brevier.scale"

local series = {}

local function check_position(value)
  if type(value) ~= "string" and type(value) ~= "number" then
    return "expected a day, a number or a name"
  end
end

local numbers = { gaps = true, item = kit.gap }

---The fields of charts of lines over positions.
series.shape = {
  at = { type = "list", required = true, filled = true, item = { check = check_position } },
  series = {
    type = "list", required = true, filled = true,
    item = {
      fields = {
        name = "text", values = { required = true, gaps = true, item = numbers.item }, low = numbers, high = numbers,
        marked = "boolean",
      },
    },
  },
  from = "number", to = "number",
}

---@class brevier.chart.point
---@field x number
---@field text string the position as words
---@field value? number nil: a gap
---@field low? number
---@field high? number

---@class brevier.chart.line
---@field name string
---@field points brevier.chart.point[]
---@field marked? boolean

local function all(list, test)
  for _, entry in ipairs(list) do
    if test(entry) == nil then
      return false
    end
  end
  return #list > 0
end

-- A month or a quarter as words; days are left to the context.
local function date_text(chart, iso)
  local first, _, unit = scale.period(iso)
  local year, month, day = scale.civil(first)
  local words = chart.words
  if unit == "year" then
    return tostring(year)
  elseif unit == "day" and chart.ctx.date then
    return chart.ctx.date(iso)
  elseif unit == "day" then
    local of_month = b.fill(words["day-month"], { day = day, month = words.months[month] })
    return b.fill(words["month-year"], { month = of_month, year = year })
  end
  local name = unit == "month" and words.months[month] or b.fill(words.quarter, { number = scale.quarter(first) })
  return b.fill(words["month-year"], { month = name, year = year })
end

series.date_text = date_text

local ranks = { day = 1, month = 2, quarter = 3, year = 4 }

local function coarsest(at)
  local least = "year"
  for _, iso in ipairs(at) do
    local _, _, unit = scale.period(iso)
    least = ranks[unit] < ranks[least] and unit or least
  end
  return least
end

---Positions from what was written: all of them days (or months, quarters, years), all numbers, or names.
---@param chart brevier.chart
---@param at (string|number)[]
---@return {kind: "date"|"number"|"name", x: number[], texts: string[], unit?: brevier.date_unit}
function series.positions(chart, at)
  local out = { kind = "name", x = {}, texts = {} }
  if all(at, scale.day) then
    out.kind, out.unit = "date", coarsest(at)
  elseif all(at, tonumber) then
    out.kind = "number"
  end
  for i, entry in ipairs(at) do
    if out.kind == "date" then
      out.x[i], out.texts[i] = scale.day(entry), date_text(chart, tostring(entry))
    elseif out.kind == "number" then
      local number = tonumber(entry)
      out.x[i], out.texts[i] = number, kit.plain(chart, number, scale.decimals(number))
    else
      out.x[i], out.texts[i] = i, tostring(entry)
    end
  end
  chart.dated = out.kind == "date"
  return out
end

local function points_of(chart, written, positions)
  local points = {}
  for i, x in ipairs(positions.x) do
    local value, low, high = written.values[i] or nil, (written.low or {})[i] or nil, (written.high or {})[i] or nil
    kit.count_decimals(chart, value, low, high)
    points[i] = { x = x, text = positions.texts[i], value = value, low = low, high = high }
  end
  return points
end

---The lines of a specification at its positions. One line alone is what the chart is about.
---@param chart brevier.chart
---@param positions table
---@return brevier.chart.line[]
function series.lines(chart, positions)
  local lines, written = {}, chart.spec.series
  for i, entry in ipairs(written) do
    lines[i] = {
      name = entry.name or "", marked = entry.marked or #written == 1, points = points_of(chart, entry, positions),
    }
  end
  return lines
end

---All numbers of the lines, for an axis.
---@param lines brevier.chart.line[]
---@return number[]
function series.values(lines)
  local values = {}
  for _, line in ipairs(lines) do
    for _, point in ipairs(line.points) do
      values[#values + 1] = point.value
      values[#values + 1] = point.low
      values[#values + 1] = point.high
    end
  end
  return values
end

---The last point that has a value.
---@param line brevier.chart.line
---@return brevier.chart.point?
function series.last(line)
  for i = #line.points, 1, -1 do
    if line.points[i].value then
      return line.points[i]
    end
  end
end

---Runs of points that all pass a test: lines break where data is missing.
---@param points brevier.chart.point[]
---@param test fun(point: brevier.chart.point): any
---@return brevier.chart.point[][]
function series.runs(points, test)
  local runs, run = {}, nil
  for _, point in ipairs(points) do
    if test(point) then
      run = run or {}
      run[#run + 1] = point
    else
      runs[#runs + 1], run = run, nil
    end
  end
  runs[#runs + 1] = run
  return runs
end

return series
