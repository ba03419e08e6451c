-- Bars, dots and ranges: what is drawn, what is said in its place, what the data must be.
local function block(class, rows, attributes)
  return build("## Market context\n```{." .. class .. " " .. (attributes or "") .. "}\n" .. rows .. "\n```\n")
end

local orders = [[
- {label: Alibaba, value: 120, low: 100, high: 150}
- {label: ByteDance, value: 260, marked: true}
- {label: Xiaomi}]]

local function drawing_of(page)
  local function find(node)
    if node.kind == "drawing" then
      return node
    end
    for _, child in ipairs(node) do
      local found = type(child) == "table" and find(child)
      if found then
        return found
      end
    end
  end
  return find(page.blocks)
end

describe("a bar chart", function()
  it("is a figure with a title, and a table of its data", function()
    local page = block("bar-chart", orders, "title=\"Orders\" unit=thousand caption=\"As told.\"")
    expect(page):has "Alibaba | 120 | 100 | 150"
    expect(page):has "Xiaomi | – | – | –"
    expect(page):golden "bars"
  end)

  it("says its kind, its ends, what is marked and what is missing", function()
    local alt = drawing_of(block("bar-chart", orders, "title=\"Orders\" unit=thousand")).alt
    expect(alt):equals("Bar chart: Orders. Unit: thousand. Highest: ByteDance, 260; lowest: Alibaba, 120 (100 to 150). "
      .. "Marked: ByteDance, 260. No data: Xiaomi.")
  end)

  it("says every value where no table stands under it", function()
    local page = block("bar-chart", orders, "table=false")
    expect(page.text).never:has "Alibaba |"
    expect(drawing_of(page).alt):has "All values: Alibaba, 120 (100 to 150); ByteDance, 260; Xiaomi, no data."
  end)

  it("takes the editor's own words", function()
    expect(drawing_of(block("bar-chart", orders, "alt=\"Orders double.\"")).alt):equals "Orders double."
  end)

  it("keeps the order as written, or sorts by value", function()
    local rows = "- {label: A, value: 1}\n- {label: B}\n- {label: C, value: 3}"
    expect(block("bar-chart", rows).text):matches "A | 1\nB | –\nC | 3"
    expect(block("bar-chart", rows, "sort=down").text):matches "C | 3\nA | 1\nB | –"
  end)

  it("says so when all are equal", function()
    local page = block("bar-chart", "- {label: A, value: 7}\n- {label: B, value: 7}")
    expect(drawing_of(page).alt):equals "Bar chart. All are 7."
  end)

  it("writes numbers and words of the briefing's language", function()
    local rows = "- {label: A, value: 1234.5}\n- {label: B, value: -2}"
    local page = build("## Marktumfeld {.market-context}\n```{.bar-chart unit=\"%\"}\n" .. rows .. "\n```\n", { language = "de" })
    expect(page):has "A | 1.234,5 %"
    expect(drawing_of(page).alt):has "Balkendiagramm. Am höchsten: A"
  end)

  it("names and cites its source", function()
    local front = { sources = { { id = "wire", title = "A report", publisher = "Wire", grade = "B2" } } }
    local page = build("## Market context\n```{.bar-chart source=wire}\n" .. orders .. "\n```\n", { front = front })
    expect(page):has "Source: Wire"
  end)
end)

describe("dots and ranges", function()
  it("draw what they are given", function()
    expect(block("dot-plot", orders, "title=\"Scores\"")):golden "dots"
    expect(block("range-plot", "- {label: A, low: -2, value: 1, high: 3}\n- {label: B, low: 2, high: 2}", "table=false"))
      :golden "ranges"
  end)
end)

describe("the check", function()
  local function tells(row, part)
    expect(block("range-plot", "- {label: A, value: 1}\n- " .. row)):fails(part)
  end

  it("stands at the row", function()
    expect(block("range-plot", "- {label: A, value: 1}\n- {label: B, low: 3, high: 2}").errors):equals {
      "try.md:4: range-plot: B: low 3 is more than high 2",
    }
  end)

  it("refuses ranges that are none", function()
    tells("{label: B, low: 3}", "low and high belong together")
    tells("{label: B, low: 3, value: 5, high: 4}", "5 lies outside 3 to 4")
  end)

  it("warns of names that are there twice, and of a single row", function()
    expect(block("bar-chart", "- {label: A, value: 1}\n- {label: A, value: 2}")):warns "“A” is there twice"
    expect(block("bar-chart", "- {label: A, value: 1}")):warns "1 row: two make a chart"
  end)
end)
