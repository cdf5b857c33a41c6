namespace Portal.Client.Live;

/// <summary>
/// Changes as they are committed. Latest wins per entity: a viewer that is slow misses versions in between, never the
/// last one. Nothing is kept for a viewer that is not subscribed, so subscribe first, then load the snapshot, then keep
/// whichever has the higher version.
/// </summary>
public interface ILiveFeed
{
    /// <summary>
    /// Calls <paramref name="onChanged"/> with the changed entities, one call at a time and at most 10 calls a second,
    /// fewer (down to one) where a call takes long.
    /// Dispose the subscription to stop; a call under way may still finish after that.
    /// </summary>
    /// <param name="onChanged">Runs outside any renderer's context: use <c>InvokeAsync</c> in a component.</param>
    /// <param name="id">Only this entity, or null for all of the type.</param>
    IDisposable Subscribe<T>(Func<IReadOnlyList<T>, Task> onChanged, string? id = null)
        where T : class, ILiveEntity;
}
