-- Lines, small multiples, gauges and the scales under them.
local scale = require "brevier.scale"

local function block(class, data, attributes)
  return build("## Market context\n```{." .. class .. " " .. (attributes or "") .. "}\n" .. data .. "\n```\n")
end

local months = [[
at: [2025-12, 2026-01, 2026-02]
series:
  - {name: Ascend, values: [12, 18.5, 22], low: [10, 15, 18], high: [14, 21, 27], marked: true}
  - {name: H20, values: [90, ~, 70]}]]

describe("a line chart", function()
  it("has a line for each series, a band, and a gap where a value is missing", function()
    local page = block("line-chart", months, "title=\"Orders\"")
    expect(page):has "Jan 2026 | 18.5 (15.0–21.0) | –"
    expect(page):golden "lines"
  end)

  it("says each line's first, last, lowest and highest value", function()
    expect(block("line-chart", months).dump):has(
      "Ascend: from 12.0 (Dec\u{a0}2025) to 22.0 (Feb\u{a0}2026); lowest 12.0 (Dec\u{a0}2025), highest 22.0 (Feb\u{a0}2026).")
  end)

  it("takes numbers and names for positions", function()
    expect(block("line-chart", "at: [1, 2, 5]\nseries: [{values: [1, 2, 3]}]")):has "5 | 3"
    expect(block("line-chart", "at: [Design, Volume]\nseries: [{values: [1, 2]}]")):has "Design | 1"
  end)

  it("refuses what cannot be drawn as it is meant", function()
    expect(block("line-chart", "at: [2026-01, 2026-02]\nseries: [{values: [1, two]}]")):fails "\"two\" is no number"
    expect(block("line-chart", "at: [2026-02, 2026-01]\nseries: [{values: [1, 2]}]")):fails "positions go upwards"
    expect(block("line-chart", "at: [2026-01, 2026-02]\nseries: [{values: [1, 2, 3]}]")):fails "3 values for 2 positions"
    expect(block("line-chart", "at: [2026-01]\nseries: [{values: [1]}]")):warns "two make a chart"
  end)
end)

it("small multiples share a scale", function()
  expect(block("small-multiples", months, "title=\"Orders\" table=false")):golden "multiples"
end)

it("small multiples are as many drawings as pages are needed for them", function()
  local many = { "at: [1, 2]", "series:" }
  for i = 1, 11 do
    many[i + 2] = ("  - {name: Line %d, values: [%d, %d]}"):format(i, i, i + 1)
  end
  local function sizes(attributes)
    local found = {}
    for size in block("small-multiples", table.concat(many, "\n"), attributes).dump:gmatch "drawing size=([%d.]+x[%d.]+)" do
      found[#found + 1] = size
    end
    return found
  end
  expect(sizes "table=false width=margin"):equals { "113.39x612.5", "113.39x140" }
  expect(sizes "table=false"):equals { "328.82x283.5" }
end)

describe("a gauge", function()
  it("shows a value on a scale", function()
    local data = "value: 55\nlow: 40\nhigh: 70\nto: 100\nbands: [{to: 45, label: unlikely}, {label: likely}]"
    expect(block("gauge", data, "unit=\"%\"")):golden "gauge"
  end)

  it("refuses a value that is not on it", function()
    expect(block("gauge", "value: 5\nto: 1")):fails "5 lies outside 0 to 1"
    expect(block("gauge", "value: 5\nto: 10\nbands: [{to: 6}, {to: 4}]")):fails "band 2 does not end above 6"
  end)
end)

describe("a scale", function()
  it("has clean ticks", function()
    expect(scale.ticks(0, 1, 5)):equals { 0, 0.2, 0.4, 0.6, 0.8, 1 }
    expect(scale.ticks(-7, 23, 3)):equals { 0, 10, 20 }
    expect({ scale.nice(93, 186, 3) }):equals { 50, 200, 50 }
    expect({ scale.nice(12, 12, 3) }):equals { 10, 14, 1 }
  end)

  it("maps and clamps", function()
    expect(scale.linear({ 0, 10 }, { 100, 0 })(2.5)):equals(75)
    expect(scale.linear({ 0, 10 }, { 0, 100 }, { clamp = true })(12)):equals(100)
  end)

  it("knows the calendar", function()
    expect(scale.day "1970-01-01"):equals(0)
    expect(scale.iso(scale.day "2024-02-29" + 1)):equals "2024-03-01"
    expect({ scale.period "2026-Q2" }):equals { scale.day "2026-04-01", scale.day "2026-06-30", "quarter" }
    expect(scale.day "2026-02-29"):equals(nil)
    for day = -800000, 800000, 9973 do
      expect(scale.day_number(scale.civil(day))):equals(day)
    end
  end)

  it("writes numbers as a language does", function()
    expect(scale.number(-1234567.5, 1, "en-GB")):equals "\u{2212}1,234,567.5"
    expect(scale.number(1234567.5, nil, "fr")):equals "1\u{202f}234\u{202f}567,5"
    expect(scale.number(1234, nil, "es")):equals "1234"
    expect(scale.number(-0.001, 1)):equals "0.0"
  end)
end)
