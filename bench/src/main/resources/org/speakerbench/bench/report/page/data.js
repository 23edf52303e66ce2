// The rows of summary.csv and the values of measurements.csv, as the page holds them.
const data = JSON.parse(document.querySelector("script.data").textContent);

const WORK = ["run_id", "program", "scenario", "stage", "model", "intra_op_threads", "workers", "batch", "audio_ms", "clock"];
const WORDS = new Set(["run_id", "timestamp_utc", "label", "cpu_model", "git_sha", "model", "model_kind", "model_sha256", "precision",
  "scenario", "stage", "clock", "verdict", "note", "program", "rtf_ci_kind", "validity", "invalid_reasons", "warnings",
  "base_run_id", "new_run_id", "reason"]);

// Rows by the names of the columns; what is no word is a number, NaN where it is blank.
function table({ columns, rows: lines }) {
  const value = (column, cell) => {
    if (WORDS.has(column)) {
      return cell;
    }
    if (column === "intra_op_threads") {
      return Number(cell); // blank is 0: the stage knows no threads
    }
    return cell === "" ? NaN : Number(cell);
  };
  return lines.map((cells) => Object.fromEntries(columns.map((column, i) => [column, value(column, cells[i])])));
}

const rows = table(data.summary);
rows.forEach((row, i) => {
  row.standing = data.standing[i];
});
const comparison = table(data.comparison);

const keyOf = (row) => JSON.stringify(WORK.map((column) => row[column]));
const measured = new Map(data.measurements.map((group) => [keyOf(group), group]));
const iterationsOf = (row) => measured.get(keyOf(row))?.iterations ?? [];
const title = (model) => data.titles[model] ?? model;
const distinct = (values) => [...new Set(values)];

// A program on a machine is a series: it has one colour in all charts.
const series = distinct(rows.map((row) => JSON.stringify([row.run_id, row.program]))).map((text, index) => {
  const [runId, program] = JSON.parse(text);
  return { runId, program, index };
});
{
  const programs = distinct(series.map((one) => one.program)).length;
  const runs = distinct(series.map((one) => one.runId)).length;
  series.forEach((one) => {
    one.name = [runs > 1 || programs === 1 ? data.names[one.runId] : "", programs > 1 ? one.program : ""].filter(Boolean).join(", ");
    one.colour = `var(--c${one.index % 8})`;
  });
}
const seriesOf = (row) => series.find((one) => one.runId === row.run_id && one.program === row.program);

// Everything but the model is a setting.
const SETTING = ["scenario", "intra_op_threads", "workers", "batch", "audio_ms"];
const sameSetting = (row, setting) => SETTING.every((column) => row[column] === setting[column]);
const isWhole = (row) => row.stage === "e2e" || row.stage === "extract";

function settings() {
  const all = new Map();
  rows.filter(isWhole).forEach((row) => {
    const key = JSON.stringify(SETTING.map((column) => row[column]));
    const setting = all.get(key) ?? { ...Object.fromEntries(SETTING.map((column) => [column, row[column]])), rows: 0, published: 0 };
    setting.rows++;
    setting.published += Number.isFinite(row.published_rtf);
    all.set(key, setting);
  });
  // First the one with which most was measured, of equal ones that of the published figures.
  return [...all.values()].sort((a, b) => b.rows - a.rows || b.published - a.published);
}

function settingName(setting, all) {
  const words = {
    scenario: (value) => value,
    intra_op_threads: (value) => `${value} thread${value === 1 ? "" : "s"}`,
    workers: (value) => `${value} worker${value === 1 ? "" : "s"}`,
    batch: (value) => `batch ${value}`,
    audio_ms: (value) => `${value} ms of audio`,
  };
  return SETTING.filter((column) => distinct(all.map((one) => one[column])).length > 1 || column === "audio_ms")
    .map((column) => words[column](setting[column])).join(", ");
}

const mean = (iterations) => {
  const calls = d3.sum(iterations, (one) => d3.sum(one.count));
  return d3.sum(iterations, (one) => d3.sum(one.value_ms, (value, i) => value * one.count[i])) / calls;
};
const counted = (row) => iterationsOf(row).filter((one) => one.phase === "measured");
const forksOf = (row) => d3.groups(counted(row), (one) => one.fork).map(([fork, iterations]) => ({ fork, ms: mean(iterations), iterations }));

const STAGE_NAMES = {
  read: "read: WAV file to samples",
  fbank: "fbank: samples to features",
  infer: "infer: features to embedding",
  e2e: "e2e: samples to embedding",
  extract: "extract: file to file",
  load: "load: model file to session",
  cold: "cold: process start to first embedding",
  gemm: "gemm: matrix product through ONNX Runtime",
  "gemm-int8": "gemm-int8: the same product of bytes",
  "gemm-f16": "gemm-f16: the same product of float16",
  "gemm-bf16": "gemm-bf16: the same product of bfloat16",
  fma: "fma: multiply-adds in registers",
};
// Disturbed or incomplete: its marks say so. A first look is not wrong.
const invalid = (row) => row.standing === "INVALID";
