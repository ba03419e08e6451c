local b = require "brevier"

local PULL_WORDS = 45 -- more cannot be taken in at the size of a pull-quote

-- "Jensen Huang, chief executive of Nvidia, 3 April 2026" and the number of the source.
local function attribution(attributes, ctx)
  local pieces = {}
  local function add(piece)
    if piece then
      pieces[#pieces + 1] = #pieces > 0 and ", " or nil
      pieces[#pieces + 1] = piece
    end
  end
  add(attributes.who and b.strong(attributes.who))
  add(attributes.role)
  add(attributes.date and ctx.date(attributes.date))
  if attributes.source then
    pieces[#pieces + 1] = b.cite(attributes.source)
  end
  return #pieces > 0 and pieces or nil
end

-- What is quoted may stand in the div as it is, or behind the signs of a quotation.
local function words_of(content)
  local blocks = {}
  for _, block in ipairs(content) do
    if block.kind == "quote" then
      table.move(block, 1, #block, #blocks + 1, blocks)
    else
      blocks[#blocks + 1] = block
    end
  end
  return blocks
end

local function names_speaker(block)
  local last = words_of(block.content)
  last = last[#last]
  return block.attributes.who or (last and last.role == "attribution")
end

local function cites(node)
  if node.kind == "cite" then
    return true
  end
  for _, child in ipairs(node) do
    if type(child) == "table" and cites(child) then
      return true
    end
  end
  return false
end

local function count_words(text)
  local _, count = text:gsub("%S+", "")
  return count
end

local function check(block, ctx)
  local attributes = block.attributes
  if #block.content == 0 then
    ctx.warn(block, "nothing is quoted")
    return
  end
  if not names_speaker(block) then
    ctx.warn(block, "nobody is said to have said it; write who=\"…\"")
  end
  if ctx.options.sources and not attributes.source and not cites(block.content) then
    ctx.warn(block, "no source has these words; write source=ID")
  end
  if attributes.date and attributes.date > ctx.pack.date then
    ctx.warn(block, b.fill("the words are dated {date}, after this edition", attributes))
  end
  local length = count_words(b.plain(block.content))
  if block.type == "pull-quote" and length > PULL_WORDS then
    ctx.warn(block, b.fill("{length} words are many to set large; .quote sets them as text", { length = length }))
  end
end

local attributes = {
  who = { type = "text", help = "who said it" },
  role = { type = "text", help = "what they are: chief executive of Nvidia" },
  date = { type = "date", help = "the day on which it was said" },
  source = { type = "text", help = "the id of the source that has it" },
}

local function quoting(role)
  return {
    div = true,
    attributes = attributes,
    check = check,
    build = function(block, ctx)
      local words = words_of(block.content)
      if #words == 0 then
        return {}
      end
      return { b.quote(words, { id = block.id, role = role, attribution = attribution(block.attributes, ctx) }) }
    end,
  }
end

return {
  blocks = {
    quote = quoting(),
    ["pull-quote"] = quoting "pull-quote",
  },
}
