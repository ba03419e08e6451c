-- What holds of every tree that can be set: nothing overlaps, nothing leaves the frame, parents stand amid their children.
local graph = require "brevier.graph"

local words = { "orders", "slip", "chips", "that", "nobody", "delivers", "a", "licence", "in", "time", "capacity", "eases" }

-- Outside of `build` nothing is measured; about what the layout's sans takes.
local function extents(text)
  return utf8.len(text) * 4
end

local function generator(seed)
  return function(most)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % most + 1
  end
end

local function random_node(random, depth)
  local text, children = {}, {}
  for i = 1, random(9) do
    text[i] = words[random(#words)]
  end
  for i = 1, depth > 0 and random(4) - 1 or 0 do
    children[i] = random_node(random, depth - 1)
  end
  local notes = random(2) == 1 and { "0.35 · unlikely" } or nil
  return { text = table.concat(text, " "), notes = notes, children = children, number = random(3) == 1 and "1.2" or nil }
end

local function overlap(p, q)
  return p.x < q.x + q.width - 0.01 and q.x < p.x + p.width - 0.01
    and p.y < q.y + q.height - 0.01 and q.y < p.y + p.height - 0.01
end

local function check(plan)
  for i, box in ipairs(plan.boxes) do
    local fits = box.x > -0.01 and box.y > -0.01 and box.x + box.width < plan.width + 0.01
      and box.y + box.height < plan.height + 0.01
    expect(fits):equals(true)
    for j = i + 1, #plan.boxes do
      expect(overlap(box, plan.boxes[j])):equals(false)
    end
    local first, last = box.children[1], box.children[#box.children]
    if first then
      expect(math.abs(box.at - (first.at + last.at) / 2) < 0.01):equals(true)
    end
  end
end

describe("a tree of chance", function()
  for seed = 1, 40 do
    it("keeps its texts apart, " .. seed, function()
      local random = generator(seed)
      local roots = { random_node(random, 3) }
      if random(3) == 1 then
        roots[2] = random_node(random, 2)
      end
      local plan, why = graph.tree { roots = roots, width = 328.8, extents = extents }
      if plan then
        check(plan)
      else
        expect(why):equals "size"
      end
    end)
  end
end)

describe("a tree", function()
  it("is as wide as it was asked to be, at most", function()
    local leaf = { text = "A cause told in rather many words, as causes are", children = {} }
    local root = { text = "What fails", children = { { text = leaf.text, children = { leaf } } } }
    local plan = graph.tree { roots = { root }, width = 240, extents = extents }
    expect(plan.width <= 240.01):equals(true)
  end)

  it("without causes is one text", function()
    local plan = graph.tree { roots = { { text = "What fails" } }, width = 240, extents = extents }
    expect(#plan.boxes):equals(1)
  end)

  it("that is too deep has no plan", function()
    local node = { text = "Capacity" }
    for _ = 1, 9 do
      node = { text = "Capacity", children = { node } }
    end
    local _, why = graph.tree { roots = { node }, width = 240, extents = extents }
    expect(why):equals "size"
  end)
end)
