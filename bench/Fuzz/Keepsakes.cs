using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bench.Fuzz;

/// <summary>What is put into the portal before, by names no fuzzed request has, and must be there afterwards as it was.</summary>
internal sealed class Keepsakes(HttpClient api)
{
    private const string Queue = "kept-safe";
    private const string Sku = "KEPT-1";
    private const int Messages = 10;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private string _order = "";
    private string _before = "";

    public async Task PutAsync()
    {
        await ExpectAsync(api.PutAsJsonAsync("/api/products/" + Sku, new { name = "Kept", price = 12.5m, currency = "EUR" }));
        await ExpectAsync(api.PostAsJsonAsync($"/api/stock/{Sku}/receipts", new { quantity = 100 }));
        await ExpectAsync(api.PutAsJsonAsync("/api/queues/" + Queue, new { }));
        for (var i = 0; i < Messages; i++)
            await ExpectAsync(api.PostAsync($"/api/queues/{Queue}/messages", new StringContent("kept " + i)));
        _order = await OrderAsync();
        _before = await LookAsync();
    }

    /// <summary>Null when all is as it was and the portal still works; else what is not.</summary>
    public async Task<string?> WhatIsWrongAsync()
    {
        await ExpectAsync(api.PutAsJsonAsync("/api/sandbox/payments", new { latencyMs = 0, failureRate = 0, down = false }));
        await ExpectAsync(api.PutAsJsonAsync("/api/sandbox/carriers", new { latencyMs = 0, failureRate = 0, down = false }));
        var after = await LookAsync();
        if (after != _before)
            return $"what was kept has changed:\n  {_before}\n  {after}";
        await OrderAsync();
        return null;
    }

    private async Task<string> LookAsync()
    {
        var order = await api.GetFromJsonAsync<JsonObject>("/api/orders/" + _order);
        var product = (await api.GetFromJsonAsync<JsonObject>("/api/products"))!["items"]!.AsArray().Single(p => (string?)p!["sku"] == Sku);
        var queue = await api.GetFromJsonAsync<JsonObject>("/api/queues/" + Queue);
        return $"{order!.ToJsonString()} {product!.ToJsonString()} {queue!["ready"]} ready";
    }

    /// <summary>Places one and waits until it has gone through all services.</summary>
    private async Task<string> OrderAsync()
    {
        using var placed = await api.PostAsJsonAsync("/api/orders", new { customer = "Kept", lines = new[] { new { sku = Sku, quantity = 1 } } });
        placed.EnsureSuccessStatusCode();
        var id = (string)(await placed.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        var start = TimeProvider.System.GetTimestamp();
        while ((string?)(await api.GetFromJsonAsync<JsonObject>("/api/orders/" + id))!["status"] is var status && status != "readyToShip")
        {
            if (TimeProvider.System.GetElapsedTime(start) > _patience)
                throw new TimeoutException($"An order is still '{status}' after {_patience.TotalSeconds} seconds.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return id;
    }

    private static async Task ExpectAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        answer.EnsureSuccessStatusCode();
    }
}
