using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Operations.Topics.Webhooks;
using Portal.Security.Audit.Storing;
using Unit.Portal.Security.Doors;
using Unit.Portal.Support;

namespace Unit.Portal.Webhooks;

/// <summary>A whole portal, and a real endpoint of two addresses: the old one holds its call until it is told to answer.</summary>
public sealed class When_a_webhook_is_changed : IAsyncLifetime
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _endpoint = null!;
    private LivePortal _portal = null!;
    private HttpClient _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _endpoint = builder.Build();
        _endpoint.MapPost("/old", async (HttpResponse response) =>
        {
            _called.TrySetResult();
            response.StatusCode = await _answer.Task;
        });
        _endpoint.MapPost("/new", () => _taken.TrySetResult());
        await _endpoint.StartAsync();
        _portal = await LivePortal.StartAsync(new() { ["Webhooks:AllowHttp"] = "true", ["Webhooks:AllowedNetworks"] = "127.0.0.0/8", ["Webhooks:FirstRetrySeconds"] = "0.05" });
        _api = _portal.WithKey(LivePortal.BootstrapKey);
    }

    public async ValueTask DisposeAsync()
    {
        _answer.TrySetResult(204);
        _api.Dispose();
        await _portal.DisposeAsync();
        await _endpoint.DisposeAsync();
    }

    [Fact]
    public async Task Should_an_old_address_that_is_gone_not_end_the_new_one_and_its_event_go_there()
    {
        await PutAsync("/old");
        await PublishAsync();
        await _called.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        // It waits for the call that is under way, which is answered 410 when the new address is stored.
        var changing = PutAsync("/new");
        await Until.IsAsync(async () => (await WebhookAsync()).GetProperty("url").GetString()!.EndsWith("/new", StringComparison.Ordinal), done => done);
        _answer.SetResult(410);
        await changing;

        await _taken.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal("active", (await WebhookAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Should_it_be_on_record_that_it_is_disabled_before_it_is()
    {
        await PutAsync("/old");
        var audit = $"Data Source={_portal.Services.GetRequiredService<AuditWriter>().Path};Pooling=False";
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(Path.GetDirectoryName(_portal.Services.GetRequiredService<AuditWriter>().Path)!, "webhooks.db")};Pooling=False"))
        {
            // As if the process was killed between the two: what is stored of the webhook cannot be changed.
            await other.OpenAsync(Token);
            await using var writing = other.BeginTransaction();
            await PublishAsync();
            _answer.SetResult(410);
            await Until.IsAsync(() => RecordsAsync(), records => records is ["begun"]);
            Assert.Equal("active", (await WebhookAsync()).GetProperty("state").GetString());
        }

        await Until.IsAsync(() => RecordsAsync(), records => records is ["begun", "done"]);
        Assert.Equal("disabled", (await WebhookAsync()).GetProperty("state").GetString());

        async Task<List<string>> RecordsAsync()
        {
            await using var connection = new SqliteConnection(audit);
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT coalesce(outcome, 'begun') FROM record WHERE action = 'topic.disable-webhook' ORDER BY id";
            await using var reader = await command.ExecuteReaderAsync(Token);
            var records = new List<string>();
            while (await reader.ReadAsync(Token))
                records.Add(reader.GetString(0));
            return records;
        }
    }

    [Fact]
    public async Task Should_who_may_not_manage_it_see_its_host_and_no_more()
    {
        await PutAsync("/old?token=secret");
        using var viewer = await _portal.AsAsync("viewer");
        using var @operator = await _portal.AsAsync("operator");
        var host = new Uri(_endpoint.Urls.First()).Authority;

        Assert.EndsWith("/old?token=secret", (await WebhookAsync(@operator)).GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal($"http://{host}/…", (await WebhookAsync(viewer)).GetProperty("url").GetString());
        foreach (var path in (string[])["/api/topics", "/api/topics/news", "/topics/news", "/topics"])
            Assert.DoesNotContain("token=secret", await viewer.GetStringAsync(path, Token), StringComparison.Ordinal);

        // Nor do they by what has become of an attempt.
        await PublishAsync();
        _answer.SetResult(500);
        await Until.IsAsync(async () => (await viewer.GetFromJsonAsync<JsonElement>("/api/topics/news/subscriptions/hook/deliveries", Token)).GetProperty("items").GetArrayLength() > 0, done => done);
        var id = (await viewer.GetFromJsonAsync<JsonElement>("/api/topics/news/subscriptions/hook/deliveries", Token)).GetProperty("items")[0].GetProperty("messageId").GetString();
        await Until.IsAsync(async () => (await viewer.GetStringAsync($"/api/messages/{id}", Token)).Contains(host, StringComparison.Ordinal), done => done);
        Assert.DoesNotContain("token=secret", await viewer.GetStringAsync($"/api/messages/{id}", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_one_that_is_being_disabled_be_listed_once()
    {
        await PutAsync("/new");
        var book = _portal.Services.GetRequiredService<WebhookBook>();

        await book.PutAsync(book.Find("news", "hook")! with { Disabled = "The endpoint answered 410 Gone." }, Token); // and the broker has not heard of it yet

        var topic = await _api.GetFromJsonAsync<JsonElement>("/api/topics/news", Token);
        Assert.Equal("disabled", topic.GetProperty("subscriptions").EnumerateArray().Single().GetProperty("webhook").GetProperty("state").GetString());
    }

    private async Task PutAsync(string path)
    {
        using var answer = await _api.PutAsJsonAsync("/api/topics/news/subscriptions/hook", new { webhook = new { url = _endpoint.Urls.First() + path } }, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task PublishAsync()
    {
        using var answer = await _api.PostAsync("/api/topics/news/messages", new StringContent("{}"), Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task<JsonElement> WebhookAsync(HttpClient? caller = null) =>
        (await (caller ?? _api).GetFromJsonAsync<JsonElement>("/api/topics/news", Token)).GetProperty("subscriptions")[0].GetProperty("webhook").Clone();
}
