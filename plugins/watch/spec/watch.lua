-- What the section makes of an item's date and likelihood, and what it says when there is none.
local item = "## What to watch\n- Whether orders hold"

describe("an item's tail", function()
  it("tells the day", function()
    local page = build(item .. " {by=2026-09-30}\n")
    expect(page.text):has "Whether orders hold by 30 September 2026"
    expect(page):golden "dated"
  end)

  it("tells the likelihood in the scale's words", function()
    expect(build(item .. " {by=2026-09-30 likelihood=0.6}\n")):has "2026, likely"
    expect(build(item .. " {by=2026-09-30 likelihood=0.02}\n")):has "2026, a remote chance"
  end)

  it("is in the briefing's language", function()
    local page = build("## Worauf zu achten ist\n- Ob die Aufträge halten {by=2026-09-30}\n", { language = "de" })
    expect(page):has "bis 30. September 2026"
  end)
end)

describe("the check", function()
  it("wants a date for every item", function()
    local page = build(item .. "\n- Whether prices fall {by=2026-12-31}\n")
    expect(page.warnings):equals {
      "try.md:2: watch: no date by which we will know; write {by=2026-12-31} at the item's end",
    }
  end)

  it("wants dates that are still to come", function()
    expect(build(item .. " {by=2026-04-25}\n")):warns "2026-04-25 is past"
    expect(build(item .. " {by=2026-04-26}\n")).never:warns()
  end)

  it("can be switched off", function()
    expect(build(item .. "\n", { options = { dates = false } })).never:warns()
  end)

  it("refuses a likelihood that is none", function()
    expect(build(item .. " {likelihood=1.5}\n")):fails "likelihood"
  end)
end)

it("is absent when nothing stands under its heading", function()
  expect(build("## What to watch\n").text):equals ""
end)
