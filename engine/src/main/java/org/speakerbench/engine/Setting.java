package org.speakerbench.engine;

/**
 * What can be set so that something works that was refused. Messages name it as Java does; a
 * program whose users set it elsewhere, by an option of a command line for example, puts its own
 * name there: {@link SpeakerbenchException#message}.
 */
public enum Setting {
  /** Whether clips of other sample rates are taken. */
  RESAMPLING("FrameOptions.withResampling()"),
  /** What is taken of clips of several channels. */
  CHANNEL("ChannelChoice"),
  /** Threads inside one operator of a model. */
  INTRA_OP_THREADS("SessionSettings.intraOpThreads"),
  /** What a provider computes in. */
  COMPUTE_PRECISION("Provider.with(ComputePrecision)"),
  /** Clips of a list that are worked on at a time. */
  JOBS("ScpRun.jobs"),
  /** Whether commands of a list are run. */
  COMMANDS("ScpRun.allowCommands"),
  /** Whether a run goes on where an earlier one ended. */
  RESUME("ScpRun.resume"),
  /** The folder that the weights of embedded models are made in. */
  ZOO_FOLDER("new Zoo(Path)");

  private final String javaName;

  Setting(String javaName) {
    this.javaName = javaName;
  }

  /** What sets it in Java. */
  public String javaName() {
    return javaName;
  }
}
