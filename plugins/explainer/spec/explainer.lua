-- Questions as headings, answers under them.
describe("an explainer", function()
  it("has questions and answers", function()
    expect(build "## Explainer\n### Why now?\nBecause.\n\n### What next?\nNobody knows.\n"):golden "explainer"
  end)

  it("keeps what stands before its first question", function()
    expect(build("## Explainer\nFirst this.\n\n### Why?\nSo.\n").text):matches "^Explainer%s+First this%.%s+Why%?%s+So%."
  end)
end)

describe("the check", function()
  it("finds a question without an answer, at its line", function()
    local page = build "## Explainer\n### Why now?\n\n### What next?\nNobody knows.\n"
    expect(page.warnings):equals { "try.md:2: explainer: a question without an answer" }
    expect(build "## Explainer\n### Why?\nSo.\n\n### And?\n"):warns "try.md:5: explainer: a question without"
  end)

  it("finds a heading that asks nothing", function()
    expect(build "## Explainer\n### The reasons\nThese.\n"):warns "this is no question"
    expect(build "## Explainer\n### 为什么？\n因此。\n").never:warns "this is no question"
  end)

  it("wants questions", function()
    expect(build "## Explainer\nText.\n"):warns "an explainer has questions"
  end)
end)
