package dev.demitasse;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Places an {@linkplain Operator operator} on a device, or all operators that the methods of a
 * {@linkplain Network network}, or of a part of one, call. What stands nearest to the call counts:
 * the operator, then the part, then the network.
 *
 * <pre>{@code
 * @Operator
 * @External("acme_conv_s8")
 * @Device("npu")
 * public final class AcmeConv {
 *   // ...
 * }
 * }</pre>
 *
 * <p>The C brackets what runs on a device with functions that the firmware or a driver has, those
 * of TVM: {@code TVMDeviceNpuActivate} when a run begins, {@code TVMDeviceNpuOpen} and {@code
 * TVMDeviceNpuClose} around each call, {@code TVMDeviceNpuDeactivate} at the end. They are given a
 * pointer that the caller of the network brings in the struct of devices, and so are {@linkplain
 * External external kernels} on that device, behind their other parameters. On the JVM nothing of
 * it happens.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Device {

  /** Returns the name of the device: lower-case words with underscores between them. */
  String value();
}
