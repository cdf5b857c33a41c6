using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Portal.Client.Live;

namespace Portal.Live;

/// <summary>
/// The hub's connections, with a way to tell one of them many changes at once: as many invocations as there are changes, but one write,
/// and an entity is put into bytes once however many connections are told of it. A call of the usual proxy would do both for each.
/// </summary>
internal sealed class StatusConnections : DefaultHubLifetimeManager<StatusHub>
{
    /// <summary>What is written at once at most, so that no buffer is a large object.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly ConcurrentDictionary<string, HubConnectionContext> _connections = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<ILiveEntity, byte[]> _records = [];
    private readonly JsonHubProtocol _protocol;

    public StatusConnections(ILogger<DefaultHubLifetimeManager<StatusHub>> logger, IEnumerable<IHubProtocol> protocols)
        : base(logger) => _protocol = protocols.OfType<JsonHubProtocol>().Single();

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _connections.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    /// <summary>Invokes <paramref name="method"/> with each entity. Ends when the connection can take more; at once when it has gone.</summary>
    /// <param name="connectionId">Whom to tell.</param>
    /// <param name="method">Always the same for a type of entity: its bytes are kept.</param>
    /// <param name="entities">In this order.</param>
    public async Task TellAsync(string connectionId, string method, IReadOnlyList<ILiveEntity> entities)
    {
        if (entities.Count == 0 || !_connections.TryGetValue(connectionId, out var connection))
            return;
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
        try
        {
            var filled = 0;
            foreach (var entity in entities)
            {
                var record = _records.GetValue(entity, one => _protocol.GetMessageBytes(new InvocationMessage(method, [one])).ToArray());
                if (filled > 0 && filled + record.Length > buffer.Length)
                {
                    await WriteAsync(connection, buffer.AsMemory(0, filled));
                    filled = 0;
                }

                if (record.Length > buffer.Length)
                {
                    await WriteAsync(connection, record);
                    continue;
                }

                record.CopyTo(buffer, filled);
                filled += record.Length;
            }

            await WriteAsync(connection, buffer.AsMemory(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ValueTask WriteAsync(HubConnectionContext connection, ReadOnlyMemory<byte> records) => records.IsEmpty
        ? ValueTask.CompletedTask
        : connection.WriteAsync(new SerializedHubMessage([new SerializedMessage(_protocol.Name, records)]));
}
