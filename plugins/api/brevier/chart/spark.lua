-- Sparklines: a line of a few points, as high as the letters beside it.
local b = require "brevier"
local kit = require "brevier.chart.kit"
local scale = require "brevier.scale"

local HEIGHT, BASELINE = 9, 8
local TOP, FOOT = 1.3, 7.3 -- of the line

---Numbers in a text: "3 5 2 8", "3; 5.5; – ; 8". A dash is a gap; nil and the odd word where one is no number.
---@param text string
---@return table? values with `count`; false stands for a gap
---@return string? word
local function read_values(text)
  local values = {}
  for word in text:gmatch("[^%s;]+") do
    word = word:gsub("^\u{2212}", "-"):gsub(",$", "")
    local number = tonumber(word)
    if not number and word ~= "-" and word ~= "–" and word ~= "—" then
      return nil, word
    end
    values[#values + 1] = number or false
  end
  return values
end

local function ends_of(values)
  local ends = {}
  for i, value in ipairs(values) do
    if value then
      ends.first, ends.last, ends.at = ends.first or value, value, i
      ends.low, ends.high = math.min(ends.low or value, value), math.max(ends.high or value, value)
    end
  end
  return ends
end

local function draw_line(c, values, x, y)
  local open, count = false, 0
  local function finish(i)
    if count == 1 then
      c:circle(x(i), y(values[i]), 0.6):fill("grey")
    elseif count > 1 then
      c:stroke("grey", 0.8, 0, { join = "round", cap = "round" })
    end
    open, count = false, 0
  end
  for i, value in ipairs(values) do
    if value and not values[i + 1] then
      count = count + 1
      if open then
        c:line(x(i), y(value))
      end
      finish(i)
    elseif value then
      count = count + 1
      c[open and "line" or "move"](c, x(i), y(value))
      open = true
    end
  end
end

local function say(chart, ends)
  local function number(value)
    return kit.number(chart, value)
  end
  local said = b.fill(chart.words["spark-alt"], {
    first = number(ends.first), last = number(ends.last), low = number(ends.low), high = number(ends.high),
  })
  return b.fill(chart.words.head, { kind = chart.words.spark, title = (said:gsub("%.$", "")) })
end

local function check_values(values)
  for _, value in pairs(values) do
    if math.type(value) then
      return
    end
  end
  return "there is no number in the list"
end

local shape = {
  values = { type = "list", required = true, filled = true, gaps = true, item = kit.gap, check = check_values },
  unit = "text", width = "number", alt = "text", decimals = "integer", words = kit.shape.words,
}

---@class brevier.chart.spark
---@field values (number|false)[] false: a gap
---@field unit? string "%" is put behind each number of the alternative text
---@field width? number points
---@field alt? string

---A sparkline, to stand among the pieces of a paragraph; the last value is in the accent.
---@param spec brevier.chart.spark
---@param ctx? brevier.context
---@return brevier.node
local function spark(spec, ctx)
  local chart = kit.new("spark", spec, ctx, shape, {})
  local values, ends = spec.values, ends_of(spec.values)
  for _, value in ipairs(values) do
    kit.count_decimals(chart, value or nil)
  end
  local width = spec.width or scale.clamp(#values * 3, 24, 60)
  return b.drawing {
    width = width, height = HEIGHT, baseline = BASELINE, role = "spark", alt = spec.alt or say(chart, ends),
    draw = function(c)
      local x = scale.linear({ 1, #values }, { 1.6, width - 2 })
      local y = scale.linear({ ends.low, ends.high }, { FOOT, TOP })
      draw_line(c, values, x, y)
      c:circle(x(ends.at), y(ends.last), 1.4):fill("accent")
    end,
  }
end

return { draw = spark, read = read_values }
