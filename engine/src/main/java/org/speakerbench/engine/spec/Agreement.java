package org.speakerbench.engine.spec;

import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** Whether another front end is the one that a model says. */
final class Agreement {
  private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);

  private final ModelSpec spec;
  private final String whose;

  /**
   * @param whose what messages call the other front end
   */
  Agreement(ModelSpec spec, String whose) {
    this.spec = spec;
    this.whose = whose;
  }

  /**
   * Compares the options of FBank.
   *
   * @throws SpeakerbenchException if the model states another one; of what only names tell, the log
   */
  void requireOptions(FbankOptions other) {
    first(other, Source::states).ifPresent(this::refuse);
    first(other, source -> source.kind() == Source.Kind.NAMES)
        .ifPresent(difference -> LOG.warn("{}", difference));
  }

  /**
   * Compares the options of FBank with what sidecar and metadata say.
   *
   * @throws SpeakerbenchException if one of them says another
   */
  void requireStated(FbankOptions other) {
    first(other, source -> source.states() && source.kind() != Source.Kind.SHAPE)
        .ifPresent(this::refuse);
  }

  /**
   * Compares everything.
   *
   * @throws SpeakerbenchException if the model is run by another one unless it is told otherwise
   */
  void require(FrontEnd other) {
    first(other.fbank(), source -> true).ifPresent(this::refuse);
    if (other.mean() != spec.frontEnd().mean()) {
      refuse(text(SpecKey.MEAN_NORMALIZATION, other.mean(), spec.frontEnd().mean()));
    }
  }

  private Optional<String> first(FbankOptions other, Predicate<Source> from) {
    for (FbankKey key : FbankKey.values()) {
      Object found = key.value(other);
      Object own = key.value(spec.frontEnd().fbank());
      if (!found.equals(own) && from.test(spec.source(key.key()))) {
        return Optional.of(text(key.key(), found, own));
      }
    }
    return Optional.empty();
  }

  private String text(String key, Object found, Object own) {
    Source source = spec.source(key);
    return whose
        + ": "
        + key
        + " is "
        + found
        + ", expected "
        + own
        + " for model "
        + spec.name()
        + " ("
        + source
        + (source == Source.NOTHING ? ", so that is what it is run with" : "")
        + ")"
        + (spec.kind() == ModelKind.FILE && source.kind() != Source.Kind.SHAPE
            ? "; if it takes the other, say so in a file MODEL" + Sidecar.SUFFIX + " beside it"
            : "");
  }

  private void refuse(String difference) {
    throw new SpeakerbenchException(difference);
  }
}
