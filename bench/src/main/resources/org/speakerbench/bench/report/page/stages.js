// Where the time of a call goes: shares, and once more without inference, beside which nothing else can be seen.
const STAGES = [
  { name: "read", colour: "var(--c5)" },
  { name: "fbank", colour: "var(--c2)" },
  { name: "infer", colour: "var(--c0)" },
  { name: "rest", colour: "var(--c7)" },
];

function stageTimes(setting) {
  const wall = rows.filter((row) => row.clock === "wall" && row.scenario === "SingleStream");
  const find = (like, stage) => wall.find((row) => row.run_id === like.run_id && row.program === like.program && row.stage === stage
    && row.audio_ms === setting.audio_ms && (row.model === ""
      ? true : row.model === like.model && row.intra_op_threads === setting.intra_op_threads && row.batch === setting.batch));
  return wall.filter((row) => row.stage === "infer" && row.audio_ms === setting.audio_ms
      && row.intra_op_threads === setting.intra_op_threads && row.batch === setting.batch).map((row) => {
    const used = ["read", "fbank", "extract", "e2e"].map((stage) => find(row, stage));
    const [read, fbank, extract, e2e] = used.map((one) => one?.mean_ms ?? NaN);
    const whole = Number.isFinite(extract) ? extract : e2e;
    const parts = { read: Number.isFinite(extract) ? read : NaN, fbank, infer: row.mean_ms };
    parts.rest = whole - d3.sum(Object.values(parts));
    return { row, whole, wholeName: Number.isFinite(extract) ? "extract" : "e2e", parts,
      // Reading and FBank are the same rows for all models: the legend has their mark.
      invalid: [row, used[2] ?? used[3]].some((one) => one && invalid(one)),
      invalidParts: ["read", "fbank"].filter((stage, i) => used[i] && invalid(used[i])) };
  });
}

function stagesChart(setting) {
  const lines = d3.groups(stageTimes(setting), (line) => line.row.model).flatMap(([, ofModel]) => ofModel);
  if (lines.length === 0) {
    return;
  }
  const figure = figureOf("stages");
  legend(figure, STAGES.map((stage) => ({
    ...stage, shape: "bar", invalid: lines.some((line) => line.invalidParts.includes(stage.name)),
  })));
  const name = ({ row }) => (series.length > 1 ? `${title(row.model)}, ${seriesOf(row).name}` : title(row.model));
  const share = panel(figure, "All stages", "share of a call");
  chart(share, "Shares of the stages", (svg, width) => stack(svg, width, lines, name, STAGES, {
    scale: (line) => 100 / d3.sum(STAGES, (stage) => Math.max(0, line.parts[stage.name] || 0)), axis: "%", total: (line) => `${digits(line.whole, 4)} ms`,
  }));
  const others = STAGES.filter((stage) => stage.name !== "infer");
  const rest = panel(figure, "Everything but inference", "time of a call, ms");
  chart(rest, "Stages other than inference", (svg, width) => stack(svg, width, lines, name, others, {
    scale: () => 1, axis: "ms", total: (line) => `${digits(d3.sum(others, (stage) => Math.max(0, line.parts[stage.name] || 0)))} ms`,
  }));
}

function stack(svg, width, lines, name, stages, { scale, axis, total }) {
  const length = (line, stage) => Math.max(0, line.parts[stage.name] || 0) * scale(line);
  const x = d3.scaleLinear([0, d3.max(lines, (line) => d3.sum(stages, (stage) => length(line, stage))) || 1], [0, width - 8]);
  const step = 40;
  lines.forEach((line, i) => {
    const y = step * i + 20;
    const heading = svg.append("text").attr("y", y - 5).text(name(line));
    if (line.invalid) {
      heading.append("tspan").attr("class", "invalid-mark").text(" INVALID");
    }
    svg.append("text").attr("class", "quiet").attr("x", width - 8).attr("y", y - 5).attr("text-anchor", "end").text(total(line));
    let start = 0;
    stages.forEach((stage) => {
      const end = start + length(line, stage);
      tip(svg.append("rect").attr("x", x(start)).attr("y", y).attr("width", x(end) - x(start)).attr("height", 14).attr("fill", stage.colour)
        .attr("stroke", "var(--back)").attr("stroke-width", 0.5),
      () => [name(line), ...STAGES.map(({ name: part }) => `${part}: ${digits(line.parts[part], 4) || "not measured"}${Number.isFinite(line.parts[part]) ? " ms" : ""}`),
        `${line.wholeName}: ${digits(line.whole, 4)} ms`, ...(line.parts.rest < 0 ? ["the whole was faster than its parts: noise, no rest is drawn"] : [])]);
      start = end;
    });
  });
  const bottom = step * lines.length + 2;
  xAxis(svg, x, { top: 6, bottom, name: axis, ticks: 5 });
  return bottom + 40;
}
