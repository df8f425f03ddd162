package io.varcas.profiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelClassifierTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        turing_fp16_s1688gemm_fp16_128x128_ldg8_f2f_stages_32x1_tn | GEMM
        nvjet_hsh_128x256_64x4_2x1_v_bz_coopA_NNT | GEMM
        void marlin::Marlin<(vllm::ScalarTypeId)1125899906843648, 256, 1, 8, 8, 4, 4> | GEMM
        void vllm::awq::gemm_forward_4bit_cuda_m16nXk32<128> | GEMM
        void cublasLt::splitKreduce_kernel<32, 16, int, float> | GEMM
        Cijk_Alik_Bljk_BBS_BH_Bias_HA_S_SAV_UserArgs_MT256x256x64 | GEMM
        void wvSplitK_hf_sml_<__half, 32, 2, 16, 8, 2, 1> | GEMM
        aten::mm | GEMM
        aten::addmm | GEMM
        _C::onednn_mm | GEMM
        aten::linear | GEMM
        void flash::flash_fwd_splitkv_kernel<Flash_fwd_kernel_traits<128, 64>> | ATTENTION
        void flashinfer::BatchDecodeWithPagedKVCacheKernel | ATTENTION
        kernel_unified_attention_2d | ATTENTION
        _C::cpu_attention_with_kv_cache | ATTENTION
        void vllm::paged_attention_v2_kernel<unsigned short> | ATTENTION
        flash_fwd_mla_combine_kernel | ATTENTION
        fmhaSm100fKernel_QkvBfloat16OBfloat16H128 | ATTENTION
        fused_moe_kernel | MOE
        void vllm::moe::topkGatingSoftmax<4, 128> | MOE
        void vllm::moe::moe_align_block_size_kernel<int> | MOE
        ncclDevKernel_AllReduce_Sum_bf16_RING_LL | COMMUNICATION
        void vllm::cross_device_reduce_1stage<__nv_bfloat16, 2> | COMMUNICATION
        multimem_all_reduce_kernel | COMMUNICATION
        void vllm::reshape_and_cache_flash_kernel<unsigned short> | MEMORY
        _C::cpu_attn_reshape_and_cache | MEMORY
        Memcpy HtoD (Pinned -> Device) | MEMORY
        [CUDA memset] | MEMORY
        aten::copy_ | MEMORY
        void at::native::(anonymous namespace)::CatArrayBatchedCopy<float> | MEMORY
        void at::native::elementwise_kernel<128, 4, at::native::direct_copy_kernel_cuda> | MEMORY
        _C::rotary_embedding | OTHER
        void vllm::act_and_mul_kernel<c10::Half> | OTHER
        triton_red_fused__to_copy_add_mean_mul_pow_rsqrt_0 | OTHER
        void at::native::reduce_kernel<512, 1, at::native::ReduceOp> | OTHER
        aten::softmax | OTHER
        """)
    void knowsNamesOfCudaRocmAndCpu(String name, KernelClass expected) {
        assertThat(KernelClassifier.load().of(name)).isEqualTo(expected);
    }
}
