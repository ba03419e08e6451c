it("takes the first list of the opening", function()
  local page = build "Before.\n\n- one\n- two\n\nAfter.\n"
  expect(page):golden "opening"
end)

it("leaves the lists of sections", function()
  expect(build("Before.\n\n## The fact\n\n- one\n").dump).never:has "keypoints"
end)
