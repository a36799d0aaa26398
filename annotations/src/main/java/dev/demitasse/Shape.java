package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the shape of a tensor where Java alone does not tell it: of each input of a {@link
 * Network}, also in a record, and, as a check, of a {@link Weight} or {@link State}.
 *
 * <pre>{@code
 * @Weight @Shape({10, 64}) F32 kernel;
 *
 * public F32 classify(@Shape({1, 8, 8, 1}) F32 image) { ... }
 * }</pre>
 *
 * <p>Shapes are fixed at build time, the batch included. An empty shape is that of a scalar.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Shape {

  /** Returns the extents of all axes, the outermost first. */
  int[] value();
}
