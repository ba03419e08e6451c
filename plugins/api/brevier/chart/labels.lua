-- Labels of drawings: how wide they are, where they break, how they keep clear of one another.
local b = require "brevier"

local labels = {}

---From one line of a label to the next, in points.
labels.leading = 9.6
---From a baseline up to the middle of small letters with ascenders: centres a label on a line.
labels.middle = 2.8

-- About what an 8 pt sans takes, in thousandths of its size, where the program cannot measure.
local function estimated(text)
  local sum = 0
  for _, code in utf8.codes(text) do
    local c = code < 128 and string.char(code) or ""
    sum = sum + (c:find("[ilj.,:;'|!ItfrI]") and 300 or c:find("[mwMW@%%]") and 830 or c:find("%u") and 600
      or code >= 0x2e80 and 1000 or 510)
  end
  return sum * 8 / 1000
end

---The width of a text as it is drawn.
---@param text string
---@param role? string "drawing-label"
---@return number points
function labels.width(text, role)
  if text == "" then
    return 0
  end
  return b.extents and (b.extents(text, { role = role or "drawing-label" })) or estimated(text)
end

---The widest of some texts.
---@param texts string[]
---@param role? string
---@return number
function labels.widest(texts, role)
  local most = 0
  for _, text in ipairs(texts) do
    most = math.max(most, labels.width(text, role))
  end
  return most
end

-- The longest start of a text that fits, in whole letters; at least one.
local function start_of(text, width, role, tail)
  local low, high = 1, utf8.len(text)
  while low < high do
    local middle = (low + high + 1) // 2
    local part = text:sub(1, utf8.offset(text, middle + 1) - 1)
    if labels.width(part .. tail, role) <= width then
      low = middle
    else
      high = middle - 1
    end
  end
  return text:sub(1, utf8.offset(text, low + 1) - 1), text:sub(utf8.offset(text, low + 1))
end

---A text that is at most so wide, with "…" where it had to be cut.
---@param text string
---@param width number
---@param role? string
---@return string
function labels.short(text, width, role)
  if labels.width(text, role) <= width then
    return text
  end
  return (start_of(text, width, role, "…"):gsub("[%s,;:–-]+$", "")) .. "…"
end

-- Words by spaces; one that is too wide alone is cut where it must be.
local function pieces_of(text, width, role)
  local pieces = {}
  for word in text:gmatch("%S+") do
    while labels.width(word, role) > width and utf8.len(word) > 1 do
      local first, rest = start_of(word, width, role, "")
      pieces[#pieces + 1], word = first, rest
    end
    pieces[#pieces + 1] = word
  end
  return pieces
end

---The lines of a label in a width; what is left over after the last is cut with "…".
---@param text string
---@param width number
---@param most? integer lines; 2
---@param role? string
---@return string[]
function labels.lines(text, width, most, role)
  if labels.width(text, role) <= width then
    return { text }
  elseif (most or 2) < 2 then
    return { labels.short(text, width, role) }
  end
  local lines = {}
  for _, piece in ipairs(pieces_of(text, width, role)) do
    local longer = #lines > 0 and lines[#lines] .. " " .. piece
    if longer and (labels.width(longer, role) <= width or #lines == (most or 2)) then
      lines[#lines] = longer
    else
      lines[#lines + 1] = piece
    end
  end
  lines[#lines] = labels.short(lines[#lines], width, role)
  return lines
end

---Moves things along a line until none overlaps, as little as can be; they keep their order.
---@param items {at: number, size: number}[] sorted by `at`, the middle where each would like to be
---@param gap number between two
---@param low number where the first may begin
---@param high number where the last should end
---@return number[] middles
function labels.spread(items, gap, low, high)
  local groups = {}
  for _, item in ipairs(items) do
    -- A group is a run of touching things: `start` is where it begins, `want` what its members wish that to be.
    local group = { count = 1, size = item.size, want = item.at - item.size / 2, start = item.at - item.size / 2 }
    groups[#groups + 1] = group
    while true do
      group = groups[#groups]
      group.start = math.max(low, math.min(group.want / group.count, high - group.size))
      local before = groups[#groups - 1]
      if not before or before.start + before.size + gap <= group.start then
        break
      end
      groups[#groups] = nil
      before.want = before.want + group.want - group.count * (before.size + gap)
      before.count, before.size = before.count + group.count, before.size + gap + group.size
    end
  end
  return labels.middles(items, groups, gap)
end

---@param items {size: number}[]
---@param groups {start: number, count: integer}[]
---@param gap number
---@return number[]
function labels.middles(items, groups, gap)
  local middles, index = {}, 0
  for _, group in ipairs(groups) do
    local at = group.start
    for _ = 1, group.count do
      index = index + 1
      middles[index] = at + items[index].size / 2
      at = at + items[index].size + gap
    end
  end
  return middles
end

---Draws a text on a ground of its own, so that no hairline runs through it.
---@param c brevier.canvas
---@param x number
---@param y number its baseline
---@param text string
---@param options {anchor?: string, colour?: string, role?: string}
function labels.on_paper(c, x, y, text, options)
  local width = labels.width(text, options.role)
  local left = options.anchor == "end" and x - width or options.anchor == "middle" and x - width / 2 or x
  c:rect(left - 1, y - 6.5, width + 2, 8):fill("paper")
  c:text(x, y, text, options)
end

---Draws the lines of a label, the first baseline at y.
---@param c brevier.canvas
---@param x number
---@param y number
---@param lines string[]
---@param options? {anchor?: string, colour?: string, role?: string}
function labels.draw(c, x, y, lines, options)
  for i, line in ipairs(lines) do
    c:text(x, y + (i - 1) * labels.leading, line, options)
  end
end

---Draws a label beside a point: its lines' middle is at y.
---@param c brevier.canvas
---@param x number
---@param y number
---@param lines string[]
---@param options? {anchor?: string, colour?: string, role?: string}
function labels.beside(c, x, y, lines, options)
  labels.draw(c, x, y + labels.middle - (#lines - 1) * labels.leading / 2, lines, options)
end

return labels
