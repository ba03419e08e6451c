-- The order within layers: sweeps by the mean of neighbours (Sugiyama, Tagawa and Toda 1981), then exchanges of
-- neighbours while they help. Ties keep the order in which things were named.
local order = {}

local SWEEPS = 8

local function number(column)
  for i, item in ipairs(column) do
    item.position = i
  end
end

-- Crossings between two neighbouring columns, counted in a tree of sums (Barth, Jünger and Mutzel 2002).
local function crossings_after(column, next_size)
  local sums, count, seen = {}, 0, 0
  for i = 1, next_size do
    sums[i] = 0
  end
  for _, item in ipairs(column) do
    local ends = {}
    for i, other in ipairs(item.after) do
      ends[i] = other.position
    end
    table.sort(ends)
    for _, position in ipairs(ends) do
      local below, i = 0, position
      while i > 0 do
        below, i = below + sums[i], i - (i & -i)
      end
      count = count + seen - below
    end
    for _, position in ipairs(ends) do
      local i = position
      while i <= next_size do
        sums[i], i = sums[i] + 1, i + (i & -i)
      end
      seen = seen + 1
    end
  end
  return count
end

---How often lines cross in the present order.
function order.crossings(columns)
  local count = 0
  for i = 1, #columns - 1 do
    count = count + crossings_after(columns[i], #columns[i + 1])
  end
  return count
end

local function mean(list)
  local sum = 0
  for _, item in ipairs(list) do
    sum = sum + item.position
  end
  return sum / #list
end

-- What has no neighbour on that side keeps its place among the others.
local function sort_by(column, side)
  for i, item in ipairs(column) do
    item.wish = #item[side] > 0 and mean(item[side]) or i
    item.turn = i
  end
  table.sort(column, function(p, q)
    if p.wish ~= q.wish then
      return p.wish < q.wish
    end
    return p.turn < q.turn
  end)
  number(column)
end

local function sweep(columns, forwards)
  local first, last, step = 2, #columns, 1
  if not forwards then
    first, last, step = #columns - 1, 1, -1
  end
  for i = first, last, step do
    sort_by(columns[i], forwards and "before" or "after")
  end
end

-- Crossings between the ties of two items on one side, the first standing before the second.
local function crossings_of(p, q)
  local count = 0
  for _, one in ipairs(p) do
    for _, other in ipairs(q) do
      if one.position > other.position then
        count = count + 1
      end
    end
  end
  return count
end

local function exchange(column)
  local helped = false
  for i = 1, #column - 1 do
    local p, q = column[i], column[i + 1]
    local kept = crossings_of(p.before, q.before) + crossings_of(p.after, q.after)
    local turned = crossings_of(q.before, p.before) + crossings_of(q.after, p.after)
    if turned < kept then
      column[i], column[i + 1] = q, p
      q.position, p.position = i, i + 1
      helped = true
    end
  end
  return helped
end

local function exchange_all(columns)
  for _ = 1, 6 do
    local helped = false
    for _, column in ipairs(columns) do
      helped = exchange(column) or helped
    end
    if not helped then
      return
    end
  end
end

local function copy(columns)
  local copied = {}
  for i, column in ipairs(columns) do
    copied[i] = table.move(column, 1, #column, 1, {})
  end
  return copied
end

-- The first order follows the ties from the first column on, so that what belongs together starts together.
local function start(part)
  local sorted, seen = {}, {}
  local function visit(item)
    if not seen[item] then
      seen[item] = true
      local column = sorted[item.column]
      column[#column + 1] = item
      for _, other in ipairs(item.after) do
        visit(other)
      end
    end
  end
  for i in ipairs(part.columns) do
    sorted[i] = {}
  end
  for _, column in ipairs(part.columns) do
    for _, item in ipairs(column) do
      visit(item)
    end
  end
  return sorted
end

---Orders part.columns; part.crossings is what remains.
function order.arrange(part)
  local columns = start(part)
  for _, column in ipairs(columns) do
    number(column)
  end
  local best, fewest = copy(columns), order.crossings(columns)
  for i = 1, SWEEPS do
    if fewest == 0 then
      break
    end
    sweep(columns, i % 2 == 1)
    exchange_all(columns)
    local count = order.crossings(columns)
    if count < fewest then
      best, fewest = copy(columns), count
    end
  end
  for _, column in ipairs(best) do
    number(column)
  end
  part.columns, part.crossings = best, fewest
end

return order
