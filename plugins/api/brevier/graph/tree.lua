-- Tidy trees from left to right: what belongs under one parent stands together, parents at their children's middle, subtrees as
-- near as their outlines allow (Reingold and Tilford 1981).
local b = require "brevier"
local text = require "brevier.graph.text"

local tree = {}

local levels = { 132, 104, 84, 68, 56 } -- how wide texts may run
local LEAST, MOST = 24, 44              -- room between two levels, where the branches are
local SIBLINGS, COUSINS = 8, 13         -- between two texts of one parent, of two
local PAD = 4                           -- between a text and its branch
local NUMBER_GAP = 4

local function measure(node, depth, level, texts)
  local inset = 0
  if node.number then
    inset = texts.extents(node.number, { role = "drawing-value" }) + NUMBER_GAP
  end
  local role = depth > 1 and "drawing-label" or "drawing-title"
  local box = { node = node, inset = inset, blocks = { texts.set(node.text, level - inset, role) } }
  for _, note in ipairs(node.notes or {}) do
    box.blocks[#box.blocks + 1] = texts.set(note, level - inset, "drawing-note")
  end
  box.width, box.height = 0, 0
  for _, block in ipairs(box.blocks) do
    box.width, box.height = math.max(box.width, inset + block.width), box.height + block.height
  end
  return box
end

-- How far down a subtree must go to clear the outline of those before it.
local function clearance(above, below, gap)
  local shift = 0
  for depth, edge in ipairs(above) do
    if below[depth] then
      shift = math.max(shift, edge.foot - below[depth].top + (depth == 1 and gap or COUSINS))
    end
  end
  return shift
end

local function join(outline, other, shift)
  for depth, edge in ipairs(other) do
    local known = outline[depth]
    outline[depth] = { top = known and known.top or edge.top + shift, foot = edge.foot + shift }
  end
end

-- Places a node's subtree around 0, children relative to it; gives its outline, a top and a foot for each depth.
local function settle(box)
  local outline, children = {}, box.children
  for i, child in ipairs(children) do
    local below = settle(child)
    child.shift = i > 1 and clearance(outline, below, SIBLINGS) or 0
    join(outline, below, child.shift)
  end
  local middle = #children > 0 and (children[1].shift + children[#children].shift) / 2 or 0
  for _, child in ipairs(children) do
    child.shift = child.shift - middle
  end
  local whole = { { top = -box.height / 2, foot = box.height / 2 } }
  for depth, edge in ipairs(outline) do
    whole[depth + 1] = { top = edge.top - middle, foot = edge.foot - middle }
  end
  return whole
end

local function grow(node, level, depth, plan, texts)
  local box = measure(node, depth, level, texts)
  box.depth, box.children, box.kind = depth, {}, "node"
  plan.boxes[#plan.boxes + 1] = box
  plan.deep[depth] = math.max(plan.deep[depth] or 0, box.width)
  for i, child in ipairs(node.children or {}) do
    box.children[i] = grow(child, level, depth + 1, plan, texts)
  end
  return box
end

local function put(box, at, lefts)
  box.at, box.x, box.y = at, lefts[box.depth], at - box.height / 2
  for _, child in ipairs(box.children) do
    put(child, at + child.shift, lefts)
  end
end

-- Left edges of the levels; the gaps take what room there is.
local function columns(plan, width)
  local taken, lefts, x = 0, {}, 0
  for _, deep in ipairs(plan.deep) do
    taken = taken + deep
  end
  local gaps = #plan.deep - 1
  plan.gap = gaps > 0 and math.max(LEAST, math.min(MOST, (width - taken) / gaps)) or 0
  for depth, deep in ipairs(plan.deep) do
    lefts[depth], x = x, x + deep + plan.gap
  end
  plan.width = x - plan.gap
  return lefts
end

local function try(spec, level, texts)
  local plan, y = { kind = "tree", boxes = {}, deep = {}, height = 0 }, 0
  local roots = {}
  for i, node in ipairs(spec.roots) do
    roots[i] = grow(node, level, 1, plan, texts)
  end
  local lefts = columns(plan, spec.width)
  for i, root in ipairs(roots) do
    local top, foot = math.huge, -math.huge
    for _, edge in ipairs(settle(root)) do
      top, foot = math.min(top, edge.top), math.max(foot, edge.foot)
    end
    y = y + (i > 1 and 2 * COUSINS or 0)
    put(root, y - top, lefts)
    y = y + foot - top
  end
  plan.height, plan.roots = y, roots
  return plan
end

---@class brevier.graph_node
---@field text string
---@field number? string stands before the text, in the accent
---@field notes? string[] lines under the text
---@field all? boolean the branch to its children is drawn heavy: all of them together
---@field children? brevier.graph_node[]

---Places trees from left to right, the roots under one another.
---@param spec {roots: brevier.graph_node[], width: number, height: number, extents?: function}
---@return table? plan boxes { x, y, width, height, depth, children }
function tree.plan(spec)
  local texts = { extents = spec.extents or b.extents, set = text.setter(spec.extents) }
  for _, level in ipairs(levels) do
    local plan = try(spec, level, texts)
    if plan.width <= spec.width + 0.01 and plan.height <= spec.height then
      return plan
    end
  end
end

-- One trunk from the parent, a bar along the children, a branch to each.
local function draw_branches(c, box, plan, top)
  local first, last = box.children[1], box.children[#box.children]
  local x = first.x - PAD - plan.gap * 0.36
  c:move(box.x + box.width + PAD, top + box.at):line(x, top + box.at):stroke("mid", 0.7)
  for _, child in ipairs(box.children) do
    c:move(x, top + child.at):line(child.x - PAD, top + child.at):stroke("mid", 0.7)
  end
  if last ~= first then
    local over = box.node.all and 2 or 0
    c:move(x, top + first.at - over):line(x, top + last.at + over)
    c:stroke(box.node.all and "ink" or "mid", box.node.all and 1.8 or 0.7)
  end
end

local function draw_box(c, box, top)
  local y = top + box.y
  if box.node.number then
    c:text(box.x, y + 4.8 + 2.8, box.node.number, { role = "drawing-value", colour = "accent" })
  end
  for i, block in ipairs(box.blocks) do
    text.draw(c, box.x + box.inset, y, block, { colour = i == 1 and "ink" or "grey" })
    y = y + block.height
  end
end

---Draws a plan, its top at `top`.
function tree.draw(c, plan, top)
  for _, box in ipairs(plan.boxes) do
    if #box.children > 0 then
      draw_branches(c, box, plan, top)
    end
    draw_box(c, box, top)
  end
end

return tree
