local b = require "brevier"

-- In the order in which they are shown. `category` is a key of the core; the others are declared below.
local order = {
  "impact", "category", "region", "focus", "content-type", "domain", "topic", "horizon", "signal-type",
}

-- A facet is written plainly, or as a value with a note.
local function facet(help, value)
  return {
    type = "map",
    shorthand = "value",
    help = help,
    fields = {
      value = value or { type = "text", required = true, help = "what is printed" },
      note = { type = "text", help = "a remark on it, in grey" },
    },
  }
end

local function one(key, facet, words)
  local value = key == "impact" and words["impact-" .. facet.value] or facet.value
  local pieces = { b.strong(value) }
  if facet.note then
    pieces[2] = " "
    pieces[3] = b.span(facet.note, { role = "facet-note" })
  end
  return b.group({
    b.para(words[key], { role = "facet-label" }),
    b.para(pieces, { role = "facet-value" }),
  }, { role = "facet" })
end

return {
  front = {
    region = facet "where it happens",
    focus = facet "what the signal is about",
    ["content-type"] = facet "what kind of piece this is",
    domain = facet "the field it belongs to first",
    topic = facet "the subject",
    impact = facet("how much follows from it", {
      type = "choice", choices = { "low", "medium", "high" }, required = true, help = "low, medium or high",
    }),
    horizon = facet "when it matters",
    ["signal-type"] = facet "what kind of signal it is",
  },
  sections = {
    facets = {
      titles = { en = { "Facets" }, de = { "Merkmale" }, fr = { "Repères" }, es = { "Rasgos" } },
      rank = 30,
      generated = true,
      build = function(_, ctx)
        local front, groups = ctx.briefing.front, {}
        front.category = ctx.briefing.category
        for _, key in ipairs(order) do
          if front[key] then
            groups[#groups + 1] = one(key, front[key], ctx.words)
          end
        end
        return #groups > 0 and { b.group(groups, { role = "facets" }) } or {}
      end,
    },
  },
}
