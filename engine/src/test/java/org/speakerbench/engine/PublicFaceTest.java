package org.speakerbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users see: nothing of it names a type of a package that is not for them. */
class PublicFaceTest {
  private static final String INTERNAL = ".internal.";

  @Test
  void namesNoInternalType() throws Exception {
    List<Class<?>> types = publicTypes();
    assertThat(types).hasSizeGreaterThan(20).contains(SpeakerbenchException.class);
    List<String> found = new ArrayList<>();
    for (Class<?> type : types) {
      for (Field field : type.getDeclaredFields()) {
        check(field.getModifiers(), field.toGenericString(), found);
      }
      for (Executable constructor : type.getDeclaredConstructors()) {
        check(constructor.getModifiers(), constructor.toGenericString(), found);
      }
      for (Executable method : type.getDeclaredMethods()) {
        check(method.getModifiers(), method.toGenericString(), found);
      }
      Stream.concat(
              Stream.ofNullable(type.getGenericSuperclass()),
              Arrays.stream(type.getGenericInterfaces()))
          .forEach(parent -> check(Modifier.PUBLIC, type + " is a " + parent, found));
    }
    assertThat(found).isEmpty();
  }

  private static void check(int modifiers, String declaration, List<String> found) {
    if ((modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        && declaration.contains(INTERNAL)) {
      found.add(declaration);
    }
  }

  /** Nested ones included. */
  private static List<Class<?>> publicTypes() throws Exception {
    Path classes =
        Path.of(
            SpeakerbenchException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    List<Class<?>> types = new ArrayList<>();
    for (String name : names(classes)) {
      if (!name.contains(INTERNAL) && !name.endsWith("-info")) {
        Class<?> type = Class.forName(name, false, PublicFaceTest.class.getClassLoader());
        if (Modifier.isPublic(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    return types;
  }

  private static List<String> names(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.replace(File.separatorChar, '.').replaceFirst("\\.class$", ""))
          .toList();
    }
  }
}
