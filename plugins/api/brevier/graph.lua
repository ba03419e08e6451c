-- Graphs for drawings: `local graph = require "brevier.graph"`. A graph in layers, and a tidy tree.
-- Laying out and drawing are apart, so that a plan can be tested: it is boxes and ways in points.
local b = require "brevier"
local fields = require "brevier.fields"
local model = require "brevier.graph.model"
local layers = require "brevier.graph.layers"
local order = require "brevier.graph.order"
local fit = require "brevier.graph.fit"
local trace = require "brevier.graph.trace"
local text = require "brevier.graph.text"
local tree = require "brevier.graph.tree"

local graph = {}

local HEIGHT = 600      -- of a page that keeps some text
local MARGIN = 8        -- above and below, inside the frame
local KEY = 20          -- the line that explains the strokes
local KEY_LINE = 11     -- and each further one

local dashes = { solid = 0, dashed = { 3, 2 }, dotted = { 0.8, 2 } }
local ranks = { "solid", "dashed", "dotted" }

local size = { width = { type = "number", required = true }, height = "number", extents = "function" }

local layered_shape = fields.join({
  edges = {
    required = true,
    item = {
      fields = {
        from = { type = "text", required = true }, to = { type = "text", required = true }, label = "text",
        style = { choices = ranks },
      },
    },
  },
  nodes = { item = { fields = { id = { type = "text", required = true }, text = "text", marked = "boolean" } } },
}, size)

local node = { fields = { text = { type = "text", required = true }, number = "text", notes = { item = "text" }, all = "boolean" } }
node.fields.children = { item = node }
local tree_shape = fields.join({ roots = { required = true, filled = true, item = node } }, size)

local key = { fields = { solid = "text", dashed = "text", dotted = "text" } }
local drawing_shape = { alt = { type = "text", required = true }, role = "text", id = "text", key = key }

---@class brevier.graph_edge
---@field from string the id of a node
---@field to string
---@field label? string
---@field style? "solid"|"dashed"|"dotted"

---@class brevier.graph_spec
---@field edges brevier.graph_edge[]
---@field nodes? {id: string, text?: string, marked?: boolean}[] where more is to be said than an id
---@field width number
---@field height? number 600
---@field extents? fun(text: string, options: table): number in place of b.extents, for tests outside of `build`

---Places a graph in layers, from left to right or from the top down, whichever fits and reads better. Edges of the same
---pair are one, with all labels; edges of the same label that meet at a node share it. No two texts overlap, and no line
---runs through one.
---@param spec brevier.graph_spec
---@return table? plan boxes { x, y, width, height }, paths, width, height
---@return string? why "size" or "tangle": there is no way to set it so that it can be read
function graph.layered(spec)
  fields.check("graph.layered", spec, layered_shape)
  local parts, edges, crossings = model.parts(model.graph(spec)), 0, 0
  for _, part in ipairs(parts) do
    layers.assign(part)
    order.arrange(part)
    edges, crossings = edges + #part.edges, crossings + part.crossings
  end
  if crossings > 8 + 1.5 * edges then
    return nil, "tangle"
  end
  local room = { width = spec.width, height = (spec.height or HEIGHT) - 2 * MARGIN, extents = spec.extents }
  local plan = fit.choose(parts, room)
  if not plan then
    return nil, "size"
  end
  plan.crossings, plan.room = crossings, spec.width
  trace.ports(plan)
  return plan
end

---Places trees from left to right (causes of a failure, parts of a whole), roots under one another.
---@param spec {roots: brevier.graph_node[], width: number, height?: number, extents?: function}
---@return table? plan as of graph.layered; nil where there is no way to set it so that it can be read
---@return string? why "size"
function graph.tree(spec)
  fields.check("graph.tree", spec, tree_shape)
  local height = (spec.height or HEIGHT) - 2 * MARGIN
  local plan = tree.plan { roots = spec.roots, width = spec.width, height = height, extents = spec.extents }
  if not plan then
    return nil, "size"
  end
  return plan
end

-- A canvas that takes (u, v) and draws (x, y).
local function mapped(plan, u, v)
  if plan.down then
    return v, u + MARGIN
  end
  return u, v + MARGIN
end

local function draw_head(c, plan, head)
  local u, v, sign = head[1], head[2], head[3]
  local back = u - sign * trace.arrow
  local x, y = mapped(plan, u, v)
  local x1, y1 = mapped(plan, back, v - 2.1)
  local x2, y2 = mapped(plan, back, v + 2.1)
  c:move(x, y):line(x1, y1):line(x2, y2):close():fill("grey")
end

local function draw_path(c, plan, path)
  local steps, heads = trace.steps(path)
  for _, step in ipairs(steps) do
    if step[1] == "curve" then
      local x1, y1 = mapped(plan, step[2], step[3])
      local x2, y2 = mapped(plan, step[4], step[5])
      c:curve(x1, y1, x2, y2, mapped(plan, step[6], step[7]))
    else
      c[step[1]](c, mapped(plan, step[2], step[3]))
    end
  end
  c:stroke("mid", 0.7, dashes[path.style])
  for _, head in ipairs(heads) do
    draw_head(c, plan, head)
  end
end

-- An open circle with a head: what a node does to itself.
local function draw_loop(c, x, y)
  c:arc(x, y, 2.6, -0.6, 4.4):stroke("mid", 0.7)
  c:move(x + 0.9, y - 2.5):line(x - 2.3, y - 4.4):line(x - 2.1, y - 0.7):close():fill("grey")
end

local function draw_box(c, box, down)
  local y = box.y + MARGIN
  for i, block in ipairs(box.blocks) do
    local inset = i > 1 and fit.loop or 0
    if inset > 0 then
      draw_loop(c, box.x + 3.5, y + 4.8)
    end
    local colour = box.kind == "node" and i == 1 and (box.node.marked and "accent" or "ink") or "grey"
    local middle = box.kind == "label" or (down and inset == 0)
    text.draw(c, middle and box.x + box.width / 2 or box.x + inset, y, block,
      { anchor = middle and "middle" or "start", colour = colour })
    y = y + block.height
  end
end

-- The styles in use, where there is more than one and the caller has words for them.
local function keys_of(plan, words)
  local used, keys = {}, {}
  for _, path in ipairs(plan.paths) do
    used[path.style] = true
  end
  for _, style in ipairs(ranks) do
    if used[style] and words and words[style] then
      keys[#keys + 1] = { style = style, text = words[style] }
    end
  end
  return #keys > 1 and keys or {}
end

-- Keys stand beside one another as far as the width goes; how many lines they take, and how wide those are.
local function place_keys(keys, width)
  local x, line, widest = 0, 1, 0
  for _, key in ipairs(keys) do
    local own = 25 + b.extents(key.text, { role = "drawing-note" })
    if x > 0 and x + own > width then
      x, line = 0, line + 1
    end
    key.x, key.line = x, line
    widest, x = math.max(widest, x + own), x + own + 18
  end
  return #keys > 0 and line or 0, widest
end

local function draw_keys(c, keys, y)
  for _, key in ipairs(keys) do
    local x, at = key.x, y + (key.line - 1) * KEY_LINE
    c:move(x, at - 2.5):line(x + 20, at - 2.5):stroke("mid", 0.7, dashes[key.style])
    c:text(x + 25, at, key.text, { role = "drawing-note", colour = "grey" })
  end
end

local function draw_layers(c, plan)
  for _, path in ipairs(plan.paths) do
    draw_path(c, plan, path)
  end
  for _, box in ipairs(plan.boxes) do
    draw_box(c, box, plan.down)
  end
end

---Draws a plan of graph.layered or graph.tree.
---@param plan table
---@param options {alt: string, role?: string, id?: string, key?: table<string, string>} key: words for the styles of lines
---@return brevier.node
function graph.drawing(plan, options)
  fields.check("graph.drawing", options, drawing_shape)
  local keys = plan.kind == "tree" and {} or keys_of(plan, options.key)
  local height = plan.height + 2 * MARGIN
  local lines, widest = place_keys(keys, plan.room or plan.width)
  return b.drawing {
    width = math.max(plan.width, widest, 1),
    height = height + (lines > 0 and KEY + (lines - 1) * KEY_LINE or 0),
    alt = options.alt,
    role = options.role,
    id = options.id,
    draw = function(c)
      if plan.kind == "tree" then
        tree.draw(c, plan, MARGIN)
      else
        draw_layers(c, plan)
        draw_keys(c, keys, height + KEY - 6)
      end
    end,
  }
end

return graph
