-- What charts say by themselves, in the languages of the house; `words` in a chart's specification goes over it.

local words = {}

words.en = {
  bars = "Bar chart", dots = "Dot plot", ranges = "Range plot", lines = "Line chart", multiples = "Small line charts",
  gauge = "Gauge", timeline = "Timeline", spark = "Sparkline",
  head = "{kind}: {title}.", ["in-unit"] = "Unit: {unit}.",
  ["to"] = "{low} to {high}", ["with-range"] = "{value} ({low} to {high})",
  extremes = "Highest: {most}; lowest: {least}.", equal = "All are {value}.", marked = "Marked: {items}.",
  missing = "No data: {items}.", all = "All values: {items}.", one = "{label}, {value}",
  series = "{name}: from {first} ({from}) to {last} ({to}); lowest {low} ({low-at}), highest {high} ({high-at}).",
  count = "{count} items from {first} to {last}.", span = "{count} lines from {first} to {last}.",
  reading = "{value} on a scale from {low} to {high}.", between = "Between {low} and {high}.",
  band = "It lies in the band “{band}”.",
  ["spark-alt"] = "{first} at first, {last} at last; lowest {low}, highest {high}.",
  ["no-data"] = "no data", source = "Source: {source}", label = "Item", value = "Value", low = "Low", high = "High",
  at = "Date", place = "Position", range = "Range", event = "Event", sometime = "between {low} and {high}",
  months = { "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec" },
  quarter = "Q{number}", ["day-month"] = "{day}\u{a0}{month}", ["month-year"] = "{month}\u{a0}{year}", percent = "%",
}

words.de = {
  bars = "Balkendiagramm", dots = "Punktdiagramm", ranges = "Spannendiagramm", lines = "Liniendiagramm",
  multiples = "Kleine Liniendiagramme", gauge = "Skala", timeline = "Zeitleiste", spark = "Kurvenverlauf",
  head = "{kind}: {title}.", ["in-unit"] = "Einheit: {unit}.",
  ["to"] = "{low} bis {high}", ["with-range"] = "{value} ({low} bis {high})",
  extremes = "Am höchsten: {most}; am niedrigsten: {least}.", equal = "Alle sind {value}.",
  marked = "Hervorgehoben: {items}.", missing = "Keine Angabe: {items}.", all = "Alle Werte: {items}.",
  one = "{label}, {value}",
  series = "{name}: von {first} ({from}) bis {last} ({to}); am niedrigsten {low} ({low-at}), am höchsten {high} ({high-at}).",
  count = "{count} Einträge von {first} bis {last}.", span = "{count} Linien von {first} bis {last}.",
  reading = "{value} auf einer Skala von {low} bis {high}.", between = "Zwischen {low} und {high}.",
  band = "Der Wert liegt im Abschnitt „{band}“.",
  ["spark-alt"] = "Zuerst {first}, zuletzt {last}; am niedrigsten {low}, am höchsten {high}.",
  ["no-data"] = "keine Angabe", source = "Quelle: {source}", label = "Eintrag", value = "Wert", low = "Von", high = "Bis",
  at = "Datum", place = "Stelle", range = "Spanne", event = "Ereignis", sometime = "zwischen {low} und {high}",
  months = { "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez." },
  quarter = "Q{number}", ["day-month"] = "{day}.\u{a0}{month}", ["month-year"] = "{month}\u{a0}{year}", percent = "\u{202f}%",
}

words.fr = {
  bars = "Diagramme en barres", dots = "Diagramme à points", ranges = "Diagramme d’étendues", lines = "Courbes",
  multiples = "Petites courbes", gauge = "Échelle", timeline = "Chronologie", spark = "Courbe miniature",
  head = "{kind}\u{202f}: {title}.", ["in-unit"] = "Unité\u{202f}: {unit}.",
  ["to"] = "de {low} à {high}", ["with-range"] = "{value} (de {low} à {high})",
  extremes = "Maximum\u{202f}: {most}\u{202f}; minimum\u{202f}: {least}.", equal = "Toutes les valeurs sont {value}.",
  marked = "En évidence\u{202f}: {items}.", missing = "Sans donnée\u{202f}: {items}.",
  all = "Toutes les valeurs\u{202f}: {items}.", one = "{label}, {value}",
  series = "{name}\u{202f}: de {first} ({from}) à {last} ({to})\u{202f}; minimum {low} ({low-at}), maximum {high} ({high-at}).",
  count = "{count} éléments, de {first} à {last}.", span = "{count} courbes, de {first} à {last}.",
  reading = "{value} sur une échelle de {low} à {high}.", between = "Entre {low} et {high}.",
  band = "La valeur se situe dans la tranche «\u{202f}{band}\u{202f}».",
  ["spark-alt"] = "D’abord {first}, à la fin {last}\u{202f}; minimum {low}, maximum {high}.",
  ["no-data"] = "sans donnée", source = "Source\u{202f}: {source}", label = "Élément", value = "Valeur", low = "De", high = "À",
  at = "Date", place = "Position", range = "Étendue", event = "Événement", sometime = "entre {low} et {high}",
  months = { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc." },
  quarter = "T{number}", ["day-month"] = "{day}\u{a0}{month}", ["month-year"] = "{month}\u{a0}{year}", percent = "\u{202f}%",
}

words.es = {
  bars = "Gráfico de barras", dots = "Gráfico de puntos", ranges = "Gráfico de intervalos", lines = "Gráfico de líneas",
  multiples = "Gráficos de líneas pequeños", gauge = "Escala", timeline = "Cronología", spark = "Minigráfico",
  head = "{kind}: {title}.", ["in-unit"] = "Unidad: {unit}.",
  ["to"] = "de {low} a {high}", ["with-range"] = "{value} (de {low} a {high})",
  extremes = "Máximo: {most}; mínimo: {least}.", equal = "Todos los valores son {value}.",
  marked = "Destacado: {items}.", missing = "Sin datos: {items}.", all = "Todos los valores: {items}.",
  one = "{label}, {value}",
  series = "{name}: de {first} ({from}) a {last} ({to}); mínimo {low} ({low-at}), máximo {high} ({high-at}).",
  count = "{count} elementos, de {first} a {last}.", span = "{count} líneas, de {first} a {last}.",
  reading = "{value} en una escala de {low} a {high}.", between = "Entre {low} y {high}.",
  band = "El valor está en la franja «{band}».",
  ["spark-alt"] = "Primero {first}, al final {last}; mínimo {low}, máximo {high}.",
  ["no-data"] = "sin datos", source = "Fuente: {source}", label = "Elemento", value = "Valor", low = "De", high = "A",
  at = "Fecha", place = "Posición", range = "Intervalo", event = "Suceso", sometime = "entre {low} y {high}",
  months = { "ene.", "feb.", "mar.", "abr.", "mayo", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.", "dic." },
  quarter = "T{number}", ["day-month"] = "{day}\u{a0}{month}", ["month-year"] = "{month}\u{a0}{year}", percent = "\u{202f}%",
}

local module = {}

---The words of a language, English where it is none of these, with one's own over them.
---@param language? string BCP 47
---@param own? table<string, any>
---@return table<string, any>
function module.of(language, own)
  local base = words[(language or "en"):match("^%a+")] or words.en
  if not own then
    return base
  end
  return setmetatable({}, { __index = function(_, key)
    local mine = own[key]
    return mine == nil and base[key] or mine
  end })
end

return module
