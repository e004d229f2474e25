package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class CmsTest {
    private static final byte[] CONTENT = "{\"v\":1}".getBytes(UTF_8);

    private final TrustFixture fixture;
    private final Signer signer;

    CmsTest(SignatureSuite suite) {
        this.fixture = new TrustFixture(suite);
        this.signer = fixture.signer("张三", Usage.SIGNING);
    }

    @Test
    void returnsContentAndSignerOfAnAttachedSignature() {
        var signed = Cms.verify(Cms.sign(CONTENT, signer));
        assertArrayEquals(CONTENT, signed.content());
        assertEquals(signer.certificate(), signed.signer());
    }

    @Test
    void detachedSignatureFitsItsContentOnly() {
        var signature = Cms.signDetached(CONTENT, signer);
        assertEquals(signer.certificate(), Cms.verifyDetached(signature, CONTENT));
        assertRefused(() -> Cms.verifyDetached(signature, "{\"v\":2}".getBytes(UTF_8)));
    }

    @Test
    void doesNotTakeOneKindForTheOther() {
        assertRefused(() -> Cms.verify(Cms.signDetached(CONTENT, signer)));
        assertRefused(() -> Cms.verifyDetached(Cms.sign(CONTENT, signer), CONTENT));
    }

    @Test
    void everyChangedByteIsRefusedOrNamesAnotherCertificate() {
        var der = Cms.sign(CONTENT, signer);
        for (int i = 0; i < der.length; i++) {
            for (int bit : new int[] {0x01, 0x80}) {
                var changed = der.clone();
                changed[i] ^= (byte) bit;
                Cms.Signed signed;
                try {
                    signed = Cms.verify(changed);
                } catch (Problem refused) {
                    continue;
                }
                if (signed.signer().equals(signer.certificate())) {
                    fail("A flip of " + bit + " in byte " + i + " went unnoticed");
                }
            }
        }
    }

    @Test
    void refusesATailAndAnotherEncodingOfTheSameSignature() throws Exception {
        var der = Cms.sign(CONTENT, signer);
        assertRefused(() -> Cms.verify(Arrays.copyOf(der, der.length + 1)));
        assertRefused(() -> Cms.verify(new byte[0]));
        // The outermost length in its indefinite form, which ends in two zero bytes.
        var ber = new java.io.ByteArrayOutputStream();
        ber.write(new byte[] {0x30, (byte) 0x80});
        ber.write(der, 4, der.length - 4);
        ber.write(new byte[2]);
        assertRefused(() -> Cms.verify(ber.toByteArray()));
    }

    @Test
    void aSignerNeverPrintsItsKey() {
        assertFalse(signer.toString().contains("Private"));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable act) {
        assertEquals("record/signature", assertThrows(Problem.class, act).slug());
    }
}
