import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends a request to Claude and prints its error in the form that the second argument names. */
class Ask {
    public static void main(String[] args) {
        AnthropicOkHttpClient.Builder builder = AnthropicOkHttpClient.builder().fromEnv();
        String retries = System.getenv("RETRIES");
        if (retries != null) builder.maxRetries(Integer.parseInt(retries));
        try {
            ask(builder.build(), args[0]);
        } catch (RuntimeException error) {
            show(error, args[1]);
        }
        System.exit(1);
    }

    private static void ask(AnthropicClient client, String call) {
        String content = call.equals("long") ? "All work and no play makes Jack a dull boy. ".repeat(1500) : "Summarize the report.";
        MessageCreateParams params = MessageCreateParams.builder().model("claude-sonnet-5").maxTokens(1024).addUserMessage(content).build();
        if (!call.equals("stream")) {
            client.messages().create(params);
            return;
        }
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(params)) {
            events.stream().forEach(event -> event.contentBlockDelta().flatMap(delta -> delta.delta().text()).ifPresent(text -> System.out.print(text.text())));
        }
    }

    private static void show(RuntimeException error, String form) {
        switch (form) {
            case "string" -> System.err.println("Claude request failed: " + error);
            case "message" -> System.err.println(error.getMessage());
            case "log" -> Logger.getLogger(Ask.class.getName()).log(Level.SEVERE, "Request failed", error);
            case "headers" -> {
                AnthropicServiceException refused = (AnthropicServiceException) error;
                System.err.println(refused.statusCode() + " " + refused.headers() + " " + refused.body());
            }
            default -> throw error;
        }
    }
}
