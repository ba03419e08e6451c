describe("the section", function()
  it("is its heading and what stands under it", function()
    local page = build "## Deeper trend context\n\nOne *word*.\n\n- an item\n"
    expect(page.text):equals "Deeper trend context\nOne word.\nan item\n"
    expect(page.dump):has 'section role="trend-context" type="trend-context"'
  end)

  it("is known by its other titles", function()
    expect(build("## Trend context\n\nText.\n").dump):has 'type="trend-context"'
    expect(build("## Der längere Trend\n\nText.\n", { language = "de" }).dump):has 'type="trend-context"'
  end)

  it("is absent when nothing stands under its heading", function()
    expect(build("## Deeper trend context\n").text):equals ""
  end)
end)
