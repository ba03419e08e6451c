local parse = require "parse"

local function cells(text, delimiter)
  local rows, problems = parse(text, delimiter)
  local lines = {}
  for i, row in ipairs(rows) do
    lines[i] = table.concat(row, "|")
  end
  return table.concat(lines, "\n"), problems
end

local function problem(text)
  local _, problems = cells(text)
  local first = problems[1]
  return first and ("%d:%d: %s"):format(first.line, first.column, first.words)
end

describe("comma-separated values", function()
  it("are rows of cells, without the spaces around them", function()
    expect(cells "a,b\n1, 2 \n"):equals "a|b\n1|2"
    expect(cells "a,b\n1,"):equals "a|b\n1|"
    expect(cells ""):equals ""
  end)

  it("end their lines as they like, and may begin with a byte order mark", function()
    expect(cells "\u{FEFF}a,b\r\n1,2\r\n"):equals "a|b\n1|2"
    expect(cells "a,b\r1,2"):equals "a|b\n1|2"
    expect(cells "a,b\n\n  \n1,2\n\n"):equals "a|b\n1|2"
  end)

  it("keep delimiters, marks and breaks in quotation marks", function()
    expect(cells 'a,"b, c"\n"1\n2","say ""so"""\n'):equals 'a|b, c\n1\n2|say "so"'
    expect(cells 'a, "b"\n"",""\n'):equals "a|b\n|"
    expect(cells '"one\r\ntwo",b'):equals "one\ntwo|b"
  end)

  it("take a quotation mark inside a cell as it is", function()
    expect(cells 'a,5" pipe'):equals 'a|5" pipe'
  end)

  it("find their delimiter", function()
    expect(cells "a;b\n1,5;2,5"):equals "a|b\n1,5|2,5"
    expect(cells "a\tb\n1,5\t2;5"):equals "a|b\n1,5|2;5"
    expect(cells 'a,"b;c;d"\n1,2'):equals "a|b;c;d\n1|2"
    expect(cells "one\ntwo"):equals "one\ntwo"
    expect(cells("a;b,c", ";")):equals "a|b,c"
  end)
end)

describe("what cannot be read", function()
  it("is a quotation that is never closed, where it opens", function()
    expect(problem 'a,b\n1,"2\n3,4\n'):equals "2:3: a quotation mark that is never closed"
    expect(problem 'ä,"b'):equals "1:3: a quotation mark that is never closed"
  end)

  it("is text behind a closing mark", function()
    expect(problem 'a,"b"c'):matches "^1:6: text behind a closing"
  end)

  it("is a row of another length, where it goes wrong", function()
    expect(problem "a,b\n1,2\n3,4,5\n"):equals "3:5: a row of 3 cells; the first row has 2"
    expect(problem "a,b\n1\n"):equals "2:2: a row of 1 cells; the first row has 2"
  end)

  it("is told a few times, not for every row", function()
    local _, problems = parse("a,b\n" .. ("1\n"):rep(100), ",")
    expect(#problems):equals(8)
  end)
end)
