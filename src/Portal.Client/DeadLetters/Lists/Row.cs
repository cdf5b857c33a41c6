using Portal.Client.Live;

namespace Portal.Client.DeadLetters.Lists;

/// <param name="Item">The newest version known.</param>
/// <param name="Belongs">False: it has changed and the filter does not match it any more; it stays until the list is read again.</param>
internal sealed record Row<T>(T Item, bool Belongs = true)
    where T : class, ILiveEntity;
