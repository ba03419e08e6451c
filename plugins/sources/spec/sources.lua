local function page(sources, text, language)
  return build(text or "Text [@wire].\n", { front = { sources = sources }, language = language })
end

it("lists a source with all that is known of it", function()
  local found = page {
    {
      id = "wire", title = "A report", author = "A. Writer", publisher = "Techwire", date = "2026-04-24",
      url = "https://example.org/a", grade = "B2", note = "read in full",
    },
  }
  expect(found):golden "full"
  expect(found):has "A report. Techwire, A. Writer, 24 April 2026. read in full. B2"
end)

it("numbers them by their first citation, those never cited last", function()
  local found = page({ { id = "a", title = "First" }, { id = "b", title = "Second" }, { id = "c", title = "Third" } },
    "Text [@c] and more [@b].\n")
  expect(found.text):matches "Third%.\nSecond%.\nFirst%."
end)

it("names what a source derives from", function()
  local found = page { { id = "wire", title = "A", ["derived-from"] = "agency" }, { id = "agency", title = "B", publisher = "Reuters" } }
  expect(found):has "After Reuters."
end)

it("says what is still to be reviewed", function()
  expect(page { { id = "wire", title = "A", status = "pending" } }):has "pending review"
end)

it("is absent without sources", function()
  expect(build("Text.\n").dump).never:has "sources"
end)
