-- The graph over the table. Where it cannot be read it is left out, and the editor is told.
local b = require "brevier"
local graph = require "brevier.graph"

local styles = { stated = "solid", reported = "dashed", ended = "dotted" }

local function edges_of(data)
  local edges = {}
  for i, relation in ipairs(data) do
    edges[i] = {
      from = relation.from, to = relation.to, label = relation.kind, style = styles[relation.status or "stated"],
    }
  end
  return edges
end

-- Who is tied to most others comes first where nobody is the focus.
local function parties(data)
  local names, ties = {}, {}
  for _, relation in ipairs(data) do
    for _, name in ipairs { relation.from, relation.to } do
      if not ties[name] then
        names[#names + 1], ties[name] = name, 0
      end
      ties[name] = ties[name] + 1
    end
  end
  local most = names[1]
  for _, name in ipairs(names) do
    most = ties[name] > ties[most] and name or most
  end
  return names, most, ties
end

local function alternative(block, ctx)
  local names, most, ties = parties(block.data)
  local focus = ties[block.attributes.focus or ""] and block.attributes.focus or most
  return b.fill(ctx.words.alt, { parties = #names, relations = #block.data, name = focus, ties = ties[focus] })
end

-- In the text column, or over both where only that has the room; else nil and why there is none.
local function choose(block, ctx)
  local focus, why = block.attributes.focus, nil
  for _, role in ipairs { "relation-graph", "relation-graph-wide" } do
    local plan
    plan, why = graph.layered {
      nodes = focus and { { id = focus, marked = true } },
      edges = edges_of(block.data),
      width = role == "relation-graph" and ctx.columns.text or ctx.columns.wide,
      height = ctx.columns.height,
    }
    if plan then
      return plan, role
    end
  end
  return nil, why
end

return function(block, ctx)
  local plan, role = choose(block, ctx)
  if not plan then
    ctx.warn(block, role == "tangle" and "too many relations cross for a graph; the table stands alone (graph=false)"
      or "the graph does not fit the column; the table stands alone: shorten names and kinds, or write graph=false")
    return {}
  end
  local words = ctx.words
  return b.figure(graph.drawing(plan, {
    alt = alternative(block, ctx),
    key = { solid = words["key-stated"], dashed = words["key-reported"], dotted = words["key-ended"] },
  }), { role = role })
end
