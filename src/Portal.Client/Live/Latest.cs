namespace Portal.Client.Live;

/// <summary>The newest known version of one entity; older ones are refused, in whichever order they come.</summary>
public sealed class Latest<T>
    where T : class, ILiveEntity
{
    public T? Value { get; private set; }

    /// <returns>Whether <paramref name="candidate"/> was newer than what was known.</returns>
    public bool Offer(T candidate)
    {
        if (Value is not null && Value.Id == candidate.Id && candidate.Version <= Value.Version) return false;

        Value = candidate;
        return true;
    }

    public void Forget() => Value = null;
}
