// Latencies as empirical distribution functions, one panel for each model.
const TAIL = 0.995;

// Values in order and the share of calls up to each.
function distribution(iterations) {
  const pairs = iterations.flatMap((one) => one.value_ms.map((value, i) => [value, one.count[i]])).sort((a, b) => a[0] - b[0]);
  const all = d3.sum(pairs, (pair) => pair[1]);
  let sum = 0;
  const values = new Float64Array(pairs.length);
  const shares = new Float64Array(pairs.length);
  pairs.forEach(([value, count], i) => {
    sum += count;
    values[i] = value;
    shares[i] = sum / all;
  });
  return { values, shares };
}

const shareAt = ({ values, shares }, value) => {
  const i = d3.bisectRight(values, value);
  return i === 0 ? 0 : shares[i - 1];
};
const quantileOf = ({ values, shares }, share) => values[Math.min(d3.bisectLeft(shares, share), values.length - 1)];

// Steps, one at most for each half pixel.
function steps(curve, x, y) {
  const [low, high] = x.domain();
  let path = `M${x(low)},${y(0)}`;
  let last = -Infinity;
  for (let i = 0; i < curve.values.length && curve.values[i] <= high; i++) {
    const at = Math.round(2 * x(curve.values[i])) / 2;
    if (at > last || i === curve.values.length - 1) {
      path += `H${at}V${y(curve.shares[i]).toFixed(1)}`;
      last = at;
    }
  }
  return `${path}H${x(high)}V${y(shareAt(curve, high)).toFixed(1)}`;
}

function latencyChart(at) {
  const calls = at.filter((row) => row.scenario === "SingleStream" && counted(row).length > 0);
  if (calls.length === 0) {
    return;
  }
  const figure = figureOf("latency");
  if (series.length > 1) {
    legend(figure, series.map((one) => ({ name: one.name, colour: one.colour, shape: "line" })));
  }
  d3.groups(calls, (row) => row.model).forEach(([model, ofModel]) => {
    const curves = ofModel.map((row) => ({
      row, colour: seriesOf(row).colour, all: distribution(counted(row)), forks: forksOf(row).map((fork) => distribution(fork.iterations)),
    }));
    const slowest = d3.max(curves, (curve) => curve.all.values.at(-1));
    const samples = d3.sum(ofModel, (row) => row.n);
    const box = panel(figure, model ? title(model) : ofModel[0].stage, `${d3.format(",")(samples)} calls, slowest ${digits(slowest, 4)} ms`, ofModel.some(invalid));
    chart(box, `Latencies of ${title(model)}`, (svg, width) => drawLatency(svg, width, curves));
  });
}

function drawLatency(svg, width, curves) {
  const height = 200;
  const left = 38;
  const right = width - 12;
  const ends = curves.flatMap(({ row, all }) => [all.values[0], quantileOf(all, TAIL), row.p99_ms].filter(Number.isFinite));
  const x = d3.scaleLinear(padded(d3.extent(ends), 0.02), [left, right]);
  const y = d3.scaleLinear([0, 1], [height, 12]);
  for (const curve of curves) {
    curve.forks.forEach((fork) => svg.append("path").attr("d", steps(fork, x, y)).attr("fill", "none").attr("stroke", curve.colour)
      .attr("stroke-opacity", 0.28));
  }
  for (const curve of curves) {
    svg.append("path").attr("d", steps(curve.all, x, y)).attr("fill", "none").attr("stroke", curve.colour).attr("stroke-width", 2);
  }
  for (const { row, colour } of curves) {
    [["p50", row.p50_ms, 0.5], ["p90", row.p90_ms, 0.9], ["p99", row.p99_ms, 0.99]].filter(([, ms]) => Number.isFinite(ms)).forEach(([name, ms, share]) => {
      svg.append("circle").attr("cx", x(ms)).attr("cy", y(share)).attr("r", 4).attr("fill", colour).attr("stroke", "var(--back)").attr("stroke-width", 1.5);
      if (curves.length === 1) {
        // The curve goes on above and to the right: below there is room.
        const inner = x(ms) > right - 80;
        svg.append("text").attr("class", "halo").attr("x", inner ? right : x(ms) + 8).attr("y", y(share) + 16)
          .attr("text-anchor", inner ? "end" : "start").text(`${name} ${digits(ms, 4)}`);
      }
    });
  }
  xAxis(svg, x, { top: 12, bottom: height, name: "ms" });
  yAxis(svg, y, { left, right, name: "", format: "~%" });
  const line = svg.append("line").attr("y1", 12).attr("y2", height).attr("stroke", "var(--quiet)").attr("visibility", "hidden");
  tip(svg.append("rect").attr("x", left).attr("y", 12).attr("width", right - left).attr("height", height - 12).attr("fill", "transparent"), (_, event) => {
    const ms = x.invert(d3.pointer(event, svg.node())[0]);
    line.attr("x1", x(ms)).attr("x2", x(ms)).attr("visibility", "visible");
    return [`up to ${digits(ms, 4)} ms`, ...curves.map(({ row, all }) => `${series.length > 1 ? `${seriesOf(row).name}: ` : ""}${d3.format(".1%")(shareAt(all, ms))} of calls`)];
  }).on("pointerleave.line", () => line.attr("visibility", "hidden"));
  return height + 40;
}
