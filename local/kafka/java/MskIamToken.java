import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * The broker's side of MSK's IAM authentication: accepts what the MSK IAM signer makes, the base64url of a presigned
 * URL for kafka-cluster:Connect. Form, action, region and time are checked; the signature is not, since nobody here
 * knows a secret.
 *
 * All functions share one access key; a role is told by its session token, role-NAME, which is the principal's name.
 * Without a session token the access key id is. Whatever else comes is refused as MSK refuses it, with a failed
 * authentication: after OAUTHBEARER's own answer, an error document, some clients take themselves for connected.
 */
public final class MskIamToken implements AuthenticateCallbackHandler {
  private static final int LONGEST_TOKEN = 16 * 1024;
  private static final int MOST_PARAMETERS = 32;
  private static final long LONGEST_LIFE_SECONDS = 12 * 3600;
  private static final long CLOCK_SKEW_SECONDS = 300;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Pattern HOST = Pattern.compile("kafka\\.([a-z0-9-]{1,32})\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern ACCESS_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern ROLE = Pattern.compile("role-[A-Za-z0-9+=,.@_-]{1,64}");
  private static final Pattern LIFE = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,9})?");

  @Override
  public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

  @Override
  public void close() {}

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (!(callback instanceof OAuthBearerValidatorCallback validation)) {
        throw new UnsupportedCallbackException(callback);
      }
      OAuthBearerToken token = read(validation.tokenValue(), Instant.now());
      if (token == null) throw new SaslAuthenticationException("Access denied");
      validation.token(token);
    }
  }

  /** Null: refused. */
  static OAuthBearerToken read(String value, Instant now) {
    try {
      if (value.length() > LONGEST_TOKEN) return null;
      URI url = new URI(text(Base64.getUrlDecoder().decode(value)));
      Map<String, String> query = parameters(url.getRawQuery());
      var host = HOST.matcher(url.getHost());
      if (!"https".equals(url.getScheme()) || !host.matches()) return null;
      if (!"kafka-cluster:Connect".equals(query.get("Action"))) return null;
      if (!"AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm"))) return null;
      if (!query.containsKey("X-Amz-Signature")) return null;

      // key/day/region/kafka-cluster/aws4_request
      String date = query.get("X-Amz-Date");
      String[] scope = query.get("X-Amz-Credential").split("/", -1);
      if (scope.length != 5 || !scope[1].equals(date.substring(0, 8)) || !scope[2].equals(host.group(1))) return null;
      if (!scope[3].equals("kafka-cluster") || !scope[4].equals("aws4_request")) return null;

      Instant begin = LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
      // a fraction when the credentials end before the token would
      String life = query.get("X-Amz-Expires");
      if (!LIFE.matcher(life).matches() || Double.parseDouble(life) > LONGEST_LIFE_SECONDS) return null;
      Instant end = begin.plusMillis((long) (1000 * Double.parseDouble(life)));
      if (begin.isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS)) || !end.isAfter(now)) return null;

      String principal = principal(scope[0], query.get("X-Amz-Security-Token"));
      return principal == null ? null : new Token(value, principal, begin.toEpochMilli(), end.toEpochMilli());
    } catch (Exception refused) {
      // not base64, no URL, a parameter missing, not a date
      return null;
    }
  }

  private static String principal(String accessKey, String session) {
    if (!ACCESS_KEY.matcher(accessKey).matches()) return null;
    if (session == null) return accessKey;
    return ROLE.matcher(session).matches() ? session : null;
  }

  private static String text(byte[] bytes) throws Exception {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** A name that comes twice could be read in two ways. */
  private static Map<String, String> parameters(String query) throws Exception {
    Map<String, String> found = new HashMap<>();
    String[] pairs = query.split("&", -1);
    if (pairs.length > MOST_PARAMETERS) throw new Exception("too many parameters");
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
      String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      if (found.put(name, value) != null) throw new Exception("a parameter twice");
    }
    return found;
  }

  private record Token(String value, String principalName, Long startTimeMs, long lifetimeMs)
      implements OAuthBearerToken {
    @Override
    public Set<String> scope() {
      return Set.of();
    }
  }
}
