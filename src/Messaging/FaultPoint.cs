namespace Messaging;

/// <summary>
/// Named places at which tests throw or kill the process, to see that a crash there loses nothing. Does nothing, at the
/// price of one null check, unless a test has set <see cref="OnHit"/>.
/// </summary>
public static class FaultPoint
{
    /// <summary>Called with the name of each place that is reached; null, the default, outside of tests.</summary>
    public static Action<string>? OnHit { get; set; }

    /// <summary>Says that the place <paramref name="name"/> is reached.</summary>
    public static void Hit(string name) => OnHit?.Invoke(name);
}
