-- What an editor should know before readers do.
local b = require "brevier"

local function key_of(relation)
  return relation.from .. "\n" .. relation.kind .. "\n" .. relation.to
end

-- "Huawei" and "HUAWEI ": one party for a reader, two for the graph.
local function folded(name)
  return (name:lower():gsub("[%s%p]+", ""))
end

local function check_names(data, ctx)
  local names = {}
  for _, relation in ipairs(data) do
    for _, name in ipairs { relation.from, relation.to } do
      local known = names[folded(name)]
      if known and known ~= name then
        ctx.warn(relation, "“" .. name .. "” is also written “" .. known .. "”; the graph takes them for two")
      end
      names[folded(name)] = known or name
    end
  end
  return names
end

local function check_relation(relation, seen, ctx)
  if not relation.evidence then
    ctx.warn(relation, "no evidence is given; say what shows it")
  elseif not relation.source then
    ctx.warn(relation, "the evidence has no source")
  end
  local key, evidence = key_of(relation), b.plain(relation.evidence or "")
  if seen[key] == evidence then
    ctx.warn(relation, "this relation is listed twice with the same evidence")
  end
  seen[key] = evidence
end

return function(block, ctx)
  local data, focus, seen = block.data or {}, block.attributes.focus, {}
  if #data == 0 then
    ctx.warn(block, "no relations are listed")
    return
  end
  local names = check_names(data, ctx)
  if focus and names[folded(focus)] ~= focus then
    ctx.warn(block, "the focus “" .. focus .. "” is in none of the relations")
  end
  for _, relation in ipairs(data) do
    check_relation(relation, seen, ctx)
  end
end
