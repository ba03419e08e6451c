-- Values with gaps: YAML has no empty entries in a list, so a dash or ~ stands for none.

local gaps = {}

local dashes = { ["~"] = true, ["-"] = true, ["–"] = true, ["—"] = true, [""] = true, ["null"] = true }

local function number_of(text)
  return type(text) == "number" and text or tonumber((tostring(text):gsub("^\u{2212}", "-")))
end

---Turns the texts of a line into numbers, in place; what is neither a number nor a gap is told.
---@param line table
---@param tell? fun(text: string)
local function read_line(line, tell)
  for _, key in ipairs { "values", "low", "high" } do
    for i, text in ipairs(line[key] or {}) do
      local number = number_of(text)
      if not number and not dashes[text] and tell then
        tell((line.name or key) .. ": \"" .. text .. "\" is no number; a dash stands for a gap")
      end
      line[key][i] = number or false
    end
  end
end

---All lines of a block's data.
---@param data {series: table[]}
---@param tell? fun(line: table, text: string)
function gaps.read(data, tell)
  for _, line in ipairs(data.series) do
    read_line(line, tell and function(text)
      tell(line, text)
    end)
  end
end

return gaps
