-- The `pocket` layout: a page as high and wide as a telephone's glass, read with one thumb and never enlarged.
-- The voice of `briefing`, in one narrow column; what stands in its margin stands in the text here.

return {
  extends = "briefing",
  title = "Pocket",

  page = {
    size = "custom", width = "80mm", height = "142mm",
    left = "6mm", right = "6mm", top = "11mm", foot = "10mm",
    margin_column = 0, gutter = 0,
    baseline = 13,
    head_at = 20, foot_at = 15,
  },

  furniture = {
    head_left = { { text = "{short}", role = "running" } },
    head_right = { { text = "{folio}", role = "folio" } },
    first_left = { { text = "{pack} {number}", role = "running" } },
    first_right = { { text = "{folio}", role = "folio" } },
    foot_left = {},
    foot_right = { { text = "{tier}", role = "running-tier" } },
  },

  cover = { rule = 2.25, rule_gap = 8, list_at = 140, foot_at = 20 },

  table = { gap = 8, pad_above = 2.5, pad_below = 2.2, least_size = 6.5 },

  styles = {
    para = {
      size = 9.6, leading = 13, set = "ragged", indent_first = 11,
    },
    sans = { size = 8, leading = 10.6 },

    header = { place = "text", pad_after = 8, space_after = 9 },
    kicker = { size = 7.6, leading = 11 },
    title = { size = 20, leading = 22.5, space_before = 5 },
    standfirst = { size = 11.4, leading = 15, space_before = 6 },

    ["heading-2"] = { size = 10.4, leading = 13, space_before = 13 },
    ["heading-3"] = { size = 9.4, leading = 13, space_before = 13 },
    ["heading-4"] = { size = 8.6, leading = 13, space_before = 13 },

    keypoints = { size = 9, leading = 12.4, marker_width = 12 },
    list = { marker_width = 11 },
    ["ordered-list"] = { marker_width = 14 },
    sources = { leading = 10.6, marker_width = 12.5 },

    -- what other layouts put into the margin
    confidence = { place = "text", space_before = 9, space_after = 9 },
    facets = { place = "text", space_before = 4, space_after = 9 },
    facet = { space_before = 5 },
    ["margin-note"] = { place = "text", space_before = 5, space_after = 5, indent = 11 },
    ["chart-margin"] = { place = "text", space_before = 13 },

    table = { size = 7.8, leading = 10.6, space_before = 10, space_after = 12 },
    ["chart-data"] = { size = 7.4, leading = 10 },
    ["table-caption"] = { size = 8.2, leading = 11 },
    ["cell-text"] = { size = 7.8, leading = 10.6 },
    ["cell-note"] = { size = 7.4, leading = 10 },
    caption = { size = 8.2, leading = 11, space_before = 5 },

    ["bottom-line-text"] = { size = 12.6, leading = 16.5 },
    quote = { indent = 11, indent_end = 0 },
    ["pull-quote"] = { size = 14, leading = 18 },
    code = { size = 7, leading = 10, indent = 0 },
    callout = { size = 8.8, leading = 12.4 },
    ["teaser-text"] = { size = 8.4, leading = 11.4 },
    note = { size = 7.6, leading = 10 },

    running = { size = 6.6 },
    folio = { size = 7.6 },

    ["cover-strapline"] = { size = 7.4, leading = 9 },
    ["cover-issue"] = { size = 7.4, leading = 9 },
    ["cover-title"] = { size = 32, leading = 31, indent = -1, indent_end = 0, space_before = 11 },
    ["cover-list"] = { pad_after = 6 },
    ["cover-entry"] = { pad_before = 5, space_before = 6 },
    ["cover-kicker"] = { size = 6.8, leading = 8.6 },
    ["cover-entry-title"] = { size = 11.4, leading = 13.4, space_before = 1.5 },
    ["cover-summary"] = { size = 7.6, leading = 9.4, space_before = 2 },
    ["cover-more"] = { size = 7.6, leading = 9.4, space_before = 4 },
    ["cover-edition"] = { size = 7.4, leading = 9, pad_before = 5 },
    ["cover-publisher"] = { size = 7.4, leading = 9 },

    ["contents-title"] = { size = 20, leading = 22.5, space_after = 9 },
    ["contents-part"] = { space_before = 14, space_after = 4 },
    ["contents-entry"] = { pad_before = 5, space_before = 7 },
    ["contents-entry-title"] = { size = 11, leading = 13.5, indent_end = 26 },
    ["contents-page"] = { size = 11, leading = 13.5 },
    ["contents-summary"] = { size = 8, leading = 10.6, indent_end = 26 },
  },
}
