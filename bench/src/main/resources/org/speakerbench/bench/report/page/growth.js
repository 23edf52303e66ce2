// What was swept: the real-time factor, throughput and memory over an axis that has several values.
const AXES = [
  { column: "audio_ms", name: "length of the audio, s", value: (row) => row.audio_ms / 1000, log: true },
  { column: "intra_op_threads", name: "intra-op threads", value: (row) => row.intra_op_threads },
  { column: "workers", name: "workers", value: (row) => row.workers, throughput: true },
  { column: "batch", name: "batch", value: (row) => row.batch },
];

function growthChart() {
  const whole = rows.filter((row) => row.clock === "wall" && isWhole(row));
  const wall = whole.length > 0 ? whole : rows.filter((row) => row.clock === "wall" && row.stage === "fbank");
  const models = distinct(wall.map((row) => row.model));
  const colour = (model) => `var(--c${models.indexOf(model) % 8})`;
  const figure = figureOf("growth");
  const drawn = [];
  AXES.forEach((axis) => {
    const others = WORK.filter((column) => column !== axis.column);
    const lines = d3.groups(wall, (row) => JSON.stringify(others.map((column) => row[column])))
      .map(([, points]) => ({ points: d3.sort(points, axis.value), row: points[0] }))
      .filter((line) => line.points.length > 1 && (line.row.stage !== "extract" || line.row.program !== "speakerbench"));
    if (lines.length === 0) {
      return;
    }
    drawn.push(() => {
      lines.forEach((line) => {
        line.colour = colour(line.row.model);
        line.dash = seriesOf(line.row).index > 0;
      });
      growthPanel(figure, lines, axis, axis.throughput
        ? { name: "Throughput, x real time", value: (row) => row.throughput_x_realtime, low: (row) => 1 / row.rtf_ci_high, high: (row) => 1 / row.rtf_ci_low }
        : { name: "RTF", value: (row) => row.rtf, low: (row) => row.rtf_ci_low, high: (row) => row.rtf_ci_high });
      if (lines.some((line) => line.points.some((row) => Number.isFinite(row.rss_peak_mb)))) {
        growthPanel(figure, lines, axis, { name: "Peak of the benchmark's process (JMH's heap included), MB", value: (row) => row.rss_peak_mb, low: () => NaN, high: () => NaN });
      }
    });
  });
  if (drawn.length === 0) {
    return;
  }
  legend(figure, [
    ...models.map((model) => ({ name: title(model) || "FBank", colour: colour(model), shape: "line" })),
    ...(series.length > 1 ? series.map((one) => ({ name: one.name, colour: "var(--c7)", shape: one.index > 0 ? "dash" : "line" })) : []),
  ]);
  drawn.forEach((draw) => draw());
}

function growthPanel(figure, lines, axis, what) {
  const box = panel(figure, `${what.name} over ${axis.name.split(",")[0]}`);
  chart(box, `${what.name} over ${axis.name}`, (svg, width) => {
    const height = 220;
    const left = 48;
    const right = width - 14;
    const points = lines.flatMap((line) => line.points).filter((row) => Number.isFinite(what.value(row)));
    const values = distinct(points.map(axis.value)).sort((a, b) => a - b);
    const x = (axis.log ? d3.scaleLog() : d3.scaleLinear()).domain(padded(d3.extent(values), axis.log ? 0 : 0.04)).range([left, right]);
    const top = d3.max(points, (row) => d3.max([what.value(row), what.high(row) || 0]));
    const y = d3.scaleLinear([0, top], [height, 22]).nice();
    yAxis(svg, y, { left, right, name: "" });
    lines.forEach((line) => {
      const own = line.points.filter((row) => Number.isFinite(what.value(row)));
      svg.append("path").attr("d", d3.line((row) => x(axis.value(row)), (row) => y(what.value(row)))(own)).attr("fill", "none")
        .attr("stroke", line.colour).attr("stroke-width", 2).attr("stroke-dasharray", line.dash ? "5 3" : null);
      own.forEach((row) => {
        interval(svg, { low: y(what.low(row)), high: y(what.high(row)), at: x(axis.value(row)), cap: 3, colour: line.colour });
        tip(svg.append("circle").attr("cx", x(axis.value(row))).attr("cy", y(what.value(row))).attr("r", 4)
          .attr("fill", invalid(row) ? "var(--back)" : line.colour).attr("stroke", line.colour).attr("stroke-width", 1.5),
        () => describe(row, `${series.length > 1 ? `${seriesOf(row).name}, ` : ""}${row.scenario}, ${axis.name} ${digits(axis.value(row))}`, `${what.name}: ${digits(what.value(row), 4)}`));
      });
    });
    const gap = 26;
    let last = -gap;
    values.filter((value) => x(value) - last >= gap && ((last = x(value)), true)).forEach((value) => svg.append("text").attr("class", "quiet")
      .attr("x", x(value)).attr("y", height + 16).attr("text-anchor", "middle").text(plain(value)));
    svg.append("text").attr("class", "axis").attr("x", right).attr("y", height + 34).attr("text-anchor", "end").text(axis.name);
    return height + 40;
  });
}
