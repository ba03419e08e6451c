-- What @name@ makes of its data. Run me with `brevier plugin test @name@`.
local data = [[
## @title@

```{.@name@}
- {label: Steel, value: 12.5}
- {label: Glass, value: 30}
```
]]

describe("the block", function()
  it("is a bar and a row for each value", function()
    local page = build(data)
    expect(page):has "Steel | 12.5"
    expect(page):golden "bars" -- spec/bars.golden, which --accept writes anew
  end)

  it("can be a table alone", function()
    local page = build(data, { options = { chart = false } })
    expect(page):has "Glass | 30.0"
    expect(page.dump).never:has "drawing"
  end)

  it("warns of nothing", function()
    expect(build "```{.@name@}\n[]\n```\n"):warns "nothing in it"
  end)

  it("wants numbers", function()
    expect(build "```{.@name@}\n- {label: Steel, value: much}\n```\n"):fails "value"
  end)
end)
