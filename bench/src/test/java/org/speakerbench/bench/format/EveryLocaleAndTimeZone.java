package org.speakerbench.bench.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that gets locales and time zones in which formats are known to go wrong. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@CsvSource({
  "en-US, UTC",
  "de-DE, Europe/Berlin",
  "fr-FR, America/St_Johns",
  "ar-EG-u-nu-arab, Asia/Kolkata",
  "tr-TR, Pacific/Kiritimati",
  "hi-IN-u-nu-deva, Pacific/Pago_Pago",
  "th-TH-u-ca-buddhist-nu-thai, Asia/Bangkok"
})
@interface EveryLocaleAndTimeZone {}
