using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bench;

/// <summary>
/// An application that calls <c>AddMessaging</c> with the default options, one handler of a JSON message, and so many of them waiting: it is handed
/// what <see cref="BacklogSide"/> takes by itself. Filled up while its queue is paused.
/// </summary>
internal sealed class HandledSide : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;
    private readonly HandledCount _count = new();
    private readonly long _waiting;
    private readonly int _turn;
    private readonly ReadOnlyMemory<byte> _body;

    private HandledSide(string directory, long waiting, int turn)
    {
        (_waiting, _turn) = (waiting, turn);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(_count);
        services.AddMessaging(messaging =>
        {
            messaging.Directory = directory;
            messaging.Queue(Parcel.Queue, queue => queue.Handle<Parcel, ParcelHandler>());
        });
        _services = services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
        _body = _services.GetRequiredService<MessageSerializers>().Default.Serialize(Parcel.Sample);
    }

    private IBroker Broker => _services.GetRequiredService<IBroker>();

    private QueueStatistics Statistics => Broker.Statistics().Single(queue => queue.Queue == Parcel.Queue);

    /// <param name="directory">An empty one.</param>
    /// <param name="waiting">Messages that wait while nothing is handled.</param>
    /// <param name="turn">Messages that are handled at a stretch, on top of those.</param>
    public static async Task<HandledSide> OpenAsync(string directory, long waiting, int turn)
    {
        var side = new HandledSide(directory, waiting, turn);
        foreach (var service in side._hosted)
            await service.StartAsync(CancellationToken.None);
        await side.Broker.PauseAsync(Parcel.Queue);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_hosted))
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private async Task<TimeSpan> TurnAsync()
    {
        await Prefill.RunAsync(Broker, Parcel.Queue, () => new Message(Parcel.Type, _body), _waiting + _turn - Statistics.Ready, _patience);
        var turn = _count.Begin(_turn);
        await Broker.ResumeAsync(Parcel.Queue);
        var took = await turn.WaitAsync(_patience);
        await Broker.PauseAsync(Parcel.Queue);
        while (Statistics.Leased > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        return took;
    }
}
