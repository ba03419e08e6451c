-- Fits a layered graph into a width: from left to right or from the top down, with texts broken more or less tightly.
-- Texts are never made smaller. `u` runs across the layers, `v` along them.
local text = require "brevier.graph.text"
local place = require "brevier.graph.place"

local fit = {}

-- How wide texts may run, and the least room between layers and within them, less from level to level.
local levels = {
  { node = 124, label = 100, gap = 24, apart = 14 },
  { node = 96, label = 76, gap = 22, apart = 13 },
  { node = 76, label = 60, gap = 20, apart = 11 },
  { node = 60, label = 48, gap = 17, apart = 9 },
}

-- By direction: room within layers, and how much more between layers steep lines ask for.
local directions = {
  right = { items = 0.72, slope = 0.5, least = 34, most = 60 },
  down = { items = 1, slope = 0.2, least = 22, most = 40 },
}

local PART_GAP = 16

local function measure_node(item, level, set)
  local node = item.node
  local parts = { set(node.text, level.node, "drawing-title") }
  for _, label in ipairs(node.own) do
    parts[#parts + 1] = set(label, level.label, "drawing-note")
  end
  item.blocks, item.width, item.height = parts, 0, 0
  for i, block in ipairs(parts) do
    item.width = math.max(item.width, block.width + (i > 1 and fit.loop or 0))
    item.height = item.height + block.height
  end
end

---Room for the loop before what a node does to itself.
fit.loop = 11

local function measure(part, level, down, set)
  for _, item in ipairs(part.items) do
    if item.kind == "node" then
      measure_node(item, level, set)
    elseif item.kind == "label" then
      item.blocks = { set(item.text, level.label, "drawing-note") }
      item.width, item.height = item.blocks[1].width, item.blocks[1].height
    else
      item.width, item.height = 0, 0
    end
    item.size = down and item.width or item.height
    item.deep = down and item.height or item.width
  end
end

local function gaps_within(level, direction)
  return { items = level.apart * direction.items, bend = level.apart * 0.6, bends = level.apart * 0.45 }
end

-- The columns of several parts at once: how deep each is, and how steep the lines after it would be.
local function survey(parts)
  local deep, rise = {}, {}
  for _, part in ipairs(parts) do
    for i, column in ipairs(part.columns) do
      deep[i] = deep[i] or 0
      rise[i] = rise[i] or 0
      for _, item in ipairs(column) do
        deep[i] = math.max(deep[i], item.deep)
        for _, other in ipairs(item.after) do
          rise[i] = math.max(rise[i], math.abs(other.at - item.at))
        end
      end
    end
  end
  return deep, rise
end

-- Gaps between columns: at least the level's, more where lines are steep and there is room.
local function choose_gaps(deep, rise, level, direction, room)
  local gaps, wishes, least, extra = {}, {}, 0, 0
  for i = 1, #deep - 1 do
    gaps[i] = (deep[i] > 0 and deep[i + 1] > 0) and level.gap or level.gap / 2
    local wish = math.max(direction.least, math.min(rise[i] * direction.slope, direction.most))
    wishes[i] = math.max(wish - gaps[i], 0)
    least, extra = least + gaps[i], extra + wishes[i]
  end
  for i = 1, #deep do
    least = least + deep[i]
  end
  if extra > 0 and room > least then
    local share = math.min(1, (room - least) / extra)
    for i = 1, #gaps do
      gaps[i] = gaps[i] + wishes[i] * share
    end
  end
  return gaps
end

-- Where each column begins and ends; the whole depth.
local function set_columns(deep, gaps)
  local spans, u = {}, 0
  for i = 1, #deep do
    spans[i] = { from = u, to = u + deep[i] }
    u = u + deep[i] + (gaps[i] or 0)
  end
  return spans, spans[#deep].to
end

local function copy_item(item, part, span, down)
  local from = span.from
  if down or item.kind == "label" then
    from = from + (span.to - span.from - item.deep) / 2
  end
  local x, y = from, part.v + item.at - item.size / 2
  if down then
    x, y = part.u + y, part.shelf + x
  end
  return {
    kind = item.kind, node = item.node, blocks = item.blocks, x = x, y = y, width = item.width, height = item.height,
    u = (down and part.shelf or 0) + from, deep = item.deep, at = (down and part.u or part.v) + item.at,
    from = (down and part.shelf or 0) + span.from, to = (down and part.shelf or 0) + span.to,
  }
end

local function collect(plan, part, spans, down)
  local copies = {}
  for _, column in ipairs(part.columns) do
    for _, item in ipairs(column) do
      copies[item] = copy_item(item, part, spans[item.column], down)
      if item.kind ~= "bend" then
        plan.boxes[#plan.boxes + 1] = copies[item]
      end
    end
  end
  for _, path in ipairs(part.paths) do
    local items = {}
    for i, item in ipairs(path.items) do
      items[i] = copies[item]
    end
    plan.paths[#plan.paths + 1] = { items = items, head = path.head, tail = path.tail, style = path.style }
  end
end

-- From left to right: parts under one another, in the same columns.
local function plan_right(parts, level, room, plan)
  local v, direction = 0, directions.right
  for i, part in ipairs(parts) do
    part.v = v + (i > 1 and PART_GAP or 0)
    v = part.v + place.assign(part.columns, gaps_within(level, direction))
  end
  local deep, rise = survey(parts)
  local spans, whole = set_columns(deep, choose_gaps(deep, rise, level, direction, room.width))
  plan.width, plan.height = whole, v
  for _, part in ipairs(parts) do
    collect(plan, part, spans, false)
  end
end

-- From the top down: parts side by side while they fit, then on a new shelf.
local function plan_down(parts, level, room, plan)
  local u, shelf, lowest, direction = 0, 0, 0, directions.down
  for _, part in ipairs(parts) do
    local extent = place.assign(part.columns, gaps_within(level, direction))
    local deep, rise = survey { part }
    local spans, whole = set_columns(deep, choose_gaps(deep, rise, level, direction, room.height))
    if u > 0 and u + extent > room.width then
      u, shelf = 0, lowest + PART_GAP
    end
    part.u, part.v, part.shelf = u, 0, shelf
    collect(plan, part, spans, true)
    plan.width, lowest = math.max(plan.width, u + extent), math.max(lowest, shelf + whole)
    u = u + extent + 2 * PART_GAP
  end
  plan.height = lowest
end

-- How deep the columns of some parts are together, with the least room between them.
local function least_depth(parts, level)
  local deep, sum = {}, 0
  for _, part in ipairs(parts) do
    for i, column in ipairs(part.columns) do
      deep[i] = deep[i] or 0
      for _, item in ipairs(column) do
        deep[i] = math.max(deep[i], item.deep)
      end
    end
  end
  for i = 1, #deep do
    local gap = i == #deep and 0 or (deep[i] > 0 and deep[i + 1] > 0) and level.gap or level.gap / 2
    sum = sum + deep[i] + gap
  end
  return sum
end

local function try(parts, level, room, down)
  local plan = { boxes = {}, paths = {}, width = 0, height = 0, down = down }
  if down then
    plan_down(parts, level, room, plan)
  else
    plan_right(parts, level, room, plan)
  end
  return plan
end

-- Whether it is worth the work to place the parts: to the right they must not be too wide, down not too high, nor as high
-- as what there is.
local function is_hopeful(parts, level, room, down, lowest)
  if not down then
    return least_depth(parts, level) <= room.width
  end
  for _, part in ipairs(parts) do
    if least_depth({ part }, level) > math.min(room.height, lowest) then
      return false
    end
  end
  return true
end

---The best way to set the ordered parts in a room; nil where there is none. A direction that fits is not tried with
---narrower texts: those only make it taller.
---@param parts table[]
---@param room {width: number, height: number, extents?: function}
function fit.choose(parts, room)
  local best, lowest, fits, set = nil, math.huge, {}, text.setter(room.extents)
  for i, level in ipairs(levels) do
    for _, down in ipairs { false, true } do
      local handicap = 24 * (i - 1) + (down and 60 or 0)
      if not fits[down] and handicap < lowest then
        for _, part in ipairs(parts) do
          measure(part, level, down, set)
        end
        local plan = is_hopeful(parts, level, room, down, lowest - handicap) and try(parts, level, room, down)
        fits[down] = plan and plan.width <= room.width and plan.height <= room.height
        if fits[down] and plan.height + handicap < lowest then
          best, lowest = plan, plan.height + handicap
        end
      end
    end
  end
  return best
end

return fit
