local FRONT = { sources = { { id = "wire", title = "A report" } } }

local function scenarios(rows, attributes)
  return ("## What may come\n\n```{.scenarios %s}\n%s\n```\n"):format(attributes or "", table.concat(rows, "\n"))
end

local STEP = "- {name: A step, likelihood: 0.55, what: Parts only., means: Slow., signs: [no share, a small one], "
  .. "by: 2026-12-31, source: wire}"
local MOVE = "- {name: A move, likelihood: 0.45, what: All of it., signs: [a report], horizon: Two quarters}"

local function two(first, second, attributes)
  local row = "- {name: %s, likelihood: %s, what: It., signs: [x]}"
  return build(scenarios({ row:format("A", first), row:format("B", second) }, attributes))
end

describe("scenarios", function()
  it("are rows with likelihoods as number, bar and words", function()
    expect(build(scenarios({ STEP, MOVE }, 'caption="Until the end of the year"'), { front = FRONT })):golden "two"
  end)

  it("mark the likeliest, unless two are", function()
    expect(two(0.6, 0.4).dump):has "row marked"
    expect(two(0.5, 0.5).dump).never:has "row marked"
  end)

  it("speak the briefing's language", function()
    local page = build(scenarios { STEP, MOVE }, { language = "de", front = FRONT })
    expect(page):has "bis 31. Dezember 2026"
    expect(page):has "0,55"
  end)

  it("go without what is not said", function()
    local page = build(scenarios { "- {name: A, likelihood: 0, what: It.}", "- {name: B, likelihood: 1, what: It.}" },
      { options = { signs = false } })
    expect(page).never:warns()
    expect(page.dump).never:has "scenario-label"
  end)
end)

describe("the checks", function()
  it("want likelihoods that add up to 1, give or take a hundredth", function()
    expect(two(0.333, 0.666)).never:warns()
    expect(two(0.5, 0.4)):warns "try.md:3: scenarios: the likelihoods add up to 0.90, not to 1"
    expect(two(0.9, 0.9, "exclusive=false")).never:warns()
  end)

  it("want more than one, each with its own name and signs", function()
    expect(build(scenarios { "- {name: A, likelihood: 1, what: It., signs: [x]}" })):warns "one scenario is a forecast"
    local page = build(scenarios { "- {name: A, likelihood: 0.5, what: It.}", "- {name: A, likelihood: 0.5, what: It.}" })
    expect(page):warns 'try.md:5: scenarios: two scenarios are called "A"'
    expect(page):warns 'try.md:4: scenarios: "A" has no sign'
  end)

  it("want days that are still to come", function()
    local past = STEP:gsub("2026%-12%-31", "2026-04-25")
    expect(build(scenarios { past, MOVE }, { front = FRONT })):warns '"A step" is to be known by 2026-04-25, which is past'
  end)

  it("refuse a likelihood that is none", function()
    expect(two(1.2, 0)):fails "from 0 to 1"
  end)
end)
