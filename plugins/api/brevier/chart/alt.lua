-- Alternative texts, made from the data: the kind of chart, what it shows, extremes, what is marked. Where no table
-- stands under the chart every value is said.
local b = require "brevier"
local kit = require "brevier.chart.kit"

local alt = {}

-- "Bar chart: Orders. In thousands."
local function opening(chart, parts)
  local words, spec = chart.words, chart.spec
  local title = spec.title and b.plain(spec.title):gsub("[.%s]+$", "") or ""
  if title == "" then
    parts[1] = words[chart.kind] .. "."
  else
    parts[1] = b.fill(words.head, { kind = words[chart.kind], title = title })
  end
  if spec.unit and spec.unit ~= "%" then
    parts[2] = b.fill(words["in-unit"], { unit = spec.unit })
  end
  return parts
end

---A value with its range, as text.
---@param chart brevier.chart
---@param row {value?: number, low?: number, high?: number}
---@return string?
function alt.value(chart, row)
  local value = row.value and kit.number(chart, row.value)
  if not (row.low and row.high) then
    return value
  end
  local range = { value = value, low = kit.number(chart, row.low), high = kit.number(chart, row.high) }
  return b.fill(chart.words[value and "with-range" or "to"], range)
end

local function item(chart, row)
  local value = alt.value(chart, row) or chart.words["no-data"]
  return b.fill(chart.words.one, { label = row.label, value = value })
end

local function all(chart, rows)
  local items = {}
  for i, row in ipairs(rows) do
    items[i] = item(chart, row)
  end
  return table.concat(items, "; ")
end

local function middle(row)
  return row.value or row.low and row.high and (row.low + row.high) / 2
end

-- The rows with the most and the least, and those that are marked or have no value.
local function sift(rows)
  local found = { marked = {}, missing = {} }
  for _, row in ipairs(rows) do
    local value = middle(row)
    if not value then
      found.missing[#found.missing + 1] = row.label
    else
      found.most = (not found.most or value > middle(found.most)) and row or found.most
      found.least = (not found.least or value < middle(found.least)) and row or found.least
    end
    found.marked[#found.marked + 1] = row.marked and row or nil
  end
  return found
end

local function add_summary(chart, rows, parts)
  local found, words = sift(rows), chart.words
  if found.most and middle(found.most) == middle(found.least) and #rows > 1 then
    parts[#parts + 1] = b.fill(words.equal, { value = alt.value(chart, found.most) })
  elseif found.most then
    local ends = { most = item(chart, found.most), least = item(chart, found.least) }
    parts[#parts + 1] = b.fill(words.extremes, ends)
  end
  if #found.marked > 0 then
    parts[#parts + 1] = b.fill(words.marked, { items = all(chart, found.marked) })
  end
  if #found.missing > 0 then
    parts[#parts + 1] = b.fill(words.missing, { items = table.concat(found.missing, ", ") })
  end
end

---For charts of rows.
---@param chart brevier.chart
---@param rows {label: string, value?: number, low?: number, high?: number, marked?: boolean}[]
---@return string
function alt.rows(chart, rows)
  local parts = opening(chart, {})
  add_summary(chart, rows, parts)
  if not kit.has_table(chart) then
    parts[#parts + 1] = b.fill(chart.words.all, { items = all(chart, rows) })
  end
  return table.concat(parts, " ")
end

local function series_ends(chart, series)
  local first, last, low, high
  for _, point in ipairs(series.points) do
    if point.value then
      first, last = first or point, point
      low = (not low or point.value < low.value) and point or low
      high = (not high or point.value > high.value) and point or high
    end
  end
  if not first then
    return b.fill(chart.words.one, { label = series.name, value = chart.words["no-data"] }) .. "."
  end
  return b.fill(chart.words.series, {
    name = series.name, first = kit.number(chart, first.value), from = first.text,
    last = kit.number(chart, last.value), to = last.text, low = kit.number(chart, low.value),
    ["low-at"] = low.text, high = kit.number(chart, high.value), ["high-at"] = high.text,
  })
end

local function series_values(chart, series)
  local rows = {}
  for i, point in ipairs(series.points) do
    rows[i] = { label = point.text, value = point.value, low = point.low, high = point.high }
  end
  return (series.name ~= "" and series.name .. ": " or "") .. all(chart, rows)
end

---For charts of lines.
---@param chart brevier.chart
---@param list brevier.chart.line[]
---@return string
function alt.series(chart, list)
  local parts, values, marked = opening(chart, {}), {}, {}
  for i, series in ipairs(list) do
    local named = series.name ~= "" and series or { name = chart.words.value, points = series.points }
    parts[#parts + 1] = series_ends(chart, named)
    values[i] = series_values(chart, series)
    marked[#marked + 1] = series.marked and series.name or nil
  end
  if #marked > 0 and #list > 1 then
    parts[#parts + 1] = b.fill(chart.words.marked, { items = table.concat(marked, ", ") })
  end
  if not kit.has_table(chart) then
    parts[#parts + 1] = b.fill(chart.words.all, { items = table.concat(values, ". ") })
  end
  return table.concat(parts, " ")
end

---For anything else: sentences behind the opening.
---@param chart brevier.chart
---@param sentences string[]
---@return string
function alt.sentences(chart, sentences)
  local parts = opening(chart, {})
  table.move(sentences, 1, #sentences, #parts + 1, parts)
  return table.concat(parts, " ")
end

return alt
