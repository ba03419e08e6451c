it("gives its list a role, and leaves the rest", function()
  local page = build "## Also read\n\nFurther:\n\n- [A report](https://example.org/report)\n"
  expect(page.text):equals "Also read\nFurther:\nA report\n"
  expect(page.dump):has 'list role="also-read"'
  expect(page.dump):has 'link target="https://example.org/report"'
end)

it("links to another briefing", function()
  local page = build("## Further reading\n\n- [Orders](orders.md)\n", {
    briefings = { ["orders.md"] = "---\ntitle: Orders\n---\nText.\n" },
  })
  expect(page.dump):has 'link target="#orders"'
end)

it("is absent when nothing stands under its heading", function()
  expect(build("## Also read\n").text):equals ""
end)
