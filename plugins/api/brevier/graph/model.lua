-- From a list of edges to a graph without doubles: nodes in the order in which they are named, one edge a pair
-- and direction, edges to oneself as remarks on the node.
local model = {}

local function node_of(graph, id)
  local node = graph.by_id[id]
  if not node then
    node = { index = #graph.nodes + 1, id = id, text = id, own = {} }
    graph.nodes[node.index] = node
    graph.by_id[id] = node
  end
  return node
end

local function add_once(list, label)
  for _, known in ipairs(list) do
    if known == label then
      return
    end
  end
  list[#list + 1] = label
end

-- Of several edges between a pair the most certain gives the line.
local strength = { solid = 3, dashed = 2, dotted = 1 }

local function stronger(one, other)
  return strength[one] >= strength[other] and one or other
end

local function add_edge(graph, written, merged)
  local from, to = node_of(graph, written.from), node_of(graph, written.to)
  local style, label = written.style or "solid", written.label or ""
  if from == to then
    add_once(from.own, label)
    return
  end
  local key = from.index .. " " .. to.index
  local edge = merged[key]
  if not edge then
    edge = { from = from, to = to, labels = {}, style = style }
    merged[key] = edge
    graph.edges[#graph.edges + 1] = edge
  end
  edge.style = stronger(edge.style, style)
  if label ~= "" then
    add_once(edge.labels, label)
  end
end

-- Two edges there and back that say the same are one with two heads.
local function join_mutual(graph, merged)
  local kept = {}
  for _, edge in ipairs(graph.edges) do
    edge.label = table.concat(edge.labels, ", ")
    local back = merged[edge.to.index .. " " .. edge.from.index]
    if back and back.kept and back.label == edge.label and back.style == edge.style then
      back.mutual = true
    else
      edge.kept = true
      kept[#kept + 1] = edge
    end
  end
  graph.edges = kept
end

---@param spec {nodes?: {id: string, text?: string, marked?: boolean}[], edges: table[]}
---@return table graph nodes, edges
function model.graph(spec)
  local graph, merged = { nodes = {}, edges = {}, by_id = {} }, {}
  for _, node in ipairs(spec.nodes or {}) do
    local known = node_of(graph, node.id)
    known.text, known.marked = node.text or node.id, node.marked
  end
  for _, edge in ipairs(spec.edges) do
    add_edge(graph, edge, merged)
  end
  join_mutual(graph, merged)
  return graph
end

local function root_of(roots, index)
  while roots[index] ~= index do
    roots[index] = roots[roots[index]]
    index = roots[index]
  end
  return index
end

---The parts of a graph that nothing ties, in the order of their first nodes.
---@return table[] parts nodes, edges
function model.parts(graph)
  local roots, parts, by_root = {}, {}, {}
  for i in ipairs(graph.nodes) do
    roots[i] = i
  end
  for _, edge in ipairs(graph.edges) do
    local p, q = root_of(roots, edge.from.index), root_of(roots, edge.to.index)
    roots[math.max(p, q)] = math.min(p, q)
  end
  for i, node in ipairs(graph.nodes) do
    local root = root_of(roots, i)
    if not by_root[root] then
      by_root[root] = { nodes = {}, edges = {} }
      parts[#parts + 1] = by_root[root]
    end
    local part = by_root[root]
    part.nodes[#part.nodes + 1] = node
  end
  for _, edge in ipairs(graph.edges) do
    local part = by_root[root_of(roots, edge.from.index)]
    part.edges[#part.edges + 1] = edge
  end
  return parts
end

return model
