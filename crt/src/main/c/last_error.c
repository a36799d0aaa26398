#include <crt_config.h>
#include <string.h>
#include <tvm/runtime/c_runtime_api.h>

#ifndef DEMITASSE_CRT_LAST_ERROR_BYTES
#define DEMITASSE_CRT_LAST_ERROR_BYTES 128
#endif

/* The one mutable object of the runtime. Its last byte stays 0, whoever writes to the others. */
static char last_error[DEMITASSE_CRT_LAST_ERROR_BYTES];

void TVMAPISetLastError(const char* msg) {
  (void)strncpy(last_error, msg, sizeof last_error - 1u);
}

const char* TVMGetLastError(void) { return last_error; }
