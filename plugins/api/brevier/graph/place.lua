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

-- From the middle of each item to that of the one before it, at the least; settled once for many sweeps.
local function measure_steps(column, gaps)
  local steps = {}
  for i = 2, #column do
    local before, item = column[i - 1], column[i]
    steps[i] = (before.size + item.size) / 2 + gap_between(before, item, gaps)
  end
  return steps
end

-- Pools of the column that is being settled, each a run of items that touch, moved together to where they wish most:
-- their weights, wishes and numbers of items.
local pool_weight, pool_wish, pool_count = {}, {}, {}

-- Puts an item behind the pools, and joins those that it pushes; returns how many pools there are.
local function pool_item(top, weight, wish)
  local count = 1
  while top > 0 and pool_wish[top] / pool_weight[top] > wish / weight do
    weight, wish, count = pool_weight[top] + weight, pool_wish[top] + wish, pool_count[top] + count
    top = top - 1
  end
  top = top + 1
  pool_weight[top], pool_wish[top], pool_count[top] = weight, wish, count
  return top
end

-- With its distance from the first item taken off, each item may stand no earlier than the one before it.
local function settle(column, steps)
  local top, offset = 0, 0
  for i = 1, #column do
    local item = column[i]
    offset = offset + (steps[i] or 0)
    top = pool_item(top, item.weight, (item.wish - offset) * item.weight)
  end
  local index = 0
  offset = 0
  for pool = 1, top do
    local at = pool_wish[pool] / pool_weight[pool]
    for _ = 1, pool_count[pool] do
      index = index + 1
      offset = offset + (steps[index] or 0)
      column[index].at = at + offset
    end
  end
end

local function sum_of(items)
  local sum = 0
  for i = 1, #items do
    sum = sum + items[i].at
  end
  return sum
end

-- Each item wishes to stand in the middle of its neighbours: those before it, those after it, or all.
local function settle_column(column, steps, before, after)
  for i = 1, #column do
    local item = column[i]
    local sum, count = 0, 0
    if before then
      sum, count = sum_of(item.before), #item.before
    end
    if after then
      sum, count = sum + sum_of(item.after), count + #item.after
    end
    item.wish = count > 0 and sum / count or item.at
    item.weight = weights[item.kind] * (count > 0 and count or 0.25)
  end
  settle(column, steps)
end

local function stack(column, steps)
  local at = 0
  for i = 1, #column do
    at = at + (steps[i] or 0)
    column[i].at = at
  end
  for i = 1, #column do
    column[i].at = column[i].at - at / 2
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
  local steps = {}
  for i, column in ipairs(columns) do
    steps[i] = measure_steps(column, gaps)
    stack(column, steps[i])
  end
  for sweep = 1, SWEEPS do
    local both, forwards = sweep > SWEEPS - 3, sweep % 2 == 1
    for step = 1, #columns do
      local index = forwards and step or #columns + 1 - step
      settle_column(columns[index], steps[index], both or forwards, both or not forwards)
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
