package org.speakerbench.engine.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The state dict of a PyTorch file ({@code torch.save}, zip format). Values are read from the file
 * when they are asked for, until it is closed; not for several threads.
 */
public final class Checkpoint implements AutoCloseable {
  private final Archive archive;
  private final Map<String, StateTensor> tensors;

  private Checkpoint(Archive archive, Map<String, StateTensor> tensors) {
    this.archive = archive;
    this.tensors = tensors;
  }

  /**
   * Reads names, types and shapes.
   *
   * @throws SpeakerbenchException if it is no such file, is cut, or holds more than tensors,
   *     dictionaries, lists, numbers and texts
   */
  public static Checkpoint read(Path file) {
    Archive archive = Archive.open(file);
    try {
      PickleBytes pickle = new PickleBytes(file + ": data.pkl", archive.pickle());
      Object root = new PickleMachine(pickle, new Globals(archive)).run();
      return new Checkpoint(archive, StateDict.of(root, file));
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  public Path file() {
    return archive.file();
  }

  /**
   * All tensors by their names, in the order of the file. If all names begin with {@code module.},
   * as those of a parallel model do, it is left out.
   */
  public Map<String, StateTensor> tensors() {
    return tensors;
  }

  /** Closes the file. Closing twice does nothing. */
  @Override
  public void close() {
    archive.close();
  }
}
