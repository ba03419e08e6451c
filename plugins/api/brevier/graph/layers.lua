-- Layers: an order without cycles (Eades, Lin and Smyth 1993), ranks along the longest paths, pulled tight, and
-- items for all that takes room in a layer: nodes, labels, and the bends of edges on their way through.
local layers = {}

-- In- and out-degrees among the nodes that are left.
local function degrees(part, left)
  local ins, outs = {}, {}
  for _, node in ipairs(part.nodes) do
    ins[node], outs[node] = 0, 0
  end
  for _, edge in ipairs(part.edges) do
    if left[edge.from] and left[edge.to] then
      outs[edge.from] = outs[edge.from] + 1
      ins[edge.to] = ins[edge.to] + 1
    end
  end
  return ins, outs
end

-- The next to go: a sink to the end, a source to the start, else who gives most for what it takes.
local function choose(part, left)
  local ins, outs = degrees(part, left)
  local source, best
  for _, node in ipairs(part.nodes) do
    if left[node] then
      if outs[node] == 0 and ins[node] > 0 then
        return node, true
      end
      source = source or ins[node] == 0 and node or nil
      if not best or outs[node] - ins[node] > outs[best] - ins[best] then
        best = node
      end
    end
  end
  return source or best, false
end

local function break_cycles(part)
  local left, first, last = {}, 0, #part.nodes + 1
  for _, node in ipairs(part.nodes) do
    left[node] = true
  end
  for _ = 1, #part.nodes do
    local node, is_sink = choose(part, left)
    if is_sink then
      last = last - 1
      node.turn = last
    else
      first = first + 1
      node.turn = first
    end
    left[node] = nil
  end
  for _, edge in ipairs(part.edges) do
    edge.back = edge.from.turn > edge.to.turn
    edge.tail, edge.head = edge.back and edge.to or edge.from, edge.back and edge.from or edge.to
  end
end

local function by_turn(part)
  local sorted = {}
  for _, node in ipairs(part.nodes) do
    sorted[node.turn] = node
  end
  return sorted
end

-- Nodes with more after them than before move towards what follows; that shortens the edges' sum.
local function tighten(part, sorted)
  for i = #sorted, 1, -1 do
    local node, ins, outs, room = sorted[i], 0, 0, math.huge
    for _, edge in ipairs(part.edges) do
      if edge.tail == node then
        outs, room = outs + 1, math.min(room, edge.head.rank - 1)
      elseif edge.head == node then
        ins = ins + 1
      end
    end
    if outs > ins then
      node.rank = room
    end
  end
end

local function rank(part)
  local sorted = by_turn(part)
  for _, node in ipairs(sorted) do
    node.rank = 1
    for _, edge in ipairs(part.edges) do
      if edge.head == node then
        node.rank = math.max(node.rank, edge.tail.rank + 1)
      end
    end
  end
  tighten(part, sorted)
  local low = math.huge
  for _, node in ipairs(sorted) do
    low = math.min(low, node.rank)
  end
  for _, node in ipairs(sorted) do
    node.rank = node.rank - low + 1
  end
end

local function add_item(part, item)
  local column = part.columns[item.column] or {}
  part.columns[item.column] = column
  column[#column + 1] = item
  part.items[#part.items + 1] = item
  item.before, item.after = {}, {}
  return item
end

local function tie(part, one, other, path)
  one.after[#one.after + 1] = other
  other.before[#other.before + 1] = one
  part.ties[#part.ties + 1] = { from = one, to = other }
  path.items[#path.items + 1] = other
end

-- A way from an item to one in a later column, with a bend in each column between.
local function route(part, from, to, path)
  path.items = { from }
  local at = from
  for column = from.column + 1, to.column - 1 do
    local bend = add_item(part, { kind = "bend", column = column })
    tie(part, at, bend, path)
    at = bend
  end
  tie(part, at, to, path)
  part.paths[#part.paths + 1] = path
end

-- Edges of one label and style that meet at a node share the label. How many could, by node and side.
local function hub_key(edge, side)
  return side .. " " .. edge[side].index .. " " .. edge.style .. " " .. edge.label
end

local function count_hubs(part)
  local counts = {}
  for _, edge in ipairs(part.edges) do
    if edge.label ~= "" and not edge.back and not edge.mutual then
      for _, side in ipairs { "head", "tail" } do
        local key = hub_key(edge, side)
        counts[key] = (counts[key] or 0) + 1
      end
    end
  end
  return counts
end

local function hub_side(edge, counts)
  if edge.label == "" or edge.back or edge.mutual then
    return nil
  end
  local heads, tails = counts[hub_key(edge, "head")], counts[hub_key(edge, "tail")]
  return math.max(heads, tails) > 1 and (heads >= tails and "head" or "tail") or nil
end

local function label_item(part, edge, column)
  return add_item(part, { kind = "label", column = column, text = edge.label, edge = edge })
end

-- At the shared side one way is enough; it is routed with the label.
local function add_hub_edge(part, edge, side, hubs)
  local key, tail, head = hub_key(edge, side), edge.tail.item, edge.head.item
  local hub = hubs[key]
  if not hub then
    hub = label_item(part, edge, side == "head" and head.column - 1 or tail.column + 1)
    hubs[key] = hub
    if side == "head" then
      route(part, hub, head, { style = edge.style, head = true })
    else
      route(part, tail, hub, { style = edge.style })
    end
  end
  if side == "head" then
    route(part, tail, hub, { style = edge.style })
  else
    route(part, hub, head, { style = edge.style, head = true })
  end
end

local function add_edge(part, edge)
  local tail, head = edge.tail.item, edge.head.item
  local to_head, to_tail = edge.mutual or not edge.back, edge.mutual or edge.back
  if edge.label == "" then
    route(part, tail, head, { style = edge.style, head = to_head, tail = to_tail })
    return
  end
  local steps = (head.column - tail.column) // 2
  local label = label_item(part, edge, tail.column + 1 + 2 * ((steps - 1) // 2))
  route(part, tail, label, { style = edge.style, tail = to_tail })
  route(part, label, head, { style = edge.style, head = to_head })
end

---Ranks the nodes and fills part.columns with items: nodes in the odd columns, labels in the even ones between.
---part.paths are the ways to draw, each a list of items in neighbouring columns.
function layers.assign(part)
  break_cycles(part)
  rank(part)
  part.columns, part.items, part.paths, part.ties = {}, {}, {}, {}
  local most = 1
  for _, node in ipairs(part.nodes) do
    most = math.max(most, node.rank)
  end
  for column = 1, 2 * most - 1 do
    part.columns[column] = {}
  end
  for _, node in ipairs(part.nodes) do
    node.item = add_item(part, { kind = "node", column = 2 * node.rank - 1, node = node })
  end
  local counts, hubs = count_hubs(part), {}
  for _, edge in ipairs(part.edges) do
    local side = hub_side(edge, counts)
    if side then
      add_hub_edge(part, edge, side, hubs)
    else
      add_edge(part, edge)
    end
  end
end

return layers
