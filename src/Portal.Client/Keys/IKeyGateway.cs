using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Keys;

/// <summary>API keys, as pages and REST use them. Everybody sees their own; administrators see and revoke all.</summary>
public interface IKeyGateway
{
    /// <summary>Newest first.</summary>
    [Reads]
    Task<Outcome<Page<KeyView>>> ListAsync(KeyFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>404 for one that is somebody else's.</summary>
    [Reads]
    Task<Outcome<KeyView>> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes a key of the caller's own. Its text is in this answer and never again: only its hash is stored.</summary>
    [Needs(Ability.MakeKeys)]
    Task<Outcome<MadeKey>> MakeAsync(MakeKey request, CancellationToken cancellationToken);

    /// <summary>
    /// From now on it opens nothing, and what was begun with it ends. Again: as it is. Keys that were made with it go on unless
    /// <paramref name="descendants"/> says that they and those made with them end, too: all of them or none.
    /// </summary>
    [Needs(Ability.MakeKeys)]
    Task<Outcome<KeyView>> RevokeAsync(string id, bool descendants, CancellationToken cancellationToken);
}
