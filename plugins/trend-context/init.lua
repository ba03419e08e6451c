return {
  sections = {
    ["trend-context"] = {
      titles = {
        en = { "Deeper trend context", "Trend context" },
        de = { "Der längere Trend" },
        fr = { "Tendance de fond" },
        es = { "Tendencia de fondo" },
      },
      rank = 120,
    },
  },
}
