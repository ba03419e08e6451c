-- Probabilities in the words of the pack's scale: `local likelihood = require "brevier.likelihood"`.

local likelihood = {}

---The words for a probability: those of the highest step of the pack's scale that it reaches.
---@param ctx brevier.context
---@param probability number from 0 to 1
---@return string? words nil where the scale begins above it, or the pack has none
function likelihood.words(ctx, probability)
  local best
  for _, step in ipairs(ctx.pack.scales.likelihood or {}) do
    if probability >= step.from and (not best or step.from > best.from) then
      best = step
    end
  end
  return best and best.words
end

return likelihood
