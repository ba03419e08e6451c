-- The section as an editor writes it: tree, table, likelihoods from causes, and what is remarked on.
local front = { sources = { { id = "wire", title = "A report" } } }

local function page(data, attributes, options)
  local open = "```{.paths" .. (attributes and " " .. attributes or "") .. "}\n"
  options = options or {}
  options.front = front
  return build("## Failure paths\n" .. open .. data .. "\n```\n", options)
end

local orders = [[
- what: Orders disappoint
  because:
    - {what: They were never firm, likelihood: 0.3, watch: A buyer denies them, source: wire}
    - what: The reason falls away
      all: true
      because:
        - {what: Controls ease, likelihood: 0.1, watch: A licence is granted}
        - {what: Habits hold, likelihood: 0.6, watch: Job offers ask for the old tools, mitigation: Training}]]

describe("failure paths", function()
  it("are a tree over a table", function()
    expect(page(orders)):golden "paths"
  end)

  it("can be a table alone", function()
    expect(page(orders, "tree=false").dump).never:matches "drawing"
  end)

  it("find likelihoods from causes: of all the product, of any the rest of none", function()
    local built = page(orders, "tree=false")
    expect(built):matches "2 The reason falls away only with all of these | 0%.06"
    expect(built):matches "Orders disappoint | 0%.34"
  end)

  it("leave a likelihood open when one cause has none", function()
    local built = page "- what: A\n  because: [{what: B, watch: s, likelihood: 0.4}, {what: C, watch: s}]"
    expect(built.text):matches "^Failure paths"
    expect(built.dump).never:matches "from its causes"
  end)

  it("number several roots", function()
    local built = page "- {what: A, because: [{what: B, watch: s}]}\n- {what: C, because: [{what: D, watch: s}]}"
    expect(built):has "2.1 D"
  end)

  it("that go too deep are a table, and a warning", function()
    local data = "- what: Capacity"
    for depth = 1, 6 do
      local indent = ("    "):rep(depth)
      data = data .. "\n" .. indent:sub(3) .. "because:\n" .. indent
        .. "- what: Interdependencies, misunderstandings and reorganisations of manufacturing\n"
        .. indent .. "  watch: Announcements"
    end
    expect(page(data)):warns "the table stands alone"
  end)
end)

describe("the check", function()
  it("wants a sign for every last cause", function()
    local data = "- what: A\n  because:\n    - {what: B}"
    expect(page(data).warnings):equals { "try.md:5: paths: no sign by which we would see it; write watch: …" }
    expect(page(data, nil, { options = { signs = false } })).never:warns()
  end)

  it("compares a written likelihood with its causes'", function()
    local data = "- what: A\n  likelihood: 0.9\n  because:\n    - {what: B, watch: s, likelihood: 0.2}"
    expect(page(data)):warns "given as 0.90, and its causes, taken as independent, give 0.20"
  end)

  it("knows that any cause makes its effect at least as likely", function()
    local data = "- what: A\n  likelihood: 0.25\n  because:\n    - {what: B, watch: s, likelihood: 0.3}"
    expect(page(data)):warns "likelier than what it causes"
  end)

  it("refuses a likelihood that is none", function()
    expect(page "- {what: A, likelihood: 1.2}"):fails "likelihood"
  end)

  it("wants causes, and for all: two", function()
    expect(page "- {what: A, watch: s}"):warns "no causes are given"
    expect(page "- {what: A, all: true, because: [{what: B, watch: s}]}"):warns "needs two causes"
  end)
end)
