it("begins a page with what it holds", function()
  local page = build "## The fact\n\nBefore.\n\n::: {.new-page}\nA remark.\n:::\n"
  expect(page.text):equals "The fact\nBefore.\nA remark.\n"
end)
