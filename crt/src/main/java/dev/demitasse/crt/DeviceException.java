package dev.demitasse.crt;

import java.io.IOException;

/** An error that the device reports, or an answer that cannot be understood. */
public class DeviceException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  DeviceException(String message) {
    super(message);
    status = 0;
  }

  DeviceException(String what, int status, String text) {
    super(
        what
            + ": "
            + (text.isEmpty() ? "" : text + " ")
            + (status < 0
                ? "(status " + status + ")"
                : "(error 0x" + Integer.toHexString(status) + ")"));
    this.status = status;
  }

  /**
   * Returns what the device returned: negative, a {@code demitasse_status} from the function;
   * positive, a {@code tvm_crt_error_t} from the runtime; 0, if the device did not answer or its
   * answer was not understood.
   */
  public int status() {
    return status;
  }
}
