-- Where the labels of a timeline stand: in lanes above it, so that neither a label nor its leader meets another.
local labels = require "brevier.chart.labels"

local lanes = {}

local GAP = 5        -- between two labels of a lane
local OFF = 3        -- from the leader to its label
local NARROWEST = 52 -- to which a label is broken before it goes to the left of its leader

local function widest(item)
  local most = 0
  for i, line in ipairs(item.lines) do
    most = math.max(most, labels.width(line, item.roles[i]))
  end
  return most
end

local function break_label(item, limit)
  item.lines, item.roles = {}, {}
  for _, part in ipairs(item.parts) do
    for _, line in ipairs(labels.lines(part.text, limit, part.most or 3, part.role)) do
      item.lines[#item.lines + 1], item.roles[#item.lines + 1] = line, part.role
    end
  end
  item.width = widest(item)
end

-- From the right: a label that would leave the frame is broken narrower, or else stands left of its leader; those
-- before it then end where that leader is.
local function choose_sides(items, limit, right)
  for i = #items, 1, -1 do
    local item = items[i]
    local room = right - item.x - OFF
    break_label(item, limit)
    if item.width > room and room >= NARROWEST then
      break_label(item, room)
    end
    if item.width > room then
      break_label(item, math.min(limit, item.x - OFF))
      item.left, right = true, math.min(right, item.x - GAP)
    end
    item.from = item.left and item.x - OFF - item.width or item.x
    item.to = item.left and item.x or item.x + OFF + item.width
  end
end

local function meet(p, q)
  return p.from < q.to + GAP and q.from < p.to + GAP
end

-- Over all that it meets of what has its lane already.
local function lane_over(item, placed)
  local lane = 0
  for _, other in ipairs(placed) do
    if meet(item, other) then
      lane = math.max(lane, other.lane + 1)
    end
  end
  return lane
end

-- Labels right of their leaders from the last to the first, then the others from the first to the last: so each
-- stands over the leaders that it would cross.
local function choose_lanes(items)
  local placed = {}
  local function put(item)
    item.lane = lane_over(item, placed)
    placed[#placed + 1] = item
  end
  for i = #items, 1, -1 do
    if not items[i].left then
      put(items[i])
    end
  end
  for _, item in ipairs(items) do
    if item.left then
      put(item)
    end
  end
end

-- The height of each lane is that of its highest label.
local function lane_tops(items)
  local heights, count = {}, 0
  for _, item in ipairs(items) do
    local height = #item.lines * labels.leading + 3
    heights[item.lane] = math.max(heights[item.lane] or 0, height)
    count = math.max(count, item.lane + 1)
  end
  local y, tops = 0, {}
  for lane = count - 1, 0, -1 do
    tops[lane] = y
    y = y + (heights[lane] or 0)
  end
  return tops, heights, y
end

---Places labels; each item gets `lines`, `roles`, `top` and `left` (it stands left of its leader).
---@param items {x: number, parts: {text: string, role?: string, most?: integer}[]}[] by x
---@param limit number the widest label
---@param right number the frame's edge
---@return number height of all lanes
function lanes.place(items, limit, right)
  choose_sides(items, limit, right)
  choose_lanes(items)
  local tops, heights, height = lane_tops(items)
  for _, item in ipairs(items) do
    item.top = tops[item.lane] + heights[item.lane] - #item.lines * labels.leading - 3
  end
  return height
end

---Draws the label of a placed item beside its leader, which goes down to y.
---@param c brevier.canvas
---@param item table
---@param y number
function lanes.draw(c, item, y)
  c:move(item.x, item.top + 1):line(item.x, y):stroke("hairline", 0.5)
  for i, line in ipairs(item.lines) do
    c:text(item.left and item.x - OFF or item.x + OFF, item.top + i * labels.leading - 2.2, line, {
      anchor = item.left and "end" or "start", role = item.roles[i], colour = item.colours and item.colours[i] or "ink",
    })
  end
end

return lanes
