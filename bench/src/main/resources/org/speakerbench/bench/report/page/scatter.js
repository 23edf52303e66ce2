// The real-time factor against the size of the model.
const SIZES = [
  { name: "parameters", unit: "million", scale: 1e6, value: (row) => row.params },
  { name: "multiply-accumulates of a call", unit: "billion", scale: 1e9, value: (row) => row.macs },
];

function sizeChart(setting) {
  const at = rows.filter((row) => isWhole(row) && sameSetting(row, setting) && row.clock === "wall");
  const whole = at.filter((row) => row.stage === wholeStage(at));
  const figure = figureOf("size");
  SIZES.forEach((size) => {
    const points = whole.filter((row) => size.value(row) > 0 && row.rtf > 0);
    if (distinct(points.map(size.value)).length < 2) {
      return;
    }
    if (series.length > 1 && !figure.querySelector(".legend")) {
      legend(figure, series.map((one) => ({ name: one.name, colour: one.colour, shape: "dot" })));
    }
    const box = panel(figure, `RTF against ${size.name}`);
    chart(box, `RTF against ${size.name}`, (svg, width) => drawSize(svg, width, points, size));
  });
}

// Labels of a logarithmic axis: at 1, 2 and 5 of each decade, or at all where that leaves too few.
function decades(scale, unit = 1) {
  const [low, high] = scale.domain();
  const digit = (value) => Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
  const few = high / low > 8;
  return (value) => (few && ![1, 2, 5].includes(digit(value)) ? "" : plain(value / unit));
}

function drawSize(svg, width, points, size) {
  const height = 240;
  const left = 48;
  const right = width - 14;
  const wide = ([low, high]) => [low / 1.35, high * 1.35];
  const x = d3.scaleLog(wide(d3.extent(points, size.value)), [left, right]);
  const y = d3.scaleLog(wide(d3.extent(points.flatMap((row) => [row.rtf, row.rtf_ci_low, row.rtf_ci_high].filter((value) => value > 0)))), [height, 22]);
  xAxis(svg, x, { top: 22, bottom: height, name: `${size.name}, ${size.unit}`, format: decades(x, size.scale) });
  yAxis(svg, y, { left, right, name: "RTF", format: decades(y) });
  points.forEach((row) => {
    const colour = seriesOf(row).colour;
    interval(svg, { low: y(row.rtf_ci_low), high: y(row.rtf_ci_high), at: x(size.value(row)), cap: 3, colour });
    tip(svg.append("circle").attr("cx", x(size.value(row))).attr("cy", y(row.rtf)).attr("r", 5).attr("fill", invalid(row) ? "var(--back)" : colour)
      .attr("stroke", colour).attr("stroke-width", 1.5),
    () => describe(row, seriesOf(row).name, `${digits(size.value(row) / size.scale, 4)} ${size.unit} ${size.name}, RTF ${digits(row.rtf, 4)}`));
  });
  const slowest = d3.rollups(points, (own) => d3.greatest(own, (row) => row.rtf), (row) => row.model).map(([, row]) => row);
  slowest.forEach((row) => {
    const inner = x(size.value(row)) > (left + right) / 2;
    svg.append("text").attr("class", "halo").attr("x", x(size.value(row)) + (inner ? -9 : 9)).attr("y", y(row.rtf)).attr("dy", "0.35em")
      .attr("text-anchor", inner ? "end" : "start").text(title(row.model));
  });
  return height + 40;
}
