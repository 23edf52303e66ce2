package org.speakerbench.bench.cli;

import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.internal.Nearest;

/** Names of passes on the command line. */
final class PassNames {
  private PassNames() {}

  /**
   * The passes of some names, in the order in which they run, whatever that of the names is.
   *
   * @throws SpeakerbenchException if there is none of a name
   */
  static List<Pass> parse(List<String> names) {
    names.forEach(PassNames::requireKnown);
    return Passes.all().stream().filter(pass -> names.contains(pass.name())).toList();
  }

  private static void requireKnown(String name) {
    List<String> known = Passes.all().stream().map(Pass::name).toList();
    if (!known.contains(name)) {
      String meant =
          Nearest.of(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
      throw new SpeakerbenchException(
          "--passes: found " + name + meant + ", expected some of " + String.join(", ", known));
    }
  }
}
