-- What holds of every graph that can be set: nothing overlaps, nothing leaves the frame, no line runs through a text.
local graph = require "brevier.graph"
local trace = require "brevier.graph.trace"

local names = {
  "Huawei", "DeepSeek", "Nvidia", "AMD", "Alibaba", "ByteDance", "Tencent", "Cambricon Technologies", "Reuters",
  "The Information", "United States", "Chinese firms (not named)", "Google", "SMIC", "ASML", "TSMC",
}
local kinds = { "supplies", "ordered from", "withheld V4 from", "works with", "controls exports of", "cites" }
local styles = { "solid", "dashed", "dotted" }

-- Outside of `build` nothing is measured; about what the layout's sans takes.
local function extents(text)
  return utf8.len(text) * 4.2
end

local function layered(edges, width)
  return graph.layered { edges = edges, width = width or 328.8, extents = extents }
end

local function generator(seed)
  return function(most)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % most + 1
  end
end

-- Every third is without any order, the others run mostly forwards, as real ones do.
local function random_edges(seed)
  local random, edges = generator(seed), {}
  local nodes, count = random(#names - 1) + 1, random(40)
  for i = 1, count do
    local from = random(nodes)
    local to = seed % 3 == 0 and random(nodes) or math.min(nodes, from + random(3))
    if random(8) == 1 then
      from, to = to, from
    end
    edges[i] = { from = names[from], to = names[to], label = kinds[random(#kinds)], style = styles[random(3)] }
  end
  return edges
end

local function overlap(p, q)
  return p.x < q.x + q.width - 0.01 and q.x < p.x + p.width - 0.01
    and p.y < q.y + q.height - 0.01 and q.y < p.y + p.height - 0.01
end

local function check_boxes(plan)
  for i, box in ipairs(plan.boxes) do
    local fits = box.x > -0.01 and box.y > -0.01 and box.x + box.width < plan.width + 0.01
      and box.y + box.height < plan.height + 0.01
    expect(fits):equals(true)
    for j = i + 1, #plan.boxes do
      expect(overlap(box, plan.boxes[j])):equals(false)
    end
  end
end

-- Points of a path: of each line its ends, of each curve nine.
local function points_of(path)
  local points, u, v = {}, nil, nil
  for _, step in ipairs((trace.steps(path))) do
    if step[1] == "curve" then
      for k = 1, 8 do
        local t = k / 8
        local s = 1 - t
        local function at(p, q, r, last)
          return s ^ 3 * p + 3 * s * s * t * q + 3 * s * t * t * r + t ^ 3 * last
        end
        points[#points + 1] = { at(u, step[2], step[4], step[6]), at(v, step[3], step[5], step[7]) }
      end
      u, v = step[6], step[7]
    else
      u, v = step[2], step[3]
      points[#points + 1] = { u, v }
    end
  end
  return points
end

local function strikes(plan, point, box)
  local x, y = point[1], point[2]
  if plan.down then
    x, y = y, x
  end
  return x > box.x + 0.3 and x < box.x + box.width - 0.3 and y > box.y + 0.3 and y < box.y + box.height - 0.3
end

local function check_paths(plan)
  local struck = 0
  for _, path in ipairs(plan.paths) do
    local points = points_of(path)
    for _, box in ipairs(plan.boxes) do
      if box ~= path.items[1] and box ~= path.items[#path.items] then
        for _, point in ipairs(points) do
          struck = struck + (strikes(plan, point, box) and 1 or 0)
        end
      end
    end
  end
  expect(struck):equals(0)
end

describe("a graph of chance", function()
  for seed = 1, 48 do
    it("keeps its parts apart, " .. seed, function()
      local edges = random_edges(seed)
      local plan, why = layered(edges)
      if plan then
        check_boxes(plan)
        check_paths(plan)
      else
        expect(why == "size" or why == "tangle"):equals(true)
        expect(#edges > 12):equals(true)
      end
    end)
  end
end)

local function labels_of(plan)
  local labels = {}
  for _, box in ipairs(plan.boxes) do
    if box.kind == "label" then
      labels[#labels + 1] = table.concat(box.blocks[1].lines, " ")
    end
  end
  return labels
end

describe("edges", function()
  it("between one pair are one, with all that they say", function()
    local plan = layered {
      { from = "A", to = "B", label = "supplies" }, { from = "A", to = "B", label = "owns" },
      { from = "A", to = "B", label = "supplies" },
    }
    expect(labels_of(plan)):equals { "supplies, owns" }
  end)

  it("there and back that say the same have two heads", function()
    local plan = layered {
      { from = "A", to = "B", label = "competes with" }, { from = "B", to = "A", label = "competes with" },
    }
    expect(labels_of(plan)):equals { "competes with" }
    expect(plan.paths[1].tail and plan.paths[2].head):equals(true)
  end)

  it("that say the same of one party share the label", function()
    local plan = layered {
      { from = "A", to = "D", label = "ordered from" }, { from = "B", to = "D", label = "ordered from" },
      { from = "C", to = "D", label = "ordered from", style = "dashed" },
    }
    expect(labels_of(plan)):equals { "ordered from", "ordered from" }
  end)

  it("to oneself stand with the name", function()
    local plan = layered { { from = "A", to = "A", label = "owns" } }
    expect(#plan.paths):equals(0)
    expect(#plan.boxes[1].blocks):equals(2)
  end)

  it("in a ring all find a place", function()
    local plan = layered {
      { from = "A", to = "B" }, { from = "B", to = "C" }, { from = "C", to = "A" },
    }
    expect(#plan.boxes):equals(3)
    expect(#plan.paths):equals(3)
  end)
end)

describe("a long name", function()
  it("is broken into even lines", function()
    local plan = layered({
      { from = "An Association of Makers of Processors", to = "A Ministry of Trade and Industry", label = "petitions" },
    }, 200)
    expect(plan.width <= 200):equals(true)
    expect(#plan.boxes[1].blocks[1].lines > 1):equals(true)
  end)

  it("that no line can hold leaves no plan", function()
    local _, why = layered({ { from = ("long"):rep(20), to = "B", label = "holds" } }, 60)
    expect(why):equals "size"
  end)
end)
