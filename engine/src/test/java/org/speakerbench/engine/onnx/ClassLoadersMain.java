package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.speakerbench.engine.fbank.Features;

/**
 * Embeds in three class loaders of one JVM at once, as a server with plug-ins does, then uses plain
 * ONNX Runtime in a fourth, and prints what each says. Argument: a model of four bins.
 */
public final class ClassLoadersMain {
  private ClassLoadersMain() {}

  public static void main(String[] args) throws Exception {
    Callable<Object> embedding = () -> sayInNewLoader(Embedding.class, args[0]);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<Object>> all = pool.invokeAll(Collections.nCopies(3, embedding));
    pool.shutdown();
    for (Future<Object> said : all) {
      System.out.println(said.get());
    }
    System.out.println(sayInNewLoader(PlainRuntime.class, args[0]));
  }

  /** The loader is never closed: ONNX Runtime lives until the process ends. */
  private static Object sayInNewLoader(Class<?> type, String model)
      throws MalformedURLException, ReflectiveOperationException {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    return loader.loadClass(type.getName()).getMethod("say", String.class).invoke(null, model);
  }

  /** What a plug-in with the engine does. */
  public static final class Embedding {
    private Embedding() {}

    public static String say(String model) {
      try (EmbeddingModel opened = EmbeddingModel.open(Path.of(model))) {
        float[] embedding = opened.embed(new Features(2, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7}));
        return List.of(embedding[0], embedding[1], embedding[2], embedding[3]).toString();
      }
    }
  }

  /** What a plug-in without it does. */
  public static final class PlainRuntime {
    private PlainRuntime() {}

    public static String say(String model) throws Exception {
      try (var session = OrtEnvironment.getEnvironment().createSession(model)) {
        return session.getOutputNames().size() + " output";
      }
    }
  }
}
