using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Operations;

namespace Unit.Portal.Client.Desk;

public sealed class The_news_of_an_operation : IDisposable
{
    private static readonly OperationView _started = new(
        "op-1", OperationKind.Replay, OperationState.Running, "Replay 12 dead letters", 12, 0, 0, 0, 0, null, false, null, null, null, "admin",
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null, 1);

    private readonly Toasts _toasts = new(TimeProvider.System);
    private readonly HandFeed _feed = new();
    private readonly Operations _operations = new();
    private readonly OperationNews _news;

    public The_news_of_an_operation() => _news = new OperationNews(_toasts, _feed, _operations);

    [Fact]
    public async Task Is_one_notification_that_tells_how_far_it_is_and_becomes_the_result()
    {
        await _news.FollowAsync(_started);
        _feed.Tell(_started with { Done = 5, Version = 2 });
        var toast = Assert.Single(_toasts.Shown);
        Assert.Equal((Tone.Busy, (5L, 12L)), (toast.Tone, toast.Done));
        Assert.Equal("operations/op-1", toast.Link!.Href);

        _feed.Tell(_started with { Done = 12, State = OperationState.Completed, Version = 3 });
        Assert.Equal(Tone.Good, toast.Tone);
        Assert.Equal(0, _feed.Viewers);
    }

    [Fact]
    public async Task Tells_that_it_stopped_by_itself_and_why()
    {
        await _news.FollowAsync(_started);
        _feed.Tell(_started with { Done = 1, FailedAgain = 1, State = OperationState.Stopped, Words = "1 came back", Version = 2 });
        var toast = Assert.Single(_toasts.Shown);
        Assert.Equal(Tone.Bad, toast.Tone);
        Assert.Contains("1 came back", toast.Detail, StringComparison.Ordinal);
        Assert.Equal(1, _feed.Viewers); // it may be resumed
    }

    [Fact]
    public async Task Tells_the_end_of_one_that_was_over_before_anybody_listened()
    {
        _operations.Known = _started with { Done = 12, State = OperationState.Completed, Version = 9 };
        await _news.FollowAsync(_started);
        Assert.Equal(Tone.Good, Assert.Single(_toasts.Shown).Tone);
        Assert.Equal(0, _feed.Viewers);
    }

    public void Dispose() => _news.Dispose();

    private sealed class HandFeed : ILiveFeed
    {
        private readonly List<Func<IReadOnlyList<OperationView>, Task>> _told = [];

        public int Viewers => _told.Count;

        public IDisposable Subscribe<T>(Func<IReadOnlyList<T>, Task> onChanged, string? id = null)
            where T : class, ILiveEntity
        {
            Func<IReadOnlyList<OperationView>, Task> tell = changes => onChanged([.. changes.Cast<T>()]);
            _told.Add(tell);
            return new Subscription(() => _told.Remove(tell));
        }

        public void Tell(OperationView operation)
        {
            foreach (var tell in _told.ToList()) _ = tell([operation]);
        }

        private sealed class Subscription(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }

    private sealed class Operations : IOperationGateway
    {
        public OperationView? Known { get; set; }

        public Task<OperationView?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Known);

        public Task<Outcome<Page<OperationView>>> ListAsync(OperationState? state, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<OperationView>> StartAsync(StartOperation request, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<OperationView>> DeleteAsync(StartOperation request, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<OperationView>> PauseAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<OperationView>> ResumeAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<OperationView>> CancelAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome<Page<OperationItem>>> ItemsAsync(string id, ItemResult? result, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
