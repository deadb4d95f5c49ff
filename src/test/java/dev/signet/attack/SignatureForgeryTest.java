package dev.signet.attack;

import io.quarkus.test.junit.QuarkusTest;

/** Statement 4: no signature but a right one of the right form counts, and revocation does not hang on its bytes. */
@QuarkusTest
class SignatureForgeryTest extends SignatureForgeries {}
