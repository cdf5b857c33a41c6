using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>
/// A notification for each operation that was started in this circuit: how far it is, then what came of it. It belongs to no page,
/// so whoever goes on to something else still learns how it ended.
/// </summary>
public sealed class OperationNews(Toasts toasts, ILiveFeed feed, IOperationGateway gateway) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable> _followed = [];
    private bool _disposed;

    public async Task FollowAsync(OperationView started)
    {
        var toast = toasts.Begin(started.Title);
        var latest = new Latest<OperationView>();
        lock (_lock)
        {
            if (_disposed) return;
            _followed[started.Id] = feed.Subscribe<OperationView>(
                changes =>
                {
                    foreach (var change in changes) Tell(change);
                    return Task.CompletedTask;
                },
                started.Id);
        }

        // What happened before it was followed.
        Tell(await gateway.FindAsync(started.Id, CancellationToken.None) ?? started);

        void Tell(OperationView operation)
        {
            lock (_lock)
            {
                if (latest.Value is { } known && !BulkRequest.IsUnderWay(known)) return;
                if (!latest.Offer(operation)) return;
            }

            Say(toast, operation);
            if (!BulkRequest.IsUnderWay(operation)) Forget(operation.Id);
        }
    }

    public void Dispose()
    {
        List<IDisposable> all;
        lock (_lock)
        {
            _disposed = true;
            all = [.. _followed.Values];
            _followed.Clear();
        }

        foreach (var one in all) one.Dispose();
    }

    private static void Say(Toast toast, OperationView operation)
    {
        var words = ProgressWords.Of(operation);
        var link = new ToastLink("Details", ProgressWords.Href(operation));
        switch (operation.State)
        {
            case OperationState.Completed when operation.Failed + operation.FailedAgain == 0:
                toast.Succeed($"{operation.Title}. {words}", link);
                break;
            case OperationState.Completed or OperationState.Cancelled:
                toast.Warn(operation.Title, words, link);
                break;
            case OperationState.Stopped:
                toast.Fail(operation.Title, words, link);
                break;
            default:
                toast.Progress(OperationWords.Handled(operation), operation.Total, words, link);
                break;
        }
    }

    private void Forget(string id)
    {
        IDisposable? followed;
        lock (_lock) _followed.Remove(id, out followed);
        followed?.Dispose();
    }
}
