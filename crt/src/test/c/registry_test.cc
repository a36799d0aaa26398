#include <doctest/doctest.h>
#include <tvm/runtime/crt/crt.h>

#include <cstring>
#include <string>

#include "tvmgen_many.h"
#include "tvmgen_tiny.h"

namespace {

const TVMFuncRegistry* joined() { return TVMSystemLibEntryPoint()->registry; }

int one(TVMValue*, int*, int, TVMValue*, int*, void*) { return 1; }

const TVMBackendPackedCFunc kOne[] = {one};

}  // namespace

TEST_CASE("a module has the functions of its network, in their order") {
  const TVMFuncRegistry* registry = tvmgen_tiny_module.registry;
  REQUIRE(TVMFuncRegistry_GetNumFuncs(registry) == 3);
  CHECK(TVMFuncRegistry_Get0thFunctionName(registry) == std::string("tvmgen_tiny_run"));
  CHECK((registry->funcs[0] == tvmgen_tiny_run));
  CHECK((registry->funcs[2] == tvmgen_tiny_scale));
}

TEST_CASE("names are a count in the byte order of the target, and texts with their NULs") {
  const std::string names =
      std::string("tvmgen_many_run") + '\0' + "tvmgen_many_get_c_metadata" + '\0' + '\0';
  const char* text = tvmgen_many_module.registry->names;
  uint16_t count;
  std::memcpy(&count, text, sizeof count);
  CHECK(count == 2);
  CHECK(std::string(text + 2, names.size()) == names);
}

TEST_CASE("the system library has the functions of all networks") {
  CHECK(TVMFuncRegistry_GetNumFuncs(joined()) == 5);
  for (const TVMModule* module : {&tvmgen_tiny_module, &tvmgen_many_module}) {
    const char* name = TVMFuncRegistry_Get0thFunctionName(module->registry);
    for (int i = 0; i < TVMFuncRegistry_GetNumFuncs(module->registry); i++) {
      tvm_function_index_t index = 999;
      TVMBackendPackedCFunc function = nullptr;
      REQUIRE(TVMFuncRegistry_Lookup(joined(), name, &index) == kTvmErrorNoError);
      REQUIRE(TVMFuncRegistry_GetByIndex(joined(), index, &function) == kTvmErrorNoError);
      CHECK((function == module->registry->funcs[i]));
      name += std::strlen(name) + 1;
    }
  }
}

TEST_CASE("what is not there is not found, and nothing is written") {
  tvm_function_index_t index = 999;
  for (const char* name : {"", "tvmgen_tiny", "tvmgen_tiny_runs", "tvmgen_tiny_ru", "un"}) {
    CHECK(TVMFuncRegistry_Lookup(joined(), name, &index) == kTvmErrorFunctionNameNotFound);
  }
  CHECK(index == 999);
  TVMBackendPackedCFunc function = one;
  CHECK(TVMFuncRegistry_GetByIndex(joined(), 5, &function) == kTvmErrorFunctionIndexInvalid);
  CHECK((function == one));
}

TEST_CASE("names may begin at an odd address, as in a string of TVM's") {
  char memory[16] = {0};
  uint16_t count = 1;
  std::memcpy(memory + 1, &count, sizeof count);
  std::memcpy(memory + 3, "one\0", 5);
  TVMFuncRegistry registry = {memory + 1, kOne};
  tvm_function_index_t index = 999;
  CHECK(TVMFuncRegistry_Lookup(&registry, "one", &index) == kTvmErrorNoError);
  CHECK(index == 0);
}

TEST_CASE("functions are found and called by handles") {
  TVMModuleHandle module = nullptr;
  TVMFunctionHandle function = nullptr;
  REQUIRE(TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &module) == 0);
  REQUIRE(TVMModGetFunction(module, "tvmgen_many_get_c_metadata", 0, &function) == 0);
  TVMValue value;
  int code = -1;
  REQUIRE(TVMFuncCall(function, nullptr, nullptr, 0, &value, &code) == 0);
  CHECK(code == kTVMOpaqueHandle);
  CHECK(static_cast<const TVMMetadata*>(value.v_handle)->mod_name == std::string("tvmgen_many"));
  CHECK(TVMFuncCall(function, nullptr, nullptr, 0, nullptr, nullptr) == 0);
  CHECK(TVMFuncFree(function) == 0);
  CHECK(TVMModFree(module) == 0);
}

TEST_CASE("the system library is found by its global name, as TVM's firmware does") {
  REQUIRE(TVMInitializeRuntime() == kTvmErrorNoError);
  TVMFunctionHandle function = nullptr;
  TVMValue value;
  int code = -1;
  REQUIRE(TVMFuncGetGlobal("runtime.SystemLib", &function) == 0);
  REQUIRE(TVMFuncCall(function, nullptr, nullptr, 0, &value, &code) == 0);
  REQUIRE(code == kTVMModuleHandle);
  CHECK(TVMModGetFunction(value.v_handle, "tvmgen_tiny_scale", 0, &function) == 0);
}

TEST_CASE("errors of handles have a code and a text") {
  int never = 0;
  TVMModuleHandle module = &never;
  TVMFunctionHandle function = &never;
  CHECK(TVMModCreateFromCModule(nullptr, &module) == kTvmErrorFunctionCallInvalidArg);
  CHECK(module == &never);
  CHECK(TVMFuncGetGlobal("runtime.Other", &function) == kTvmErrorFunctionNameNotFound);
  CHECK(function == nullptr);
  TVMAPISetLastError("");
  function = &never;
  REQUIRE(TVMModCreateFromCModule(TVMSystemLibEntryPoint(), &module) == 0);
  CHECK(TVMModGetFunction(module, "other", 0, &function) == kTvmErrorFunctionNameNotFound);
  CHECK(function == nullptr);
  CHECK(TVMGetLastError() == std::string("the module has no such function"));
  CHECK(TVMModGetFunction(nullptr, "other", 0, &function) == kTvmErrorFunctionCallInvalidArg);
  CHECK(TVMFuncCall(nullptr, nullptr, nullptr, 0, nullptr, nullptr) ==
        kTvmErrorFunctionCallInvalidArg);
}

TEST_CASE("a call without a result has the result null, and its status is passed on") {
  TVMValue value;
  value.v_int64 = -1;
  int code = -1;
  TVMFunctionHandle function = const_cast<TVMBackendPackedCFunc*>(kOne);
  CHECK(TVMFuncCall(function, nullptr, nullptr, 0, &value, &code) == 1);
  CHECK(code == kTVMNullptr);
  CHECK(value.v_handle == nullptr);
}

TEST_CASE("the text of an error is cut") {
  TVMAPISetLastError(std::string(1000, 'x').c_str());
  CHECK(TVMGetLastError() == std::string(127, 'x'));
  TVMAPISetLastError("short");
  CHECK(TVMGetLastError() == std::string("short"));
}

TEST_CASE("errors have TVM's numbers") {
  CHECK(kTvmErrorPlatformCheckFailure == 1280);
  CHECK(kTvmErrorPlatformNoMemory == 1283);
  CHECK(kTvmErrorPlatformStackAllocBadFree == 0x505);
  CHECK(kTvmErrorExecutorModuleNoSuchInput == 0x702);
  CHECK(kTvmErrorFunctionCallInvalidArg == 0x803);
  CHECK(kTvmErrorSystemErrorMask == INT32_MIN);
}
