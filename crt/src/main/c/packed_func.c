#include <string.h>
#include <tvm/runtime/crt/packed_func.h>

#include "runtime.h"

TVMArgs TVMArgs_Create(TVMValue* values, uint32_t* tcodes, uint32_t values_count) {
  TVMArgs args;
  memset(&args, 0, sizeof args);
  if (values_count > TVM_CRT_MAX_ARGS) {
    TVMAPISetLastError("more arguments than TVM_CRT_MAX_ARGS");
    return args;
  }
  for (uint32_t i = 0; i < values_count; i++) {
    args.values[i] = values[i];
    args.tcodes[i] = (int)tcodes[i];
  }
  args.values_count = values_count;
  return args;
}

TVMModuleHandle TVMArgs_AsModuleHandle(const TVMArgs* args, size_t index) {
  bool is_module = index < args->values_count && args->tcodes[index] == kTVMModuleHandle;
  return is_module ? args->values[index].v_handle : NULL;
}

static void init(TVMPackedFunc* pf, const char* name, const TVMArgs* args) {
  memset(pf, 0, sizeof *pf);
  (void)strncpy(pf->name, name, sizeof pf->name - 1u);
  pf->Call = TVMPackedFunc_Call;
  pf->SetArgs = TVMPackedFunc_SetArgs;
  pf->args = *args;
}

int TVMPackedFunc_InitGlobalFunc(TVMPackedFunc* pf, const char* name, const TVMArgs* args) {
  init(pf, name, args);
  return TVMFuncGetGlobal(name, &pf->fexec);
}

int TVMPackedFunc_InitModuleFunc(TVMPackedFunc* pf, TVMModuleHandle module, const char* name,
                                 const TVMArgs* args) {
  init(pf, name, args);
  return TVMModGetFunction(module, name, 0, &pf->fexec);
}

int TVMPackedFunc_Call(TVMPackedFunc* pf) {
  pf->ret_value.values_count = 1u;
  return TVMFuncCall(pf->fexec, pf->args.values, pf->args.tcodes, (int)pf->args.values_count,
                     &pf->ret_value.values[0], &pf->ret_value.tcodes[0]);
}

void TVMPackedFunc_SetArgs(TVMPackedFunc* pf, const TVMArgs* args) { pf->args = *args; }
