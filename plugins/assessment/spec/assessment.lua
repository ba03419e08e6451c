describe("the section", function()
  it("is its heading and what stands under it", function()
    local page = build "## The assessment\n\nOne *word*.\n\n- an item\n"
    expect(page.text):equals "The assessment\nOne word.\nan item\n"
    expect(page.dump):has 'section role="assessment" type="assessment"'
  end)

  it("is known by its other titles", function()
    expect(build("## Our assessment\n\nText.\n").dump):has 'type="assessment"'
    expect(build("## Die Einschätzung\n\nText.\n", { language = "de" }).dump):has 'type="assessment"'
  end)

  it("is absent when nothing stands under its heading", function()
    expect(build("## The assessment\n").text):equals ""
  end)
end)
