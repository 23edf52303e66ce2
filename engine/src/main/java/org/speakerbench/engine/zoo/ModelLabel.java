package org.speakerbench.engine.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

/**
 * What reports call a model and the way that it is run: {@code campplus}, {@code campplus (tuned)},
 * {@code campplus (openvino bf16)}, {@code campplus (tuned, openvino bf16)}.
 *
 * @param model its name
 * @param graph which graph of it
 * @param provider {@link Provider#label()} of where it is computed
 */
public record ModelLabel(String model, GraphForm graph, String provider) {
  private static final Pattern MARKED = Pattern.compile("(.*) \\(([^()]+)\\)", Pattern.DOTALL);

  /** Reads such a name; one without a mark is that of the official graph on the CPU provider. */
  public static ModelLabel parse(String label) {
    Matcher marked = MARKED.matcher(label);
    if (!marked.matches()) {
      return new ModelLabel(label, GraphForm.OFFICIAL, Provider.CPU.label());
    }
    List<String> marks = new ArrayList<>(Arrays.asList(marked.group(2).split(", ")));
    boolean tuned = marks.remove(GraphForm.TUNED.toString());
    if (marks.size() > 1 || !marks.stream().allMatch(Provider::isLabel)) {
      return new ModelLabel(label, GraphForm.OFFICIAL, Provider.CPU.label());
    }
    return new ModelLabel(
        marked.group(1),
        tuned ? GraphForm.TUNED : GraphForm.OFFICIAL,
        marks.isEmpty() ? Provider.CPU.label() : marks.get(0));
  }

  /** Name of the provider alone, {@code cpu} or {@code openvino}. */
  public String providerName() {
    return provider.split(" ", 2)[0];
  }

  /** What the provider computes in: {@code f32} where it has one precision. */
  public String precision() {
    String[] words = provider.split(" ", 2);
    return words.length > 1 ? words[1] : ComputePrecision.F32.toString();
  }

  /** The same way to run another model, or one under another name. */
  public ModelLabel withModel(String other) {
    return new ModelLabel(other, graph, provider);
  }

  @Override
  public String toString() {
    List<String> marks = new ArrayList<>();
    if (graph == GraphForm.TUNED) {
      marks.add(graph.toString());
    }
    if (!provider.equals(Provider.CPU.label())) {
      marks.add(provider);
    }
    return marks.isEmpty() ? model : model + " (" + String.join(", ", marks) + ")";
  }
}
