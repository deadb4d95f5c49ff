package dev.signet.jwt.strength;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Private keys and secrets that are published as examples, by their RFC 7638 thumbprints. They are sound as numbers. People copy
 * them; no list of such keys is ever complete.
 */
final class ExampleKeys {
    private static final String JWT_IO = "jwt.io (jsonwebtoken/jsonwebtoken.github.io, src/editor/default-tokens.js)";

    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry("y_x3gCJnL6oKGBBIXScabduwxTVy2Wd2bzRVEUbdUzc", "RFC 7515, appendix A.1"),
            Map.entry("IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8", "RFC 7515, appendix A.2"),
            Map.entry("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", "RFC 7515, appendix A.3"),
            Map.entry("u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U", "RFC 7515, appendix A.4"),
            Map.entry("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", "RFC 7517, appendix A.2"),
            Map.entry("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "RFC 7517, appendix A.2"),
            Map.entry("dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M", "RFC 7520, section 3.2"),
            Map.entry("9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI", "RFC 7520, section 3.4"),
            Map.entry("RtoRur_1Dir5M4wuOfqNkDYOf9O_4RJ-aHkTA75RLA8", "RFC 7520, section 3.5"),
            Map.entry("DOvxvJiAdIqVWIkFt5hDtCunXLF0BV4-JGv4f-ALSm0", "RFC 6979, appendix A.2.5"),
            Map.entry("D8R4-FeTJfzuDUy8bZ0c4hcwpul-Q11gCPs3mw6-R9Q", "RFC 7517, appendix C.1"),
            Map.entry("FtIu-VbGrfe_KB6CH7GNwODB72MNxj_ml11dEvO-7kk", "RFC 8032, section 7.1"),
            Map.entry("FVV5umTuau890q59V-4Ga_R6qWb7ON_ivJc4EjvCwTM", "RFC 8032, section 7.1"),
            Map.entry("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "RFC 8037, appendix A.1"),
            Map.entry("Fa5JHFzFB8yHv0Dk3rGTgtCQPXPr3q8midyfylf8CUU", "RFC 9500, testRSA2048"),
            Map.entry("u88se-xodYvJqpVtfxKIhE6bv2S6Z9hy1ikqIcPciAE", "RFC 9500, testRSA4096"),
            Map.entry("LIstkoCvByn4jk8oZPvigQkzTzO9UwnGnE-VMlkZvYQ", "RFC 9500, testECCP256"),
            Map.entry("TLOWIUBG7ALE2U13WMeEAErmpD48gp8MllKbX_zBARE", "RFC 9500, testECCP384"),
            Map.entry("uG5zwmkbOsp4CWXAXpcCwS_BBebz0EP871Y1aRTdY9E", "RFC 9500, testECCP521"),
            Map.entry("oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY", JWT_IO), // RS256 to PS512
            Map.entry("19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8", JWT_IO), // ES256
            Map.entry("iTqXXI0zbAnJCKDaobfhkM1f-6rMSpTfyZMRp_2tKI8", JWT_IO), // ES384
            Map.entry("xZDfZpry4P9vZPZyG2fNBRj-7Lz5omVdm7tHoCgSNfY", JWT_IO), // ES512
            Map.entry("LXkAyqcFEoI5pkMzfWjsAWbChzHfxtqD4Te31pAwA1s", JWT_IO), // HS256
            Map.entry("Ms_j2vzAFNOrwb94le4wNiqMXglp4UyBvhTvbdY7a3g", JWT_IO), // HS384
            Map.entry("3Sh8jwxtGAUg1j6_4BIuuT-0fsyXeym9VQpxNRGTJFs", JWT_IO), // HS512
            // what a generator makes whose source of random numbers is all zeros
            Map.entry("xx0BcA-wMohw8atYDJOe6peGModklG2wRHBlXHMvl0M", "SEC 2, as the base point of P-256"),
            Map.entry("-W6Wzot_wuerYbKBVKfGEks3iY2EALna-hBqObnPuJE", "SEC 2, as the base point of P-384"),
            Map.entry("OeKGf9VndDjYwHKRd0dpgdELFndZEEkXwdriDA_fITE", "SEC 2, as the base point of P-521"),
            Map.entry("9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw", "many examples, as 32 bytes of zero"));

    private ExampleKeys() {}

    /**
     * Refuses those of the list.
     *
     * @throws UnsafeKeyException naming where the key is published
     */
    static void refuse(String thumbprint) {
        @Nullable String source = SOURCES.get(thumbprint);
        if (source != null) {
            throw new UnsafeKeyException(
                    "the secret part of the key is known to everybody: it is published in " + source);
        }
    }
}
