using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.Live;

/// <summary>
/// A page with a snapshot and changes to it. Follow first, then load: a change between the two is then seen by the
/// subscription, and one before both is in the snapshot.
/// </summary>
public abstract class LivePage : AskingComponent
{
    private readonly List<IDisposable> _subscriptions = [];
    private CancellationTokenSource? _load;

    protected LoadState State { get; private set; } = LoadState.Loading;

    /// <summary>What is shown is still what the address said before: a cursor of it is none of the list that is being read.</summary>
    protected bool IsStale { get; private set; }

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Unfollow();
            _load?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Calls <paramref name="apply"/> in the renderer's context with every change, then renders.</summary>
    protected void Follow<T>(Action<IReadOnlyList<T>> apply, string? id = null)
        where T : class, ILiveEntity =>
        _subscriptions.Add(Feed.Subscribe<T>(changes => InvokeAsync(() =>
        {
            if (IsGone) return; // a call under way when the page was left
            apply(changes);
            StateHasChanged();
        }), id));

    protected void Unfollow()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        _subscriptions.Clear();
    }

    /// <summary>
    /// Reads and shows. A later call supersedes an earlier one that is still reading; what is shown stays until the new
    /// answer is there, so that a filter does not make the page blink.
    /// </summary>
    protected async Task LoadAsync<T>(Func<CancellationToken, Task<Outcome<T>>> read, Action<T> show)
        where T : class
    {
        if (_load is { } superseded) await superseded.CancelAsync(); // its own LoadAsync disposes it
        var load = _load = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        if (State.Phase is not LoadPhase.Ready) State = LoadState.Loading;

        var outcome = await ReadAsync(read, load.Token);
        if (load != _load) load.Dispose();
        if (load != _load || IsGone || outcome is null) return;

        if (outcome.Succeeded) show(outcome.Value);
        IsStale = false;
        State = LoadState.After(outcome.Problem);
    }

    /// <summary>Goes back to the skeleton before a load that shows something else.</summary>
    protected void StartOver() => State = LoadState.Loading;

    /// <summary>Keeps what is shown, before a load for another address of the same page, and says so of it.</summary>
    protected void BecomeStale() => IsStale = true;

    protected static Outcome<T> Found<T>(T? value, string what, string id)
        where T : class => value is null ? Problem.NotFound(what, id) : value;

    private async Task<Outcome<T>?> ReadAsync<T>(Func<CancellationToken, Task<Outcome<T>>> read, CancellationToken token)
        where T : class
    {
        try
        {
            // Not in the circuit's own time: SQLite has no asynchronous calls, and while a file is locked there would be no frame and no skeleton,
            // and nothing that is clicked would be heard.
            return await Task.Run(() => read(token), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) // any failure of a gateway becomes the page's error state, with a Retry button
        {
            ClientLog.LoadFailed(Logger(), exception);
            return ProblemWords.Unexpected;
        }
    }
}
