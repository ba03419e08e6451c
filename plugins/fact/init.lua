return {
  sections = {
    ["fact"] = {
      titles = {
        en = { "The fact", "The facts", "Fact" },
        de = { "Die Tatsache", "Die Tatsachen" },
        fr = { "Le fait", "Les faits" },
        es = { "El hecho", "Los hechos" },
      },
      rank = 50,
    },
  },
}
