-- A sentence or two, set off.
describe("the bottom line", function()
  it("is its heading and its text, together", function()
    expect(build "## Bottom line\nOrders came first. Proof did not.\n"):golden "bottom-line"
  end)

  it("is known by its titles in other languages", function()
    local page = build("## Unter dem Strich\nErst die Aufträge.\n", { language = "de" })
    expect(page.dump):matches 'role="bottom%-line%-text"'
  end)

  it("is absent when nothing stands under its heading", function()
    expect(build("## Bottom line\n").text):equals ""
  end)
end)

describe("the check", function()
  it("wants it short", function()
    local page = build("## Bottom line\n" .. ("word "):rep(61) .. "\n")
    expect(page.warnings):equals { "try.md:1: bottom-line: 61 words; a bottom line is a sentence or two, 60 words at most" }
    expect(build("## Bottom line\n" .. ("word "):rep(60) .. "\n")).never:warns()
  end)

  it("counts to what the pack allows", function()
    expect(build("## Bottom line\nOne two three four.\n", { options = { words = 3 } })):warns "3 words at most"
  end)

  it("wants plain text", function()
    expect(build "## Bottom line\nSo:\n\n- one\n"):warns "what is listed or shown belongs elsewhere"
  end)
end)
