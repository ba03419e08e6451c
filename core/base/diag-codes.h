/* Every kind of message: BRV_CODE(symbol, name, severity, class, what it is about).
 * Sorted by name within each stage. A new one comes with a case in tests/cases. */

/* files */
BRV_CODE(FILE_UNREADABLE, "file-unreadable", ERROR, USAGE, "a file cannot be opened or read")
BRV_CODE(FILE_UNWRITABLE, "file-unwritable", ERROR, USAGE, "an output cannot be written")
BRV_CODE(FILE_TOO_LARGE, "file-too-large", ERROR, CONTENT, "a file is over the size limit")
BRV_CODE(MISSING_FILE, "missing-file", ERROR, CONTENT, "a named file does not exist")
BRV_CODE(NOT_UTF8, "not-utf8", ERROR, CONTENT, "a text file is not valid UTF-8")
BRV_CODE(PATH_ESCAPES, "path-escapes", ERROR, CONTENT, "a path leaves the pack folder")
BRV_CODE(USAGE, "usage", ERROR, USAGE, "the command line asks for what there is not")

/* values */
BRV_CODE(BAD_SYNTAX, "bad-syntax", ERROR, CONTENT, "YAML or JSON that cannot be read")
BRV_CODE(BAD_VALUE, "bad-value", ERROR, CONTENT, "a value is not of the kind its key asks for")
BRV_CODE(DUPLICATE_KEY, "duplicate-key", ERROR, CONTENT, "a key stands twice in one map")
BRV_CODE(MISSING_KEY, "missing-key", ERROR, CONTENT, "a required key is absent")
BRV_CODE(TOO_DEEP, "too-deep", ERROR, CONTENT, "nesting is over the limit")
BRV_CODE(UNKNOWN_KEY, "unknown-key", ERROR, CONTENT, "a key that nothing reads")

/* pack file and front matter */
BRV_CODE(BAD_FRONT_MATTER, "bad-front-matter", ERROR, CONTENT,
         "a briefing's front matter is missing or never closed")
BRV_CODE(BAD_SCALE, "bad-scale", ERROR, CONTENT, "the rows of a scale do not follow one another")
BRV_CODE(BRIEFING_TWICE, "briefing-twice", ERROR, CONTENT, "a briefing stands twice in contents")
BRV_CODE(EMPTY_EDITION, "empty-edition", ERROR, CONTENT, "a tier that may read no briefing")
BRV_CODE(IMAGE_FORMAT, "image-format", ERROR, CONTENT, "an image that is no PNG, JPEG or safe SVG")
BRV_CODE(NO_CONTENTS, "no-contents", ERROR, CONTENT, "a pack without a briefing")
BRV_CODE(ORIGIN_CYCLE, "origin-cycle", ERROR, CONTENT, "sources that derive from one another")
BRV_CODE(SOURCE_PENDING, "source-pending", ERROR, CONTENT, "a release names an unreviewed source")
BRV_CODE(SOURCE_WITHHELD, "source-withheld", ERROR, CONTENT,
         "text cites a source that some of its readers may not see")
BRV_CODE(STRAY_TIER, "stray-tier", ERROR, CONTENT, "a tier's mark where none is read")
BRV_CODE(TIER_CYCLE, "tier-cycle", ERROR, CONTENT, "tiers include one another in a circle")
BRV_CODE(TOO_MANY, "too-many", ERROR, CONTENT, "more than the limit of what a pack may hold")
BRV_CODE(UNKNOWN_PLUGIN, "unknown-plugin", ERROR, CONTENT, "options for a plugin that there is not")
BRV_CODE(UNKNOWN_SECTION, "unknown-section", ERROR, CONTENT, "no plugin adds such a section")
BRV_CODE(UNKNOWN_SOURCE, "unknown-source", ERROR, CONTENT, "no source has this id")
BRV_CODE(UNKNOWN_TIER, "unknown-tier", ERROR, CONTENT, "no tier has this id")

/* Markdown */
BRV_CODE(BAD_ATTRIBUTE, "bad-attribute", ERROR, CONTENT, "attributes that cannot be read")
BRV_CODE(BAD_CITATION, "bad-citation", ERROR, CONTENT, "a citation that cannot be read")
BRV_CODE(BAD_HEADING, "bad-heading", ERROR, CONTENT, "a heading where its level cannot stand")
BRV_CODE(BAD_LINK, "bad-link", ERROR, CONTENT, "a link that leads nowhere")
BRV_CODE(BAD_NOTE, "bad-note", ERROR, CONTENT, "a note or its call that cannot be read")
BRV_CODE(BAD_TABLE, "bad-table", ERROR, CONTENT, "a table without heads, or whose rows do not fit them")
BRV_CODE(CITATION_BARE, "citation-bare", WARNING, CONTENT, "a source's id with @ but no brackets")
BRV_CODE(HEADING_SKIPPED, "heading-skipped", WARNING, CONTENT, "a level of headings is left out")
BRV_CODE(LINK_TITLE, "link-title", WARNING, CONTENT, "a title of a link or image is not printed")
BRV_CODE(MISSING_ALT, "missing-alt", WARNING, CONTENT,
         "an image without words for who cannot see it")
BRV_CODE(RAW_HTML, "raw-html", ERROR, CONTENT, "HTML in Markdown")
BRV_CODE(STRAY_ATTRIBUTE, "stray-attribute", ERROR, CONTENT, "attributes where none can stand")
BRV_CODE(STRAY_FENCE, "stray-fence", ERROR, CONTENT,
         "a line of colons that opens or closes nothing")
BRV_CODE(STRUCK_OUT, "struck-out", ERROR, CONTENT, "struck-out text")
BRV_CODE(UNCLOSED_DIV, "unclosed-div", ERROR, CONTENT, "a div that is never closed")
BRV_CODE(UNCLOSED_FENCE, "unclosed-fence", ERROR, CONTENT, "a fenced block that is never closed")
BRV_CODE(UNKNOWN_CLASS, "unknown-class", ERROR, CONTENT, "no plugin knows this class")
BRV_CODE(UNKNOWN_NOTE, "unknown-note", ERROR, CONTENT, "a call of a note that is not written")
BRV_CODE(UNUSED_NOTE, "unused-note", WARNING, CONTENT, "a note that nothing calls")

/* resolve */
BRV_CODE(CITATION_UNLISTED, "citation-unlisted", ERROR, CONTENT,
         "a citation that no list of sources answers")
BRV_CODE(DUPLICATE_ID, "duplicate-id", ERROR, CONTENT,
         "two things of one briefing have the same id")

/* writing */
BRV_CODE(BOOK_LARGE, "book-large", WARNING, CONTENT,
         "a text of the e-book is larger than old readers take")
BRV_CODE(LINE_LOOSE, "line-loose", WARNING, CONTENT, "a line whose spaces are too wide")
BRV_CODE(LINK_LOST, "link-lost", WARNING, CONTENT, "a link's target is nowhere in the output")
BRV_CODE(PAGE_CRAMPED, "page-cramped", WARNING, CONTENT, "a table that does not fit its place")
BRV_CODE(PAGE_HYPHEN, "page-hyphen", WARNING, CONTENT, "a page that ends in a hyphen")
BRV_CODE(PAGE_SPARSE, "page-sparse", WARNING, CONTENT, "a page that holds a few lines only")
BRV_CODE(PAGE_UNDRAWABLE, "page-undrawable", ERROR, CONTENT, "a page cannot be drawn or stored")
BRV_CODE(UNPRINTABLE, "unprintable", ERROR, CONTENT, "a control character that no book may hold")

/* plugins */
BRV_CODE(EDITORIAL_ERROR, "editorial-error", ERROR, CONTENT, "a plugin objects to what is written")
BRV_CODE(EDITORIAL_WARNING, "editorial-warning", WARNING, CONTENT,
         "a plugin doubts what is written")
BRV_CODE(LAYOUT_FAILED, "layout-failed", ERROR, PLUGIN, "a layout's file cannot be run or used")
BRV_CODE(PLUGIN_DOUBT, "plugin-doubt", WARNING, PLUGIN,
         "a plugin lacks something that its readers or its next author will miss")
BRV_CODE(PLUGIN_FAILED, "plugin-failed", ERROR, PLUGIN,
         "a plugin raised an error or yielded what is no block")
BRV_CODE(PLUGIN_LIMIT, "plugin-limit", ERROR, PLUGIN,
         "a plugin took more work or memory than it may")
BRV_CODE(PLUGIN_REFUSED, "plugin-refused", ERROR, PLUGIN,
         "a plugin's manifest or definition cannot be used")

/* verifying */
BRV_CODE(BUILD_DIFFERS, "build-differs", ERROR, VERIFY,
         "a finished file is not the one that build.json tells of")
BRV_CODE(EPUB_LINT, "epub-lint", ERROR, VERIFY, "a finished EPUB is not as readers need it")
BRV_CODE(PARITY, "parity", ERROR, VERIFY, "the PDF and the EPUB of an edition differ")
BRV_CODE(PDF_A, "pdf-a", ERROR, VERIFY, "a finished PDF does not conform to PDF/A-2a")
BRV_CODE(PDF_UA, "pdf-ua", ERROR, VERIFY, "a finished PDF does not conform to PDF/UA-1")
BRV_CODE(WITHHELD_SHOWN, "withheld-shown", ERROR, VERIFY,
         "a finished file holds what its tier may not read")

/* setting */
BRV_CODE(FONT_RIGHTS, "font-rights", ERROR, CONTENT,
         "a font that the e-book is to carry, and that its makers do not give away")
BRV_CODE(MISSING_FONT, "missing-font", ERROR, CONTENT,
         "a layout names a font family that is not there")
BRV_CODE(MISSING_GLYPH, "missing-glyph", ERROR, CONTENT, "a character that no font has")
