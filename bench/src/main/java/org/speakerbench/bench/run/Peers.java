package org.speakerbench.bench.run;

import java.util.List;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.external.ExternalProgram;
import org.speakerbench.bench.measure.BaseJar;
import org.speakerbench.bench.measure.Programs;

/**
 * What is measured beside this program, in the same run.
 *
 * @param base another version of it; null for none
 * @param gate how much slower than the base is too slow; null for none
 * @param outside outside programs
 */
public record Peers(BaseJar base, Gate gate, List<ExternalProgram> outside) {
  /** Nothing else. */
  public static final Peers NONE = new Peers(null, null, List.of());

  public Peers {
    outside = List.copyOf(outside);
  }

  /** Their names, for the plan. */
  public Programs programs() {
    return new Programs(base != null, outside.stream().map(ExternalProgram::name).toList());
  }
}
