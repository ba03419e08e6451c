-- The lines of a layered graph: straight through the columns, curved only between them, where nothing stands.
local trace = {}

local PAD = 3.5    -- between a text and its line
local ARROW = 4.5  -- an arrowhead's length
local PORT = 3     -- how far apart what comes and what goes leave the same side

-- What ends at a node, by side: ends with a head and ends without are kept apart where a side has both.
local function ends_at(plan)
  local sides = {}
  local function add(item, side, path, other, head)
    if item.kind == "node" then
      local key = side
      local ends = item.ends or {}
      item.ends = ends
      ends[key] = ends[key] or {}
      table.insert(ends[key], { path = path, at = other.at, head = head or false, side = side })
      if #ends[key] == 1 then
        sides[#sides + 1] = ends[key]
      end
    end
  end
  for _, path in ipairs(plan.paths) do
    local items = path.items
    add(items[1], "after", path, items[2], path.tail)
    add(items[#items], "before", path, items[#items - 1], path.head)
  end
  return sides
end

local function mean(ends, head)
  local sum, count = 0, 0
  for _, one in ipairs(ends) do
    if one.head == head then
      sum, count = sum + one.at, count + 1
    end
  end
  return count > 0 and sum / count or nil
end

---Sets path.from_port and path.to_port, how far from the middle of a node's side the path ends.
function trace.ports(plan)
  for _, ends in ipairs(ends_at(plan)) do
    local with, without = mean(ends, true), mean(ends, false)
    for _, one in ipairs(ends) do
      local port = 0
      if with and without then
        local first = with <= without
        port = (one.head == first) and -PORT or PORT
      end
      one.path[one.side == "after" and "from_port" or "to_port"] = port
    end
  end
end

-- Where a path leaves its first item and reaches its last, without the arrowheads.
local function ends_of(path)
  local first, last = path.items[1], path.items[#path.items]
  local u0, v0 = first.u + first.deep + PAD, first.at + (path.from_port or 0)
  local u1, v1 = last.u - PAD, last.at + (path.to_port or 0)
  return u0, v0, u1, v1
end

---The steps of a path in (u, v): { "move"|"line", u, v } or { "curve", u1, v1, u2, v2, u, v }; and its heads,
---{ u, v, sign }, each with its point at (u, v).
function trace.steps(path)
  local u0, v0, u1, v1 = ends_of(path)
  local steps, heads, items = {}, {}, path.items
  if path.tail then
    heads[#heads + 1] = { u0, v0, -1 }
    u0 = u0 + ARROW - 0.5
  end
  if path.head then
    heads[#heads + 1] = { u1, v1, 1 }
    u1 = u1 - ARROW + 0.5
  end
  steps[1] = { "move", u0, v0 }
  local u, v = math.max(items[1].to + PAD, u0), v0
  steps[2] = { "line", u, v }
  for i = 2, #items do
    local item, is_last = items[i], i == #items
    local to_u = is_last and math.min(item.from - PAD, u1) or item.from
    local to_v = is_last and v1 or item.at
    local middle = (u + to_u) / 2
    steps[#steps + 1] = { "curve", middle, v, middle, to_v, to_u, to_v }
    u, v = is_last and u1 or item.to, to_v
    steps[#steps + 1] = { "line", u, v }
  end
  return steps, heads
end

trace.arrow = ARROW

return trace
