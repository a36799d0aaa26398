/* A second network: more arguments than TVM's runtime takes, scalars, and no workspace. */
#ifndef TVMGEN_MANY_H_
#define TVMGEN_MANY_H_

#include <demitasse/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* x0 to x12 int64 scalars; sum int64 scalar, sign bool[1]: whether the sum is negative. */
int tvmgen_many_run(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                    int* out_ret_tcode, void* resource_handle);
int tvmgen_many_get_c_metadata(TVMValue* args, int* type_codes, int num_args,
                               TVMValue* out_ret_value, int* out_ret_tcode, void* resource_handle);

#define TVMGEN_MANY_FUNCTIONS(F) \
  F(tvmgen_many_run)             \
  F(tvmgen_many_get_c_metadata)

extern const TVMModule tvmgen_many_module;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVMGEN_MANY_H_ */
