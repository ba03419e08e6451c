-- The table of a chart's data: the way in for those who cannot see it, and for those who want the numbers. Narrow ones
-- are folded, so that sixty rows do not take a page.
local b = require "brevier"
local kit = require "brevier.chart.kit"
local labels = require "brevier.chart.labels"

local data = {}

local GAP = 18       -- between two columns
local UNFOLDED = 8   -- so many rows stand under one another
local MOST_FOLDS = 4

local function column_width(rows, column)
  local most = 0
  for _, row in ipairs(rows) do
    local cell = row.cells[column]
    most = math.max(most, type(cell) == "string" and labels.width(cell) * 1.08 or 60)
  end
  return most + GAP
end

local function folds_for(chart, head, rows)
  local width = 0
  for column in ipairs(head) do
    width = width + math.max(column_width(rows, column), labels.width(head[column]) + GAP)
  end
  local fit = math.min(math.floor((chart.width + GAP) / width), MOST_FOLDS)
  return math.max(1, math.min(fit, math.ceil(#rows / UNFOLDED)))
end

-- One row of the folded table: those that stand beside one another, `height` rows apart.
local function folded_row(rows, index, height, folds, columns)
  local cells, marked = {}, false
  for fold = 0, folds - 1 do
    local row = rows[index + fold * height]
    marked = marked or row and row.marked
    for column = 1, columns do
      local cell = row and row.cells[column] or ""
      local strong = row and row.marked and folds > 1 and cell ~= ""
      cells[#cells + 1] = b.cell(strong and b.strong(cell) or cell, { head = row and column == 1 })
    end
  end
  return b.row(cells, { marked = marked and folds == 1 })
end

local function repeated(list, folds)
  local all = {}
  for _ = 1, folds do
    table.move(list, 1, #list, #all + 1, all)
  end
  return all
end

---@param chart brevier.chart
---@param head string[]
---@param align string[]
---@param rows {cells: brevier.inline[], marked?: boolean}[]
---@return brevier.node?
function data.table(chart, head, align, rows)
  if #rows == 0 or not kit.has_table(chart) then
    return nil
  end
  local folds = folds_for(chart, head, rows)
  local height, out = math.ceil(#rows / folds), {}
  for i = 1, height do
    out[i] = folded_row(rows, i, height, folds, #head)
  end
  return b.table { role = "chart-data", head = repeated(head, folds), align = repeated(align, folds), rows = out }
end

local function number(chart, value)
  return value and kit.number(chart, value) or "–"
end

local function ends_of(chart, row)
  return { number(chart, row.low), number(chart, row.high) }
end

local function any_range(rows)
  for _, row in ipairs(rows) do
    if row.low or row.high then
      return true
    end
  end
  return false
end

---Rows of a label, a value and, where there are any, the ends of its range.
---@param chart brevier.chart
---@param rows {label: string, value?: number, low?: number, high?: number, marked?: boolean}[]
---@param first? string the head of the first column
---@return brevier.node?
function data.rows(chart, rows, first)
  local words, ranged, out = chart.words, any_range(rows), {}
  for i, row in ipairs(rows) do
    local cells = { row.label, number(chart, row.value) }
    if ranged then
      table.move(ends_of(chart, row), 1, 2, 3, cells)
    end
    out[i] = { cells = cells, marked = row.marked }
  end
  local head, align = { first or words.label, words.value }, { "start", "end" }
  if ranged then
    head, align = { head[1], head[2], words.low, words.high }, { "start", "end", "end", "end" }
  end
  return data.table(chart, head, align, out)
end

local function point_cell(chart, point)
  if not (point.low and point.high) then
    return number(chart, point.value)
  end
  return number(chart, point.value) .. " (" .. number(chart, point.low) .. "–" .. number(chart, point.high) .. ")"
end

---A row for each position, a column for each line.
---@param chart brevier.chart
---@param list brevier.chart.line[]
---@return brevier.node?
function data.series(chart, list)
  local head, align, rows = { chart.words[chart.dated and "at" or "place"] }, { "start" }, {}
  for _, series in ipairs(list) do
    head[#head + 1] = series.name ~= "" and series.name or chart.words.value
    align[#align + 1] = "end"
    for i, point in ipairs(series.points) do
      rows[i] = rows[i] or { cells = { point.text } }
      rows[i].cells[#head] = point_cell(chart, point)
    end
  end
  return data.table(chart, head, align, rows)
end

---Rows of a date and words, which may be blocks: the table that belongs to a timeline.
---@param chart brevier.chart
---@param head string[]
---@param rows {cells: brevier.content[], marked?: boolean}[]
---@return brevier.node?
function data.listing(chart, head, rows)
  if not kit.has_table(chart) then
    return nil
  end
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = b.row({ b.cell(row.cells[1], { head = true }), b.cell(row.cells[2]) }, { marked = row.marked })
  end
  return b.table { role = "timeline-data", head = head, widths = { 0.34, 0.66 }, rows = out }
end

return data
