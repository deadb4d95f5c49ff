package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.callFrom;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statement 18: a stolen refresh token is of no use for long, however soon after its owner the thief presents it. */
@QuarkusTest
class StolenRefreshTokenTest {
    private static final String BROWSER = "Mozilla/5.0 (the owner's)";
    private static final String HOME = "127.0.0.1";

    /** Where refresh tokens are exchanged. */
    enum Endpoint {
        FIRST_PARTY {
            @Override
            Response refresh(RequestSpecification device, String token) {
                return device.contentType(ContentType.JSON)
                        .body(Map.of("refresh_token", token))
                        .post("/api/refresh");
            }
        },
        OAUTH {
            @Override
            Response refresh(RequestSpecification device, String token) {
                return device.contentType("application/x-www-form-urlencoded; charset=UTF-8")
                        .formParam("grant_type", "refresh_token")
                        .formParam("client_id", "signet")
                        .formParam("refresh_token", token)
                        .post(OAuthApi.TOKEN);
            }
        };

        abstract Response refresh(RequestSpecification device, String token);

        /** As the owner does, and as a thief who knows how the owner's browser calls itself. */
        Response refresh(String token) {
            return refresh(device(BROWSER, HOME), token);
        }
    }

    @Inject
    TestUsers users;

    @Inject
    AuditTally tally;

    @Inject
    MeterRegistry meters;

    private String subject;
    private Tokens first;

    @BeforeEach
    void aUserLogsIn() {
        String user = users.user(users.freshName()).create();
        subject = users.id(user);
        first = tokens(login(user, TestUsers.PASSWORD));
        tally.flush();
    }

    private static RequestSpecification device(String userAgent, String address) {
        return callFrom(address).header("User-Agent", userAgent);
    }

    private static void refused(Response answer) {
        answer.then().statusCode(oneOf(400, 401));
    }

    /** The session, with its access token. */
    private void ended(Endpoint endpoint, Tokens tokens, String reason) {
        refused(endpoint.refresh(tokens.refreshToken()));
        me(tokens.accessToken()).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
        assertThat(changes("session.reuse")).singleElement().satisfies(change -> assertThat(change)
                .containsEntry("reason", reason));
    }

    private List<Map<String, Object>> changes(String action) {
        tally.flush();
        return bearer(adminToken())
                .queryParam("target", subject)
                .queryParam("action", action)
                .get("/api/admin/audit-events")
                .then()
                .statusCode(200)
                .extract()
                .path("items.change");
    }

    private double repeats() {
        return meters.counter("signet.refreshes", "outcome", "repeat").count();
    }

    @ParameterizedTest
    @EnumSource
    void thiefWhoRepeatsEachRotationIsNoticedAtTheSecond(Endpoint endpoint) {
        double before = repeats();
        Tokens second = tokens(endpoint.refresh(first.refreshToken()));
        Tokens thief = tokens(endpoint.refresh(first.refreshToken()));
        assertThat(thief.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(changes("session.refresh-repeated")).hasSize(1);
        assertThat(repeats()).isEqualTo(before + 1);

        Tokens third = tokens(endpoint.refresh(second.refreshToken()));
        refused(endpoint.refresh(thief.refreshToken()));

        ended(endpoint, third, "repeated-again");
    }

    @ParameterizedTest
    @EnumSource
    void thiefWhoIsFirstEachTimeIsNoticedAtTheSecondRotation(Endpoint endpoint) {
        Tokens thief = tokens(endpoint.refresh(first.refreshToken()));
        Tokens owner = tokens(endpoint.refresh(first.refreshToken()));
        thief = tokens(endpoint.refresh(thief.refreshToken()));
        refused(endpoint.refresh(owner.refreshToken()));

        ended(endpoint, thief, "repeated-again");
    }

    @ParameterizedTest
    @EnumSource
    void thiefWhoLeavesARotationOutHoldsATokenWhoseSuccessorWasUsed(Endpoint endpoint) {
        Tokens second = tokens(endpoint.refresh(first.refreshToken()));
        Tokens thief = tokens(endpoint.refresh(first.refreshToken()));
        Tokens third = tokens(endpoint.refresh(second.refreshToken()));
        Tokens fourth = tokens(endpoint.refresh(third.refreshToken()));
        refused(endpoint.refresh(thief.refreshToken()));

        ended(endpoint, fourth, "successor-used");
    }

    @ParameterizedTest
    @EnumSource
    void thiefWhoseProgramCallsItselfOtherwiseIsNoticedAtOnce(Endpoint endpoint) {
        Tokens owner = tokens(endpoint.refresh(first.refreshToken()));
        refused(endpoint.refresh(device("curl/8.10", HOME), first.refreshToken()));

        ended(endpoint, owner, "other-user-agent");
        assertThat(changes("session.reuse").get(0))
                .containsEntry("userAgent", "curl/8.10")
                .containsEntry("rotatedBy", BROWSER);
    }

    @Test
    void ownerWhoComesAfterAThiefWithAnotherProgramEndsTheSession() {
        Tokens thief = tokens(Endpoint.FIRST_PARTY.refresh(device("curl/8.10", HOME), first.refreshToken()));
        refused(Endpoint.FIRST_PARTY.refresh(first.refreshToken()));

        ended(Endpoint.FIRST_PARTY, thief, "other-user-agent");
    }

    @ParameterizedTest
    @EnumSource
    void phoneThatLeavesItsNetworkGetsTheLostAnswerFromAnotherWhichIsNoted(Endpoint endpoint) {
        Tokens lost = tokens(endpoint.refresh(first.refreshToken()));
        Tokens again = tokens(endpoint.refresh(device(BROWSER, "127.9.0.1"), first.refreshToken()));
        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(changes("session.refresh-repeated")).singleElement().satisfies(change -> assertThat(change)
                .containsEntry("rotatedFrom", HOME));
        tokens(endpoint.refresh(again.refreshToken()));
    }

    @Test
    void clientThatLosesAnAnswerNowAndThenGoesOn() {
        String latest = first.refreshToken();
        for (int i = 0; i < 3; i++) {
            String lost = tokens(Endpoint.FIRST_PARTY.refresh(latest)).refreshToken();
            for (int again = 0; again < 3; again++) {
                assertThat(tokens(Endpoint.FIRST_PARTY.refresh(latest)).refreshToken())
                        .isEqualTo(lost);
            }
            latest = tokens(Endpoint.FIRST_PARTY.refresh(lost)).refreshToken();
        }
        assertThat(changes("session.reuse")).isEmpty();
    }

    @Test
    void whatIsRefusedForItsScopeCountsAsNoRepeat() {
        Tokens second = tokens(Endpoint.OAUTH.refresh(first.refreshToken()));
        refused(Endpoint.OAUTH.refresh(device(BROWSER, HOME).formParam("scope", "more"), first.refreshToken()));
        Tokens third = tokens(Endpoint.OAUTH.refresh(second.refreshToken()));
        assertThat(tokens(Endpoint.OAUTH.refresh(second.refreshToken())).refreshToken())
                .isEqualTo(third.refreshToken());
        assertThat(changes("session.refresh-repeated")).hasSize(1);
    }

    @Test
    void clientsThatDoNotSayWhatTheyAreAreAlikeAndUnlikeOthers() {
        String body = "{\"refresh_token\":\"" + first.refreshToken() + "\"}";
        assertThat(RawRequest.refreshing(body)).contains("200");
        assertThat(RawRequest.refreshing(body)).contains("200");
        assertThat(RawRequest.refreshing(body, "User-Agent: curl/8.10")).contains("401");
    }

    @Test
    void userAgentThatNoDatabaseCanHoldUsesNothingUp() {
        String body = "{\"refresh_token\":\"" + first.refreshToken() + "\"}";
        assertThat(RawRequest.refreshing(body, "User-Agent: a\0b")).contains("400");
        tokens(Endpoint.FIRST_PARTY.refresh(first.refreshToken()));
        assertThat(changes("session.refresh-repeated")).isEmpty();
    }
}
