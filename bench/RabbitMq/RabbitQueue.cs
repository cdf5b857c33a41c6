using RabbitMQ.Client;

namespace Bench;

/// <summary>A durable queue of one kind, with so many messages waiting.</summary>
internal sealed class RabbitQueue(RabbitNode node, string name, Dictionary<string, object?> arguments)
{
    private const int FillWindow = 2000;

    public string Name => name;

    public static RabbitQueue Classic(RabbitNode node, string name) => new(node, name, new() { ["x-queue-type"] = "classic" });

    /// <summary>Version 2 of the classic queue's storage, not the default in 3.10.</summary>
    public static RabbitQueue Classic2(RabbitNode node, string name) =>
        new(node, name, new() { ["x-queue-type"] = "classic", ["x-queue-version"] = 2 });

    public static RabbitQueue Quorum(RabbitNode node, string name) => new(node, name, new() { ["x-queue-type"] = "quorum" });

    public async Task DeclareAsync(int bodyBytes, long waiting)
    {
        await using var connection = await node.Connections.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(RabbitRound.Confirmed);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments);
        var body = new byte[bodyBytes];
        Random.Shared.NextBytes(body);
        var unconfirmed = new Queue<Task>(FillWindow);
        for (long i = 0; i < waiting; i++)
        {
            if (unconfirmed.Count == FillWindow)
                await unconfirmed.Dequeue();
            unconfirmed.Enqueue(channel.BasicPublishAsync("", name, false, RabbitRound.Persistent, body).AsTask());
        }

        await Task.WhenAll(unconfirmed);
    }

    public async Task DeleteAsync()
    {
        await using var connection = await node.Connections.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(name);
    }
}
