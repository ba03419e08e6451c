-- Terms, sorted, and the spans that lead to them.
local terms = require "terms"

local glossary = "## Glossary\n```{.glossary}\n- {term: Training, meaning: Making a model}\n"
  .. "- {term: HBM, meaning: Fast memory, also: [high-bandwidth memory]}\n```\n"
local text = "## The fact\nThe training took [HBM]{.term}.\n\n"

describe("a glossary", function()
  it("is sorted, and terms lead to it", function()
    expect(build(text .. glossary)):golden "glossary"
  end)

  it("may stay as written", function()
    local page = build(text .. glossary:gsub("{.glossary}", "{.glossary sort=false}"))
    expect(page.text):matches "Training | Making.*HBM"
  end)

  it("is found by other words for a term", function()
    local page = build("## The fact\nTraining on [high-bandwidth memory]{.term} and [its speed]{.term of=HBM}, HBM.\n\n" .. glossary)
    expect(page.dump):matches "#try%.term%-hbm.*#try%.term%-hbm"
    expect(page).never:warns()
  end)
end)

describe("a term", function()
  it("sorts with its accents under their letters", function()
    local block = { attributes = { sort = true }, data = { { term = "zinc" }, { term = "Éclat" }, { term = "eel" } } }
    local sorted = terms.sorted(block)
    expect(sorted[1].term .. sorted[2].term .. sorted[3].term):equals "Éclateelzinc"
  end)

  it("has an id of plain letters", function()
    expect(terms.id "High-bandwidth memory (HBM)"):equals "term-high-bandwidth-memory-hbm"
    expect(terms.id "Éclat"):equals "term-c389clat"
  end)
end)

describe("the check", function()
  it("finds a term that is in no glossary", function()
    local page = build("## The fact\nTraining, HBM, [cache]{.term}.\n\n" .. glossary)
    expect(page):warns "“cache” is in no glossary of this briefing"
    expect(page):has "HBM, cache."
  end)

  it("finds one that the text does not use, and one explained twice", function()
    expect(build("## The fact\nTraining.\n\n" .. glossary)):warns "“HBM” occurs nowhere"
    local twice = glossary:gsub("%- {term: Training", "- {term: hbm, meaning: Memory}\n%0")
    expect(build(text .. twice)):warns "“HBM” is explained twice"
  end)
end)
