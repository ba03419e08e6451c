it("takes a section whose heading no plugin knows", function()
  local page = build "## A heading of one's own\n\nText.\n"
  expect(page.dump):has 'section role="prose" type="prose"'
  expect(page):has "A heading of one’s own\nText."
end)

it("may stand more than once", function()
  expect(build("## One\n\nText.\n\n## Two\n\nText.\n").text):equals "One\nText.\nTwo\nText.\n"
end)

it("is absent when nothing stands under its heading", function()
  expect(build("## Nothing here\n").text):equals ""
end)
