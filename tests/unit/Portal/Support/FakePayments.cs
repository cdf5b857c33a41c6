using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Unit.Portal.Support;

/// <summary>
/// The payment provider behind a fake connection: like the real one it answers a key it knows with the answer it gave before,
/// and its books say what really happened.
/// </summary>
internal sealed class FakePayments : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (HttpStatusCode Status, JsonObject Body)> _answers = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];

    /// <summary>Runs before the provider does anything; throw to break the connection on the way there.</summary>
    public Func<string, Task> OnArrival { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when everything is done at the provider; throw to break the connection on the way back.</summary>
    public Func<string, Task> OnAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>The key of every call that arrived, repeats included.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public IReadOnlyList<string> Charged => Done("charge-", HttpStatusCode.Created);

    public IReadOnlyList<string> Refunded => Done("refund-", HttpStatusCode.Created);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = request.Headers.GetValues("Idempotency-Key").Single();
        lock (_lock)
            _calls.Add(key);
        await OnArrival(key);
        var body = (await request.Content!.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        (HttpStatusCode Status, JsonObject Body) answer;
        lock (_lock)
        {
            if (!_answers.TryGetValue(key, out answer))
                _answers[key] = answer = Answer(request.RequestUri!.Segments[^1], body);
        }

        await OnAnswer(key);
        return new HttpResponseMessage(answer.Status) { Content = JsonContent.Create(answer.Body), RequestMessage = request };
    }

    private static (HttpStatusCode Status, JsonObject Body) Answer(string path, JsonObject request) => path switch
    {
        "charges" when ((string?)request["card"])?.EndsWith("0002", StringComparison.Ordinal) is true =>
            (HttpStatusCode.PaymentRequired, new JsonObject { ["reason"] = "insufficient funds" }),
        "charges" => (HttpStatusCode.Created, new JsonObject { ["id"] = "ch_" + (string)request["reference"]! }),
        "refunds" => (HttpStatusCode.Created, new JsonObject { ["id"] = "re_" + (string)request["chargeId"]! }),
        _ => (HttpStatusCode.NotFound, []),
    };

    private List<string> Done(string prefix, HttpStatusCode status)
    {
        lock (_lock)
        {
            return
            [
                .. _answers.Where(a => a.Key.StartsWith(prefix, StringComparison.Ordinal) && a.Value.Status == status)
                    .Select(a => a.Key[prefix.Length..]),
            ];
        }
    }
}
