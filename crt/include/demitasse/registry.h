/**
 * \file demitasse/registry.h
 * \brief Tables of the image's packed functions, of one network or of several. Tier 3.
 *
 * Generated code describes the packed functions of a network in its header, as a list:
 *
 *     int tvmgen_digits_run(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
 *                           int* out_ret_tcode, void* resource_handle);
 *     int tvmgen_digits_get_c_metadata(...the same...);
 *     #define TVMGEN_DIGITS_FUNCTIONS(F) \
 *       F(tvmgen_digits_run)             \
 *       F(tvmgen_digits_get_c_metadata)
 *     extern const TVMModule tvmgen_digits_module;
 *
 * and its source makes the network's module of it:
 *
 *     DEMITASSE_MODULE(tvmgen_digits, TVMGEN_DIGITS_FUNCTIONS);
 *
 * Firmware with several networks joins their lists and has one table, which TVM's own functions
 * could read, too:
 *
 *     #define FUNCTIONS(F) TVMGEN_DIGITS_FUNCTIONS(F) TVMGEN_KEYWORDS_FUNCTIONS(F)
 *     DEMITASSE_SYSTEM_LIB(FUNCTIONS);
 *
 * All of it is const and laid out by the compiler for the target, the number of names in the
 * target's byte order. Two functions of one name are a compile error. C99 and C++17.
 */
#ifndef DEMITASSE_REGISTRY_H_
#define DEMITASSE_REGISTRY_H_

#include <demitasse/abi.h>
#include <tvm/runtime/crt/func_registry.h>
#include <tvm/runtime/crt/module.h>

#ifdef __cplusplus
#define DEMITASSE_EXTERN_C extern "C"
#else
#define DEMITASSE_EXTERN_C extern
#endif

#define DEMITASSE_COUNT_ONE(function) +1
#define DEMITASSE_NAME_MEMBER(function) char function[sizeof(#function)];
#define DEMITASSE_NAME_TEXT(function) #function,
#define DEMITASSE_FUNCTION_POINTER(function) function,

/**
 * \brief Defines `const TVMModule <prefix>_module` with the functions of a list, which are declared
 * already and have the type that TVMBackendPackedCFunc points to. Ends with a semicolon of yours.
 *
 * \param FUNCTIONS the name of a macro that applies its parameter to at least one function.
 */
#define DEMITASSE_MODULE(prefix, FUNCTIONS)                                                      \
  static const struct {                                                                          \
    uint16_t count;                                                                              \
    FUNCTIONS(DEMITASSE_NAME_MEMBER) char end;                                                   \
  } prefix##_names = {(uint16_t)(FUNCTIONS(DEMITASSE_COUNT_ONE)),                                \
                      FUNCTIONS(DEMITASSE_NAME_TEXT) '\0'};                                      \
  static const TVMBackendPackedCFunc prefix##_funcs[] = {FUNCTIONS(DEMITASSE_FUNCTION_POINTER)}; \
  DEMITASSE_ASSERT(prefix##_has_too_many_functions,                                              \
                   sizeof(prefix##_funcs) / sizeof(prefix##_funcs[0]) <= UINT16_MAX);            \
  static const TVMFuncRegistry prefix##_registry = {(const char*)&prefix##_names,                \
                                                    prefix##_funcs};                             \
  DEMITASSE_EXTERN_C const TVMModule prefix##_module;                                            \
  const TVMModule prefix##_module = {&prefix##_registry}

/**
 * \brief Defines TVMSystemLibEntryPoint over the functions of a list. Once in an image, in firmware
 * or, if asked for, in the generated code of its only network. Ends with a semicolon of yours.
 */
#define DEMITASSE_SYSTEM_LIB(FUNCTIONS)                                                  \
  DEMITASSE_EXTERN_C const TVMModule demitasse_system_lib_module;                        \
  const TVMModule* TVMSystemLibEntryPoint(void) { return &demitasse_system_lib_module; } \
  DEMITASSE_MODULE(demitasse_system_lib, FUNCTIONS)

#endif /* DEMITASSE_REGISTRY_H_ */
