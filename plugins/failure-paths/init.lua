local b = require "brevier"
local likelihood = require "brevier.likelihood"
local tree = require "tree"
local picture = require "picture"
local check = require "check"

local function in_words(node, ctx)
  local words = likelihood.words(ctx, node.value)
  return ctx.number(node.value, 2) .. (words and " · " .. words or "")
end

local function likelihood_cell(node, ctx)
  if not node.value then
    return ""
  end
  local blocks = { b.para(ctx.number(node.value, 2), { role = "failure-likelihood" }) }
  local words = likelihood.words(ctx, node.value)
  blocks[2] = words and b.para(words, { role = "failure-words" })
  if not node.likelihood then
    blocks[#blocks + 1] = b.para(ctx.words.derived, { role = "failure-words" })
  end
  return b.cell(blocks)
end

local function sign_cell(node, ctx)
  local blocks = {}
  if node.watch then
    blocks[1] = b.para(node.watch, { role = "failure-text" })
  end
  if node.mitigation then
    local label = b.span(ctx.words.mitigation, { role = "failure-label" })
    blocks[#blocks + 1] = b.para({ label, " ", node.mitigation }, { role = "failure-text" })
  end
  return #blocks > 0 and b.cell(blocks) or ""
end

local function name_cell(node, ctx)
  local pieces = { node.what }
  if node.number then
    pieces = { b.span(node.number, { role = "failure-number" }), " ", node.what }
  end
  if node.all then
    pieces[#pieces + 1] = " "
    pieces[#pieces + 1] = b.span(ctx.words.all, { role = "failure-gate" })
  end
  return b.cell(pieces)
end

local function listing(block, roots, ctx)
  local rows, words = {}, ctx.words
  tree.each(roots, function(node)
    rows[#rows + 1] = {
      name_cell(node, ctx), likelihood_cell(node, ctx), sign_cell(node, ctx),
      node.source and b.cell(b.cite(node.source)) or "",
    }
  end)
  return b.table {
    role = "failure-table",
    id = block.id,
    caption = block.attributes.caption,
    head = { words.path, words.likelihood, words.watch, words.source },
    align = { "start", "start", "start", "end" },
    widths = { 0.31, 0.22, 0.38, 0.09 },
    row_heads = true,
    rows = rows,
  }
end

-- Causes of causes, as deep as anyone will write.
local function failure(depth)
  return {
    type = "map",
    fields = {
      what = { type = "text", required = true, help = "what fails" },
      because = depth > 0 and { type = "list", item = failure(depth - 1), help = "its causes, each like this" } or nil,
      all = { type = "boolean", help = "true: only all causes together bring it about, else any one does" },
      likelihood = { type = "number", min = 0, max = 1, help = "how probable it is, from 0 to 1; else found from its causes" },
      watch = { type = "markdown", inline = true, help = "the sign that would show it" },
      mitigation = { type = "markdown", inline = true, help = "what is or can be done against it" },
      source = { type = "text", help = "the id of the source that says so" },
    },
  }
end

local paths = {
  attributes = {
    caption = { type = "text", help = "stands over the table" },
    tree = { type = "boolean", default = true, help = "false: the table alone" },
  },
  data = { type = "list", item = failure(6) },
  check = check,
  build = function(block, ctx)
    local roots = tree.read(block.data or {})
    if #roots == 0 then
      return {}
    end
    local function words_of(node)
      return in_words(node, ctx)
    end
    return { block.attributes.tree and picture(block, roots, words_of, ctx) or {}, listing(block, roots, ctx) }
  end,
}

return {
  sections = {
    ["failure-paths"] = {
      titles = {
        en = { "Failure paths", "How it could fail" },
        de = { "Wege des Scheiterns", "Woran es scheitern kann" },
        fr = { "Chemins d’échec", "Comment cela peut échouer" },
        es = { "Vías de fallo", "Cómo podría fallar" },
      },
      rank = 135,
    },
  },
  blocks = { paths = paths, ["failure-paths"] = paths },
}
