-- Whatever the data: no text leaves the frame of its drawing, and no two lie on one another.
local LETTER = 3.3 -- points: narrower than most, so that what meets here meets on paper

-- The texts of a dump as boxes: from the line over capitals to the line under descenders.
local function boxes_of(dump)
  local boxes = {}
  for x, y, style, text in dump:gmatch "\n *text (%-?[%d.]+) (%-?[%d.]+) ([%a -]+) \"([^\n]*)\"" do
    local anchor, width = style:match "^%a+", LETTER * utf8.len(text)
    local left = anchor == "end" and x - width or anchor == "middle" and x - width / 2 or tonumber(x)
    boxes[#boxes + 1] = { text = text, left = left, right = left + width, top = y - 5.4, foot = y + 1.4 }
  end
  return boxes
end

local function problems_of(page)
  local found = table.move(page.errors, 1, #page.errors, 1, {})
  local width, height = page.dump:match "drawing size=([%d.]+)x([%d.]+)"
  local boxes = boxes_of(page.dump)
  for i, p in ipairs(boxes) do
    if p.left < -0.1 or p.right > width + 0.1 or p.top < -1.1 or p.foot > height + 0.1 then
      found[#found + 1] = p.text .. " leaves the frame"
    end
    for j = i + 1, #boxes do
      local q = boxes[j]
      if p.left < q.right and q.left < p.right and p.top < q.foot and q.top < p.foot then
        found[#found + 1] = p.text .. " lies on " .. q.text
      end
    end
  end
  return found
end

local function try(class, data, language)
  for _, attributes in ipairs { "table=false", "table=false width=margin", "table=false width=wide" } do
    local text = "## M {.market-context}\n```{." .. class .. " " .. attributes .. "}\n" .. data .. "\n```\n"
    expect(problems_of(build(text, { language = language }))):equals {}
  end
end

local long = "Makers of equipment for the fabrication of semiconductors and of all that a line needs"

local rows = {
  one = "- {label: A, value: 1}",
  zeros = "- {label: A, value: 0}\n- {label: B, value: 0}",
  negative = "- {label: A, value: -5, low: -9, high: -1}\n- {label: B, value: -0.5}",
  both = "- {label: A, value: -5}\n- {label: B, value: 7, marked: true}\n- {label: C, value: 0}",
  wild = "- {label: A, value: 0.001}\n- {label: B, value: 123456789}\n- {label: C, value: -1000000}",
  missing = "- {label: A}\n- {label: B}",
  narrow = "- {label: A, low: 5, value: 5, high: 5}\n- {label: B, low: 5, value: 5, high: 5.01, marked: true}",
  rtl = "- {label: شركات الاتصالات, value: 3, low: 2, high: 4}\n- {label: חברות, value: 4}",
  long = "- {label: " .. long .. ", value: 3, marked: true}\n"
    .. "- {label: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik, value: 4}",
}

for _, class in ipairs { "bar-chart", "dot-plot", "range-plot" } do
  describe("a " .. class, function()
    for name, data in pairs(rows) do
      it("of rows, " .. name, function()
        try(class, data)
      end)
    end

    it("of sixty rows", function()
      local many = {}
      for i = 1, 60 do
        many[i] = "- {label: Row " .. i .. ", value: " .. i * 7919 % 997 .. "}"
      end
      try(class, table.concat(many, "\n"))
    end)
  end)
end

local lines = {
  one = "at: [2026-04-26]\nseries: [{values: [5]}]",
  equal = "at: [1, 2, 3]\nseries: [{name: A, values: [7, 7, 7]}]",
  empty = "at: [2026-01, 2026-02]\nseries: [{name: A, values: [~, ~]}, {name: B, values: [1, 2]}]",
  together = "at: [2024, 2025]\nseries: [{name: A, values: [1, 5]}, {name: B, values: [2, 5]}, {name: C, values: [3, 5]}, "
    .. "{name: D, values: [4, 5]}, {name: E, values: [5, 5]}, {name: F, values: [6, 5], marked: true}]",
  wild = "at: [2024-Q1, 2024-Q2]\nseries: [{name: " .. long .. ", values: [-123456789, 0.5]}]",
  rtl = "at: [2026-04-01, 2026-04-30]\nseries: [{name: شركات, values: [1, 2]}, {name: חברות, values: [2, 1]}]",
  named = "at: [" .. long .. ", Tape-out, First silicon from the line, Qualification, Volume]\n"
    .. "series: [{name: Yield, values: [1, 2, 3, 4, 5]}]",
}

for _, class in ipairs { "line-chart", "small-multiples" } do
  describe("a " .. class, function()
    for name, data in pairs(lines) do
      it("of lines, " .. name, function()
        try(class, data)
      end)
    end

    it("of two hundred days", function()
      local days, values = {}, {}
      for i = 1, 200 do
        days[i] = string.format("2026-%02d-%02d", (i - 1) // 28 + 1, (i - 1) % 28 + 1)
        values[i] = i * 7919 % 997
      end
      try(class, "at: [" .. table.concat(days, ", ") .. "]\nseries: [{values: [" .. table.concat(values, ", ") .. "]}]", "fr")
    end)
  end)
end

describe("a gauge", function()
  local bands = "bands: [{to: 5, label: far below}, {to: 8, label: below}, {to: 9, label: even}, {label: " .. long .. "}]"
  it("of any value", function()
    for _, value in ipairs { 0, 4.5, 8.5, 9, 100 } do
      try("gauge", "value: " .. value .. "\nto: 100\n" .. bands)
      try("gauge", "value: " .. value .. "\nto: 100")
    end
  end)
end)

describe("a timeline", function()
  it("of many days, near and far", function()
    local data = {}
    for _, day in ipairs { "01-20", "04-01", "04-02", "04-02", "04-05", "04-28", "12-29", "12-30", "12-31" } do
      data[#data + 1] = "- {date: 2026-" .. day .. ", text: What happened on that day and all that came of it}"
    end
    for _, attributes in ipairs { "table=false", "", "table=false width=wide" } do
      local text = "## M {.market-context}\n```{.timeline " .. attributes .. "}\n" .. table.concat(data, "\n") .. "\n```\n"
      expect(problems_of(build(text, { language = "es" }))):equals {}
    end
  end)
end)
