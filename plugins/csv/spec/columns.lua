local columns = require "columns"

local function align(...)
  local rows = {}
  for i, text in ipairs { ... } do
    rows[i] = { text }
  end
  return columns.align(rows, 1)
end

local function chosen(wish, head)
  local list, unknown = columns.chosen(wish, head, 3)
  return table.concat(list, " "), table.concat(unknown, " ")
end

describe("the place of cells", function()
  it("is the end for whole numbers, the point for others", function()
    expect(align("1", "20")):equals "end"
    expect(align("1.5", "20", "–", "")):equals "point"
    expect(align("1,5", "0,125")):equals "point"
  end)

  it("takes signs of thousands, currencies and units for what they are", function()
    expect(align("1,000", "12,000")):equals "end"
    expect(align("1 000 000", "−12 %", "+3")):equals "end"
    expect(align("€ 1.000", "$20", "30 £")):equals "end"
    expect(align("€1,000.50")):equals "point"
  end)

  it("is the start for words, dates and nothing", function()
    expect(align("Huawei", "12")):equals "start"
    expect(align("2026-04-24")):equals "start"
    expect(align("", "–")):equals "start"
  end)
end)

describe("the choice of columns", function()
  local head = { "Company", "Share, %", "2026" }

  it("goes by name, by number and in the order asked for", function()
    expect(chosen("2, Company", head)):equals "2 1"
    expect(chosen("Share, %; Company", head)):equals "2 1"
    expect(chosen("2026", head)):equals "3"
    expect(chosen(nil, head)):equals "1 2 3"
  end)

  it("names what is not there", function()
    local _, unknown = chosen("Firm, 4, 1", head)
    expect(unknown):equals "Firm 4"
  end)
end)
