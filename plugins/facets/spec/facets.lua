local function facets(front, language)
  return build("Text.\n", { front = front, language = language, pack = { sections = { "facets" } } })
end

it("are labelled values in an order of their own, with notes", function()
  local page = facets { topic = "Market", region = { value = "Asia Pacific", note = "by sales" }, impact = "medium" }
  expect(page):golden "three"
end)

it("take the briefing's category from the core", function()
  expect(facets { category = "Cloud Service" }):has "Category\nCloud Service"
end)

it("say how much follows from it in the briefing's language", function()
  expect(facets({ impact = "high" }, "de")):has "Hoch"
end)

it("are absent when nothing is said", function()
  expect(facets().dump).never:has "facet"
end)

it("refuse an impact that is none", function()
  expect(facets { impact = "huge" }):fails "expected low, medium or high"
end)
