local b = require "brevier"

-- The layout's styles of these roles do the work; an e-book has no pages and shows the content as it is.
local function framed(role)
  return function(block)
    return { b.group(block.content, { role = role, id = block.id }) }
  end
end

local function not_empty(block, ctx)
  if #block.content == 0 then
    ctx.warn(block, "nothing stands in it")
  end
end

return {
  blocks = {
    ["new-page"] = { div = true, build = framed "new-page" },
    keep = { div = true, check = not_empty, build = framed "keep" },
    float = { div = true, check = not_empty, build = framed "float" },
  },
}
