return {
  sections = {
    ["operating-surface"] = {
      titles = {
        en = { "Operating surface" },
        de = { "Wirkungsfeld" },
        fr = { "Champ d’action" },
        es = { "Ámbito operativo" },
      },
      rank = 100,
    },
  },
}
