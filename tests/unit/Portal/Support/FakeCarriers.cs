using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Unit.Portal.Support;

/// <summary>Three carriers behind a fake connection; terra is the cheapest unless a test sets other prices.</summary>
internal sealed class FakeCarriers : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public Dictionary<string, decimal> Prices { get; } = new(StringComparer.Ordinal) { ["swift"] = 9.5m, ["terra"] = 4.9m, ["aero"] = 19m };

    /// <summary>Runs before an answer is given, with the path and the order; throw to break the connection.</summary>
    public Func<string, string, Task> OnArrival { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs when the carrier has made the label and before it answers.</summary>
    public Func<string, Task> OnLabelled { get; set; } = _ => Task.CompletedTask;

    /// <summary>Order to tracking number.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, string>(_labels);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var segments = request.RequestUri!.Segments;
        var (carrier, what) = (segments[^2].TrimEnd('/'), segments[^1]);
        var order = (string)(await request.Content!.ReadFromJsonAsync<JsonObject>(cancellationToken))!["reference"]!;
        await OnArrival(carrier + "/" + what, order);
        if (what == "rates")
            return Answer(HttpStatusCode.OK, new JsonObject { ["price"] = Prices[carrier] });
        var key = request.Headers.GetValues("Idempotency-Key").Single();
        string tracking;
        lock (_lock)
        {
            Assert.Equal("label-" + order, key);
            if (!_labels.TryGetValue(order, out tracking!))
                _labels[order] = tracking = $"{carrier}-{_labels.Count + 1}";
        }

        await OnLabelled(order);
        return Answer(HttpStatusCode.Created, new JsonObject { ["trackingNumber"] = tracking });

        HttpResponseMessage Answer(HttpStatusCode status, JsonObject body) =>
            new(status) { Content = JsonContent.Create(body), RequestMessage = request };
    }
}
