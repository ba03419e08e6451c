local function block(text, attributes)
  return ("```{.csv %s}\n%s\n```\n"):format(attributes or "", text)
end

local SMALL = 'Company,Share,"Since, year"\nHuawei,12.5,2019\n"Alibaba, cloud",3.25,2020'
local SOURCES = { sources = { { id = "wire", title = "A report", publisher = "Reuters" } } }

describe("a table from values", function()
  it("has a head, numbers on the point and words at the start", function()
    expect(build(block(SMALL, 'caption="Shares"'))):golden "small"
  end)

  it("shows the columns asked for, under other names if told", function()
    local page = build(block(SMALL, 'columns="2, Company" heads="Anteil, Firma"'))
    expect(page):has "Anteil"
    expect(page.dump).never:has "2019"
  end)

  it("may be kept in a file of the pack", function()
    local files = { ["data/shares.csv"] = SMALL, ["data/bad.csv"] = 'a,b\n1,"2' }
    expect(build(block("", "file=data/shares.csv"), { files = files })):has "Huawei | 12.5"
    expect(build(block("", "file=data/bad.csv"), { files = files })):fails "line 2, column 3"
    expect(build(block("a,b", "file=data/shares.csv"), { files = files })):fails "leave one of them out"
  end)

  it("may have no head", function()
    expect(build(block("Huawei,1", "head=false")).dump).never:has "row head"
  end)

  it("says where its numbers are from", function()
    local page = build(block(SMALL, "source=wire"), { front = SOURCES })
    expect(page):has "Source: Reuters"
  end)

  it("marks a row by its first cell", function()
    expect(build(block(SMALL, "marked=Huawei")).dump):has "row marked"
  end)

  it("takes both columns of the page where it is wide", function()
    expect(build(block("a,b,c,d,e,f\n1,2,3,4,5,6")).dump):has 'role="csv-wide"'
    expect(build(block("a,b,c,d,e,f\n1,2,3,4,5,6", "wide=false")).dump):has 'role="csv"'
    expect(build(block("a,b", "wide=true head=false")).dump):has 'role="csv-wide"'
  end)

  it("holds five hundred rows of twelve columns", function()
    local row = ("12.25,"):rep(11) .. "\"a, \"\"b\"\"\"\n"
    local page = build(block(row:rep(501)))
    expect(page):has 'a, “b”'
  end)
end)

describe("values that are wrong", function()
  it("are told with their line and column", function()
    expect(build(block('a,b\n1,"2'))):fails "line 2, column 3: a quotation mark that is never closed"
    expect(build(block("a,b\n1,2,3"))):fails "line 2, column 5: a row of 3 cells"
  end)

  it("are columns that nobody has", function()
    expect(build(block(SMALL, 'columns="Firm"'))):fails 'no column is called "Firm"; there are Company, Share'
    expect(build(block(SMALL, 'heads="One"'))):fails "heads= names 1 columns, and 3 are shown"
  end)

  it("are none at all", function()
    expect(build(block(""))):warns "the table has no rows"
    expect(build(block("a,b"))):warns "the table has no rows"
  end)
end)
