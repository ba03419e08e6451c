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

/* resolve */
BRV_CODE(CITATION_UNLISTED, "citation-unlisted", ERROR, CONTENT,
         "a citation that no list of sources answers")
BRV_CODE(DUPLICATE_ID, "duplicate-id", ERROR, CONTENT,
         "two things of one briefing have the same id")

/* writing */
BRV_CODE(LINK_LOST, "link-lost", WARNING, CONTENT, "a link's target is nowhere in the output")
BRV_CODE(PAGE_UNDRAWABLE, "page-undrawable", ERROR, CONTENT, "a page cannot be drawn or stored")
BRV_CODE(UNPRINTABLE, "unprintable", ERROR, CONTENT, "a control character that no book may hold")

/* loading */
BRV_CODE(BAD_IMAGE, "bad-image", ERROR, CONTENT, "an image that cannot be used")
BRV_CODE(TIER_CYCLE, "tier-cycle", ERROR, CONTENT, "tiers that include one another")
BRV_CODE(UNKNOWN_TIER, "unknown-tier", ERROR, CONTENT, "a tier that the pack does not declare")

/* plugins */
BRV_CODE(EDITORIAL_ERROR, "editorial-error", ERROR, CONTENT, "a plugin objects to what is written")
BRV_CODE(EDITORIAL_WARNING, "editorial-warning", WARNING, CONTENT,
         "a plugin doubts what is written")
BRV_CODE(LAYOUT_FAILED, "layout-failed", ERROR, PLUGIN, "a layout's file cannot be run or used")
BRV_CODE(PLUGIN_FAILED, "plugin-failed", ERROR, PLUGIN,
         "a plugin raised an error or yielded what is no block")
BRV_CODE(PLUGIN_LIMIT, "plugin-limit", ERROR, PLUGIN,
         "a plugin took more work or memory than it may")
BRV_CODE(PLUGIN_REFUSED, "plugin-refused", ERROR, PLUGIN,
         "a plugin's manifest or definition cannot be used")

/* setting */
BRV_CODE(MISSING_FONT, "missing-font", ERROR, CONTENT,
         "a layout names a font family that is not there")
BRV_CODE(MISSING_GLYPH, "missing-glyph", ERROR, CONTENT, "a character that no font has")
