it("takes the paragraphs before the first heading", function()
  local page = build "One.\n\nTwo.\n\n- a point\n\n## The fact\n\nText.\n"
  expect(page.dump):matches '^para role="standfirst"\n  text text="One."\npara role="standfirst"'
  expect(page.dump):has 'text text="Text."'
end)

it("leaves other blocks as they are", function()
  expect(build("One.\n\n> A word of others.\n").dump):matches 'quote\n  para\n'
end)
