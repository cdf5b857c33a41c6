using System.Globalization;
using Messaging;
using Portal.Client.DeadLetters;
using Portal.Live;
using Portal.Operations.DeadLetters.Index;

namespace Portal.Operations.DeadLetters;

/// <summary>
/// Tells viewers what is in the index now: letters at once, groups twice a second, however many of their letters change. On the index's
/// thread.
/// </summary>
internal sealed class DeadLetterNews(LiveFeed feed, DeadLetterViews views, IServiceProvider services, TimeProvider time) : IIndexListener
{
    private const int MaxGroups = 500;
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<long> _groups = [];
    private long _told = time.GetTimestamp() - time.TimestampFrequency;

    public void Applied(IReadOnlyList<DeadLetterChange> changes, IReadOnlyList<long> groups)
    {
        var hasViewers = feed.HasViewers<DeadLetterView>();
        foreach (var change in changes)
        {
            if (change.Letter is null)
                feed.Publish(new DeadLetterGone(change.Id.ToString(CultureInfo.InvariantCulture), long.MaxValue));
            else if (hasViewers)
                feed.Publish(views.Of(change.Letter));
        }

        if (feed.HasViewers<DeadLetterGroup>())
            _groups.UnionWith(groups);
    }

    public void Tell()
    {
        if (_groups.Count == 0 || time.GetElapsedTime(_told) < _between)
            return;
        _told = time.GetTimestamp();
        var index = services.GetRequiredService<DeadLetterIndex>(); // it needs what this is a part of
        var groups = index.GroupsAsync([.. _groups.Take(MaxGroups)], CancellationToken.None).GetAwaiter().GetResult();
        _groups.Clear();
        foreach (var group in groups)
            feed.Publish(group);
    }

    public TimeSpan NextTell()
    {
        if (_groups.Count == 0)
            return Timeout.InfiniteTimeSpan;
        var left = _between - time.GetElapsedTime(_told);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
