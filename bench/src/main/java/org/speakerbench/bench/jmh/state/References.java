package org.speakerbench.bench.jmh.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * The front ends of a run, and what its answers are held against.
 *
 * @param own what says the front end of each model
 * @param fbank what FBank alone is timed with
 * @param packs in the order in which they are asked: the user's if there is one, then embedded ones
 */
public record References(OwnFiles own, FbankOptions fbank, List<GoldenPack> packs) {

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

  /** Whether the features of a clip are those that FBank alone must give. */
  boolean hasFeatures(GoldenClip clip) {
    return clip.frontEnd().equals(fbank);
  }

  /** A pack of the user's goes by names, an embedded one knows a file by its bytes. */
  private boolean knows(GoldenPack pack, ModelRef model) {
    boolean brought = own.golden() != null && pack == packs.get(0);
    return pack.models().contains(model.name())
        && (brought || model.isZoo() || pack.hasSameModel(model));
  }

  /** Whether the embeddings of a clip are those that a model's front end must give. */
  boolean isComparable(GoldenClip clip, ModelRef model) {
    FrontEnd frontEnd = own.frontEnd(model.spec());
    return clip.frontEnd().equals(frontEnd.fbank()) && clip.mean() == frontEnd.mean();
  }

  /**
   * What a model must give for one of these clips; empty if no pack says. An embedded pack has no
   * reference of another file than its own, whatever its name.
   *
   * @throws SpeakerbenchException if the user's pack was made with another model of that name
   */
  Optional<EndToEndReference> embedding(List<Found> clips, ModelRef model) {
    for (Found found : clips) {
      if (knows(found.pack(), model) && isComparable(found.clip(), model)) {
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
