local circle = {
  id = "circle", name = "Circle", about = "Unlock the evidence after joining.", join = "https://example.org/join",
}
local body = "## The fact\n\nText.\n\n## Trend context {tier=circle}\n\nSecret.\n"

local function open(tier, more)
  local pack = { teaser = true, tiers = { { id = "open", name = "Open" }, tier } }
  for key, value in pairs(more or {}) do
    pack[key] = value
  end
  return build(body, { tier = "open", pack = pack })
end

it("tells readers what the next tier would unlock, in its own words", function()
  local page = open(circle)
  expect(page):golden "joining"
  expect(page).never:has "Secret"
end)

it("goes without what the tier does not say", function()
  expect(open({ id = "circle", name = "Circle" }).text):equals "The fact\nText.\nFor the Circle\n"
  expect(open({ id = "circle", name = "Circle", about = "More." }).text):has "For the Circle\nMore.\n"
end)

it("is absent where nothing is withheld, or the pack asks for none", function()
  expect(build(body, { pack = { teaser = true, tiers = { { id = "open", name = "Open" }, circle } } })).never:has "For the"
  expect(open(circle, { teaser = false })).never:has "For the"
end)
