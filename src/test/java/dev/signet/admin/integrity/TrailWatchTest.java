package dev.signet.admin.integrity;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.key.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator puts the tables of the trail back to how they were: what is left is in itself what was written. */
@QuarkusTest
@NullUnmarked
class TrailWatchTest {
    private static final String ADDRESS = "/api/admin/audit-events/verification";

    @Inject
    Keys keys;

    @Inject
    TokenForge forge;

    @Inject
    AuditLog audit;

    @Inject
    AuditMac mac;

    @Inject
    MutableClock clock;

    @Inject
    ChainWriter chain;

    @Inject
    Sql sql;

    @Inject
    Sealing sealing;

    @Inject
    MeterRegistry meters;

    @Inject
    Tampering database;

    @TestHTTPResource(value = "/health/well", management = true)
    URI well;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    private final String target = "watch-" + UUID.randomUUID();

    @BeforeEach
    void aTrailOfWhichThereIsACopy() {
        // so that no step of a key that is due comes between
        keys.refresh();
        database.shorten();
        report();
        sealing.run();
        database.remember();
    }

    @AfterEach
    void asItWas() {
        database.undo();
    }

    private void report() {
        QuarkusTransaction.requiringNew().run(() -> audit.record("test.report", target, Outcome.SUCCESS, Map.of()));
    }

    private Response verification() {
        return bearer(forge.with(claims -> claims.put("groups", List.of("auditor"))))
                .get(ADDRESS);
    }

    private Response verification(String head) {
        return bearer(forge.with(claims -> claims.put("groups", List.of("auditor"))))
                .queryParam("head", head)
                .get(ADDRESS);
    }

    private Response acknowledge(String cut) {
        return bearer(adminToken()).post(ADDRESS + "/cuts/" + cut + "/acknowledge");
    }

    /** The head of the trail with one event more than in the copy. */
    private String headOfOneMore() {
        report();
        sealing.run();
        return head(verification());
    }

    private static String head(Response verification) {
        verification.then().statusCode(200).body("verified", equalTo(true)).body("cut", nullValue());
        return verification.path("head.seal") + ":" + verification.path("head.hash");
    }

    private double gauge() {
        return meters.get("signet.audit.cut").gauge().value();
    }

    @Test
    void trailThatWasPutBackIsNotVerifiedUntilAnAdministratorHasLookedIntoIt() {
        int before = Integer.parseInt(head(verification()).split(":")[0]);
        String lost = headOfOneMore();
        database.putBack();

        for (int i = 0; i < 2; i++) {
            verification()
                    .then()
                    .statusCode(200)
                    .body("verified", equalTo(false))
                    .body("firstBroken", nullValue())
                    .body("reason", containsString("reached seal " + lost.split(":")[0]))
                    .body("cut.seen.hash", equalTo(lost.split(":")[1]))
                    .body("cut.found.seal", equalTo(before));
            // and goes on to be false when the trail is longer again than it ever was
            report();
            report();
            sealing.run();
        }
        assertThat(gauge()).isEqualTo(1);
        given().get(well).then().statusCode(503).body(containsString(lost));
        given().get(ready).then().statusCode(200);

        String cut = verification().path("cut.id");
        acknowledge(UUID.randomUUID().toString()).then().statusCode(404);
        verification().then().body("verified", equalTo(false));
        acknowledge(cut).then().statusCode(204);
        acknowledge(cut).then().statusCode(204);
        verification().then().body("verified", equalTo(true)).body("cut", nullValue());
        assertThat(gauge()).isZero();
        given().get(well).then().statusCode(200);
        assertThat(events("audit.cut", cut)).isEqualTo("1");
        assertThat(events("audit.acknowledge", cut)).isEqualTo("1");
    }

    private String events(String action, String about) {
        return database.query("select count(*) from audit_event where action = ? and target = ?", action, about);
    }

    /** Also if the trail was longer again than before when the replica looked. */
    @Test
    void trailThatWentOnDifferentlyIsNoLongerTheOne() {
        TrailWatch away = replica();
        away.look();
        headOfOneMore();
        away.look();
        database.putBack();
        report();
        report();
        seal();
        away.look();
        assertThat(away.cut()).isPresent();
    }

    /** By a replica that has seen nothing before. */
    private void seal() {
        new Sealing(
                        chain,
                        replica(),
                        sql,
                        new AuditIntegrityTest.Settings(Duration.ofHours(1), Optional.empty()),
                        new SimpleMeterRegistry())
                .run();
    }

    private TrailWatch replica() {
        return new TrailWatch(sql, audit, mac, clock, new SimpleMeterRegistry());
    }

    @Test
    void whatOneReplicaNoticedAllTellUntilOneIsToldOtherwise() throws Exception {
        TrailWatch one = replica();
        TrailWatch another = replica();
        headOfOneMore();
        one.look();
        database.putBack();
        another.look();
        assertThat(another.cut()).isEmpty();
        one.look();
        another.look();
        assertThat(another.cut()).isPresent().isEqualTo(one.cut());

        // the owner of the database removes what was noticed, or says that it was acknowledged
        for (String lie : List.of("delete from audit_cut", "update audit_cut set acknowledged = true")) {
            database.execute(lie);
            another.look();
            one.look();
            assertThat(another.cut()).isPresent().isEqualTo(one.cut());
            assertThat(database.query("select count(*) from audit_cut where not acknowledged"))
                    .isEqualTo("1");
        }

        QuarkusTransaction.requiringNew()
                .run(() -> another.acknowledge(another.cut().orElseThrow().id()));
        one.look();
        assertThat(one.cut()).isEmpty();
    }

    @Test
    void whatRetentionLetsGoIsNotCut() {
        TrailWatch slow = replica();
        slow.look();
        headOfOneMore();
        var later = java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofDays(99_999));
        Retention retention = new Retention(
                sql,
                audit,
                mac,
                new AuditIntegrityTest.Settings(Duration.ofHours(1), Optional.of(Duration.ofDays(1))),
                later);
        QuarkusTransaction.requiringNew().call(() -> retention.remove(1_000_000));
        slow.look();
        assertThat(slow.cut()).isEmpty();
    }

    /** It works with a replica that was started later, too. */
    @Test
    void headThatWasKeptElsewhereShowsThatTheTrailWasCut() {
        String kept = headOfOneMore();
        verification(kept).then().statusCode(200).body("verified", equalTo(true));
        report();
        sealing.run();
        verification(kept).then().statusCode(200).body("verified", equalTo(true));
        database.undo();
        database.remember();
        assertThat(head(verification())).isNotEqualTo(kept);
        verification(kept)
                .then()
                .statusCode(200)
                .body("verified", equalTo(false))
                .body("firstBroken", nullValue())
                .body("reason", containsString("does not go on from the head " + kept));
        String other = kept.split(":")[0] + ":" + "0".repeat(64);
        verification(other).then().statusCode(200).body("verified", equalTo(false));
        assertThat(gauge()).isZero();
        verification("").then().statusCode(200).body("verified", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x", "1:", "-1:0", "1:00", "9999999999999999999999:00"})
    void whatIsNoHeadIsRefused(String head) {
        verification(head).then().statusCode(400).body("violations[0].field", equalTo("head"));
    }

    @Test
    void headBeforeTheOldestEventThatIsKeptIsRefused() {
        ChainHead start = QuarkusTransaction.requiringNew()
                .call(() -> sql.of(ChainTable.class).ends().orElseThrow().start());
        String kept = start.number() + ":" + start.hash();
        long first = start.number() + 1;
        verification(kept).then().statusCode(200).body("verified", equalTo(true));
        database.execute(
                "delete from audit_event where id in (select event_id from audit_seal where number = ?)", first);
        QuarkusTransaction.requiringNew().run(() -> {
            ChainTable table = sql.of(ChainTable.class);
            Seal seal = table.after(start.number(), 1).get(0).seal();
            table.save(table.ends().orElseThrow().startingAfter(new ChainHead(seal.number(), seal.hash()), mac));
        });
        verification(kept)
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("follows seal " + first + ": give a later one"));
    }
}
