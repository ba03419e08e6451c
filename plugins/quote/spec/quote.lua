local FRONT = { front = { sources = { { id = "wire", title = "A report" } } } }

local function said(class, attributes, words)
  return ("::: {.%s %s}\n%s\n:::\n"):format(class, attributes, words or "“nanoseconds behind”")
end

local HUANG = 'who="Jensen Huang" role="chief executive of Nvidia" date=2026-04-03 source=wire'

describe("somebody's words", function()
  it("are set large, with who said them", function()
    expect(build("## Said\n" .. said("pull-quote", HUANG), FRONT)):golden "pull-quote"
  end)

  it("or as a quotation", function()
    local page = build("## Said\n" .. said("quote", HUANG), FRONT)
    expect(page):has "Jensen Huang, chief executive of Nvidia, 3 April 2026"
    expect(page.dump).never:has "pull-quote"
  end)

  it("may be written with the signs of a quotation, and name who said them", function()
    local page = build("## Said\n" .. said("quote", "", "> One [@wire].\n>\n> — Somebody"), FRONT)
    expect(page).never:warns()
    expect(page):has "— Somebody"
  end)
end)

describe("the checks", function()
  it("want a speaker and a source", function()
    expect(build(said("quote", ""))):warns "nobody is said to have said it"
    expect(build(said("quote", "who=A"))):warns "no source has these words"
    expect(build(said("quote", "who=A"), { options = { sources = false } })).never:warns()
  end)

  it("want few words where they are set large", function()
    local many = ("word "):rep(46)
    expect(build(said("pull-quote", "who=A source=wire", many), FRONT)):warns "46 words are many to set large"
    expect(build(said("quote", "who=A source=wire", many), FRONT)).never:warns()
  end)

  it("want a day that has been", function()
    expect(build(said("quote", "who=A source=wire date=2026-05-01"), FRONT)):warns "dated 2026-05-01, after this edition"
  end)
end)
