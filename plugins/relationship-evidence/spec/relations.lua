-- The section as an editor writes it: graph, table, and what is remarked on.
local front = { sources = { { id = "wire", title = "A report" } } }

local function page(rows, attributes)
  local open = "```{.relations" .. (attributes and " " .. attributes or "") .. "}\n"
  return build("## Relationship evidence\n" .. open .. table.concat(rows, "\n") .. "\n```\n", { front = front })
end

local supplies = "- {from: Huawei, to: DeepSeek, kind: supplies, evidence: Part of the training, source: wire}"
local reported = "- {from: Nvidia, to: DeepSeek, kind: supplied, evidence: Earlier models, source: wire, status: reported}"

describe("relations", function()
  it("are a graph over a table", function()
    expect(page { supplies, reported }):golden "relations"
  end)

  it("can be a table alone", function()
    expect(page({ supplies }, "graph=false").dump).never:matches "drawing"
  end)

  it("tell in words what the lines tell", function()
    expect(page { supplies, reported }):has "Earlier models · reported"
  end)

  it("set their focus in the accent", function()
    expect(page({ supplies }, "focus=DeepSeek").dump):matches 'drawing%-title accent "DeepSeek"'
  end)

  it("that have no place side by side take both columns", function()
    local rows = {}
    for i = 1, 26 do
      rows[i] = ("- {from: Sender number %d, to: Receiver number %d, kind: sends to, evidence: e, source: wire}")
        :format(i, i * 7 % 26 + 1)
    end
    expect(page(rows).dump):matches "relation%-graph"
  end)

  it("that cannot be read are a table, and a warning", function()
    local rows = {}
    for i = 1, 40 do
      rows[i] = ("- {from: P%d, to: Q%d, kind: kind %d, evidence: e, source: wire}"):format(i % 7, i * 5 % 8, i)
    end
    local built = page(rows)
    expect(built):warns "the table stands alone"
    expect(built.dump).never:matches "drawing"
  end)
end)

describe("the check", function()
  it("wants evidence, and its source, at the line", function()
    local built = page { supplies, "- {from: A, to: B, kind: owns}", "- {from: A, to: C, kind: owns, evidence: Seen}" }
    expect(built.warnings):equals {
      "try.md:4: relations: no evidence is given; say what shows it",
      "try.md:5: relations: the evidence has no source",
    }
  end)

  it("finds one party under two spellings", function()
    expect(page { supplies, (supplies:gsub("Huawei", "HUAWEI"):gsub("training", "tests")) })
      :warns "“HUAWEI” is also written “Huawei”"
  end)

  it("finds a relation that is listed twice", function()
    expect(page { supplies, supplies }):warns "listed twice"
  end)

  it("finds a focus that is nobody", function()
    expect(page({ supplies }, "focus=Cambricon")):warns "in none of the relations"
  end)

  it("finds an empty list", function()
    expect(page { "[]" }):warns "no relations are listed"
  end)
end)

it("speaks the briefing's language", function()
  local text = "## Belege der Beziehungen\n```{.relations}\n" .. reported .. "\n```\n"
  local built = build(text, { front = front, language = "de" })
  expect(built):has "Earlier models · berichtet"
  expect(built.dump):matches "Ein Graph der Beziehungen"
end)
