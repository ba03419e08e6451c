-- In which sections a name occurs. A name counts where no letter or digit touches it.
local b = require "brevier"

local where = {}

-- A text of one space between words, with one at both ends and before each sign, so that whole words can be found plainly.
local function normal(text)
  return " " .. text:gsub("[%c%s]+", " "):gsub("’s", " ’s"):gsub("'s", " 's"):gsub("([%.,;:!%?%(%)/“”\"–—-])", " %1 ") .. " "
end

local function occurs(entity, text)
  if text:find(normal(entity.name):gsub("%s+", " "), 1, true) then
    return true
  end
  for _, alias in ipairs(entity.aliases or {}) do
    if text:find(normal(alias):gsub("%s+", " "), 1, true) then
      return true
    end
  end
  return false
end

-- What pieces of text say of themselves, not to readers.
local silent = { kind = true, role = true, id = true, target = true, place = true, language = true }

-- Data blocks count too: the rows of relations name parties.
local function add_data(value, parts)
  if type(value) == "string" then
    parts[#parts + 1] = value
  elseif type(value) == "table" then
    local keys = {}
    for key in pairs(value) do
      keys[#keys + 1] = not silent[key] and key or nil
    end
    table.sort(keys, function(p, q)
      return tostring(p) < tostring(q)
    end)
    for _, key in ipairs(keys) do
      add_data(value[key], parts)
    end
  end
end

local function text_of(section)
  local parts = {}
  for _, block in ipairs(section.content) do
    parts[#parts + 1] = b.plain(block)
  end
  for _, block in ipairs(section.blocks or {}) do
    if block.type ~= "entities" then
      add_data(block.data, parts)
    end
  end
  return (normal(table.concat(parts, " ")):gsub("%s+", " "))
end

---@param sections table[] of ctx.briefing.sections
function where.read(sections)
  local list = {}
  for _, section in ipairs(sections or {}) do
    if section.title and section.type ~= "entities" then
      list[#list + 1] = { id = section.id, words = b.plain(section.title), text = text_of(section) }
    end
  end
  return list
end

---The sections that name an entity, in order.
function where.find(entity, list)
  local found = {}
  for _, section in ipairs(list) do
    if occurs(entity, section.text) then
      found[#found + 1] = section
    end
  end
  return found
end

---Whether the title or the untitled sections name it.
function where.opening(entity, briefing)
  local parts = { briefing.title }
  for _, section in ipairs(briefing.sections or {}) do
    if not section.title then
      parts[#parts + 1] = text_of(section)
    end
  end
  for _, block in ipairs(briefing.opening or {}) do
    parts[#parts + 1] = b.plain(block)
  end
  return occurs(entity, (normal(table.concat(parts, " ")):gsub("%s+", " ")))
end

return where
