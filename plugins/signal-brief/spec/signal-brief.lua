local function brief(front, language)
  front.title = "DeepSeek previews V4"
  return build("Text.\n", { front = front, language = language })
end

it("is the signal, its type, region and market class as pairs", function()
  local page = brief { ["signal-type"] = "Launch", region = "Asia Pacific", ["market-class"] = "Cloud" }
  expect(page):has "Signal | DeepSeek previews V4\nSignal type | Launch\nRegion | Asia Pacific\nMarket class | Cloud"
  expect(page.dump):has 'table role="pairs" columns=2'
end)

it("leaves out what is not said", function()
  expect(brief { region = "Asia Pacific" }):has "Signal | DeepSeek previews V4\nRegion | Asia Pacific\n"
end)

it("is absent when there is nothing but the title", function()
  expect(brief({}).dump).never:has "signal-brief"
end)

it("speaks the briefing's language", function()
  expect(brief({ region = "Asien" }, "de")):has "Das Signal in Kürze"
end)
