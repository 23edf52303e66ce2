package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Roundings;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A model in a form that gives the same answer sooner. */
@Command(
    name = "tune",
    description = {
      "Writes a model so that ONNX Runtime's CPU provider runs it faster, in one plain ONNX file.",
      "Passes rewrite what the exporter wrote; each keeps the answer in real arithmetic. Inputs,"
          + " outputs, dimensions that vary, opset and metadata stay. It is run beside IN before OUT"
          + " is written. What does not match is left alone; where nothing does, nothing is written.",
      "extract --tune, rtf --tune, verify --tune and evaluate --tune do it by themselves."
    })
final class ModelsTune implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = ModelWords.MODEL + ".")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The ONNX file to write.")
  private Path out;

  @Option(
      names = "--passes",
      paramLabel = "NAME,...",
      split = ",",
      description = "These passes only, in the order in which --list-passes has them.")
  private List<String> passes;

  @Option(
      names = "--for",
      paramLabel = "cpu|openvino|portable",
      description =
          "cpu: all that is faster on ONNX Runtime's CPU provider; openvino: all that is faster on"
              + " OpenVINO in bf16 on a CPU with AMX; portable: only what makes the graph right on"
              + " every runtime, as models portable does (default: cpu).")
  private Target target;

  @Option(
      names = "--list-passes",
      help = true,
      description = "Print all passes: what each finds, why it is exact, where it stops.")
  private boolean list;

  @Mixin ZooOption zooOption;
  @ParentCommand ModelsCommand parent;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    if (list) {
      Passes.all().forEach(pass -> print.println(described(pass)));
      return RootCommand.OK;
    }
    List<Pass> chosen = passes();
    RewrittenModel model =
        RewrittenModel.read(in, (zooOption.isGiven() ? zooOption : parent.zooOption).zoo(), out);
    int before = model.model().graph().nodes().size();
    Tuning tuning = Tuning.apply(model.model(), chosen);
    if (tuning.matches() == 0) {
      throw new SpeakerbenchException(
          "model "
              + in
              + Roundings.in(model.model())
                  .map(
                      how ->
                          ": found that it rounds values ("
                              + how
                              + "), expected a float32 model, to be quantised after tuning: ")
                  .orElse(": found nothing that a pass matches, expected something to tune: ")
              + out
              + " is not written");
    }
    String check = model.write("tuned");
    print(tuning, before, print);
    print.println(check);
    print.println(out);
    return RootCommand.OK;
  }

  private List<Pass> passes() {
    if (passes == null) {
      return Passes.of(target == null ? Target.CPU : target);
    }
    if (target != null) {
      throw new SpeakerbenchException("--passes: found --for " + target + " too, expected one");
    }
    return PassNames.parse(passes);
  }

  private static void print(Tuning tuning, int before, PrintWriter print) {
    int after = before;
    row(print, "pass", "places", "nodes");
    for (Tuning.Step step : tuning.steps()) {
      after = step.nodesAfter();
      row(print, step.pass().name(), "" + step.matches(), step.nodesBefore() + " -> " + after);
    }
    row(print, "all", "" + tuning.matches(), before + " -> " + after);
    for (Tuning.Step step : tuning.steps()) {
      print.println(
          step.matches() > 0
              ? step.pass().name() + ": " + step.pass().does()
              : step.pass().name() + ": nothing; not where " + step.pass().unless());
    }
  }

  private static void row(PrintWriter print, String pass, String places, String nodes) {
    print.printf(Locale.ROOT, "%-24s %6s  %s%n", pass, places, nodes);
  }

  private static String described(Pass pass) {
    return pass.name()
        + "\n  does: "
        + pass.does()
        + "\n  exact: "
        + pass.exact()
        + "\n  not where: "
        + pass.unless();
  }
}
