-- What a function is told in a table: fields that it does not know, and values that it cannot use, are errors at the
-- line of the plugin that calls it. `local fields = require "brevier.fields"`; brevier.chart and brevier.graph stand on it.
local b = require "brevier"

local fields = {}

---What a field may hold, as schemas of plugins say it: a type by name, or a table. "content" is a text, a number, a
---block, a piece or a list of them.
---@alias brevier.field "any"|"text"|"number"|"integer"|"boolean"|"function"|"content"|"map"|"list"|brevier.field_shape

---@class brevier.field_shape
---@field type? string one of these words, or "choice"; "map" where there are `fields`, "list" where there is an `item`
---@field required? boolean
---@field choices? string[]
---@field fields? table<string, brevier.field> of a map
---@field item? brevier.field what each entry of a list is
---@field filled? boolean the list must not be empty
---@field gaps? boolean entries of the list may be nil
---@field check? fun(value: any): string? what is wrong with it: "expected …"

local kinds = {
  any = "a value", text = "text", number = "a number", integer = "a whole number", boolean = "true or false",
  ["function"] = "a function", content = "text or a list", map = "a table", list = "a list", choice = "text",
}

local content = { string = true, number = true, table = true }

local function is_finite(value)
  return type(value) == "number" and value == value and math.abs(value) < math.huge
end

local tests = {
  any = function() return true end,
  text = function(value) return type(value) == "string" end,
  number = is_finite,
  integer = function(value) return is_finite(value) and value == math.floor(value) end,
  boolean = function(value) return type(value) == "boolean" end,
  ["function"] = function(value) return type(value) == "function" end,
  content = function(value) return content[type(value)] end,
  map = function(value) return type(value) == "table" end,
  list = function(value) return type(value) == "table" end,
}
tests.choice = tests.text

local function hint(word, candidates)
  local near = b.did_you_mean(word, candidates)
  return near and "; " .. near or ""
end

local function shown(value)
  if type(value) == "string" then
    return #value <= 40 and "\"" .. value .. "\"" or "a text"
  end
  return type(value) == "number" and tostring(value) or type(value)
end

local function fail(at, text)
  error(at .. ": " .. text, 0)
end

local function keys_of(shape)
  local keys = {}
  for key in pairs(shape) do
    keys[#keys + 1] = key
  end
  return keys
end

-- As a plugin's author would write the way to it: "rows[2].value".
local function inside(at, key)
  return at .. (at:find(": ", 1, true) and "." or ": ") .. key
end

local function one_of(choices)
  local quoted = {}
  for i, choice in ipairs(choices) do
    quoted[i] = "\"" .. choice .. "\""
  end
  return table.concat(quoted, ", ", 1, #quoted - 1) .. (#quoted > 1 and " or " or "") .. quoted[#quoted]
end

-- The word for what a field holds.
local function type_of(field)
  if type(field) == "string" then
    return field
  end
  return field.type or field.fields and "map" or field.item and "list" or field.choices and "choice" or "any"
end

local check_value

-- The highest number that is a key, so that no hole ends the list in silence.
local function length_of(at, list)
  local length = 0
  for key in pairs(list) do
    if math.type(key) ~= "integer" or key < 1 then
      fail(at, "expected a list, got a table with the key " .. shown(key))
    end
    length = math.max(length, key)
  end
  return length
end

local function check_list(at, list, shape)
  local length = length_of(at, list)
  if shape.filled and length == 0 then
    fail(at, "the list is empty")
  end
  for i = 1, shape.item and length or 0 do
    local entry = at .. "[" .. i .. "]"
    if list[i] ~= nil then
      check_value(entry, list[i], shape.item)
    elseif not shape.gaps then
      fail(entry, "expected " .. kinds[type_of(shape.item)] .. ", got nil")
    end
  end
end

local function check_fields(at, given, shape)
  for key in pairs(given) do
    if shape[key] == nil and key ~= "place" then
      local near = type(key) == "string" and hint(key, keys_of(shape)) or ""
      fail(at, "there is no field " .. shown(key) .. " here" .. near)
    end
  end
  for key, field in pairs(shape) do
    if given[key] ~= nil then
      check_value(inside(at, key), given[key], field)
    elseif type(field) == "table" and field.required then
      fail(inside(at, key), "expected " .. kinds[type_of(field)] .. ", got nil")
    end
  end
end

local function check_choice(at, value, choices)
  for _, choice in ipairs(choices) do
    if choice == value then
      return
    end
  end
  fail(at, "expected " .. one_of(choices) .. ", got " .. shown(value) .. hint(value, choices))
end

function check_value(at, value, field)
  local kind, shape = type_of(field), type(field) == "table" and field or {}
  if not tests[kind](value) then
    fail(at, "expected " .. kinds[kind] .. ", got " .. shown(value))
  elseif kind == "list" then
    check_list(at, value, shape)
  elseif shape.fields then
    check_fields(at, value, shape.fields)
  elseif shape.choices then
    check_choice(at, value, shape.choices)
  end
  local wrong = shape.check and shape.check(value)
  if wrong then
    fail(at, wrong .. (type(value) == "table" and "" or ", got " .. shown(value)))
  end
end

---Raises where `given` has a field that is not in `shape`, lacks one that is required, or has a value of another kind:
---`chart.bars: rows[2]: there is no field "vlaue" here; did you mean "value"?`. A `place` may always be there.
---@param what string the function's name
---@param given table what it was told
---@param shape table<string, brevier.field>
function fields.check(what, given, shape)
  if type(given) ~= "table" then
    fail(what, "expected a table, got " .. shown(given))
  end
  check_fields(what, given, shape)
end

---A shape with the fields of others; those of the first go before.
---@param ... table<string, brevier.field>
---@return table<string, brevier.field>
function fields.join(...)
  local joined = {}
  for i = select("#", ...), 1, -1 do
    for key, field in pairs((select(i, ...))) do
      joined[key] = field
    end
  end
  return joined
end

return fields
