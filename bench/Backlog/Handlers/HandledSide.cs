using Messaging;

namespace Bench;

/// <summary>
/// An application with one handler of a JSON message, and so many of them waiting: it is handed what <see cref="BacklogSide"/> takes by
/// itself. Filled up while its queue is paused.
/// </summary>
internal sealed class HandledSide : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly MessagingHost _host;
    private readonly HandledCount _count;
    private readonly long _waiting;
    private readonly int _turn;
    private readonly IBroker _broker;
    private readonly ReadOnlyMemory<byte> _body;

    private HandledSide(MessagingHost host, HandledCount count, long waiting, int turn)
    {
        (_host, _count, _waiting, _turn) = (host, count, waiting, turn);
        _broker = host.Get<IBroker>();
        _body = host.Get<MessageSerializers>().Default.Serialize(Parcel.Sample);
    }

    private QueueStatistics Statistics => _broker.Statistics().Single(queue => queue.Queue == Parcel.Queue);

    /// <param name="directory">An empty one.</param>
    /// <param name="waiting">Messages that wait while nothing is handled.</param>
    /// <param name="turn">Messages that are handled at a stretch, on top of those.</param>
    public static async Task<HandledSide> OpenAsync(string directory, long waiting, int turn)
    {
        var count = new HandledCount();
        var host = await MessagingHost.StartAsync(directory, count, messaging => messaging.Queue(Parcel.Queue, queue => queue.Handle<Parcel, ParcelHandler>()));
        var side = new HandledSide(host, count, waiting, turn);
        await side._broker.PauseAsync(Parcel.Queue);
        return side;
    }

    /// <summary>Messages handled a second, from the first to the last of each turn.</summary>
    public async Task<double> RunAsync(TimeSpan time)
    {
        var (handled, took) = (0L, TimeSpan.Zero);
        for (; took < time; handled += _turn)
            took += await TurnAsync();
        return handled / took.TotalSeconds;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<TimeSpan> TurnAsync()
    {
        await Prefill.RunAsync(_broker, Parcel.Queue, () => new Message(Parcel.Type, _body), _waiting + _turn - Statistics.Ready, _patience);
        var turn = _count.Begin(_turn);
        await _broker.ResumeAsync(Parcel.Queue);
        var took = await turn.WaitAsync(_patience);
        await _broker.PauseAsync(Parcel.Queue);
        while (Statistics.Leased > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        return took;
    }
}
