local chart = require "brevier.chart"
local gaps = require "gaps"
local schemas = require "schemas"

-- What the chart is told: the attributes of the block, and its data under a name or key by key.
local function spec_of(block, key)
  local spec = {}
  for name, value in pairs(block.attributes) do
    spec[name] = value
  end
  for name, value in pairs(key and { [key] = block.data } or block.data) do
    spec[name] = value
  end
  return spec
end

local function rows_block(draw)
  return {
    attributes = schemas.attributes { sort = schemas.sort, from = schemas.from, to = schemas.to },
    data = schemas.rows,
    check = function(block, ctx)
      chart.check.rows(block.data, block, ctx)
    end,
    build = function(block, ctx)
      return #block.data > 0 and draw(spec_of(block, "rows"), ctx) or {}
    end,
  }
end

local function series_block(draw)
  return {
    attributes = schemas.attributes { from = schemas.from, to = schemas.to },
    data = schemas.series,
    check = function(block, ctx)
      gaps.read(block.data, function(line, text)
        ctx.error(line, text)
      end)
      chart.check.series(block.data, block, ctx)
    end,
    build = function(block, ctx)
      local data = block.data
      gaps.read(data)
      return #data.at > 0 and #data.series > 0 and draw(spec_of(block), ctx) or {}
    end,
  }
end

local bars = rows_block(chart.bars)
bars.attributes = schemas.attributes { sort = schemas.sort }

return {
  blocks = {
    ["bar-chart"] = bars,
    ["dot-plot"] = rows_block(chart.dots),
    ["range-plot"] = rows_block(chart.ranges),
    ["line-chart"] = series_block(chart.lines),
    ["small-multiples"] = series_block(chart.multiples),
    gauge = {
      attributes = schemas.attributes(),
      data = schemas.gauge,
      check = function(block, ctx)
        chart.check.gauge(block.data, block, ctx)
      end,
      build = function(block, ctx)
        return chart.gauge(spec_of(block), ctx)
      end,
    },
  },
  spans = {
    spark = {
      attributes = {
        unit = { type = "text", help = "% stands behind each number of the alternative text" },
        alt = { type = "text", help = "what is to be seen, in place of what is made from the numbers" },
      },
      check = function(span, ctx)
        local values, word = chart.spark_values(span.text)
        if not values then
          ctx.error(span, "\"" .. word .. "\" is no number; write [3 5.5 – 8]{.spark}, a dash for a gap")
        elseif #values < 2 then
          ctx.error(span, "a sparkline takes two numbers or more")
        end
      end,
      build = function(span, ctx)
        local values = chart.spark_values(span.text)
        if not values or #values < 2 then
          return {}
        end
        return { chart.spark({ values = values, unit = span.attributes.unit, alt = span.attributes.alt }, ctx) }
      end,
    },
  },
}
