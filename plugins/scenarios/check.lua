-- What an editor should hear about a set of scenarios.
local b = require "brevier"

local TOLERANCE = 0.01 + 1e-9

local function check_sum(block, ctx)
  local sum = 0
  for _, scenario in ipairs(block.data) do
    sum = sum + scenario.likelihood
  end
  if math.abs(sum - 1) > TOLERANCE then
    ctx.warn(block, b.fill(
      "the likelihoods add up to {sum}, not to 1; write exclusive=false if more than one or none may come true",
      { sum = b.number(sum, 2) }
    ))
  end
end

local function check_one(scenario, ctx)
  if ctx.options.signs and (not scenario.signs or #scenario.signs == 0) then
    ctx.warn(scenario, b.fill('"{name}" has no sign that would show it; write signs: [..]', scenario))
  end
  if scenario.by and scenario.by < ctx.pack.date then
    ctx.warn(scenario, b.fill('"{name}" is to be known by {by}, which is past', scenario))
  end
end

return function(block, ctx)
  local seen = {}
  for _, scenario in ipairs(block.data) do
    if seen[scenario.name] then
      ctx.warn(scenario, b.fill('two scenarios are called "{name}"', scenario))
    end
    seen[scenario.name] = true
    check_one(scenario, ctx)
  end
  if #block.data < 2 then
    ctx.warn(block, "one scenario is a forecast: say what else may come")
  elseif block.attributes.exclusive then
    check_sum(block, ctx)
  end
end
