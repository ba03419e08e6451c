local b = require "brevier"

return {
  blocks = {
    callout = {
      div = true,
      check = function(block, ctx)
        if #block.content == 0 then
          ctx.warn(block, "nothing is set apart")
        end
      end,
      build = function(block)
        if #block.content == 0 then
          return {}
        end
        return { b.callout(block.content, { id = block.id }) }
      end,
    },
  },
}
