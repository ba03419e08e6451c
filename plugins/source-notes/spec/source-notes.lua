-- What sources can tell and cannot, with the words of their grades.
local front = { sources = {
  { id = "wire", title = "A report", publisher = "Wire", grade = "B2" }, { id = "desk", title = "A note" },
} }

local function page(rows, options)
  options = options or {}
  options.front = front
  return build("## Source notes\n```{.source-notes}\n" .. table.concat(rows, "\n") .. "\n```\n", options)
end

local wire = "- {source: wire, claim: Orders rose, can: Whom it spoke to, cannot: The contracts}"

describe("source notes", function()
  it("are a table of what each source bears", function()
    expect(page { wire }):golden "source-notes"
  end)

  it("give the grade in the words of the pack's scale", function()
    expect(page { wire }):has "usually reliable; probably true"
    local own = { pack = { scales = { grades = { B = "mostly right", ["2"] = "plausible" } } } }
    expect(page({ wire }, own)):has "mostly right; plausible"
  end)

  it("may be prose as well", function()
    expect(build "## Source notes\nFour references, one origin.\n"):has "one origin"
  end)
end)

describe("the check", function()
  it("wants a grade, and a word on what the source can tell", function()
    local built = page { "- {source: desk, claim: Seen}" }
    expect(built):warns "try.md:3: source-notes: the source “desk” has no grade"
    expect(built):warns "write can: or cannot"
  end)

  it("finds a note given twice", function()
    expect(page { wire, wire }):warns "“wire” is listed twice for this claim"
  end)

  it("refuses a source that is not there", function()
    expect(page { "- {source: wyre, can: Nothing}" }):fails "wyre"
  end)
end)
