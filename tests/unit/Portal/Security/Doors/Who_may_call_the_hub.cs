using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Portal.Client.Security;
using Portal.Live;
using Unit.Support;

namespace Unit.Portal.Security.Doors;

/// <summary>Every method of the hub, called with every kind of credential over a WebSocket. A method that is not in the table fails.</summary>
public class Who_may_call_the_hub
{
    private const char End = '\u001e';

    [Fact]
    public async Task Exactly_what_the_table_says()
    {
        var methods = typeof(StatusHub).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(StatusHub)).ToList();
        Assert.Equal(AccessTable.HubMethods.Keys.Order(StringComparer.Ordinal), methods.Select(method => method.Name).Order(StringComparer.Ordinal));

        await using var portal = await LivePortal.StartAsync();
        foreach (var caller in await Callers.AllAsync(portal))
        {
            using var socket = new ClientWebSocket();
            foreach (var (name, values) in caller.Client.DefaultRequestHeaders)
                socket.Options.SetRequestHeader(name, string.Join("; ", values));
            var isIn = await ConnectsAsync(socket, portal.Url);
            Assert.True(isIn == caller.May(Ability.Read), $"the hub {(isIn ? "lets in" : "refuses")} {caller.Name}");
            foreach (var method in isIn ? methods : [])
            {
                var error = await CallAsync(socket, method);
                var allowed = caller.May(AccessTable.HubMethods[method.Name]);
                Assert.True((error is null || error.Contains("There is no ", StringComparison.Ordinal)) == allowed, $"{method.Name} by {caller.Name}: {error ?? "done"}");
            }
        }
    }

    private static async Task<bool> ConnectsAsync(ClientWebSocket socket, Uri portal)
    {
        try
        {
            await socket.ConnectAsync(new UriBuilder(portal) { Scheme = "ws", Path = "/hubs/status" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            return false;
        }

        await SendAsync(socket, """{"protocol":"json","version":1}""");
        return true;
    }

    /// <summary>The error it was answered with, or null.</summary>
    private static async Task<string?> CallAsync(ClientWebSocket socket, MethodInfo method)
    {
        var id = Guid.NewGuid().ToString();
        await SendAsync(socket, JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method.Name, arguments = method.GetParameters().Select(_ => "1") }));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline.Generous);
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, deadline.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            var records = text.ToString().Split(End);
            foreach (var record in records[..^1].Where(record => record.Contains(id, StringComparison.Ordinal)))
            {
                var completion = JsonSerializer.Deserialize<JsonElement>(record);
                return completion.TryGetProperty("error", out var error) ? error.GetString() : null;
            }

            text.Clear().Append(records[^1]);
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string record) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + End), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
}
