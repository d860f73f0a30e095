package viking.api.http;

/** How a route answers: from the whole of a request, or as it comes. */
sealed interface Answering permits Handler, StreamHandler {}
