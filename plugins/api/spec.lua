---@meta
-- What a file in spec/ has beside what a plugin has, for editors that speak LuaLS. It is never run. A test holds it
-- against the program: the same functions with the same parameters.

---What `build` compiled.
---@class brevier.page
---@field text string the words, a line a paragraph, heading or row ("cell | cell")
---@field dump string the blocks, a line each, with the steps of drawings; what a golden holds
---@field blocks brevier.node[] the blocks of all sections, as plugins see them
---@field errors string[] "try.md:3: watch: …", the line in the text given; not looking at them makes the example fail
---@field warnings string[]

---@class brevier.build_options
---@field language? string of the pack; "en-GB" unless told
---@field date? string of the pack; "2026-04-26" unless told
---@field front? table<string, any> front matter for a text that has none
---@field options? table<string, any> the plugin's own
---@field pack? table<string, any> more keys of pack.yaml
---@field files? table<string, string> other files of the pack, by name
---@field briefings? table<string, string> more briefings, by file
---@field tier? string whose edition; the last tier's unless told

---@class brevier.expectation
---@field never brevier.expectation the same, expecting the opposite
local expectation = {}

---Tables by what they hold.
---@param other any
---@return brevier.expectation
function expectation:equals(other) end

---Of a page: it has an error with this part. Of a function: it raises one.
---@param part? string
---@return brevier.expectation
function expectation:fails(part) end

---Of a page or a text: it is what spec/NAME.golden holds. `--accept` writes that file.
---@param name string
---@return brevier.expectation
function expectation:golden(name) end

---Of a text or a page: the part stands in its words. Of a list: in one of its values.
---@param part any
---@return brevier.expectation
function expectation:has(part) end

---@param pattern string a Lua pattern
---@return brevier.expectation
function expectation:matches(pattern) end

---Of a page: it has a warning with this part.
---@param part? string
---@return brevier.expectation
function expectation:warns(part) end

---Runs before every example of the describe around it, or of the file.
---@param action fun()
function before(action) end

---Compiles Markdown, a whole briefing or only a body, with this plugin and the others at hand.
---@param text string
---@param options? brevier.build_options
---@return brevier.page
function build(text, options) end

---@param name string
---@param examples fun()
function describe(name, examples) end

---@param value any
---@return brevier.expectation
function expect(value) end

---@param name string what holds, as a sentence without its subject: "tells the day"
---@param example fun()
function it(name, example) end
