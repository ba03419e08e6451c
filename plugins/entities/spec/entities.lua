-- Who is in a briefing, and where.
local where = require "where"

local function page(rows, options)
  return build("Orders of Ascend rose.\n\n## The fact\nHuawei’s chips trained it.\n\n## Who is who\n```{.entities}\n"
    .. table.concat(rows, "\n") .. "\n```\n", options)
end

local huawei = "- {name: Huawei, kind: Chip maker, role: Makes Ascend, aliases: [Huawei Technologies]}"

describe("entities", function()
  it("are a table that tells where they occur", function()
    expect(page { huawei }):golden "entities"
  end)

  it("may leave out where", function()
    expect(page({ huawei }, { options = { where = false } }).text).never:matches "In: The fact"
  end)

  it("stay as they were written", function()
    local text = page { huawei, "- {name: Ascend, role: A line of chips}" }.text
    expect(text:find("Makes Ascend", 1, true) < text:find("A line of chips", 1, true)):equals(true)
  end)

  it("are found in the rows of other blocks", function()
    local text = "## Relationship evidence\n```{.relations}\n- {from: Nvidia, to: AMD, kind: rivals, evidence: e}\n```\n"
      .. "## Who is who\n```{.entities}\n- {name: Nvidia, role: A maker}\n```\n"
    expect(build(text)):has "In: Relationship evidence"
  end)
end)

describe("a name", function()
  local function found(name, text)
    local sections = { { type = "fact", title = { "F" }, content = { { kind = "para", text } } } }
    return #where.find({ name = name }, where.read(sections)) == 1
  end

  it("is found as a whole word", function()
    expect(found("AMD", "Nvidia and AMD.")):equals(true)
    expect(found("AMD", "AMD’s access")):equals(true)
    expect(found("AMD", "RAMDISK")):equals(false)
    expect(found("The Information", "as The\nInformation says")):equals(true)
    expect(found("V4-Flash", "part of V4-Flash, it says")):equals(true)
  end)
end)

describe("the check", function()
  it("finds one that the briefing does not name, at its line", function()
    local built = page { huawei, "- {name: Cambricon, role: A maker}" }
    expect(built):warns "try.md:9: entities: “Cambricon” is named nowhere in this briefing"
  end)

  it("looks into the opening too", function()
    expect(page { "- {name: Ascend, role: Chips}" }).never:warns()
  end)

  it("finds one listed twice or without a word on it", function()
    expect(page { huawei, huawei }):warns "listed twice"
    expect(page { "- {name: Huawei}" }):warns "no word on what “Huawei” does here"
  end)
end)
