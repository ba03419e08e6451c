it("sets a div apart", function()
  local page = build "## The fact\n\nBefore.\n\n::: {.callout #mark}\nA remark.\n\n- with a list\n:::\n"
  expect(page):golden "callout"
end)

it("may stand in another", function()
  local page = build "## The fact\n\n:::: {.callout}\nOuter.\n\n::: {.callout}\nInner.\n:::\n::::\n"
  expect(page.text):equals "The fact\nOuter.\nInner.\n"
end)
