-- What every chart shares: its width, its words, its numbers, and the figure around the drawing.
local b = require "brevier"
local fields = require "brevier.fields"
local scale = require "brevier.scale"
local words = require "brevier.chart.words"

---What all charts are told beside their data.
---@class brevier.chart.spec
---@field title? brevier.inline stands over the chart
---@field unit? string "%" is put behind each number, any other under the title
---@field caption? brevier.inline stands under it
---@field credit? brevier.inline
---@field source? string the id of a source: it is named and cited under the chart
---@field width? "text"|"wide"|"margin"|number a column of the layout, or points; "text"
---@field table? boolean the data as a table under the chart (the default); false: all of it in the alternative text
---@field alt? string in place of what is made from the data
---@field decimals? integer as many as the data has
---@field words? table<string, any> over those of brevier/chart/words.lua
---@field id? string

---@class brevier.chart
---@field kind string
---@field spec table
---@field ctx table
---@field width number points
---@field words table<string, any>
---@field decimals integer

local kit = {}

-- The briefing layout's, for programs that do not tell theirs.
local usual_columns = { text = 328.8, margin = 113.4, wide = 462.1, height = 624.8 }

---The step of the grid, which heights are multiples of.
kit.grid = 13.5

local function width_of(spec, ctx)
  local columns, wanted = ctx.columns or usual_columns, spec.width or "text"
  return type(wanted) == "number" and wanted or columns[wanted] or columns.text
end

-- A column of the layout by name, or points.
local function check_width(value)
  local is_column = value == "text" or value == "wide" or value == "margin"
  if not is_column and not (math.type(value) and value > 0 and value < math.huge) then
    return "expected \"text\", \"wide\", \"margin\" or points"
  end
end

-- A number, or false for a gap.
local function check_gap(value)
  local is_finite = math.type(value) and value == value and math.abs(value) < math.huge
  if value ~= false and not is_finite then
    return "expected a number, or false for a gap"
  end
end

---An entry of a list of values.
kit.gap = { check = check_gap }

local function words_shape()
  local shape = {}
  for key, word in pairs(words.of("en")) do
    shape[key] = type(word) == "table" and { item = "text" } or "text"
  end
  return shape
end

---How high a drawing of the chart may be, to be shown as large as it is.
---@param chart brevier.chart
---@return number
function kit.highest(chart)
  return (chart.ctx.columns or usual_columns).height
end

---The fields that all charts take.
kit.shape = {
  title = "content", unit = "text", caption = "content", credit = "content", source = "text",
  width = { check = check_width }, table = "boolean", alt = "text", decimals = "integer",
  words = { fields = words_shape() }, id = "text",
}

---@param kind string a key of the words; the function's name
---@param spec brevier.chart.spec
---@param ctx? brevier.context
---@param shape table<string, brevier.field> the chart's own fields
---@param common? table<string, brevier.field> in place of those that all charts take
---@return brevier.chart
function kit.new(kind, spec, ctx, shape, common)
  fields.check("chart." .. kind, spec, fields.join(shape, common or kit.shape))
  ctx = ctx or {}
  return {
    kind = kind, spec = spec, ctx = ctx, decimals = spec.decimals or 0, width = width_of(spec, ctx),
    words = words.of(ctx.language, spec.words),
  }
end

---Lets the chart's numbers have as many decimals as these need, where the caller does not say.
---@param chart brevier.chart
---@param ... number? values; nil counts for nothing
function kit.count_decimals(chart, ...)
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    if value and not chart.spec.decimals then
      chart.decimals = math.max(chart.decimals, scale.decimals(value, 4))
    end
  end
end

-- Zero and large whole numbers need no decimals, whatever the others have.
local function decimals_of(chart, value)
  local whole = value == math.floor(value) and (value == 0 or math.abs(value) >= 1000)
  return whole and 0 or chart.decimals
end

---A number as the chart's readers write it, without its unit.
---@param chart brevier.chart
---@param value number
---@param decimals integer
---@return string
function kit.plain(chart, value, decimals)
  return chart.ctx.number and chart.ctx.number(value, decimals) or scale.number(value, decimals, chart.ctx.language)
end

---A number as the chart's readers write it, with its percent sign.
---@param chart brevier.chart
---@param value number
---@param decimals? integer the chart's
---@return string
function kit.number(chart, value, decimals)
  return kit.plain(chart, value, decimals or decimals_of(chart, value)) .. (chart.spec.unit == "%" and chart.words.percent or "")
end

---A height that ends on the grid; in the margin, where there is none, as it is.
---@param chart brevier.chart
---@param height number
---@return number
function kit.height(chart, height)
  if chart.spec.width == "margin" then
    return height
  end
  return math.ceil(height / kit.grid - 1e-6) * kit.grid
end

local function reference(chart)
  local briefing = chart.ctx.briefing
  for _, source in ipairs(briefing and briefing.references or {}) do
    if source.id == chart.spec.source then
      return source.publisher or source.author or source.title
    end
  end
end

-- "Chart: the desk. Source: a wire.³"
local function credit(chart)
  local pieces, spec = {}, chart.spec
  if spec.credit then
    pieces[1] = spec.credit
  end
  if spec.source then
    local name = reference(chart)
    pieces[#pieces + 1] = #pieces > 0 and (b.plain(pieces[1]):find("[.!?]$") and " " or ". ") or nil
    pieces[#pieces + 1] = name and b.fill(chart.words.source, { source = name }) or nil
    pieces[#pieces + 1] = b.cite(spec.source)
  end
  return #pieces > 0 and b.para(pieces, { role = "credit" }) or nil
end

local function add(list, entry)
  list[#list + 1] = entry
end

---Does the chart show its data as a table?
---@param chart brevier.chart
---@return boolean
function kit.has_table(chart)
  return chart.spec.table ~= false and chart.spec.width ~= "margin"
end

---The blocks of a chart: a figure of title, drawing, table, caption and credit. What no page holds may be parted
---into several drawings.
---@param chart brevier.chart
---@param parts {height?: number, draw?: fun(c: brevier.canvas), alt?: string, table?: brevier.node, drawings?: {height: number, draw: fun(c: brevier.canvas), alt: string}[]}
---@return brevier.node[]
function kit.figure(chart, parts)
  local spec, content = chart.spec, {}
  if spec.title then
    add(content, b.para(spec.title, { role = "chart-title" }))
  end
  if spec.unit and spec.unit ~= "%" then
    add(content, b.para(spec.unit, { role = "chart-unit" }))
  end
  for i, part in ipairs(parts.drawings or { parts }) do
    add(content, b.drawing {
      width = chart.width, height = part.height, alt = i == 1 and spec.alt or part.alt, draw = part.draw,
    })
  end
  if kit.has_table(chart) then
    add(content, parts.table)
  end
  if spec.caption then
    add(content, b.caption(spec.caption, { role = "chart-caption" }))
  end
  add(content, credit(chart))
  local role = spec.width == "wide" and "chart-wide" or spec.width == "margin" and "chart-margin" or "chart"
  return { b.figure(content, { role = role, id = spec.id }) }
end

return kit
