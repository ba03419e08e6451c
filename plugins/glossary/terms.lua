-- Terms: how they are sorted, found and named in links.
local b = require "brevier"

local terms = {}

---An id of small letters, digits and hyphens; other signs stand as their numbers.
function terms.id(term)
  local id = term:lower():gsub("[%s%p]+", "-"):gsub("[\128-\255]", function(byte)
    return ("%02x"):format(byte:byte())
  end)
  return "term-" .. (id:gsub("^-+", ""):gsub("-+$", ""))
end

---The term and the other words for it.
function terms.names(entry)
  local names = { entry.term }
  for _, other in ipairs(entry.also or {}) do
    names[#names + 1] = other
  end
  return names
end

-- Accents sort with their letters in the Latin alphabets that the bundled languages use.
local bare = {
  ["á"] = "a", ["à"] = "a", ["â"] = "a", ["ä"] = "a", ["Ä"] = "a", ["ç"] = "c", ["é"] = "e", ["É"] = "e", ["è"] = "e",
  ["ê"] = "e", ["ë"] = "e", ["í"] = "i", ["î"] = "i", ["ï"] = "i", ["ñ"] = "n", ["ó"] = "o", ["ô"] = "o", ["ö"] = "o",
  ["Ö"] = "o", ["ß"] = "ss", ["ú"] = "u", ["ù"] = "u", ["û"] = "u", ["ü"] = "u", ["Ü"] = "u",
}

local function sort_key(term)
  return (term:gsub("[\195][\128-\191]", bare):lower():gsub("%p", ""))
end

---The entries of a block as they are to be shown.
function terms.sorted(block)
  local entries = table.move(block.data or {}, 1, #(block.data or {}), 1, {})
  if block.attributes.sort then
    for i, entry in ipairs(entries) do
      entry.turn, entry.key = i, sort_key(entry.term)
    end
    table.sort(entries, function(p, q)
      if p.key ~= q.key then
        return p.key < q.key
      end
      return p.turn < q.turn
    end)
  end
  return entries
end

---The entry for a word in the briefing's glossaries.
function terms.find(word, briefing)
  local id = terms.id(word)
  for _, section in ipairs(briefing.sections or {}) do
    for _, block in ipairs(section.blocks or {}) do
      for _, entry in ipairs(block.type == "glossary" and block.data or {}) do
        for _, name in ipairs(terms.names(entry)) do
          if terms.id(name) == id then
            return entry
          end
        end
      end
    end
  end
end

---Whether the text of a briefing has the term, in any case of letters.
function terms.is_used(entry, briefing)
  local parts = { briefing.title }
  for _, block in ipairs(briefing.opening or {}) do
    parts[#parts + 1] = b.plain(block)
  end
  for _, section in ipairs(briefing.sections or {}) do
    for _, block in ipairs(section.content) do
      parts[#parts + 1] = b.plain(block)
    end
  end
  local text = table.concat(parts, "\n"):lower()
  for _, name in ipairs(terms.names(entry)) do
    if text:find(name:lower(), 1, true) then
      return true
    end
  end
  return false
end

return terms
