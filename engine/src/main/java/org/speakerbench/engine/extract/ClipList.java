package org.speakerbench.engine.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Utterances in the order in which they are worked on. */
interface ClipList {

  /**
   * An utterance.
   *
   * @param at its place in the list, from 0
   * @param entry what says where the clip is: see {@link ClipEntry}
   * @param problem why it cannot be read, in words; null if nothing speaks against it yet
   */
  record Clip(int at, String id, String entry, String problem) {}

  int size();

  Clip get(int at);

  /** Ids and entries of a map, in its order. */
  static ClipList of(SortedMap<String, String> utterances) {
    List<Map.Entry<String, String>> clips = new ArrayList<>(utterances.entrySet());
    return new ClipList() {
      @Override
      public int size() {
        return clips.size();
      }

      @Override
      public Clip get(int at) {
        return new Clip(at, clips.get(at).getKey(), clips.get(at).getValue(), null);
      }
    };
  }
}
