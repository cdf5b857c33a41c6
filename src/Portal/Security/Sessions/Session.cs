using System.Diagnostics.CodeAnalysis;
using Portal.Client.Security;

namespace Portal.Security.Sessions;

/// <summary>
/// As long as somebody may go on with what they have begun: everything that was opened with one cookie or key, whether it is a page,
/// a connection of the hub or a request that waits.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no wait handle: there is nothing to release, and its token outlives everybody who has it.")]
internal sealed class Session
{
    /// <summary>Of callers that nobody can send away: the bootstrap key, the portal itself.</summary>
    public static readonly Session Endless = new();

    /// <summary>Of a cookie that nobody knows.</summary>
    public static readonly Session Unknown = Over(SessionEnding.Unknown);

    private readonly CancellationTokenSource _end = new();

    public CancellationToken Ended => _end.Token;

    public bool HasEnded => _end.IsCancellationRequested;

    /// <summary>Why it ended, once it has.</summary>
    public SessionEnding? Ending { get; private set; }

    /// <summary>The same in words for whom it belonged to.</summary>
    public string? Why => Ending is { } ending ? SessionWords.Of(ending) : null;

    /// <summary>
    /// <see cref="HasEnded"/> is true when this returns, so nothing new begins; what is open is told on other threads: whoever ends
    /// it does not wait for connections to close.
    /// </summary>
    public void End(SessionEnding why)
    {
        Ending ??= why;
        _ = _end.CancelAsync();
    }

    private static Session Over(SessionEnding why)
    {
        var session = new Session();
        session.End(why);
        return session;
    }
}
