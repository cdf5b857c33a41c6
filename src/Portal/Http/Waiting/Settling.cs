using System.Globalization;
using Portal.Client.Live;

namespace Portal.Http.Waiting;

/// <summary>
/// Waits, for a caller that prefers it, until a thing is settled: woken by the live feed, without a look at the database in between and
/// without a thread. When the time is over, or the portal stops, the answer is the thing as it then is.
/// </summary>
internal sealed class Settling(ILiveFeed feed, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <param name="http">The request, with or without the preference.</param>
    /// <param name="known">The thing as it is.</param>
    /// <param name="isSettled">Whether nothing more is to be expected of it.</param>
    /// <param name="read">Reads it anew.</param>
    public async Task<T> UntilAsync<T>(HttpContext http, T known, Func<T, bool> isSettled, Func<CancellationToken, Task<T?>> read)
        where T : class, ILiveEntity
    {
        if (Preference.WaitOf(http.Request) is not { } seconds)
            return known;
        http.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        if (seconds == 0 || isSettled(known))
            return known;

        var latest = new Newest<T>(known, isSettled);
        using var subscription = feed.Subscribe<T>(latest.OfferAsync, known.Id);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);

        // After subscribing: what changed before that is seen here.
        if (await read(ending.Token) is { } now)
            await latest.OfferAsync([now]);
        try
        {
            await latest.Settled.WaitAsync(TimeSpan.FromSeconds(seconds), time, ending.Token);
        }
        catch (TimeoutException)
        {
            // As far as it is.
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            // The portal stops: likewise.
        }

        return latest.Value;
    }

    private sealed class Newest<T>(T known, Func<T, bool> isSettled)
        where T : class, ILiveEntity
    {
        private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();

        public T Value { get; private set; } = known;

        public Task Settled => _settled.Task;

        public Task OfferAsync(IReadOnlyList<T> changed)
        {
            lock (_lock)
            {
                foreach (var one in changed)
                {
                    if (one.Version > Value.Version)
                        Value = one;
                }

                if (isSettled(Value))
                    _settled.TrySetResult();
            }

            return Task.CompletedTask;
        }
    }
}
