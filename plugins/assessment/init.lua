return {
  sections = {
    ["assessment"] = {
      titles = {
        en = { "The assessment", "Assessment", "Our assessment" },
        de = { "Die Einschätzung", "Einschätzung" },
        fr = { "L’analyse", "Notre analyse" },
        es = { "La valoración", "Nuestra valoración" },
      },
      rank = 60,
    },
  },
}
