package org.speakerbench.bench;

/** Entry point of {@code benchmarks.jar}, which JMH users expect: the command {@code jmh}. */
final class JmhMain {
  private JmhMain() {}

  public static void main(String[] args) {
    String[] all = new String[args.length + 1];
    all[0] = "jmh";
    System.arraycopy(args, 0, all, 1, args.length);
    Speakerbench.main(all);
  }
}
