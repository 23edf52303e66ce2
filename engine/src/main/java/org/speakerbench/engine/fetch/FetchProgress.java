package org.speakerbench.engine.fetch;

/** Told how a download goes. */
public interface FetchProgress {
  /** Says nothing. */
  FetchProgress SILENT =
      new FetchProgress() {
        @Override
        public void at(long bytes, long total) {}

        @Override
        public void note(String sentence) {}
      };

  /**
   * So much is there.
   *
   * @param total -1 if the server does not say
   */
  void at(long bytes, long total);

  /** Something that the user had better know. */
  void note(String sentence);
}
