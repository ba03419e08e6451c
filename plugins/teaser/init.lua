local b = require "brevier"

return {
  sections = {
    teaser = {
      titles = { en = { "For members" }, de = { "Für Mitglieder" }, fr = { "Pour les membres" }, es = { "Para miembros" } },
      rank = 160,
      always = true,
      build = function(_, ctx)
        local teaser = ctx.briefing.teaser
        if not teaser then
          return {}
        end
        local text = { teaser.about }
        if teaser.join then
          text[#text + 1] = #text > 0 and " " or nil
          text[#text + 1] = b.link(b.fill(ctx.words.join, teaser), teaser.join)
        end
        local blocks = { b.para(b.fill(ctx.words["for"], teaser), { role = "teaser-tier" }) }
        if #text > 0 then
          blocks[2] = b.para(text, { role = "teaser-text" })
        end
        return { b.group(blocks, { role = "teaser" }) }
      end,
    },
  },
}
