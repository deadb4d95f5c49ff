package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.protocol.Role;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An automation that provisions users over a network that loses answers and repeats requests. */
@QuarkusTest
class ProvisioningTest {
    private static final int USERS = 60;

    /** Of the list, which then has several. */
    private static final int PAGE = 25;

    private static final int THREADS = 4;

    /** Each twentieth request is on its way twice at once, and the answer to each fifth is lost. */
    private static final int DOUBLED = 20;

    private static final int LOST = 5;

    private final String prefix = "staff-" + UUID.randomUUID() + "-";

    private TestClient client;
    private volatile String token;

    @BeforeEach
    void logIn() {
        client = TestClients.confidential().roles(Role.USER_ADMIN).create();
        token = OAuthApi.accessToken(client);
    }

    @Test
    void automationThatRetriesAndRepeatsFindsExactlyItsUsers() throws Exception {
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            sent.add(i);
            if (i % DOUBLED == 0) {
                sent.add(i);
            }
        }
        assertThat(idsOf(sent)).hasSize(USERS);

        List<Integer> again =
                IntStream.range(0, USERS).filter(i -> i % LOST == 0).boxed().toList();
        assertThat(idsOf(again)).hasSize(again.size());

        Set<String> found = new HashSet<>(list());
        assertThat(found).hasSize(USERS);
        assertThat(found).containsAll(idsOf(again));
    }

    /** The identifiers in the answers, each of which says that the user was made. */
    private Set<String> idsOf(List<Integer> numbers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Response>> requests = new ArrayList<>();
            numbers.forEach(number -> requests.add(() -> create(number)));
            Set<String> ids = new HashSet<>();
            for (Future<Response> answer : threads.invokeAll(requests)) {
                ids.add(answer.get().then().statusCode(201).extract().path("id"));
            }
            return ids;
        } finally {
            threads.shutdownNow();
        }
    }

    private Response create(int number) {
        return send(request -> request.header("Idempotency-Key", prefix + number)
                .contentType(ContentType.JSON)
                .body(Map.of("username", prefix + number, "password", TestUsers.PASSWORD))
                .post("/api/admin/users"));
    }

    /** As automations do: with the token it has, and when that is refused, with another. */
    private Response send(Function<RequestSpecification, Response> request) {
        String known = token;
        Response answer = request.apply(bearer(known));
        if (answer.statusCode() != 401) {
            return answer;
        }
        synchronized (this) {
            if (token.equals(known)) {
                token = OAuthApi.accessToken(client);
            }
        }
        return request.apply(bearer(token));
    }

    private List<String> list() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String from = cursor;
            Response page = send(request -> request.queryParam("q", prefix)
                    .queryParam("limit", PAGE)
                    .queryParam("cursor", from)
                    .get("/api/admin/users"));
            ids.addAll(page.then().statusCode(200).extract().path("items.id"));
            cursor = page.path("next");
        }
        return ids;
    }
}
