-- Random trees from a seed, made of all that a plugin may return and some of what it should not.
local b = require "brevier"

local state, serial

local function dice(sides)
  state = (state * 1103515245 + 12345) % 2147483648
  return state // 65536 % sides + 1
end

local function one_of(list)
  return list[dice(#list)]
end

local function rarely()
  return dice(80) == 1
end

-- A word that can be found again in the finished files.
local function word()
  serial = serial + 1
  return ("zq%dx%d"):format(serial, dice(1000))
end

local odd_texts = { "", " ", "\u{a0}", "\u{200b}", "a\u{202e}b", "a\u{ad}b", "\u{feff}", "<&>\"'", "]]>", "--", "&amp;", "\n\t",
  "\u{fffe}", "\u{fdd0}", "\u{85}", "\1", "\u{2028}" }
local odd_targets = { "http://[::", "http://", "http://a:99999/", "http://a b/", "http://1.2.3.4.5/", "http://x%/", "#nowhere",
  "pack:", "pack:nowhere#x", "javascript:x", "mailto:", "http://a/[b]#c#d", "http://a/%zz?q=<>|^`{}", "http://é.example/é",
  "http://[::1]/", "http://xn--a/", "", "#", "http://a/" .. ("x"):rep(3000), "http://u:p@a.example:8080/p?q#f", "http://a..b/",
  "http://-a.example/", "http://a_b.example/", "HTTP://A.EXAMPLE", "mailto:a b@c", "https://a.example/\u{2028}" }
local odd_ids = { "a b", "1", "x\u{a0}y", "x:y", "é", "-", "a", "a.b", "\u{d7}", "call-1", "note-1", "source-wire", "x/y", "x#y" }
local targets = { "https://example.org/a", "#heading", "#other", "mailto:a@example.org", "pack:one" }

local pieces, blocks

local function id_of(options)
  if dice(12) == 1 then options.id = "i" .. serial end
  if rarely() then options.id = one_of(odd_ids) end
  if dice(25) == 1 then options.language = "fr" end
  if dice(12) == 1 then options.role = one_of { "lead", "spark", "source", "x", "citations", "credit", "attribution" } end
  return options
end

local function target()
  return one_of(dice(6) == 1 and odd_targets or targets)
end

local function piece(depth)
  local kind = depth <= 0 and 1 or dice(18)
  if rarely() then return one_of(odd_texts) end
  if kind <= 6 then return word() .. " " end
  if kind == 7 then return b.strong(pieces(depth - 1), id_of {}) end
  if kind == 8 then return b.emph(pieces(depth - 1)) end
  if kind == 9 then return b.span(pieces(depth - 1), id_of {}) end
  if kind == 10 then return b.code_span(word()) end
  if kind == 11 then return b.line_break() end
  if kind == 12 then return b.link(pieces(depth - 1), target()) end
  if kind == 13 then return b.cite("wire", { locator = dice(2) == 1 and "p. " .. dice(9) or nil }) end
  if kind == 14 then return b.note(dice(4) == 1 and blocks(depth - 1) or { b.para(word()) }) end
  if kind == 15 then return b.page_ref(target()) end
  return word() .. " "
end

function pieces(depth)
  local list = {}
  for i = 1, rarely() and 0 or dice(3) do list[i] = piece(depth) end
  return list
end

local function table_of(depth)
  local columns, rows = dice(rarely() and 9 or 3), {}
  for i = 1, rarely() and 0 or dice(3) do
    local cells = {}
    for c = 1, columns do
      cells[c] = dice(6) == 1 and b.cell(depth > 1 and dice(3) == 1 and blocks(depth - 2) or word(), { head = dice(3) == 1, shade = dice(10) / 10 }) or word()
    end
    rows[i] = dice(9) == 1 and b.row(cells, { head = dice(2) == 1, marked = dice(2) == 1 }) or cells
  end
  local made = b.table { rows = rows, head = dice(2) == 1 and rows[1] or nil, caption = dice(2) == 1 and pieces(1) or nil }
  if rarely() then made[#made + 1] = b.caption(word()) end
  return made
end

local function drawing()
  return b.drawing { width = 10 * dice(10), height = 10 * dice(5), alt = rarely() and one_of(odd_texts) or "a drawing", draw = function(c)
    c:text(1, 8, "drawn")
  end }
end

local function block(depth)
  local kind = depth <= 0 and 1 or dice(16)
  if kind <= 4 then return b.para(pieces(depth), id_of {}) end
  if kind == 5 then return b.heading(pieces(1), id_of { level = dice(5) + 1 }) end
  if kind == 6 then
    local items = {}
    for i = 1, rarely() and 0 or dice(3) do items[i] = dice(2) == 1 and word() or b.item(blocks(depth - 1), { label = rarely() and one_of(odd_texts) or nil }) end
    return b.list(items, { ordered = dice(2) == 1, start = dice(3) })
  end
  if kind == 7 then return table_of(depth) end
  if kind == 8 then return b.quote(blocks(depth - 1), { attribution = dice(2) == 1 and pieces(1) or nil }) end
  if kind == 9 then return b.figure(rarely() and {} or dice(2) == 1 and { drawing() } or blocks(depth - 1), { caption = dice(2) == 1 and pieces(1) or nil, credit = dice(3) == 1 and word() or nil }) end
  if kind == 10 then return b.callout(blocks(depth - 1)) end
  if kind == 11 then return b.group(rarely() and {} or blocks(depth - 1), id_of {}) end
  if kind == 12 then return b.code(word() .. "\n  " .. word()) end
  if kind == 13 then return b.rule() end
  if kind == 14 then return drawing() end
  return b.para(pieces(depth))
end

function blocks(depth)
  local list = {}
  for i = 1, rarely() and 0 or dice(3) do list[i] = block(depth) end
  return list
end

return {
  blocks = {
    chaos = {
      data = { type = "map", fields = { seed = { type = "integer", required = true } } },
      build = function(data, ctx)
        state, serial = data.data.seed * 7919 % 2147483648, 1000 * data.data.seed
        local made = blocks(4)
        return rarely() and { made, made } or made
      end,
    },
  },
}
