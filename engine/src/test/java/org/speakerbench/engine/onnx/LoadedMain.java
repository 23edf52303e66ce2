package org.speakerbench.engine.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads ONNX Runtime and prints its version, our property and the libraries that are mapped. */
final class LoadedMain {
  private LoadedMain() {}

  public static void main(String[] args) throws IOException {
    System.out.println(OnnxRuntime.version());
    System.out.println(System.getProperty(NativePath.PROPERTY));
    List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
    maps.stream()
        .filter(line -> line.contains("/libonnxruntime"))
        .map(line -> line.substring(line.indexOf('/')))
        .distinct()
        .sorted()
        .forEach(System.out::println);
  }
}
