local function page(front, options)
  options = options or {}
  options.front = front
  options.pack = options.pack or {}
  options.pack.sections = options.pack.sections or { "confidence" }
  return build("Text.\n", options)
end

local function whole(score)
  return page({ confidence = score, basis = "Filings" }, { pack = { sections = { "confidence", "confidence-table" } } })
end

describe("the summary", function()
  it("is the score, a bar with its band, and words with the basis", function()
    local found = page { confidence = 0.72, basis = "Several public sources" }
    expect(found):golden "summary"
    expect(found):has "Medium, grade B/C. Several public sources."
  end)

  it("counts a score at a band's edge into the upper band", function()
    expect(page { confidence = 0.55, basis = "x" }):has "Medium"
    expect(page { confidence = 0.549, basis = "x" }):has "Weak to medium"
  end)

  it("knows both ends of the scale", function()
    expect(page { confidence = 1, basis = "x" }):has "High"
    expect(page { confidence = 0, basis = "x" }):has "Internal monitoring"
  end)

  it("follows the pack's own scale", function()
    local scale = { { from = 0.5, grade = "X", words = "Good" }, { from = 0, grade = "Y", words = "Poor" } }
    expect(page({ confidence = 0.5, basis = "x" }, { pack = { scales = { confidence = scale } } })):has "Good, grade X."
  end)

  it("is absent without a score", function()
    expect(page({}).text):equals "Text.\n"
  end)
end)

describe("the scale", function()
  it("is a table that marks the row in force", function()
    local found = whole(0.8)
    expect(found):golden "scale"
    expect(found):has "0.75–0.89 | A/B | Strong · this briefing, 0.80"
  end)
end)

describe("the check", function()
  it("wants a basis", function()
    expect(page { confidence = 0.72 }):warns "the score has no basis"
  end)

  it("refuses a score beyond the scale", function()
    expect(page { confidence = 1.2 }):fails "from 0 to 1"
  end)
end)
