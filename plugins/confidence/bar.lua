local b = require "brevier"

local WIDTH, HEIGHT = 113.4, 25 -- 40 mm, the margin column
local TOP, THICK = 7, 6         -- of the bar
local BASELINE = 22             -- of its labels
local GAP = 3                   -- between two labels

-- A scale reads 0.55 with two places, but its ends as 0 and 1.
local function label(value)
  return (value == 0 or value == 1) and b.number(value) or b.number(value, 2)
end

local function draw_bands(c, bands, current)
  for _, band in ipairs(bands) do
    local from, to = band.from * WIDTH, band.upper * WIDTH
    local gap = band.upper < 1 and 0.75 or 0
    c:rect(from, TOP, math.max(to - from - gap, 0.25), THICK)
    c:fill(band == current and "accent" or "hairline")
  end
end

local function draw_mark(c, score)
  local x = math.min(math.max(score * WIDTH, 3), WIDTH - 3)
  c:move(x - 3, TOP - 5):line(x + 3, TOP - 5):line(x, TOP - 1):close():fill("ink")
end

-- About what a label takes in the layouts' 8 pt: four figures, or one.
local function width_of(text)
  return #text > 1 and 16 or 5
end

-- A label under its edge, as a span [left, right] of the bar's width.
local function place(edge, side)
  local text = label(edge)
  local width, x = width_of(text), edge * WIDTH
  local left = side == "start" and x or side == "end" and x - width or x - width / 2
  left = math.min(math.max(left, 0), WIDTH - width)
  return { text = text, left = left, right = left + width }
end

-- The edges of the band in force stand under them, or part when they are too near one another; the ends of
-- the scale are labelled where that leaves room.
local function draw_labels(c, band)
  local from, to = place(band.from), place(band.upper)
  if from.right + GAP > to.left then
    from, to = place(band.from, "end"), place(band.upper, "start")
  end
  local function put(at)
    c:text((at.left + at.right) / 2, BASELINE, at.text, { anchor = "middle", colour = "grey" })
  end
  put(from)
  put(to)
  local zero, one = place(0), place(1)
  if zero.right + GAP < from.left then
    put(zero)
  end
  if to.right + GAP < one.left then
    put(one)
  end
end

-- The scale as a bar of bands, the one in force in the accent, with a mark at the score.
return function(bands, current, score, alt)
  return b.drawing {
    width = WIDTH,
    height = HEIGHT,
    alt = alt,
    role = "confidence-bar",
    draw = function(c)
      draw_bands(c, bands, current)
      draw_mark(c, score)
      draw_labels(c, current)
    end,
  }
end
