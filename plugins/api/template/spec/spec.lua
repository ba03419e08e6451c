-- What @name@ makes of its data. Run me with `brevier plugin test @name@`.
local data = [[
## @title@

```{.@name@}
- {label: Steel, value: 12.5}
- {label: Glass, value: 30}
```
]]

describe("the block", function()
  it("is a table with a row for each value", function()
    expect(build(data)):has "Steel | 12.5"
  end)

  it("has a bar for each value", function()
    expect(build(data)):golden "bars" -- spec/bars.golden; --accept writes it anew
  end)

  it("can do without the chart", function()
    expect(build(data, { options = { chart = false } }).dump).never:has "drawing"
  end)

  it("wants numbers", function()
    expect(build "```{.@name@}\n- {label: Steel, value: much}\n```\n"):fails "value"
  end)
end)
