return {
  sections = {
    ["source-notes"] = {
      titles = {
        en = { "Source notes", "Notes on the sources" },
        de = { "Zu den Quellen" },
        fr = { "Notes sur les sources" },
        es = { "Notas sobre las fuentes" },
      },
      rank = 140,
    },
  },
}
