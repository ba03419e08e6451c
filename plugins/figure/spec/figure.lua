local SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
local WITH = { files = { ["a.svg"] = SVG }, front = { sources = { { id = "wire", title = "A report" } } } }

local function figure(attributes, content)
  return ("## Seen\n::: {.figure %s}\n%s\n:::\n"):format(attributes, content)
end

describe("a figure", function()
  it("has the paragraphs under the picture as its caption", function()
    local page = build(figure('number=3 credit="Chart: Desk"', '![](a.svg){alt="A square."}\n\nOne [@wire].\n\nTwo.'), WITH)
    expect(page):golden "numbered"
  end)

  it("has caption and credit from the picture where the div has none", function()
    local page = build(figure("wide=true", '![In brackets](a.svg){alt="A square." credit="Chart: Desk"}'), WITH)
    expect(page).never:warns()
    expect(page):has "In brackets"
    expect(page.dump):has 'role="figure-wide"'
  end)
end)

describe("a picture", function()
  it("is a figure written as data", function()
    local data = "image: a.svg\nalt: A square.\ncaption: \"One *square* [@wire].\"\nnumber: 4\ncredit: Desk"
    expect(build("## Seen\n```{.picture}\n" .. data .. "\n```\n", WITH)):golden "picture"
  end)

  it("wants words for those who cannot see it", function()
    expect(build("```{.picture}\nimage: a.svg\n```\n", WITH)):fails "alt"
    expect(build("```{.picture}\nimage: a.svg\nalt: A square.\n```\n", WITH)):warns "no caption says"
  end)
end)

describe("the checks", function()
  it("want a picture", function()
    expect(build(figure("", "Only words."))):fails "there is no picture in it"
  end)

  it("want a caption and a credit", function()
    local page = build(figure("", '![](a.svg){alt="A square."}'), WITH)
    expect(page):warns "no caption says what the figure shows"
    expect(page):warns "nobody is said to have made it"
  end)

  it("may do without a credit", function()
    local options = { files = WITH.files, options = { credit = false } }
    expect(build(figure("", '![](a.svg){alt="A square."}\n\nA square.'), options)).never:warns()
  end)
end)
