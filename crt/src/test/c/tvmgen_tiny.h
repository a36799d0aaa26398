/* A network by hand, as the generator writes them: y = a * x + b, a and b being constants. */
#ifndef TVMGEN_TINY_H_
#define TVMGEN_TINY_H_

#include <demitasse/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* x float32[2, 3], y float32[2, 3], workspace uint8[32]: bits of y are passed through it. */
int tvmgen_tiny_run(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                    int* out_ret_tcode, void* resource_handle);
int tvmgen_tiny_get_c_metadata(TVMValue* args, int* type_codes, int num_args,
                               TVMValue* out_ret_value, int* out_ret_tcode, void* resource_handle);
/* An operator: x int16[n], y int16[n], scale int64: y = x * scale, wrapped. */
int tvmgen_tiny_scale(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                      int* out_ret_tcode, void* resource_handle);

#define TVMGEN_TINY_FUNCTIONS(F)     \
  F(tvmgen_tiny_run)                 \
  F(tvmgen_tiny_get_c_metadata)      \
  F(tvmgen_tiny_scale)

extern const TVMModule tvmgen_tiny_module;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TVMGEN_TINY_H_ */
