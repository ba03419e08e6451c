local b = require "brevier"

local function sentence(text)
  return text:find("[.!?…]$") and text or text .. "."
end

-- "Publisher, Author, 24 April 2026."
local function detail(reference, ctx)
  local parts = {}
  for _, part in ipairs { reference.publisher or false, reference.author or false } do
    parts[#parts + 1] = part or nil
  end
  if reference.date then
    parts[#parts + 1] = ctx.date(reference.date)
  end
  return #parts > 0 and sentence(table.concat(parts, ", ")) or nil
end

-- What it derives from: another source by its publisher or title, or what the editor wrote.
local function origin(reference, ctx)
  if not reference.derived_from then
    return nil
  end
  local name = reference.derived_from
  for _, other in ipairs(ctx.briefing.references) do
    if other.id == reference.derived_from then
      name = other.publisher or other.title
    end
  end
  return (b.fill(ctx.words.derived, { source = name }):gsub("%.%.$", "."))
end

local function note(reference, ctx)
  local parts = {}
  parts[1] = origin(reference, ctx)
  parts[#parts + 1] = reference.note and sentence(reference.note)
  return #parts > 0 and table.concat(parts, " ") or nil
end

local function item(reference, ctx)
  local title = sentence(reference.title or reference.id)
  local pieces = { b.emph(reference.url and b.link(title, reference.url) or title, { role = "source-title" }) }
  local function add(text, role)
    if text then
      pieces[#pieces + 1] = " "
      pieces[#pieces + 1] = b.span(text, { role = role })
    end
  end
  add(detail(reference, ctx), "source-detail")
  add(note(reference, ctx), "source-note")
  add(reference.grade, "grade")
  add(reference.pending and ctx.words.pending, "pending")
  return b.item({ b.para(pieces) }, { target = reference.id })
end

return {
  sections = {
    sources = {
      titles = { en = { "Sources" }, de = { "Quellen" }, fr = { "Sources" }, es = { "Fuentes" } },
      rank = 170,
      generated = true,
      build = function(_, ctx)
        local items = {}
        for i, reference in ipairs(ctx.briefing.references) do
          items[i] = item(reference, ctx)
        end
        if #items == 0 then
          return {}
        end
        return { b.heading(ctx.title), b.list(items, { ordered = true, role = "sources" }) }
      end,
    },
  },
}
