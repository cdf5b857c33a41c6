using Messaging;

namespace Bench;

/// <summary>An application with one handler, and what that saw.</summary>
internal sealed class LatencyHost : IAsyncDisposable
{
    private readonly MessagingHost _host;

    private LatencyHost(MessagingHost host, LatencyRecord record) => (_host, Record) = (host, record);

    public LatencyRecord Record { get; }

    public IMessageBus Bus => _host.Get<IMessageBus>();

    public static async Task<LatencyHost> StartAsync(string directory)
    {
        var record = new LatencyRecord();
        return new LatencyHost(
            await MessagingHost.StartAsync(directory, record, messaging => messaging.Queue(Tick.Queue, queue => queue.Handle<Tick, TickHandler>())), record);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
