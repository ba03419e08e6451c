-- The `digest` layout: two balanced columns under a head over both, for packs that are read at one sitting.
-- The voice of `briefing`, set closer; what stands in its margin stands in the columns here.

return {
  extends = "briefing",
  title = "Digest",

  page = {
    size = "a4",
    left = "19mm", right = "19mm", top = "23mm", foot = "22mm",
    margin_column = 0, gutter = "7mm", columns = 2,
    baseline = 12.5,
    head_at = 41, foot_at = 31,
  },

  table = { gap = 10, pad_above = 2.5, pad_below = 2.2, least_size = 6.8 },

  styles = {
    para = { size = 9.4, leading = 12.5, indent_first = 12.5 },
    sans = { size = 7.8, leading = 10.4 },

    header = { pad_after = 9, space_after = 12.5 },
    kicker = { size = 8.2, leading = 12.5 },
    title = { size = 26, leading = 28.5, space_before = 6 },
    standfirst = { size = 12.6, leading = 16.8, space_before = 7 },

    ["heading-2"] = { size = 10.2, leading = 12.5, space_before = 12.5 },
    ["heading-3"] = { size = 9.2, leading = 12.5, space_before = 12.5 },
    ["heading-4"] = { size = 8.4, leading = 12.5, space_before = 12.5 },

    keypoints = { size = 9, leading = 12.5, marker_width = 12.5 },
    list = { marker_width = 11 },
    ["ordered-list"] = { marker_width = 14 },
    sources = { leading = 10.4, marker_width = 12.5 },

    -- what `briefing` puts into its margin
    confidence = { place = "text", space_before = 0, space_after = 9 },
    facets = { place = "text", space_before = 4, space_after = 12.5 },
    facet = { space_before = 5 },
    ["margin-note"] = { place = "text", space_before = 6, space_after = 6, indent = 12.5 },
    ["chart-margin"] = { place = "text", space_before = 12.5 },

    table = { size = 8, leading = 11, space_before = 12.5, space_after = 14 },
    ["chart-data"] = { size = 7.4, leading = 10 },
    ["table-caption"] = { size = 8.2, leading = 12.5 },
    ["cell-text"] = { size = 8, leading = 11 },
    ["cell-note"] = { size = 7.6, leading = 10.2 },
    figure = { space_before = 12.5, space_after = 14 },
    caption = { size = 8.2, leading = 11 },

    ["bottom-line-text"] = { size = 13.4, leading = 17.6 },
    quote = { indent = 12.5, indent_end = 0 },
    ["pull-quote"] = { size = 15, leading = 19 },
    code = { size = 7.2, leading = 10, indent = 0 },
    callout = { size = 8.6, leading = 12 },
    ["teaser-text"] = { size = 8.4, leading = 11.4 },
    note = { size = 7.6, leading = 10 },

    ["contents-title"] = { place = "wide", space_after = 6 },
    ["contents-entry-title"] = { size = 12, leading = 15 },
    ["contents-page"] = { size = 12, leading = 15 },
  },
}
