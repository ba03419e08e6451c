-- Charts for everyone: plain tables in, blocks out. `local chart = require "brevier.chart"`.
-- Each function takes what the chart says and the context of `build`, and gives a figure: title, drawing, the data as a
-- table (role "chart-data"), caption and credit. The alternative text is made from the data.

local spark = require "brevier.chart.spark"

return {
  bars = require "brevier.chart.bars",
  dots = require "brevier.chart.dots",
  ranges = require "brevier.chart.ranges",
  lines = require "brevier.chart.lines",
  multiples = require "brevier.chart.multiples",
  gauge = require "brevier.chart.gauge",
  timeline = require "brevier.chart.timeline",
  spark = spark.draw,
  spark_values = spark.read,
  check = require "brevier.chart.check",
}
