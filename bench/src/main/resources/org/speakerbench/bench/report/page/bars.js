// Bars by model: the real-time factor with published figures, and throughput.
const BAR = 17;

// Groups: title, note, marker, and bars of value, low, high, points, colour, pale, lines, invalid.
function barChart(figure, name, groups, { axis, marker }) {
  chart(figure, name, (svg, width) => {
    const right = width - (groups.some((group) => group.bars.some((bar) => bar.invalid)) ? 122 : 66); // room for the figures
    const largest = d3.max(groups, (group) => d3.max([group.marker ?? 0, ...group.bars.flatMap((bar) => [bar.value, bar.high || 0, ...bar.points.map((point) => point.value)])]));
    const x = d3.scaleLinear([0, largest], [0, right]).nice();
    let y = 4;
    for (const group of groups) {
      const heading = svg.append("text").attr("class", "halo strong").attr("x", 0).attr("y", y + 12).text(group.title);
      if (group.note) {
        heading.append("tspan").attr("class", "quiet").attr("dx", 10).attr("font-weight", 400).text(group.note);
      }
      y += 20;
      if (group.marker) {
        const height = group.bars.length * (BAR + 4) - 4;
        svg.append("line").attr("x1", x(group.marker)).attr("x2", x(group.marker)).attr("y1", y - 2).attr("y2", y + height + 2)
          .attr("stroke", "var(--text)").attr("stroke-dasharray", "2 2");
        tip(svg.append("path").attr("class", "published").attr("d", DIAMOND).attr("transform", `translate(${x(group.marker)},${y + height / 2})`),
          () => [`${group.title}: ${marker} ${digits(group.marker, 4)}`]);
      }
      for (const bar of group.bars) {
        drawBar(svg, bar, x, y, group.marker);
        y += BAR + 4;
      }
      y += 14;
    }
    svg.append("line").attr("class", "zero").attr("y2", y);
    xAxis(svg, x, { top: 0, bottom: y, name: axis });
    return y + 40;
  });
}

function drawBar(svg, bar, x, y, marker) {
  const middle = y + BAR / 2;
  tip(svg.append("rect").attr("y", y).attr("width", Math.max(1, x(bar.value))).attr("height", BAR).attr("rx", 2)
    .attr("fill", bar.colour).attr("fill-opacity", bar.pale ? 0.35 : 0.8).attr("stroke", bar.invalid ? "var(--warn)" : null)
    .attr("stroke-dasharray", bar.invalid ? "4 3" : null).attr("stroke-width", 2), () => bar.lines);
  interval(svg, { low: x(bar.low), high: x(bar.high), at: middle, across: true });
  bar.points.forEach((point) => tip(svg.append("circle").attr("class", "fork").attr("cx", x(point.value)).attr("cy", middle).attr("r", 2.5),
    () => [`fork ${point.fork}: ${digits(point.value, 4)}`]));
  const end = d3.max([bar.value, ...(Number.isFinite(bar.high) ? [bar.high] : []), ...bar.points.map((point) => point.value)]);
  let from = x(end) + 8;
  if (marker && x(marker) > from - 8 && x(marker) < from + 44) {
    from = x(marker) + 9; // not through the figure
  }
  const label = svg.append("text").attr("class", "halo").attr("x", from).attr("y", middle).attr("dy", "0.35em").text(d3.format(",.3r")(bar.value));
  if (bar.invalid) {
    label.append("tspan").attr("class", "invalid-mark").text(" INVALID");
  }
}

const describe = (row, name, value) => [
  `${title(row.model) || row.stage}, ${name}`,
  value,
  `${row.forks} fork${row.forks === 1 ? "" : "s"}, ${d3.format(",")(row.n)} samples`,
  `answer ${row.verdict}, figure ${row.standing}`,
  ...(invalid(row) ? [`INVALID: ${row.invalid_reasons}`] : []),
  ...(row.warnings ? [`warning: ${row.warnings}`] : []),
];

const range = (low, high) => (Number.isFinite(low) ? ` (99%: ${digits(low, 4)} to ${digits(high, 4)})` : "");

// The whole way by wall clock: from file to file where outside programs take part, which know no other.
function wholeStage(at) {
  const stages = (program) => new Set(at.filter((row) => row.program === program && row.clock === "wall").map((row) => row.stage));
  return distinct(at.map((row) => row.program)).every((program) => stages(program).has("e2e")) ? "e2e" : "extract";
}

// How this program compares, by the clock of the published figure.
function ofPublished(at, model) {
  const ratios = at.filter((row) => row.model === model && row.program === "speakerbench" && Number.isFinite(row.published_ratio));
  return ratios.length === 1 ? `, here ${ratios[0].published_ratio.toFixed(2)} of it` : "";
}

function rtfChart(setting) {
  const at = rows.filter((row) => isWhole(row) && sameSetting(row, setting));
  const whole = wholeStage(at);
  const kinds = [
    { stage: "extract", clock: "cpu", name: "file to file, CPU time: as published", pale: true },
    { stage: whole, clock: "wall", name: `${whole === "e2e" ? "samples to embedding" : "file to file"}, wall time`, pale: false },
  ].filter((kind) => at.some((row) => row.stage === kind.stage && row.clock === kind.clock));
  const figure = figureOf("rtf");
  const groups = distinct(at.map((row) => row.model)).map((model) => {
    const published = setting.intra_op_threads === 1 && data.published.find((one) => one.model === model && one.audio_ms === setting.audio_ms);
    return {
      title: title(model),
      note: published ? `published ${published.rtf.toFixed(3)}${ofPublished(at, model)}` : "",
      marker: published ? published.rtf : null,
      bars: series.flatMap((one) => kinds.flatMap((kind) => at
        .filter((row) => row.model === model && seriesOf(row) === one && row.stage === kind.stage && row.clock === kind.clock)
        .map((row) => ({
          value: row.rtf,
          low: row.rtf_ci_low,
          high: row.rtf_ci_high,
          points: forksOf(row).map(({ fork, ms }) => ({ fork, value: ms / (row.audio_ms * row.batch) })),
          colour: one.colour,
          pale: kind.pale,
          invalid: invalid(row),
          lines: describe(row, series.length > 1 ? `${one.name}, ${kind.name}` : kind.name,
            `RTF ${digits(row.rtf, 4)}${range(row.rtf_ci_low, row.rtf_ci_high)}`),
        })))),
    };
  }).filter((group) => group.bars.length > 0);
  if (groups.length === 0) {
    return;
  }
  const several = series.length > 1;
  legend(figure, [
    ...(several ? series.map((one) => ({ name: one.name, colour: one.colour, shape: "bar" })) : []),
    ...kinds.map((kind) => ({ name: kind.name, colour: several ? "var(--quiet)" : series[0].colour, shape: kind.pale ? "pale" : "bar" })),
    { name: "a fork", shape: "ring" },
    ...(groups.some((group) => group.marker) ? [{ name: `published (${data.published[0].cpu})`, shape: "diamond" }] : []),
  ]);
  barChart(figure, "Real-time factors by model", groups, { axis: "RTF", marker: "published RTF" });
}

function throughputChart() {
  const wall = rows.filter((row) => row.stage === "e2e" && row.clock === "wall");
  const offline = wall.filter((row) => row.scenario === "Offline");
  if (offline.length === 0) {
    return;
  }
  const audio = d3.mode(offline, (row) => row.audio_ms);
  const shown = wall.filter((row) => row.audio_ms === audio && row.intra_op_threads === offline[0].intra_op_threads && row.batch === offline[0].batch);
  const name = (row) => `${row.scenario === "Offline" ? "Offline" : "SingleStream"}, ${row.workers} worker${row.workers === 1 ? "" : "s"}`;
  const ways = distinct(d3.sort(shown, (row) => row.scenario === "Offline", (row) => row.workers).map(name));
  const colour = (row) => (series.length > 1 ? seriesOf(row).colour : `var(--c${ways.indexOf(name(row)) % 8})`);
  const figure = figureOf("throughput");
  legend(figure, series.length > 1
    ? [...series.map((one) => ({ name: one.name, colour: one.colour, shape: "bar" })),
      { name: "SingleStream", colour: "var(--quiet)", shape: "pale" }, { name: "Offline", colour: "var(--quiet)", shape: "bar" }]
    : ways.map((way, i) => ({ name: way, colour: `var(--c${i % 8})`, shape: "bar" })));
  const groups = distinct(shown.map((row) => row.model)).map((model) => ({
    title: title(model),
    bars: ways.flatMap((way) => shown.filter((row) => row.model === model && name(row) === way).map((row) => ({
      value: row.throughput_x_realtime,
      low: 1 / row.rtf_ci_high,
      high: 1 / row.rtf_ci_low,
      points: forksOf(row).map(({ fork, ms }) => ({ fork, value: (row.audio_ms * row.batch) / ms })),
      colour: colour(row),
      pale: series.length > 1 && row.scenario !== "Offline",
      invalid: invalid(row),
      lines: describe(row, series.length > 1 ? `${seriesOf(row).name}, ${way}` : way,
        `${digits(row.throughput_x_realtime, 4)} x real time${range(1 / row.rtf_ci_high, 1 / row.rtf_ci_low)}`),
    }))),
  }));
  barChart(figure, "Throughput by model", groups, { axis: "x real time" });
}

function coldChart() {
  const kinds = [
    { stage: "load", name: "model file to session", pale: true },
    { stage: "cold", name: "process start to first embedding", pale: false },
  ];
  const wall = rows.filter((row) => row.clock === "wall" && kinds.some((kind) => kind.stage === row.stage));
  if (wall.length === 0) {
    return;
  }
  const figure = figureOf("cold");
  const several = series.length > 1;
  legend(figure, [
    ...(several ? series.map((one) => ({ name: one.name, colour: one.colour, shape: "bar" })) : []),
    ...kinds.map((kind) => ({ name: kind.name, colour: several ? "var(--quiet)" : series[0].colour, shape: kind.pale ? "pale" : "bar" })),
    { name: "a fork", shape: "ring" },
  ]);
  const groups = distinct(wall.map((row) => row.model)).map((model) => ({
    title: title(model),
    bars: series.flatMap((one) => kinds.flatMap((kind) => wall
      .filter((row) => row.model === model && row.stage === kind.stage && seriesOf(row) === one)
      .map((row) => ({
        value: row.mean_ms,
        low: NaN,
        high: NaN,
        points: forksOf(row).map(({ fork, ms }) => ({ fork, value: ms })),
        colour: one.colour,
        pale: kind.pale,
        invalid: invalid(row),
        lines: describe(row, several ? `${one.name}, ${kind.name}` : kind.name, `${digits(row.mean_ms, 4)} ms`),
      })))),
  }));
  barChart(figure, "Cold start by model", groups, { axis: "ms" });
}
