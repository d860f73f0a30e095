package viking.api.http;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param path as it was sent, with its query: the same text asks the same
 * @param variables what stands in the path where its route has names
 * @param query the parameters, each given once
 * @param headers by names in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(
    String path,
    Map<String, String> variables,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  public Request {
    variables = ImmutableMap.copyOf(variables);
    query = ImmutableMap.copyOf(query);
    headers = ImmutableMap.copyOf(headers);
  }

  public String variable(String name) {
    return Optional.ofNullable(variables.get(name)).orElseThrow();
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
