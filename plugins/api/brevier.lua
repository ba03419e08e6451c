---@meta brevier
-- What `require "brevier"` gives, for editors that speak LuaLS. It is never run. A test holds it against the
-- program: the same functions with the same parameters.

---A text, a number, a piece, or a list of them; lists may hold lists.
---@alias brevier.inline string|number|brevier.node|brevier.inline[]

---A block, a text (which becomes a paragraph), or a list of them; lists may hold lists.
---@alias brevier.content string|number|brevier.node|brevier.content[]

---A block or piece. Children are the list part. What an editor wrote comes in the same form.
---@class brevier.node
---@field kind string "para", "list", "strong"…: the constructors below name them
---@field role? string what it means; layouts give the look
---@field id? string what links point at
---@field language? string BCP 47, where it differs from what is around
---@field place? integer where it was written; pass it on and messages will name the line
---@field literal? boolean of a text: printed as it is typed, for it was escaped; else quotes, dashes and spaces are set
---@field attributes? table what was written in {…} behind it, read by the schema
---@field [integer] brevier.content

---@class brevier.options
---@field role? string
---@field id? string
---@field language? string
---@field place? integer

---@class brevier.text_options: brevier.options
---@field literal? boolean printed as it is typed

---@class brevier.heading_options: brevier.options
---@field level? integer 1 to 6; 2 is a section's heading and the default

---@class brevier.list_options: brevier.options
---@field ordered? boolean
---@field loose? boolean items set apart
---@field start? integer

---@class brevier.item_options: brevier.options
---@field label? string its marker where the list has none
---@field target? string in a list of the role "sources": the source's id

---@class brevier.quote_options: brevier.options
---@field attribution? brevier.inline

---@class brevier.figure_options: brevier.options
---@field caption? brevier.inline
---@field credit? brevier.inline

---@class brevier.image_options: brevier.options
---@field alt string what is to be seen; "" where the picture only adorns

---@class brevier.code_options: brevier.options
---@field syntax? string

---@class brevier.row_options: brevier.options
---@field head? boolean repeated on every page
---@field marked? boolean the row in force

---@class brevier.cell_options: brevier.options
---@field head? boolean
---@field shade? number how strong the accent is behind it, 0 to 1, in tenths: a heat table
---@field columns? integer how many it spans
---@field rows? integer

---@class brevier.cite_options: brevier.options
---@field locator? string "p. 3"

---@class brevier.table: brevier.options
---@field rows (brevier.node|brevier.inline[])[] rows of b.row, or lists of cells
---@field head? brevier.inline[] the cells of the head row
---@field caption? brevier.inline
---@field align? ("start"|"centre"|"end"|"point")[] by column
---@field widths? number[] parts of 1, by column; left out: from the content
---@field row_heads? boolean the first cell of each row is its head

---@class brevier.drawing: brevier.options
---@field width number points
---@field height number points
---@field alt string what is to be seen, for those who cannot
---@field baseline? number among words: from its top to the line's baseline; its height unless told
---@field draw fun(c: brevier.canvas)

---@class brevier.extents_options
---@field role? string "drawing-label" unless told

---@class brevier.text_options
---@field anchor? "start"|"middle"|"end"
---@field colour? string of the role's style unless told
---@field role? string "drawing-label" unless told, or where the layout has no style for it

---@class brevier.stroke_options
---@field cap? "butt"|"round"|"square"
---@field join? "miter"|"round"|"bevel"
---@field strength? number from 0 (paper) to 1 (the colour); 1 unless told

local b = {}

---The number of the API, 1.
b.api = 1

---A group of the role "callout".
---@param content brevier.content
---@param options? brevier.options
---@return brevier.node
function b.callout(content, options) end

---The caption of a table or figure made by hand.
---@param content brevier.inline
---@param options? brevier.options
---@return brevier.node
function b.caption(content, options) end

---@param content brevier.content
---@param options? brevier.cell_options
---@return brevier.node
function b.cell(content, options) end

---A citation of a source of the briefing; its number is found later.
---@param target string the source's id
---@param options? brevier.cite_options
---@return brevier.node
function b.cite(target, options) end

---A block of code, lines as they are.
---@param text string
---@param options? brevier.code_options
---@return brevier.node
function b.code(text, options) end

---@param text string
---@param options? brevier.options
---@return brevier.node
function b.code_span(text, options) end

---"did you mean \"rows\"?" where a candidate is written nearly as the word is, else nil; for messages.
---@param word string
---@param candidates string[]
---@return string?
function b.did_you_mean(word, candidates) end

---A small display list, in points, y downwards; a block, or a piece that stands in the line.
---@param drawing brevier.drawing
---@return brevier.node
function b.drawing(drawing) end

---@param content brevier.inline
---@param options? brevier.options
---@return brevier.node
function b.emph(content, options) end

---How large a drawn text is, in points: its width, and from its baseline upwards and downwards. The text is one line
---in the style that the layout has for the role.
---@param text string
---@param options? brevier.extents_options
---@return number width
---@return number ascent
---@return number descent
function b.extents(text, options) end

---An image of the briefing or a drawing, with its caption and credit.
---@param content brevier.content
---@param options? brevier.figure_options
---@return brevier.node
function b.figure(content, options) end

---The pattern with every {name} replaced.
---@param pattern string
---@param values table<string, string|number>
---@return string
function b.fill(pattern, values) end

---Blocks that share a role.
---@param content brevier.content
---@param options? brevier.options
---@return brevier.node
function b.group(content, options) end

---@param content brevier.inline
---@param options? brevier.heading_options
---@return brevier.node
function b.heading(content, options) end

---A picture of the plugin's own, for a line or a figure.
---@param file string in the plugin's folder: "assets/seal.svg"
---@param options brevier.image_options
---@return brevier.node
function b.image(file, options) end

---@param content brevier.content
---@param options? brevier.item_options
---@return brevier.node
function b.item(content, options) end

---@return brevier.node
function b.line_break() end

---@param content brevier.inline
---@param target string an address; "#id" in this briefing; "pack:orders" or "pack:orders#watch" in
---another: where that is absent, the link is its text
---@param options? brevier.options
---@return brevier.node
function b.link(content, target, options) end

---@param items brevier.content[] items of b.item, texts, or lists of blocks
---@param options? brevier.list_options
---@return brevier.node
function b.list(items, options) end

---A note at the foot of the page.
---@param content brevier.content
---@param options? brevier.options
---@return brevier.node
function b.note(content, options) end

---A number as text: the shortest form, or with so many decimals. No locale.
---@param number number
---@param decimals? integer
---@return string
function b.number(number, decimals) end

---The number of the page on which the target stands; nothing where it is absent.
---@param target string "#id" in this briefing, or "pack:orders#watch" in another
---@param options? brevier.options
---@return brevier.node
function b.page_ref(target, options) end

---@param content brevier.inline
---@param options? brevier.options
---@return brevier.node
function b.para(content, options) end

---The words of a block or piece without styles, notes and citations.
---@param node brevier.content
---@return string
function b.plain(node) end

---@param content brevier.content
---@param options? brevier.quote_options
---@return brevier.node
function b.quote(content, options) end

---@param cells brevier.content[] cells of b.cell, texts, or lists of blocks
---@param options? brevier.row_options
---@return brevier.node
function b.row(cells, options) end

---A break between thoughts.
---@return brevier.node
function b.rule() end

---@param content brevier.inline
---@param options? brevier.options
---@return brevier.node
function b.span(content, options) end

---@param content brevier.inline
---@param options? brevier.options
---@return brevier.node
function b.strong(content, options) end

---@param table brevier.table
---@return brevier.node
function b.table(table) end

---A text that has a role, language or place of its own.
---@param text string
---@param options? brevier.text_options
---@return brevier.node
function b.text(text, options) end

---Where `draw` draws. Every call but `extents` gives the canvas back, so that calls can follow one another.
---@class brevier.canvas
local canvas = {}

---A part of a circle, from one angle to the other: radians, 0 to the right, growing clockwise. It goes on from the path so
---far with a straight line.
---@param x number
---@param y number
---@param radius number
---@param from number
---@param to number
---@return brevier.canvas
function canvas:arc(x, y, radius, from, to) end

---@param x number
---@param y number
---@param radius number
---@return brevier.canvas
function canvas:circle(x, y, radius) end

---Lets only what is inside the path so far be seen, until the `restore` of the `save` before it.
---@return brevier.canvas
function canvas:clip() end

---@return brevier.canvas
function canvas:close() end

---A cubic Bézier to x, y.
---@param x1 number
---@param y1 number
---@param x2 number
---@param y2 number
---@param x number
---@param y number
---@return brevier.canvas
function canvas:curve(x1, y1, x2, y2, x, y) end

---As b.extents.
---@param text string
---@param options? brevier.extents_options
---@return number width
---@return number ascent
---@return number descent
function canvas:extents(text, options) end

---Fills the path so far and forgets it.
---@param colour string a name of the layout's palette: "accent", "ink", "soft", "grey", "mid", "hairline", "wash", "tint", "paper"
---@param strength? number from 0 (paper) to 1 (the colour); 1 unless told
---@return brevier.canvas
function canvas:fill(colour, strength) end

---@param x number
---@param y number
---@return brevier.canvas
function canvas:line(x, y) end

---@param x number
---@param y number
---@return brevier.canvas
function canvas:move(x, y) end

---Lines through points; `close` makes it a polygon.
---@param points number[][] { { x, y }, … }
---@return brevier.canvas
function canvas:polyline(points) end

---@param x number
---@param y number
---@param width number
---@param height number
---@return brevier.canvas
function canvas:rect(x, y, width, height) end

---Ends what `save` began: its clips.
---@return brevier.canvas
function canvas:restore() end

---@return brevier.canvas
function canvas:save() end

---Strokes the path so far and forgets it.
---@param colour string
---@param width? number points; 0.5
---@param dash? number|number[] points on and off; 0 is solid; or a list: on, off, on…, at most eight
---@param options? brevier.stroke_options
---@return brevier.canvas
function canvas:stroke(colour, width, dash, options) end

---@param x number
---@param y number the baseline
---@param text string
---@param options? brevier.text_options
---@return brevier.canvas
function canvas:text(x, y, text, options) end

---A value of the type "file".
---@class brevier.file
---@field name string in the pack's folder
---@field text string
---@field place integer `ctx.warn(file, text, line)` names a line of it

---What `check` and `build` get as their first argument, for a section.
---@class brevier.section
---@field type string
---@field generated boolean nobody wrote it: it is there because the pack's order lists it
---@field attributes table of its heading, read by the schema
---@field content brevier.node[] what was written under the heading
---@field place integer

---The same for a block: `data` of a fenced block, `content` of a div.
---@class brevier.block
---@field type string
---@field id? string
---@field attributes table
---@field data? any read by the schema; the text itself where the schema is "raw"
---@field content? brevier.node[]
---@field place integer

---The same for a span of a line.
---@class brevier.spanned
---@field type string
---@field id? string
---@field attributes table
---@field content brevier.node[] pieces
---@field text string its words
---@field place integer

---@class brevier.reference
---@field id string
---@field title? string
---@field publisher? string
---@field author? string
---@field date? string
---@field url? string
---@field grade? string
---@field derived_from? string
---@field note? string
---@field pending boolean

---@class brevier.briefing
---@field id string
---@field title string
---@field short? string
---@field kind? string
---@field date? string
---@field language string
---@field category? {value: string, note?: string}
---@field front table<string, any> the front-matter keys that plugins declare
---@field references brevier.reference[]
---@field teaser? {tier: string, about?: string, join?: string}
---@field place integer
---@field opening brevier.node[] what stands before the first heading; made when first read
---@field sections brevier.written[] the sections as written; made when first read

---A section of a briefing as an editor wrote it.
---@class brevier.written
---@field type string
---@field title? brevier.inline
---@field id? string for links: "#id", "pack:orders#id"
---@field attributes table
---@field content brevier.node[]
---@field blocks {type: string, id?: string, attributes: table, data?: any, place: integer}[] fenced blocks with data
---@field place integer

---The pack of this edition.
---@class brevier.pack
---@field title string
---@field number? string
---@field date string
---@field language string
---@field scales table
---@field briefings brevier.briefing[] in order; made when first read

---@class brevier.context
---@field title? brevier.inline the heading as written, or the plugin's own title; for sections
---@field language string
---@field briefing brevier.briefing nil for rules over the pack
---@field pack brevier.pack
---@field options table<string, any> what the pack sets for the plugin, else the defaults
---@field words table<string, string> of locale/
---@field columns {text: number, margin?: number, wide: number, height: number} widths of the layout's columns in points; `wide` is both; `height`: what a picture may have
---@field date fun(iso: string): string a day as readers of the language read it
---@field number fun(number: number, decimals?: integer): string a number as they write it: 1,234.5 or 1.234,5
---@field warn fun(node: brevier.node|brevier.file|table|string|nil, text?: string, line?: integer) a doubt, at the place of a
---block, a piece or a table of the data; with a line, from 1, at that line of its raw text
---@field error fun(node: brevier.node|table|string|nil, text?: string, line?: integer)

---@alias brevier.type "any"|"text"|"integer"|"number"|"boolean"|"date"|"choice"|"id"|"url"|"language"|"colour"|"length"
---|"list"|"map"|"markdown"|"file"|"image"

---What a value must be; a type's name alone will do.
---@class brevier.schema
---@field type brevier.type
---@field required? boolean
---@field help? string what it is, for messages and for `brevier plugin doc`
---@field default? any
---@field choices? string[] of a choice
---@field min? number
---@field max? number
---@field item? brevier.schema|brevier.type of a list; of the other keys of a map
---@field fields? table<string, brevier.schema|brevier.type> of a map
---@field shorthand? string the key that a bare scalar stands for
---@field nullable? boolean an empty value is as good as none
---@field inline? boolean Markdown of one paragraph: pieces

---@alias brevier.schemas table<string, brevier.schema|brevier.type>

---@class brevier.section_type
---@field titles table<string, string[]> by language
---@field rank? number
---@field generated? boolean
---@field always? boolean
---@field authored? boolean
---@field header? boolean
---@field opening? "text"|"list"
---@field attributes? brevier.schemas
---@field item? brevier.schemas
---@field check? fun(section: brevier.section, ctx: brevier.context)
---@field build? fun(section: brevier.section, ctx: brevier.context): brevier.content?

---@class brevier.block_type
---@field div? boolean
---@field attributes? brevier.schemas
---@field data? brevier.schema|brevier.type|"raw"
---@field check? fun(block: brevier.block, ctx: brevier.context)
---@field build fun(block: brevier.block, ctx: brevier.context): brevier.content?

---@class brevier.span_type
---@field attributes? brevier.schemas
---@field check? fun(span: brevier.spanned, ctx: brevier.context)
---@field build fun(span: brevier.spanned, ctx: brevier.context): brevier.inline?

---@class brevier.rule_type
---@field briefing? fun(briefing: brevier.briefing, ctx: brevier.context)
---@field pack? fun(pack: brevier.pack, ctx: brevier.context)

---What init.lua returns: write `---@type brevier.definition` over it.
---@class brevier.definition
---@field sections? table<string, brevier.section_type>
---@field blocks? table<string, brevier.block_type>
---@field spans? table<string, brevier.span_type>
---@field rules? table<string, brevier.rule_type|fun(briefing: brevier.briefing, ctx: brevier.context)>
---@field front? brevier.schemas

return b
