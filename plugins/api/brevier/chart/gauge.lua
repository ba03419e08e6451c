-- Gauges: one value on a scale, which may be cut into bands; the one in force is in the accent.
local alt = require "brevier.chart.alt"
local b = require "brevier"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"
local scale = require "brevier.scale"

local BAR, THICK = 15, 7 -- the bar's top, and its height

-- Bands with both their ends; without any, one up to the value and the rest.
local function bands_of(spec)
  local list, from = {}, spec.from
  for i, band in ipairs(spec.bands or {}) do
    local to = band.to or spec.to
    local in_force = spec.value >= from and (spec.value < to or i == #spec.bands)
    list[i] = { from = from, to = to, label = band.label, in_force = in_force }
    from = to
  end
  if #list == 0 then
    return {
      { from = spec.from, to = spec.value, in_force = true }, { from = spec.value, to = spec.to },
    }
  end
  return list
end

local function draw_bands(c, bands, x)
  for i, band in ipairs(bands) do
    local from, to = x(band.from), x(band.to)
    local width = to - from - (i < #bands and 0.75 or 0)
    if width > 0 then
      c:rect(from, BAR, width, THICK):fill(band.in_force and "accent" or "hairline")
    end
  end
end

local function draw_mark(c, chart, x)
  local spec = chart.spec
  local at = scale.clamp(x(spec.value), 3, chart.width - 3)
  if spec.low and spec.high then
    local y = BAR + THICK / 2
    c:move(x(spec.low), y):line(x(spec.high), y):stroke("ink", 1)
  end
  c:move(at - 3, BAR - 5):line(at + 3, BAR - 5):line(at, BAR - 1):close():fill("ink")
  local text = kit.number(chart, spec.value)
  local half = labels.width(text, "drawing-title") / 2
  c:text(scale.clamp(at, half, chart.width - half), BAR - 7.5, text, { anchor = "middle", role = "drawing-title" })
end

-- Names of bands stand under them where they fit; that of the one in force always does.
local function draw_names(c, chart, bands, x, y)
  local taken = {}
  local function put(band)
    local role = band.in_force and "drawing-title" or "drawing-label"
    local room = band.in_force and chart.width or x(band.to) - x(band.from) - 4
    local half = labels.width(band.label, role) / 2
    local middle = scale.clamp((x(band.from) + x(band.to)) / 2, half, chart.width - half)
    for _, other in ipairs(taken) do
      if middle - half < other[2] + 4 and middle + half > other[1] - 4 then
        return
      end
    end
    if half * 2 <= room then
      taken[#taken + 1] = { middle - half, middle + half }
      c:text(middle, y, band.label, { anchor = "middle", role = role, colour = band.in_force and "accent" or "grey" })
    end
  end
  for _, in_force in ipairs { true, false } do
    for _, band in ipairs(bands) do
      if band.label and (band.in_force or false) == in_force then
        put(band)
      end
    end
  end
end

local function edges_of(chart, bands)
  local spec = chart.spec
  local values = { spec.from, spec.to }
  for i = 1, spec.bands and #bands - 1 or 0 do
    table.insert(values, bands[i].to)
  end
  return values
end

-- The ends first, then the edges between bands that have room.
local function draw_edges(c, chart, bands, x, y)
  local taken = {}
  for _, value in ipairs(edges_of(chart, bands)) do
    local text = kit.number(chart, value, scale.decimals(value, 4))
    local half, free = labels.width(text) / 2, true
    local middle = scale.clamp(x(value), half, chart.width - half)
    for _, other in ipairs(taken) do
      free = free and math.abs(other.middle - middle) >= other.half + half + 4
    end
    if free then
      taken[#taken + 1] = { middle = middle, half = half }
      c:text(middle, y, text, { anchor = "middle", colour = "grey" })
    end
  end
end

local function has_names(bands)
  for _, band in ipairs(bands) do
    if band.label then
      return true
    end
  end
  return false
end

local function sentences(chart, bands)
  local spec, words = chart.spec, chart.words
  local out = { b.fill(words.reading, {
    value = kit.number(chart, spec.value), low = kit.number(chart, spec.from), high = kit.number(chart, spec.to),
  }) }
  if spec.low and spec.high then
    local ends = { low = kit.number(chart, spec.low), high = kit.number(chart, spec.high) }
    out[#out + 1] = b.fill(words.between, ends)
  end
  for _, band in ipairs(bands) do
    if band.in_force and band.label then
      out[#out + 1] = b.fill(words.band, { band = band.label })
    end
  end
  return out
end

local shape = {
  value = { type = "number", required = true }, from = { type = "number", required = true },
  to = { type = "number", required = true }, low = "number", high = "number",
  bands = { item = { fields = { to = "number", label = "text" } } },
}

---@class brevier.chart.gauge: brevier.chart.spec
---@field value number
---@field from number the scale's ends
---@field to number
---@field low? number the ends of the range in which the value lies
---@field high? number
---@field bands? {to?: number, label?: string}[] upwards; the last ends with the scale

---One value on a scale. It has no table: the alternative text says all of it.
---@param spec brevier.chart.gauge
---@param ctx? brevier.context
---@return brevier.node[]
return function(spec, ctx)
  local chart = kit.new("gauge", spec, ctx, shape)
  kit.count_decimals(chart, spec.value, spec.low, spec.high)
  local bands = bands_of(spec)
  local named = has_names(bands)
  return kit.figure(chart, {
    height = kit.height(chart, BAR + THICK + (named and 22 or 11)),
    alt = alt.sentences(chart, sentences(chart, bands)),
    draw = function(c)
      local x = scale.linear({ spec.from, spec.to }, { 0, chart.width }, { clamp = true })
      draw_bands(c, bands, x)
      draw_mark(c, chart, x)
      if named then
        draw_names(c, chart, bands, x, BAR + THICK + 9.5)
      end
      draw_edges(c, chart, bands, x, BAR + THICK + (named and 19 or 9.5))
    end,
  })
end
