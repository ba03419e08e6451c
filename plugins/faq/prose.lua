-- Questions written as headings of the third level, each with the blocks that follow it as its answer.
local prose = {}

---@param content brevier.node[]
---@return brevier.node[] opening what stands before the first question
---@return {question: table, answer: table, node: table, id?: string, language?: string, place?: integer}[] items
function prose.split(content)
  local opening, items = {}, {}
  for _, block in ipairs(content) do
    if block.kind == "heading" and block.level == 3 then
      local question = table.move(block, 1, #block, 1, {})
      items[#items + 1] = {
        question = question, answer = {}, node = block, id = block.id, language = block.language, place = block.place,
      }
    else
      local into = #items > 0 and items[#items].answer or opening
      into[#into + 1] = block
    end
  end
  return opening, items
end

return prose
