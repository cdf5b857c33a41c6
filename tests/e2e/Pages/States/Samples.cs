using E2E.Support;

namespace E2E.Pages.States;

/// <summary>
/// Something of each sort in a portal, so that no page is empty; what only one page needs is made when its address names it. As a
/// fixture of a class in the portal of all tests, otherwise made for another portal.
/// </summary>
public sealed class Samples : IAsyncLifetime
{
    public const string Queue = "states";
    private const string Type = "states.given-up.v1";

    private readonly PortalProcess _portal;
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    public Samples(SharedPortal shared)
        : this(shared.Portal)
    {
    }

    internal Samples(PortalProcess portal) => _portal = portal;

    public async ValueTask InitializeAsync()
    {
        foreach (var needed in (string[])["{order}", "{dead-letter}", "{operation}"])
            await FillInAsync(needed);
    }

    /// <summary>Leaves the portal as it was found: what waits goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_made.ContainsKey("waiting-order"))
            await _portal.Api.PostJsonAsync("/api/queues/billing/resume", new { });
        if (_made.TryGetValue("operation", out var operation))
            await _portal.Api.PostJsonAsync($"/api/operations/{operation}/cancel", new { });
    }

    /// <summary>The address with ids for the names in it.</summary>
    public async Task<string> FillInAsync(string template)
    {
        var begin = template.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0)
            return template;
        var end = template.IndexOf('}', begin);
        var name = template[(begin + 1)..end];
        if (!_made.TryGetValue(name, out var made))
            _made[name] = made = await MakeAsync(name);
        return template[..begin] + made + template[(end + 1)..];
    }

    private async Task<string> MakeAsync(string name) => name switch
    {
        "order" => await OrderAsync(),
        "waiting-order" => await WaitingOrderAsync(),
        "instance" => (await _portal.Api.PostJsonAsync("/api/instances", new { name = "states" })).Text("id"),
        "message" => (await _portal.Api.GetJsonAsync("/api/dead-letters/" + await LetterAsync())).GetProperty("summary").Text("messageId"),
        "dead-letter" => await LetterAsync(),
        "job" => await FirstAsync("/api/jobs"),
        "key" => (await _portal.MakeKeyAsync("states-" + Guid.NewGuid().ToString("N")[..8], "read")).Name,
        "operation" => await OperationAsync(),
        "states-number" => await NumberAsync(),
        "done-operation" => await DoneOperationAsync(),
        _ => throw new ArgumentException($"Nobody knows how to make {name}.", nameof(name)),
    };

    private async Task<string> OrderAsync()
    {
        var id = await _portal.PlaceOrderAsync("States");
        await _portal.WaitForStatusAsync(id, "readyToShip");
        return id;
    }

    /// <summary>One that nobody bills before this is disposed.</summary>
    private async Task<string> WaitingOrderAsync()
    {
        await _portal.Api.PostJsonAsync("/api/queues/billing/pause", new { });
        return await _portal.PlaceOrderAsync("States");
    }

    private async Task<string> LetterAsync() => _made.TryGetValue("dead-letter", out var known)
        ? known
        : _made["dead-letter"] = await _portal.GiveUpAsync(Queue, Type);

    /// <summary>Of the queue <see cref="Queue"/>, in the names of the broker's tables.</summary>
    private async Task<string> NumberAsync()
    {
        await _portal.Api.PutJsonAsync("/api/queues/" + Queue, new { });
        return AbsentTable.Read(_portal, "broker", $"SELECT id FROM queue WHERE name = '{Queue}'");
    }

    /// <summary>One that will not get on: paused before its second.</summary>
    private async Task<string> OperationAsync()
    {
        await _portal.FailAsync("states-bulk", 2);
        var id = (await _portal.StartOperationAsync("replay", new { filter = new { queue = "states-bulk" }, ratePerSecond = 0.1 })).Text("id");
        await _portal.Api.PostJsonAsync($"/api/operations/{id}/pause", new { });
        return id;
    }

    private async Task<string> DoneOperationAsync()
    {
        await _portal.FailAsync("states-done", 1);
        var id = (await _portal.StartOperationAsync("archive", new { filter = new { queue = "states-done" } })).Text("id");
        await _portal.WaitForOperationAsync(id, operation => operation.Text("state") == "completed");
        return id;
    }

    private async Task<string> FirstAsync(string list) => (await _portal.Api.GetJsonAsync(list)).GetProperty("items")[0].Text("id");
}
