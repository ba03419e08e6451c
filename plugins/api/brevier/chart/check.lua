-- What is wrong with the data of a chart, told at the item it is wrong in. For `check` of blocks and sections:
-- `chart.check.rows(block.data, block, ctx)`.
local b = require "brevier"
local scale = require "brevier.scale"

local check = {}

local function where(item, block)
  return type(item) == "table" and item or block
end

local function few(count, block, ctx, what)
  if count < 2 then
    ctx.warn(block, b.fill("{count} {what}: two make a chart", { count = count, what = what }))
  end
end

-- A range that is upside down, or that its value is not in.
local function check_range(entry, name, tell)
  local low, high, value = entry.low, entry.high, entry.value
  if (low == nil) ~= (high == nil) then
    tell(name .. ": low and high belong together")
  elseif low and low > high then
    tell(b.fill("{name}: low {low} is more than high {high}", {
      name = name, low = b.number(low), high = b.number(high),
    }))
  elseif low and value and (value < low or value > high) then
    tell(b.fill("{name}: {value} lies outside {low} to {high}", {
      name = name, value = b.number(value), low = b.number(low), high = b.number(high),
    }))
  end
end

local function check_names(list, key, block, ctx)
  local seen = {}
  for _, entry in ipairs(list) do
    local name = entry[key]
    if name and seen[name] then
      ctx.warn(where(entry, block), b.fill("“{name}” is there twice", { name = name }))
    end
    seen[name or ""] = name ~= nil
  end
end

---Rows of a label, a value and its range.
---@param rows brevier.chart.row[]
---@param block brevier.block
---@param ctx brevier.context
function check.rows(rows, block, ctx)
  few(#rows, block, ctx, #rows == 1 and "row" or "rows")
  check_names(rows, "label", block, ctx)
  for _, row in ipairs(rows) do
    check_range(row, row.label, function(text)
      ctx.error(where(row, block), text)
    end)
  end
end

local function check_lengths(line, name, count, tell)
  for _, key in ipairs { "values", "low", "high" } do
    local last = 0
    for i in pairs(line[key] or {}) do
      last = type(i) == "number" and math.max(last, i) or last
    end
    if last > count then
      tell(b.fill("{name}: {last} {key} for {count} positions", { name = name, last = last, key = key, count = count }))
    end
  end
end

local function check_line(line, data, block, ctx)
  local name = line.name or "values"
  local function tell(text)
    ctx.error(where(line, block), text)
  end
  check_lengths(line, name, #data.at, tell)
  for i, at in ipairs(data.at) do
    local point = { value = line.values[i] or nil, low = (line.low or {})[i] or nil, high = (line.high or {})[i] or nil }
    check_range(point, name .. ", " .. tostring(at), tell)
  end
end

local function check_order(at, block, ctx)
  for i = 2, #at do
    local before = scale.day(at[i - 1]) or tonumber(at[i - 1])
    local now = scale.day(at[i]) or tonumber(at[i])
    if before and now and now <= before then
      ctx.error(block, b.fill("{now} comes after {before}: positions go upwards", { now = at[i], before = at[i - 1] }))
    end
  end
end

---Lines over positions.
---@param data {at: (string|number)[], series: table[]}
---@param block brevier.block
---@param ctx brevier.context
function check.series(data, block, ctx)
  few(#data.at, block, ctx, #data.at == 1 and "position" or "positions")
  check_order(data.at, block, ctx)
  check_names(data.series, "name", block, ctx)
  for _, line in ipairs(data.series) do
    check_line(line, data, block, ctx)
  end
end

---One value on a scale.
---@param data brevier.chart.gauge
---@param block brevier.block
---@param ctx brevier.context
function check.gauge(data, block, ctx)
  local function tell(text)
    ctx.error(block, text)
  end
  check_range({ value = data.value, low = data.from, high = data.to }, "scale", tell)
  check_range(data, "value", tell)
  local from = data.from
  for i, band in ipairs(data.bands or {}) do
    local to = band.to or i == #data.bands and data.to
    if not to or to <= from or to > data.to then
      ctx.error(where(band, block), b.fill("band {number} does not end above {from} and on the scale", {
        number = i, from = b.number(from),
      }))
      return
    end
    from = to
  end
end

---Events of a timeline.
---@param events brevier.chart.event[]
---@param block brevier.block|brevier.section
---@param ctx brevier.context
function check.events(events, block, ctx)
  few(#events, block, ctx, #events == 1 and "event" or "events")
  for _, event in ipairs(events) do
    local first = scale.day(event.date)
    for _, key in ipairs { "date", "end", "latest" } do
      local written = event[key]
      local _, last = scale.period(written or "2000")
      if not last then
        ctx.error(where(event, block), b.fill("{key}: \"{written}\" is no day, month, quarter or year; write 2026-04-26", {
          key = key, written = written,
        }))
      elseif written and first and last < first then
        ctx.error(where(event, block), b.fill("{key}: {written} is before {date}", {
          key = key, written = written, date = event.date,
        }))
      end
    end
  end
end

return check
