local function corrections(...)
  return "## Corrections\n\n```{.corrections}\n" .. table.concat({ ... }, "\n") .. "\n```\n"
end

local ORDERS = "- {date: 2026-04-20, said: By DeepSeek., right: By Alibaba., where: Number 15, note: The buyers.}"
local OTHER = "---\ntitle: The variants\nshort: Variants\n---\nText.\n"

describe("corrections", function()
  it("say when, where, what was said and what is right, the newest first", function()
    local newer = "- {date: 2026-04-26, said: Both., right: One., where: Number 16}"
    expect(build(corrections(ORDERS, newer))):golden "two"
  end)

  it("lead to the briefing that says it right", function()
    local to = "- {date: 2026-04-26, said: Both., right: One., briefing: variants}"
    local page = build(corrections(to), { briefings = { ["variants.md"] = OTHER } })
    expect(page):has "26 April 2026 Variants"
    expect(page.dump):has 'link target="#variants"'
  end)

  it("lead nowhere if this edition has no such briefing", function()
    local to = "- {date: 2026-04-26, said: Both., right: One., where: Number 16, briefing: variants}"
    local page = build(corrections(to))
    expect(page):has "Number 16"
    expect(page.dump).never:has "link"
  end)
end)

describe("the checks", function()
  it("want a day up to this edition's", function()
    expect(build(corrections "- {date: 2026-04-27, said: A., right: B., where: There}"))
      :warns "try.md:4: corrections: the correction is dated 2026-04-27, after this edition"
  end)

  it("want other words than those that were wrong, and a place", function()
    local page = build(corrections "- {date: 2026-04-20, said: A., right: A.}")
    expect(page):warns "are the same words"
    expect(page):warns "no word on where it stood"
  end)
end)
