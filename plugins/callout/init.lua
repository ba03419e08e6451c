local b = require "brevier"

return {
  blocks = {
    callout = {
      div = true,
      build = function(block)
        return { b.callout(block.content, { id = block.id }) }
      end,
    },
  },
}
