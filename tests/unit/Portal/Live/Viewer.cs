using System.Threading.Channels;
using Portal.Client.Live;
using Unit.Portal.Support;

namespace Unit.Portal.Live;

internal sealed record Thing(string Id, long Version) : ILiveEntity;

/// <summary>Collects what it is told; a test can hold it up.</summary>
internal sealed class Viewer
{
    private readonly Channel<IReadOnlyList<Thing>> _told = Channel.CreateUnbounded<IReadOnlyList<Thing>>();

    /// <summary>Not completed: the viewer is stuck.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public int Deliveries { get; private set; }

    public async Task TellAsync(IReadOnlyList<Thing> changed)
    {
        Deliveries++;
        _told.Writer.TryWrite(changed);
        await Ready;
    }

    public async Task<IReadOnlyList<Thing>> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Until.Deadline);

    public bool HasMore => _told.Reader.TryPeek(out _);
}
