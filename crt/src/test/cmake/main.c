/* Prints the first output of the network for an input of zeros, and the setting of the pool. */
#include <stdio.h>
#include <tvm/runtime/crt/aot_executor.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/platform.h>

int main(void) {
  const DLDevice cpu = {kDLCPU, 0};
  TVMModuleHandle module = NULL;
  TVMAotExecutor* executor = NULL;
  if (TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &module) != 0 ||
      TVMAotExecutor_Create(module, cpu, &executor, "tiny") != 0 ||
      TVMAotExecutor_Run(executor) != 0) {
    printf("%s\n", TVMGetLastError());
    return 1;
  }
  printf("%.1f %d\n", (double)*(float*)executor->args[1].dl_tensor.data, DEMITASSE_CRT_POOL_BYTES);
  return TVMAotExecutor_Release(executor, cpu);
}
