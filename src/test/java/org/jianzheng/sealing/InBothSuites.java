package org.jianzheng.sealing;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** All tests of the class run with P-256, SHA-256, AES and with SM2, SM3, SM4; its constructor takes the {@link Suite}. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@ValueSource(strings = {"p256", "sm2"})
@interface InBothSuites {}
