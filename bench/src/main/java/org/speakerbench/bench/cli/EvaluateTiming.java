package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.bench.accuracy.EvaluationSettings;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.environment.Telemetry;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.measure.Grid;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.run.Peers;
import org.speakerbench.bench.run.RtfRun;

/** Speed and memory of the models that are evaluated, each by its own front end in one thread. */
final class EvaluateTiming implements EvaluateOutput.Timing {
  private final RtfSettings settings;
  private final String command;

  private EvaluateTiming(RtfSettings settings, String command) {
    this.settings = settings;
    this.command = command;
  }

  /**
   * Checks, before the error rates are worked out, what is known to stop timing.
   *
   * @param audioMs lengths to time
   * @throws org.speakerbench.engine.SpeakerbenchException if something cannot be timed
   */
  static EvaluateTiming check(
      EvaluationSettings evaluated,
      List<Integer> audioMs,
      Profile profile,
      String command,
      PrintWriter err)
      throws IOException {
    Telemetry.switchOff();
    Grid grid =
        new Grid(
            List.of(Scenario.SINGLE_STREAM),
            List.of(Stage.E2E, Stage.COLD),
            audioMs,
            List.of(1),
            List.of(1),
            List.of(1));
    RtfSettings settings =
        new RtfSettings(
            evaluated.models(),
            BenchClip.DEFAULT,
            OwnFiles.of(null, null, evaluated.models()),
            grid,
            Peers.NONE.programs(),
            profile,
            profile.forks(),
            Comparison.DEFAULT_BAND,
            evaluated.zoo());
    Preflight.check(settings, err);
    return new EvaluateTiming(settings, command);
  }

  @Override
  public RtfRun.Outcome measure(Path out, PrintWriter err) throws IOException {
    return new RtfRun(settings, Peers.NONE, command, null, out).execute(err, false);
  }
}
