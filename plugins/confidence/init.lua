local b = require "brevier"
local bar = require "bar"

-- The pack's bands from high to low. A band ends where the one above it starts.
local function read_bands(ctx)
  local bands, upper = ctx.pack.scales.confidence, 1
  for _, band in ipairs(bands) do
    band.upper = upper
    upper = band.from
  end
  return bands
end

-- A hundredth is the scale's step; half of it keeps 0.55 from falling under 0.55.
local function band_of(bands, score)
  for _, band in ipairs(bands) do
    if score >= band.from - 0.0005 then
      return band
    end
  end
  return bands[#bands]
end

local function sentence(text)
  return text:find("[.!?]$") and text or text .. "."
end

local function in_words(band, ctx)
  local line = b.fill(ctx.words.line, { words = band.words or "", grade = band.grade or "" })
  local basis = ctx.briefing.front.basis
  return basis and line .. " " .. sentence(basis) or line
end

local function summary(_, ctx)
  local score, bands = ctx.briefing.front.confidence, read_bands(ctx)
  if not score or #bands == 0 then
    return {}
  end
  local band = band_of(bands, score)
  local alt = b.fill(ctx.words.alt, {
    score = b.number(score, 2), from = b.number(band.from, 2), to = b.number(band.upper, 2),
  })
  return {
    b.group({
      b.para(ctx.words.label, { role = "confidence-label" }),
      b.para(b.number(score, 2), { role = "confidence-score" }),
      bar(bands, band, score, alt),
      b.para(in_words(band, ctx), { role = "confidence-words" }),
    }, { role = "confidence" }),
  }
end

local function row(band, current, score, ctx)
  local last = band.upper == 1 and 1 or band.upper - 0.01
  local meaning = { band.words }
  if band == current then
    local this = b.fill(ctx.words.this, { score = b.number(score, 2) })
    meaning = { band.words, " ", b.span("· " .. this, { role = "marked-note" }) }
  end
  local range = b.number(band.from, 2) .. "–" .. b.number(last, 2)
  return b.row({ range, band.grade, b.cell(meaning) }, { marked = band == current })
end

local function whole_table(_, ctx)
  local score, bands = ctx.briefing.front.confidence, read_bands(ctx)
  if not score or #bands == 0 then
    return {}
  end
  local current, rows = band_of(bands, score), {}
  for i, band in ipairs(bands) do
    rows[i] = row(band, current, score, ctx)
  end
  return {
    b.group({ b.para { b.strong(ctx.words.how), " ", ctx.words["how-text"] } }, { role = "margin-note" }),
    b.table {
      role = "confidence-table",
      caption = ctx.words.label,
      head = { ctx.words.score, ctx.words.grade, ctx.words.meaning },
      widths = { 0.25, 0.15, 0.6 },
      rows = rows,
    },
  }
end

return {
  front = {
    confidence = { type = "number", min = 0, max = 1, help = "how far the sources carry, from 0 to 1" },
    basis = { type = "text", help = "what the score rests on" },
  },
  sections = {
    confidence = {
      titles = {
        en = { "Confidence" },
        de = { "Verlässlichkeit" },
        fr = { "Fiabilité" },
        es = { "Fiabilidad" },
      },
      rank = 20,
      generated = true,
      check = function(_, ctx)
        local front = ctx.briefing.front
        if front.confidence and not front.basis then
          ctx.warn("the score has no basis; write basis: in the front matter")
        elseif front.basis and not front.confidence then
          ctx.warn("there is a basis and no score; write confidence: in the front matter")
        end
      end,
      build = summary,
    },
    ["confidence-table"] = {
      titles = {
        en = { "Confidence scale" },
        de = { "Skala der Verlässlichkeit" },
        fr = { "Échelle de fiabilité" },
        es = { "Escala de fiabilidad" },
      },
      rank = 80,
      generated = true,
      build = whole_table,
    },
  },
}
