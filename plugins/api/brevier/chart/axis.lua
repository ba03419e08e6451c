-- Value axes: domains, hairlines and their labels.
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"

local axis = {}

---@class brevier.chart.axis
---@field low number
---@field high number
---@field ticks number[]
---@field texts string[]

local function with_ticks(chart, low, high, step)
  local ticks, texts, decimals = scale.ticks(low, high, nil, step), {}, 0
  for _, tick in ipairs(ticks) do
    decimals = math.max(decimals, scale.decimals(tick))
  end
  for i, tick in ipairs(ticks) do
    texts[i] = kit.number(chart, tick, decimals)
  end
  return { low = low, high = high, ticks = ticks, texts = texts }
end

---The ends of what is shown: clean values around the data, with zero where it is near.
---@param chart brevier.chart
---@param values number[]
---@param options? {count?: integer, low?: number, high?: number}
---@return brevier.chart.axis
function axis.around(chart, values, options)
  options = options or {}
  local low, high = math.huge, -math.huge
  for _, value in ipairs(values) do
    low, high = math.min(low, value), math.max(high, value)
  end
  if low > high then
    low, high = 0, 1
  end
  if low > 0 and low <= high * 0.4 then
    low = 0
  elseif high < 0 and high >= low * 0.4 then
    high = 0
  end
  low, high = options.low or low, options.high or high
  local count = options.count or 3
  local from, to, step = scale.nice(low, high, count)
  -- What lies little above a tick needs no further one.
  to = to - high > 0.6 * step and high > low and high or to
  return with_ticks(chart, from, to, step)
end

local function is_zero(tick)
  return tick == 0
end

---Vertical hairlines from top to foot with labels under them; ink where the value is zero.
---@param c brevier.canvas
---@param a brevier.chart.axis
---@param x brevier.scale
---@param top number
---@param foot number
---@param baseline number of the labels
---@param right number the frame's edge, which no label may pass
function axis.across(c, a, x, top, foot, baseline, right)
  local clear = -math.huge
  for i, tick in ipairs(a.ticks) do
    local at, half = x(tick), labels.width(a.texts[i]) / 2
    c:move(at, top):line(at, foot):stroke(is_zero(tick) and "ink" or "hairline", 0.5)
    local middle = scale.clamp(at, half, right - half)
    if middle - half > clear then
      c:text(middle, baseline, a.texts[i], { anchor = "middle", colour = "grey" })
      clear = middle + half + 4
    end
  end
end

---Horizontal hairlines from left to right, their labels left of them.
---@param c brevier.canvas
---@param a brevier.chart.axis
---@param y brevier.scale
---@param left number
---@param right number
---@param without_labels? boolean
function axis.up(c, a, y, left, right, without_labels)
  for i, tick in ipairs(a.ticks) do
    local at = y(tick)
    c:move(left, at):line(right, at):stroke(is_zero(tick) and "ink" or "hairline", 0.5)
    if not without_labels then
      c:text(left - 5, at + labels.middle, a.texts[i], { anchor = "end", colour = "grey" })
    end
  end
end

return axis
