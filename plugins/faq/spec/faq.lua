-- Short answers, written as data or as headings.
local data = "```{.faq}\n- {question: Does it read images?, answer: No.}\n- {question: Is it open?, answer: Yes.}\n```\n"

describe("questions and answers", function()
  it("may be data", function()
    expect(build("## Frequently asked\n" .. data)):golden "data"
  end)

  it("may be headings, and are the same to readers", function()
    local written = build "## Frequently asked\n### Does it read images?\nNo.\n\n### Is it open?\nYes.\n"
    expect(written.text):equals(build("## Frequently asked\n" .. data).text)
    expect(written.dump):matches 'role="faq%-question"'
  end)

  it("may cite and list", function()
    local front = { sources = { { id = "wire", title = "A report" } } }
    local page = build("```{.faq}\n- question: Why?\n  answer: |\n    So *it* is [@wire].\n\n    - twice\n```\n", { front = front })
    expect(page.dump):matches "cite number=1"
    expect(page.dump):matches "list"
  end)

  it("keep the language of the div around them", function()
    local page = build "## FAQ\n::: {lang=de}\n### Ist das \"offen\"?\nJa.\n:::\n"
    expect(page.dump):matches 'heading[^\n]*language="de"[^\n]*\n%s*text text="Ist das „offen“%?"'
    expect(page.dump):matches 'para language="de"'
  end)

  it("may have words before them", function()
    expect(build("## FAQ\nIn short.\n\n" .. data).text):matches "^FAQ\nIn short"
  end)
end)

describe("the check", function()
  it("finds a question without an answer", function()
    expect(build "## FAQ\n### Why?\n\n### And?\nSo.\n"):warns "try.md:2: faq: a question without an answer"
  end)

  it("finds a long answer and a question asked twice", function()
    local long = "## FAQ\n### Why?\n" .. ("word "):rep(81) .. "\n\n### why?\nSo.\n"
    expect(build(long)):warns "81 words; an answer here has 80 at most"
    expect(build(long)):warns "try.md:5: faq: this question is asked twice"
  end)

  it("finds an empty list", function()
    expect(build "## FAQ\n```{.faq}\n[]\n```\n"):warns "no questions are listed"
  end)
end)
