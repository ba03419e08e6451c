-- What charts and graphs are told is looked at before anything is drawn.
local chart = require "brevier.chart"
local fields = require "brevier.fields"
local graph = require "brevier.graph"

local function failure(call, ...)
  local fine, message = pcall(call, ...)
  return not fine and message or "no error"
end

local rows = { { label = "A", value = 1 } }
local lines = { { name = "A", values = { 1, false, 3 } } }
local at = { "a", "b", "c" }
local roots = { { text = "A" } }

-- A call that is right but for the fields of `wrong`.
local right = {
  { "bars", chart.bars, { rows = rows } }, { "dots", chart.dots, { rows = rows } },
  { "ranges", chart.ranges, { rows = rows } }, { "lines", chart.lines, { at = at, series = lines } },
  { "multiples", chart.multiples, { at = at, series = lines } },
  { "gauge", chart.gauge, { value = 1, from = 0, to = 2 } },
  { "timeline", chart.timeline, { events = { { date = "2026", text = "A" } } } },
  { "spark", chart.spark, { values = { 1, 2 } } },
}

local function with(spec, wrong)
  local all = {}
  for key, value in pairs(spec) do
    all[key] = value
  end
  for key, value in pairs(wrong) do
    all[key] = value
  end
  return all
end

describe("a field that there is not", function()
  it("is told by every chart", function()
    for _, entry in ipairs(right) do
      local name, draw, spec = table.unpack(entry)
      expect(failure(draw, with(spec, { untt = "%" })))
        :equals("chart." .. name .. ": there is no field \"untt\" here; did you mean \"unit\"?")
    end
  end)

  it("is told in rows, series, bands, events and words", function()
    expect(failure(chart.bars, { rows = { { label = "A", value = 1 }, { label = "B", vlaue = 2 } } }))
      :equals "chart.bars: rows[2]: there is no field \"vlaue\" here; did you mean \"value\"?"
    expect(failure(chart.lines, { at = at, series = { { nam = "A", values = { 1 } } } }))
      :equals "chart.lines: series[1]: there is no field \"nam\" here; did you mean \"name\"?"
    expect(failure(chart.gauge, { value = 1, from = 0, to = 2, bands = { { till = 1 } } }))
      :equals "chart.gauge: bands[1]: there is no field \"till\" here"
    expect(failure(chart.timeline, { events = { { date = "2026", text = "A", lable = "B" } } }))
      :equals "chart.timeline: events[1]: there is no field \"lable\" here; did you mean \"label\"?"
    expect(failure(chart.bars, { rows = rows, words = { sorce = "From" } }))
      :equals "chart.bars: words: there is no field \"sorce\" here; did you mean \"source\"?"
  end)

  it("is told by graphs", function()
    expect(failure(graph.layered, { edges = { { from = "A", to = "B", lable = "C" } }, width = 300 }))
      :equals "graph.layered: edges[1]: there is no field \"lable\" here; did you mean \"label\"?"
    expect(failure(graph.layered, { edges = {}, nodes = { { id = "A", txt = "B" } }, width = 300 }))
      :equals "graph.layered: nodes[1]: there is no field \"txt\" here; did you mean \"text\"?"
    expect(failure(graph.tree, { roots = { { text = "A", children = { { text = "B", note = {} } } } }, width = 300 }))
      :equals "graph.tree: roots[1].children[1]: there is no field \"note\" here; did you mean \"notes\"?"
    expect(failure(graph.tree, { roots = roots, widht = 300 }))
      :equals "graph.tree: there is no field \"widht\" here; did you mean \"width\"?"
    expect(failure(graph.drawing, {}, { atl = "A" })):equals "graph.drawing: there is no field \"atl\" here; did you mean \"alt\"?"
  end)
end)

describe("a list", function()
  it("that is empty is named", function()
    expect(failure(chart.bars, { rows = {} })):equals "chart.bars: rows: the list is empty"
    expect(failure(chart.dots, { rows = {} })):equals "chart.dots: rows: the list is empty"
    expect(failure(chart.ranges, { rows = {} })):equals "chart.ranges: rows: the list is empty"
    expect(failure(chart.lines, { at = {}, series = lines })):equals "chart.lines: at: the list is empty"
    expect(failure(chart.multiples, { at = at, series = {} })):equals "chart.multiples: series: the list is empty"
    expect(failure(chart.timeline, { events = {} })):equals "chart.timeline: events: the list is empty"
    expect(failure(chart.spark, { values = {} })):equals "chart.spark: values: the list is empty"
    expect(failure(chart.spark, { values = { false } })):equals "chart.spark: values: there is no number in the list"
    expect(failure(graph.tree, { roots = {}, width = 300 })):equals "graph.tree: roots: the list is empty"
  end)

  it("that is missing or none is told, and where a hole is", function()
    expect(failure(chart.bars, {})):equals "chart.bars: rows: expected a list, got nil"
    expect(failure(chart.bars, { rows = "A" })):equals "chart.bars: rows: expected a list, got \"A\""
    expect(failure(chart.bars, rows)):equals "chart.bars: there is no field 1 here"
    expect(failure(chart.bars, { rows = rows[1] })):equals "chart.bars: rows: expected a list, got a table with the key \"label\""
    expect(failure(chart.bars, { rows = { rows[1], nil, rows[1] } })):equals "chart.bars: rows[2]: expected a table, got nil"
  end)
end)

describe("a value", function()
  it("of another kind is told", function()
    expect(failure(chart.bars, { rows = { { label = "A", value = "1" } } }))
      :equals "chart.bars: rows[1].value: expected a number, got \"1\""
    expect(failure(chart.bars, { rows = { { label = "A", value = 0 / 0 } } })):has "rows[1].value: expected a number, got"
    expect(failure(chart.bars, { rows = { { value = 1 } } })):equals "chart.bars: rows[1].label: expected text, got nil"
    expect(failure(chart.bars, { rows = rows, decimals = 1.5 })):equals "chart.bars: decimals: expected a whole number, got 1.5"
    expect(failure(chart.bars, { rows = rows, sort = "dwn" }))
      :equals "chart.bars: sort: expected \"up\" or \"down\", got \"dwn\"; did you mean \"down\"?"
    expect(failure(chart.bars, { rows = rows, width = "wied" }))
      :equals "chart.bars: width: expected \"text\", \"wide\", \"margin\" or points, got \"wied\""
    expect(failure(chart.lines, { at = at, series = { { values = { 1, "–" } } } }))
      :equals "chart.lines: series[1].values[2]: expected a number, or false for a gap, got \"–\""
    expect(failure(chart.lines, { at = { {} }, series = lines })):equals "chart.lines: at[1]: expected a day, a number or a name"
    expect(failure(chart.bars, 1)):equals "chart.bars: expected a table, got 1"
  end)
end)

describe("what is not there", function()
  it("is told where it is read", function()
    expect(failure(function() return chart.bra end)):has "brevier.chart has no \"bra\"; there are bars, check, dots,"
    expect(failure(function() return chart.bar end)):has "brevier.chart has no \"bar\"; did you mean \"bars\"?"
    expect(failure(function() return chart.check.row end))
      :has "brevier.chart.check has no \"row\"; did you mean \"rows\"?"
    expect(failure(function() return fields.chekc end)):has "brevier.fields has no \"chekc\"; did you mean \"check\"?"
  end)
end)

describe("brevier.fields", function()
  it("joins shapes, the first before the others", function()
    local joined = fields.join({ a = "text" }, { a = "number", b = "list" })
    expect(joined):equals { a = "text", b = "list" }
  end)

  it("checks for everybody", function()
    local shape = { names = { item = "text", required = true }, draw = "function" }
    fields.check("try", { names = { "A" }, draw = function() end, place = 1 }, shape)
    expect(failure(fields.check, "try", { names = { 1 } }, shape)):equals "try: names[1]: expected text, got 1"
  end)
end)
