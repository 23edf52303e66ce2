package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A model in a form that all runtimes compute right. */
@Command(
    name = "portable",
    description = {
      "Writes a model so that all releases of ONNX Runtime compute it right, in one file.",
      "CAM++'s pooling over segments, which many releases compute wrongly without an error, is"
          + " written in other operators; the answer is the same. It is run beside IN before OUT is"
          + " written."
    })
final class ModelsPortable implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = ModelWords.MODEL + ".")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The ONNX file to write.")
  private Path out;

  @Mixin ZooOption zooOption;
  @ParentCommand ModelsCommand parent;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RewrittenModel model =
        RewrittenModel.read(in, (zooOption.isGiven() ? zooOption : parent.zooOption).zoo(), out);
    int rewritten = Tuning.apply(model.model(), Passes.of(Target.PORTABLE)).matches();
    String check = model.write("portable");
    PrintWriter print = spec.commandLine().getOut();
    print.println("average poolings rewritten: " + rewritten);
    print.println(check);
    print.println(out);
    return RootCommand.OK;
  }
}
