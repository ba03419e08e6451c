local b = require "brevier"

local WIDTH, HEIGHT = 113.4, 25 -- 40 mm, the margin column
local TOP, THICK = 7, 6         -- of the bar
local BASELINE = 22             -- of its labels
local ROOM = 20                 -- a label needs as much

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

-- The edges of the band in force always; the ends of the scale where there is room.
local function draw_labels(c, band)
  local from, to = band.from * WIDTH, band.upper * WIDTH
  local near = to - from < ROOM + 4
  local function put(value, x, anchor)
    c:text(x, BASELINE, label(value), { anchor = anchor, colour = "grey", role = "drawing-label" })
  end
  if from > 2 * ROOM or (from > ROOM and not near) then
    put(0, 0, "start")
  end
  if WIDTH - to > 2 * ROOM or (WIDTH - to > ROOM / 2 and not near) or band.upper == 1 then
    put(1, WIDTH, "end")
  end
  if band.from == 0 then
    put(0, 0, "start")
  else
    put(band.from, from, (near and band.upper == 1) and "end" or (near and from > ROOM) and "end" or "middle")
  end
  if band.upper < 1 then
    put(band.upper, to, near and "start" or "middle")
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
