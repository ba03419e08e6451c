-- Scales for drawings: from values to points, clean ticks, bands, days.
-- `local scale = require "brevier.scale"`; nothing in it draws.

local scale = {}

---A number kept between two others.
---@param value number
---@param low number
---@param high number
---@return number
function scale.clamp(value, low, high)
  return math.max(low, math.min(high, value))
end

-- Floating point leaves 0.30000000000000004; twelve figures are more than any drawing shows.
local function tidy(value)
  return tonumber(string.format("%.12g", value))
end

---The clean step (1, 2 or 5 times a power of ten) that cuts a span into about so many parts.
---@param span number more than 0
---@param count? integer 5
---@return number
function scale.step(span, count)
  local raw = span / (count or 5)
  local power = 10 ^ math.floor(math.log(raw, 10))
  local part = raw / power
  local factor = part < 1.5 and 1 or part < 3.5 and 2 or part < 7.5 and 5 or 10
  return tidy(factor * power)
end

---The clean values between low and high.
---@param low number
---@param high number
---@param count? integer about how many; 5
---@param step? number from one to the next, where it is known
---@return number[]
function scale.ticks(low, high, count, step)
  if high <= low then
    return { low }
  end
  step = step or scale.step(high - low, count)
  local ticks = {}
  local first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
  for i = first, last do
    ticks[#ticks + 1] = tidy(i * step)
  end
  return ticks
end

---The domain widened to clean values, at most one more part than asked for; one without extent is given some.
---@param low number
---@param high number
---@param count? integer of parts; 5
---@return number low, number high, number step
function scale.nice(low, high, count)
  if high <= low then
    local room = math.abs(low) > 0 and math.abs(low) / 10 or 1
    low, high = low - room, high + room
  end
  count = count or 5
  local step = scale.step(high - low, count)
  local from, to = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
  while to - from > count + 1 do
    step = scale.step(step * 2, 1)
    from, to = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
  end
  return tidy(from * step), tidy(to * step), step
end

---How many decimals show the value, at most so many.
---@param value number
---@param most? integer 6
---@return integer
function scale.decimals(value, most)
  for places = 0, (most or 6) - 1 do
    local factor = 10 ^ places
    if math.abs(value * factor - math.floor(value * factor + 0.5)) < 1e-6 then
      return places
    end
  end
  return most or 6
end

-- Decimal sign and thousands by language; U+202F is the narrow space that does not break.
local signs = {
  en = { ".", "," }, de = { ",", "." }, fr = { ",", "\u{202f}" }, es = { ",", "\u{202f}" },
}

---A number as readers of a language write it: decimal sign, thousands, a true minus.
---@param value number
---@param decimals? integer as many as it needs
---@param language? string BCP 47; "en"
---@return string
function scale.number(value, decimals, language)
  local sign = signs[(language or "en"):match("^%a+")] or signs.en
  local text = string.format("%." .. (decimals or scale.decimals(value)) .. "f", math.abs(value))
  local whole, rest = text:match("^(%d+)%.?(%d*)$")
  if #whole > (sign == signs.es and 4 or 3) then
    whole = whole:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", ""):gsub(" ", sign[2])
  end
  local minus = value < 0 and text:find("[1-9]") and "\u{2212}" or ""
  return minus .. whole .. (rest ~= "" and sign[1] .. rest or "")
end

---@class brevier.scale
---@field domain number[] low, high
---@field range number[] where low and high lie, in points
---@overload fun(value: number): number

---A linear scale: called with a value, it gives points. `clamp` keeps it inside the range.
---@param domain number[] low, high
---@param range number[] from, to; it may run downwards
---@param options? {clamp?: boolean}
---@return brevier.scale
function scale.linear(domain, range, options)
  local low, span = domain[1], domain[2] - domain[1]
  local from, extent = range[1], range[2] - range[1]
  local clamp = options and options.clamp
  local function map(_, value)
    local part = span == 0 and 0.5 or (value - low) / span
    return from + (clamp and scale.clamp(part, 0, 1) or part) * extent
  end
  return setmetatable({ domain = domain, range = range }, { __call = map })
end

---@class brevier.band
---@field from number
---@field to number
---@field middle number

---A range cut into equal bands, with a part of each left free between them.
---@param count integer
---@param range number[]
---@param gap? number part of a band; 0.2
---@return brevier.band[]
function scale.bands(count, range, gap)
  local size = (range[2] - range[1]) / math.max(count, 1)
  local inner, bands = size * (1 - (gap or 0.2)), {}
  for i = 1, count do
    local middle = range[1] + (i - 0.5) * size
    bands[i] = { from = middle - inner / 2, to = middle + inner / 2, middle = middle }
  end
  return bands
end

-- Days: the number of a day counts from 1970-01-01. After Howard Hinnant, "chrono-Compatible
-- Low-Level Date Algorithms": years begin in March, so that the leap day is the last.

---The number of a day.
---@param year integer
---@param month? integer
---@param day? integer
---@return integer
function scale.day_number(year, month, day)
  month, day = month or 1, day or 1
  local y = month <= 2 and year - 1 or year
  local era = y // 400
  local of_era = y - era * 400
  local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end

---Year, month and day of a day's number.
---@param number integer
---@return integer year, integer month, integer day
function scale.civil(number)
  local z = math.floor(number) + 719468
  local era = z // 146097
  local doe = z - era * 146097
  local yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
  local doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
  local mp = (5 * doy + 2) // 153
  local month = mp < 10 and mp + 3 or mp - 9
  return yoe + era * 400 + (month <= 2 and 1 or 0), month, doy - (153 * mp + 2) // 5 + 1
end

-- The first day after the month, the quarter or the year.
local function next_month(year, month, count)
  local months = month - 1 + count
  return scale.day_number(year + months // 12, months % 12 + 1)
end

---@alias brevier.date_unit "day"|"month"|"quarter"|"year"

---The first and last day of `2026`, `2026-04`, `2026-Q2` or `2026-04-26`; nil where it is none.
---@param iso string
---@return integer? first, integer? last, brevier.date_unit? unit
function scale.period(iso)
  local year, rest = tostring(iso):match("^(%d%d%d%d)(.*)$")
  year = tonumber(year)
  if not year then
    return nil
  elseif rest == "" then
    return scale.day_number(year), scale.day_number(year + 1) - 1, "year"
  end
  local quarter = tonumber(rest:match("^%-Q([1-4])$"))
  if quarter then
    local month = quarter * 3 - 2
    return scale.day_number(year, month), next_month(year, month, 3) - 1, "quarter"
  end
  local month, day = rest:match("^%-(%d%d)$"), nil
  if not month then
    month, day = rest:match("^%-(%d%d)%-(%d%d)$")
  end
  month, day = tonumber(month), tonumber(day)
  if not month or month < 1 or month > 12 then
    return nil
  end
  local first, last = scale.day_number(year, month), next_month(year, month, 1) - 1
  if not day then
    return first, last, "month"
  elseif day < 1 or first + day - 1 > last then
    return nil
  end
  return first + day - 1, first + day - 1, "day"
end

---The number of the first day of what `scale.period` reads.
---@param iso string
---@return integer?
function scale.day(iso)
  return (scale.period(iso))
end

---A day's number as YYYY-MM-DD.
---@param number integer
---@return string
function scale.iso(number)
  return string.format("%04d-%02d-%02d", scale.civil(number))
end

---The quarter of a day, 1 to 4.
---@param number integer
---@return integer
function scale.quarter(number)
  local _, month = scale.civil(number)
  return (month + 2) // 3
end

-- Steps of a calendar's ticks, in days and months.
local day_steps, month_steps = { 1, 2, 5, 10 }, { 1, 3, 6, 12, 24, 60, 120, 240, 600, 1200 }

local function calendar_step(span, count)
  for _, days in ipairs(day_steps) do
    if span / days <= count then
      return days, nil
    end
  end
  for _, months in ipairs(month_steps) do
    if span / (months * 30.44) <= count then
      return nil, months
    end
  end
  return nil, month_steps[#month_steps]
end

-- Days of a month at which ticks stand: 1, 6, 11… and never so near its end that the first crowds.
local function day_ticks(from, to, step)
  local ticks = {}
  for day = math.ceil(from), math.floor(to) do
    local _, _, of_month = scale.civil(day)
    if (of_month - 1) % step == 0 and (step == 1 or of_month + step / 2 <= 31) then
      ticks[#ticks + 1] = day
    end
  end
  return ticks
end

---Days between two at which a tick is worth a label: days, months, quarters or years, by what fits.
---@param from number a day's number
---@param to number
---@param count? integer at most about so many; 6
---@return integer[] days, brevier.date_unit unit
function scale.date_ticks(from, to, count)
  local days, months = calendar_step(math.max(to - from, 1), count or 6)
  if days then
    return day_ticks(from, to, days), "day"
  end
  local ticks, year, month = {}, scale.civil(math.ceil(from))
  local index = (year * 12 + month - 1) // months * months
  local day = scale.day_number(index // 12, index % 12 + 1)
  while day <= to do
    if day >= from then
      ticks[#ticks + 1] = day
    end
    index = index + months
    day = scale.day_number(index // 12, index % 12 + 1)
  end
  return ticks, months == 1 and "month" or months < 12 and "quarter" or "year"
end

return scale
