-- The tree over the table. Where it cannot be read it is left out, and the editor is told.
local b = require "brevier"
local graph = require "brevier.graph"

local function node_of(written, words_of, ctx)
  local notes, children = {}, {}
  notes[1] = written.value and words_of(written) or nil
  if written.all then
    notes[#notes + 1] = ctx.words.all
  end
  for i, cause in ipairs(written.because) do
    children[i] = node_of(cause, words_of, ctx)
  end
  return { text = written.what, number = written.number, notes = notes, all = written.all, children = children }
end

local function count(nodes)
  local sum = 0
  for _, node in ipairs(nodes) do
    sum = sum + 1 + count(node.because)
  end
  return sum
end

local function alternative(roots, ctx)
  local names = {}
  for i, root in ipairs(roots) do
    names[i] = root.what
  end
  return b.fill(ctx.words.alt, { name = table.concat(names, "; "), causes = count(roots) - #roots })
end

---@param roots table[] of tree.read
---@param words_of fun(node: table): string its likelihood in words
return function(block, roots, words_of, ctx)
  for _, role in ipairs { "failure-tree", "failure-tree-wide" } do
    local nodes = {}
    for i, root in ipairs(roots) do
      nodes[i] = node_of(root, words_of, ctx)
    end
    local width = role == "failure-tree" and ctx.columns.text or ctx.columns.wide
    local plan = graph.tree { roots = nodes, width = width, height = ctx.columns.height }
    if plan then
      return b.figure(graph.drawing(plan, { alt = alternative(roots, ctx) }), { role = role })
    end
  end
  ctx.warn(block, "the tree does not fit the page; the table stands alone: shorten texts, or write tree=false")
  return {}
end
