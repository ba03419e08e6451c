local b = require "brevier"

-- Headings of the third level are the questions; what follows one is its answer.
local function each_question(content, visit)
  for i, block in ipairs(content) do
    if block.kind == "heading" and block.level == 3 then
      local following = content[i + 1]
      local answered = following and not (following.kind == "heading" and following.level <= 3)
      visit(block, answered)
    end
  end
end

local function check(section, ctx)
  local questions = 0
  each_question(section.content, function(heading, answered)
    questions = questions + 1
    if not answered then
      ctx.warn(heading, "a question without an answer")
    end
    if not b.plain(heading):find("[?？؟;]%s*$") then
      ctx.warn(heading, "this is no question; end it with a question mark, or write it as prose")
    end
  end)
  if questions == 0 and #section.content > 0 then
    ctx.warn(section, "an explainer has questions; write each as a heading, ### Why now?")
  end
end

return {
  sections = {
    explainer = {
      titles = {
        en = { "Explainer", "Questions and answers" },
        de = { "Zum Verständnis", "Fragen und Antworten" },
        fr = { "Pour comprendre", "Questions et réponses" },
        es = { "Para entenderlo", "Preguntas y respuestas" },
      },
      rank = 122,
      check = check,
      build = function(section, ctx)
        if #section.content == 0 then
          return {}
        end
        each_question(section.content, function(heading)
          heading.role = "question"
        end)
        return { b.heading(ctx.title), section.content }
      end,
    },
  },
}
