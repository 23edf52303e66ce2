package org.speakerbench.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Option;

/** {@code --of}, for commands with a row for each model. */
final class FormOption {
  private static final String NAME = "--of";

  @Option(
      names = NAME,
      paramLabel = "FORM=MODEL,...",
      split = ",",
      description =
          "FORM is another form of MODEL, in int8 or fp16 for instance; both are names of --models."
              + " It is computed by the CPU provider; its speed, its embeddings and its error rate are held against those of MODEL, in"
              + " one table with it.")
  private List<String> forms = List.of();

  /**
   * The models, of which some are forms of others.
   *
   * @throws SpeakerbenchException if one that is named is not there
   */
  List<ModelRef> with(List<ModelRef> models) {
    List<ModelRef> all = new ArrayList<>(models);
    for (String pair : forms) {
      String[] names = pair.split("=", -1);
      if (names.length != 2 || names[0].equals(names[1])) {
        throw new SpeakerbenchException(
            NAME + ": found " + pair + ", expected FORM=MODEL, two names of --models");
      }
      ModelRef form = find(models, names[0]);
      if (form.isZoo()) {
        throw new SpeakerbenchException(
            NAME + " " + pair + ": found a model of the zoo as the form, expected a file");
      }
      all.set(models.indexOf(form), form.asFormOf(find(models, names[1])));
    }
    return all;
  }

  private static ModelRef find(List<ModelRef> models, String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    NAME
                        + ": found "
                        + name
                        + ", expected one of --models: "
                        + String.join(", ", models.stream().map(ModelRef::name).toList())));
  }
}
