-- What an editor may write in a chart's block.

local schemas = {}

local function number(help)
  return { type = "number", help = help }
end

local row = {
  type = "map",
  fields = {
    label = { type = "text", required = true, help = "what the row is" },
    value = { type = "number", nullable = true, help = "left out or empty: no data" },
    low = number "the end of the range in which the value lies",
    high = number "its other end",
    marked = { type = "boolean", help = "true: what the text is about, in the accent" },
  },
}

schemas.rows = { type = "list", item = row }

-- A range can do without a value in it.
schemas.ranges = schemas.rows

-- Texts, so that a dash can stand for a gap; `numbers` of gaps.lua reads them.
local values = { type = "list", item = "text", help = "a number for each position, ~ or – for none" }

local line = {
  type = "map",
  fields = {
    name = { type = "text", help = "what the line is" },
    values = { type = "list", item = "text", required = true, help = values.help },
    low = values,
    high = values,
    marked = { type = "boolean", help = "true: what the text is about, in the accent" },
  },
}

schemas.series = {
  type = "map",
  fields = {
    at = {
      type = "list", item = "text", required = true, help = "positions: days (2026-04-26), months, years, numbers or names",
    },
    series = { type = "list", item = line, required = true, help = "the lines" },
  },
}

local band = {
  type = "map",
  fields = { to = number "where it ends; the last one ends with the scale", label = { type = "text", help = "its name" } },
}

schemas.gauge = {
  type = "map",
  fields = {
    value = { type = "number", required = true, help = "where the mark stands" },
    from = { type = "number", default = "0", help = "where the scale begins" },
    to = { type = "number", required = true, help = "where it ends" },
    low = number "the end of the range in which the value lies",
    high = number "its other end",
    bands = { type = "list", item = band, help = "parts of the scale, upwards" },
  },
}

-- Attributes that all charts share.
local shared = {
  title = { type = "text", help = "stands over the chart" },
  caption = { type = "text", help = "stands under it" },
  credit = { type = "text", help = "who made it" },
  source = { type = "text", help = "the id of the source that the data is from" },
  unit = { type = "text", help = "% stands behind each number, any other unit under the title" },
  decimals = { type = "integer", min = 0, max = 6, help = "of every number; as many as the data has" },
  width = { type = "choice", choices = { "text", "wide", "margin" }, help = "the column that it fills" },
  table = { type = "boolean", help = "false: no table of the data; the alternative text tells all of it" },
  alt = { type = "text", help = "what is to be seen, in place of what is made from the data" },
}

---The shared attributes and a block's own.
---@param own? table<string, table>
---@return table
function schemas.attributes(own)
  local all = {}
  for key, field in pairs(shared) do
    all[key] = field
  end
  for key, field in pairs(own or {}) do
    all[key] = field
  end
  return all
end

schemas.sort = { type = "choice", choices = { "up", "down" }, help = "by value; left out: as written" }
schemas.from = number "where the axis of values begins at the latest"
schemas.to = number "where it ends at the earliest"

return schemas
