local b = require "brevier"

-- Takes apart what the div holds: the pictures, and the words that stand under them. A picture alone
-- in its paragraph comes as a figure with a caption and a credit of its own.
local function sort_out(content, parts)
  for _, block in ipairs(content) do
    if block.kind == "figure" then
      sort_out(block, parts)
    elseif block.role == "credit" then
      parts.credit = table.move(block, 1, #block, 1, {})
    elseif block.kind == "para" or block.kind == "caption" then
      parts.words[#parts.words + 1] = block
    else
      parts.shown[#parts.shown + 1] = block
    end
  end
  return parts
end

local function parts_of(block)
  return sort_out(block.content, { shown = {}, words = {} })
end

-- "Figure 3." and the words, those of several paragraphs one after another.
local function caption(words, number, ctx)
  local pieces = {}
  if number then
    pieces[1] = b.span(b.fill(ctx.words.number, { number = number }), { role = "figure-number" })
  end
  for _, block in ipairs(words) do
    pieces[#pieces + 1] = #pieces > 0 and " " or nil
    table.move(block, 1, #block, #pieces + 1, pieces)
  end
  return #pieces > 0 and pieces or nil
end

local function check(block, ctx)
  local parts = parts_of(block)
  if #parts.shown == 0 then
    ctx.error(block, "there is no picture in it; write ![](img/NAME.svg){alt=\"…\"}")
    return
  end
  if #parts.words == 0 then
    ctx.warn(block, "no caption says what the figure shows; write a paragraph under the picture")
  end
  if ctx.options.credit and not parts.credit and not block.attributes.credit then
    ctx.warn(block, "nobody is said to have made it; write credit=\"…\"")
  end
end

local function build_picture(block, ctx)
  local data = block.data
  data.image.alt = data.alt
  return {
    b.figure(data.image, {
      id = block.id,
      role = data.wide and "figure-wide" or nil,
      caption = caption(data.caption and { data.caption } or {}, data.number, ctx),
      credit = data.credit,
    }),
  }
end

local function check_picture(block, ctx)
  if not block.data.caption then
    ctx.warn(block, "no caption says what the picture shows; write caption: \"…\"")
  end
  if ctx.options.credit and not block.data.credit then
    ctx.warn(block, "nobody is said to have made it; write credit: \"…\"")
  end
end

local number = { type = "text", help = "its number: printed before the caption" }
local credit = { type = "text", help = "who made the picture" }
local wide = { type = "boolean", help = "over both columns" }

return {
  blocks = {
    figure = {
      div = true,
      attributes = { number = number, credit = credit, wide = wide },
      check = check,
      build = function(block, ctx)
        local parts, attributes = parts_of(block), block.attributes
        return {
          b.figure(parts.shown, {
            id = block.id,
            role = attributes.wide and "figure-wide" or nil,
            caption = caption(parts.words, attributes.number, ctx),
            credit = attributes.credit or parts.credit,
          }),
        }
      end,
    },
    picture = {
      data = {
        type = "map",
        fields = {
          image = { type = "image", required = true, help = "the picture’s file" },
          alt = { type = "text", required = true, help = "what is to be seen, for those who cannot" },
          caption = { type = "markdown", inline = true, help = "what it shows" },
          number = number,
          credit = credit,
          wide = wide,
        },
      },
      check = check_picture,
      build = build_picture,
    },
  },
}
