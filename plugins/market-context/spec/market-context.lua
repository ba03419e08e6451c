local body = "## Market context\n\nPrices fell.\n"

it("puts what the front matter says of relevance and time under the prose", function()
  local page = build(body, { front = { impact = "medium", horizon = "Next quarter" } })
  expect(page):has "Prices fell.\nOperational relevance | Medium\nTime horizon | Next quarter"
end)

it("is only prose without them", function()
  expect(build(body).text):equals "Market context\nPrices fell.\n"
end)

it("is absent when nothing stands under its heading", function()
  expect(build("## Market context\n", { front = { impact = "low" } })).never:has "Market context"
end)
