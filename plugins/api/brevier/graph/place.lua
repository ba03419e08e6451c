-- Places along the layers: each item as near to its neighbours as the room between items allows. For a fixed order
-- that is a regression with distances kept, solved exactly by pooling neighbours that meet.
local place = {}

local SWEEPS = 12
local SNAP = 8 -- how far a text moves so that its line runs straight
-- Bends pull most, so that long edges run straight (Gansner and others 1993).
local weights = { node = 1, label = 2, bend = 8 }

local function gap_between(p, q, gaps)
  if p.kind == "bend" and q.kind == "bend" then
    return gaps.bends
  end
  return (p.kind == "bend" or q.kind == "bend") and gaps.bend or gaps.items
end

-- Adds an item to the pools: each is a run of items that touch, moved together to where they wish most.
local function pool_item(pools, item, offset)
  local pool = { first = item, weight = item.weight, wish = (item.wish - offset) * item.weight, count = 1 }
  pools[#pools + 1] = pool
  while #pools > 1 do
    local last, before = pools[#pools], pools[#pools - 1]
    if before.wish / before.weight <= last.wish / last.weight then
      return
    end
    before.weight, before.wish = before.weight + last.weight, before.wish + last.wish
    before.count = before.count + last.count
    pools[#pools] = nil
  end
end

-- With its distance from the first item taken off, each item may stand no earlier than the one before it.
local function settle(column, gaps)
  local pools, offset, offsets = {}, 0, {}
  for i, item in ipairs(column) do
    local before = column[i - 1]
    if before then
      offset = offset + (before.size + item.size) / 2 + gap_between(before, item, gaps)
    end
    offsets[i] = offset
    pool_item(pools, item, offset)
  end
  local index = 0
  for _, pool in ipairs(pools) do
    for _ = 1, pool.count do
      index = index + 1
      column[index].at = pool.wish / pool.weight + offsets[index]
    end
  end
end

local function wish_of(item, sides)
  local sum, count = 0, 0
  for _, side in ipairs(sides) do
    for _, other in ipairs(item[side]) do
      sum, count = sum + other.at, count + 1
    end
  end
  return count > 0 and sum / count or item.at, count
end

local function settle_column(column, sides, gaps)
  for _, item in ipairs(column) do
    local count
    item.wish, count = wish_of(item, sides)
    item.weight = weights[item.kind] * math.max(count, 0.25)
  end
  settle(column, gaps)
end

local function stack(column, gaps)
  local at = 0
  for i, item in ipairs(column) do
    local before = column[i - 1]
    at = before and before.at + (before.size + item.size) / 2 + gap_between(before, item, gaps) or 0
    item.at = at
  end
  for _, item in ipairs(column) do
    item.at = item.at - at / 2
  end
end

-- Whether an item may stand at `at` between its neighbours in the column.
local function is_free(column, index, at, gaps)
  local item, before, after = column[index], column[index - 1], column[index + 1]
  local function clear(one, other, distance)
    return distance >= (one.size + other.size) / 2 + gap_between(one, other, gaps) - 0.01
  end
  return (not before or clear(before, item, at - before.at)) and (not after or clear(item, after, after.at - at))
end

-- What has a single neighbour on a side stands level with it where that takes little: straight lines.
local function straighten(columns, side, gaps)
  for step = 1, #columns do
    local column = columns[side == "before" and step or #columns + 1 - step]
    for i, item in ipairs(column) do
      local other = #item[side] == 1 and item[side][1]
      local near = other and (item.kind == "bend" and math.huge or SNAP) or 0
      if other and math.abs(other.at - item.at) < near and is_free(column, i, other.at, gaps) then
        item.at = other.at
      end
    end
  end
end

local function relax(columns, gaps)
  for _, column in ipairs(columns) do
    stack(column, gaps)
  end
  for sweep = 1, SWEEPS do
    local both = sweep > SWEEPS - 3
    local forwards = sweep % 2 == 1
    for step = 1, #columns do
      local column = columns[forwards and step or #columns + 1 - step]
      settle_column(column, both and { "before", "after" } or { forwards and "before" or "after" }, gaps)
    end
  end
end

---Gives each item `at`, its middle along its column, from its `size`; the smallest edge is 0.
---@return number extent from the first edge to the last
function place.assign(columns, gaps)
  relax(columns, gaps)
  straighten(columns, "before", gaps)
  straighten(columns, "after", gaps)
  local low, high = math.huge, -math.huge
  for _, column in ipairs(columns) do
    for _, item in ipairs(column) do
      low, high = math.min(low, item.at - item.size / 2), math.max(high, item.at + item.size / 2)
    end
  end
  for _, column in ipairs(columns) do
    for _, item in ipairs(column) do
      item.at = item.at - low
    end
  end
  return high - low
end

return place
