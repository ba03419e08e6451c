local b = require "brevier"
local prose = require "prose"

local function count_words(text)
  local _, count = text:gsub("%S+", "")
  return count
end

local function check_item(item, seen, ctx)
  local question, answer = b.plain(item.question), b.plain(item.answer)
  if answer:find("%S") == nil then
    ctx.warn(item.node, "a question without an answer")
  elseif count_words(answer) > ctx.options.words then
    ctx.warn(item.node, count_words(answer) .. " words; an answer here has " .. ctx.options.words
      .. " at most, longer ones belong into an explainer")
  end
  if seen[question:lower()] then
    ctx.warn(item.node, "this question is asked twice")
  end
  seen[question:lower()] = true
end

local function check(items, ctx)
  local seen = {}
  for _, item in ipairs(items) do
    check_item(item, seen, ctx)
  end
end

local function build(items)
  local groups = {}
  for i, item in ipairs(items) do
    local heading = b.heading(item.question, {
      level = 3, role = "faq-question", id = item.id, language = item.language, place = item.place,
    })
    groups[i] = b.group({ heading, b.group(item.answer, { role = "faq-answer" }) }, { role = "faq-item" })
  end
  return groups
end

local function from_data(block)
  local items = {}
  for i, entry in ipairs(block.data or {}) do
    items[i] = { question = entry.question, answer = entry.answer, node = entry }
  end
  return items
end

return {
  sections = {
    faq = {
      titles = {
        en = { "Frequently asked", "FAQ", "Frequently asked questions" },
        de = { "Häufig gefragt", "Häufige Fragen" },
        fr = { "Questions fréquentes", "Foire aux questions" },
        es = { "Preguntas frecuentes" },
      },
      rank = 124,
      check = function(section, ctx)
        check(select(2, prose.split(section.content)), ctx)
      end,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        local opening, items = prose.split(section.content)
        return { b.heading(ctx.title), opening, build(items) }
      end,
    },
  },
  blocks = {
    faq = {
      data = {
        type = "list",
        item = {
          type = "map",
          fields = {
            question = { type = "text", required = true, help = "as a reader would ask it" },
            answer = { type = "markdown", required = true, help = "in a sentence or two" },
          },
        },
      },
      check = function(block, ctx)
        if #(block.data or {}) == 0 then
          ctx.warn(block, "no questions are listed")
        end
        check(from_data(block), ctx)
      end,
      build = function(block)
        return { build(from_data(block)) }
      end,
    },
  },
}
