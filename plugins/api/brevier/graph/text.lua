-- Texts of graphs: broken into even lines, measured, drawn.
local b = require "brevier"

local text = {}

-- From one line to the next, and from a line's middle down to its baseline, by role.
local shapes = {
  ["drawing-title"] = { leading = 9.6, middle = 2.8 },
  ["drawing-label"] = { leading = 9.6, middle = 2.8 },
  ["drawing-note"] = { leading = 9, middle = 2.5 },
}

local function shape_of(role)
  return shapes[role] or shapes["drawing-label"]
end

-- A line may break at spaces, after hyphens and slashes, and between the signs of scripts without spaces.
local function add_word(tokens, word)
  local spaced = true
  local function add(part)
    tokens[#tokens + 1] = { text = part, spaced = spaced }
    spaced = false
  end
  local part = ""
  for _, code in utf8.codes(word) do
    local sign = utf8.char(code)
    if code >= 0x2e80 and part ~= "" then
      add(part)
      part = ""
    end
    part = part .. sign
    if sign == "-" or sign == "/" or sign == "–" then
      add(part)
      part = ""
    end
  end
  if part ~= "" then
    add(part)
  end
end

local function tokens_of(words, role, extents)
  local tokens = {}
  for word in words:gmatch("%S+") do
    add_word(tokens, word)
  end
  for _, token in ipairs(tokens) do
    token.width = (extents(token.text, { role = role }))
  end
  return tokens
end

-- First fit: the lines of the tokens, none wider than `width` unless a token is.
local function fill(tokens, width, space)
  local lines, at = {}, nil
  for _, token in ipairs(tokens) do
    local gap = token.spaced and space or 0
    if at and at + gap + token.width <= width + 0.05 then
      lines[#lines] = lines[#lines] .. (token.spaced and " " or "") .. token.text
      at = at + gap + token.width
    else
      lines[#lines + 1] = token.text
      at = token.width
    end
  end
  return lines
end

-- As few lines as fit, then as narrow as that number of lines allows.
local function even_lines(tokens, width, space)
  local lines = fill(tokens, width, space)
  local widest, total = 0, 0
  for _, token in ipairs(tokens) do
    widest, total = math.max(widest, token.width), total + token.width + (token.spaced and space or 0)
  end
  local try = math.max(widest, total / math.max(#lines, 1) - space)
  while try < width do
    local evened = fill(tokens, try, space)
    if #evened <= #lines then
      return evened
    end
    try = try + 2
  end
  return lines
end

local function set(tokens, width, space, role, extents)
  local options = { role = role }
  local lines, widest = even_lines(tokens, width, space), 0
  for _, line in ipairs(lines) do
    widest = math.max(widest, (extents(line, options)))
  end
  return { lines = lines, width = widest, height = #lines * shape_of(role).leading, role = role }
end

---Sets texts in lines of at most `width` points (a single word may be wider), of even lengths. Of what it set before it
---measures nothing again; one serves for one drawing, since another may be in another language.
---@param extents? fun(text: string, options: table): number b.extents, unless a test measures otherwise
---@return fun(words: string, width: number, role?: string): {lines: string[], width: number, height: number, role: string}
function text.setter(extents)
  extents = extents or b.extents
  local by_role = {}
  return function(words, width, role)
    role = role or "drawing-label"
    local known = by_role[role]
    if not known then
      local options = { role = role }
      known = { space = extents("n n", options) - extents("nn", options), tokens = {}, blocks = {} }
      by_role[role] = known
    end
    local tokens = known.tokens[words] or tokens_of(words, role, extents)
    local blocks = known.blocks[words] or {}
    known.tokens[words], known.blocks[words] = tokens, blocks
    blocks[width] = blocks[width] or set(tokens, width, known.space, role, extents)
    return blocks[width]
  end
end

---Draws a block; `y` is its top, `x` its left edge or, with the anchor "middle", its middle.
---@param c brevier.canvas
---@param x number
---@param y number
---@param block table of a text.setter
---@param options? {anchor?: string, colour?: string}
function text.draw(c, x, y, block, options)
  local shape = shape_of(block.role)
  local anchor, colour = options and options.anchor, options and options.colour
  for i, line in ipairs(block.lines) do
    local baseline = y + (i - 0.5) * shape.leading + shape.middle
    c:text(x, baseline, line, { anchor = anchor, colour = colour, role = block.role })
  end
end

return text
