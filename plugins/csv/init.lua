local b = require "brevier"
local columns = require "columns"
local parse = require "parse"

local DELIMITERS = { comma = ",", semicolon = ";", tab = "\t" }
local WIDE = 6 -- from so many columns on: over both columns of the page

-- What is read: the file, else the text in the block.
local function read(block)
  local file = block.attributes.file
  return parse(file and file.text or block.data or "", DELIMITERS[block.attributes.delimiter])
end

local function take_head(rows, attributes)
  return attributes.head and table.remove(rows, 1) or nil
end

local function pick(row, chosen)
  local cells = {}
  for i, column in ipairs(chosen) do
    cells[i] = row[column] or ""
  end
  return cells
end

local function head_of(head, chosen, attributes)
  local cells = head and pick(head, chosen)
  for i, name in ipairs(attributes.heads and columns.split(attributes.heads) or {}) do
    cells = cells or {}
    cells[i] = name
  end
  return cells
end

local function body_of(rows, chosen, marked)
  local list = {}
  for i, row in ipairs(rows) do
    local cells = pick(row, chosen)
    list[i] = b.row(cells, { marked = marked ~= nil and cells[1] == marked })
  end
  return list
end

local function aligned(rows, chosen)
  local aligns = {}
  for i, column in ipairs(chosen) do
    aligns[i] = columns.align(rows, column)
  end
  return aligns
end

local function role_of(count, wide)
  if wide == nil then
    wide = count >= WIDE
  end
  return wide and "csv-wide" or "csv"
end

-- "Source: Reuters" and its number.
local function source_line(id, ctx)
  local name = id
  for _, reference in ipairs(ctx.briefing.references) do
    if reference.id == id then
      name = reference.publisher or reference.title
    end
  end
  return { b.para({ b.fill(ctx.words.source, { name = name }), b.cite(id) }, { role = "csv-source" }) }
end

local function build(block, ctx)
  local attributes, rows = block.attributes, read(block)
  local head = take_head(rows, attributes)
  if #rows == 0 then
    return {}
  end
  local chosen = columns.chosen(attributes.columns, head, #rows[1])
  local aligns, role = aligned(rows, chosen), role_of(#chosen, attributes.wide)
  local whole = b.table {
    role = role .. "-table",
    id = block.id,
    caption = attributes.caption,
    head = head_of(head, chosen, attributes),
    align = aligns,
    row_heads = aligns[1] == "start",
    rows = body_of(rows, chosen, attributes.marked),
  }
  return { b.group({ whole, attributes.source and source_line(attributes.source, ctx) or {} }, { role = role }) }
end

local function check_names(block, head, rows, ctx)
  local attributes = block.attributes
  local count = #(head or rows[1])
  local chosen, unknown = columns.chosen(attributes.columns, head, count)
  for _, name in ipairs(unknown) do
    local known = head and table.concat(head, ", ") or "1 to " .. count
    ctx.error(block, b.fill('no column is called "{name}"; there are {known}', { name = name, known = known }))
  end
  if attributes.heads and #columns.split(attributes.heads) ~= #chosen then
    ctx.error(block, b.fill("heads= names {heads} columns, and {shown} are shown", {
      heads = #columns.split(attributes.heads), shown = #chosen,
    }))
  end
end

local function check(block, ctx)
  local attributes = block.attributes
  local rows, problems = read(block)
  if attributes.file and block.data and block.data:find("%S") then
    ctx.error(block, "there is a file, and text in the block: leave one of them out")
  end
  for _, problem in ipairs(problems) do
    ctx.error(attributes.file or block, b.fill("line {line}, column {column}: {words}", problem), problem.line)
  end
  local head = take_head(rows, attributes)
  if #problems > 0 then
    return
  elseif #rows == 0 then
    ctx.warn(block, "the table has no rows")
    return
  end
  check_names(block, head, rows, ctx)
  if ctx.options.sources and not attributes.source then
    ctx.warn(block, "no source is named; write source=ID")
  end
end

return {
  blocks = {
    csv = {
      attributes = {
        file = { type = "file", help = "a file of the pack with the values, in place of text in the block" },
        delimiter = {
          type = "choice", choices = { "comma", "semicolon", "tab" },
          help = "what parts the cells; found from the text if not said",
        },
        head = { type = "boolean", default = true, help = "the first row names the columns" },
        columns = { type = "text", help = "which columns, by name or number, in their order: Country, 4, Value" },
        heads = { type = "text", help = "what to print over the columns instead of their names" },
        caption = { type = "text", help = "stands over the table" },
        source = { type = "text", help = "the id of the source of the numbers" },
        marked = { type = "text", help = "the first cell of the row to mark" },
        wide = { type = "boolean", help = "over both columns; so from 6 columns on if not said" },
      },
      data = "raw",
      check = check,
      build = build,
    },
  },
}
