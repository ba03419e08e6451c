describe("the section", function()
  it("is its heading and what stands under it", function()
    local page = build "## The fact\n\nOne *word*.\n\n- an item\n"
    expect(page.text):equals "The fact\nOne word.\nan item\n"
    expect(page.dump):has 'section role="fact" type="fact"'
  end)

  it("is known by its other titles", function()
    expect(build("## The facts\n\nText.\n").dump):has 'type="fact"'
    expect(build("## Die Tatsache\n\nText.\n", { language = "de" }).dump):has 'type="fact"'
  end)

  it("is absent when nothing stands under its heading", function()
    expect(build("## The fact\n").text):equals ""
  end)
end)
