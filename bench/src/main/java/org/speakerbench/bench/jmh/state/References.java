package org.speakerbench.bench.jmh.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * The front end of a run, and what its answers are held against.
 *
 * @param frontEnd that of every clip
 * @param packs in the order in which they are asked; the last is the embedded one
 */
public record References(FbankOptions frontEnd, List<GoldenPack> packs) {

  public References {
    packs = List.copyOf(packs);
  }

  /** A clip of a pack. */
  record Found(GoldenPack pack, GoldenClip clip) {}

  /** The standard front end and the embedded pack. */
  public static References standard() {
    return OwnFiles.NONE.read();
  }

  /** The clip of this id. */
  Optional<GoldenClip> clip(String id) {
    return clips().map(Found::clip).filter(clip -> clip.id().equals(id)).findFirst();
  }

  /** All clips with exactly these samples. */
  List<Found> find(Waveform audio) {
    return clips().filter(found -> BenchClip.sameAudio(found.clip().waveform(), audio)).toList();
  }

  private Stream<Found> clips() {
    return packs.stream().flatMap(pack -> pack.clips().stream().map(clip -> new Found(pack, clip)));
  }

  /** Whether the features of a clip are those that this front end must give. */
  boolean isComparable(GoldenClip clip) {
    return clip.frontEnd().equals(frontEnd);
  }

  /**
   * What a model must give for one of these clips; empty if no pack says. The embedded pack knows
   * the zoo's weights only: a file has no reference in it whatever its name.
   */
  Optional<EndToEndReference> embedding(List<Found> clips, ModelRef model) {
    for (Found found : clips) {
      boolean own = found.pack() != packs.get(packs.size() - 1);
      if (isComparable(found.clip())
          && (own || model.isZoo())
          && found.pack().models().contains(model.name())) {
        found.pack().requireSameModel(model);
        Optional<EndToEndReference> reference =
            found.pack().endToEnd(found.clip().id(), model.name());
        if (reference.isPresent()) {
          return reference;
        }
      }
    }
    return Optional.empty();
  }
}
