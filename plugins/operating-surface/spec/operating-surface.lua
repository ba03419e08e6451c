describe("the section", function()
  it("is its heading and what stands under it", function()
    local page = build "## Operating surface\n\nOne *word*.\n\n- an item\n"
    expect(page.text):equals "Operating surface\nOne word.\nan item\n"
    expect(page.dump):has 'section role="operating-surface" type="operating-surface"'
  end)

  it("is known by its other titles", function()
    expect(build("## operating surface\n\nText.\n").dump):has 'type="operating-surface"'
    expect(build("## Wirkungsfeld\n\nText.\n", { language = "de" }).dump):has 'type="operating-surface"'
  end)

  it("is absent when nothing stands under its heading", function()
    expect(build("## Operating surface\n").text):equals ""
  end)
end)
