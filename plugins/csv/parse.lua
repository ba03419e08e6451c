-- Comma-separated values as RFC 4180 has them: cells in quotation marks may hold the delimiter, line
-- breaks, and quotation marks written twice. Lines end as they like; blank ones are no rows.
--
-- The text is read line by line, since every look at a text is paid for by its length.

local BOM = "\u{FEFF}"
local MOST_PROBLEMS = 8   -- of rows of the wrong length
local ROWS_FOR_GUESS = 20 -- that a delimiter is judged by
local QUOTE = ('"'):byte()

local function lines_of(text)
  local lines = {}
  if text:sub(1, #BOM) == BOM then
    text = text:sub(#BOM + 1)
  end
  for line in (text:gsub("\r\n?", "\n") .. "\n"):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

-- To the next line; false where there is none.
local function advance(reader)
  reader.number = reader.number + 1
  reader.line = reader.lines[reader.number]
  return reader.line ~= nil
end

-- Remarks on a byte of a line; people count characters.
local function problem(reader, number, at, words)
  local column = utf8.len(reader.lines[number]:sub(1, at - 1), 1, -1, true) + 1
  reader.problems[#reader.problems + 1] = { line = number, column = column, words = words }
end

-- The cell in quotation marks that opens at `at`, and the byte behind it; nil at the end of the text.
local function quoted(reader, at)
  local parts, number, from = {}, reader.number, at + 1
  while true do
    local stop = reader.line:find('"', from, true)
    if not stop then
      parts[#parts + 1] = reader.line:sub(from) .. "\n"
      from = 1
      if not advance(reader) then
        problem(reader, number, at, "a quotation mark that is never closed")
        return table.concat(parts)
      end
    elseif reader.line:byte(stop + 1) == QUOTE then
      parts[#parts + 1] = reader.line:sub(from, stop)
      from = stop + 2
    else
      parts[#parts + 1] = reader.line:sub(from, stop - 1)
      return table.concat(parts), stop + 1
    end
  end
end

-- What stands before the next delimiter, and the byte of that, nil at the line's end.
local function plain(reader, at)
  local stop = reader.line:find(reader.delimiter, at, true)
  return reader.line:sub(at, stop and stop - 1), stop
end

-- The cell at `at`, and the byte of the delimiter behind it.
local function cell(reader, at)
  local quote = reader.line:match('^ *()"', at)
  if not quote then
    local text, stop = plain(reader, at)
    return text:match("^%s*(.-)%s*$"), stop
  end
  local text, after = quoted(reader, quote)
  if not after then
    return text
  end
  local rest, stop = plain(reader, after)
  if rest:find("%S") then
    problem(reader, reader.number, after, "text behind a closing quotation mark; write marks inside a cell twice")
  end
  return text, stop
end

-- The row that begins in this line. `odd`: where it has more or less than the `expected` cells.
local function row(reader, expected)
  local cells, at = {}, 1
  while true do
    if #cells == expected then
      cells.odd = { reader.number, at }
    end
    local text, stop = cell(reader, at)
    cells[#cells + 1] = text
    if not stop then
      if #cells < expected and reader.line then
        cells.odd = { reader.number, #reader.line + 1 }
      end
      return cells
    end
    at = stop + 1
  end
end

-- A wrong delimiter makes every row wrong: a few of them say it.
local function check_length(reader, cells, expected)
  if cells.odd and #reader.problems < MOST_PROBLEMS then
    local words = ("a row of %d cells; the first row has %d"):format(#cells, expected)
    problem(reader, cells.odd[1], cells.odd[2], words)
  end
end

local function rows(lines, delimiter, most)
  local reader = { lines = lines, number = 0, delimiter = delimiter, problems = {} }
  local list = {}
  while #list < most and advance(reader) do
    if reader.line:find("%S") then
      local cells = row(reader, list[1] and #list[1] or math.huge)
      cells.odd = list[1] and cells.odd
      check_length(reader, cells, list[1] and #list[1])
      list[#list + 1] = cells
    end
  end
  return list, reader.problems
end

-- The delimiter that makes the most cells of each row; where none fits them all, of the first row.
local function detect(lines)
  local best, most, best_of_first, most_of_first = nil, 1, ",", 1
  for _, delimiter in ipairs { ",", ";", "\t" } do
    local list, problems = rows(lines, delimiter, ROWS_FOR_GUESS)
    local count = list[1] and #list[1] or 0
    if #problems == 0 and count > most then
      best, most = delimiter, count
    end
    if count > most_of_first then
      best_of_first, most_of_first = delimiter, count
    end
  end
  return best or best_of_first
end

-- The rows of a text, each a list of cells as written, and what is wrong with it: a list of
-- { line, column, words }.
return function(text, delimiter)
  local lines = lines_of(text)
  return rows(lines, delimiter or detect(lines), math.huge)
end
