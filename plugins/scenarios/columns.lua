-- The three cells of a scenario: its name, how likely it is, and what there is to say.
local b = require "brevier"
local likelihood = require "brevier.likelihood"

local WIDTH, HEIGHT = 56, 8 -- of the bar
local TOP, THICK = 2, 4

local function bar(part, leads, alt)
  return b.drawing {
    width = WIDTH,
    height = HEIGHT,
    alt = alt,
    role = "scenario-bar",
    draw = function(c)
      c:rect(0, TOP, WIDTH, THICK):fill("hairline")
      if part > 0 then
        c:rect(0, TOP, math.max(part * WIDTH, 0.5), THICK):fill(leads and "accent" or "grey")
      end
    end,
  }
end

local columns = {}

function columns.name(scenario, ctx)
  local blocks = { b.para(scenario.name) }
  local by = scenario.by and b.fill(ctx.words.by, { date = ctx.date(scenario.by) })
  for _, text in ipairs { scenario.horizon or false, by or false } do
    blocks[#blocks + 1] = text and b.para(text, { role = "scenario-horizon" }) or nil
  end
  return blocks
end

function columns.likelihood(scenario, ctx, leads)
  local number = ctx.number(scenario.likelihood, 2)
  local words = likelihood.words(ctx, scenario.likelihood)
  local blocks = {
    b.para(number, { role = "scenario-likelihood" }),
    bar(scenario.likelihood, leads, b.fill(ctx.words.bar, { number = number })),
  }
  blocks[3] = words and b.para(words, { role = "scenario-words" }) or nil
  return blocks
end

local function labelled(label, text)
  return b.para({ b.span(label, { role = "scenario-label" }), " ", text }, { role = "scenario-text" })
end

-- "one; two"
local function joined(signs)
  local pieces = {}
  for i, sign in ipairs(signs) do
    pieces[#pieces + 1] = i > 1 and "; " or nil
    pieces[#pieces + 1] = sign
  end
  return pieces
end

function columns.text(scenario, ctx)
  local what = { scenario.what }
  what[2] = scenario.source and b.cite(scenario.source) or nil
  local blocks = { b.para(what, { role = "scenario-text" }) }
  if scenario.means then
    blocks[2] = labelled(ctx.words.means, scenario.means)
  end
  if scenario.signs and #scenario.signs > 0 then
    blocks[#blocks + 1] = labelled(ctx.words.signs, joined(scenario.signs))
  end
  return blocks
end

return columns
