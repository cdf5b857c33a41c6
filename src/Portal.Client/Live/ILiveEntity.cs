namespace Portal.Client.Live;

/// <summary>Something whose changes are pushed: a viewer keeps the one with the higher version and drops the other.</summary>
public interface ILiveEntity
{
    string Id { get; }

    /// <summary>Grows with every change of this entity; comparable only among versions of the same <see cref="Id"/>.</summary>
    long Version { get; }
}
