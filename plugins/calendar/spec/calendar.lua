local WATCH = "## What to watch\n- Whether a delivery is reported. {by=2026-09-30 likelihood=0.5}\n- Without a day.\n"
local DATES = "## Dates ahead\nSome words.\n```{.dates}\n- {date: 2026-12-01, what: A vote}\n- {date: 2026-09-30, what: A report is due}\n```\n"


describe("dates ahead", function()
  it("are those written and those to watch, in one order", function()
    local page = build(DATES .. WATCH)
    expect(page):golden "merged"
  end)

  it("are gathered where there is nothing but a heading", function()
    expect(build("## Calendar\n\n" .. WATCH)):has "by 30 September 2026 | Whether a delivery is reported."
  end)

  it("leave out what to watch if told so", function()
    local page = build(DATES .. WATCH, { options = { watch = false } })
    expect(page):has "1 December 2026 | A vote"
    expect(page).never:has "by 30 September 2026 |"
  end)

  it("are there without a heading only if the pack wants that", function()
    expect(build(WATCH)).never:has "Dates ahead"
    expect(build(WATCH, { options = { generate = true } })):has "Dates ahead"
  end)

  it("are in the briefing's language", function()
    local page = build("## Termine\n\n## Worauf zu achten ist\n- Ob geliefert wird {by=2026-09-30}\n", { language = "de" })
    expect(page):has "bis 30. September 2026 | Ob geliefert wird"
  end)

  it("gather the whole pack's, with the way to each briefing", function()
    local other = "---\ntitle: The orders\nshort: Orders\n---\nText.\n\n" .. WATCH
    local page = build("## Dates ahead {gather=pack}\n", { briefings = { ["orders.md"] = other } })
    expect(page):has "by 30 September 2026 | Whether a delivery is reported. | Orders"
  end)

  it("cite their sources", function()
    local data = "## Dates ahead\n```{.dates}\n- {date: 2026-12-01, what: A vote, source: wire}\n```\n"
    local page = build(data, { front = { sources = { { id = "wire", title = "A report" } } } })
    expect(page.dump):has "cite"
  end)
end)

describe("dates outside of a calendar", function()
  it("stay where they are written", function()
    expect(build("## Text\n```{.dates caption=\"Votes\"}\n- {date: 2026-12-01, what: A vote}\n```\n").dump):has 'role="dates"'
  end)
end)

describe("the checks", function()
  it("remark on days that are past", function()
    local page = build("## Dates ahead\n```{.dates}\n- {date: 2026-04-25, what: A vote}\n```\n")
    expect(page):warns "2026-04-25 is past"
  end)

  it("leave out what was to be known by now", function()
    local page = build("## Dates ahead\n\n## What to watch\n- One. {by=2026-04-25}\n- Two. {by=2026-04-26}\n")
    expect(page).never:has "25 April 2026 | One"
    expect(page):has "26 April 2026 | Two"
  end)

  it("remark on a calendar without dates", function()
    expect(build("## Dates ahead\n")):warns "no dates are ahead"
  end)
end)
