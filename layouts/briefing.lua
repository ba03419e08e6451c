-- The `briefing` layout: a text column, and a margin column for facts and remarks.
-- Type and hairlines, one accent. Lengths are points unless they say mm or em.

local serif, display = "Source Serif 4", "Source Serif 4 Display"
local sans, code = "Source Sans 3", "Source Code Pro"

return {
  title = "Briefing",

  page = {
    size = "a4",
    left = "20mm", right = "27mm", top = "24mm", foot = "24mm",
    margin_column = "40mm", gutter = "7mm",
    baseline = 13.5,
    head_at = 43.7, foot_at = 32.9,
  },

  palette = {
    ink = "#14171a", soft = "#2c3338", grey = "#5b6670", mid = "#7d8790", hairline = "#c5cbd1",
    wash = "#f0f2f4", accent = "#b3301b", tint = "#faeeea", paper = "#ffffff",
  },

  furniture = {
    head_left = { { text = "{pack} {number}", role = "running" } },
    head_right = { { text = "{short}", role = "running" }, { text = "{tier}", role = "running-tier" } },
    first_left = { { text = "{pack} {number}", role = "running" } },
    first_right = { { text = "{tier}", role = "running-tier" } },
    foot_left = { { text = "{address}", role = "address" } },
    foot_right = { { text = "{folio}", role = "folio" } },
  },

  cover = { rule = 2.25, rule_gap = 13.4, list_at = 342, foot_at = 58.7 },

  table = { gap = 14, pad_above = 3, pad_below = 2.5, rule = 0.5, head_rule = 0.75, ["end"] = 0, least_size = 7 },

  styles = {
    -- text
    para = {
      family = serif, weight = 400, size = 10.2, leading = 13.5, colour = "ink",
      figures = "old", set = "justified", hyphenate = true, indent_first = 13.5,
      rule_colour = "hairline", marker_colour = "accent",
    },
    sans = { family = sans, size = 8, leading = 10.8, figures = "lining", set = "ragged", hyphenate = false },
    display = { family = display, weight = 600, figures = "lining", set = "balanced", hyphenate = false },

    -- the head of a briefing
    header = {
      place = "wide", rule_after = 0.75, rule_colour = "ink", pad_after = 11, space_after = 11.4,
      keep_together = true, keep_with_next = true,
    },
    kicker = {
      like = "sans", weight = 600, size = 8.6, leading = 13.5, off_grid = true,
      case = "upper", tracking = 0.08, colour = "accent",
    },
    title = { like = "display", size = 29, leading = 32, space_before = 8.4 },
    standfirst = {
      family = display, size = 13.2, leading = 18, colour = "soft", set = "ragged", hyphenate = false, space_before = 9,
    },

    -- heads
    ["heading-1"] = { like = "title" },
    ["heading-2"] = {
      like = "sans", weight = 700, size = 10.8, leading = 13.5, set = "balanced",
      space_before = 13.5, keep_with_next = true,
    },
    ["heading-3"] = {
      like = "sans", weight = 600, size = 9.6, leading = 13.5, set = "balanced",
      space_before = 13.5, keep_with_next = true,
    },
    ["heading-4"] = {
      like = "sans", weight = 600, size = 8.6, leading = 13.5, colour = "grey", set = "balanced",
      space_before = 13.5, keep_with_next = true,
    },
    ["heading-5"] = { like = "heading-4" },
    ["heading-6"] = { like = "heading-4" },

    -- lists
    keypoints = {
      like = "sans", weight = 600, size = 9.6, leading = 13.5, off_grid = true,
      marker = "—", marker_width = 13.5, marker_colour = "accent",
    },
    ["keypoints-item"] = { space_before = 3.4 },
    ["keypoints-marker"] = { like = "keypoints", weight = 400, colour = "accent" },
    list = { set = "ragged", marker = "–", marker_width = 13.5, indent_first = 0 },
    ["ordered-list"] = { like = "list", marker_width = 16 },
    ["ordered-list-marker"] = { like = "sans", weight = 600, size = 8.6, colour = "accent" },
    watch = { like = "list" },
    ["watch-tail"] = { family = sans, size = 8.6, colour = "grey", figures = "lining" },
    ["also-read"] = { like = "list" },
    sources = { like = "sans", leading = 11, marker_width = 13.5 },
    ["sources-item"] = { space_before = 2.5, keep_together = true },
    ["sources-marker"] = { like = "sources", weight = 700, colour = "accent" },
    ["source-title"] = { italic = true },
    ["source-note"] = { colour = "grey" },
    pending = { weight = 600, colour = "accent" },
    grade = { size = 6.6, frame = 0.5, rule_colour = "grey", tracking = 0.03 },

    -- beside the text
    confidence = { place = "margin", lift = 1, keep_together = true, space_after = 9 },
    label = {
      like = "sans", weight = 600, size = 7, leading = 10.8, case = "upper", tracking = 0.08,
      colour = "grey", keep_with_next = true,
    },
    ["confidence-label"] = { like = "label" },
    ["confidence-score"] = { like = "display", size = 21, leading = 23 },
    ["confidence-words"] = { like = "sans", space_before = 3 },
    facets = { place = "margin", lift = 2 },
    facet = { space_before = 6.75, keep_together = true },
    ["facet-label"] = { like = "label" },
    ["facet-value"] = { like = "sans" },
    ["facet-note"] = { colour = "grey" },
    ["margin-note"] = { like = "sans", place = "margin", colour = "grey", space_before = 6.75 },
    ["margin-note-strong"] = { weight = 600, colour = "ink" },

    -- tables and figures
    table = {
      like = "sans", size = 8.6, leading = 12, figures = "tabular", off_grid = true,
      space_before = 13.5, space_after = 16,
    },
    ["table-head"] = { like = "table", weight = 600, colour = "grey" },
    ["table-marked"] = { like = "table", weight = 600 },
    ["table-row-head"] = { like = "table", weight = 600 },
    ["marked-note"] = {},
    ["chart-data"] = { like = "table", size = 8, leading = 10.8, pad_before = 1.3, pad_after = 0.9, space_before = 6, space_after = 2 },
    ["chart-data-head"] = { like = "chart-data", weight = 600, colour = "grey" },
    ["chart-data-row-head"] = { like = "chart-data" },
    ["chart-data-marked"] = { like = "chart-data", weight = 600 },
    ["table-caption"] = { like = "sans", weight = 600, size = 8.6, leading = 13.5, space_after = 0.5 },
    ["table-continued"] = { like = "sans", colour = "grey", leading = 12, off_grid = true },
    pairs = { like = "table" },
    ["cell-text"] = { like = "sans", size = 8.6, leading = 12, figures = "tabular", off_grid = true },
    ["cell-note"] = { like = "sans", colour = "grey", off_grid = true },
    scenarios = { like = "table" },
    ["scenario-horizon"] = { like = "cell-note", space_before = 1 },
    ["scenario-likelihood"] = { like = "cell-text", weight = 600 },
    ["scenario-words"] = { like = "cell-note" },
    ["scenario-text"] = { like = "cell-text", space_before = 3 },
    ["scenario-label"] = { weight = 600 },
    calendar = { like = "table" },
    corrections = { like = "table" },
    ["correction-date"] = { like = "cell-text", weight = 600 },
    ["correction-where"] = { like = "cell-note", space_before = 1 },
    ["correction-said"] = { like = "cell-text", colour = "grey" },
    ["correction-right"] = { like = "cell-text" },
    ["correction-note"] = { like = "cell-note", space_before = 2 },
    csv = { space_before = 13.5, space_after = 16 },
    ["csv-wide"] = { like = "csv", place = "wide" },
    ["csv-table"] = { like = "table", space_after = 5 },
    ["csv-wide-table"] = { like = "csv-table" },
    ["csv-source"] = { like = "sans", colour = "grey" },
    figure = { space_before = 13.5, space_after = 16 },
    ["new-page"] = { new_page = true },
    keep = { keep_together = true },
    float = { float = true },
    ["relation-graph"] = { like = "figure", space_after = 4, keep_with_next = true },
    ["relation-graph-wide"] = { like = "relation-graph", place = "wide" },
    ["failure-tree"] = { like = "relation-graph" },
    ["failure-tree-wide"] = { like = "relation-graph-wide" },
    ["failure-table"] = { like = "table" },
    ["failure-number"] = { colour = "accent" },
    ["failure-gate"] = { weight = 400, colour = "grey" },
    ["failure-likelihood"] = { like = "cell-text", weight = 600 },
    ["failure-words"] = { like = "cell-note" },
    ["failure-text"] = { like = "cell-text" },
    ["failure-label"] = { weight = 600 },
    ["relation-status"] = { colour = "grey" },
    ["entity-table"] = { like = "table" },
    ["entity-name"] = { like = "cell-text", weight = 600 },
    ["entity-note"] = { like = "cell-note", space_before = 1 },
    ["entity-text"] = { like = "cell-text" },
    ["glossary-table"] = { like = "table" },
    ["glossary-term"] = { like = "cell-text", weight = 600 },
    ["glossary-also"] = { like = "cell-note" },
    ["glossary-meaning"] = { like = "cell-text" },
    term = { italic = true, colour = "ink" },
    ["source-notes-table"] = { like = "table" },
    ["source-notes-name"] = { like = "cell-text", weight = 600 },
    ["source-notes-grade"] = { like = "cell-note", space_before = 2 },
    ["source-notes-text"] = { like = "cell-text", space_before = 2 },
    ["source-notes-label"] = { weight = 600 },
    caption = { like = "sans", weight = 600, size = 8.6, leading = 12, space_before = 6 },
    credit = { like = "sans", colour = "grey" },
    ["figure-wide"] = { like = "figure", place = "wide" },
    ["figure-number"] = { colour = "accent" },
    drawing = { like = "sans" },
    ["drawing-label"] = { like = "sans" },
    ["drawing-title"] = { like = "sans", weight = 600 },
    ["drawing-value"] = { like = "sans", weight = 600, figures = "tabular" },
    ["drawing-axis"] = { like = "sans", size = 7.4, colour = "grey", figures = "tabular" },
    ["drawing-note"] = { like = "sans", size = 7.4, colour = "grey" },

    -- charts
    chart = { like = "figure" },
    ["chart-wide"] = { like = "figure", place = "wide" },
    ["chart-margin"] = { like = "figure", place = "margin", space_before = 6.75 },
    ["chart-title"] = { like = "sans", weight = 600, size = 8.6, leading = 13.5, set = "balanced" },
    ["chart-unit"] = { like = "sans", colour = "grey", space_after = 2.7 },
    ["chart-caption"] = { like = "sans", space_before = 4 },
    ["timeline-data"] = { like = "table", space_before = 6, space_after = 2 },
    ["timeline-data-row-head"] = { like = "timeline-data" },
    spark = {},

    -- questions, and what they come to
    ["bottom-line-body"] = {
      rule_before = 0.75, rule_after = 0.75, rule_colour = "ink", pad_before = 8, pad_after = 10,
      space_before = 16, space_after = 13.5, keep_together = true,
    },
    ["bottom-line-head"] = { like = "label", size = 8, keep_with_next = true },
    ["bottom-line-text"] = {
      family = display, size = 15, leading = 20, set = "ragged", hyphenate = false, off_grid = true,
      space_before = 4.5,
    },
    question = { like = "heading-3", size = 10.2, set = "balanced" },
    ["faq-item"] = {
      rule_before = 0.5, pad_before = 5, space_before = 8, keep_together = true,
    },
    ["faq-question"] = { like = "heading-3", space_before = 0 },
    ["faq-answer"] = { like = "para", set = "ragged", hyphenate = false, indent_first = 0 },

    -- set off
    quote = {
      indent = 13.5, indent_end = 13.5, colour = "soft", space_before = 13.5, space_after = 6,
    },
    attribution = { like = "sans", size = 8.6, leading = 13.5, colour = "grey", off_grid = true, space_before = 3 },
    ["attribution-strong"] = { weight = 600, colour = "ink" },
    ["pull-quote"] = {
      family = display, size = 17.2, leading = 22, set = "balanced", hyphenate = false,
      off_grid = true, rule_before = 0.5, rule_after = 0.5, rule_colour = "hairline", pad_before = 10, pad_after = 11,
      space_before = 16, space_after = 16, keep_together = true,
    },
    code = {
      family = code, size = 8, leading = 12, figures = "default", set = "ragged", hyphenate = false,
      indent = 13.5, space_before = 9, space_after = 6,
    },
    ["code-span"] = { family = code, figures = "default", hyphenate = false, hang = false },
    callout = {
      like = "sans", size = 9.2, leading = 13.5, off_grid = true, rule_before = 0.5, rule_after = 0.5,
      pad_before = 6.75, pad_after = 6.75, space_before = 10, space_after = 9, keep_together = true,
    },
    teaser = {
      rule_before = 0.75, rule_after = 0.75, rule_colour = "accent", pad_before = 8, pad_after = 9,
      space_before = 13.5, space_after = 9, keep_together = true,
    },
    ["teaser-tier"] = {
      like = "sans", weight = 600, size = 8, leading = 12, case = "upper", tracking = 0.08, colour = "accent",
    },
    ["teaser-text"] = { like = "sans", size = 8.6, leading = 12, space_before = 1 },
    ["teaser-text-link"] = { weight = 600, colour = "accent" },
    ["break"] = {},

    -- notes and what calls them
    strong = { weight = 600 },
    citations = { superior = true, colour = "accent" },
    cite = { superior = true, colour = "accent" },
    ["note-call"] = { superior = true, colour = "accent" },
    ["note-number"] = { superior = true, colour = "accent" },
    note = { family = serif, size = 8, leading = 10.8 },
    notes = { space_before = 9, rule_before = 0.5, pad_before = 5.5 },
    ["para-link"] = { colour = "accent" },
    ["list-link"] = { colour = "accent" },

    -- running heads and folios
    running = { like = "sans", weight = 600, size = 7.6, case = "upper", tracking = 0.06, colour = "grey" },
    ["running-tier"] = { like = "running", colour = "accent" },
    folio = { like = "sans", colour = "grey" },
    address = { like = "folio" },

    -- the cover
    ["cover-strapline"] = {
      like = "sans", weight = 600, size = 9, leading = 10.8, case = "upper", tracking = 0.08,
      colour = "accent",
    },
    ["cover-issue"] = { like = "sans", size = 9, leading = 10.8, colour = "grey", set = "right", same_line = true },
    ["cover-title"] = {
      like = "display", weight = 700, size = 66, leading = 62, set = "ragged", tracking = -0.01,
      indent = -2, indent_end = 139, space_before = 37,
    },
    ["cover-list"] = { rule_after = 0.75, rule_colour = "ink", pad_after = 13 },
    ["cover-entry"] = { rule_before = 0.75, rule_colour = "ink", pad_before = 9.6, space_before = 13 },
    ["cover-kicker"] = {
      like = "sans", weight = 600, size = 8.6, leading = 10.8, case = "upper", tracking = 0.08,
      colour = "accent",
    },
    ["cover-entry-title"] = { like = "display", size = 17.2, leading = 20.7, space_before = 3.8 },
    ["cover-summary"] = { like = "sans", size = 9, leading = 11.6, colour = "grey", space_before = 4 },
    ["cover-more"] = { like = "sans", size = 9, leading = 11.6, colour = "grey", space_before = 8.6 },
    ["cover-edition"] = {
      like = "sans", weight = 600, size = 8.6, leading = 10.8, rule_before = 0.75, rule_colour = "ink",
      pad_before = 7,
    },
    ["cover-publisher"] = { like = "sans", size = 8.6, leading = 10.8, colour = "grey", set = "right", same_line = true },

    -- the contents
    ["contents-title"] = { like = "display", size = 29, leading = 32, space_after = 13.5, keep_with_next = true },
    ["contents-part"] = {
      like = "cover-kicker", space_before = 20, space_after = 6, keep_with_next = true,
    },
    ["contents-entry"] = {
      rule_before = 0.5, rule_colour = "hairline", pad_before = 6, space_before = 9, keep_together = true,
    },
    ["contents-entry-title"] = {
      like = "display", size = 13.2, leading = 16.5, set = "balanced", indent_end = 36,
    },
    ["contents-page"] = {
      like = "display", size = 13.2, leading = 16.5, set = "right", same_line = true, colour = "accent", figures = "tabular",
    },
    ["contents-summary"] = {
      like = "sans", size = 8.6, leading = 12, colour = "grey", set = "balanced", indent_end = 36, space_before = 2,
    },
  },
}
