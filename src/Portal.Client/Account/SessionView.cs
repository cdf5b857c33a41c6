namespace Portal.Client.Account;

/// <summary>A browser in which somebody is signed in.</summary>
/// <param name="Id">Opens nothing; with it the session is ended.</param>
/// <param name="Device">In words: <c>Firefox on Windows</c>, as far as the browser says.</param>
/// <param name="Address">From where it was seen last.</param>
/// <param name="BegunAt">When they signed in.</param>
/// <param name="LastSeenAt">Kept to within five minutes over a crash of the portal.</param>
/// <param name="IsOpen">Whether a page is open there now.</param>
/// <param name="IsThis">Whether it is the one that asks.</param>
public sealed record SessionView(string Id, string Device, string? Address, DateTimeOffset BegunAt, DateTimeOffset LastSeenAt, bool IsOpen, bool IsThis);

/// <param name="Ended">How many sessions.</param>
public sealed record EndedSessions(int Ended);
