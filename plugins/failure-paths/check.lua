-- What an editor should know before readers do.
local b = require "brevier"
local tree = require "tree"

local FAR = 0.1 -- how far a written likelihood may be from what its causes give

local function check_likelihood(node, ctx)
  if node.likelihood and node.derived and math.abs(node.likelihood - node.derived) > FAR then
    ctx.warn(node, "its likelihood is given as " .. b.number(node.likelihood, 2) .. ", and its causes, taken as independent, give "
      .. b.number(node.derived, 2))
  end
end

local function check_node(node, parent, ctx)
  check_likelihood(node, ctx)
  if node.all and #node.because < 2 then
    ctx.warn(node, "all: true needs two causes or more")
  end
  if #node.because == 0 and ctx.options.signs and not node.watch then
    ctx.warn(node, "no sign by which we would see it; write watch: …")
  end
  if parent and node.likelihood and parent.likelihood and not parent.all and node.likelihood > parent.likelihood + 0.001 then
    ctx.warn(node, "this cause alone is given as likelier than what it causes")
  end
end

return function(block, ctx)
  local roots = tree.read(block.data or {})
  if #roots == 0 then
    ctx.warn(block, "no failure is listed")
  end
  for _, root in ipairs(roots) do
    if #root.because == 0 then
      ctx.warn(root, "no causes are given; write because: …")
    end
  end
  tree.each(roots, function(node, parent)
    check_node(node, parent, ctx)
  end)
end
