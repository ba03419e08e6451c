-- The timeline as a section of dated items and as a block.
local section = [[
## Timeline
- **V4** is previewed {date=2026-04-24 marked=true label="V4"}
- Training {date=2026-01 end=2026-03}
- Orders are reported {date=2026-04-10 latest=2026-04-18}
]]

describe("the section", function()
  it("draws its items in the order of their days, and lists them", function()
    local page = build(section)
    expect(page.text):matches "Jan 2026 – Mar 2026 | Training\nbetween 10 April 2026 and 18 April 2026 | Orders"
    expect(page):golden "section"
  end)

  it("leaves lists without dates as they are", function()
    local page = build("## Timeline\n- One\n- Two\n")
    expect(page):has "Two"
    expect(page.dump).never:has "drawing"
  end)

  it("keeps the language of the div around its items", function()
    local page = build('## Timeline\n::: {lang=de}\n- "Eins" {date=2026-03-01}\n- Zwei {date=2026-03-02}\n:::\n')
    expect(page.dump):matches 'para language="de"\n%s*text text="„Eins“"'
  end)

  it("wants a date where others have one", function()
    expect(build(section .. "- Nothing said\n").errors):equals {
      "try.md:5: timeline: no date; write {date=2026-04-26} at the item's end",
    }
  end)

  it("is known by its title in other languages", function()
    local page = build("## Zeitleiste\n- Eins {date=2026-03-01}\n- Zwei {date=2026-03-02}\n", { language = "de" })
    expect(page):has "1. März 2026 | Eins"
    expect(page):has "Zeitleiste. 2 Einträge von 1. März 2026 bis 2. März 2026."
  end)
end)

describe("the block", function()
  local function block(rows, attributes)
    return build("## Market context\n```{.timeline " .. (attributes or "") .. "}\n" .. rows .. "\n```\n")
  end

  it("writes its words into the drawing where no table stands under it", function()
    local rows = "- {date: 2024-12-26, text: V3 is released}\n- {date: 2025, text: A year of waiting}"
    expect(block(rows, "table=false title=Models")):golden "block"
  end)

  it("refuses days that are none", function()
    expect(block("- {date: soon, text: A}\n- {date: 2026-02-30, text: B}").errors):equals {
      "try.md:3: timeline: date: \"soon\" is no day, month, quarter or year; write 2026-04-26",
      "try.md:4: timeline: date: \"2026-02-30\" is no day, month, quarter or year; write 2026-04-26",
    }
    expect(block("- {date: 2026-04-01, end: 2026-03-01, text: A}\n- {date: 2026, text: B}")):fails "end: 2026-03-01 is before 2026-04-01"
  end)
end)
