return {
  sections = {
    ["prose"] = {
      titles = {
        en = { "Text" },
        de = { "Text" },
        fr = { "Texte" },
        es = { "Texto" },
      },
    },
  },
}
