-- Which columns are shown, in what order, and where their cells stand.

-- What may be left out of a column of numbers.
local BLANK = { [""] = true, ["-"] = true, ["–"] = true, ["—"] = true, ["…"] = true, ["n/a"] = true }

-- "a, b" or, where a name has a comma, "a; b".
local function split(text)
  local sign = text:find(";", 1, true) and ";" or ","
  local names = {}
  for name in (text .. sign):gmatch("([^" .. sign .. "]*)" .. sign) do
    names[#names + 1] = name:match("^%s*(.-)%s*$")
  end
  return names
end

local function index_of(name, head, count)
  for i, text in ipairs(head or {}) do
    if text == name then
      return i
    end
  end
  local number = math.tointeger(tonumber(name))
  return number and number >= 1 and number <= count and number or nil
end

local columns = { split = split }

-- The numbers of the columns that are asked for, all where nothing is; and the names that none has.
function columns.chosen(wish, head, count)
  local list, unknown = {}, {}
  if not wish then
    for i = 1, count do
      list[i] = i
    end
    return list, unknown
  end
  for _, name in ipairs(split(wish)) do
    local index = index_of(name, head, count)
    if index then
      list[#list + 1] = index
    else
      unknown[#unknown + 1] = name
    end
  end
  return list, unknown
end

local LEADING = { "-", "−", "–", "+", "~", "≈", "<", ">", "$", "€", "£", "¥", " ", "\u{A0}" }
local TRAILING = { "%", "$", "€", "£", "¥", " ", "\u{A0}", "\u{202F}" }
local GROUPING = { " ", "\u{A0}", "\u{202F}", "'", "’" }

-- The text without what it begins with, or ends with, of a list of signs.
local function without_leading(text)
  for _, sign in ipairs(LEADING) do
    if text:sub(1, #sign) == sign then
      return without_leading(text:sub(#sign + 1))
    end
  end
  return text
end

local function without_trailing(text)
  for _, sign in ipairs(TRAILING) do
    if text:sub(-#sign) == sign then
      return without_trailing(text:sub(1, -#sign - 1))
    end
  end
  return text
end

-- The digits of a number with its points and commas, without sign, currency, unit and spaces; nil if
-- the text is none.
local function number_in(text)
  text = without_trailing(without_leading(text))
  for _, sign in ipairs(GROUPING) do
    text = text:gsub("(%d)" .. sign .. "(%d)", "%1%2")
  end
  return text:match("^%d[%d.,]*$") or text:match("^[.,]%d+$")
end

-- Is every cell of the column a number, or left out; and has one of them decimals? A sign before just
-- three digits groups thousands, unless the number has it once and after a nought.
local function numbers(rows, column)
  local any, decimals = false, false
  for _, row in ipairs(rows) do
    local text = row[column] or ""
    if not BLANK[text] then
      local digits = number_in(text)
      if not digits then
        return false
      end
      any = true
      local whole, fraction = digits:match("^(.*)[.,](%d+)$")
      decimals = decimals or (fraction ~= nil and (#fraction ~= 3 or whole == "0" or whole == ""))
    end
  end
  return any, decimals
end

function columns.align(rows, column)
  local are_numbers, decimals = numbers(rows, column)
  return are_numbers and (decimals and "point" or "end") or "start"
end

return columns
