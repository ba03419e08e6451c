/* What a finished EPUB must not have, beyond what EPUBCheck and Ace look at:
 * BRV_BOOK_CONDITION(symbol, name, fault). The names are what messages and tests call them. In the
 * order of the files that look for them. */

/* the archive */
BRV_BOOK_CONDITION(ARCHIVE, "archive", "the file is no sound archive")
BRV_BOOK_CONDITION(MIMETYPE, "mimetype", "the archive does not begin with mimetype, stored, of the words application/epub+zip")
BRV_BOOK_CONDITION(CONTAINER, "container", "META-INF/container.xml names no package")
BRV_BOOK_CONDITION(FILE_NAME, "file-name", "a file's name has other than plain letters, digits and ._-/")
BRV_BOOK_CONDITION(FILE_METHOD, "file-method", "a file is neither stored nor deflated")
BRV_BOOK_CONDITION(FILE_DATE, "file-date", "files have different dates: they show when and where the book was made")
BRV_BOOK_CONDITION(XML, "xml", "a file is not well-formed")
BRV_BOOK_CONDITION(UNLISTED, "unlisted", "a file is in the archive, but not in the manifest")
BRV_BOOK_CONDITION(ABSENT, "absent", "a file is in the manifest, but not in the archive")

/* the package */
BRV_BOOK_CONDITION(IDENTIFIER, "identifier", "the package has no identifier, title or date of change")
BRV_BOOK_CONDITION(LANGUAGE, "language", "the package names no language, or none of BCP 47")
BRV_BOOK_CONDITION(SERIES, "series", "a numbered issue does not say which series it belongs to, and its place in it")
BRV_BOOK_CONDITION(COVER_IMAGE, "cover-image", "the cover's picture is not named in both ways, or no PNG or JPEG of 1600 by 2400")
BRV_BOOK_CONDITION(REFINES, "refines", "a piece of metadata refines what is not there")
BRV_BOOK_CONDITION(OLD_READERS, "old-readers", "old readers find no NCX or no guide to cover, contents and text")
BRV_BOOK_CONDITION(SPINE, "spine", "the spine is empty, or names what is no page")
BRV_BOOK_CONDITION(MEDIA_TYPE, "media-type", "a picture is not of the type that the manifest says")

/* what is claimed of how it can be read */
BRV_BOOK_CONDITION(ACCESS_MODE, "access-mode", "the access modes are not those that the book has")
BRV_BOOK_CONDITION(ACCESS_CLAIM, "access-claim", "an accessibility feature is claimed that is not there")
BRV_BOOK_CONDITION(ACCESS_UNTOLD, "access-untold", "an accessibility feature that is there is not told")
BRV_BOOK_CONDITION(ACCESS_SUMMARY, "access-summary", "hazards or the summary of accessibility are not told")
BRV_BOOK_CONDITION(ACCESS_CONFORMS, "access-conforms", "conformance is claimed to what EPUB Accessibility does not know")
BRV_BOOK_CONDITION(ACCESS_CERTIFIED, "access-certified", "conformance is claimed without naming who certifies it")
BRV_BOOK_CONDITION(ACCESS_CERTIFIER, "access-certifier", "a certifier is of no claim, or a credential or report of no certifier")
BRV_BOOK_CONDITION(PAGE_SOURCE, "page-source", "there is a page list but not whose pages they are, or only that")

/* finding one's way */
BRV_BOOK_CONDITION(CONTENTS_FILE, "contents-file", "a chapter is not in the table of contents")
BRV_BOOK_CONDITION(CONTENTS_ORDER, "contents-order", "the table of contents is not in reading order")
BRV_BOOK_CONDITION(CONTENTS_WORDS, "contents-words", "an entry of the contents has other words than its heading")
BRV_BOOK_CONDITION(PAGE_BREAK, "page-break", "a page break lacks its role, id or label, or holds words")
BRV_BOOK_CONDITION(PAGE_LIST, "page-list", "the page list differs from the page breaks of the text")
BRV_BOOK_CONDITION(LANDMARKS, "landmarks", "landmarks for cover, contents and start of the text are missing")
BRV_BOOK_CONDITION(NCX, "ncx", "the NCX differs from the navigation")

/* the text */
BRV_BOOK_CONDITION(TEXT_LANGUAGE, "text-language", "lang and xml:lang are absent, differ, or are none of BCP 47")
BRV_BOOK_CONDITION(TEXT_TITLE, "text-title", "a file has no title")
BRV_BOOK_CONDITION(ID_TWICE, "id-twice", "an id stands twice")
BRV_BOOK_CONDITION(LINK_LOST, "link-lost", "a link leads nowhere")
BRV_BOOK_CONDITION(LINK_WORDS, "link-words", "a link has no words")
BRV_BOOK_CONDITION(ROLE, "role", "an epub:type has not the role that goes with it")
BRV_BOOK_CONDITION(HEADINGS, "headings", "headings skip a level, or a file does not begin with h1")
BRV_BOOK_CONDITION(HEADING_WORDS, "heading-words", "a heading has no words")
BRV_BOOK_CONDITION(PICTURE_WORDS, "picture-words", "a picture has no alternative text")
BRV_BOOK_CONDITION(FILE_SIZE, "file-size", "a text is larger than old readers take (260 kB)")
BRV_BOOK_CONDITION(ACTIVE, "active", "a text holds scripts, forms, frames or media")
BRV_BOOK_CONDITION(INLINE_STYLE, "inline-style", "a style in the text is absolute, or of what old readers do not know")

/* notes */
BRV_BOOK_CONDITION(NOTE_CALL, "note-call", "a call leads to no note, or holds more than its number")
BRV_BOOK_CONDITION(NOTE_BACK, "note-back", "a note does not begin with a link back to its call")
BRV_BOOK_CONDITION(NOTE_UNCALLED, "note-uncalled", "a note is called from nowhere")
BRV_BOOK_CONDITION(NOTE_NUMBER, "note-number", "a note and its call have different numbers")

/* tables */
BRV_BOOK_CONDITION(TABLE_SCOPE, "table-scope", "a head cell has no scope")
BRV_BOOK_CONDITION(TABLE_HEADS, "table-heads", "a table has no head cells")
BRV_BOOK_CONDITION(TABLE_GRID, "table-grid", "the rows of a table differ in width")

/* style sheets */
BRV_BOOK_CONDITION(STYLE_AT, "style-at", "a sheet has an at-rule other than for fonts: old readers refuse the book for it")
BRV_BOOK_CONDITION(STYLE_FUNCTION, "style-function", "a sheet has min(), max(), clamp(), calc() or var()")
BRV_BOOK_CONDITION(STYLE_CUSTOM, "style-custom", "a sheet has custom properties")
BRV_BOOK_CONDITION(STYLE_LAYOUT, "style-layout", "a sheet has flex, grid, columns or positions")
BRV_BOOK_CONDITION(STYLE_ABSOLUTE, "style-absolute", "a sheet has absolute sizes")
BRV_BOOK_CONDITION(STYLE_BODY, "style-body", "a sheet colours the whole page, or chooses its size or a font that the book does not have")
BRV_BOOK_CONDITION(STYLE_REMOTE, "style-remote", "a sheet refers to something outside")
BRV_BOOK_CONDITION(STYLE_SYNTAX, "style-syntax", "a sheet's braces do not match")
BRV_BOOK_CONDITION(STYLE_NIGHT, "style-night", "the sheet for the night is not a second one, linked with its medium")

/* fonts */
BRV_BOOK_CONDITION(FONT_FILE, "font-file", "a font cannot be read, or is of no type that old readers take")
BRV_BOOK_CONDITION(FONT_RULE, "font-rule", "a rule leads to no font of the book, or a font has no rule")
BRV_BOOK_CONDITION(FONT_UNTOLD, "font-untold", "Apple's reader is not told that the book has fonts of its own, and shows none of them")
BRV_BOOK_CONDITION(FONT_FALLBACK, "font-fallback", "a sheet names a family that is not in the book, or none that every reader has behind it")
BRV_BOOK_CONDITION(FONT_LETTERS, "font-letters", "a font lacks letters of the texts")
BRV_BOOK_CONDITION(FONT_STRAY, "font-stray", "a font has characters that are in no text")
BRV_BOOK_CONDITION(FONT_NAME, "font-name", "a font that was changed bears a name that its makers reserve")
BRV_BOOK_CONDITION(FONT_LICENCE, "font-licence", "a font's copyright or licence is not told in the book")
BRV_BOOK_CONDITION(FONT_RIGHTS, "font-rights", "a font's makers do not let it be given away, or not in part")

/* drawings */
BRV_BOOK_CONDITION(SVG_TEXT, "svg-text", "a drawing holds text: some readers show none")
BRV_BOOK_CONDITION(SVG_BOX, "svg-box", "a drawing has no size or viewBox in whole numbers")
BRV_BOOK_CONDITION(SVG_GROUND, "svg-ground", "a drawing has no opaque ground: at night it cannot be seen")
BRV_BOOK_CONDITION(SVG_ACTIVE, "svg-active", "a drawing holds scripts, foreign content or references to outside")
