-- The written tree, numbered and with the likelihoods that follow from its causes.
local tree = {}

-- Causes are taken as independent: all together is the product; any of them, 1 less the product of none.
local function from_causes(node)
  local product = 1
  for _, cause in ipairs(node.because) do
    if not cause.value then
      return nil
    end
    product = product * (node.all and cause.value or 1 - cause.value)
  end
  return node.all and product or 1 - product
end

local function grow(node, number)
  node.because, node.number = node.because or {}, number
  for i, cause in ipairs(node.because) do
    grow(cause, number and number .. "." .. i or tostring(i))
  end
  if #node.because > 0 then
    node.derived = from_causes(node)
  end
  node.value = node.likelihood or node.derived
end

---A single root has no number, its causes are 1, 2, 2.1…; several roots are numbered themselves.
---@param roots table[] as written; gets number, value, derived
function tree.read(roots)
  for i, root in ipairs(roots) do
    grow(root, #roots > 1 and tostring(i) or nil)
  end
  return roots
end

---Calls visit(node, parent) for every node, parents first.
function tree.each(nodes, visit, parent)
  for _, node in ipairs(nodes) do
    visit(node, parent)
    tree.each(node.because, visit, node)
  end
end

return tree
